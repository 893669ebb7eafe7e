"""Captions in a finished film are those of the still and of the preview; and a few of them as we looked at
them."""

import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.presets.catalog import bundled
from studio.services.caption_sheet import tile
from studio.services.export import ExportRequest, export
from studio.services.frame_stage import FrameStage
from studio.services.resources import ResourceList
from studio.services.stills import Painter

PROFILE = ExportProfile(id="test", name={"en": "test"}, quality="high", speed="fast", segment_seconds=0.5)
GOLDEN = Path(__file__).parents[2] / "golden" / "captions"
PICTURES = {"word-pill": "ar", "marker": "both", "news-strip": "en", "split-accent": "both"}
"""Style and languages; HIWAR_GOLDEN=write paints them anew: look before you keep them."""
TOLERANCE = 10.0
"""Mean difference (of 255) in the worst square of BLOCK px."""
BLOCK = 12
SCALE = 0.3


def composition(preset: str, *, overlapping: bool = False) -> Composition:
    layer: dict[str, Any] = {
        "type": "caption",
        "id": "words",
        "cues": [{"start": 0, "end": 1, "text": "كَلِمةٌ طيّبةٌ تُداوي"}],
        "second": {"cues": [{"start": 0, "end": 1, "text": "A kind word"}]},
        "style": bundled().caption(preset).style,
    }
    if overlapping:  # one is there when a segment begins, one comes after that
        more = [{"start": 0.2, "end": 0.8, "text": "أهلا بكم"}, {"start": 0.6, "end": 1, "text": "نعم"}]
        layer["cues"] += more
    size = {"width": 270, "height": 480}
    document = {"size": size, "duration": 1, "background": "#405060", "rate": {"numerator": 10}}
    return Composition.model_validate({**document, "layers": [layer]})


@pytest.mark.parametrize("overlapping", [False, True])
@pytest.mark.parametrize("preset", ["word-pill", "rise-words"])
def test_export_preview_and_still_show_the_same(preset: str, overlapping: bool, tmp_path: Path) -> None:
    made = composition(preset, overlapping=overlapping)
    export(ExportRequest(made, ResourceList(), PROFILE, tmp_path / "film.mp4"))
    painter, stage = Painter(made, ResourceList(), 1.0), FrameStage()
    with av.open(tmp_path / "film.mp4") as film:
        frames = [frame.to_ndarray(format="bgr24") for frame in film.decode(video=0)]
    assert len(frames) == 10
    stills = [painter.paint(Fraction(number, 10))[..., :3].copy() for number in range(10)]
    assert len({still.tobytes() for still in stills}) >= 3  # words light up
    for number, frame in enumerate(frames):
        preview = stage.paint(made, ResourceList(), Fraction(number, 10), 1.0)[..., :3]
        assert (preview == stills[number]).all()
        away = [np.abs(frame.astype(int) - still).mean() for still in stills]
        assert away[number] < 1.5
        assert away[number] <= min(away) + 0.05


def painted(preset: str, languages: str) -> NDArray[np.uint8]:
    made = tile(bundled().caption(preset).style, "light", languages)
    # On a plain ground: the pictures below are tested by themselves.
    plain = made.model_copy(update={"layers": made.layers[1:], "background": "#8A7F70"})
    frame = Painter(plain, ResourceList(), SCALE).paint(Fraction(5, 2))
    return np.ascontiguousarray(frame[int(880 * SCALE) : int(1290 * SCALE), :, 2::-1])


@pytest.mark.parametrize("preset", PICTURES)
def test_styles_look_as_they_did(preset: str) -> None:
    found = painted(preset, PICTURES[preset])
    file = GOLDEN / f"{preset}.png"
    if os.environ.get("HIWAR_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        Image.fromarray(found).save(file)
    with Image.open(file) as opened:
        wanted = np.asarray(opened.convert("RGB")).astype(float)
    assert found.shape == wanted.shape
    difference = np.abs(found - wanted).mean(axis=2)
    high, wide = (length // BLOCK * BLOCK for length in difference.shape)
    blocks = difference[:high, :wide].reshape(high // BLOCK, BLOCK, wide // BLOCK, BLOCK).mean(axis=(1, 3))
    assert blocks.max() < TOLERANCE, f"{preset}: {blocks.max():.1f} in the worst square"
