"""What has been filled in so far: values for a template, and the look.  A value; no widgets.

What nobody has filled in is shown by the template's samples, and so it stays if it is skipped.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from studio.model.parameters import ImageParameter, ListParameter, Parameter
from studio.model.template import Template
from studio.services.opening import Wishes

Path = tuple[str | int, ...]
"""A value's place: `("hook",)`, or in a list `("figures", 0, "label")`."""


class Draft(Struct, frozen=True):
    """values: what was filled in, by place; an empty text leaves an optional part out.  rows: how many a list
    has.  brand: None for the template's own.  digits: None for those of the language.
    """

    template: Template
    format: str
    language: str
    values: Mapping[Path, Any] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    brand: str | None = None
    digits: str | None = None

    def with_value(self, place: Path, value: Any) -> "Draft":
        """None takes a value back: the sample stands again."""
        values = {key: old for key, old in self.values.items() if key != place}
        return replace(self, values=values if value is None else {**values, place: value})

    def with_rows(self, name: str, count: int) -> "Draft":
        """A list with so many rows, within its bounds."""
        parameter = self._list(name)
        count = max(parameter.minimum, min(parameter.maximum, count))
        return replace(self, rows={**self.rows, name: count})

    def without_row(self, name: str, row: int) -> "Draft":
        """The row is gone; those behind it move up.  Samples of theirs become values, so they move too."""
        parameter = self._list(name)
        count = self.row_count(name)
        if count <= parameter.minimum:
            return self
        values = {place: value for place, value in self.values.items() if place[0] != name}
        kept = [index for index in range(count) if index != row]
        for new, old in enumerate(kept):
            for one in parameter.fields:
                value = self.value((name, old, one.id))
                value = self.sample((name, old, one.id)) if value is None and new != old else value
                if value is not None:
                    values[name, new, one.id] = value
        return replace(self, values=values, rows={**self.rows, name: count - 1})

    def row_count(self, name: str) -> int:
        """How many rows a list has: by choice, else as many as its sample."""
        if name in self.rows:
            return self.rows[name]
        parameter = self._list(name)
        sample = parameter.sample
        return max(parameter.minimum, len(sample) if isinstance(sample, list | tuple) else 0)

    def value(self, place: Path) -> Any:
        """What was filled in; None: nothing."""
        return self.values.get(place)

    def sample(self, place: Path) -> Any:
        """What stands there while nothing is filled in, in the film's language; None: nothing."""
        parameter = self.parameter(str(place[0]))
        sample = parameter.default if parameter.sample is None else parameter.sample
        if len(place) == 3 and isinstance(sample, list | tuple) and sample and isinstance(place[1], int):
            row = self.spoken(sample[place[1] % len(sample)])
            sample = row.get(place[2]) if isinstance(row, Mapping) else row
        elif len(place) == 3:
            sample = None
        return self.spoken(sample)

    def spoken(self, value: Any) -> Any:
        """The film's language of a value that is given by language; of a counted word its usual form."""
        if isinstance(value, Mapping) and value and set(value) <= {"ar", "en", "else"}:
            value = value.get(self.language, value.get("else"))
        return value

    def parameter(self, name: str) -> Parameter:
        """Raises KeyError."""
        for parameter in self.template.parameters:
            if parameter.id == name:
                return parameter
        raise KeyError(name)

    def pictures(self) -> list[tuple[Path, Parameter]]:
        """The places of all pictures, those in lists included."""
        return [(place, one) for place, one in self.places() if isinstance(one, ImageParameter)]

    def places(self) -> Iterator[tuple[Path, Parameter]]:
        """Every single value's place and parameter, in the form's order."""
        for parameter in self.template.parameters:
            if isinstance(parameter, ListParameter):
                for row in range(self.row_count(parameter.id)):
                    for one in parameter.fields:
                        yield (parameter.id, row, one.id), one
            else:
                yield (parameter.id,), parameter

    @property
    def has_pictures(self) -> bool:
        """Whether the template shows any picture of people's own."""
        return any(
            isinstance(one, ImageParameter)
            or (
                isinstance(one, ListParameter)
                and any(isinstance(part, ImageParameter) for part in one.fields)
            )
            for one in self.template.parameters
        )

    def given(self) -> dict[str, Any]:
        """The values as the template takes them; lists whole, their unfilled fields from the samples."""
        found: dict[str, Any] = {}
        for parameter in self.template.parameters:
            name = parameter.id
            if isinstance(parameter, ListParameter):
                if name in self.rows or any(place[0] == name for place in self.values):
                    found[name] = [self._row(parameter, row) for row in range(self.row_count(name))]
            elif (name,) in self.values:
                found[name] = self.values[name,]
        return found

    def wishes(self) -> Wishes:
        """What to ask the engine for."""
        return Wishes(
            values=self.given(),
            samples=True,
            size=self.format,
            language=self.language,
            brand=self.brand,
            digits=self.digits,
        )

    def _row(self, parameter: ListParameter, row: int) -> dict[str, Any]:
        found = {}
        for one in parameter.fields:
            place = (parameter.id, row, one.id)
            value = self.sample(place) if self.value(place) is None else self.value(place)
            if value is not None:
                found[one.id] = value
        return found

    def _list(self, name: str) -> ListParameter:
        parameter = self.parameter(name)
        if not isinstance(parameter, ListParameter):
            raise KeyError(name)
        return parameter


def too_long(parameter: Parameter, value: Any) -> bool:
    """Whether a text has more letters than its place takes."""
    limit = getattr(parameter, "max_length", 0)
    return isinstance(value, str) and 0 < limit < len(value)
