"""Functions of the template language: `{currency(amount, 'JOD')}`, `{date(day, style=full, calendar=hijri)}`.

A call has values first (names of parameters, numbers, or text in quotes) and then options by name.  What is
missing in an option is as the table below says; an option that has a fixed set of words takes them bare.
"""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from msgspec import Struct, field

from studio.base.digits import DigitSystem, format_number, format_percent
from studio.base.errors import StudioError
from studio.base.l10n.dates import DATE_CALENDARS, DATE_STYLES, format_date, parse_date
from studio.base.l10n.ordinals import ORDINAL_GENDERS, format_ordinal
from studio.base.l10n.plurals import PLURAL_CATEGORIES, categories_of, counted
from studio.base.l10n.quantities import format_currency, format_duration, format_range
from studio.formats.suggestions import unknown_name


class CallError(Exception):
    """A mistake in a call, in plain words."""


class Writing(Struct, frozen=True):
    """How the film's numbers are written: its language (BCP 47) and digits."""

    language: str
    digits: DigitSystem


class Function(Struct, frozen=True):
    """values: what must be given, in order; options: by name, with the words that are allowed (none: any).

    optional: how many of the values at the end may be missing.
    """

    call: Callable[[Writing, Sequence[Any], Mapping[str, Any]], str]
    values: tuple[str, ...]
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)
    optional: int = 0


def _number(value: Any, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CallError(f"{what} is a number, not '{value}'")
    return value


def _decimals(values: Sequence[Any], at: int) -> int | None:
    if len(values) <= at:
        return None
    places = _number(values[at], "how many decimals")
    if not isinstance(places, int) or not 0 <= places <= 6:
        raise CallError("decimals are a whole number from 0 to 6")
    return places


def _day(value: Any) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str):
        raise CallError("a date is written as year, month and day: '2026-01-05'")
    return parse_date(value)


def _region(options: Mapping[str, Any]) -> str | None:
    region = options.get("region")
    if region is None:
        return None
    if not isinstance(region, str) or len(region) != 2 or not region.isalpha():
        raise CallError("a region is a country's code of two letters, such as 'JO' or 'EG'")
    return region


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str):
        raise CallError(f"{what} is text")
    return value


def _write_number(writing: Writing, values: Sequence[Any], _: Mapping[str, Any]) -> str:
    return format_number(_number(values[0], "what is written"), writing.digits, _decimals(values, 1))


def _write_percent(writing: Writing, values: Sequence[Any], _: Mapping[str, Any]) -> str:
    return format_percent(_number(values[0], "a percentage"), writing.digits, _decimals(values, 1))


def _write_currency(writing: Writing, values: Sequence[Any], options: Mapping[str, Any]) -> str:
    return format_currency(
        _number(values[0], "an amount"),
        _text(values[1], "a currency"),
        writing.language,
        writing.digits,
        form=options.get("form", "symbol"),
        decimals=_decimals(values, 2),
        region=_region(options),
    )


def _write_range(writing: Writing, values: Sequence[Any], options: Mapping[str, Any]) -> str:
    low, high = (
        format_number(value, writing.digits, None)
        if isinstance(value, int | float) and not isinstance(value, bool)
        else _text(value, "an end of a range that is no number")
        for value in values
    )
    return format_range(low, high, writing.language, words=options.get("form") == "words")


def _write_date(writing: Writing, values: Sequence[Any], options: Mapping[str, Any]) -> str:
    return format_date(
        _day(values[0]),
        writing.language,
        writing.digits,
        style=options.get("style", "long"),
        calendar=options.get("calendar", "gregorian"),
        region=_region(options),
    )


def _write_duration(writing: Writing, values: Sequence[Any], options: Mapping[str, Any]) -> str:
    length = _number(values[0], "a duration in seconds")
    clock = options.get("form") == "clock"
    return format_duration(Fraction(repr(length)), writing.language, writing.digits, clock=clock)


def _write_plural(writing: Writing, values: Sequence[Any], options: Mapping[str, Any]) -> str:
    number = _number(values[0], "what is counted")
    forms: dict[str, str] = {}
    if len(values) > 1:
        given = values[1] if isinstance(values[1], Mapping) else {"other": values[1]}
        forms = {key: form for key, form in given.items() if isinstance(form, str)}
    forms |= {key: _text(form, f"the form '{key}'") for key, form in options.items()}
    if "other" not in forms:
        wanted = ", ".join(categories_of(writing.language))
        raise CallError(f"the form 'other' is missing; forms of '{writing.language}': {wanted}")
    return counted(forms, number, writing.language, format_number(number, writing.digits, None))


