"""The report on a shaped text, and its picture."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from studio.base.errors import InputError
from studio.base.geometry import Rect
from studio.services.text_picture import MAX_LETTERS, WIDTH, TextPicture, save_text_picture
from studio.services.text_picture_words import ARABIC, ENGLISH
from studio.services.text_report import TextReport, joins_of, letter_forms, report_text
from studio.text.bidi import Direction
from studio.text.fonts import FontCatalog
from studio.text.layout import TextSpec
from studio.text.presentation_forms import Form

CATALOG = FontCatalog.bundled()
CORPUS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "corpus" / "arabic_strings.json").read_text(encoding="utf-8")
)


def spec(text: str, **options: Any) -> TextSpec:
    return TextSpec(text, CATALOG.face("Noto Sans Arabic", 400), 100, **options)


def report(text: str, **options: Any) -> TextReport:
    return report_text(spec(text, **options), CATALOG)


def test_letters_have_their_forms_by_their_neighbours() -> None:
    isolated, initial, medial, final = Form.ISOLATED, Form.INITIAL, Form.MEDIAL, Form.FINAL
    assert letter_forms("سلام") == [initial, medial, final, isolated]
    assert letter_forms("می‌خو") == [initial, final, None, initial, final]
    assert letter_forms("حُب x") == [initial, None, final, None, None]


def test_joins_reach_over_marks() -> None:
    assert joins_of("حُبّ") == ((2, 0),)
    assert joins_of("دار") == ()


def test_levels_scripts_and_isolates_are_told() -> None:
    found = report("اتصل +966 50 123 Zoë")
    assert [one.level for one in found.characters] == [1] * 5 + [2] * 11 + [1] + [2] * 3
    assert {one.script for one in found.characters[17:]} == {"Latn"}
    (paragraph,) = found.paragraphs
    assert [(one.text, one.control) for one in paragraph.isolates] == [("+966 50 123", "LRI")]
    assert paragraph.direction is Direction.RTL


@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: entry["id"])
def test_the_report_covers_the_whole_text(entry: dict[str, Any]) -> None:
    text = entry["text"]
    found = report(text)
    assert "".join(one.text for one in found.characters) == text
    if len(found.paragraphs) == len(entry["bidi_reference_fribidi_1_0_8"]) == 1:
        seen = "".join(one.text for one in found.runs)
        assert seen == text
    for letter in found.letters:
        assert all(found.characters[at].letter == letter.index for at in range(letter.start, letter.end))
    for group in found.groups:
        assert {found.characters[at].group for at in range(group.start, group.end)} == {group.index}
    for glyph in found.glyphs:
        assert text[glyph.start : glyph.end] == glyph.text
    assert found.missing == ()


def test_what_no_font_has_is_told_by_its_codes() -> None:
    (missing,) = report("نص \U000e01f0\U0001f8ff").missing
    assert missing.codes[-1] == "U+1F8FF"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_string_has_a_report(text: str) -> None:
    assert len(report(text).characters) == len(text)


@pytest.mark.parametrize("words", [ARABIC, ENGLISH], ids=lambda words: words.language)
@pytest.mark.parametrize("text", ["السلام عليكم", "لَمَّا بلا", "New متوفر +966 50 🎉", "می‌خواهم"])
def test_nothing_leaves_the_picture(text: str, words: Any) -> None:
    picture = TextPicture(spec(text), CATALOG, words)
    canvas = Rect(0, 0, WIDTH, picture.height)
    assert picture.shown == len(text)
    for operation in picture.operations[1:]:
        assert canvas.contains(operation.bounds)


def test_a_line_of_the_picture_holds_no_more_letters_than_cards() -> None:
    text = "الكلمة الطيبة تفتح بابا بين الناس وتبني جسرا " * 9
    picture = TextPicture(spec(text), CATALOG, ARABIC)
    lines = [0] * len(picture.layout.lines)
    for glyph in {glyph.letter: glyph for glyph in picture.layout.glyphs}.values():
        lines[glyph.line] += 1
    assert max(lines) <= MAX_LETTERS
    assert 0 < picture.shown < len(text)


def test_an_endless_word_is_cut_and_that_is_told() -> None:
    picture = TextPicture(spec("ب" * 400), CATALOG, ENGLISH)
    assert picture.shown == 2 * MAX_LETTERS


def test_the_picture_is_painted(tmp_path: Path) -> None:
    path = tmp_path / "shape.png"
    assert save_text_picture(spec("حوار"), CATALOG, path, "en", scale=0.25) == 4
    with Image.open(path) as made:
        pixels = np.asarray(made.convert("RGB"))
    assert pixels.shape[1] == WIDTH // 4
    assert len(np.unique(pixels.reshape(-1, 3), axis=0)) > 20


def test_a_text_without_letters_has_no_picture(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no letter"):
        save_text_picture(spec(" \u200f\n"), CATALOG, tmp_path / "empty.png")
