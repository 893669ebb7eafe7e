"""Counters: exact ends, a box that holds, numbers that read right, an edge that stands still."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.geometry import Rect
from studio.model.charts import Counter
from studio.scene.charts.counter import CounterState, value_at
from studio.scene.display_list import Still
from studio.scene.scene import Scene
from tests.unit.scene.composed import pixels, scene, state


def counter(language: str = "ar", align: str = "center", **chart: Any) -> Scene:
    layer = {
        "type": "chart",
        "id": "number",
        "place": {"area": "hero.value"},
        "chart": {"kind": "counter", "end": 446, "style": {"role": "hero", "align": align}, **chart},
    }
    return scene(layer, language=language)


def ink(of: Scene, time: float | str) -> Rect:
    shown: CounterState = state(of, time).state
    content = shown.content
    return shown.fitting.apply_rect(content.layout.ink.moved(content.x, content.y))


def written(of: Scene, time: float | str) -> str:
    shown: CounterState = state(of, time).state
    return shown.content.layout.spec.text


def test_counts_from_start_to_end_and_stays() -> None:
    chart = Counter(start=10, end=20, delay=Fraction(1), duration=Fraction(2), easing="linear")
    assert [value_at(chart, Fraction(t)) for t in (0, 1, 2, 3, 9)] == [10, 10, 15, 20, 20]


def test_a_counter_without_duration_shows_its_end() -> None:
    assert value_at(Counter(end=7, duration=Fraction(0)), Fraction(0)) == 7


@pytest.mark.parametrize(
    ("language", "text"), [("ar", "+١٬٤٤٦٫٥٪"), ("fa", "+۱٬۴۴۶٫۵٪"), ("en", "+1,446.5%")]
)
def test_numbers_are_written_in_the_projects_digits(language: str, text: str) -> None:
    assert written(counter(language, end=1446.5, decimals=1, prefix="+", suffix="%"), 5) == text


def test_digits_can_stand_without_groups() -> None:
    assert written(counter("en", end=2015, grouping=False), 5) == "2015"


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("align", ["start", "center", "end"])
def test_at_its_end_it_is_the_text_set_in_its_place(language: str, align: str) -> None:
    of = counter(language, align, suffix=" قائد" if language == "ar" else "+")
    text = {
        "type": "text",
        "id": "still",
        "place": {"area": "hero.value"},
        "text": written(of, 5),
        "style": {"role": "hero", "align": align},
    }
    still = scene(text, language=language)
    assert (pixels(of.display_list(Fraction(5))) == pixels(still.display_list(Fraction(5)))).all()


def test_at_rest_it_is_a_still_that_is_kept() -> None:
    of = counter()
    frame = of.display_list(Fraction(5))
    assert isinstance(frame[-1], Still)
    assert of.display_list(Fraction(9))[-1] is frame[-1]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("align", ["start", "center", "end"])
@given(
    start=st.floats(-9999, 9999),
    end=st.floats(-9999, 9999),
    decimals=st.integers(0, 2),
    time=st.floats(0, 1),
)
@settings(max_examples=20)
def test_ink_never_leaves_the_box_more_than_at_the_end(
    language: str, align: str, start: float, end: float, decimals: int, time: float
) -> None:
    of = counter(language, align, start=start, end=end, decimals=decimals, prefix="~")
    box, final = of.evaluate(Fraction(5)), ink(of, 5)
    assert box
    content = of._layers[0].box
    left, right = min(content.x, final.x) - 1, max(content.right, final.right) + 1
    seen = ink(of, time)
    assert seen.x >= left
    assert seen.right <= right


@pytest.mark.parametrize(
    ("language", "align", "edge"), [("ar", "start", "right"), ("en", "start", "left"), ("ar", "end", "left")]
)
def test_the_edge_it_hangs_on_stands_still(language: str, align: str, edge: str) -> None:
    of = counter(language, align, start=0, end=999, duration=1, easing="linear")
    edges = []
    for tenth in range(1, 11):
        shown: CounterState = state(of, Fraction(tenth, 10)).state
        layout = shown.content.layout
        left = shown.content.x
        edges.append(left + layout.natural_width if edge == "right" else left)
    assert max(edges) - min(edges) < 0.01


def test_the_baseline_stands_still() -> None:
    of = counter(start=0, end=999)
    baselines = set()
    for tenth in range(11):
        shown: CounterState = state(of, Fraction(tenth, 10)).state
        baselines.add(shown.content.y + shown.content.layout.lines[0].baseline)
    assert len(baselines) == 1


def test_a_number_too_wide_for_its_box_is_reported() -> None:
    layer = {
        "type": "chart",
        "id": "number",
        "place": {"area": "hero.value", "width": 200},
        "chart": {"kind": "counter", "end": 123456789, "style": {"role": "hero"}},
    }
    assert [finding.kind for finding in scene(layer).findings()] == ["text-too-long"]
    assert counter().findings() == ()
