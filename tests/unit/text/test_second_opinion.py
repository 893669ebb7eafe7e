"""Our shaping beside that of two other programs, each with a HarfBuzz and a bidi of its own.

Pillow with Raqm and FriBidi: whole pictures.  Raqm gives no places of glyphs and rounds each advance to whole
px, so its picture is drawn at six times the size, made smaller, and compared as a picture: what differs, as a
share of all ink, after the best shift by a pixel.  The largest share on the corpus in all bundled families
was 0.10 (Amiri, small marks), the median 0.03; letters that do not join give 0.5 and more.

Qt (its own HarfBuzz and its own UAX #9): which glyphs, and where.  Always there, as the program needs it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw, ImageFont, features
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QTextLayout, QTextOption

from studio.base.color import Rgba
from studio.base.geometry import Rect, rect_path
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import FillPath
from studio.text.bidi import Direction
from studio.text.fonts import EMOJI_FAMILY, FontCatalog
from studio.text.isolation import isolate_neutral_spans
from studio.text.paragraph import ParagraphLayout, TextSpec, layout_paragraph

CATALOG = FontCatalog.bundled()
FAMILIES = [family.name for family in CATALOG.families() if family.name != EMOJI_FAMILY]
CORPUS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "corpus" / "arabic_strings.json").read_text(encoding="utf-8")
)
SIZE, FINER = 40, 6
TOLERANCE = 0.12
PLACE = 0.012
"""em by which Qt's places may differ: it keeps them in 26.6 fixed point, from sizes of its own."""
Ink = npt.NDArray[np.float64]

QT_DIFFERS = {
    "t29_brackets_mixed": "Qt takes brackets around Latin from the Latin, we from the line they belong to",
    "t33_latin_base": "Qt gives the exclamation mark to Arabic, UAX #9 to the English line",
}


def texts(family: str, size: float, language: str = "") -> Iterator[tuple[str, str, ParagraphLayout]]:
    """(id, language, layout) of what is one line and has all its glyphs in this family: others cannot fall
    back to another font."""
    face = CATALOG.face(family, 400)
    for entry in CORPUS:
        own = language or entry["expected"].get("lang", "ar")
        found = layout_paragraph(TextSpec(entry["text"], face, size, language=own), CATALOG)
        if len(found.lines) == 1 and found.glyphs and {glyph.face for glyph in found.glyphs} == {face}:
            yield entry["id"], own, found


def as_given(found: ParagraphLayout) -> str:
    """The text with the isolates that we put in, so that the others order the same."""
    return isolate_neutral_spans(found.spec.text, found.direction).text


def ours(found: ParagraphLayout) -> Ink:
    outline = found.outline()
    ink = outline.bounds
    width, height = int(ink.width) + 5, int(ink.height) + 5
    rasterizer = Rasterizer(width, height)
    ground = FillPath(rect_path(Rect(0, 0, width, height)), Rgba(255, 255, 255))
    rasterizer.rasterize((ground, FillPath(outline.moved(2 - ink.x, 2 - ink.y), Rgba(0, 0, 0))))
    return 255 - rasterizer.pixels[..., 0].astype(np.float64)


def raqms(found: ParagraphLayout, language: str, text: str | None = None) -> Ink:
    source = found.spec.face.source
    font = ImageFont.truetype(str(source.path), SIZE * FINER, layout_engine=ImageFont.Layout.RAQM)
    if source.axes:
        places = dict(source.variations)
        font.set_variation_by_axes([places.get(axis.tag, axis.default) for axis in source.axes])
    options: dict[str, Any] = {
        "direction": found.direction.value,
        "language": language,
        "anchor": "ls",
        "font": font,
    }
    shown = as_given(found) if text is None else text
    measure = ImageDraw.Draw(Image.new("L", (1, 1)))
    left, top, right, bottom = (int(edge) for edge in measure.textbbox((0, 0), shown, **options))
    picture = Image.new("L", (right - left + 4 * FINER, bottom - top + 4 * FINER))
    ImageDraw.Draw(picture).text((2 * FINER - left, 2 * FINER - top), shown, fill=255, **options)
    ink = picture.crop(picture.getbbox())
    framed = Image.new("L", (ink.width + 4 * FINER, ink.height + 4 * FINER))
    framed.paste(ink, (2 * FINER, 2 * FINER))
    return np.asarray(framed.reduce(FINER)).astype(np.float64)


