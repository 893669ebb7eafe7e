"""Unions of outlines: the same silhouette as the parts, and one contour where letters join."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from studio.base.geometry import EMPTY_PATH, Path, Rect, join_paths, rect_path
from studio.model.animation import TextUnit
from studio.text.coverage_scan import covers_the_same
from studio.text.fonts import FontCatalog
from studio.text.outlines import MOST_CONTOURS, group_outline, intersected, subtracted, united
from studio.text.paragraph import ParagraphLayout, TextSpec, layout_paragraph

FAMILIES = [
    "Amiri",
    "Aref Ruqaa",
    "Cairo",
    "IBM Plex Sans Arabic",
    "Noto Kufi Arabic",
    "Reem Kufi",
    "Tajawal",
]
WORDS = "السَّلامُ بيتنا محمّد الله كَلِمَة والآن"


@cache
def _laid(family: str, size: float = 120) -> ParagraphLayout:
    catalog = FontCatalog.bundled()
    return layout_paragraph(TextSpec(WORDS, catalog.face(family, 700), size), catalog)


def _polygons(path: Path) -> list[list[tuple[float, float]]]:
    """The contours as polygons, curves in eight steps."""
    found: list[list[tuple[float, float]]] = []
    for verb, c in path.segments():
        if verb == "M":
            found.append([(c[0], c[1])])
        elif verb == "L":
            found[-1].append((c[0], c[1]))
        elif verb in "QC":
            points = [found[-1][-1], *zip(c[0::2], c[1::2], strict=True)]
            found[-1] += [_bezier(points, step / 8) for step in range(1, 9)]
    return found


def _bezier(points: list[tuple[float, float]], t: float) -> tuple[float, float]:
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(points)]
    return points[0]


def _area(polygon: list[tuple[float, float]]) -> float:
    pairs = zip(polygon, [*polygon[1:], polygon[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def _windings(path: Path, box: Rect) -> NDArray[np.int_]:
    """How often the contours wind about each pixel of the box."""
    total = np.zeros((int(box.height), int(box.width)), int)
    for polygon in _polygons(path):
        image = Image.new("1", (int(box.width), int(box.height)))
        ImageDraw.Draw(image).polygon([(x - box.x, y - box.y) for x, y in polygon], fill=1)
        total += np.asarray(image).astype(int) * (1 if _area(polygon) > 0 else -1)
    return total


def _has_lumps(mask: NDArray[np.bool_]) -> bool:
    """Whether more than a line of pixels is set: curves as polygons may differ by a pixel along edges."""
    core = mask[1:-1, 1:-1] & mask[:-2, 1:-1] & mask[2:, 1:-1]
    return bool((core & mask[1:-1, :-2] & mask[1:-1, 2:]).any())


@pytest.mark.parametrize("family", FAMILIES)
def test_united_outline_fills_what_its_glyphs_fill(family: str) -> None:
    layout = _laid(family, 240)
    for glyphs in layout.glyphs_by_unit[TextUnit.GROUP]:
        loose = join_paths(layout.outline((index,)) for index in glyphs)
        whole = layout.outline(glyphs)
        box = loose.bounds.expanded(3).rounded_out()
        differ = (_windings(loose, box) != 0) != (_windings(whole, box) != 0)
        assert not _has_lumps(differ)


@pytest.mark.parametrize("family", FAMILIES)
def test_contours_of_a_joined_group_never_overlap(family: str) -> None:
    """Each pixel is wound about once at most, so fills, lines and fades show no join."""
    layout = _laid(family, 240)
    for glyphs in layout.glyphs_by_unit[TextUnit.GROUP]:
        whole = layout.outline(glyphs)
        box = whole.bounds.expanded(3).rounded_out()
        assert not _has_lumps(np.abs(_windings(whole, box)) > 1)


def test_letters_that_join_become_one_contour() -> None:
    layout = _laid("Noto Kufi Arabic")
    word = layout.units(TextUnit.WORD)[1]  # بيتنا: dots apart, letters one
    glyphs = layout.glyphs_by_unit[TextUnit.WORD][word.index]
    outline = layout.outline(glyphs)
    body = max(_polygons(outline), key=lambda polygon: abs(_area(polygon)))
    widths = [point[0] for point in body]
    assert max(widths) - min(widths) > 0.9 * word.ink.width


def test_a_word_costs_its_union_once_whatever_its_size_and_place() -> None:
    layout = _laid("Cairo", 97.0)
    layout.outline()
    before = group_outline.cache_info().misses
    _laid("Cairo", 41.5).outline()
    assert group_outline.cache_info().misses == before


def test_curves_stay_curves() -> None:
    layout = _laid("Amiri")
    outline = layout.outline()
    assert outline.verbs.count("Q") + outline.verbs.count("C") > outline.verbs.count("L")


def test_an_outline_that_loses_a_letter_is_noticed() -> None:
    layout = _laid("Amiri")
    word = layout.glyphs_by_unit[TextUnit.WORD][0]
    assert covers_the_same(layout.outline(word), join_paths(layout.outline((index,)) for index in word))
    assert not covers_the_same(layout.outline(word), layout.outline(word[1:]))


def test_nothing_united_is_nothing() -> None:
    assert united([]) == EMPTY_PATH
    assert united([Path(), Path()]) == EMPTY_PATH


def test_squares_unite_subtract_and_intersect() -> None:
    left, right = rect_path(Rect(0, 0, 100, 100)), rect_path(Rect(50, 0, 100, 100))
    areas = {
        "united": sum(map(_area, _polygons(united([left, right])))),
        "subtracted": sum(map(_area, _polygons(subtracted(left, right)))),
        "intersected": sum(map(_area, _polygons(intersected(left, right)))),
    }
    assert {name: abs(area) for name, area in areas.items()} == {
        "united": 15_000, "subtracted": 5_000, "intersected": 5_000,
    }  # fmt: skip


def test_a_letter_with_thousands_of_marks_is_not_united() -> None:
    """It would take minutes in which nothing can be stopped."""
    catalog = FontCatalog.bundled()
    layout = layout_paragraph(TextSpec("ا" + "َ" * 3000, catalog.face("Cairo", 400), 40), catalog)
    assert layout.outline().verbs.count("M") > MOST_CONTOURS
