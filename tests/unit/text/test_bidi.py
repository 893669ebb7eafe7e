"""UAX #9, held to the Unicode conformance tests and to FriBidi's answers for Arabic caption text."""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.text.bidi import (
    Direction,
    level_runs,
    levels_of_classes,
    line_levels_of_classes,
    paragraph_direction,
    reset_line_levels,
    resolve_levels,
    split_paragraphs,
    visual_order,
    visual_runs,
)
from studio.text.bidi_explicit import REMOVED
from studio.text.bidi_resolve import bracket_pairs
from studio.text.unicode_data import bidi_classes

TESTS = Path(__file__).parents[2]
DIRECTIONS = {0: Direction.LTR, 1: Direction.RTL}
SHOWN_FAILURES = 5


def data_lines(name: str) -> Iterator[str]:
    with gzip.open(TESTS / "unicode" / f"{name}.txt.gz", "rt", encoding="utf-8") as file:
        for line in file:
            content = line.partition("#")[0].strip()
            if content:
                yield content


def bidi_test_failures() -> Iterator[str]:
    levels: list[int] = []
    order: list[int] = []
    for line in data_lines("BidiTest"):
        if line.startswith("@Levels:"):
            levels = [REMOVED if item == "x" else int(item) for item in line.split()[1:]]
        elif line.startswith("@Reorder:"):
            order = [int(item) for item in line.split()[1:]]
        else:
            names, bits = line.split(";")
            classes = names.split()
            bases = {base for bit, base in ((1, None), (2, 0), (4, 1)) if int(bits, 16) & bit}
            if None in bases:  # the base that "auto" finds: the same case as one given, so resolve it once
                bases.remove(None)
                bases.add(levels_of_classes(classes)[0])
            for base in bases:
                resolved = levels_of_classes(classes, base)[1]
                kept = [i for i, level in enumerate(resolved) if level != REMOVED]
                line_levels = line_levels_of_classes(classes, resolved, base or 0)
                shown = [line_levels[i] if resolved[i] != REMOVED else REMOVED for i in range(len(classes))]
                seen = [kept[i] for i in visual_order([line_levels[i] for i in kept])]
                if shown != levels or seen != order:
                    yield f"{line} base {base}: {shown} {seen}, not {levels} {order}"


@pytest.mark.slow
def test_every_case_of_bidi_test_passes() -> None:
    assert list(islice(bidi_test_failures(), SHOWN_FAILURES)) == []


def bidi_character_test_failures() -> Iterator[str]:
    for line in data_lines("BidiCharacterTest"):
        codes, wanted, base_level, level_items, order = (field.split() for field in line.split(";"))
        text = "".join(chr(int(code, 16)) for code in codes)
        levels = [REMOVED if item == "x" else int(item) for item in level_items]
        paragraph = resolve_levels(text, DIRECTIONS.get(int(wanted[0])))
        line_levels = reset_line_levels(text, paragraph.levels, paragraph.base_level, 0, len(text))
        shown = [REMOVED if i in paragraph.removed else level for i, level in enumerate(line_levels)]
        seen = [i for i in visual_order(line_levels) if i not in paragraph.removed]
        if shown != levels or seen != [int(i) for i in order] or paragraph.base_level != int(base_level[0]):
            yield f"{line}: {shown} {seen}"


def test_every_case_of_bidi_character_test_passes() -> None:
    assert list(islice(bidi_character_test_failures(), SHOWN_FAILURES)) == []


def corpus() -> list[Any]:
    entries: list[Any] = json.loads((TESTS / "corpus" / "arabic_strings.json").read_text(encoding="utf-8"))
    return entries


@pytest.mark.parametrize("entry", corpus(), ids=lambda entry: entry["id"])
def test_levels_and_order_of_caption_text_agree_with_fribidi(entry: Any) -> None:
    references = entry["bidi_reference_fribidi_1_0_8"]
    paragraphs = split_paragraphs(entry["text"])
    assert len(paragraphs) == len(references)
    for (start, end), reference in zip(paragraphs, references, strict=True):
        text = entry["text"][start:end].rstrip("\n")
        base = None if reference["base"] == "auto" else Direction(reference["base"])
        paragraph = resolve_levels(text, base)
        levels = reset_line_levels(text, paragraph.levels, paragraph.base_level, 0, len(text))
        kept = [i for i in range(len(text)) if i not in paragraph.removed]
        assert [levels[i] for i in kept] == [reference["levels"][i] for i in kept]
        assert [i for i in visual_order(levels) if i in kept] == [
            i for i in reference["visual_order"] if i in kept
        ]


