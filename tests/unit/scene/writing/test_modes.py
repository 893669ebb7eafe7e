"""Typed, penned and scrambled texts, by their pixels: whole in the end, never torn, never out of place."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from studio.render.rasterizer import Rasterizer
from studio.scene.scene import Scene
from studio.scene.writing.pen_field import connected_parts
from tests.unit.scene.composed import light, scene, shot

CORPUS = [
    one["text"]
    for one in json.loads(
        (Path(__file__).parents[3] / "corpus" / "arabic_strings.json").read_text(encoding="utf-8")
    )
]
PRESETS = (
    *("typewriter", "typewriter-cursor", "typewriter-words"),
    *("pen", "handwriting", "scramble", "scramble-center"),
)
WIDTH, HEIGHT = 1080, 360
DURATION = 20
TEXT = "حُسْنُ الظَّنِّ لا Zoë ٢٥٪"


def text(
    preset: str, content: str = TEXT, family: str = "Amiri", style: dict[str, Any] | None = None, **more: Any
) -> Scene:
    layer = {
        "type": "text",
        "id": "text",
        "text": content,
        "style": {"family": family, "size": 240, "min_size": 240, "color": "#FFFFFF", **(style or {})},
        "place": {"area": "canvas", "width": 1000},
        "animations": [{"preset": preset, **more}] if preset else [],
    }
    return scene(layer, width=WIDTH, height=HEIGHT, background="#000000", duration=DURATION)


def rest(content: str = TEXT, family: str = "Amiri", style: dict[str, Any] | None = None) -> Any:
    return light(text("", content, family, style), 10)


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_is_seen_before_and_the_resting_picture_after(preset: str) -> None:
    of = text(preset)
    assert not light(of, 0).any()
    assert np.array_equal(light(of, 19), rest())


@pytest.mark.parametrize("preset", PRESETS)
def test_a_way_out_begins_with_the_resting_picture_and_leaves_nothing(preset: str) -> None:
    of = text(preset, phase="out")
    assert np.array_equal(light(of, 1), rest())
    left = light(of, Fraction(DURATION) - Fraction(1, 10**6))
    if preset == "typewriter-cursor":  # letters go at once: the first one stays for its step
        left = left[:, : WIDTH * 3 // 4]
    assert not left.any()


def torn(partial: NDArray[np.int16], whole: NDArray[np.int16]) -> int:
    """How many parts of the whole picture's ink are in more pieces in the partial one."""
    labels, _ = connected_parts(whole >= 96)
    pieces, count = connected_parts(partial >= 128)
    at_rest, rest_count = connected_parts(whole >= 128)
    pieces_of = np.bincount(
        [int(labels[pieces == piece].max()) for piece in range(count)], minlength=labels.max() + 2
    )
    rests_of = np.bincount(
        [int(labels[at_rest == piece].max()) for piece in range(rest_count)], minlength=labels.max() + 2
    )
    return int((pieces_of > rests_of).sum())


@pytest.mark.parametrize("family", ["Amiri", "Cairo", "Aref Ruqaa", "Noto Kufi Arabic"])
@pytest.mark.parametrize("content", CORPUS[::8])
def test_a_pen_never_leaves_ink_in_more_pieces_than_at_rest(content: str, family: str) -> None:
    of, whole = text("pen", content, family), rest(content, family)
    seen = np.zeros_like(whole)
    for moment in range(12):
        partial = light(of, Fraction(moment, 4))
        assert torn(partial, whole) == 0
        assert (partial <= whole + 2).all()  # the pen goes along the letters, nowhere else
        assert (partial >= seen - 2).all()  # and what is written stays
        seen = partial


@pytest.mark.parametrize("family", ["Amiri", "Cairo", "Aref Ruqaa"])
@pytest.mark.parametrize("word", ["كتابي", "حُسْنُ", "سلام"])
def test_typed_letters_are_as_whole_as_their_prefix_at_rest(word: str, family: str) -> None:
    of = text("typewriter", word, family, duration=0, stagger="0.1")
    letters = [letter for letter in word if not "\u064b" <= letter <= "\u0652"]
    marked = [word.index(letter) for letter in letters]
    for count in range(1, len(letters) + 1):
        end = marked[count] if count < len(letters) else len(word)
        typed = light(of, Fraction(count * 2 - 1, 20))
        _, pieces = connected_parts(typed >= 128)
        _, alone = connected_parts(rest(word[:end], family) >= 128)
        assert pieces == alone


