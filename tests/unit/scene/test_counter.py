"""Counters: exact ends, a box that holds, numbers that read right, an edge that stands still."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.geometry import Rect
from studio.model.charts import MOST_COUNTED, Counter
from studio.scene.charts.counter import CounterState, evenness_at, seen_values, value_at
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


def ink(of: Scene, time: float | str | Fraction) -> Rect:
    shown: CounterState = state(of, time).state
    content = shown.content
    return shown.fitting.apply_rect(content.layout.ink.moved(content.x, content.y))


def written(of: Scene, time: float | str | Fraction) -> str:
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


FORMS = {
    "one": "مشارك واحد",
    "two": "مشاركان",
    "few": "# مشاركين",
    "many": "# مشاركًا",
    "other": "# مشارك",
}
WORDS = {"one": "participant", "other": "participants"}


def at_value(of: Scene, value: float, end: float) -> str:
    """What a linear counter from 0 in 1 s says when it has come to a value."""
    return written(of, Fraction(value).limit_denominator() / Fraction(end))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "٠ مشارك"),
        (1, "مشارك واحد"),
        (2, "مشاركان"),
        (3, "٣ مشاركين"),
        (10, "١٠ مشاركين"),
        (11, "١١ مشاركًا"),
        (99, "٩٩ مشاركًا"),
        (100, "١٠٠ مشارك"),
        (103, "١٠٣ مشاركين"),
        (120, "١٢٠ مشاركًا"),
    ],
)
def test_it_counts_with_the_form_of_the_moment(value: int, text: str) -> None:
    of = counter(end=120, unit=FORMS, easing="linear")
    assert at_value(of, value, 120) == text


def test_it_counts_in_english_and_in_the_digits_of_its_style() -> None:
    of = counter("en", end=2, unit={"one": "# person", "other": "# people"}, easing="linear")
    assert [at_value(of, value, 2) for value in (0, 1, 2)] == ["0 people", "1 person", "2 people"]
    latin = counter(end=11, unit=FORMS, easing="linear", style={"role": "hero", "digits": "latn"})
    assert written(latin, 5) == "11 مشاركًا"


def test_the_form_is_that_of_the_number_as_it_is_written() -> None:
    of = counter(end=11, unit=FORMS, easing="linear")
    assert at_value(of, 10.4, 11) == "١٠ مشاركين"
    assert at_value(of, 10.6, 11) == "١١ مشاركًا"
    halves = counter("en", end=1, decimals=1, unit={"one": "# day", "other": "# days"}, easing="linear")
    assert written(halves, 5) == "1.0 days"


def test_forms_without_a_number_are_the_word_alone() -> None:
    of = counter("en", end=2, unit=WORDS, easing="linear")
    assert [at_value(of, value, 2) for value in (0, 1, 2)] == ["participants", "participant", "participants"]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("family", ["Changa", "Cairo"])
def test_the_word_stands_still_while_the_number_keeps_its_digits(language: str, family: str) -> None:
    """Changa's and Cairo's ١ is a third as wide as their ٣."""
    forms = {"other": "# مشاركًا" if language == "ar" else "# people"}
    style = {"role": "title", "family": family}
    of = counter(language, start=11, end=99, unit=forms, easing="linear", style=style)
    places = set()
    for value in range(11, 76):
        shown: CounterState = state(of, Fraction(value - 11, 88)).state
        layout = shown.content.layout
        assert shown.fitting.is_identity
        places.add(round(shown.content.x + min(g.x for g in layout.glyphs if g.word == 1), 1))
    assert max(places) - min(places) < 0.2


def test_cells_shrink_smoothly_to_the_digits_own_widths() -> None:
    chart = Counter(end=5, duration=Fraction(1))
    shares = [evenness_at(chart, Fraction(n, 100)) for n in range(101)]
    assert shares[0] == shares[75] == 1
    assert shares[100] == 0
    assert all(0 <= before - after < 0.1 for before, after in pairwise(shares))


@pytest.mark.parametrize("end", [7, 120, 12345, 999.5, -40])
@pytest.mark.parametrize("forms", [FORMS, {"one": "مشارك", "few": "مشاركين", "other": "مشاركون ومشاركات"}])
def test_no_form_on_the_way_leaves_the_box(end: float, forms: dict[str, str]) -> None:
    of = counter(end=end, unit=forms, easing="linear", style={"role": "title"})
    box = of._layers[0].box
    for step in range(41):
        shown: CounterState = state(of, Fraction(step, 40)).state
        assert shown.fitting.is_identity
        seen = ink(of, Fraction(step, 40))
        slack = 0.1 * shown.content.layout.spec.size  # side bearings may be negative
        assert seen.x >= box.x - slack
        assert seen.right <= box.right + slack


def test_long_forms_take_two_lines_where_the_style_allows() -> None:
    forms = {"one": "مشارك", "other": "# مشاركًا ومشاركة من ثماني دول عربية شقيقة"}
    layer = {
        "type": "chart",
        "id": "number",
        "place": {"area": "safe", "width": 700},
        "chart": {"kind": "counter", "end": 72, "unit": forms, "style": {"role": "title", "max_lines": 2}},
    }
    of = scene(layer)
    shown: CounterState = state(of, 5).state
    assert len(shown.content.layout.lines) == 2
    assert of.findings() == ()


@given(
    start=st.floats(-MOST_COUNTED, MOST_COUNTED),
    end=st.floats(-MOST_COUNTED, MOST_COUNTED),
    decimals=st.integers(0, 6),
)
def test_any_way_has_values_that_stand_for_it(start: float, end: float, decimals: int) -> None:
    chart = Counter(start=start, end=end, decimals=decimals)
    values = seen_values(chart, "ar")
    assert values[0] == end
    assert all(min(start, end) <= value <= max(start, end) for value in values)
