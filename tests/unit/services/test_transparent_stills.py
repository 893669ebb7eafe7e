"""Stills without a ground: half-transparent white is white, not grey."""

from pathlib import Path

import pytest
from PIL import Image

from studio.services.resources import ResourceList
from studio.services.stills import render_still
from tests.unit.services.films import composition


@pytest.mark.parametrize("suffix", [".png", ".webp"])
def test_half_transparent_colours_keep_their_colour(tmp_path: Path, suffix: str) -> None:
    place = {"area": "canvas", "width": "50%", "height": "100%", "anchor": "start"}
    half = {"type": "shape", "id": "half", "fill": "#FF8040", "opacity": 0.5, "place": place}
    output = tmp_path / f"still{suffix}"
    render_still(composition([half], background=None), ResourceList(), output)
    with Image.open(output) as picture:
        picture.load()
        inside, outside = picture.getpixel((200, 50)), picture.getpixel((20, 50))
    assert isinstance(inside, tuple)
    assert isinstance(outside, tuple)
    for found, wanted in zip(inside, (255, 128, 64, 128), strict=True):
        assert abs(found - wanted) <= (2 if suffix == ".png" else 6)
    assert outside[3] == 0
