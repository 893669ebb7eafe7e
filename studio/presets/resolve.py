"""Resolving a template's body: placeholders, switches, conditions, repetition, ids, reading durations.

    body (tables of TOML) --Resolver--> plain data of a Composition, with the origin of every part

The resolver never stops at a mistake: it notes it, marks the place as poisoned, and goes on, so that all
mistakes of a template are found in one pass.
"""

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from msgspec import Struct

from studio.base.time import FrameRate
from studio.formats.positions import Path
from studio.formats.suggestions import unknown_name
from studio.model.document import write_time
from studio.presets.expressions import (
    OMITTED,
    TEXT_KEYS,
    ExpressionError,
    LeaveOut,
    Scope,
    chosen_key,
    holds,
    is_switch,
    substitute,
)
from studio.presets.reading_time import held

MAX_ITEMS = 20_000
"""Items of lists that a body may come to: repetitions inside repetitions multiply."""

_OWN_KEYS = ("when", "for", "each")
_READING_KEYS = ("reading", "min", "max", "extra")


class _Item(Struct, frozen=True):
    """One item of a list after repetition: its source, its names, and what its id is made of."""

    node: Any
    source: Path
    scope: Scope
    position: str
    suffix: str


class Resolver:
    """Resolves one body once.  Afterwards `mistakes`, `origins` and `poisoned` tell about it."""

    def __init__(self, scope: Scope, rate: FrameRate) -> None:
        self._scope = scope
        self._rate = rate
        self._items = 0
        self.mistakes: list[tuple[Path, str]] = []
        """Mistakes by their path in the body as it is written."""
        self.origins: dict[Path, Path] = {}
        """From paths in the result to paths in the body."""
        self.poisoned: set[Path] = set()
        """Paths in the result whose value could not be found; what is said about them later is noise."""

    def resolve(self, body: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return self._table(body, (), (), self._scope)
        except LeaveOut:
            self.mistakes.append(((), "the body itself needs an optional parameter; put it into a layer"))
            return {}

    def origin_of(self, path: Path) -> Path:
        """Where in the body something in the result comes from."""
        tail: Path = ()
        while path and path not in self.origins:
            path, tail = path[:-1], (path[-1], *tail)
        found = self.origins.get(path, ())
        return (*found, *tail) if len(tail) <= 1 else found

    def _wrong(self, source: Path, message: str) -> None:
        if message:
            self.mistakes.append((source, message))

    def _value(self, node: Any, source: Path, out: Path, scope: Scope) -> Any:
        self.origins[out] = source
        if isinstance(node, str):
            read = next((part for part in reversed(out) if isinstance(part, str)), "") in TEXT_KEYS
            try:
                return substitute(node, scope, read=read)
            except ExpressionError as error:
                self._wrong(source, str(error))
                self.poisoned.add(out)
                return node
        if isinstance(node, Mapping):
            if is_switch(node):
                key = chosen_key(node, scope)
                return OMITTED if key is None else self._value(node[key], (*source, key), out, scope)
            for key in ("for", "each"):
                if key in node:
                    self._wrong((*source, key), f"'{key}' belongs on a table of a list")
            if not self._kept(node, source, scope):
                return OMITTED
            return self._table(node, source, out, scope)
        if isinstance(node, list):
            return self._list(node, source, out, scope)
        return node

    def _kept(self, node: Mapping[str, Any], source: Path, scope: Scope) -> bool:
        try:
            return "when" not in node or holds(node["when"], scope)
        except ExpressionError as error:
            self._wrong((*source, "when"), str(error))
            return True

    def _table(self, node: Mapping[str, Any], source: Path, out: Path, scope: Scope) -> dict[str, Any]:
        result: dict[str, Any] = {}
        reading: Mapping[str, Any] | None = None
        for key, value in node.items():
            if key in _OWN_KEYS:
                continue
            if key == "duration" and isinstance(value, Mapping) and "reading" in value:
                reading = value
                continue
            resolved = self._value(value, (*source, key), (*out, key), scope)
            if resolved is not OMITTED:
                result[key] = resolved
        if isinstance(result.get("items"), list):
            result["items"] = self._with_transitions_between(result["items"], (*out, "items"))
        if reading is not None:
            self.origins[(*out, "duration")] = (*source, "duration")
            result["duration"] = self._reading(
                reading, result, (*source, "duration"), (*out, "duration"), scope
            )
        return result

    def _reading(
        self, node: Mapping[str, Any], table: dict[str, Any], source: Path, out: Path, scope: Scope
    ) -> int | float | str:
        bounds: dict[str, float] = {}
        for key, value in node.items():
            if key not in _READING_KEYS:
                self._wrong((*source, key), unknown_name("there is no key", key, _READING_KEYS))
            elif key != "reading":
                number = self._value(value, (*source, key), (*out, key), scope)
                is_number = isinstance(number, int | float) and not isinstance(number, bool)
                if is_number and 0 <= number < math.inf:
                    bounds[key] = number
                elif number is not OMITTED and (*out, key) not in self.poisoned:
                    self._wrong((*source, key), "a number of seconds is expected here")
        duration = held(
            table,
            scope.language,
            self._rate,
            extra=bounds.get("extra", 0),
            minimum=bounds.get("min"),
            maximum=bounds.get("max"),
        )
        return write_time(max(duration, Fraction(1, self._rate.numerator) * self._rate.denominator))

    def _list(self, nodes: list[Any], source: Path, out: Path, scope: Scope) -> list[Any]:
        result: list[Any] = []
        for index, node in enumerate(nodes):
            for item in self._expanded(_Item(node, (*source, index), scope, str(index + 1), "")):
                self._items += 1
                if self._items > MAX_ITEMS:
                    if self._items == MAX_ITEMS + 1:
                        self._wrong(source, f"the body comes to more than {MAX_ITEMS:,} items")
                    return result
                place = (*out, len(result))
                try:
                    value = self._value(item.node, item.source, place, item.scope)
                except LeaveOut:
                    value = OMITTED
                if value is OMITTED:
                    self._forget(place)
                else:
                    result.append(self._with_id(value, item, out))
        return result

    def _expanded(self, item: _Item) -> Iterator[_Item]:
        """The tables that one table of a list stands for, after `when`, `for` and `each`."""
        node = item.node
        if isinstance(node, Mapping) and is_switch(node):
            key = chosen_key(node, item.scope)
            if key is not None:
                branch = _Item(node[key], (*item.source, key), item.scope, item.position, item.suffix)
                yield from self._expanded(branch)
            return
        if not isinstance(node, Mapping) or not ("for" in node or "each" in node):
            yield item
            return
        for turn in self._turns(node, item):
            if not self._kept(node, item.source, turn.scope):
                continue
            if "each" not in node:
                yield turn
                continue
            for key in node:
                if key not in _OWN_KEYS:
                    self._wrong((*item.source, key), "beside 'each' stand only 'for' and 'when'")
            parts = node["each"] if isinstance(node["each"], list) else []
            for number, part in enumerate(parts):
                source, position = (*item.source, "each", number), f"{item.position}-{number + 1}"
                yield from self._expanded(_Item(part, source, turn.scope, position, turn.suffix))

    def _turns(self, node: Mapping[str, Any], item: _Item) -> Iterator[_Item]:
        if "for" not in node:
            yield item
            return
        try:
            rows = item.scope.look_up(str(node["for"]))
        except ExpressionError as error:
            self._wrong((*item.source, "for"), str(error))
            return
        if rows is OMITTED:
            return
        if not isinstance(rows, list | tuple):
            self._wrong((*item.source, "for"), f"'{node['for']}' is no list")
            return
        bare = {key: value for key, value in node.items() if key != "for"}
        for index, row in enumerate(rows):
            names = {
                "item": row,
                "index": index,
                "number": index + 1,
                "count": len(rows),
                "first": index == 0,
                "last": index == len(rows) - 1,
            }
            scope = item.scope.with_values(names)
            yield _Item(bare, item.source, scope, item.position, f"{item.suffix}-{index + 1}")

    def _with_id(self, value: Any, item: _Item, out: Path) -> Any:
        if not isinstance(value, dict):
            return value
        kind = value.get("type") or (value.get("kind") if value.get("kind") == "clip" else None)
        if out and out[-1] == "audio":
            kind = kind or "audio"
        if "id" not in value:
            return {"id": f"{kind}-{item.position}{item.suffix}", **value} if kind else value
        written = item.node.get("id")
        if item.suffix and isinstance(written, str) and "{" not in written:
            return {**value, "id": f"{value['id']}{item.suffix}"}
        return value

    def _with_transitions_between(self, items: list[Any], out: Path) -> list[Any]:
        """The items without transitions that have lost the clip before or behind them."""

        def is_transition(item: Any) -> bool:
            return isinstance(item, dict) and item.get("kind") == "transition"

        kept: list[int] = []
        for index, item in enumerate(items):
            if is_transition(item):
                if not kept:
                    continue
                if is_transition(items[kept[-1]]):
                    kept.pop()  # the clip between the two is gone; the later one leads to what follows
            kept.append(index)
        while kept and is_transition(items[kept[-1]]):
            kept.pop()
        if len(kept) < len(items):
            self._renumber(out, {old: new for new, old in enumerate(kept)})
        return [items[index] for index in kept]

    def _renumber(self, out: Path, numbers: Mapping[int, int]) -> None:
        at = len(out)

        def moved(path: Path) -> Path | None:
            if path[:at] != out or len(path) == at:
                return path
            new = numbers.get(int(path[at]))
            return None if new is None else (*out, new, *path[at + 1 :])

        origins = {moved(path): source for path, source in self.origins.items()}
        self.origins = {path: source for path, source in origins.items() if path is not None}
        self.poisoned = {path for path in map(moved, self.poisoned) if path is not None}

    def _forget(self, place: Path) -> None:
        at = len(place)
        self.origins = {path: source for path, source in self.origins.items() if path[:at] != place}
        self.poisoned = {path for path in self.poisoned if path[:at] != place}
