"""Where a dragged box snaps: edges and middles of others, of the canvas and of its safe area."""

from collections.abc import Iterable
from dataclasses import dataclass

from studio.base.geometry import Rect

SNAP_PX = 6
"""Screen px from which a box is drawn to a guide."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A line at `at` canvas px, across (`vertical`: x = at) from `start` to `end`."""

    vertical: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Snapped:
    """By how much a move is changed, and the lines that it met."""

    dx: float
    dy: float
    guides: tuple[Guide, ...]


def snap_move(box: Rect, others: Iterable[Rect], canvas: Rect, safe: Rect, reach: float) -> Snapped:
    """The smallest change within `reach` (canvas px) that makes edges or middles meet, both ways apart."""
    targets = [canvas, safe, *others]
    dx, on_x = _nearest(_xs(box), [(x, rect) for rect in targets for x in _xs(rect)], reach)
    dy, on_y = _nearest(_ys(box), [(y, rect) for rect in targets for y in _ys(rect)], reach)
    moved = box.moved(dx, dy)
    guides = [Guide(True, at, min(moved.y, rect.y), max(moved.bottom, rect.bottom)) for at, rect in on_x] + [
        Guide(False, at, min(moved.x, rect.x), max(moved.right, rect.right)) for at, rect in on_y
    ]
    return Snapped(dx, dy, tuple(dict.fromkeys(guides)))


def _xs(rect: Rect) -> tuple[float, float, float]:
    return rect.x, rect.center.x, rect.right


def _ys(rect: Rect) -> tuple[float, float, float]:
    return rect.y, rect.center.y, rect.bottom


def _nearest(
    own: tuple[float, float, float], targets: list[tuple[float, Rect]], reach: float
) -> tuple[float, list[tuple[float, Rect]]]:
    # Middles meet middles and edges meet edges or middles: what meets is seen as aligned.
    pairs = [(line - mine, line, rect) for mine in own for line, rect in targets if abs(line - mine) <= reach]
    if not pairs:
        return 0.0, []
    by = min((delta for delta, _, _ in pairs), key=abs)
    return by, [(line, rect) for delta, line, rect in pairs if abs(delta - by) < 0.01]
