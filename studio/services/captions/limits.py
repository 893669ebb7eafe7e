"""What captions may be: figures of reading and timing, by language, each of which a person can change.

Defaults are those of STYLE section 7: 13 characters a second in Arabic and 15 in English, hard at 17; 42 a
line, two lines; 1 to 6 seconds (Netflix: 5/6 to 7); gaps of two frames or none.
"""

import tomllib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from msgspec import Struct
from pydantic import ValidationError

from studio.base.errors import DocumentError, InputError
from studio.base.languages import is_rtl, primary_language
from studio.formats.document_file import read_bytes
from studio.formats.mistakes import mistakes_of
from studio.formats.suggestions import unknown_name
from studio.model.caption_limits import CaptionLimits
from studio.services.settings import load_settings

_MOST_BYTES = 1 << 16


ARABIC = CaptionLimits(speed=13, hard_speed=17)
ENGLISH = CaptionLimits(speed=15, hard_speed=17)


def default_limits(language: str) -> CaptionLimits:
    """Of Arabic for scripts written from the right, else of English."""
    return ARABIC if is_rtl(language or "ar") else ENGLISH


class LimitsTable(Struct, frozen=True):
    """changed: by primary language, what a person set otherwise (the settings' table)."""

    changed: Mapping[str, CaptionLimits]

    def of(self, language: str) -> CaptionLimits:
        """The limits of a language."""
        return self.changed.get(primary_language(language or "ar")) or default_limits(language)


USUAL = LimitsTable({})


def persons_limits() -> LimitsTable:
    """What the person's settings say."""
    settings, _ = load_settings()
    return LimitsTable(settings.caption_limits)


def with_limit(limits: CaptionLimits, name: str, value: float) -> CaptionLimits:
    """One figure changed, to what it may be; the other one of a pair follows where it would be passed."""
    wanted = limits.model_dump() | {name: value}
    for less, more in _PAIRS:
        if wanted[less] > wanted[more]:
            wanted[more if name == less else less] = wanted[name]
    return CaptionLimits.model_validate(wanted)


_PAIRS = (("speed", "hard_speed"), ("shortest", "longest"))


def changed_limits(
    table: Mapping[str, CaptionLimits], language: str, limits: CaptionLimits
) -> dict[str, CaptionLimits]:
    """The settings' table with the limits of a language; those that are as they come are not kept."""
    others = {name: one for name, one in table.items() if name != language}
    return others if limits == default_limits(language) else {**others, language: limits}


def read_limits(path: Path) -> LimitsTable:
    """A TOML file of limits: a table for each language, such as `[ar]` with `speed = 12`.

    Raises InputError; DocumentError with all mistakes at once.
    """
    where = str(path)
    try:
        data = tomllib.loads(read_bytes(path, _MOST_BYTES).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"this is no TOML file: {error}", "Write [ar], then speed = 12.", where) from None
    changed = {}
    for language, table in data.items():
        if not isinstance(table, dict):
            raise InputError(f"'{language}' stands in no language's table", "Write [ar] above it.", where)
        changed[primary_language(language)] = _checked(table, default_limits(language), where)
    return LimitsTable(changed)


def with_wishes(limits: CaptionLimits, wishes: Iterable[str]) -> CaptionLimits:
    """The limits with some given as `speed=12`.  Raises InputError."""
    table: dict[str, Any] = {}
    for wish in wishes:
        name, _, value = (part.strip() for part in wish.partition("="))
        name = name.replace("-", "_")
        if name not in CaptionLimits.model_fields:
            message = unknown_name("there is no limit", name, CaptionLimits.model_fields)
            raise InputError(message, f"There is: {', '.join(CaptionLimits.model_fields)}.")
        table[name] = value
    return _checked(table, limits, "--set")


def _checked(table: Mapping[str, Any], base: CaptionLimits, where: str) -> CaptionLimits:
    data = base.model_dump() | dict(table)
    try:
        return CaptionLimits.model_validate(data)
    except ValidationError as error:
        found = [mistake for _, mistake in mistakes_of(error, CaptionLimits, data)]
        raise DocumentError(where, found, "Speeds are 4 to 60, times up to 60 seconds.") from error


def exact(value: float) -> Fraction:
    """A limit's seconds as exact ones, to the millisecond."""
    return Fraction(round(value * 1000), 1000)
