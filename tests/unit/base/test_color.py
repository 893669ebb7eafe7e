import math
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studio.base.color import (
    BLACK,
    TRANSPARENT,
    WHITE,
    Oklab,
    Oklch,
    Rgba,
    contrast,
    from_oklab,
    from_oklch,
    gradient_stops,
    mix,
    parse_color,
    to_oklab,
    to_oklch,
)
from studio.base.errors import InputError

channel = st.integers(0, 255)
opaque = st.builds(Rgba, channel, channel, channel)
colors = st.builds(Rgba, channel, channel, channel, channel)
PALETTE = {"ink": "#F6F1E7", "accent": "#F49463"}


def channels(color: Rgba) -> tuple[int, int, int, int]:
    return color.red, color.green, color.blue, color.alpha


@given(colors)
def test_hex_round_trips(color: Rgba) -> None:
    assert Rgba.parse(color.hex) == color
    assert Rgba.parse(color.hex.lower()) == color


@pytest.mark.parametrize(
    "text", ["", "#", "red", "#12", "#12345", "#1234567", "#GGGGGG", "#+12345", "123456"]
)
def test_what_is_no_hex_colour_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no colour"):
        Rgba.parse(text)


def test_the_grammar_of_the_document_is_read() -> None:
    assert parse_color("accent", PALETTE) == Rgba(0xF4, 0x94, 0x63)
    assert parse_color("brand.accent", PALETTE) == Rgba(0xF4, 0x94, 0x63)
    assert parse_color("ink@60", PALETTE) == Rgba(0xF6, 0xF1, 0xE7, 153)
    assert parse_color("#01020304", PALETTE) == Rgba(1, 2, 3, 4)
    assert parse_color("#01020380@50", PALETTE) == Rgba(1, 2, 3, 64)
    assert parse_color("none", PALETTE) is None
    assert parse_color("ink", PALETTE.__getitem__) == Rgba(0xF6, 0xF1, 0xE7)


@pytest.mark.parametrize("text", ["acent", "ink@", "ink@101", "ink@-1", "ink@٥", "#12345"])
def test_a_colour_outside_the_grammar_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_color(text, PALETTE)


@given(opaque)
def test_oklab_round_trip_is_exact_in_eight_bits(color: Rgba) -> None:
    assert from_oklab(to_oklab(color)) == color


@given(opaque)
def test_oklch_round_trip_stays_within_one_step(color: Rgba) -> None:
    back = from_oklch(to_oklch(color))
    assert all(abs(x - y) <= 1 for x, y in zip(channels(color), channels(back), strict=True))


def test_oklab_agrees_with_published_values() -> None:
    # CSS Color 4, OKLab of the sRGB primaries.
    assert to_oklab(Rgba(255, 0, 0)) == pytest.approx(Oklab(0.62796, 0.22486, 0.12585), abs=1e-4)
    assert to_oklab(Rgba(0, 0, 255)) == pytest.approx(Oklab(0.45201, -0.03246, -0.31153), abs=1e-4)
    assert to_oklab(WHITE) == pytest.approx(Oklab(1, 0, 0), abs=1e-4)
    assert to_oklab(BLACK) == (0, 0, 0)


@given(st.floats(0.15, 1), st.floats(0, 0.5), st.floats(0, 360))
def test_a_colour_out_of_gamut_keeps_its_lightness(lightness: float, chroma: float, hue: float) -> None:
    shown = to_oklch(from_oklch(Oklch(lightness, chroma, hue)))
    assert shown.lightness == pytest.approx(lightness, abs=0.03)
    assert shown.chroma <= chroma + 0.02


@given(colors, colors)
def test_mix_is_exact_at_its_ends(a: Rgba, b: Rgba) -> None:
    assert mix(a, b, 0.0) == a
    assert mix(a, b, 1.0) == b


@given(colors, colors, st.floats(-3, 4))
@example(TRANSPARENT, TRANSPARENT, 0.5)
def test_mix_always_gives_a_colour_that_can_be_shown(a: Rgba, b: Rgba, t: float) -> None:
    assert all(0 <= value <= 255 for value in channels(mix(a, b, t)))


