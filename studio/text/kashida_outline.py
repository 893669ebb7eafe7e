"""The outline of joined letters with a kashida between two of them, at any length.

The letters and the bar are united once, with the bar so long that nothing of the letters reaches its middle.
For any other length the points past the middle move and the others stay: the bar's edges are straight there,
so they stay straight, with no bump where pieces would meet.  (A bar scaled to its length has bumps: its ends
are scaled too.)  Which points move is told by the far ends, never by where they stand at the wanted length,
so an overhanging stroke or a mark over the bar stays with its letter.
"""

from functools import lru_cache
from typing import NamedTuple

from studio.base.geometry import Path
from studio.text.kashida_font import KashidaBar
from studio.text.outlines import GlyphPart, united

MAX_LENGTH = 4.0
"""em that a kashida may be long: beyond that a word is no word any more, and outlines here would touch."""

_FAR = 10.0  # em between the letters while they are united
_FLAT = 0.1
"""Share of the bar at either end in which its outline is its own; between them it is straight.  Only Amiri's
bar is curved there, by half a hundredth of an em, and would fold over itself where it is short."""


class BarPart(NamedTuple):
    """A bar of a joined group.  bar: measured in its own font units.  x, y: the place of the join and the
    letter's baseline, and scale: the size, all as in GlyphPart."""

    bar: KashidaBar
    x: float
    y: float
    scale: float


class _Far(NamedTuple):
    """Coordinates for length 0; moving: for each x whether it moves with the length."""

    verbs: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    moving: tuple[bool, ...]


def stretched_outline(
    parts: tuple[GlyphPart, ...],
    after: tuple[bool, ...],
    bar: BarPart,
    length: float,
    place: tuple[float, float, float],
) -> Path:
    """The united outline of the letters, the bar being `length` long.

    parts: as they stand without a bar.  after: for each whether it stands right of the bar.  length: in the
    same units.  place: what the outline is multiplied by, and then moved by in x and y.
    """
    far = _far(parts, after, bar)
    scale, x, y = place
    moved = x + length * scale
    coords = [0.0] * (2 * len(far.xs))
    coords[0::2] = [
        value * scale + (moved if moves else x) for value, moves in zip(far.xs, far.moving, strict=True)
    ]
    coords[1::2] = [value * scale + y for value in far.ys]
    return Path(far.verbs, tuple(coords))


@lru_cache(maxsize=1024)
def _far(parts: tuple[GlyphPart, ...], after: tuple[bool, ...], bar: BarPart) -> _Far:
    far = _FAR * bar.bar.face.upem * bar.scale
    placed = [
        _placed(part.face.outline(part.glyph_id), part.scale, part.x + far * moves, part.y)
        for part, moves in zip(parts, after, strict=True)
    ]
    placed.append(_placed(bar_outline(bar.bar, far / bar.scale), bar.scale, bar.x, bar.y))
    whole = united(placed)
    middle = bar.x + far / 2
    xs, ys = whole.coords[0::2], whole.coords[1::2]
    moving = tuple(x > middle for x in xs)
    at_rest = tuple(x - far if moves else x for x, moves in zip(xs, moving, strict=True))
    return _Far(whole.verbs, at_rest, ys, moving)


def bar_outline(bar: KashidaBar, length: float) -> Path:
    """A bar alone, from its left end (0, 0) on, in its font units; `length` is its advance."""
    outline = bar.face.outline(bar.glyph_id)
    box = outline.bounds
    middle = box.x + box.width / 2
    left, right = _FLAT * bar.advance, (1 - _FLAT) * bar.advance
    grown = length - bar.advance
    coords = list(outline.coords)
    coords[0::2] = [
        bar.offset + (min(x, left) if x <= middle else max(x, right) + grown) for x in coords[0::2]
    ]
    coords[1::2] = [y * bar.scale + bar.rise + bar.y for y in coords[1::2]]
    return Path(outline.verbs, tuple(coords))


def _placed(outline: Path, scale: float, x: float, y: float) -> Path:
    coords = [0.0] * len(outline.coords)
    coords[0::2] = [value * scale + x for value in outline.coords[0::2]]
    coords[1::2] = [value * scale + y for value in outline.coords[1::2]]
    return Path(outline.verbs, tuple(coords))
