"""Colours out of logos, and palettes out of those: what the logo shows, readable, never mistaken."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.color import Rgba, contrast, to_oklch
from studio.base.color_blindness import least_distance
from studio.base.errors import MediaError
from studio.model.brand import Palette
from studio.presets.catalog import bundled
from studio.services.brand_palette import (
    APART,
    GROUNDS,
    KEPT_APART,
    READABLE,
    SCHEMES,
    TEXTS,
    mended,
    palette_of,
    shortcomings,
)
from studio.services.logo_colors import LogoColor, LogoColors, logo_colors
from tests.unit.services.logos import draw_logo, two_colors


def near(first: str, second: str) -> bool:
    return least_distance(Rgba.parse(first), Rgba.parse(second)) < 3


def hues_of(found: LogoColors) -> list[str]:
    return [one.color.hex for one in found.colors]


def test_the_colours_of_a_logo_are_found_without_those_of_its_soft_edges(tmp_path: Path) -> None:
    found = logo_colors(two_colors(tmp_path / "logo.png"))
    assert len(found.colors) == 2
    assert near(found.colors[0].color.hex, "#12305C")
    assert near(found.colors[1].color.hex, "#F28C28")
    assert found.ground is None


def test_the_ground_of_an_opaque_logo_is_no_colour_of_the_brand(tmp_path: Path) -> None:
    shapes = [("ellipse", (60, 20, 340, 280), "#1E7B4F"), ("ellipse", (140, 90, 260, 210), "#FFFFFF")]
    found = logo_colors(draw_logo(tmp_path / "logo.png", shapes, "#FFFFFF"))
    assert found.ground == Rgba(255, 255, 255)
    assert [near(one, "#1E7B4F") for one in hues_of(found)] == [True]


def test_a_picture_of_one_colour_is_that_colour(tmp_path: Path) -> None:
    found = logo_colors(draw_logo(tmp_path / "logo.png", [], "#2244AA"))
    assert [near(one, "#2244AA") for one in hues_of(found)] == [True]


def test_every_colour_of_a_rainbow_is_found(tmp_path: Path) -> None:
    colors = ["#E91E63", "#FF9800", "#FFEB3B", "#4CAF50", "#2196F3", "#673AB7"]
    shapes = [("rectangle", (i * 66, 0, i * 66 + 66, 300), one) for i, one in enumerate(colors)]
    found = logo_colors(draw_logo(tmp_path / "logo.png", shapes))
    assert all(any(near(one, other) for other in hues_of(found)) for one in colors)


def test_an_empty_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="nothing can be seen"):
        logo_colors(draw_logo(tmp_path / "logo.png", []))


def test_the_logos_own_colours_are_kept_where_they_can_be_read(tmp_path: Path) -> None:
    found = logo_colors(two_colors(tmp_path / "logo.png"))
    dark, light = (palette_of(found, scheme) for scheme in SCHEMES)
    assert near(dark.accent, "#F28C28"), "navy cannot be read on dark; the orange is the accent"
    assert abs(to_oklch(Rgba.parse(light.accent)).hue - to_oklch(Rgba.parse("#12305C")).hue) < 10
    assert to_oklch(Rgba.parse(dark.bg)).lightness < 0.3
    assert to_oklch(Rgba.parse(light.bg)).lightness > 0.94


COLORS = st.builds(Rgba, st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


@settings(max_examples=25, deadline=None)
@given(st.lists(COLORS, min_size=1, max_size=4), st.sampled_from(SCHEMES))
def test_every_palette_keeps_the_style_guides_limits_whatever_the_logo(
    colors: list[Rgba], scheme: str
) -> None:
    found = LogoColors(tuple(LogoColor(one, 1 / len(colors)) for one in colors), None)
    palette = palette_of(found, "dark" if scheme == "dark" else "light")
    for role, ground in product(TEXTS, GROUNDS):
        ratio = contrast(Rgba.parse(palette.role(role)), Rgba.parse(palette.role(ground)))
        assert ratio >= READABLE, (role, ground)
    for first, second in KEPT_APART:
        assert least_distance(Rgba.parse(palette.role(first)), Rgba.parse(palette.role(second))) >= APART
    assert shortcomings(palette) == ()


def test_bundled_kits_have_no_shortcomings() -> None:
    for name in bundled().ids("brands"):
        assert shortcomings(bundled().brand(name).look.palette) == (), name


def test_what_cannot_be_read_is_told_and_mended_with_its_hue() -> None:
    palette = Palette(accent="#3A5060")
    found = shortcomings(palette)
    assert {(one.kind, one.first, one.second) for one in found} >= {("contrast", "accent", "bg")}
    better = Rgba.parse(mended(palette, "accent"))
    assert all(contrast(better, Rgba.parse(palette.role(one))) >= READABLE for one in GROUNDS)
    assert abs(to_oklch(better).hue - to_oklch(Rgba.parse("#3A5060")).hue) < 15
    assert mended(Palette(), "accent") == Palette().accent
