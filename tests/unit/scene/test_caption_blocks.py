"""Two tracks of cues as blocks, cues in pieces, and what it costs to find one among thousands."""

import sys
from collections import Counter
from fractions import Fraction
from itertools import combinations, pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model.captions import Cue, Word
from studio.model.composition import Composition
from studio.presets.catalog import bundled
from studio.scene.captioning.blocks import blocks_of, pieces_of
from studio.scene.captions import cue_text, speakers_of
from studio.scene.cue_table import CueTable, brief
from studio.scene.layers.caption import CaptionState
from studio.scene.scene import Scene
from studio.services.frame_stage import FrameStage
from studio.services.resources import ResourceList
from studio.services.stills import Painter
from tests.unit.scene.composed import scene, state

ARABIC, ENGLISH = "الكلمة الطيّبة صَدقة، والحوار استماع", "A kind word is charity; to talk is to listen"
WORDS = ["كلمة", "طيبة", "في", "القلب،", "word", "2026", "و", "قال:"]


def cue(start: float, end: float, text: str = "نص") -> Cue:
    return Cue(start=Fraction(start).limit_denominator(8), end=Fraction(end).limit_denominator(8), text=text)


SPANS = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 24)), max_size=12)


def track(spans: list[tuple[int, int]], name: str) -> list[Cue]:
    return [
        Cue(start=Fraction(start, 4), end=Fraction(start + length, 4), text=f"{name}{number}")
        for number, (start, length) in enumerate(spans)
    ]


@given(SPANS, SPANS)
def test_no_cue_of_either_language_is_left_out_of_the_blocks(
    one: list[tuple[int, int]], two: list[tuple[int, int]]
) -> None:
    first, second = track(one, "a"), track(two, "b")
    blocks = blocks_of(first, second)
    assert Counter(block.first for block in blocks if block.first) == Counter(first)
    assert {found for block in blocks for found in block.seconds} == set(second)
    for block in blocks:
        assert block.start < block.end
        if block.first is not None:
            assert block.start <= block.first.start
            assert block.end >= block.first.end


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(4, 20)), min_size=1, max_size=8))
def test_cues_in_step_are_pairs_timed_by_the_slower(gaps: list[tuple[int, int]]) -> None:
    at, first, second = 0, [], []
    for number, (gap, length) in enumerate(gaps):
        start, at = at + gap, at + gap + length
        first.append(Cue(start=Fraction(start), end=Fraction(at), text=f"a{number}"))
        late = Fraction(start) + Fraction(1, 2), Fraction(at) + Fraction(1, 2)
        second.append(Cue(start=late[0], end=late[1], text=f"b{number}"))
    blocks = blocks_of(first, second)
    assert [(block.first, block.seconds) for block in blocks] == [
        (a, (b,)) for a, b in zip(first, second, strict=True)
    ]
    assert all(
        (block.start, block.end) == (a.start, b.end)
        for block, a, b in zip(blocks, first, second, strict=True)
    )


def test_a_long_cue_stays_while_those_of_the_other_language_follow_each_other() -> None:
    blocks = blocks_of([cue(0, 4, "a")], [cue(0, 2, "x"), cue(2, 5, "y")])
    assert [(float(b.start), float(b.end), len(b.seconds)) for b in blocks] == [(0, 5, 2)]
    shared = blocks_of([cue(0, 2, "a"), cue(2, 4, "b")], [cue(0, 4, "x")])
    assert [(float(b.start), float(b.end), b.seconds[0].text) for b in shared] == [(0, 2, "x"), (2, 4, "x")]
    alone = blocks_of([cue(0, 2, "a")], [cue(5, 6, "x")])
    assert [(b.first is None, float(b.start)) for b in CueTable(alone).cues] == [(False, 0), (True, 5)]


def test_of_cues_that_are_shown_together_each_has_its_own_translation() -> None:
    spans = [(1, 6), (3, 8), (5, 9)]
    firsts = [cue(*span, f"a{number}") for number, span in enumerate(spans)]
    seconds = [cue(start + 0.25, end + 0.25, f"b{number}") for number, (start, end) in enumerate(spans)]
    blocks = blocks_of(firsts, seconds)
    assert [(block.first, block.seconds) for block in blocks] == [
        (a, (b,)) for a, b in zip(firsts, seconds, strict=True)
    ]
    # One with no partner of its own does not take that of another: it stands for itself.
    alone = blocks_of(firsts[:1], seconds[:2])
    assert [(block.first, block.seconds) for block in alone] == [
        (firsts[0], (seconds[0],)),
        (None, (seconds[1],)),
    ]


