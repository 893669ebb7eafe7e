"""Procedural patterns as geometry: what a pattern layer strokes and fills.

Star patterns are made by polygons in contact on a periodic tiling, so their lines meet exactly from tile to
tile, and every star is truly symmetric.  A star stands in the middle of the box, its axes are those of the
box, and the box's left and right edges fall on axes too (the tile is fitted for that), so a crop never cuts
a motif at a chance place.  Lines leave the box by about a tile: clip them to it.
"""

import math
from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec import Struct

from studio.base.geometry import EMPTY_PATH, Path, Point, Rect, join_paths, polyline_path
from studio.model.text_effects import PatternKind
from studio.scene.patterns import contact, textures, tilings
from studio.scene.patterns.tilings import Polygon, Tiling

MOST_TILES_ACROSS = 60
"""Smaller tiles are enlarged until the longer side of the box has no more than this."""
_TOUCH = 1e-9  # what touches the box counts as inside, on both sides alike
STRAP_WIDTH = 0.042
"""Width of a girih band, in tiles."""


class PatternGeometry(Struct, frozen=True):
    """What a pattern layer draws.

    strokes: lines for the layer's stroke; those of stars and girih come from the middle of the box outwards.
    fills: areas for its colour.
    """

    strokes: Path = EMPTY_PATH
    fills: Path = EMPTY_PATH


class _StarPattern(Struct, frozen=True):
    tiling: Callable[[], Tiling]
    angles: tuple[float, ...]
    """Contact angles in degrees; the seed chooses one of them."""


_STARS = {
    # Not the angle of 60 degrees, which draws hexagrams: in our region many would read them as an emblem.
    PatternKind.STAR_6: _StarPattern(tilings.hexagons_and_triangles, (45.0, 54.0, 72.0)),
    PatternKind.STAR_8: _StarPattern(tilings.octagons_and_squares, (67.5, 60.0, 72.0)),
    PatternKind.STAR_10: _StarPattern(tilings.decagons_and_bow_ties, (54.0, 72.0, 63.0)),
    PatternKind.STAR_12: _StarPattern(tilings.dodecagons_hexagons_and_squares, (67.5, 60.0, 75.0)),
    PatternKind.GIRIH: _StarPattern(tilings.girih_tiles, (54.0,)),
}


def fitted_tile(box: Rect, tile: float, period: float) -> float:
    """The tile nearest to `tile` that puts the box's left and right edges on axes of reflection.

    Boxes narrower than two periods keep the tile: there the change would be too large.
    """
    repeats = box.width / (tile * period)
    return tile if repeats < 2 else box.width / (round(repeats) * period)


def _placed(tiling: Tiling, box: Rect, tile: float) -> Iterator[Polygon]:
    """The polygons that reach into the box, nearest to its middle first, about the middle as origin."""
    half = complex(box.width / 2, box.height / 2) / tile
    u, v = tiling.u, tiling.v
    area = u.real * v.imag - u.imag * v.real
    reach = abs(half) + 1
    most_u, most_v = math.ceil(reach * abs(v) / abs(area)) + 1, math.ceil(reach * abs(u) / abs(area)) + 1
    found: list[tuple[float, float, Polygon]] = []
    for polygon in tiling.cell:
        center = sum(polygon) / len(polygon)
        wide = max(abs((point - center).real) for point in polygon)
        high = max(abs((point - center).imag) for point in polygon)
        for i in range(-most_u, most_u + 1):
            for j in range(-most_v, most_v + 1):
                move = i * u + j * v
                at = center + move
                if abs(at.real) < half.real + wide + _TOUCH and abs(at.imag) < half.imag + high + _TOUCH:
                    order = (round(abs(at), 6), math.atan2(at.imag, at.real))
                    found.append((*order, tuple(point + move for point in polygon)))
    found.sort(key=lambda entry: entry[:2])
    return (polygon for _, _, polygon in found)


def _joined_straps(lines: list[tuple[complex, ...]], angle: float, width: float) -> Iterator[list[complex]]:
    """Edges of the bands; the two pieces that start at one crossing, where they are above, become one."""
    waiting: dict[tuple[int, int], list[list[complex]]] = {}
    for line in lines:
        key = (round(line[0].real * 1e6), round(line[0].imag * 1e6))
        left, right = contact.strap_edges(line, angle, width)
        before = waiting.pop(key, None)
        if before is None:
            waiting[key] = [left, right]
        else:
            yield before[1][::-1] + left[1:]
            yield before[0][::-1] + right[1:]
    for sides in waiting.values():
        yield from sides


def _star_geometry(kind: PatternKind, box: Rect, tile: float, seed: int) -> PatternGeometry:
    pattern = _STARS[kind]
    tiling, angle = pattern.tiling(), pattern.angles[seed % len(pattern.angles)]
    tile = fitted_tile(box, tile, tiling.period)
    middle = box.center

    def on_canvas(points: tuple[complex, ...] | list[complex]) -> list[Point]:
        return [Point(middle.x + p.real * tile, middle.y + p.imag * tile) for p in points]

    polygons = _placed(tiling, box, tile)
    if kind is not PatternKind.GIRIH:
        stars = (star for polygon in polygons for star in contact.stars(polygon, angle))
        return PatternGeometry(join_paths(polyline_path(on_canvas(line), closed=True) for line in stars))
    lines = [line for polygon in polygons for line in contact.motif(polygon, angle)]
    straps = _joined_straps(lines, angle, STRAP_WIDTH)
    return PatternGeometry(join_paths(polyline_path(on_canvas(line), closed=False) for line in straps))


@lru_cache(maxsize=32)
def pattern_paths(kind: PatternKind, box: Rect, tile: float, seed: int) -> PatternGeometry:
    """The lines and areas of a pattern that covers `box`; `tile` in px is the distance of two stars.

    Halftone has six dots to a tile, waves five lines.  `seed` chooses among a few forms of each kind.
    An empty box gives an empty pattern.
    """
    if box.is_empty or tile <= 0:
        return PatternGeometry()
    tile = max(tile, max(box.width, box.height) / MOST_TILES_ACROSS)
    match kind:
        case PatternKind.HALFTONE:
            return PatternGeometry(fills=textures.halftone(box, tile, seed))
        case PatternKind.WAVES:
            return PatternGeometry(strokes=textures.waves(box, tile, seed))
        case _:
            return _star_geometry(kind, box, tile, seed)
