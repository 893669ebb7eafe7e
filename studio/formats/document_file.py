"""Reading the two kinds of text file that documents come in, with the line of every value.

Bytes from outside end here as plain data or as an `InputError`: too large, not UTF-8, no valid TOML or JSON.
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from studio.base.errors import DocumentError, InputError, Mistake
from studio.formats.positions import Positions, json_positions, toml_positions

MAX_PRESET_BYTES = 4 << 20
MAX_PROJECT_BYTES = 64 << 20
MAX_DEPTH = 100
"""Tables and lists inside each other: about fifty groups.  What walks a document does so by recursion."""

_MAX_TOML_LINE = 1 << 15
"""Characters; the parser takes a time that grows with the square of a dotted key."""

_MAX_NUMBER = 1 << 63
"""Whole numbers are those of 64 bits, as TOML has them."""


class SourceData(Struct, frozen=True):
    """Plain data from a file, with the lines of its parts; `where` names the file in messages."""

    data: dict[str, Any]
    where: str = ""
    positions: Positions = field(default_factory=Positions)


def read_bytes(path: Path, limit: int) -> bytes:
    """The file's content.  Raises InputError when it is missing, unreadable or larger than `limit` bytes."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # a pipe would be waited for
            raise InputError("this is no ordinary file", "save it as a file first", str(path))
        if path.is_dir():
            raise InputError("this is a folder, not a file", "name the file in it", str(path))
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError("there is no such file", "check the path", str(path)) from error
    except OSError as error:
        raise InputError(
            f"the file cannot be read: {error.strerror or error}", "check whether you may read it", str(path)
        ) from error
    if len(content) > limit:
        raise InputError(
            f"the file is larger than {limit >> 20} MiB, too large to be a document", where=str(path)
        )
    return content


def _text(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DocumentError(
            where, [Mistake("", "the text is not UTF-8", line)], "save it as UTF-8"
        ) from error


def _check_bounds(data: Any, where: str) -> None:
    """Raises InputError for what is nested too deeply, DocumentError for whole numbers beyond 64 bits."""
    level: list[Any] = [data]
    for _ in range(MAX_DEPTH):
        if not level:
            return
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below += value.values()
            elif isinstance(value, list):
                below += value
            elif isinstance(value, int) and not -_MAX_NUMBER <= value < _MAX_NUMBER:
                raise DocumentError(where, [Mistake("", "a whole number has too many digits")])
        level = below
    raise InputError("the document is nested too deeply", where=where)


_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def parse_toml(content: bytes, where: str = "") -> SourceData:
    """Data and lines of a TOML text.  Raises DocumentError with the line of a syntax error."""
    text = _text(content, where)
    for number, content_of_line in enumerate(text.split("\n"), 1):
        if len(content_of_line) > _MAX_TOML_LINE:
            raise DocumentError(where, [Mistake("", "the line is too long", number)])
    try:
        data = tomllib.loads(text)
        _check_bounds(data, where)
        return SourceData(data, where, toml_positions(text))
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        message = "this is no valid TOML: " + _TOML_PLACE.sub("", str(error))
        raise DocumentError(where, [Mistake("", message, line)]) from error
    except RecursionError as error:
        raise InputError("the document is nested too deeply", where=where) from error
    except ValueError as error:  # a number with more digits than Python converts
        raise DocumentError(where, [Mistake("", f"this is no valid TOML: {error}")]) from error


class _TwiceError(ValueError):
    pass


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _TwiceError(key)
            seen.add(key)
    return data


def parse_json(content: bytes, where: str = "") -> SourceData:
    """Data and lines of a JSON object.  Raises DocumentError with the line of a syntax error."""
    text = _text(content, where)
    try:
        data = json.loads(text, object_pairs_hook=_no_key_twice)
        if not isinstance(data, dict):
            raise DocumentError(where, [Mistake("", "a document is a table of keys ({…})", 1)])
        _check_bounds(data, where)
        return SourceData(data, where, json_positions(text))
    except json.JSONDecodeError as error:
        message = f"this is no valid JSON: {error.msg}"
        raise DocumentError(where, [Mistake("", message, error.lineno)]) from error
    except _TwiceError as error:
        raise DocumentError(where, [Mistake(str(error), "the key stands twice in one table")]) from error
    except RecursionError as error:
        raise InputError("the document is nested too deeply", where=where) from error
    except ValueError as error:  # a number with more digits than Python converts
        raise DocumentError(where, [Mistake("", f"this is no valid JSON: {error}")]) from error


def read_document(path: Path, limit: int = MAX_PRESET_BYTES) -> SourceData:
    """Read a `.toml` or `.json` file.

    Raises InputError (missing, unreadable, too large) or DocumentError (not valid, with its line).
    """
    content = read_bytes(path, limit)
    return parse_toml(content, str(path)) if path.suffix == ".toml" else parse_json(content, str(path))