@given(colors, colors, st.integers(0, 1024).map(lambda n: n / 1024))
def test_mix_does_not_depend_on_the_order_of_its_ends(a: Rgba, b: Rgba, t: float) -> None:
    there, back = mix(a, b, t), mix(b, a, 1 - t)
    assert all(abs(x - y) <= 1 for x, y in zip(channels(there), channels(back), strict=True))


@given(opaque)
def test_a_transparent_end_lends_no_colour(color: Rgba) -> None:
    half = mix(color, Rgba(255, 0, 255, 0), 0.5)
    assert channels(half)[:3] == channels(color)[:3]
    assert half.alpha in (127, 128)


def test_greys_mix_by_how_light_they_look() -> None:
    grey = mix(BLACK, WHITE, 0.5)
    assert grey.red == grey.green == grey.blue == 99  # OKLab lightness 0.5


def test_dense_gradient_keeps_its_stops_and_hard_edges() -> None:
    red, blue = Rgba(255, 0, 0), Rgba(0, 0, 255)
    dense = gradient_stops([(0, red), (0.5, red), (0.5, blue), (1, WHITE)], per_span=4)
    assert [at for at, _ in dense] == [0, 0.5, 0.5, 0.625, 0.75, 0.875, 1]
    assert dense[1] == (0.5, red)
    assert dense[2] == (0.5, blue)
    assert dense[-1] == (1, WHITE)
    assert dense[4] == (0.75, mix(blue, WHITE, 0.5))


# STYLE section 5, palette P1, as printed: hex, ratio on background, ratio on surface.
P1_DARK = (
    ("#002527", "#023538"),
    {
        "#F6F1E7": (14.4, 11.9),
        "#A2BEBD": (8.2, 6.8),
        "#F49463": (7.2, 5.9),
        "#C2B7F9": (8.8, 7.3),
        "#81DFC1": (10.2, 8.5),
        "#F4DC62": (11.8, 9.7),
    },
)
P1_LIGHT = (
    ("#F9F5ED", "#F0E9DB"),
    {
        "#012528": (14.9, 13.4),
        "#415E61": (6.4, 5.8),
        "#9D4902": (5.7, 5.1),
        "#5B3D8E": (7.7, 6.9),
        "#06726E": (5.3, 4.8),
        "#79212E": (9.3, 8.4),
    },
)


@pytest.mark.parametrize(("grounds", "inks"), [P1_DARK, P1_LIGHT], ids=["dark", "light"])
def test_contrast_agrees_with_the_style_guide(
    grounds: tuple[str, str], inks: dict[str, tuple[float, float]]
) -> None:
    for ink, printed in inks.items():
        for ground, ratio in zip(grounds, printed, strict=True):
            assert contrast(Rgba.parse(ink), Rgba.parse(ground)) == pytest.approx(ratio, abs=0.051)


@given(opaque, opaque)
def test_contrast_is_symmetric_and_bounded(a: Rgba, b: Rgba) -> None:
    assert contrast(a, b) == contrast(b, a)
    assert 1 <= contrast(a, b) <= 21.0001


def test_translucent_ink_has_the_contrast_of_what_is_seen() -> None:
    seen = WHITE.with_opacity(0.5).over(BLACK)
    assert contrast(WHITE.with_opacity(0.5), BLACK) == contrast(seen, BLACK)
    assert math.isclose(contrast(TRANSPARENT, WHITE), 1)


def test_dense_gradient_follows_oklab_between_palette_colours() -> None:
    # A painter draws straight lines in sRGB between the stops: midway it is off by less than an eye sees.
    shown = [Rgba.parse(text) for ground, inks in (P1_DARK, P1_LIGHT) for text in (*ground, *inks)]
    for a, b in combinations(shown, 2):
        for (_, low), (_, high) in pairwise(gradient_stops([(0, a), (1, b)])):
            lows, highs = channels(low), channels(high)
            drawn = Rgba(*((x + y) // 2 for x, y in zip(lows, highs, strict=True)))
            assert math.dist(to_oklab(drawn), to_oklab(mix(low, high, 0.5))) <= 0.02
