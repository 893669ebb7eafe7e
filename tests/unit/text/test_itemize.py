"""Runs of one level, script and font."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.languages import script_of
from studio.text.bidi import Direction, resolve_levels
from studio.text.fonts import EMOJI_FAMILY, FontCatalog
from studio.text.graphemes import grapheme_boundaries
from studio.text.itemize import Run, itemize, itemize_mixed, language_direction

CATALOG = FontCatalog.bundled()
CAIRO = CATALOG.face("Cairo", 700)
TAJAWAL = CATALOG.face("Tajawal", 500)


def runs(text: str, family: str = "Cairo", language: str = "ar") -> tuple[Run, ...]:
    bidi = resolve_levels(text)
    return itemize(text, bidi.levels, bidi.base_level, CATALOG.face(family, 500), language, CATALOG)


def cut(text: str, family: str = "Cairo") -> list[tuple[str, str, int]]:
    return [(text[run.start : run.end], run.script, run.level) for run in runs(text, family)]


def test_a_common_character_takes_the_script_before_it() -> None:
    assert cut("نشر Zoë كتابًا") == [("نشر ", "Arab", 1), ("Zoë", "Latn", 2), (" كتابًا", "Arab", 1)]


def test_what_stands_at_the_start_takes_the_first_script() -> None:
    assert cut("«نعم»") == [("«نعم»", "Arab", 1)]


def test_both_brackets_of_a_pair_have_one_script() -> None:
    found = cut("قال (Hello) ثم")
    assert found == [("قال (", "Arab", 1), ("Hello", "Latn", 2), (") ثم", "Arab", 1)]


def test_digits_in_arabic_are_set_as_arabic() -> None:
    assert [script for _, script, _ in cut("عام 2015 و٢٠١٦")] == ["Arab"] * 4


def test_a_mark_stays_with_its_letter() -> None:
    text = "é e\u0301 بِ"
    boundaries = set(grapheme_boundaries(text))
    assert all(run.start in boundaries and run.end in boundaries for run in runs(text, "Tajawal"))


def test_a_word_with_a_letter_that_the_font_lacks_comes_whole_from_another() -> None:
    assert not TAJAWAL.covers(ord("ہ"))
    text = "سلام کہاں سلام"
    by_font = [(text[run.start : run.end].strip(), run.face is TAJAWAL) for run in runs(text, "Tajawal")]
    assert [one for one in by_font if one[0]] == [("سلام", True), ("کہاں", False), ("سلام", True)]


def test_emoji_come_from_the_colour_font() -> None:
    faces = [run.face.family for run in runs("مبروك 🎉🎉 لكم") if run.face]
    assert faces == ["Cairo", EMOJI_FAMILY, "Cairo"]


def test_what_no_font_has_is_a_run_without_a_face() -> None:
    assert [run.face for run in runs("\U00013000")] == [None]


@pytest.mark.parametrize(
    ("tag", "script"),
    [
        ("ar", "Arab"),
        ("fa-IR", "Arab"),
        ("ur", "Arab"),
        ("en", "Latn"),
        ("ar-Latn", "Latn"),
        ("az_Arab", "Arab"),
    ],
)
def test_script_of_a_language_tag(tag: str, script: str) -> None:
    assert script_of(tag) == script


def test_direction_of_a_language() -> None:
    assert language_direction("he") is Direction.RTL
    assert language_direction("fr") is Direction.LTR


@given(
    text=st.text(st.sampled_from("ابتيلاءَُّْ ،؛؟()«»[]abcXYZ 0123٤٥!:.-©…אё\u200d\u0640"), max_size=30),
    direction=st.sampled_from(list(Direction)),
    family=st.sampled_from(["Cairo", "Amiri", "Scheherazade New"]),
)
def test_a_text_that_is_plainly_one_run_has_the_runs_found_letter_by_letter(
    text: str, direction: Direction, family: str
) -> None:
    bidi = resolve_levels(text, direction)
    given_to = (text, bidi.levels, bidi.base_level, CATALOG.face(family, 400), "ar", CATALOG)
    assert itemize(*given_to) == (itemize_mixed(*given_to) if text else ())


@given(text=st.text())
def test_runs_cover_the_text_end_to_end(text: str) -> None:
    found = runs(text)
    assert [run.start for run in found] == [0, *(run.end for run in found[:-1])][: len(found)]
    assert not text or found[-1].end == len(text)
