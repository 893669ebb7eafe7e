"""Long shadows are exactly what an outline passes over on its way."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.color import Rgba
from studio.base.geometry import Affine, Path, Rect, ellipse_path, join_paths
from studio.scene.display_list import FillPath
from studio.scene.writing.sweep import swept
from studio.text.fonts import FontCatalog
from studio.text.paragraph import TextSpec, layout_paragraph
from tests.unit.scene.composed import Pixels, pixels

WHITE = Rgba(255, 255, 255, 255)


def _mask(path: Path) -> Pixels:
    moved = FillPath(path, WHITE, Affine.translation(30, 20))
    return pixels((moved,), 1.0, 260, 200)[..., 1]


@cache
def _word(family: str) -> Path:
    catalog = FontCatalog.bundled()
    return layout_paragraph(TextSpec("حوار", catalog.face(family, 700), 80), catalog).outline()


@pytest.mark.parametrize("family", ["Amiri", "Cairo", "Aref Ruqaa"])
@pytest.mark.parametrize("way", [(20, 20), (-18, 9), (0, 24), (25, 0)])
def test_a_sweep_is_the_union_of_all_its_moments(family: str, way: tuple[float, float]) -> None:
    path = _word(family)
    moments = [path.moved(way[0] * step / 50, way[1] * step / 50) for step in range(51)]
    whole = np.max([_mask(moment) for moment in moments], axis=0).astype(int)
    made = _mask(swept(path, *way, simple=True)).astype(int)
    assert ((made > 160) >= (whole > 200)).all()  # nothing that it passes over is left out,
    assert ((made > 200) <= (whole > 60)).all()  # and nothing else is filled


@given(dx=st.floats(-40, 40), dy=st.floats(-40, 40))
@settings(max_examples=15)
def test_uniting_a_sweep_changes_nothing_that_is_seen(dx: float, dy: float) -> None:
    ring = join_paths((ellipse_path(Rect(60, 50, 80, 60)), _reversed_ring()))
    loose, simple = _mask(swept(ring, dx, dy)), _mask(swept(ring, dx, dy, simple=True))
    assert ((loose < 128) & (simple > 200)).sum() <= 2  # nothing winds back to nothing,
    assert ((loose > 200) & (simple < 30)).sum() <= 2  # and coinciding edges are only a little fatter


def _reversed_ring() -> Path:
    return ellipse_path(Rect(75, 60, 50, 40)).transformed(Affine(a=-1, e=200))


def test_no_way_is_no_sweep() -> None:
    path = _word("Cairo")
    assert swept(path, 0, 0) is path
    assert swept(Path(), 5, 5).is_empty


def test_the_shadow_of_a_letter_is_one_piece() -> None:
    letter = FontCatalog.bundled().face("Cairo", 700)
    path = layout_paragraph(TextSpec("ه", letter, 80), FontCatalog.bundled()).outline()
    assert path.verbs.count("M") > 1  # it has eyes,
    assert swept(path, 60, 60, simple=True).verbs.count("M") == 1  # which a long way closes
