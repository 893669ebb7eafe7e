"""Patterns: exact symmetry, lines that match from tile to tile, bounds, and the same answer every time."""

import math
import pickle
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.geometry import EMPTY_RECT, Path, Point, Rect
from studio.model.text_effects import PatternKind
from studio.scene.patterns import contact, fitted_tile, pattern_paths, tilings
from studio.scene.patterns.tilings import Tiling

FOLDS = {
    PatternKind.STAR_6: 6,
    PatternKind.STAR_8: 8,
    PatternKind.STAR_10: 10,
    PatternKind.STAR_12: 12,
}
TILINGS = [
    tilings.hexagons_and_triangles,
    tilings.octagons_and_squares,
    tilings.dodecagons_hexagons_and_squares,
    tilings.decagons_and_bow_ties,
    tilings.girih_tiles,
]
kinds = st.sampled_from(list(PatternKind))
boxes = st.builds(
    Rect,
    st.floats(-500, 500),
    st.floats(-500, 500),
    st.floats(60, 900),
    st.floats(60, 900),
)
tiles = st.floats(80, 600)
seeds = st.integers(0, 7)


def points(path: Path) -> list[complex]:
    return [complex(x, y) for x, y in zip(path.coords[0::2], path.coords[1::2], strict=True)]


def subpaths(path: Path) -> list[list[complex]]:
    out: list[list[complex]] = []
    for verb, coords in path.segments():
        if verb == "M":
            out.append([])
        if coords:
            out[-1].append(complex(*coords[-2:]))
    return out


def same_places(one: list[complex], two: list[complex], cell: float = 1e-4) -> bool:
    """Every point of one has a point of two within two cells, and the other way round."""

    def cells(of: list[complex]) -> set[tuple[int, int]]:
        return {(math.floor(p.real / cell), math.floor(p.imag / cell)) for p in of}

    def held(p: complex, by: set[tuple[int, int]]) -> bool:
        x, y = math.floor(p.real / cell), math.floor(p.imag / cell)
        return any((x + i, y + j) in by for i in (-1, 0, 1) for j in (-1, 0, 1))

    in_one, in_two = cells(one), cells(two)
    return all(held(p, in_two) for p in one) and all(held(p, in_one) for p in two)


@pytest.mark.parametrize(("kind", "fold"), FOLDS.items())
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_middle_star_is_truly_regular(kind: PatternKind, fold: int, seed: int) -> None:
    star = subpaths(pattern_paths(kind, Rect(0, 0, 1080, 1350), 270, seed).strokes)[0]
    middle = complex(540, 675)
    around = [point - middle for point in star]
    turn = complex(math.cos(2 * math.pi / fold), math.sin(2 * math.pi / fold))
    assert len(star) == 2 * fold
    assert same_places(around, [point * turn for point in around])
    assert same_places(around, [point.conjugate() for point in around])


@settings(max_examples=25)
@given(kind=st.sampled_from(list(FOLDS)), box=boxes, tile=tiles, seed=seeds)
def test_star_patterns_mirror_about_both_axes_of_the_box(
    kind: PatternKind, box: Rect, tile: float, seed: int
) -> None:
    found = points(pattern_paths(kind, box, tile, seed).strokes)
    middle = complex(box.center.x, box.center.y)
    around = [point - middle for point in found]
    assert same_places(around, [-point.conjugate() for point in around])
    assert same_places(around, [point.conjugate() for point in around])


@settings(max_examples=25)
@given(box=boxes, tile=tiles)
def test_girih_turns_into_itself_by_half_a_turn(box: Rect, tile: float) -> None:
    # Not by reflection: an interlace swaps above and below in a mirror.
    found = points(pattern_paths(PatternKind.GIRIH, box, tile, 0).strokes)
    around = [point - complex(box.center.x, box.center.y) for point in found]
    assert same_places(around, [-point for point in around])


@settings(max_examples=25)
@given(kind=st.sampled_from([PatternKind.WAVES, PatternKind.HALFTONE]), box=boxes, tile=tiles)
def test_textures_mirror_about_the_upright_axis(kind: PatternKind, box: Rect, tile: float) -> None:
    found = pattern_paths(kind, box, tile, 0)
    around = [p - complex(box.center.x, box.center.y) for p in points(found.strokes) + points(found.fills)]
    assert same_places(around, [-point.conjugate() for point in around])


@settings(max_examples=25)
@given(kind=kinds, box=boxes, tile=tiles, seed=seeds)
def test_patterns_reach_the_box_and_leave_it_by_little_more_than_a_tile(
    kind: PatternKind, box: Rect, tile: float, seed: int
) -> None:
    found = pattern_paths(kind, box, tile, seed)
    bounds = found.strokes.bounds.united(found.fills.bounds)
    assert box.expanded(1.3 * tile).contains(bounds)
    if kind is not PatternKind.HALFTONE:
        assert bounds.expanded(1e-6).contains(box)
    assert all(math.isfinite(value) for value in found.strokes.coords + found.fills.coords)


