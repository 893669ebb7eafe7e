"""Captions that are shown together: each in a place of its own that it never leaves, in the safe area."""

import sys
from fractions import Fraction
from itertools import pairwise
from types import FrameType
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.base.geometry import Point, Rect
from studio.model.composition import Composition
from studio.presets.catalog import bundled
from studio.scene.cue_table import MOST_TOGETHER
from studio.scene.display_list import DisplayList, Still
from studio.scene.layers.caption import CaptionContent, CaptionState
from studio.scene.placed import placed_at
from studio.scene.scene import Scene
from studio.services.frame_stage import FrameStage
from studio.services.resources import ResourceList
from studio.services.stills import Painter
from tests.unit.scene.composed import pixels, resources, scene, state

ARABIC = ["الكلمة الطيبة صدقة، والحوار يبدأ بالاستماع إلى الآخر", "أهلا بكم", "نَختَلِفُ لِنَفهَمَ", "ثم نتفق معا"]
ENGLISH = ["A kind word is charity, and dialogue begins with listening", "Welcome", "We differ", "We agree"]
SAID = (*ARABIC, *ENGLISH, " ".join(ARABIC * 3))
STEP = Fraction(1, 4)
Spans = list[tuple[int, int]]

SPANS: st.SearchStrategy[Spans] = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from([1, 2, 6, 10, 16, 70])), min_size=1, max_size=9
)
PRESETS = st.sampled_from(
    ["word-pill", "classic-quiet", "news-strip", "speakers", "one-word", "hop", "outline"]
)


def film(
    spans: Spans, texts: tuple[str, ...] | list[str] = ARABIC, language: str = "ar", **more: Any
) -> Scene:
    second = more.pop("second", None)
    size = {key: more.pop(key) for key in ("width", "height") if key in more}
    layer = {"type": "caption", "id": "words", "cues": cues(spans, texts), **more}
    if second is not None:
        layer["second"] = {"cues": cues(second, ENGLISH)}
    return scene(layer, language=language, duration=40, **size)


def cues(spans: Spans, texts: tuple[str, ...] | list[str]) -> list[dict[str, Any]]:
    return [
        {
            "start": at * STEP,
            "end": (at + length) * STEP,
            "text": texts[n % len(texts)],
            "speaker": "أبج"[n % 3],
        }
        for n, (at, length) in enumerate(spans)
    ]


def content(of: Scene) -> CaptionContent:
    found: CaptionContent = of.layers[0].content
    return found


def shown(of: Scene, time: Fraction) -> list[CaptionState]:
    one: CaptionState | None = of.evaluate(time)[0].state
    return [] if one is None else [one, *one.others]


def moments(of: Scene) -> list[Fraction]:
    """One between any two changes."""
    table = content(of).cues
    edges = sorted({time for n, one in enumerate(table.cues) for time in (one.start, table.end(n))})
    return [(one + other) / 2 for one, other in pairwise(edges)]


def extent(one: CaptionState) -> Rect:
    """The box with all grounds."""
    box = one.block.box
    for ground in one.block.grounds:
        if not ground.path.is_empty:
            box = box.united(ground.path.bounds)
    return box


@st.composite
def films(draw: st.DrawFn) -> Scene:
    more: dict[str, Any] = draw(
        st.sampled_from([{}, {}, {"width": 1920, "height": 1080}, {"width": 1080, "height": 1080}])
    )
    style = (
        bundled()
        .caption(draw(PRESETS))
        .style.model_copy(update={"position": draw(st.sampled_from(["foot", "foot", "top", "middle"]))})
    )
    if draw(st.booleans()):
        more = {**more, "second": draw(SPANS)}
    if draw(st.integers(0, 4)) == 0:
        more = {
            **more,
            "place": {"area": "canvas", "anchor": "top", "offset": (0, draw(st.integers(0, 900)))},
        }
    texts = draw(st.lists(st.sampled_from(SAID), min_size=1, max_size=5))
    return film(draw(SPANS), texts, draw(st.sampled_from(["ar", "en"])), style=style, **more)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(films())