def test_words_and_lines_stand_where_they_will_stand() -> None:
    content = "كتاب طويل في المكتبة القديمة"
    whole = rest(content, "Cairo")
    columns = np.nonzero(whole.any(axis=0))[0]
    of = text("typewriter", content, "Cairo", duration=0, stagger="0.1")
    first = light(of, "0.05")
    assert np.nonzero(first.any(axis=0))[0].max() == columns.max()  # the reading side does not move
    by_words = text("typewriter-words", content, "Cairo", duration="0.01", stagger="0.1")
    partial = light(by_words, "0.15")
    assert partial.any()
    assert np.array_equal(partial[partial > 0], whole[partial > 0])


@pytest.mark.parametrize("preset", PRESETS[:5])
def test_writing_keeps_the_order_of_reading_whatever_is_asked_for(preset: str) -> None:
    ordered, other = text(preset), text(preset, order="reverse")
    for moment in (Fraction(1, 5), Fraction(4, 5)):
        assert np.array_equal(light(ordered, moment), light(other, moment))


def test_a_soft_letter_opens_from_where_it_joins() -> None:
    of = text("typewriter", "سلا", "Cairo", duration=1, stagger=1)
    whole = light(text("typewriter", "سلا", "Cairo", duration=0, stagger=1), "1.5")  # سل
    halfway = light(of, "1.5")
    assert (halfway <= whole + 2).all()
    assert 0 < halfway.sum() < whole.sum()
    columns = whole.sum(axis=0) > 0
    right = np.nonzero(columns)[0].max()
    assert np.array_equal(halfway[:, right - 40 :], whole[:, right - 40 :])


def test_a_cursor_stands_before_the_next_letter_and_goes() -> None:
    plain, cursor = text("typewriter", duration=0, stagger="0.2"), text("typewriter-cursor", stagger="0.2")
    difference = light(cursor, "0.3") - light(plain, "0.3")
    rows, columns = np.nonzero(difference > 128)
    assert len(rows)
    ink = np.nonzero(light(plain, "0.3").any(axis=0))[0]
    assert columns.max() < ink.min() + 12  # right to left: at the left of what is written
    assert np.array_equal(light(cursor, 19), rest())


@pytest.mark.parametrize("preset", ["scramble", "scramble-center"])
def test_scrambled_letters_are_the_same_for_a_seed_and_stay_in_their_words_places(preset: str) -> None:
    content = "قصّة قصيرة جدًّا"
    of = text(preset, content, seed=3)
    whole = rest(content)
    rows, columns = np.nonzero(whole)
    for moment in ("0.25", "0.4"):
        strange = light(of, moment)
        assert np.array_equal(strange, light(text(preset, content, seed=3), moment))
        assert not np.array_equal(strange, whole)
        seen = np.nonzero(strange)[1]
        assert seen.min() >= columns.min() - 15
        assert seen.max() <= columns.max() + 15
    assert not np.array_equal(light(of, "0.25"), light(text(preset, content, seed=4), "0.25"))
    assert rows.size


@pytest.mark.parametrize("preset", PRESETS)
def test_modes_go_with_motions_of_the_whole_and_other_ways_out(preset: str) -> None:
    layer = {
        "type": "text",
        "id": "text",
        "text": TEXT,
        "style": {"family": "Amiri", "size": 240, "min_size": 240, "color": "#FFFFFF"},
        "place": {"area": "canvas", "width": 1000},
        "animations": [
            {"preset": preset},
            {"preset": "drift", "phase": "during"},
            {"preset": "fade", "phase": "out"},
        ],
    }
    of = scene(layer, width=WIDTH, height=HEIGHT, background="#000000", duration=DURATION)
    assert not light(of, 0).any()
    assert light(of, "0.5").any()
    before, leaving = light(of, 19), light(of, "19.95")
    assert before.any()
    assert 0 < leaving.max() < before.max()