def difference(one: Ink, other: Ink) -> float:
    """What differs as a share of all ink, at the best of nine shifts by at most a pixel."""
    shape = tuple(max(sides) for sides in zip(one.shape, other.shape, strict=True))
    first, second = np.zeros(shape), np.zeros(shape)
    first[: one.shape[0], : one.shape[1]] = one
    second[: other.shape[0], : other.shape[1]] = other
    shifts = [np.roll(first, (dy, dx), (0, 1)) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    return min(float(np.abs(each - second).sum() / (each + second).sum()) for each in shifts)


needs_raqm = pytest.mark.skipif(
    not features.check("raqm"), reason="Pillow finds no FriBidi, which its Raqm needs (Debian: libfribidi0)"
)


@needs_raqm
@pytest.mark.parametrize("family", FAMILIES)
def test_pictures_are_those_of_raqm(family: str) -> None:
    apart = {
        name: difference(ours(found), raqms(found, language)) for name, language, found in texts(family, SIZE)
    }
    assert len(apart) >= 7
    assert {name: share for name, share in apart.items() if share > TOLERANCE} == {}


@needs_raqm
@pytest.mark.parametrize("family", ["Cairo", "Amiri", "Noto Naskh Arabic"])
def test_the_comparison_sees_letters_that_do_not_join_and_words_in_the_wrong_order(family: str) -> None:
    face = CATALOG.face(family, 400)
    text = "كلمة طيبة تفتح بابا"
    found = layout_paragraph(TextSpec(text, face, SIZE), CATALOG)
    drawn = ours(found)
    assert difference(drawn, raqms(found, "ar")) < TOLERANCE
    assert difference(drawn, raqms(found, "ar", "\u200c".join(text))) > 3 * TOLERANCE
    assert difference(drawn, raqms(found, "ar", " ".join(reversed(text.split())))) > 3 * TOLERANCE


@pytest.fixture
def qt_font(request: pytest.FixtureRequest, qapp: QGuiApplication) -> Iterator[QFont]:
    """The bundled file of a family as Qt's font, 1000 px to the em, with nothing rounded to pixels."""
    assert qapp is not None
    before = QLocale()
    QLocale.setDefault(QLocale.c())  # Qt shapes in the language of its locale, which a window sets
    source = CATALOG.face(request.param, 400).source
    number = QFontDatabase.addApplicationFont(str(source.path))
    font = QFont(QFontDatabase.applicationFontFamilies(number)[0])
    font.setPixelSize(1000)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    yield font
    QFontDatabase.removeApplicationFont(number)
    QLocale.setDefault(before)


def qts(found: ParagraphLayout, font: QFont) -> list[tuple[int, float, float]]:
    """(glyph, x, y from the baseline) of what has ink, px at 1000 px to the em."""
    layout = QTextLayout(as_given(found), font)
    option = QTextOption()
    rtl = found.direction is Direction.RTL
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    baseline = line.y() + line.ascent()
    return [
        (glyph, place.x(), place.y() - baseline)
        for run in layout.glyphRuns()
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True)
        if not found.spec.face.glyph_extents(glyph).is_empty
    ]


STATIC = [family for family in FAMILIES if not CATALOG.face(family, 400).source.axes]


@pytest.mark.parametrize(("qt_font", "family"), [(name, name) for name in STATIC], indirect=["qt_font"])
def test_glyphs_and_places_are_those_of_qt(qt_font: QFont, family: str) -> None:
    # Qt does not tell fonts the language; Noto's nastaliq differs only for Arabic, so it is asked in Urdu.
    language = "ur" if family == "Noto Nastaliq Urdu" else ""
    compared = 0
    for name, _, found in texts(family, 1000, language):
        if name in QT_DIFFERS:
            continue
        baseline = found.lines[0].baseline
        mine = sorted((glyph.glyph_id, glyph.x, glyph.y - baseline) for glyph in found.glyphs)
        theirs = sorted(qts(found, qt_font))
        assert [glyph for glyph, _, _ in mine] == [glyph for glyph, _, _ in theirs], name
        shift = min(x for _, x, _ in mine) - min(x for _, x, _ in theirs)
        apart = [
            max(abs(x - its_x - shift), abs(y - its_y))
            for (_, x, y), (_, its_x, its_y) in zip(mine, theirs, strict=True)
        ]
        assert max(apart) <= 1000 * PLACE, name
        compared += 1
    assert compared >= 7