@given(SPANS, SPANS)
def test_cues_of_a_block_follow_each_other(one: list[tuple[int, int]], two: list[tuple[int, int]]) -> None:
    """What is shown in turn at one place never is on at the same time."""
    for block in blocks_of(track(one, "a"), track(two, "b")):
        assert all(brief(x, y) for x, y in combinations(block.seconds, 2))


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14), st.sampled_from(["word", "phrase"]))
def test_pieces_say_all_the_words_one_after_another(words: list[str], show: str) -> None:
    whole = Cue(start=Fraction(1), end=Fraction(7), text=" ".join(words))
    pieces = pieces_of(whole, show, 4)
    signs = "،؛,;:."
    said = [word.strip(signs) for piece in pieces for word in cue_text(piece).split()]
    assert said == [word.strip(signs) for word in words]
    assert pieces[0].start == 1
    assert pieces[-1].end == 7
    assert all(a.end == b.start for a, b in pairwise(pieces))
    if show == "phrase":
        assert max(len(cue_text(piece).split()) for piece in pieces) <= 4


@given(
    st.lists(st.tuples(st.sampled_from(["كلمة", "في", "word"]), st.integers(0, 30)), min_size=2, max_size=9),
    st.sampled_from(["word", "phrase"]),
)
def test_no_word_is_lost_however_wrongly_it_was_measured(measured: list[tuple[str, int]], show: str) -> None:
    words = tuple(Word(text=text, start=Fraction(at, 4), end=Fraction(at + 1, 4)) for text, at in measured)
    whole = Cue(start=Fraction(1), end=Fraction(6), words=words)
    pieces = pieces_of(whole, show, 3)
    assert " ".join(cue_text(piece) for piece in pieces) == cue_text(whole)
    assert pieces[0].start == 1
    assert pieces[-1].end == 6
    assert all(a.end == b.start > a.start for a, b in pairwise(pieces))


def test_phrases_end_where_sense_does() -> None:
    whole = Cue(start=Fraction(0), end=Fraction(6), text="الكلمة الطيبة صدقة، والحوار يبدأ بالاستماع")
    assert [cue_text(piece) for piece in pieces_of(whole, "phrase", 4)] == [
        "الكلمة الطيبة صدقة،",
        "والحوار يبدأ بالاستماع",
    ]


def test_words_keep_their_measured_times_in_pieces() -> None:
    words = tuple(
        Word(text=text, start=Fraction(at), end=Fraction(at + 1))
        for at, text in enumerate(["قال", "أحمد", "نعم"])
    )
    whole = Cue(start=Fraction(0), end=Fraction(4), text="قال أحمد نعم", words=words)
    pieces = pieces_of(whole, "word", 4)
    assert [(float(piece.start), cue_text(piece)) for piece in pieces] == [
        (0, "قال"),
        (1, "أحمد"),
        (2, "نعم"),
    ]


# Two languages on screen


def both(**style: Any) -> Scene:
    layer = {
        "type": "caption", "id": "words", "cues": [{"start": 1, "end": 9, "text": ARABIC}],
        "second": {"cues": [{"start": "1.5", "end": 10, "text": ENGLISH}]},
        "style": {"fade": 0, "box": "none", **style},
    }  # fmt: skip
    return scene(layer, width=style.pop("width", 1080))


def test_the_second_language_stands_below_and_does_not_touch_the_first() -> None:
    shown: CaptionState = state(both(), 2)
    first, second = (one.cue for one in shown.cues)
    assert first.bands[-1].bottom + 12 == pytest.approx(second.bands[0].y, abs=1)
    assert second.text.layout.spec.language == "en"
    assert second.text.layout.spec.size < first.text.layout.spec.size


def test_each_language_lights_up_by_its_own_words_and_sweeps_its_own_way() -> None:
    of = both(highlight="sweep")
    edges: list[list[float]] = [[], []]
    lines: list[set[int]] = [set(), set()]
    for step in range(24):
        shown: CaptionState = state(of, Fraction(1) + Fraction(step, 3))
        for which, one in enumerate(shown.cues):
            running = [part for part, level in zip(one.cue.sweep, one.swept, strict=True) if 0 < level < 1]
            for part in running:
                line = one.cue.text.layout.glyphs[part.glyphs[0]].line
                if line == 0:
                    edges[which].append(part.edge(one.swept[one.cue.sweep.index(part)]))
                lines[which].add(line)
    assert len(edges[0]) > 4
    assert len(edges[1]) > 4
    assert edges[0] == sorted(edges[0], reverse=True)
    assert edges[1] == sorted(edges[1])


def test_both_come_and_go_together_and_nothing_moves_between() -> None:
    of = both()
    assert of.evaluate(Fraction("0.9"))[0].state is None
    seen = [state(of, time) for time in (1, 5, "9.9")]
    assert len({id(one.block) for one in seen}) == 1
    assert all(len(one.cues) == 2 for one in seen)
    assert state(of, 10) is None


