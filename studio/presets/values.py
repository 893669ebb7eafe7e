"""Checking the values that a person gives for a template's parameters."""

import datetime
import math
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import TypeAdapter, ValidationError

from studio.base.digits import parse_number
from studio.base.errors import InputError, Mistake
from studio.base.l10n.dates import parse_date
from studio.base.l10n.plurals import PLURAL_CATEGORIES
from studio.base.languages import primary_language
from studio.formats.positions import Path, dotted
from studio.formats.suggestions import unknown_name
from studio.model.document import Color, Identifier
from studio.model.parameters import (
    BooleanParameter,
    ChoiceParameter,
    ColorParameter,
    DateParameter,
    IconParameter,
    ImageParameter,
    ListParameter,
    NumberParameter,
    Parameter,
    PluralParameter,
    TextParameter,
)
from studio.presets.expressions import LANGUAGES, OMITTED

_COLOR: TypeAdapter[str] = TypeAdapter(Color)
_ICON: TypeAdapter[str] = TypeAdapter(Identifier)
_TRUE = ("true", "yes", "on", "1", "نعم")
_LARGEST = 1e15
"""Beyond, neighbouring whole numbers are one float."""
_FALSE = ("false", "no", "off", "0", "لا")


class _WrongError(Exception):
    pass


class _Checker:
    def __init__(self, language: str) -> None:
        self._language = primary_language(language)
        self.mistakes: list[Mistake] = []

    def wrong(self, path: Path, message: str) -> None:
        self.mistakes.append(Mistake(dotted(path), message))

    def spoken(self, value: Any) -> Any:
        """The branch of a value given by language; the value itself when it is given once for all."""
        if isinstance(value, Mapping) and value and all(key in LANGUAGES or key == "else" for key in value):
            return value.get(self._language, value.get("else", OMITTED))
        return value

    def table(
        self, parameters: Iterable[Parameter], values: Mapping[str, Any], path: Path, *, use_samples: bool
    ) -> dict[str, Any]:
        """A value for every parameter, OMITTED where there is none."""
        by_id = {parameter.id: parameter for parameter in parameters}
        for name in values:
            if name not in by_id:
                self.wrong((*path, name), _unknown(name, by_id))
        result: dict[str, Any] = {}
        for name, parameter in by_id.items():
            given = values.get(name)
            value = OMITTED if given is None else self.spoken(given)
            if value is OMITTED and given is not None:
                self.wrong((*path, name), f"there is no text for the language '{self._language}'")
                result[name] = OMITTED
                continue
            if value is OMITTED and use_samples and parameter.sample is not None:
                value = self.spoken(parameter.sample)
            if value is OMITTED and parameter.default is not None:
                value = self.spoken(parameter.default)
            if value is OMITTED and isinstance(parameter, ListParameter) and parameter.minimum == 0:
                value = OMITTED if parameter.optional else []
            result[name] = self.value(parameter, value, (*path, name), use_samples=use_samples)
        return result

    def value(self, parameter: Parameter, value: Any, path: Path, *, use_samples: bool) -> Any:
        if value is OMITTED or (parameter.optional and value in ("", [])):
            if not parameter.optional:
                self.wrong(path, "a value is missing")
            return OMITTED
        if isinstance(parameter, ListParameter):
            return self.rows(parameter, value, path, use_samples=use_samples)
        try:
            return _single(parameter, value)
        except _WrongError as error:
            self.wrong(path, str(error))
            return OMITTED

    def rows(self, parameter: ListParameter, value: Any, path: Path, *, use_samples: bool) -> Any:
        if not isinstance(value, list | tuple):
            self.wrong(path, "a list of rows is expected here")
            return OMITTED
        if not parameter.minimum <= len(value) <= parameter.maximum:
            self.wrong(
                path, f"{len(value)} rows given; {parameter.minimum} to {parameter.maximum} can stand here"
            )
        result = []
        for index, row in enumerate(value):
            row = self.spoken(row)
            if not isinstance(row, Mapping) and len(parameter.fields) == 1:
                row = {parameter.fields[0].id: row}
            if isinstance(row, Mapping):
                result.append(self.table(parameter.fields, row, (*path, index), use_samples=False))
            else:
                names = ", ".join(field.id for field in parameter.fields)
                self.wrong((*path, index), f"a row is a table with: {names}")
        return result


def _unknown(name: str, by_id: Mapping[str, Parameter]) -> str:
    """The nearest parameter by id or label, and all there are."""
    called = {label.casefold(): id for id, one in by_id.items() for label in one.label.values()}
    called |= {id.casefold(): id for id in by_id}
    near = get_close_matches(str(name).casefold(), called, n=1, cutoff=0.6)
    meant = f"did you mean '{called[near[0]]}'? " if near else ""
    return f"there is no parameter '{name}'; {meant}there is: {', '.join(by_id)}"


