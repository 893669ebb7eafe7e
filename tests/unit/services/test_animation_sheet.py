"""The sheet of all motions: a row for each on the picture, a clip for each in the film, nothing that does not
fit."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.model.layers import Clip, TrackLayer
from studio.presets.catalog import bundled
from studio.services import animation_sheet
from studio.services.animation_sheet import MOMENTS, animation_picture, film
from studio.services.resources import ResourceList
from studio.services.stills import Painter

SCALE = 0.1


def clips_of(composition: Composition) -> list[Clip]:
    (track,) = composition.layers
    assert isinstance(track, TrackLayer)
    return [item for item in track.items if isinstance(item, Clip)]


def test_picture_has_a_row_for_every_motion(tmp_path: Path) -> None:
    picture = tmp_path / "sheet.png"
    animation_picture(picture, "en", SCALE)
    with Image.open(picture) as opened:
        pixels = np.asarray(opened.convert("L")).astype(int)
    count = len(bundled().ids("animations"))
    assert count >= 32
    rows = -(-count // 2)
    row = animation_sheet._ROW * SCALE
    block = animation_sheet._LABEL + len(MOMENTS) * animation_sheet._CELL
    ground = pixels[0, 0]
    for number in range(count):
        column, at = divmod(number, rows)
        top = round(animation_sheet._HEAD * SCALE + at * row)
        left = round((animation_sheet._MARGIN + column * (block + animation_sheet._GUTTER)) * SCALE)
        label = pixels[top + 2 : top + 16, left : left + 38]
        rest = pixels[top + 2 : top + 16, left + round((block - animation_sheet._CELL) * SCALE) :][:, :40]
        assert label.max() > ground + 60, "its names"
        assert rest.max() > ground + 60, "the text at rest, or as it goes on"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_film_has_a_clip_for_every_motion_and_everything_fits(language: str) -> None:
    composition = film(language)
    clips = clips_of(composition)
    assert len(clips) == len({clip.id for clip in clips})
    assert {clip.id for clip in clips} == set(bundled().ids("animations"))
    assert sum(clip.duration for clip in clips) == composition.duration
    painter = Painter(composition, ResourceList(), 0.1)
    assert painter.scene.findings() == ()


def test_every_clip_shows_its_text_at_rest_or_moving_for_two_seconds() -> None:
    composition = film("ar")
    painter = Painter(composition, ResourceList(), 0.1)
    begins = Fraction(0)
    for clip in clips_of(composition):
        assert clip.duration >= 2, clip.id
        shown = painter.paint(begins + clip.duration / 2)[30:50, 60:130]
        assert np.ptp(shown[..., 1].astype(int)) > 60, clip.id
        begins += clip.duration


def test_a_sheet_is_a_picture_with_a_known_ending(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        animation_picture(tmp_path / "sheet.txt", scale=0.02)
