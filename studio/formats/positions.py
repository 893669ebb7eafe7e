"""Where things stand in a TOML or JSON text: a map from the path of a value to its line.

The scanners read text that the real parser has already accepted, so they need no error handling of their own;
they only count lines.  A path is a tuple of keys and indices, `("layers", 2, "opacity")`.
"""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property

Path = tuple[str | int, ...]


class Positions:
    """Lines (1-based) by path.  An unknown path has the line of the nearest thing that holds it.

    The text is looked through when a line is first asked for: most documents have no mistakes.
    """

    def __init__(self, scan: Callable[[], dict[Path, int]] = dict) -> None:
        self._scan = scan

    @cached_property
    def lines(self) -> dict[Path, int]:
        return self._scan()

    def line_of(self, path: Path) -> int | None:
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return None


def dotted(path: Path) -> str:
    """The path as people read it: `layers.2.opacity`."""
    return ".".join(str(part) for part in path)


_SPACE = re.compile(r"[ \t\r\n]*")
_TOML_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_TOML_KEY = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+')
_TOML_STRING = re.compile(
    r'"""(?:[^\\]|\\[\s\S])*?"{3,5}|\'\'\'[\s\S]*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
)
_TOML_BARE = re.compile(r"[^,\]}#\n]*")
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_JSON_BARE = re.compile(r"[^,\]}\s]*")
_ESCAPE = re.compile(r'\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|["\\bfnrt/])')
_SHORT_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def _unquoted(token: str) -> str:
    if token.startswith("'"):
        return token[1:-1]
    if not token.startswith('"'):
        return token

    def decode(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if code[0] in "uU" else _SHORT_ESCAPES.get(code, code)

    return _ESCAPE.sub(decode, token[1:-1])


class _Scanner(ABC):
    space = _SPACE

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._counted_to = 0
        self._line = 1

    def line(self) -> int:
        self._line += self.text.count("\n", self._counted_to, self.at)
        self._counted_to = self.at
        return self._line

    def note(self, path: Path) -> None:
        self.lines.setdefault(path, self.line())

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match[0]

    def skip_space(self) -> None:
        self.skip(self.space)

    @abstractmethod
    def value(self, path: Path) -> None:
        """Reads one value; `path` is where it stands."""

    def array(self, path: Path) -> None:
        self.at += 1
        index = 0
        self.skip_space()
        while self.peek() not in ("]", ""):
            self.note((*path, index))
            self.value((*path, index))
            index += 1
            self.skip_space()
            if self.peek() == ",":
                self.at += 1
                self.skip_space()
        self.at += 1


class _Json(_Scanner):
    def value(self, path: Path) -> None:
        start = self.peek()
        if start == "{":
            self.object(path)
        elif start == "[":
            self.array(path)
        elif not self.skip(_JSON_STRING):
            self.skip(_JSON_BARE)

    def object(self, path: Path) -> None:
        self.at += 1
        self.skip_space()
        while self.peek() not in ("}", ""):
            start = self.line()
            here = (*path, str(json.loads(self.skip(_JSON_STRING))))
            self.lines.setdefault(here, start)
            self.skip_space()
            self.at += 1  # the colon
            self.skip_space()
            self.value(here)
            self.skip_space()
            if self.peek() == ",":
                self.at += 1
                self.skip_space()
        self.at += 1


class _Toml(_Scanner):
    space = _TOML_SPACE

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._tables: dict[Path, int] = {}  # how many tables each array of tables has so far

    def document(self) -> None:
        table: Path = ()
        self.skip_space()
        while self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                self.at += 2
                name = self._resolved(self.key())
                self._tables[name] = self._tables.get(name, 0) + 1
                table = (*name, self._tables[name] - 1)
                self._note_all(table)
                self.at += 2
            elif self.peek() == "[":
                self.at += 1
                table = self._resolved(self.key(), last=True)
                self._note_all(table)
                self.at += 1
            else:
                self.pair(table)
            self.skip_space()

    def _resolved(self, key: Path, *, last: bool = False) -> Path:
        """The key with the index of the current table put in behind every array of tables on the way."""
        path: Path = ()
        for number, part in enumerate(key):
            path = (*path, part)
            if path in self._tables and (last or number < len(key) - 1):
                path = (*path, self._tables[path] - 1)
        return path

    def _note_all(self, path: Path) -> None:
        for length in range(1, len(path) + 1):
            self.note(path[:length])

    def key(self) -> Path:
        parts: list[str] = []
        while True:
            self.skip(re.compile(r"[ \t]*"))
            parts.append(_unquoted(self.skip(_TOML_KEY)))
            self.skip(re.compile(r"[ \t]*"))
            if self.peek() != ".":
                return tuple(parts)
            self.at += 1

    def pair(self, table: Path) -> None:
        start = self.line()
        path = (*table, *self.key())
        for length in range(len(table) + 1, len(path) + 1):
            self.lines.setdefault(path[:length], start)
        self.at += 1  # the equals sign
        self.skip(re.compile(r"[ \t]*"))
        self.value(path)

    def value(self, path: Path) -> None:
        start = self.peek()
        if start == "{":
            self.at += 1
            self.skip_space()
            while self.peek() not in ("}", ""):
                self.pair(path)
                self.skip_space()
                if self.peek() == ",":
                    self.at += 1
                    self.skip_space()
            self.at += 1
        elif start == "[":
            self.array(path)
        elif not self.skip(_TOML_STRING):
            self.skip(_TOML_BARE)


MAX_LINED = 8_000_000
"""Characters of a text whose lines are told; in longer ones, looking for them would take many seconds."""


def toml_positions(text: str) -> Positions:
    """Lines of all keys, tables and items of a valid TOML text."""

    def scan() -> dict[Path, int]:
        scanner = _Toml(text.removeprefix("\ufeff"))
        scanner.document()
        return scanner.lines

    return Positions(scan) if len(text) <= MAX_LINED else Positions()


def json_positions(text: str) -> Positions:
    """Lines of all keys and items of a valid JSON text."""

    def scan() -> dict[Path, int]:
        scanner = _Json(text)
        scanner.skip_space()
        scanner.value(())
        return scanner.lines

    return Positions(scan) if len(text) <= MAX_LINED else Positions()
