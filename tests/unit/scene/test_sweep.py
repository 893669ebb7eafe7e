"""Highlights and sweeps in pixels, on lines that mix Arabic, Latin and digits: colour runs from right to left
over Arabic and from left to right over Latin, in the order of speech, and no letter moves."""

import json
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from studio.base.color import Rgba
from studio.model.animation import TextUnit
from studio.model.captions import Cue
from studio.scene.captions import timed_words
from studio.scene.layers.caption import CaptionState
from studio.scene.scene import Scene
from studio.scene.sweep import letter_weight, sweep_parts
from studio.text.fonts import FontCatalog
from studio.text.layout import ParagraphLayout
from studio.text.paragraph import TextSpec, layout_paragraph
from tests.unit.scene.composed import pixels, scene, state

CORPUS = Path(__file__).parents[2] / "corpus" / "arabic_strings.json"
MIXED_IDS = ("t23_hashtag", "t29_brackets_mixed", "t31_price", "t33_latin_base", "t35_multiline")
MIXED = [one["text"] for one in json.loads(CORPUS.read_text("utf-8")) if one["id"] in MIXED_IDS]
MIXED += ["نشرت BBC تقريرًا عن الحوار، COVID-19 في 2024", "Dialogue حوار begins with كلمة طيبة", "مبروكYes"]
LIT, PLAIN, GROUND = "#FF8000", "#FFFFFF", "#000000"
START, END = 1, 9
TIMES = [*(Fraction(step, 8) for step in range(8 * START, 8 * END)), END - Fraction(1, 100)]


@cache
def captions(text: str, highlight: str) -> Scene:
    style = {"fade": 0, "highlight": highlight, "highlight_color": LIT, "highlight_text": GROUND}
    style |= {"text": {"color": PLAIN}, "box": GROUND, "highlight_change": 0}
    layer = {"type": "caption", "id": "words", "cues": [{"start": START, "end": END, "text": text}]}
    return scene({**layer, "style": style}, background=GROUND)


@cache
def layout_of(text: str) -> ParagraphLayout:
    shown: CaptionState = state(captions(text, "sweep"), START)
    return shown.cue.text.layout


@cache
def painted(text: str, highlight: str, time: Fraction) -> NDArray[np.int16]:
    frame = pixels(captions(text, highlight).display_list(time), 0.5)
    return frame[450:640, :, 2::-1].astype(np.int16)