def test_captions_of_a_moment_never_touch_never_move_and_are_shown_or_told(of: Scene) -> None:
    table, safe = content(of).cues, of.context.area("safe", "words")
    places: dict[int, tuple[float, float]] = {}
    hidden = set(range(len(table.cues)))
    for time in moments(of):
        there, seen = table.at(time), shown(of, time)
        numbers = content(of).shown(time)
        hidden -= set(numbers)
        assert set(numbers) <= set(there)
        extents = [extent(one) for one in seen]
        for n, one in enumerate(extents):
            for other in extents[n + 1 :]:
                assert one.bottom <= other.y or other.bottom <= one.y
        for index, state_of in zip(numbers, seen, strict=True):
            if table.slot(index) and content(of).layer.place.area is None:
                assert safe.y - 1 <= state_of.block.box.y
                assert state_of.block.box.bottom <= safe.bottom + 1
            place = state_of.block.box.y, state_of.block.box.bottom
            if content(of).style.show == "cue":
                assert places.setdefault(index, place) == place
    told = [finding for finding in of.findings() if finding.kind == "caption-hidden"]
    never = [n for n in hidden if table.cues[n].start < table.end(n) and table.cues[n].start < 40]
    assert bool(told) is bool(never)


@settings(max_examples=25, deadline=None)
@given(SPANS, st.sampled_from(["foot", "top", "middle"]))
def test_what_stands_first_stands_as_if_it_were_alone(spans: Spans, position: str) -> None:
    of = film(spans, style={"position": position})
    table = content(of).cues
    for index, one in enumerate(table.cues):
        if table.slot(index) == 0 and content(of).stack.shows(index):
            assert one.first is not None
            said = {"start": one.start, "end": one.end, "text": one.first.text}
            alone = scene({"type": "caption", "id": "words", "cues": [said], "style": {"position": position}})
            assert content(of).block(index, one.start).box == content(alone).block(0, one.start).box


@pytest.mark.parametrize(("texts", "language"), [(ARABIC, "ar"), (ENGLISH, "en")])
def test_later_captions_stand_above_with_words_lit_of_their_own(texts: list[str], language: str) -> None:
    of = film([(0, 20), (8, 20)], texts, language)
    first, second = shown(of, Fraction(4))
    assert second.block.box.bottom < first.block.box.y
    assert first.block.box.y - second.block.box.bottom < 20
    assert first.lit
    assert second.lit
    assert first.lit != second.lit
    assert [one.block for one in shown(of, Fraction(6))] == [second.block]


@pytest.mark.parametrize("position", ["top", "middle"])
def test_at_the_top_and_in_the_middle_later_ones_stand_below(position: str) -> None:
    of = film([(0, 20), (8, 20)], style={"position": position})
    first, second = shown(of, Fraction(4))
    assert first.block.box.bottom < second.block.box.y


def test_pixels_of_what_stays_do_not_change_when_the_other_one_goes() -> None:
    of = film([(0, 20), (8, 20)], style={"highlight": "none", "fade": 0})
    second = shown(of, Fraction(4))[1].block.box
    rows = slice(int(second.y / 2), int(second.bottom / 2) + 1)
    both, alone = (pixels(of.display_list(Fraction(time)), 0.5) for time in ("4.9", "5.1"))
    assert (both[rows] == alone[rows]).all()
    below = shown(of, Fraction(4))[0].block.box
    assert (both != alone).any(axis=(1, 2)).nonzero()[0].min() >= int(below.y / 2) - 8


def test_a_line_that_comes_back_under_another_finds_room_for_all_its_lines() -> None:
    """The one above leaves room for the tallest that will stand below it."""
    of = film([(0, 10), (8, 20), (12, 10)], [ARABIC[1], ARABIC[2], ARABIC[0]])
    assert shown(of, Fraction("2.2"))[1].block.box == shown(of, Fraction(4))[1].block.box
    assert shown(of, Fraction(4))[1].block.box.bottom < shown(of, Fraction(4))[0].block.box.y


def test_too_many_are_told_and_who_was_there_first_stays() -> None:
    of = film([(number, 40) for number in range(MOST_TOGETHER + 2)])
    at = Fraction(4)
    stays = content(of).shown(at)
    assert 2 < len(stays) <= MOST_TOGETHER
    assert stays == tuple(range(len(stays)))
    told = [one.message for one in of.findings() if one.kind == "caption-hidden"]
    assert told
    assert all("is not shown" in one for one in told)


def test_a_sign_that_stays_costs_no_look_at_all_that_passes_below() -> None:
    count = 2000
    of = film([(0, 2), (1, 8 * count), *((4 * n, 4) for n in range(1, count))])
    of.display_list(Fraction(30))
    assert len(content(of).stack._heights) <= 3
    assert len(content(of)._laid) == 2


