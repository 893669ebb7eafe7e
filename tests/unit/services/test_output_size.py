"""A film's pixels: even both ways, and all of them painted."""

from fractions import Fraction
from pathlib import Path

import av
from hypothesis import given
from hypothesis import strategies as st

from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.services.export import ExportRequest, export, output_size
from studio.services.resources import ResourceList


def composition(width: int, height: int) -> Composition:
    return Composition.model_validate(
        {"size": {"width": width, "height": height}, "duration": "1/15", "background": "#E08030"}
    )


def profile(short_side: int) -> ExportProfile:
    return ExportProfile(id="test", name={}, short_side=short_side)


@given(st.integers(8, 1000), st.integers(8, 1000), st.integers(64, 2160))
def test_the_canvas_covers_every_pixel(half_width: int, half_height: int, short_side: int) -> None:
    canvas = composition(half_width * 2, half_height * 2)
    width, height = output_size(canvas, profile(short_side))
    assert width % 2 == height % 2 == 0
    scale = Fraction(width, canvas.size.width)
    assert canvas.size.height * scale >= height
    assert canvas.size.height * scale < height + 2


def test_a_portrait_draft_has_no_dark_line_at_its_foot(tmp_path: Path) -> None:
    """1080 x 1350 at half size would be 675 rows: not even."""
    request = ExportRequest(
        composition(1080, 1350), ResourceList(), profile(540), tmp_path / "film.mp4", store=tmp_path / "store"
    )
    export(request)
    with av.open(str(tmp_path / "film.mp4")) as film:
        frame = next(film.decode(video=0)).to_ndarray(format="rgb24")
    assert frame.shape == (674, 540, 3)
    assert abs(frame[-1].astype(int) - (0xE0, 0x80, 0x30)).max() <= 6