def test_languages_stand_side_by_side_on_wide_films_only() -> None:
    layer = {
        "type": "caption", "id": "words", "cues": [{"start": 1, "end": 9, "text": ARABIC}],
        "second": {"cues": [{"start": 1, "end": 9, "text": ENGLISH}]},
        "style": {"second": {"arrangement": "beside"}},
    }  # fmt: skip
    wide: CaptionState = state(scene(layer, width=1920, height=1080), 2)
    first, second = (one.cue for one in wide.cues)
    inks = [one.text.layout.ink.moved(one.text.x, one.text.y) for one in (first, second)]
    assert inks[0].x > inks[1].right + 40
    baselines = [one.text.y + one.text.layout.lines[0].baseline for one in (first, second)]
    assert abs(baselines[0] - baselines[1]) <= 1
    tall: CaptionState = state(scene(layer), 2)
    assert tall.cues[1].cue.bands[0].y > tall.cues[0].cue.bands[-1].bottom


def test_two_layers_in_rows_do_not_collide() -> None:
    def layer(name: str, said: str, **style: Any) -> dict[str, Any]:
        return {"type": "caption", "id": name, "cues": [{"start": 0, "end": 9, "text": said}], "style": style}

    of = scene(
        layer("a", "كَلِمةٌ طيّبةٌ تُداوي القلوب وأُخرى تجرحها جرحا", row=1),
        layer("e", ENGLISH, text={"language": "en"}),
        layer("t", ENGLISH, position="top"),
    )
    boxes = [state(of, 2, index).block.box for index in range(3)]
    assert boxes[0].bottom < boxes[1].y
    assert boxes[2].bottom < boxes[0].y
    assert boxes[2].y >= 269


def test_speakers_keep_their_colours_whoever_else_is_seen() -> None:
    cues = [{"start": n, "end": n + 1, "text": "كلمة", "speaker": name} for n, name in enumerate("ABCA")]
    layer = {"type": "caption", "id": "w", "cues": cues, "style": {"speaker_colors": ["accent", "ink"]}}
    of = scene(layer)
    fills = [state(of, Fraction(n) + Fraction(1, 2)).colors.text.fill for n in range(4)]
    assert fills[0] == fills[2] == fills[3] != fills[1]
    assert speakers_of(of.layers[0].layer) == ("A", "B", "C")


# Cost and sameness


def many(count: int) -> Scene:
    texts = [{"start": n * 2, "end": n * 2 + 2, "text": f"{ARABIC} {n % 10}"} for n in range(count)]
    other = [{"start": n * 2, "end": n * 2 + 2, "text": ENGLISH} for n in range(count)]
    layer = {
        "type": "caption", "id": "words", "cues": texts, "second": {"cues": other},
        "style": {"spoken_line": {"stays": True}, "before": {"color": "muted"}},
    }  # fmt: skip
    return scene(layer, duration=2 * count)


def calls(of: Scene, time: Fraction) -> int:
    """How many functions are called for a frame."""
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


def test_a_frame_costs_the_same_among_5000_cues_as_among_50() -> None:
    few, lots = many(50), many(5000)
    time = Fraction("21.3")
    halvings = 7  # that finding one of a hundred times as many takes more
    assert calls(lots, time) - calls(few, time) <= 6 * halvings
    assert len(lots.layers[0].content._laid) == 1


@pytest.mark.parametrize("preset", ["word-pill", "marker", "one-word", "two-stacked", "pop-words"])
def test_preview_and_still_of_a_moment_are_the_same_pixels(preset: str) -> None:
    layer = {
        "type": "caption", "id": "words", "cues": [{"start": 0, "end": 4, "text": ARABIC}],
        "style": bundled().caption(preset).style,
        "second": {"cues": [{"start": 0, "end": 4, "text": ENGLISH}]},
    }  # fmt: skip
    document = {"size": {"width": 1080, "height": 1920}, "duration": 4, "background": "#446655"}
    composition = Composition.model_validate({**document, "layers": [layer]})
    stage, still = FrameStage(), Painter(composition, ResourceList(), 0.25)
    # The preview is asked in another order, and keeps what it painted.
    times = [Fraction(2), Fraction(1, 10), Fraction(1), Fraction(2)]
    seen = [stage.paint(composition, ResourceList(), time, 0.25).copy() for time in times]
    for time, preview in zip(times, seen, strict=True):
        assert (still.paint(time) == preview).all()


@settings(max_examples=25)
@given(
    st.floats(0, 9.5), st.sampled_from(["word-pill", "hop", "marker", "typewriter", "phrases", "rise-words"])
)
def test_a_state_does_not_depend_on_what_was_asked_before(time: float, preset: str) -> None:
    layer = {
        "type": "caption", "id": "w", "cues": [{"start": 0, "end": 9, "text": ARABIC}],
        "style": bundled().caption(preset).style,
    }  # fmt: skip
    fresh, used = scene(layer), scene(layer)
    for other in (8, 1, 4):
        used.display_list(Fraction(other))
    assert fresh.display_list(Fraction(time)) == used.display_list(Fraction(time))