def _write_ordinal(writing: Writing, values: Sequence[Any], options: Mapping[str, Any]) -> str:
    number = _number(values[0], "a place in an order")
    if not isinstance(number, int) or number < 1:
        raise CallError("a place in an order is a whole number from 1 on")
    return format_ordinal(number, writing.language, writing.digits, options.get("gender", "masculine"))


FUNCTIONS: Mapping[str, Function] = {
    "number": Function(_write_number, ("value", "decimals"), optional=1),
    "percent": Function(_write_percent, ("value", "decimals"), optional=1),
    "currency": Function(
        _write_currency,
        ("value", "code", "decimals"),
        {"form": ("symbol", "name", "code"), "region": ()},
        optional=1,
    ),
    "range": Function(_write_range, ("low", "high"), {"form": ("dash", "words")}),
    "date": Function(
        _write_date, ("date",), {"style": DATE_STYLES, "calendar": DATE_CALENDARS, "region": ()}
    ),
    "duration": Function(_write_duration, ("seconds",), {"form": ("words", "clock")}),
    "plural": Function(_write_plural, ("number", "forms"), dict.fromkeys(PLURAL_CATEGORIES, ()), optional=1),
    "ordinal": Function(_write_ordinal, ("number",), {"gender": ORDINAL_GENDERS}),
}
"""What may be called, by name.  This table is the one to extend."""


_QUOTED = r"'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\""
ARGUMENTS = rf"(?:{_QUOTED}|[^'\"(){{}}])*+"
"""What may stand between the brackets of a call (a pattern): text in quotes may hold anything."""

_ARGUMENT = re.compile(
    rf"\s*(?:(?P<option>[A-Za-z_]+)\s*=\s*)?(?:(?P<text>{_QUOTED})|(?P<word>[^\s,='\"]+))\s*(?:,|$)"
)
_NUMBER = re.compile(r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,15})?")


def call(name: str, arguments: str, writing: Writing, look_up: Callable[[str], Any]) -> str:
    """What a call writes.  look_up: the value of a name.  Raises CallError, and what `look_up` raises."""
    function = FUNCTIONS.get(name)
    if function is None:
        raise CallError(unknown_name("there is no function", name, FUNCTIONS))
    values, options = _read(name, function, arguments, look_up)
    least = len(function.values) - function.optional
    if not least <= len(values) <= len(function.values):
        wanted = ", ".join(
            value if index < least else f"[{value}]" for index, value in enumerate(function.values)
        )
        raise CallError(f"'{name}' takes ({wanted})")
    try:
        return function.call(writing, values, options)
    except StudioError as error:
        raise CallError(f"{error.message}. {error.hint}".strip()) from error
    except ValueError as error:
        raise CallError(str(error)) from error


def _read(
    name: str, function: Function, arguments: str, look_up: Callable[[str], Any]
) -> tuple[list[Any], dict[str, Any]]:
    values: list[Any] = []
    options: dict[str, Any] = {}
    at = 0
    while arguments[at:].strip():
        match = _ARGUMENT.match(arguments, at)
        if match is None:
            raise CallError(
                f"what stands between the brackets of '{name}' cannot be read: {arguments.strip()}"
            )
        at = match.end()
        option = match["option"]
        if option is None:
            if options:
                raise CallError(f"in '{name}' values stand before options")
            values.append(_value(match, look_up))
            continue
        if option not in function.options:
            raise CallError(unknown_name(f"'{name}' has no option", option, function.options))
        words = function.options[option]
        if not words:
            options[option] = _value(match, look_up)
            continue
        word = _unquoted(match["text"]) if match["text"] else match["word"]
        if word not in words:
            raise CallError(unknown_name(f"{option} cannot be", word, words))
        options[option] = word
    return values, options


def _value(match: re.Match[str], look_up: Callable[[str], Any]) -> Any:
    if match["text"]:
        return _unquoted(match["text"])
    word = match["word"]
    if _NUMBER.fullmatch(word):
        return float(word) if "." in word else int(word)
    return look_up(word)


def _unquoted(text: str) -> str:
    return text[1:-1].replace(text[0] * 2, text[0])
