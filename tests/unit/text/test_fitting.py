"""Text that fits its box between two sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.animation import TextUnit
from studio.text.fitting import STEPS, FitProblem, Fitted, fit_paragraph
from studio.text.fonts import FontCatalog
from studio.text.justification import TIGHTEST
from studio.text.kashida_stretch import space_width
from studio.text.paragraph import TextSpec

CATALOG = FontCatalog.bundled()
CAIRO = CATALOG.face("Cairo", 700)
TITLE = "نحو فضاء رقمي يتسع للجميع ويحتفي بالاختلاف"


def fit(text: str, width: float, height: float | None, **options: int) -> Fitted:
    spec = TextSpec(text, CAIRO, 100, line_height=130, max_lines=options.get("max_lines"))
    return fit_paragraph(spec, CATALOG, width, height, options.get("min_size", 40))


def test_what_fits_keeps_its_size() -> None:
    found = fit("حوار", 900, 300)
    assert found.fits
    assert found.size == 100
    assert found.layout.line_pitch == 130


def test_a_long_title_becomes_smaller_and_its_lines_closer() -> None:
    found = fit(TITLE, 600, 330)
    assert found.fits
    assert 40 < found.size < 100
    assert found.layout.height <= 330
    assert found.layout.line_pitch >= 1.3 * found.size - 1e-9
    one_step_larger = found.size + (100 - 40) / STEPS
    assert not fit_paragraph(
        TextSpec(TITLE, CAIRO, one_step_larger, line_height=1.3 * one_step_larger),
        CATALOG, 600, 330, one_step_larger,
    ).fits  # fmt: skip


def test_what_cannot_fit_is_reported_at_the_smallest_size() -> None:
    assert fit("والمستكشفون", 100, None) == fit("والمستكشفون", 100, None)
    for found, reason in (
        (fit("والمستكشفون", 100, None), FitProblem.WORD_TOO_WIDE),
        (fit(TITLE, 300, None, max_lines=1), FitProblem.TOO_MANY_LINES),
        (fit(TITLE, 300, 60), FitProblem.TOO_HIGH),
    ):
        assert not found.fits
        assert found.reason is reason
        assert found.size == 40


def test_a_least_size_above_the_size_tries_only_the_size() -> None:
    assert fit(TITLE, 200, 50, min_size=120).size == 100


@given(
    words=st.lists(
        st.sampled_from(["حوار", "في", "المدينة", "peace", "2015", "ومستقبلها"]), min_size=1, max_size=12
    ),
    width=st.floats(60, 1200),
    height=st.none() | st.floats(40, 900),
    max_lines=st.none() | st.integers(1, 6),
)
def test_what_is_said_to_fit_does_fit(
    words: list[str], width: float, height: float | None, max_lines: int | None
) -> None:
    spec = TextSpec(" ".join(words), CAIRO, 100, line_height=130, max_lines=max_lines)
    found = fit_paragraph(spec, CATALOG, width, height, 40)
    assert 40 <= found.size <= 100
    assert found.layout.spec.size == found.size
    widest = max(line.box.width for line in found.layout.lines)
    inside = (
        widest <= width + 0.02
        and found.layout.dropped_lines == 0
        and (height is None or found.layout.height <= height + 0.02)
    )
    assert found.fits == inside
    if not found.fits:
        assert found.size == 40


def test_spaces_become_narrower_where_a_text_fits_in_no_other_way() -> None:
    natural = fit(TITLE, 10_000, None, max_lines=1, min_size=100).layout
    for missing, fits in ((0.005, True), (0.012, True), (0.2, False)):
        width = natural.lines[0].box.width * (1 - missing)
        found = fit(TITLE, width, None, max_lines=1, min_size=100)
        assert found.fits is fits
        assert found.size == 100
        if fits:
            assert found.layout.width == width
            line = found.layout.lines[0].box
            assert (line.x, line.right) == pytest.approx((0, width))
            assert not found.layout.too_wide
            assert space_width(found.layout, 0) >= TIGHTEST * space_width(natural, 0)
            words = zip(found.layout.units(TextUnit.WORD), natural.units(TextUnit.WORD), strict=True)
            assert all(one.box.width == pytest.approx(old.box.width) for one, old in words)


def test_spaces_stay_as_they_are_where_a_smaller_size_fits() -> None:
    natural = fit(TITLE, 10_000, None, max_lines=1, min_size=100).layout
    found = fit(TITLE, natural.natural_width * 0.99, None, max_lines=1, min_size=50)
    assert found.size < 100
    assert space_width(found.layout, 0) / found.size == pytest.approx(space_width(natural, 0) / 100)
