"""Text layers that fill their width: the style reaches the layout, and what cannot be done is told."""

from typing import Any

import pytest

from studio.scene.findings import Finding
from studio.scene.writing.content import SLACK
from studio.text.layout import ParagraphLayout
from tests.unit.scene.composed import laid

LONG = "الكلمة الطيبة تفتح بابا بين الناس وتبني جسرا لا تهدمه الأيام والحوار سبيل المجتمعات إلى السلام"


def written(text: str, **style: Any) -> tuple[ParagraphLayout, list[Finding]]:
    layer = {
        "type": "text",
        "id": "text",
        "text": text,
        "place": {"area": "canvas", "width": 800},
        "style": {"size": 48, "min_size": 30, "max_lines": 8, "family": "Cairo", **style},
    }
    found, findings = laid(layer)
    layout: ParagraphLayout = found["text"].content.layout
    return layout, [finding for finding in findings if finding.kind != "small-text"]


@pytest.mark.parametrize("justify", ["kashida", "spaces", "auto"])
def test_a_justified_paragraph_fills_its_box(justify: str) -> None:
    layout, findings = written(LONG, justify=justify, family="Noto Naskh Arabic")
    full = [line for line in layout.lines[:-1] if abs(line.box.width - 800) <= SLACK + 0.01]
    assert len(full) >= len(layout.lines) - 2
    assert findings == []
    assert any(glyph.kashida for glyph in layout.glyphs) is (justify != "spaces")


def test_text_is_not_justified_unasked() -> None:
    layout, _ = written(LONG)
    assert layout.spec.justification is None
    assert all(glyph.kashida is None for glyph in layout.glyphs)


def test_limits_of_the_style_are_kept() -> None:
    layout, _ = written(LONG, justify="kashida", kashida_share=1, kashida_longest=0.2)
    lengths = [glyph.kashida.length for glyph in layout.glyphs if glyph.kashida is not None]
    assert lengths
    assert max(lengths) <= 0.2 * layout.spec.size + 0.01


def test_a_font_without_kashida_is_told_with_what_to_do() -> None:
    _, findings = written(LONG, justify="kashida", family="Aref Ruqaa")
    (finding,) = findings
    assert finding.kind == "kashida-unavailable"
    assert "Aref Ruqaa" in finding.message
    assert "Cairo" in finding.hint
    for justify in ("spaces", "auto"):
        assert written(LONG, justify=justify, family="Aref Ruqaa")[1] == []


def test_a_headline_fills_its_width_or_says_that_it_cannot() -> None:
    layout, findings = written("نحو حوار المدينة والسلام", fit_width=True, max_lines=1, size=75)
    assert layout.lines[0].box.width == pytest.approx(800, abs=SLACK + 0.01)
    assert findings == []
    layout, findings = written("حوار", fit_width=True, kashida_longest=0)
    assert [finding.kind for finding in findings] == ["width-not-filled"]
    layout, findings = written("حـوار", fit_width=True, kashida_longest=4, size=300)
    assert layout.lines[0].box.width == pytest.approx(800, abs=SLACK + 0.01)
    assert findings == []
