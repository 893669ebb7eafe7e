"""JSON from outside, of unknown shape: numbers, words and lists are asked for, never trusted."""

import json
import math
import re
from fractions import Fraction
from typing import Any

from studio.base.errors import InputError
from studio.base.time import seconds


def parse_json(text: str, where: str) -> Any:
    """Raises InputError for what is no JSON."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        deep = isinstance(error, RecursionError)
        reason = getattr(error, "msg", "it is nested too deeply" if deep else "a number is too long")
        raise InputError(
            f"this is no valid JSON: line {line}, {reason}", "Export it again from where it was made.", where
        ) from error


def list_at(data: Any, *names: str) -> list[Any]:
    """The first list of that name; an empty one where there is none."""
    if isinstance(data, dict):
        for name in names:
            if isinstance(data.get(name), list):
                found: list[Any] = data[name]
                return found
    return []


def text_at(data: Any, *names: str) -> str:
    """The text under the first of the names that has one; empty for none, and where there is no table."""
    if isinstance(data, dict):
        for name in names:
            if isinstance(data.get(name), str):
                found: str = data[name]
                return found
    return ""


def time_at(data: Any, name: str, scale: int = 1) -> Fraction | None:
    """Seconds: a number as it is written, or text with one, divided by `scale`; recognisers' floats with more
    than six decimals to the microsecond."""
    value = data.get(name) if isinstance(data, dict) else None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        if re.fullmatch(r"-?(?:\d{1,12}(?:\.\d{1,12})?|\d{1,12}/\d{1,12})", value.strip()) is None:
            return None
        try:
            return seconds(value.strip()) / scale
        except ZeroDivisionError:
            return None
    if isinstance(value, int):
        return Fraction(value, scale) if abs(value) < 1 << 53 else None
    if isinstance(value, float) and math.isfinite(value) and abs(value) < 1e12:
        return seconds(round(value, 6)) / scale
    return None
