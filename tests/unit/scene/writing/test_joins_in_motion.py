"""Every animation keeps joined letters joined: the ink of a joined group never falls into more pieces than at
rest, and nothing is painted where no operation says it is."""

from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.animation.timing import motion_range
from studio.base.geometry import Path, Rect
from studio.model.animation import Animation, AnimationPreset, Phase
from studio.model.writing import WritingMode
from studio.presets.catalog import bundled
from studio.scene.scene import Scene
from studio.scene.writing.knots import contours_of
from tests.unit.scene.composed import scene, shot, state
from tests.unit.scene.test_text_layer import parts

PRESETS = {
    name: preset for name, preset in bundled().animations().items() if preset.mode is WritingMode.CHANNELS
}
FONTS = ("Amiri", "Cairo", "Noto Kufi Arabic", "Aref Ruqaa")
GROUPS = ("كبير", "بِسْمِ", "يستقبل")
"""Joined groups of the corpus and a long one: dots above and below, harakat, teeth, bowls and loops."""
MOMENTS = 12
SPECK = 5
"""Pixels: the tips of hair strokes may fall into smaller pieces in a picture.  A dot has forty."""
CELL_WIDTH, CELL_HEIGHT = 330, 200
COLUMNS, ROWS = len(FONTS), len(GROUPS)


def film(animation: dict[str, Any] | None) -> Scene:
    """Each group in each font alone in a cell of its own, white on black."""
    layers = [
        {
            "type": "text",
            "id": f"{row}-{column}",
            "text": text,
            "animations": [animation] if animation else [],
            "place": {
                "area": "canvas",
                "anchor": "top-start",
                "width": CELL_WIDTH,
                "offset": (column * CELL_WIDTH, row * CELL_HEIGHT + 50),
            },
            "style": {"size": 95, "min_size": 90, "color": "#FFFFFF", "align": "center", "family": family},
        }
        for row, text in enumerate(GROUPS)
        for column, family in enumerate(FONTS)
    ]
    size = {"width": COLUMNS * CELL_WIDTH, "height": ROWS * CELL_HEIGHT}
    return scene(*layers, language="en", background="#000000", duration=4, **size)


def pieces_at_rest() -> list[int]:
    """How many pieces of ink each cell has: by its outline, in a picture, and in one four times as large.

    The most of these counts: dots that just touch each other, or a stroke, are one piece here, two there.
    """
    rest = film(None)
    pictures = [shot(rest, 0, scale)[..., 1].astype(np.int16) for scale in (1, 4)]
    seen = [max(parts(one, SPECK) for one in several) for several in zip(*map(cells, pictures), strict=True)]
    outlines = [state(rest, 0, index).content.path() for index in range(len(seen))]
    return [max(pieces, solids(outline)) for pieces, outline in zip(seen, outlines, strict=True)]


def solids(outline: Path) -> int:
    """How many contours are filled; those that run the other way are holes."""
    contours = list(contours_of(outline))
    body = max(contours, key=lambda contour: abs(contour.area))
    return sum(contour.area * body.area > 0 for contour in contours)


AT_REST = cache(pieces_at_rest)


def cells(picture: NDArray[np.int16]) -> list[NDArray[np.int16]]:
    rows = np.split(picture, ROWS, axis=0)
    return [cell for row in rows for cell in np.split(row, COLUMNS, axis=1)]


def moments(animation: Animation, preset: AnimationPreset, count: int) -> list[Fraction]:
    if animation.phase is Phase.DURING:
        return [Fraction(4 * (2 * number + 1), 2 * MOMENTS) for number in range(MOMENTS)]
    moving = motion_range(animation, preset, Fraction(4), count)
    return [
        moving.start + (moving.end - moving.start) * Fraction(2 * number + 1, 2 * MOMENTS)
        for number in range(MOMENTS)
    ]


def test_the_cells_hold_one_joined_group_each() -> None:
    for index in range(COLUMNS * ROWS):
        assert len(set(state(film(None), 0, index).content.letter_groups)) == 1


