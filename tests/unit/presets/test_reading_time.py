from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from studio.base.time import FrameRate
from studio.presets.reading_time import held, reading_time, texts_of

RATE = FrameRate(30)


def test_the_formula_of_the_style_guide() -> None:
    assert reading_time([("ا" * 26, "ar")]) == Fraction(26, 10)
    assert reading_time([("a" * 30, "en")]) == Fraction(26, 10)
    assert reading_time([("١٢٣ و٤٥٫٦", "ar")]) == Fraction(6, 10) + Fraction(9, 13) + Fraction(6, 10)


def test_nothing_is_shown_for_less_than_the_shortest_time() -> None:
    assert reading_time([]) == Fraction(12, 10)
    assert reading_time([("لا", "ar")]) == Fraction(12, 10)


def test_marks_and_invisible_controls_take_no_time() -> None:
    assert reading_time([("مُحَمَّدٌ وَصَلَ إِلَى المَدِينَة", "ar")]) == reading_time([("محمد وصل إلى المدينة", "ar")])
    assert reading_time([("\u2068ا\u2069" * 20, "ar")]) == reading_time([("ا" * 20, "ar")])


@given(st.lists(st.text(max_size=50), max_size=4), st.text(max_size=50))
def test_more_to_read_never_takes_less_time(texts: list[str], more: str) -> None:
    some = [(text, "ar") for text in texts]
    assert reading_time([*some, (more, "ar")]) >= reading_time(some)


@given(st.text(max_size=200), st.floats(0, 3))
def test_a_hold_is_a_whole_number_of_frames_and_at_most_one_too_long(text: str, extra: float) -> None:
    time = held({"text": text}, "ar", RATE, extra=extra)
    exact = reading_time([(text, "ar")]) + Fraction(repr(extra))
    assert (time * 30).denominator == 1
    assert 0 <= time - exact < Fraction(1, 30)


def test_bounds_hold() -> None:
    assert held({"text": "ا" * 500}, "ar", RATE, maximum=8) == 8
    assert held({"text": "ا"}, "ar", RATE, minimum=3) == 3


def test_texts_counters_and_bars_are_read_captions_and_hidden_layers_are_not() -> None:
    data = {
        "layers": [
            {"type": "text", "text": "نص", "style": {"language": "en"}},
            {"type": "chart", "chart": {"kind": "counter", "end": 72, "suffix": " مشاركا"}},
            {
                "type": "group",
                "layers": [{"type": "chart", "chart": {"bars": [{"label": "عمان", "value": 3.5}]}}],
            },
            {"type": "caption", "cues": [{"text": "no"}]},
            {"type": "text", "text": "no", "hidden": True},
        ]
    }
    assert list(texts_of(data, "ar")) == [("نص", "en"), ("72 مشاركا", "ar"), ("عمان 3.5", "ar")]
