"""Typed parameters of a template: form, command line, validation and manual all come from them."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from studio.model.document import Identifier, Model

Localized = dict[str, str]
"""Text by language: {"ar": …, "en": …}."""


class ParameterBase(Model):
    """What all parameters of a template have.  id: how the body names the value, `{id}`."""

    id: Identifier
    label: Localized
    note: Localized = Field(default_factory=dict)
    optional: bool = False
    """Without a value the layers that need it are left out."""
    default: Any = None
    """The value when none is given; by language where it is text."""
    sample: Any = None
    """What galleries and tests show; by language where it is text: {"ar": …, "en": …}."""


class TextParameter(ParameterBase):
    """Words.  max_length: characters at most.  multiline: they may have line breaks."""

    type: Literal["text"] = "text"
    max_length: Annotated[int, Field(ge=1, le=20_000)] = 120
    multiline: bool = False


class NumberParameter(ParameterBase):
    """A number within bounds.  unit: what stands behind it in the form."""

    type: Literal["number"] = "number"
    minimum: float | None = None
    maximum: float | None = None
    step: Annotated[float, Field(gt=0)] | None = None
    unit: str = ""
    grouping: bool = True
    """Written with thousands separators inside text; false for years."""


class ChoiceParameter(ParameterBase):
    """One of some names.  choice_labels: what people read in their place."""

    type: Literal["choice"] = "choice"
    choices: Annotated[tuple[str, ...], Field(min_length=2)]
    choice_labels: dict[str, Localized] = Field(default_factory=dict)


class BooleanParameter(ParameterBase):
    """Yes or no."""

    type: Literal["boolean"] = "boolean"


class ColorParameter(ParameterBase):
    """A colour: a role of the palette, or `#RRGGBB`."""

    type: Literal["color"] = "color"


class ImageParameter(ParameterBase):
    """A picture: a media id, a file, or `asset:pictures/…`; or a film, `walk.mp4#t=2.5` from 2.5 s on."""

    type: Literal["image"] = "image"


class DateParameter(ParameterBase):
    """A day by ISO 8601, `2026-01-05`; inside text it is written out (presets/README.md: `{date(…)}`)."""

    type: Literal["date"] = "date"


class PluralParameter(ParameterBase):
    """A counted word in its forms (zero, one, two, few, many, other; `#` is the number), or in a single one.

    `{plural(number, name)}` writes the form that goes with a number; a counter takes it as its `unit`.
    """

    type: Literal["plural"] = "plural"
    max_length: Annotated[int, Field(ge=1, le=1000)] = 60
    """Of each form."""


class IconParameter(ParameterBase):
    """The name of one of the icons that come with the program (assets/icons)."""

    type: Literal["icon"] = "icon"


class ListParameter(ParameterBase):
    """Rows of named fields, e.g. label and value of each bar."""

    type: Literal["list"] = "list"
    fields: Annotated[tuple["Parameter", ...], Field(min_length=1)]
    minimum: Annotated[int, Field(ge=0)] = 0
    maximum: Annotated[int, Field(ge=1, le=200)] = 12

    @model_validator(mode="after")
    def _bounds(self) -> "ListParameter":
        if self.maximum < self.minimum:
            raise ValueError("the maximum is below the minimum")
        return self


Parameter = Annotated[
    TextParameter
    | NumberParameter
    | ChoiceParameter
    | BooleanParameter
    | ColorParameter
    | ImageParameter
    | DateParameter
    | PluralParameter
    | IconParameter
    | ListParameter,
    Field(discriminator="type"),
]
ListParameter.model_rebuild()