CONTROLS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from(list(CONTROLS + "()[]«»<> \n\r\t12٣٤+-.,:/%$aZאبجَ\u200b\u200d😀\ud800")),
        st.characters(exclude_categories=[]),
    )
)


@given(ANY_TEXT, st.sampled_from([None, *Direction]))
def test_any_string_has_one_level_a_code_point_and_an_order_that_loses_nothing(
    text: str, base: Direction | None
) -> None:
    paragraph = resolve_levels(text, base)
    assert len(paragraph.levels) == len(text)
    assert all(0 <= level <= 126 for level in paragraph.levels)
    levels = reset_line_levels(text, paragraph.levels, paragraph.base_level, 0, len(text))
    assert sorted(visual_order(levels)) == list(range(len(text)))


@given(st.lists(st.integers(0, 126)))
def test_runs_cover_the_line_once_in_both_orders(levels: list[int]) -> None:
    runs = level_runs(levels, 0, len(levels))
    assert [level for start, end, level in runs for _ in range(start, end)] == levels
    assert [start for start, _, _ in runs[1:]] == [end for _, end, _ in runs[:-1]]
    assert sorted(visual_runs(levels, 0, len(levels))) == runs


@pytest.mark.parametrize(
    ("alphabet", "base"),
    [("aZ1+-.%! \u0301\u200d\t", Direction.LTR), ("بجא،! .-%\u064e\u200d\t", Direction.RTL)],
)
@given(data=st.data())
def test_text_of_one_direction_takes_the_short_way_to_the_same_levels(
    alphabet: str, base: Direction, data: st.DataObject
) -> None:
    text = data.draw(st.text(alphabet))
    paragraph = resolve_levels(text, base)
    expected = levels_of_classes(bidi_classes(text), paragraph.base_level)[1]
    assert paragraph.removed == {i for i, level in enumerate(expected) if level == REMOVED}
    assert set(expected) - {REMOVED} <= {paragraph.base_level}
    assert set(paragraph.levels) <= {paragraph.base_level}


@pytest.mark.parametrize(
    "unit", ["\u2067ا", "\u202eb", "(", "(ا[", "ا 12, ", "\u2068", "\ud800", "\u2069\u202c"]
)
def test_ten_thousand_characters_of_anything_are_resolved(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    assert len(resolve_levels(text).levels) == 10_000


def test_direction_comes_from_the_first_strong_character_outside_isolates() -> None:
    assert paragraph_direction("123 مرحبا abc") is Direction.RTL
    assert paragraph_direction("#Sale خصم") is Direction.LTR
    assert paragraph_direction("\u2066abc\u2069 مرحبا") is Direction.RTL
    assert paragraph_direction("123!") is Direction.LTR
    assert paragraph_direction("123!", Direction.RTL) is Direction.RTL
    assert paragraph_direction("...\nمرحبا") is Direction.LTR  # only the first paragraph counts


def test_line_ends_are_reset_for_each_line_by_itself() -> None:
    text = "abc def مرحبا"
    paragraph = resolve_levels(text, Direction.RTL)
    assert paragraph.levels[3] == 2  # the space stands inside Latin text
    first_line = reset_line_levels(text, paragraph.levels, paragraph.base_level, 0, 4)
    assert first_line == (2, 2, 2, 1)  # and at the left end of the line when the line ends there
    assert visual_order(first_line) == (3, 0, 1, 2)


def test_controls_that_are_not_drawn_stay_within_their_run() -> None:
    paragraph = resolve_levels("ab\u202bcd\u202c", Direction.LTR)
    assert paragraph.removed == {2, 5}
    assert level_runs(paragraph.levels, 0, 6) == [(0, 3, 0), (3, 6, 2)]


def test_an_embedding_ends_with_its_paragraph() -> None:
    assert resolve_levels("\u202bab\ncd", Direction.LTR).levels == (0, 2, 2, 0, 0, 0)


def test_brackets_stop_pairing_at_the_sixty_fourth_open_one() -> None:
    assert len(bracket_pairs(["ON"] * 126, "(" * 63 + ")" * 63)) == 63
    assert bracket_pairs(["ON"] * 130, "()" + "(" * 64 + ")" * 64) == [(0, 1)]
    assert bracket_pairs(["ON"] * 2, "\u2329\u3009") == [(0, 1)]  # canonically equivalent angle brackets


def test_carriage_return_and_line_feed_end_one_paragraph() -> None:
    assert split_paragraphs("a\r\nb\n\nc") == [(0, 3), (3, 5), (5, 6), (6, 7)]
    assert split_paragraphs("") == []
