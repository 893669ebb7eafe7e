import math
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from studio.animation.easing import easing
from studio.animation.spring import damping_ratio, spring
from studio.base.errors import InputError
from studio.model.animation import EASING_NAMES, Easing

share = st.floats(0, 1)
exact_share = st.integers(0, 2**20).map(lambda n: n / 2**20)  # 1 - t is exact too
CURVES = ("sine", "quad", "cubic", "quart", "quint", "expo", "circ", "back", "elastic", "bounce")
JUMPS_AT_START = ("step-start", "steps(4, start)", "steps(4, jump-start)", "steps(4, jump-both)")
CALLS = (
    "cubic-bezier(0.1, -0.6, 0.2, 2.5)",
    "cubic-bezier(1,0,0,1)",
    "cubic-bezier(0,1,1,0)",
    "cubic-bezier(.3,.3,.6,.6)",
    "steps(5)",
    "steps(3, jump-none)",
    "spring(170,26,1)",
    "spring(300, 4)",
    "spring(10, 100, 5)",
    "spring(1)",
)
OVERSHOOTING = ("back", "elastic", "bounce", "feast")


@pytest.mark.parametrize("spec", [*EASING_NAMES, *CALLS, *JUMPS_AT_START])
def test_every_easing_goes_from_0_to_1(spec: str) -> None:
    curve = easing(spec)
    if spec not in JUMPS_AT_START:
        assert curve(0.0) == 0
    assert curve(1.0) == 1
    assert curve(-1.0) == curve(0.0)
    assert curve(2.0) == 1


@pytest.mark.parametrize(
    "spec", [name for name in EASING_NAMES if not any(word in name for word in OVERSHOOTING)]
)
def test_easings_without_overshoot_never_turn_back(spec: str) -> None:
    values = [easing(spec)(i / 500) for i in range(501)]
    assert all(b >= a - 1e-9 for a, b in pairwise(values))


@pytest.mark.parametrize("spec", [*EASING_NAMES, *CALLS])
def test_easings_are_continuous_unless_they_step(spec: str) -> None:
    if "step" in spec or spec == "hold":
        return
    values = [easing(spec)(i / 5000) for i in range(5001)]
    assert (
        max(abs(b - a) for a, b in pairwise(values)) < 0.15
    )  # the steepest: cubic-bezier(0,1,1,0) at its ends


@pytest.mark.parametrize("curve", CURVES)
@given(t=exact_share)
def test_out_is_in_turned_round(curve: str, t: float) -> None:
    assert easing(f"ease-out-{curve}")(t) == pytest.approx(1 - easing(f"ease-in-{curve}")(1 - t), abs=1e-12)


@pytest.mark.parametrize("curve", CURVES)
@given(t=exact_share)
def test_in_out_is_symmetric_about_its_middle(curve: str, t: float) -> None:
    both = easing(f"ease-in-out-{curve}")
    assert both(t) == pytest.approx(1 - both(1 - t), abs=1e-12)


@pytest.mark.parametrize(
    ("spec", "t", "value"),
    [  # worked out from the formulas of easings.net
        ("ease-in-sine", 0.5, 1 - math.cos(math.pi / 4)),
        ("ease-out-quint", 0.25, 1 - 0.75**5),
        ("ease-in-out-expo", 0.25, 2**-5 / 2),
        ("ease-in-circ", 0.6, 0.2),
        ("ease-in-back", 0.5, 2.70158 / 8 - 1.70158 / 4),
        ("ease-in-out-back", 0.25, ((2 * 0.25) ** 2 * (3.5949095 * 2 * 0.25 - 2.5949095)) / 2),
        ("ease-out-elastic", 0.3, 2**-3 * math.sin((3 - 0.75) * 2 * math.pi / 3) + 1),
        ("ease-in-out-elastic", 0.4, -(2**-2 * math.sin((8 - 11.125) * 2 * math.pi / 4.5)) / 2),
        ("ease-out-bounce", 0.5, 7.5625 * (0.5 - 1.5 / 2.75) ** 2 + 0.75),
        ("ease-out-bounce", 0.95, 7.5625 * (0.95 - 2.625 / 2.75) ** 2 + 0.984375),
    ],
)
def test_named_curves_follow_their_formulas(spec: str, t: float, value: float) -> None:
    assert easing(spec)(t) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("named", "bezier"),
    [  # the approximations that easings.net prints beside the formulas
        ("ease-in-sine", "cubic-bezier(0.12, 0, 0.39, 0)"),
        ("ease-out-quad", "cubic-bezier(0.5, 1, 0.89, 1)"),
        ("ease-in-out-cubic", "cubic-bezier(0.65, 0, 0.35, 1)"),
        ("ease-out-quart", "cubic-bezier(0.25, 1, 0.5, 1)"),
        ("ease-out-back", "cubic-bezier(0.34, 1.56, 0.64, 1)"),
    ],
)
def test_cubic_bezier_agrees_with_the_curves_it_approximates(named: str, bezier: str) -> None:
    for i in range(101):
        assert easing(bezier)(i / 100) == pytest.approx(easing(named)(i / 100), abs=0.03)