def calls(of: Scene, time: Fraction) -> int:
    count = 0

    def counted(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    of.display_list(time)
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        of.display_list(time)
    finally:
        sys.setprofile(before)
    return count


def test_a_frame_costs_the_same_in_a_chain_of_5000_overlapping_cues() -> None:
    few, lots = (film([(4 * n, 6) for n in range(count)]) for count in (50, 5000))
    time = Fraction("21.3")
    assert calls(lots, time) - calls(few, time) <= 12 * 7
    assert len(content(lots)._laid) == 2
    assert len(content(lots).stack._heights) <= 4


def test_two_languages_stand_together_and_above_others() -> None:
    of = film([(0, 20), (8, 20)], second=[(0, 20), (8, 20)])
    first, second = shown(of, Fraction(4))
    assert [len(one.cues) for one in (first, second)] == [2, 2]
    assert extent(second).bottom < extent(first).y


def test_a_second_language_that_lags_moves_nothing() -> None:
    """Its cues overlap those of the first language, not each other: nothing stands above anything."""
    of = film([(0, 8), (8, 8), (16, 8)], second=[(0, 9), (9, 8), (17, 8)])
    table = content(of).cues
    assert [table.slot(index) for index in range(len(table.cues))] == [0, 0, 0]
    assert len(shown(of, Fraction("2.1"))) == 1


def test_words_shown_one_by_one_stand_in_one_place() -> None:
    of = film([(0, 24), (4, 24)], style={"show": "word", "position": "foot"})
    feet = {round(shown(of, Fraction(n, 4))[1].block.box.bottom) for n in range(5, 23)}
    assert len(feet) == 1
    above = {shown(of, Fraction(n, 4))[0].block.box.y for n in range(5, 23)}
    assert max(feet) < min(above)


def test_where_there_is_no_room_above_later_ones_stand_below() -> None:
    of = film(
        [(0, 20), (8, 20)], place={"area": "safe", "anchor": "bottom", "height": 230, "offset": (0, -740)}
    )
    first, second = shown(of, Fraction(4))
    assert first.block.box.bottom < second.block.box.y


def test_each_caption_is_pointed_at_where_it_is_seen() -> None:
    of = film([(0, 20), (8, 20)])
    (placed,) = placed_at(of, Fraction(4))
    first, second = (one.block.box for one in shown(of, Fraction(4)))
    for box, text in ((first, ARABIC[0]), (second, ARABIC[1])):
        found = placed.caption_at(box.center)
        assert found is not None
        assert found.cues[0].text == text
    assert placed.bounds == first.united(second)
    between = Point(first.center.x, (second.bottom + first.y) / 2)
    assert not placed.contains(between)
    assert placed.contains(first.center)


def _flat(operations: DisplayList) -> int:
    return sum(_flat(one.operations) if isinstance(one, Still) else 1 for one in operations)


def test_both_are_kept_as_pictures_while_no_word_changes() -> None:
    of = film([(0, 20), (8, 20)], style={"highlight": "none", "fade": 0})
    frames = [of.display_list(Fraction(time)) for time in ("4", "4.1")]
    assert [isinstance(one, Still) for one in frames[0][1:]] == [True, True]
    assert all(one is other for one, other in zip(frames[0][1:], frames[1][1:], strict=True))


@pytest.mark.parametrize("preset", ["word-pill", "marker", "phrases", "two-stacked", "pop-words"])
def test_preview_and_still_of_overlapping_captions_are_the_same_pixels(preset: str) -> None:
    layer = {
        "type": "caption", "id": "words", "cues": cues([(0, 12), (4, 12), (10, 6)], ARABIC),
        "style": bundled().caption(preset).style,
        "second": {"cues": cues([(0, 12), (4, 12)], ENGLISH)},
    }  # fmt: skip
    document = {"size": {"width": 1080, "height": 1920}, "duration": 4, "background": "#446655"}
    composition = Composition.model_validate({**document, "layers": [layer]})
    stage, still = FrameStage(), Painter(composition, ResourceList(), 0.25)
    times = [Fraction(3, 2), Fraction(11, 10), Fraction(31, 10), Fraction(3, 2)]
    seen = [stage.paint(composition, ResourceList(), time, 0.25).copy() for time in times]
    for time, preview in zip(times, seen, strict=True):
        assert np.array_equal(still.paint(time), preview)
    assert state(Scene(composition, resources()), times[0]).others
