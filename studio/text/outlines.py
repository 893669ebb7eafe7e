"""True unions of outlines: joined letters as one silhouette without seams.

Letters overlap where they join.  Filled as they are, the edges of the overlap show in the antialiasing;
stroked, faded or coloured, they show outright.  So the glyphs of a joined group are united once, in font
units, by Skia's path operations (`skia-pathops`); curves stay curves.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import pathops

from studio.base.geometry import EMPTY_PATH, Affine, Path, join_paths
from studio.text.coverage_scan import covers_the_same
from studio.text.font_file import FontFace

_TURNS = (0.0, 17.0, 45.0, 71.0)
"""Degrees by which an outline is turned before it is united: where one angle fails, the next does not."""

MOST_CONTOURS = 1000
"""Uniting takes the square of their number: half a second for so many.  No word that is read has a tenth of
them, but a letter may carry ten thousand marks."""

_VERBS = {
    pathops.PathVerb.MOVE: "M",
    pathops.PathVerb.LINE: "L",
    pathops.PathVerb.QUAD: "Q",
    pathops.PathVerb.CUBIC: "C",
    pathops.PathVerb.CLOSE: "Z",
}


class GlyphPart(NamedTuple):
    """A glyph of a joined group, measured in font units of the group's first glyph, y down.

    x, y: where its origin stands from that of the first.  scale: its size as a multiple of the first one's.
    """

    face: FontFace
    glyph_id: int
    x: float
    y: float
    scale: float


def united(paths: Iterable[Path], precision: float = 1.0) -> Path:
    """The outline of all that the paths fill by the non-zero winding rule, without contours that overlap.

    precision: coordinates are multiplied by it for the computation (single precision floats); best where
    shapes become some hundred to some ten thousand units large, as glyphs in font units are.

    Skia gives a wrong outline in silence for about one word in some thousands (a tooth is lost where edges
    nearly coincide), so the result is measured against what went in, and turned by an angle and tried anew
    until it agrees.  Where nothing helps, the contours are given back as they are: filled by the same rule
    they look nearly the same.  So are more than MOST_CONTOURS.
    """
    whole = join_paths(paths)
    if whole.is_empty:
        return EMPTY_PATH
    if whole.verbs.count("M") > MOST_CONTOURS:
        return whole
    for degrees in _TURNS:
        turn = Affine.rotation(degrees)
        sketch = to_skia(whole.transformed(turn), precision)
        try:
            # fix_winding: holes run against what is around them, so that both fill rules agree.
            sketch.simplify(fix_winding=True, keep_starting_points=False)
            found = from_skia(sketch, precision).transformed(Affine.rotation(-degrees))
        except (pathops.PathOpsError, KeyError):
            continue
        if covers_the_same(whole, found):
            return found
    return whole


def combined(first: Path, second: Path, operation: pathops.PathOp, precision: float = 1.0) -> Path:
    """The outline of `first` and `second` under a Boolean operation; `first` where Skia cannot do it."""
    try:
        made = pathops.op(to_skia(first, precision), to_skia(second, precision), operation, fix_winding=True)
        return from_skia(made, precision)
    except (pathops.PathOpsError, KeyError):
        return first


def subtracted(first: Path, second: Path, precision: float = 1.0) -> Path:
    """The outline of `first` without what `second` fills."""
    return combined(first, second, pathops.PathOp.DIFFERENCE, precision)


def intersected(first: Path, second: Path, precision: float = 1.0) -> Path:
    """The outline of what both fill."""
    return combined(first, second, pathops.PathOp.INTERSECTION, precision)


def to_skia(path: Path, scale: float = 1.0) -> pathops.Path:
    """The outline as Skia's, its coordinates multiplied by `scale`."""
    out = pathops.Path(fillType=pathops.FillType.WINDING)
    for verb, numbers in path.segments():
        c = [value * scale for value in numbers]
        match verb:
            case "M":
                out.moveTo(*c)
            case "L":
                out.lineTo(*c)
            case "Q":
                out.quadTo(*c)
            case "C":
                out.cubicTo(*c)
            case _:
                out.close()
    return out


def from_skia(path: pathops.Path, scale: float = 1.0) -> Path:
    """Skia's outline as ours, its coordinates divided by `scale`.  KeyError for conics (we draw none)."""
    verbs: list[str] = []
    coords: list[float] = []
    for verb, points in path:
        verbs.append(_VERBS[verb])
        for x, y in points:
            coords += (x / scale, y / scale)
    return Path("".join(verbs), tuple(coords))


@lru_cache(maxsize=4096)
def group_outline(parts: tuple[GlyphPart, ...]) -> Path:
    """The united outline of some glyphs of a joined group, in font units of the first, y down.

    Kept by fonts, glyphs and their places relative to the first, so a word costs its union once, whatever
    its size and wherever it stands.
    """
    return united(_placed(part) for part in parts)


def _placed(part: GlyphPart) -> Path:
    outline = part.face.outline(part.glyph_id)
    if part.x == 0 and part.y == 0 and part.scale == 1:
        return outline
    coords = [0.0] * len(outline.coords)
    coords[0::2] = [value * part.scale + part.x for value in outline.coords[0::2]]
    coords[1::2] = [value * part.scale + part.y for value in outline.coords[1::2]]
    return Path(outline.verbs, tuple(coords))