@given(share, st.floats(-3, 4), share, st.floats(-3, 4), share)
@example(0.0, 0.0, 0.0, 1.0, 1e-9)
@example(1.0, 0.0, 0.0, 1.0, 0.5)
@example(1.0, 3.0, 1.0, 3.0, 1 - 1e-9)
def test_cubic_bezier_is_the_point_of_the_curve_above_t(
    x1: float, y1: float, x2: float, y2: float, t: float
) -> None:
    def at(p1: float, p2: float, s: float) -> float:
        return 3 * (1 - s) ** 2 * s * p1 + 3 * (1 - s) * s * s * p2 + s**3

    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if at(x1, x2, middle) < t else (low, middle)
    # Where x stands still, y is found only as exactly as x: within the cube root of the precision.
    spec = f"cubic-bezier({x1:f},{y1:f},{x2:f},{y2:f})"
    assert easing(spec)(t) == pytest.approx(at(y1, y2, low), abs=0.06)


@pytest.mark.parametrize(
    ("spec", "values"),
    [  # at 0, 0.24, 0.25, 0.5, 0.99, 1
        ("steps(4)", [0, 0, 0.25, 0.5, 0.75, 1]),
        ("steps(4, jump-end)", [0, 0, 0.25, 0.5, 0.75, 1]),
        ("steps(4, start)", [0.25, 0.25, 0.5, 0.75, 1, 1]),
        ("steps(4, jump-none)", [0, 0, 1 / 3, 2 / 3, 1, 1]),
        ("steps(4, jump-both)", [0.2, 0.2, 0.4, 0.6, 0.8, 1]),
        ("step-start", [1, 1, 1, 1, 1, 1]),
        ("step-end", [0, 0, 0, 0, 0, 1]),
        ("hold", [0, 0, 0, 0, 0, 1]),
    ],
)
def test_steps_jump_where_css_says(spec: str, values: list[float]) -> None:
    assert [easing(spec)(t) for t in (0, 0.24, 0.25, 0.5, 0.99, 1)] == pytest.approx(values)


constant = st.floats(1e-6, 1e6)


@given(constant, constant, constant)
def test_a_spring_has_come_to_rest_at_its_end(k: float, c: float, m: float) -> None:
    assert spring(k, c, m)(1.0) == 1
    assert abs(spring(k, c, m)(1 - 1e-9) - 1) < 1e-5


@given(constant, constant, constant, share)
def test_only_a_loose_spring_overshoots(k: float, c: float, m: float, t: float) -> None:
    value = spring(k, c, m)(t)
    assert -1e-12 <= value < 2
    if damping_ratio(k, c, m) >= 1:
        assert value <= 1 + 1e-12


def test_a_spring_overshoots_as_far_as_its_damping_ratio_says() -> None:
    ratio = damping_ratio(100, 6, 1)
    peak = max(spring(100, 6, 1)(i / 2000) for i in range(2001))
    assert peak == pytest.approx(1 + math.exp(-math.pi * ratio / math.sqrt(1 - ratio**2)), abs=1e-3)


def test_feast_goes_five_percent_over_once() -> None:
    values = [easing("feast")(i / 1000) for i in range(1001)]
    assert 1.03 <= max(values) <= 1.06
    assert sum((a < 1) != (b < 1) for a, b in pairwise(values)) <= 2


@pytest.mark.parametrize(
    "spec",
    [
        f"cubic-bezier(0,{'9' * 400},1,-{'9' * 400})",
        f"spring({'9' * 400},{'9' * 400},{'9' * 400})",
        f"spring(0.{'0' * 400}1,{'9' * 400},0.{'0' * 400}1)",
        f"spring({'9' * 400},0.{'0' * 400}1,{'9' * 400})",
        "steps(9999)",
    ],
)
def test_extreme_easings_stay_finite(spec: str) -> None:
    TypeAdapter(Easing).validate_python(spec)
    curve = easing(spec)
    assert all(math.isfinite(curve(i / 50)) for i in range(51))
    assert curve(1.0) == 1


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "eas-in",
        "cubic-bezier(0,0,1)",
        "cubic-bezier(a,0,1,1)",
        "cubic-bezier(nan,0,1,1)",
        "steps()",
        "steps(0)",
        "steps(1, jump-none)",
        "steps(2, middle)",
        "steps(2, end, end)",
        "spring()",
        "spring(1,2,3,4)",
    ],
)
def test_what_is_no_easing_is_refused_by_engine_and_document(spec: str) -> None:
    with pytest.raises(InputError, match="no easing"):
        easing(spec)
    with pytest.raises(ValidationError):
        TypeAdapter(Easing).validate_python(spec)


@pytest.mark.parametrize(
    "spec", ["cubic-bezier(1.2,0,1,1)", "cubic-bezier(-0.1,0,1,1)", "spring(0,1,1)", "spring(-1)"]
)
def test_the_document_refuses_what_css_refuses(spec: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Easing).validate_python(spec)
