"""Text for programs without Arabic support: forms, order, marks, lines, and a picture of it drawn naively."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import arabic_reshaper
import numpy as np
import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from studio.base.color import Rgba
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import FillPath
from studio.text.bidi import Direction
from studio.text.fonts import FontCatalog
from studio.text.layout import TextSpec
from studio.text.legacy import LegacyOptions, Marks, to_legacy
from studio.text.paragraph import layout_paragraph

CATALOG = FontCatalog.bundled()
CORPUS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "corpus" / "arabic_strings.json").read_text(encoding="utf-8")
)
TEXT = {entry["id"]: entry["text"] for entry in CORPUS}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("مرحبا", "ﺎﺒﺣﺮﻣ"),
        ("دار", "ﺭﺍﺩ"),
        ("لا بلا الأول إلا الآن", "ﻥﻵﺍ ﻻﺇ ﻝﻭﻷﺍ ﻼﺑ ﻻ"),
        ("می‌خواهم", "ﻢﻫﺍﻮﺧﯽﻣ"),  # parted, and the non-joiner itself not drawn
        ("ه‍", "ﻫ"),
        ("سـعيد", "ﺪﻴﻌـﺳ"),
        ("قال (نعم) «لا»", "«ﻻ» (ﻢﻌﻧ) ﻝﺎﻗ"),  # brackets turned
        ("قال (Hello World) ثم", "ﻢﺛ (Hello World) ﻝﺎﻗ"),
        ("عام 2026 و ١٩٤٨", "١٩٤٨ ﻭ 2026 ﻡﺎﻋ"),
        ("من 10-20 ومن ١٠-٢٠", "١٠-٢٠ ﻦﻣﻭ 10-20 ﻦﻣ"),
        ("اتصل +966 50 123", "+966 50 123 ﻞﺼﺗﺍ"),
        ("#خصم و #Sale", "#Sale ﻭ ﻢﺼﺧ#"),
        ("٥٠٪ خصم", "ﻢﺼﺧ ٪٥٠"),
        ("New متوفر!", "New ﺮﻓﻮﺘﻣ!"),
        ("پژوهش گچ", "ﭻﮔ ﺶﻫﻭﮋﭘ"),
        ("ہیں کے", "ﮯﮐ ﮟﯿﮨ"),
        ("👩‍💻 مرحبا", "ﺎﺒﺣﺮﻣ 👩‍💻"),  # a joiner in an emoji is no joiner of letters
        ("\u2067نص\u2069 \u200fهنا\u200e", "ﺎﻨﻫ ﺺﻧ"),  # controls have done their work
        ("", ""),
        ("سطر\nline\r\nآخر", "ﺮﻄﺳ\nline\nﺮﺧﺁ"),
    ],
)
def test_text_is_shaped_and_in_visual_order(text: str, seen: str) -> None:
    assert to_legacy(text).text == seen


def test_marks_stay_with_their_letter() -> None:
    text = "مُحَمَّدٌ بِلَا"
    assert to_legacy(text).text == "ﻼَﺑِ ﺪٌﻤَّﺤَﻣُ"
    assert to_legacy(text, LegacyOptions(marks="delete")).text == "ﻼﺑ ﺪﻤﺤﻣ"
    before = to_legacy(text, LegacyOptions(marks="before")).text
    assert before == "\u064eﻼ\u0650ﺑ \u064cﺪ\u0651\u064eﻤ\u064eﺤ\u064fﻣ"


def test_hamza_above_a_letter_is_no_haraka() -> None:
    assert to_legacy("هٔ", LegacyOptions(marks="delete")).text == "ﻩ\u0654"


def test_a_program_that_orders_gets_forms_in_reading_order() -> None:
    assert to_legacy("مرحبا (بك)", LegacyOptions(reorder=False)).text == "ﻣﺮﺣﺒﺎ (ﺑﻚ)"


def test_a_program_that_joins_gets_letters_in_visual_order() -> None:
    assert to_legacy("مرحبا (بك)", LegacyOptions(shape=False)).text == "(كب) ابحرم"


def test_lines_are_broken_before_they_are_ordered() -> None:
    text = "الكلمة الطيبة تفتح بابا"
    lines = to_legacy(text, LegacyOptions(width=13)).lines
    assert lines == ("ﺔﺒﻴﻄﻟﺍ ﺔﻤﻠﻜﻟﺍ", "ﺎﺑﺎﺑ ﺢﺘﻔﺗ")


@given(st.text("سلام عليكم 12 hello", max_size=60), st.integers(1, 30))
def test_broken_lines_keep_every_letter(text: str, width: int) -> None:
    def letters(lines: tuple[str, ...]) -> list[str]:
        return sorted("".join(lines).replace(" ", ""))

    assert letters(to_legacy(text, LegacyOptions(width=width)).lines) == letters(to_legacy(text).lines)


def test_the_base_direction_may_be_given() -> None:
    text = "Zoë: مرحبا!"
    assert to_legacy(text).text == "Zoë: ﺎﺒﺣﺮﻣ!"
    assert to_legacy(text, LegacyOptions(direction=Direction.RTL)).text == "!ﺎﺒﺣﺮﻣ :Zoë"


def test_letters_without_forms_are_told() -> None:
    found = to_legacy("هەولێر")
    assert found.unshaped == ("ێ",)
    assert "ێ" in found.text


AGREE = ("t05_lam_alef", "t13_urdu", "t17_arabic_indic", "t25_emoji", "t27_keycap", "t33_latin_base")


@pytest.mark.parametrize("name", AGREE)
def test_arabic_reshaper_and_python_bidi_agree_where_they_are_right(name: str) -> None:
    assert to_legacy(TEXT[name]).text == get_display(arabic_reshaper.reshape(TEXT[name]))


@settings(max_examples=300)
@given(
    st.text(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["after", "before", "delete"]),
    st.none() | st.integers(1, 9),
)
def test_any_string_has_a_legacy_text(
    text: str, shape: bool, reorder: bool, marks: Marks, width: int | None
) -> None:
    to_legacy(text, LegacyOptions(shape, reorder, marks, width))


ARABIC = "سلاملآأبىةهی\u200c\u200d\u200e\u202b\u2067\u2069\u064e\u0651ـ 12-()x\n۝"


@settings(max_examples=300)
@given(st.text(ARABIC), st.booleans(), st.booleans(), st.none() | st.integers(1, 9))
def test_any_arabic_string_has_a_legacy_text(
    text: str, shape: bool, reorder: bool, width: int | None
) -> None:
    to_legacy(text, LegacyOptions(shape, reorder, width=width))


# The proof: drawn by a program that only puts glyph beside glyph, it looks like our own line.

SIZE = 100
TOLERANCE = 4  # px: Pillow rounds advances, and does not kern presentation forms


def _without_marks(text: str) -> bool:
    return "\n" not in text and bool(text.strip(" \u200f")) and not any(map(unicodedata.combining, text))


DRAWN = [text for text in TEXT.values() if _without_marks(text)]


def test_drawn_glyph_by_glyph_it_looks_like_our_line() -> None:
    face = CATALOG.face("Noto Sans Arabic", 400)
    compared = 0
    for text in (*DRAWN, "می‌خواهم «کتاب»", "بلا شك، الآن!"):
        legacy = to_legacy(text).text
        if all(ord(char) in face.characters for char in legacy):
            assert _alike(_ours(text, face.family), _naive(legacy, face.source.path)) > 0.98, text
            compared += 1
    assert compared >= 14


@pytest.mark.parametrize("family", ["IBM Plex Sans Arabic", "Vazirmatn", "Noto Naskh Arabic", "Amiri"])
@pytest.mark.parametrize("word", ["السلام", "مدرسة", "می‌خواهم", "لا"])
def test_drawn_glyph_by_glyph_words_look_like_ours_in_other_fonts(word: str, family: str) -> None:
    face = CATALOG.face(family, 400)
    alike = _alike(_ours(word, family), _naive(to_legacy(word).text, face.source.path))
    assert alike > (0.75 if family == "Amiri" else 0.93)  # Amiri makes other shapes in some words


def test_drawn_glyph_by_glyph_the_plain_text_does_not() -> None:
    face = CATALOG.face("Noto Sans Arabic", 400)
    assert _alike(_ours("السلام عليكم", face.family), _naive("السلام عليكم", face.source.path)) < 0.9


Ink = NDArray[np.bool_]


def _ours(text: str, family: str) -> Ink:
    layout = layout_paragraph(TextSpec(text, CATALOG.face(family, 400), SIZE), CATALOG)
    rasterizer = Rasterizer(int(layout.ink.width) + 40, int(layout.ink.height) + 40)
    outline = layout.outline().moved(20 - layout.ink.x, 20 - layout.ink.y)
    rasterizer.rasterize((FillPath(outline, Rgba(255, 255, 255)),))
    return _cropped(rasterizer.pixels[:, :, 0])


def _naive(text: str, path: Path) -> Ink:
    font = ImageFont.truetype(str(path), SIZE, layout_engine=ImageFont.Layout.BASIC)
    left, top, right, bottom = font.getbbox(text)
    image = Image.new("L", (int(right - left) + 40, int(bottom - top) + 40))
    ImageDraw.Draw(image).text((20 - left, 20 - top), text, font=font, fill=255)
    return _cropped(np.asarray(image))


def _cropped(pixels: NDArray[np.uint8]) -> Ink:
    ink = pixels > 127
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _alike(one: Ink, other: Ink) -> float:
    """The part of each one's ink that lies within the tolerance of the other's."""
    height, width = np.maximum(one.shape, other.shape)
    a, b = (np.zeros((height, width), np.bool_) for _ in range(2))
    a[: one.shape[0], : one.shape[1]] = one
    b[: other.shape[0], : other.shape[1]] = other
    return float(min((a & _fat(b)).sum() / a.sum(), (b & _fat(a)).sum() / b.sum()))


def _fat(ink: Ink) -> Ink:
    picture = Image.fromarray((ink * 255).astype(np.uint8))
    return np.asarray(picture.filter(ImageFilter.MaxFilter(2 * TOLERANCE + 1))) > 0


def test_an_arabic_sentence_that_begins_with_a_latin_word_runs_from_the_right() -> None:
    assert to_legacy("COVID-19 وصل إلى هنا").text == "ﺎﻨﻫ ﻰﻟﺇ ﻞﺻﻭ COVID-19"
