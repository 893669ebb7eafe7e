"""Captions: the right cue and word at every time, on a line that never moves."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.geometry import Rect
from studio.model.captions import Cue, Word
from studio.scene.caption_boxes import hugging_box
from studio.scene.captions import (
    LIGHT_CHANGE,
    cue_text,
    lights,
    lit_at,
    timed_words,
)
from studio.scene.display_list import DisplayList, FillPath, Still
from studio.scene.layers.caption import CaptionState
from studio.scene.scene import Scene
from studio.services.captions.word_times import spread_words
from tests.unit.scene.composed import pixels, scene, state

ARABIC = "الكلمة الطيبة صدقة، والحوار يبدأ بالاستماع إلى الآخر"
ENGLISH = "A kind word is charity, and dialogue begins with listening"
FRAME = Fraction(1, 30)


def cue(text: str, start: float | str = 0, end: float | str = 6) -> Cue:
    return Cue(start=Fraction(start), end=Fraction(end), text=text)


def captions(text: str = ARABIC, language: str = "ar", **style: Any) -> Scene:
    place = style.pop("place", {})
    layer = {
        "type": "caption",
        "id": "words",
        "cues": [{"start": 1, "end": 9, "text": text}],
        "style": {"fade": 0, **style},
        "place": place,
    }
    return scene(layer, language=language)


def flat(operations: DisplayList) -> DisplayList:
    return tuple(
        inner
        for operation in operations
        for inner in (flat(operation.operations) if isinstance(operation, Still) else (operation,))
    )


@pytest.mark.parametrize("text", [ARABIC, ENGLISH, "كلمة", "٧٢ مشاركا من 8 دول", "a  b\nc"])
def test_words_without_times_share_the_cues_time(text: str) -> None:
    words = timed_words(cue(text, 2, 7))
    assert [text[word.first : word.last] for word in words] == text.split()
    assert words[0].start == 2
    assert words[-1].end == 7
    assert all(one.end == two.start for one, two in pairwise(words))


def test_words_without_times_begin_when_they_would_be_written_to_begin() -> None:
    for text in ("قال: الحوار يبدأ بالإصغاء، ثم نفهم.", "In 2024, we met 72 people. Thank you"):
        found = timed_words(cue(text, 2, 9))
        assert [word.start for word in found] == [
            word.start for word in spread_words(text, Fraction(2), Fraction(9))
        ]


def test_words_keep_their_own_times_and_are_found_in_the_text() -> None:
    words = tuple(
        Word(text=text, start=Fraction(at), end=Fraction(at + 1))
        for at, text in enumerate(["قال", "لي", "لي"])
    )
    spoken = Cue(start=Fraction(0), end=Fraction(5), text="قال لي: «لي»", words=words)
    assert [(word.first, word.last) for word in timed_words(spoken)] == [(0, 3), (4, 6), (9, 11)]
    assert cue_text(Cue(start=Fraction(0), end=Fraction(5), words=words)) == "قال لي لي"


def test_fast_words_are_lit_as_phrases_slow_ones_one_by_one() -> None:
    slow = timed_words(cue("a b c d", 0, 8))
    fast = timed_words(cue("a b c d", 0, 1))
    lines = [0, 0, 0, 0]
    assert [light.words for light in lights(slow, lines, Fraction(0))] == [(0,), (1,), (2,), (3,)]
    assert all(len(light.words) == 2 for light in lights(fast, lines, Fraction(0)))


def test_a_phrase_never_spans_two_lines() -> None:
    found = lights(timed_words(cue("a b c d", 0, 1)), [0, 1, 1, 2], Fraction(0))
    assert [light.words for light in found] == [(0,), (1, 2), (3,)]


@given(st.floats(0, 10))
def test_at_most_two_words_are_lit_and_one_of_them_is_going(time: float) -> None:
    words = timed_words(cue(ARABIC, 0, 9))
    found = lights(words, [0] * len(words), Fraction(0))
    lit = lit_at(found, Fraction(time))
    assert len(lit) <= 2
    if len(lit) == 2:
        assert found[lit[0][0]].end <= Fraction(time) < found[lit[0][0]].end + LIGHT_CHANGE
    if time < 9:
        assert lit


def steady(of: Scene) -> list[tuple[Fraction, CaptionState]]:
    """The middle of each light, and what is shown then."""
    first: CaptionState = state(of, 1)
    found = first.cue.lights
    times = [max(light.start, Fraction(1)) / 2 + light.end / 2 for light in found]
    return [(time, state(of, time)) for time in times]


@pytest.mark.parametrize(("text", "language"), [(ARABIC, "ar"), (ENGLISH, "en")])
def test_words_light_in_the_order_they_are_said_and_stand_where_they_are_read(
    text: str, language: str
) -> None:
    of = captions(text, language)
    by_line: dict[int, list[float]] = {}
    for number, (_, shown) in enumerate(steady(of)):
        assert [light for light, _ in shown.lit] == [number]
        pill = shown.cue.pills[number].bounds
        line = shown.cue.text.layout.glyphs[shown.cue.glyphs[number][0]].line
        by_line.setdefault(line, []).append(pill.center.x)
    assert len(by_line) == 2
    for places in by_line.values():
        assert places == sorted(places, reverse=language == "ar")


@pytest.mark.parametrize("highlight", ["color", "box", "none"])
@pytest.mark.parametrize(("text", "language"), [(ARABIC, "ar"), (ENGLISH, "en")])
@given(one=st.floats(1, 8.99), two=st.floats(1, 8.99))
@settings(max_examples=10)
def test_the_line_never_moves_while_words_change(
    highlight: str, text: str, language: str, one: float, two: float
) -> None:
    """All letters together are the same at any two times, whatever is lit."""
    of = captions(text, language, highlight=highlight)
    first, second = state(of, Fraction(one)), state(of, Fraction(two))
    assert first.cue is second.cue
    for shown in (first, second):
        lit = {glyph for number, _ in shown.lit for glyph in shown.cue.glyphs[number]}
        rest = [glyph for glyph in shown.cue.glyphs[-1] if glyph not in lit]
        assert sorted([*lit, *rest]) == list(range(len(shown.cue.text.layout.glyphs)))


def test_the_pixels_of_unlit_words_do_not_change() -> None:
    of = captions(highlight="color")
    times = [time for time, _ in steady(of)]
    frames = [pixels(of.display_list(time), 0.5) for time in times]
    shown: CaptionState = state(of, times[0])
    for number in (2, 3):
        changed = (frames[0] != frames[number]).any(axis=2)
        for place in (0, number):
            ink = shown.cue.pills[place].bounds
            changed[
                int(ink.y / 2) - 1 : int(ink.bottom / 2) + 2, int(ink.x / 2) - 1 : int(ink.right / 2) + 2
            ] = False
        assert not changed.any()


def test_every_word_of_every_glyph_is_lit_once() -> None:
    first: CaptionState = state(captions(), 1)
    lit = [glyph for glyphs in first.cue.glyphs[:-1] for glyph in glyphs]
    assert sorted(lit) == list(range(len(first.cue.text.layout.glyphs)))


@pytest.mark.parametrize(("text", "language"), [(ARABIC, "ar"), (ENGLISH, "en")])
def test_captions_stand_centred_at_the_foot_of_their_region(text: str, language: str) -> None:
    shown: CaptionState = state(captions(text, language), 2)
    box = shown.cue.ground.bounds
    assert abs(box.center.x - 540) <= 1
    assert abs(box.bottom - 1248) <= 1
    overhang = 6  # ink may leave its advance by a few px, as for any text
    assert Rect(150, 900, 780, 349).expanded(overhang).contains(box)


def test_captions_stand_where_they_are_placed() -> None:
    place = {"area": "safe", "anchor": "top", "width": 600}
    box = state(captions(place=place), 2).cue.ground.bounds
    assert abs(box.y - 270) <= 1
    assert box.width <= 600


def test_the_box_holds_all_ink_with_its_padding() -> None:
    shown: CaptionState = state(captions("كَلِمَةٌ تُداوي وأُخرى تَجْرَحُ"), 2)
    ink = shown.cue.text.layout.ink.moved(shown.cue.text.x, shown.cue.text.y)
    assert shown.cue.ground.bounds.contains(ink.expanded(19))


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.integers(10, 400)).map(lambda span: (span[0], span[0] + span[1])),
        min_size=1,
        max_size=3,
    )
)
def test_the_hugging_box_is_one_shape_around_all_lines(spans: list[tuple[int, int]]) -> None:
    bands = [
        Rect.from_edges(left, 100 * line, right, 100 * line + 70) for line, (left, right) in enumerate(spans)
    ]
    bounds = hugging_box(bands, (20, 28), 16).bounds
    around = bands[0]
    for band in bands[1:]:
        around = around.united(band)
    assert bounds == Rect.from_edges(around.x - 28, around.y - 20, around.right + 28, around.bottom + 20)


def test_lit_text_has_the_pills_colours() -> None:
    of = captions()
    time, shown = steady(of)[1]
    fills = [operation for operation in flat(of.display_list(time)) if isinstance(operation, FillPath)]
    assert fills[2].path == shown.cue.pills[1]
    assert fills[-1].path == shown.cue.text.path(shown.cue.glyphs[1])
    assert fills[2].paint == of._context.color("accent")
    assert fills[-1].paint == of._context.color("bg")


def test_without_a_box_words_have_stroke_and_shadow_unless_given() -> None:
    shown: CaptionState = state(captions(box=None, highlight="none"), 2)
    assert shown.cue.ground.is_empty
    assert shown.colors.text.stroke is not None
    assert shown.colors.text.shadow is not None


def test_a_word_that_does_not_change_is_a_still_that_is_kept() -> None:
    of = captions()
    times = [time for time, _ in steady(of)]
    frame = of.display_list(times[0])
    assert isinstance(frame[-1], Still)
    assert of.display_list(times[0] + FRAME)[-1] is frame[-1]
    assert of.display_list(times[1])[-1] != frame[-1]


def test_cues_are_laid_out_when_they_are_first_seen() -> None:
    cues = [{"start": at, "end": at + 1, "text": f"جملة {at}"} for at in range(18)]
    of = scene({"type": "caption", "id": "words", "cues": cues})
    content = of._layers[0].content
    assert not content._laid
    of.display_list(Fraction("7.5"))
    assert list(content._laid) == [7]


def test_between_cues_nothing_is_drawn() -> None:
    of = captions()
    assert len(of.display_list(Fraction(0))) == len(of.display_list(Fraction(10))) == 1


def test_a_cue_that_needs_too_many_lines_is_reported_and_keeps_its_words() -> None:
    of = captions(" ".join([ARABIC] * 3))
    shown: CaptionState = state(of, 2)
    assert shown.cue.text.layout.dropped_lines == 0
    assert [finding.kind for finding in of.findings()] == ["text-too-long"]


def test_a_highlight_that_takes_no_time_is_on_one_word_at_any_moment() -> None:
    found = lights(timed_words(cue("واحد اثنان ثلاثة", 0, 3)), [0, 0, 0], Fraction(0), Fraction(0))
    for step in range(90):
        assert [level for _, level in lit_at(found, Fraction(step, 30))] == [1.0]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("نتعلّم كيف نردّ على خطاب الكراهية بهدوء", ["نتعلّم كيف نردّ", "على خطاب الكراهية بهدوء"]),
        ("نتعلّم معًا كيف نردّ على خطاب الكراهية بهدوء", ["نتعلّم معًا كيف نردّ", "على خطاب الكراهية بهدوء"]),
    ],
)
def test_captions_break_by_sense_before_they_are_even(text: str, lines: list[str]) -> None:
    shown: CaptionState = state(captions(text), 2)
    layout = shown.cue.text.layout
    assert [text[line.start : line.end].strip() for line in layout.lines] == lines
