"""Undo and redo: a project is an immutable value, so history is a list of the values it has had.

    do     values [a b c] now c          a drag or quick repeats of one thing are one step:
    undo   now b, named "what c was"     the same merge key within MERGE_SECONDS, or until the drag ends
    redo   now c

Values share all that did not change, so a step costs what it changed; their number is bounded.
"""

import time
from collections.abc import Hashable, Mapping
from typing import Generic, TypeVar

from msgspec import Struct, field

T = TypeVar("T")

MERGE_SECONDS = 0.8
"""Within so many seconds repeats of one edit (typing, an arrow key held down) are one step."""

LIMIT = 1000
"""Steps that can be undone; older ones are forgotten."""


class StepName(Struct, frozen=True):
    """What a step is called: a key of the window's words, and what is put into them (`count`, `layer`)."""

    key: str
    arguments: Mapping[str, str | int | float] = field(default_factory=dict)


class _Step(Struct, Generic[T], frozen=True):
    """name: of the change that leads from `before` to `after`."""

    name: StepName
    before: T
    after: T


class History(Generic[T]):
    """The values that something has had, and which one it has now.  Not for several threads at once."""

    def __init__(self, value: T, *, limit: int = LIMIT) -> None:
        if limit < 1:
            raise ValueError("a history keeps at least one step")
        self._value = value
        self._saved = value
        self._limit = limit
        self._done: list[_Step[T]] = []
        self._undone: list[_Step[T]] = []
        self._merge_key: Hashable | None = None
        self._last = float("-inf")
        self._dragging = False
        self._drag_step = False
        self._revision = 0
        self._edits = 0

    @property
    def value(self) -> T:
        return self._value

    @property
    def is_dirty(self) -> bool:
        """Whether the value differs from the saved one; undoing back to it makes it clean again."""
        return self._value is not self._saved and self._value != self._saved

    @property
    def saved(self) -> T:
        return self._saved

    @property
    def edits_since_saved(self) -> int:
        """Steps done since the last save, for the words of recovery; 0 while clean."""
        return max(1, self._edits) if self.is_dirty else 0

    @property
    def dragging(self) -> bool:
        return self._dragging

    def mark_saved(self, value: T | None = None) -> None:
        """The value (the current one, or the one that a slow save has written) is the file's now."""
        self._saved = self._value if value is None else value
        self._edits = 0
        self._merge_key = None

    def do(
        self,
        name: StepName | str,
        value: T,
        merge_key: Hashable | None = None,
        at: float | None = None,
    ) -> bool:
        """Makes `value` current under a name; what was undone is forgotten.  False if nothing changed.

        merge_key: what is edited, such as a layer's field; repeats of the same are one step.  at: monotonic
        seconds; None: now.
        """
        now = time.monotonic() if at is None else at
        if value is self._value or value == self._value:
            return False
        name = StepName(name) if isinstance(name, str) else name
        merges = self._merges(merge_key, now)
        before = self._done.pop().before if merges else self._value
        self._undone.clear()
        self._set(value)
        if merges and (before is value or before == value):
            # Dragged there and back: no step is left, and the value is the very one it was.
            self._value = before
            self._edits = max(0, self._edits - 1)
            self._merge_key, self._drag_step = None, False
            return True
        self._done.append(_Step(name, before, value))
        del self._done[: -self._limit]
        self._edits += 0 if merges else 1
        self._merge_key, self._last = merge_key, now
        self._drag_step = self._dragging
        return True

    def begin_drag(self) -> None:
        """All that is done until `end_drag` is one step, however long it takes."""
        self._dragging, self._drag_step = True, False
        self._merge_key = None

    def end_drag(self) -> None:
        self._dragging = self._drag_step = False
        self._merge_key = None

    def cancel_drag(self) -> bool:
        """Takes the drag back as if it had not begun (Esc); whether there was anything to take back."""
        had_step = self._drag_step
        self.end_drag()
        if had_step:
            self._set(self._done.pop().before)
            self._edits = max(0, self._edits - 1)
        return had_step

    @property
    def undo_name(self) -> StepName | None:
        """What `undo` would take back; None if there is nothing."""
        return self._done[-1].name if self._done else None

    @property
    def redo_name(self) -> StepName | None:
        return self._undone[-1].name if self._undone else None

    @property
    def undo_names(self) -> tuple[StepName, ...]:
        """All steps that can be undone, the last one first."""
        return tuple(step.name for step in reversed(self._done))

    @property
    def redo_names(self) -> tuple[StepName, ...]:
        """All steps that can be done again, the next one first."""
        return tuple(step.name for step in reversed(self._undone))

    def undo(self) -> bool:
        """One step back; False at the beginning.  A drag that is going on is ended first."""
        self.end_drag()
        if not self._done:
            return False
        step = self._done.pop()
        self._undone.append(step)
        self._set(step.before)
        self._edits += 1
        return True

    def redo(self) -> bool:
        """One step forward; False at the end."""
        self.end_drag()
        if not self._undone:
            return False
        step = self._undone.pop()
        self._done.append(step)
        self._set(step.after)
        self._edits += 1
        return True

    def _merges(self, merge_key: Hashable | None, now: float) -> bool:
        if not self._done or self._undone:
            return False
        if self._dragging:
            return self._drag_step
        return merge_key is not None and merge_key == self._merge_key and now - self._last <= MERGE_SECONDS

    def _set(self, value: T) -> None:
        self._value = value
        self._revision += 1
