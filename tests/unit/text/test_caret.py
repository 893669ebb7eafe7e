"""The cursor in laid-out text: where it stands, how it moves, what it selects."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.geometry import Point
from studio.text.caret import CaretMap
from studio.text.fonts import FontCatalog
from studio.text.graphemes import grapheme_boundaries
from studio.text.paragraph import TextSpec, layout_paragraph


@cache
def _carets(text: str, width: float | None = 600, language: str = "ar") -> CaretMap:
    catalog = FontCatalog.bundled()
    spec = TextSpec(text, catalog.face("Cairo", 400), 50.0, language, max_width=width)
    return CaretMap(layout_paragraph(spec, catalog))


def _xs(carets: CaretMap) -> list[float]:
    return [carets.shape(carets.at(index)).x for index in carets.boundaries]


def test_caret_of_arabic_goes_from_right_to_left() -> None:
    xs = _xs(_carets("مرحبا بكم"))
    assert xs == sorted(xs, reverse=True)
    assert len(set(xs)) == len(xs)


def test_caret_of_latin_goes_from_left_to_right() -> None:
    xs = _xs(_carets("hello you", language="en"))
    assert xs == sorted(xs)


def test_marks_belong_to_their_letter() -> None:
    carets = _carets("مُحَمَّد")
    assert carets.boundaries == (0, 2, 4, 7, 8)
    assert carets.at(3).index == 2


def test_a_change_of_direction_has_two_places() -> None:
    text = "لغة abc هنا"
    carets = _carets(text)
    caret = carets.at(text.index("a"))
    twin = carets.twin(caret)
    assert twin is not None
    # One beside the Arabic space before, one beside the Latin letter, at the other end of the Latin word.
    a = next(cell for cell in carets.lines[0].cells if cell.start == text.index("a"))
    c = next(cell for cell in carets.lines[0].cells if cell.start == text.index("c"))
    places = {round(carets.shape(one).x) for one in (caret, twin)}
    assert places == {round(a.left), round(c.right)}
    assert carets.shape(caret).rtl
    assert not carets.shape(twin).rtl
    assert carets.twin(carets.at(1)) is None


@pytest.mark.parametrize("text", ["مرحبا بكم", "لغة abc هنا", "abc لغة 123 def", "١٢٣ و 45% (نص)", "a\nب\n"])
def test_arrows_reach_every_stop_and_come_back(text: str) -> None:
    carets = _carets(text)
    start = carets.home(carets.at(0))
    rtl = carets.lines[0].rtl
    on, back = (carets.left, carets.right) if rtl else (carets.right, carets.left)
    caret, xs = start, [carets.shape(start).x]
    line = start.line
    for _ in carets.lines[0].cells:
        caret = on(caret)
        xs.append(carets.shape(caret).x)
    assert xs == sorted(xs, reverse=rtl), "an arrow always moves the way it points"
    assert caret.line == line
    for _ in carets.lines[0].cells:
        caret = back(caret)
    assert (caret.line, caret.stop) == (start.line, start.stop)


def test_arrow_at_the_end_of_a_line_goes_on_reading() -> None:
    carets = _carets("سطر\nآخر")
    end = carets.end(carets.at(0))
    on = carets.left(end)
    assert (on.line, on.index) == (1, 4)
    assert carets.right(on) == end


def test_click_on_a_half_of_a_letter_puts_the_caret_there() -> None:
    carets = _carets("مرحبا abc")
    line = carets.lines[0]
    for cell in line.cells:
        quarter = (cell.right - cell.left) / 4
        y = (line.top + line.bottom) / 2
        assert carets.hit(Point(cell.left + quarter, y)).index == (cell.end if cell.rtl else cell.start)
        assert carets.hit(Point(cell.right - quarter, y)).index == (cell.start if cell.rtl else cell.end)


def test_selection_across_directions_has_several_boxes() -> None:
    text = "لغة abc هنا"
    carets = _carets(text)
    assert len(carets.selection(0, len(text))) == 1
    assert len(carets.selection(2, 6)) == 2, "the end of the Arabic word and the first two Latin letters"
    assert carets.selection(3, 3) == ()


def test_an_empty_text_and_a_new_line_have_a_caret() -> None:
    empty = _carets("")
    assert empty.at(0).index == 0
    assert empty.shape(empty.at(0)).bottom > empty.shape(empty.at(0)).top
    begun = _carets("سطر\n")
    last = begun.at(4)
    assert last.line == 1
    assert begun.shape(last).top == pytest.approx(begun.lines[0].bottom)
    assert begun.up(last).line == 0


def test_words_are_steps() -> None:
    carets = _carets("واحد اثنان three")
    assert carets.word_at(6) == (5, 10)
    assert carets.word_on(0, 1) == 5
    assert carets.word_on(8, -1) == 5


_TEXT = st.text(st.sampled_from("مرحبا لاًّabc 12٣٤(.)\n%"), max_size=24)


@settings(max_examples=60, deadline=None)
@given(_TEXT)
def test_every_place_has_a_caret_within_its_line(text: str) -> None:
    carets = _carets(text, 300)
    for index in grapheme_boundaries(text) or (0,):
        caret = carets.at(index)
        assert caret.index == index
        line = carets.lines[caret.line]
        assert 0 <= caret.stop <= len(line.cells)
    covered = sorted(cell.start for line in carets.lines for cell in line.cells)
    assert len(covered) == len(set(covered)), "no letter stands twice"


@settings(max_examples=60, deadline=None)
@given(_TEXT, st.integers(0, 24), st.integers(0, 24))
def test_selections_of_two_halves_are_as_wide_as_the_whole(text: str, one: int, other: int) -> None:
    carets = _carets(text, 300)
    bounds = carets.boundaries
    a, b = sorted((bounds[one % len(bounds)], bounds[other % len(bounds)]))

    def width(start: int, end: int) -> float:
        return sum(box.width for box in carets.selection(start, end))

    assert width(0, len(text)) == pytest.approx(width(0, a) + width(a, b) + width(b, len(text)), abs=0.1)
