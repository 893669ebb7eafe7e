"""Films made of W1's parts: the same work in every period, and one word that can change."""

from fractions import Fraction
from pathlib import Path

import numpy as np

from studio.model.composition import Composition
from studio.model.layers import CaptionLayer
from studio.render.rasterizer import Rasterizer
from studio.scene.scene import Scene
from studio.services.bench.cards import CardPainter
from studio.services.bench.media import make_media
from studio.services.bench.workloads import change_one_word, place_film, place_workload
from studio.services.opening import open_source
from studio.services.resources import open_resources


def composition(project: Path) -> Composition:
    return open_source(str(project)).composition


def cues(of: Composition) -> list[str]:
    return [cue.text for layer in of.layers if isinstance(layer, CaptionLayer) for cue in layer.cues]


def test_media_are_the_same_every_time(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        make_media(tmp_path / folder)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_a_changed_word_changes_its_cue_alone(tmp_path: Path) -> None:
    project = place_film("film", tmp_path, tmp_path / "media", 12, 12)
    before = cues(composition(project))
    change_one_word(project, 3)
    after = cues(composition(project))
    assert [index for index in range(6) if before[index] != after[index]] == [3]


def test_every_period_of_a_film_has_the_same_pictures(tmp_path: Path) -> None:
    opened = open_source(str(place_film("film", tmp_path, tmp_path / "media", 24, 12)))
    scene = Scene(opened.composition, open_resources(opened.resources))
    rasterizer = Rasterizer(270, 480, 0.25)
    for time in (Fraction(0), Fraction(5), 12 - Fraction(1, 30)):
        rasterizer.rasterize(scene.display_list(time))
        first = rasterizer.pixels.copy()
        rasterizer.rasterize(scene.display_list(time + 12))
        assert np.array_equal(rasterizer.pixels, first)


def test_a_card_says_what_its_row_says(tmp_path: Path) -> None:
    row = {"title": "حوار", "number": "72", "unit": "مشارك", "share": "25", "footer": "تقرير"}
    painter = CardPainter(place_workload("w4", tmp_path, tmp_path / "media"))
    frames = []
    for value in (20, 100):
        painter.paint(row | {f"v{index}": str(value) for index in range(1, 6)})
        frames.append(painter.pixels.copy())
    low, high = frames
    bar_x, top, foot = 560 + 32, 1020 - 340, 1020
    assert not np.array_equal(low[top + 20, bar_x], high[top + 20, bar_x])
    assert np.array_equal(low[foot - 20, bar_x], high[foot - 20, bar_x])
    assert tuple(high[850 - 100, 290 + 100, ::-1][1:]) == (0x14, 0xA0, 0x8C), "a quarter, from the top"
    assert tuple(high[850 + 100, 290 + 100, ::-1][1:]) == (0xC9, 0xC2, 0xAE)
