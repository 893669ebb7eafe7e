"""How high each lane is: 44 px unless people drag the lower edge of its head."""

from collections.abc import Sequence

from studio.gui.theme.theme import px
from studio.gui.workspace.timeline.rows import TimeRow

TRACK = 44
LOWEST, HIGHEST = 28, 120
"""Logical px of a lane."""


def logical(length: float) -> float:
    """px of the window in logical px."""
    return length / px(1000) * 1000


class RowHeights:
    """Heights by what a lane shows, and from them where lanes lie."""

    def __init__(self) -> None:
        self._own: dict[tuple[str, ...], float] = {}
        self._tops: list[int] = [0]

    def measure(self, rows: Sequence[TimeRow]) -> None:
        """Where each lane begins: for these rows, at the window's scale."""
        tops = [0]
        for row in rows:
            tops.append(tops[-1] + self.height(row))
        self._tops = tops

    def height(self, row: TimeRow) -> int:
        """px at the window's scale."""
        return px(self._own.get((row.kind, *row.path), row.height or TRACK))

    def set_height(self, row: TimeRow, height: float | None) -> None:
        """Logical px, within bounds; None: as high as by itself."""
        if height is None:
            self._own.pop((row.kind, *row.path), None)
        else:
            self._own[row.kind, *row.path] = min(HIGHEST, max(LOWEST, height))

    @property
    def whole(self) -> int:
        """px of all lanes."""
        return self._tops[-1]

    def top(self, index: int) -> int:
        """Where a lane begins, from the first one's top; one past the last: where that ends."""
        return self._tops[max(0, min(index, len(self._tops) - 1))]

    def at(self, y: float) -> int | None:
        """The lane at y (from the first one's top)."""
        for index in range(len(self._tops) - 1):
            if self._tops[index] <= y < self._tops[index + 1]:
                return index
        return None
