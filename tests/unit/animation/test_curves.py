"""Handles of easings: near what they stand for, and written so that the document takes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from studio.animation.curves import (
    bezier_of,
    easing_of_bezier,
    easing_of_spring,
    easing_of_steps,
    kind_of_easing,
    spring_of,
    steps_of,
)
from studio.animation.easing import cubic_bezier, easing
from studio.model.animation import EASING_NAMES, Easing

DOCUMENT: TypeAdapter[str] = TypeAdapter(Easing)


@pytest.mark.parametrize("name", EASING_NAMES)
def test_handles_come_near_the_curve_they_stand_for(name: str) -> None:
    handles = bezier_of(name)
    if handles is None:
        assert kind_of_easing(name) in ("other", "hold")
        return
    near, exact = cubic_bezier(*handles), easing(name)
    away = max(abs(near(t / 50) - exact(t / 50)) for t in range(51))
    assert away < 0.08, name
    assert kind_of_easing(name) == "curve"


@given(x1=st.floats(-1, 2), y1=st.floats(-3, 3), x2=st.floats(-1, 2), y2=st.floats(-3, 3))
def test_handles_are_written_as_the_document_takes_them(x1: float, y1: float, x2: float, y2: float) -> None:
    text = DOCUMENT.validate_python(easing_of_bezier((x1, y1, x2, y2)))
    handles = bezier_of(text)
    assert handles is not None
    assert handles[1] == pytest.approx(y1, abs=0.001)
    assert 0 <= handles[0] <= 1
    assert easing_of_bezier(handles) == text


@given(count=st.integers(1, 9999), term=st.sampled_from(["start", "end", "jump-none", "jump-both"]))
def test_steps_are_written_and_read_back(count: int, term: str) -> None:
    text = DOCUMENT.validate_python(easing_of_steps(count, term))
    assert steps_of(text) == (max(count, 2) if term == "jump-none" else count, term)
    assert kind_of_easing(text) == "steps"
    assert easing(text)(1.0) == 1.0


@given(spring=st.tuples(*[st.floats(0.01, 2000)] * 3))
def test_springs_are_written_and_read_back(spring: tuple[float, float, float]) -> None:
    text = DOCUMENT.validate_python(easing_of_spring(*spring))
    assert spring_of(text) == pytest.approx(spring, abs=0.001)
    assert kind_of_easing(text) == "spring"


def test_what_is_left_unsaid_has_its_usual_numbers() -> None:
    assert spring_of("spring(300)") == (300.0, 26.0, 1.0)
    assert steps_of("steps(3)") == (3, "end")
    assert steps_of("steps(3, jump-start)") == (3, "start")
    assert steps_of("linear") == (4, "end")