def lit(frame: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Pixels nearer to the highlight's colour than to the text's (the blue tells) or to the ground's."""
    mask: NDArray[np.bool_] = (frame[..., 0] > 100) & (frame[..., 2] < frame[..., 0] // 2)
    return mask


def letter_columns(text: str, letter: int) -> slice:
    """Columns of `painted` in which a letter's advance stands."""
    shown: CaptionState = state(captions(text, "sweep"), START)
    box = shown.cue.text.layout.units(TextUnit.LETTER)[letter].box.moved(shown.cue.text.x, 0)
    return slice(round(box.x / 2), max(round(box.right / 2), round(box.x / 2) + 1))


def letter_rows(text: str, letter: int) -> slice:
    shown: CaptionState = state(captions(text, "sweep"), START)
    box = shown.cue.text.layout.units(TextUnit.LETTER)[letter].box.moved(0, shown.cue.text.y)
    return slice(max(0, round(box.y / 2) - 450), max(0, round(box.bottom / 2) - 450))


@pytest.mark.parametrize("text", MIXED)
def test_sweep_reaches_letters_in_logical_order(text: str) -> None:
    """Whatever the direction, colour comes to no letter before the one that is said before it."""
    first_seen: dict[int, Fraction] = {}
    letters = layout_of(text).units(TextUnit.LETTER)
    for time in TIMES:
        seen = lit(painted(text, "sweep", time))
        for letter in letters:
            columns, rows = letter_columns(text, letter.index), letter_rows(text, letter.index)
            if letter.index not in first_seen and seen[rows, columns].any():
                first_seen[letter.index] = time
    inked = [letter.index for letter in letters if letter.ink.width > 6]
    assert set(inked) <= set(first_seen), "in the end every letter has its colour"
    order = [first_seen[index] for index in inked]
    step = Fraction(1, 8)  # ink reaches into a neighbour's advance, so two letters may seem to come at once
    assert all(later >= earlier - 2 * step for earlier, later in pairwise(order))
    assert order[-1] > order[0]


@pytest.mark.parametrize("text", MIXED)
def test_sweep_runs_along_each_words_own_direction(text: str) -> None:
    of = captions(text, "sweep")
    content: CaptionState = state(of, START)
    for part in content.cue.sweep:
        half = (part.start + part.end) / 2
        glyphs = [content.cue.text.layout.glyphs[index] for index in part.glyphs]
        ink = content.cue.text.layout.units(TextUnit.LETTER)
        own = [ink[glyph.letter].ink for glyph in glyphs]
        left, right = min(box.x for box in own), max(box.right for box in own)
        if right - left < 30:
            continue
        rows = slice(
            max(0, round((min(box.y for box in own) + content.cue.text.y) / 2) - 450),
            round((max(box.bottom for box in own) + content.cue.text.y) / 2) - 450,
        )
        start, end = round((left + content.cue.text.x) / 2), round((right + content.cue.text.x) / 2)
        region = painted(text, "sweep", half)[rows, start:end]
        columns = lit(region).sum(axis=0)
        middle = (end - start) // 2
        on_left, on_right = columns[: middle // 2].sum(), columns[-(middle // 2) :].sum()
        if glyphs[0].rtl:
            assert on_right > on_left
        else:
            assert on_left > on_right


@pytest.mark.parametrize("highlight", ["box", "color", "sweep"])
@pytest.mark.parametrize("text", MIXED[:4])
def test_highlights_follow_the_speech_and_not_the_line(text: str, highlight: str) -> None:
    """At the middle of each word's time its middle is lit, wherever it stands."""
    words = timed_words(Cue(start=Fraction(START), end=Fraction(END), text=text))
    letters = layout_of(text).units(TextUnit.LETTER)
    for word in words:
        own = [letter for letter in letters if word.first <= letter.start < word.last]
        seen = lit(painted(text, highlight, (word.start + word.end) / 2))
        columns = [letter_columns(text, letter.index) for letter in own]
        rows = letter_rows(text, own[0].index)
        left, right = min(one.start for one in columns), max(one.stop for one in columns)
        assert seen[rows, left:right].any(), text[word.first : word.last]


@pytest.mark.parametrize("highlight", ["color", "sweep"])
@pytest.mark.parametrize("text", MIXED)
def test_no_letter_moves_while_colours_change(text: str, highlight: str) -> None:
    """The silhouette of the text (red is the same in both colours) is the same in every frame."""
    frames = [painted(text, highlight, time)[..., 0] for time in TIMES[:: len(TIMES) // 9]]
    for frame in frames[1:]:
        assert np.abs(frame - frames[0]).max() <= 24  # rounding where two parts of a line meet
        assert np.abs(frame - frames[0]).mean() < 0.05


@pytest.mark.parametrize("text", MIXED)
def test_boxes_of_lines_and_words_are_the_same_at_any_time(text: str) -> None:
    of = captions(text, "box")
    boxes = {
        tuple(
            unit.box for kind in (TextUnit.LINE, TextUnit.WORD) for unit in shown.cue.text.layout.units(kind)
        )
        for time in TIMES
        if (shown := state(of, time))
    }
    grounds = {state(of, time).cue.ground for time in TIMES}
    assert len(boxes) == len(grounds) == 1


@pytest.mark.parametrize("text", MIXED)
def test_parts_cover_every_glyph_once_and_follow_each_other(text: str) -> None:
    cue = Cue(start=Fraction(0), end=Fraction(5), text=text)
    parts = sweep_parts(cue, layout_of(text))
    glyphs = [glyph for part in parts for glyph in part.glyphs]
    assert sorted(glyphs) == list(range(len(layout_of(text).glyphs)))
    assert all(one.end <= two.start for one, two in pairwise(parts))
    for part in parts:
        edges = [part.edge(step / 20) for step in range(21)]
        assert edges in (sorted(edges), sorted(edges, reverse=True))
        assert (edges[0], edges[-1]) == (part.edges[0], part.edges[-1])


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
@settings(max_examples=60)
def test_any_text_sweeps(text: str) -> None:
    cue = Cue(start=Fraction(0), end=Fraction(5), text=text)
    fonts = FontCatalog.bundled()
    layout = layout_paragraph(TextSpec(text, fonts.face("Cairo"), 50.0, max_width=400.0), fonts)
    for part in sweep_parts(cue, layout):
        assert 0 <= part.start <= part.end <= 5
        assert part.level(part.start) in (0, 1)
        assert part.level(part.end) == 1
        part.paint(0.4, Rgba(255, 128, 0), Rgba(255, 255, 255), 0.0, 50.0)


def test_a_running_word_is_painted_once_so_that_no_colour_shows_at_its_edges() -> None:
    part = sweep_parts(Cue(start=Fraction(0), end=Fraction(5), text=MIXED[0]), layout_of(MIXED[0]))[0]
    swept, rest = Rgba(255, 128, 0), Rgba(255, 255, 255)
    for level in (0.001, 0.3, 0.5, 0.999):
        paint: Any = part.paint(level, swept, rest, 0.0, 60.0)
        places = [at for at, _ in paint.stops]
        assert places == sorted(places)
        assert 0 <= places[0] <= places[-1] <= 1
    assert part.paint(0.0, swept, rest, 0.0, 60.0).stops[-1][1] == rest
    assert part.paint(1.0, swept, rest, 0.0, 60.0).stops[0][1] == swept


def test_marks_take_little_time_and_a_pause_only_where_it_is_in_the_words_time() -> None:
    assert letter_weight("كَ", timed=True) < 1.5 * letter_weight("ك", timed=True)
    assert letter_weight("،", timed=False) > letter_weight("،", timed=True)
    assert letter_weight("\u200f", timed=True) > 0
