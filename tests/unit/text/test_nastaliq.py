"""Nastaliq: words slope down to the baseline, lines stand far apart, nothing is stretched."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from studio.presets.catalog import bundled
from studio.text.fonts import FontCatalog
from studio.text.kashida_font import kashida_capability
from studio.text.paragraph import ParagraphLayout, TextSpec, layout_paragraph
from studio.text.shaping import glyph_facts

CATALOG = FontCatalog.bundled()
FACE = CATALOG.face("Noto Nastaliq Urdu")
URDU = "گفتگو سے دل ملتے ہیں، نفرت سے نہیں"
VOCALISED = "الحِوارُ يَفتَحُ القُلوبَ ويَبني جُسورَ المَحبَّةِ بَينَ النّاسِ"


def laid(text: str, width: float | None = None) -> ParagraphLayout:
    spec = TextSpec(text, FACE, 100.0, "ur", line_height=160.0, max_width=width)
    return layout_paragraph(spec, CATALOG)


@pytest.mark.parametrize("word", ["سمجھ", "ملتے", "نفرت", "محبت"])
def test_a_joined_word_slopes_down_towards_its_end(word: str) -> None:
    layout = laid(word)
    bases = [glyph for glyph in layout.glyphs if not glyph_facts(FACE, glyph.glyph_id).is_mark]
    heights = [glyph.y for glyph in sorted(bases, key=lambda glyph: -glyph.x)]  # in reading order, y down
    assert heights[0] < heights[-1]
    assert heights == sorted(heights)


def test_all_of_a_text_comes_from_the_one_font() -> None:
    for text in (URDU, VOCALISED):
        layout = laid(text)
        assert not layout.missing
        assert {glyph.face for glyph in layout.glyphs} == {FACE}


def test_lines_never_touch_each_other() -> None:
    layout = laid(VOCALISED, width=700)
    assert len(layout.lines) >= 3
    inks = [line.ink for line in layout.lines]
    assert all(above.bottom < below.y for above, below in pairwise(inks))


def test_ink_holds_every_outline_though_it_leaves_the_line_box() -> None:
    layout = laid(URDU)
    assert layout.ink.expanded(0.01).contains(layout.outline().bounds)
    assert layout.ink.y < layout.lines[0].box.y, "gaf rises above the line"


def test_nastaliq_has_no_kashida_and_its_lines_room() -> None:
    assert kashida_capability(FACE) == "none"
    assert bundled().design().fonts["Noto Nastaliq Urdu"].line > 0.8


def test_words_keep_a_distance_in_fonts_with_narrow_spaces() -> None:
    face = CATALOG.face("Noto Nastaliq Urdu", 400)
    narrow = layout_paragraph(TextSpec("کلمہ word heal", face, 100), CATALOG)
    roomy = layout_paragraph(TextSpec("کلمہ word heal", face, 100, least_space=0.2), CATALOG)
    space = face.hb_font.get_glyph_h_advance(face.hb_font.get_nominal_glyph(0x20) or 0) / face.upem
    assert space < 0.2
    assert roomy.width - narrow.width == pytest.approx(2 * (0.2 - space) * 100, abs=0.2)
    assert layout_paragraph(replace(narrow.spec, least_space=space / 2), CATALOG).width == narrow.width