@settings(max_examples=25)
@given(kind=kinds, box=boxes, tile=tiles, seed=seeds)
def test_patterns_are_the_same_every_time(kind: PatternKind, box: Rect, tile: float, seed: int) -> None:
    first = pattern_paths(kind, box, tile, seed)
    pattern_paths.cache_clear()
    assert pattern_paths(kind, box, tile, seed) == first
    assert pickle.loads(pickle.dumps(first)) == first


@pytest.mark.parametrize("make", TILINGS)
def test_tilings_cover_the_plane_once(make: object) -> None:
    tiling = make()  # type: ignore[operator]  # a list of functions loses its type in parametrize
    assert isinstance(tiling, Tiling)
    area = 0.0
    for polygon in tiling.cell:
        sides = zip(polygon, polygon[1:] + polygon[:1], strict=True)
        area += sum((a.conjugate() * b).imag for a, b in sides) / 2
    assert area == pytest.approx(abs((tiling.u.conjugate() * tiling.v).imag))


@pytest.mark.parametrize("make", TILINGS)
@pytest.mark.parametrize("angle", [54.0, 60.0, 67.5])
def test_lines_go_on_straight_into_the_next_tile(make: object, angle: float) -> None:
    tiling: Tiling = make()  # type: ignore[operator]  # as above
    rays: dict[tuple[int, int], list[complex]] = {}
    for polygon in tiling.cell:
        for line in contact.motif(polygon, angle):
            for end, nxt in ((line[0], line[1]), (line[-1], line[-2])):
                for i in range(-2, 3):
                    for j in range(-2, 3):
                        at = end + i * tiling.u + j * tiling.v
                        key = (round(at.real * 1e6), round(at.imag * 1e6))
                        rays.setdefault(key, []).append((nxt - end) / abs(nxt - end))
    inner = {key: found for key, found in rays.items() if math.hypot(*key) < 1e6}
    assert inner
    for found in inner.values():
        assert len(found) == 4
        assert same_places(found, [-ray for ray in found], 1e-9)


@given(width=st.floats(200, 4000), tile=st.floats(50, 300))
def test_side_edges_of_wide_boxes_fall_on_axes(width: float, tile: float) -> None:
    fitted = fitted_tile(Rect(0, 0, width, 100), tile, 1.0)
    assert 0.75 <= fitted / tile <= 1.26
    if width >= 2 * tile:
        assert width / fitted == pytest.approx(round(width / fitted))


def test_each_kind_gives_what_its_layer_draws() -> None:
    for kind in PatternKind:
        found = pattern_paths(kind, Rect(0, 0, 1080, 1920), 240, 0)
        assert found.fills.is_empty != (kind is PatternKind.HALFTONE)
        assert found.strokes.is_empty == (kind is PatternKind.HALFTONE)


def test_halftone_grows_towards_its_side() -> None:
    box = Rect(0, 0, 1000, 1000)
    for seed, axis, sign in ((0, 1, 1), (1, 1, -1), (2, 0, 1), (3, 0, -1)):
        dots = subpaths(pattern_paths(PatternKind.HALFTONE, box, 240, seed).fills)
        sizes = [(abs(dot[0] - dot[2]), Point(dot[0].real, dot[1].imag)) for dot in dots]
        _, largest = max(sizes, key=lambda entry: entry[0])
        place = (largest.x, largest.y)[axis]
        assert (place > 900) if sign > 0 else (place < 100)


@pytest.mark.parametrize("tile", [0.001, 5.0])
def test_tiny_tiles_stay_drawable(tile: float) -> None:
    for kind in (PatternKind.STAR_12, PatternKind.GIRIH, PatternKind.HALFTONE, PatternKind.WAVES):
        found = pattern_paths(kind, Rect(0, 0, 1080, 1080), tile, 0)
        assert len(found.strokes.verbs) + len(found.fills.verbs) < 700_000


def test_an_empty_box_gives_an_empty_pattern() -> None:
    for kind in PatternKind:
        assert pattern_paths(kind, EMPTY_RECT, 240, 0).strokes.is_empty
        assert pattern_paths(kind, EMPTY_RECT, 240, 0).fills.is_empty


def test_stars_of_the_middle_come_first() -> None:
    stars = subpaths(pattern_paths(PatternKind.STAR_8, Rect(0, 0, 1080, 1080), 270, 0).strokes)
    distances = [abs(sum(star) / len(star) - complex(540, 540)) for star in stars]
    assert distances == sorted(distances, key=lambda value: round(value, 3))
    assert Counter(len(star) for star in stars).keys() == {8, 16}