def _single(parameter: Parameter, value: Any) -> Any:
    match parameter:
        case TextParameter():
            return _text(parameter, value)
        case NumberParameter():
            return _number(parameter, value)
        case BooleanParameter():
            if isinstance(value, bool):
                return value
            word = str(value).strip().casefold()
            if word not in (*_TRUE, *_FALSE):
                raise _WrongError("true or false is expected here")
            return word in _TRUE
        case ChoiceParameter():
            if value not in parameter.choices:
                raise _WrongError(unknown_name("this cannot be", value, parameter.choices))
            return value
        case ColorParameter():
            try:
                return _COLOR.validate_python(value)
            except ValidationError as error:
                raise _WrongError(error.errors()[0]["msg"].removeprefix("Value error, ")) from error
        case DateParameter():
            return _date(value)
        case PluralParameter():
            return _forms(parameter, value)
        case IconParameter():
            try:
                return _ICON.validate_python(value)
            except ValidationError as error:
                raise _WrongError("the name of an icon is expected here") from error
        case ImageParameter():
            if not isinstance(value, str) or not value.strip() or "\0" in value or len(value) > 1000:
                raise _WrongError("a picture is expected here: a file, or 'asset:pictures/…'")
            return value
    raise AssertionError(parameter)


def _text(parameter: TextParameter, value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:g}" if isinstance(value, float) else str(value)
    if not isinstance(value, str):
        raise _WrongError("text is expected here")
    if not parameter.optional and not value.strip():
        raise _WrongError("the text is empty")
    if len(value) > parameter.max_length:
        raise _WrongError(f"the text has {len(value)} characters; at most {parameter.max_length} fit")
    if "\n" in value and not parameter.multiline:
        raise _WrongError("the text must stand on one line")
    if any(ord(character) < 32 and character not in "\n\t" for character in value):
        raise _WrongError("the text holds control characters")
    return value


def _number(parameter: NumberParameter, value: Any) -> int | float:
    if isinstance(value, str):
        value = _read_number(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _WrongError("a number is expected here")
    if not -_LARGEST <= value <= _LARGEST:  # not a number fails as well
        raise _WrongError(f"a number is expected here, at most {_LARGEST:,.0f}")
    low, high = parameter.minimum, parameter.maximum
    if low is not None and value < low:
        raise _WrongError(f"the smallest value here is {low:g}")
    if high is not None and value > high:
        raise _WrongError(f"the largest value here is {high:g}")
    return value


def _read_number(text: str) -> int | float:
    """The number as Python writes it, or as people do: `1٬234٫5`, `1,234`."""
    try:
        number = float(text.strip())
    except ValueError:
        try:
            number = float(parse_number(text))
        except ValueError as error:
            raise _WrongError("a number is expected here") from error
    return int(number) if math.isfinite(number) and number.is_integer() else number


def _date(value: Any) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str):
        raise _WrongError("a date is expected here, as year, month and day: 2026-01-05")
    try:
        return parse_date(value)
    except InputError as error:
        raise _WrongError(f"{error.message}; write year, month and day: 2026-01-05") from error


def _forms(parameter: PluralParameter, value: Any) -> dict[str, Any]:
    """Every form by its name, OMITTED where it was not given, so that `when = "name.few"` can ask for it."""
    given = value if isinstance(value, Mapping) else {"other": value}
    for name in given:
        if name not in PLURAL_CATEGORIES:
            raise _WrongError(unknown_name("there is no form", name, PLURAL_CATEGORIES))
    if "other" not in given:
        raise _WrongError("the form 'other' is missing")
    text = TextParameter(id=parameter.id, label=parameter.label, max_length=parameter.max_length)
    checked: dict[str, Any] = {}
    for name in PLURAL_CATEGORIES:
        try:
            checked[name] = _text(text, given[name]) if name in given else OMITTED
        except _WrongError as error:
            raise _WrongError(f"in '{name}': {error}") from error
    return checked


def checked_values(
    parameters: Iterable[Parameter], values: Mapping[str, Any], language: str, *, use_samples: bool = False
) -> tuple[dict[str, Any], list[Mistake]]:
    """A value for every parameter (OMITTED where there is none), and all mistakes in what was given.

    Texts may be given by language, `{"ar": …, "en": …}`.  Numbers, booleans and choices may be given as text,
    as they come from a command line; numbers in any digits.  `use_samples` fills what is missing with the
    samples.
    """
    checker = _Checker(language)
    result = checker.table(parameters, values, ("values",), use_samples=use_samples)
    return result, checker.mistakes
