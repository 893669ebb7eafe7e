import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.base.geometry import COORDS_PER_VERB, Path, Point
from studio.base.svg_path import arc_to_cubics, format_svg_path, parse_svg_path

number = st.floats(-1e6, 1e6, allow_subnormal=False)


@st.composite
def paths(draw: st.DrawFn) -> Path:
    verbs, coords = "", []
    for _ in range(draw(st.integers(1, 3))):
        contour = "M" + draw(st.text("LQC", max_size=4)) + draw(st.sampled_from(["", "Z"]))
        verbs += contour
        count = sum(COORDS_PER_VERB[verb] for verb in contour)
        coords += draw(st.lists(number, min_size=count, max_size=count))
    return Path(verbs, tuple(coords))


@given(paths())
def test_a_path_survives_writing_and_reading(path: Path) -> None:
    assert parse_svg_path(format_svg_path(path)) == path


@pytest.mark.parametrize(
    ("text", "verbs", "coords"),
    [
        ("", "", ()),
        ("M1,2L3-4z", "MLZ", (1, 2, 3, -4)),
        ("M 1 2 3 4 5 6", "MLL", (1, 2, 3, 4, 5, 6)),
        ("m 1 2 3 4", "ML", (1, 2, 4, 6)),
        ("M1 1h2v3H0V0", "MLLLL", (1, 1, 3, 1, 3, 4, 0, 4, 0, 0)),
        ("M0 0c1 2 3 4 5 6", "MC", (0, 0, 1, 2, 3, 4, 5, 6)),
        ("M0 0C1 2 3 4 5 6S 9 9 10 10", "MCC", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 10)),
        ("M1 1S 2 2 3 3", "MC", (1, 1, 1, 1, 2, 2, 3, 3)),
        ("M0 0Q1 1 2 0t2 0T6 0", "MQQQ", (0, 0, 1, 1, 2, 0, 3, -1, 4, 0, 5, 1, 6, 0)),
        ("M1 2L3 4ZL5 6", "MLZML", (1, 2, 3, 4, 1, 2, 5, 6)),
        ("M1 2l1 1zm1 1l1 0", "MLZML", (1, 2, 2, 3, 2, 3, 3, 3)),
        ("M.5.25e1L1e-2-.5", "ML", (0.5, 2.5, 0.01, -0.5)),
        ("M0 0A0 5 0 0 1 9 9", "ML", (0, 0, 9, 9)),
    ],
)
def test_every_command_is_read(text: str, verbs: str, coords: tuple[float, ...]) -> None:
    path = parse_svg_path(text)
    assert path.verbs == verbs
    assert path.coords == pytest.approx(coords)


def test_arc_flags_need_no_space() -> None:
    assert parse_svg_path("M0 0a5 5 0 0110 0") == parse_svg_path("M 0 0 a 5 5 0 0 1 10 0")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("L 1 2", 1),
        ("1 2", 1),
        ("M 1", 4),
        ("M 1 2 L x 4", 9),
        ("M 1 2 Z 3 4", 9),
        ("M 1 2 K", 7),
        ("M 1e999 2", 10),
        ("M0 0A5 5 0 2 1 9 9", 12),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, place: int) -> None:
    with pytest.raises(InputError, match=rf"at character {place}\b"):
        parse_svg_path(text)


angle = st.floats(0, 360)


@given(st.floats(1, 100), st.floats(1, 100), angle, angle, st.floats(5, 355), st.booleans())
def test_arcs_lie_on_their_ellipse(
    rx: float, ry: float, tilt: float, first: float, turn: float, sweep: bool
) -> None:
    cos, sin = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))

    def on_ellipse(degrees: float) -> Point:
        x, y = rx * math.cos(math.radians(degrees)), ry * math.sin(math.radians(degrees))
        return Point(cos * x - sin * y, sin * x + cos * y)

    last = first + (turn if sweep else -turn)
    start, end = on_ellipse(first), on_ellipse(last)
    if abs(turn - 180) < 0.5:  # both ways round are as long
        return
    curves = arc_to_cubics(start, end, rx, ry, tilt, large=turn > 180, sweep=sweep)
    assert curves[-1][4:] == (end.x, end.y)
    at = start
    for x1, y1, x2, y2, x3, y3 in curves:
        x, y = (at.x + 3 * x1 + 3 * x2 + x3) / 8, (at.y + 3 * y1 + 3 * y2 + y3) / 8
        u, v = (cos * x + sin * y) / rx, (cos * y - sin * x) / ry
        assert math.hypot(u, v) == pytest.approx(1, abs=1e-3)
        at = Point(x3, y3)


def test_radii_that_cannot_reach_are_scaled_up() -> None:
    path = parse_svg_path("M 0 0 A 1 1 0 0 1 10 0")
    assert path.verbs == "MCC"
    assert path.coords[6:8] == pytest.approx((5, -5))