@pytest.mark.parametrize("unit", ["own", "letter"])
@pytest.mark.parametrize("name", [name for name, preset in PRESETS.items() if not preset.cuts_joins])
def test_no_animation_tears_a_joined_group(name: str, unit: str) -> None:
    preset = PRESETS[name]
    if unit == preset.unit:
        return
    phase = preset.phases[0] if unit == "own" else preset.phases[-1]
    settings = {"preset": name, "phase": phase, "unit": None if unit == "own" else unit}
    moving = film(settings)
    for time in moments(Animation.model_validate(settings), preset, len(GROUPS[-1])):
        picture = shot(moving, time)[..., 1].astype(np.int16)
        for index, (cell, whole) in enumerate(zip(cells(picture), AT_REST(), strict=True)):
            found = parts(cell, SPECK, 8)  # low, as blurs and fades thin hair strokes
            what = f"{GROUPS[index // COLUMNS]} in {FONTS[index % COLUMNS]} at {float(time):.3f} s"
            assert found <= whole, f"{what}: {found} pieces of ink instead of {whole}"


def test_presets_that_show_groups_in_part_say_so() -> None:
    for preset in PRESETS.values():
        cutting = preset.hidden_below or any(one.property == "reveal" for one in preset.channels)
        assert preset.cuts_joins == cutting


# Bounds

CORPUS = ("بِسْمِ اللَّهِ الرَّحْمَٰنِ", "قال (Hello World) ثم", "مبروك 🎉🎉 لكم", "ٹڈڑ ہے کہاں")
STYLE = {
    "stroke": {"color": "#FFFFFF", "width": 8},
    "shadow": {"color": "#FFFFFF", "offset": (12, 9), "blur": 10},
}


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_nothing_is_painted_outside_the_bounds_of_the_operations(name: str) -> None:
    preset = PRESETS[name]
    number = sorted(PRESETS).index(name)
    unit = (None, "letter", "group", "word", "line", "whole")[number % 6]
    settings = {"preset": name, "phase": preset.phases[-1], "unit": unit}
    layer = {
        "type": "text",
        "id": "text",
        "text": CORPUS[number % len(CORPUS)],
        "animations": [settings],
        "place": {"area": "canvas", "width": 420},
        "style": {
            "size": 150,
            "color": "#FFFFFF",
            "family": FONTS[number % 3],
            **(STYLE if number % 2 else {}),
        },
    }
    moving = scene(layer, width=520, height=240, background="#000000", duration=4)
    for time in moments(Animation.model_validate(settings), preset, 10)[1::4]:
        picture = shot(moving, time)[..., 1]
        declared = np.zeros(picture.shape, bool)
        for operation in moving.display_list(time)[1:]:  # the first is the ground
            area = operation.bounds.rounded_out().intersected(Rect(0, 0, 520, 240))
            declared[int(area.y) : int(area.bottom), int(area.x) : int(area.right)] = True
        assert picture[~declared].max(initial=0) == 0


@pytest.mark.parametrize("unit", ["letter", "word", "whole"])
@pytest.mark.parametrize("text", ["لكم 🎉🎉", "🎉", "َ", "ـ", "ا", "ﷺ \u202eabc"])
def test_odd_texts_move_too(text: str, unit: str) -> None:
    for name in ("tashkeel-after", "jelly", "tracking-in", "wipe-letters", "rise-behind"):
        layer = {
            "type": "text",
            "id": "text",
            "text": text,
            "animations": [{"preset": name, "unit": unit}],
            "place": {"area": "canvas", "width": 420},
            "style": {"size": 150, **STYLE},
        }
        moving = scene(layer, width=520, height=240, background="#000000", duration=4)
        still = scene({**layer, "animations": []}, width=520, height=240, background="#000000", duration=4)
        for tenth in range(1, 9):
            moving.display_list(Fraction(tenth, 10))
        assert moving.display_list(Fraction(3)) == still.display_list(Fraction(3))