def test_letters_may_move_while_they_are_typed() -> None:
    content = "سلام عليكم"
    typed = {"preset": "typewriter", "duration": 0, "stagger": "0.1"}
    still = text("typewriter", content, duration=0, stagger="0.1")
    layer = {
        "type": "text",
        "id": "text",
        "text": content,
        "style": {"family": "Amiri", "size": 240, "min_size": 240, "color": "#FFFFFF"},
        "place": {"area": "canvas", "width": 1000},
        "animations": [typed, {"preset": "rise", "phase": "out", "unit": "word", "delay": "19.2"}],
    }
    of = scene(layer, width=WIDTH, height=HEIGHT, background="#000000", duration=DURATION)
    leaving = light(of, "0.45")  # the way out has begun before all is typed
    assert leaving.any()
    assert not np.array_equal(leaving, light(still, "0.45"))
    assert not light(of, 1).any()


@pytest.mark.parametrize("preset", PRESETS)
def test_strokes_shadows_and_pictures_come_along(preset: str) -> None:
    style = {
        "stroke": {"color": "#808080", "width": 6},
        "shadow": {"color": "#404040", "offset": [4, 6], "blur": 8},
    }
    of = text(preset, "سلام 🙂", "Cairo", style)
    for moment in ("0.1", "0.3", "0.6"):
        shot(of, moment)
    assert np.array_equal(light(of, 19), rest("سلام 🙂", "Cairo", style))


@pytest.mark.parametrize("preset", PRESETS)
def test_spans_keep_their_colours_and_grounds_come_with_their_letters(preset: str) -> None:
    layer = {
        "type": "text",
        "id": "text",
        "text": "سلام لا كتاب",
        "style": {"family": "Cairo", "size": 240, "min_size": 240, "color": "#FFFFFF"},
        "spans": [
            {"find": "كتاب", "highlight": {"color": "#404040"}, "color": "#000000"},
            {"find": "سلام", "color": "#808080"},
        ],
        "place": {"area": "canvas", "width": 1000},
    }
    resting = scene(layer, width=WIDTH, height=HEIGHT, background="#000000", duration=DURATION)
    whole = light(resting, 1)
    animated = {**layer, "animations": [{"preset": preset}]}
    of = scene(animated, width=WIDTH, height=HEIGHT, background="#000000", duration=DURATION)
    assert np.array_equal(light(of, 19), whole)
    early = light(of, "0.15")
    if not preset.startswith("scramble"):
        assert not early[:, : WIDTH // 2].any()  # its word is not there yet, so neither is its ground
    if preset == "pen":
        assert 0 < early.max() <= 0x80


@pytest.mark.parametrize("preset", ["pen", "typewriter"])
def test_painting_only_what_changed_gives_the_same_frames(preset: str) -> None:
    of = text(preset)
    running = Rasterizer(WIDTH, HEIGHT)
    for frame in range(0, 36, 3):
        listed = of.display_list(Fraction(frame, 30))
        running.rasterize(listed)
        fresh = Rasterizer(WIDTH, HEIGHT)
        fresh.rasterize(listed)
        assert np.array_equal(running.pixels, fresh.pixels)


def test_layers_without_letters_follow_the_channels() -> None:
    box = {
        "type": "shape",
        "id": "box",
        "fill": "#FFFFFF",
        "place": {"area": "canvas", "width": 100, "height": 100},
        "animations": [{"preset": "typewriter", "duration": 1}],
    }
    of = scene(box, width=WIDTH, height=HEIGHT, background="#000000", duration=4)
    assert not light(of, 0).any()
    assert 0 < light(of, "0.5").max() < 255
    assert light(of, 2).max() == 255


@given(
    content=st.text(max_size=24),
    preset=st.sampled_from(PRESETS),
    phase=st.sampled_from(["in", "out"]),
    moment=st.fractions(0, DURATION),
)
@hypothesis_settings(max_examples=40)
def test_any_text_can_be_written_in_any_mode(content: str, preset: str, phase: str, moment: Fraction) -> None:
    of = text(preset, content, "Cairo", phase=phase, duration=5)
    of.display_list(moment)
