"""Texts in the cells of the cue list: whole lines, and an ellipsis where there is no room."""

import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from studio.gui.captions.delegates import fitted


@pytest.mark.parametrize(
    "text", ["حين نسمع بعضنا نفهم ونقترب من بعضنا", "When we hear each other, we understand"]
)
def test_a_text_that_is_too_long_for_its_cell_ends_with_an_ellipsis(look: None, text: str) -> None:
    font = QFont()
    metrics = QFontMetricsF(font)
    width, line = metrics.horizontalAdvance(text) / 3, metrics.lineSpacing()
    short = fitted(text, font, width, line * 2.2).split("\n")
    assert len(short) == 2
    assert short[1].endswith("…")
    assert all(metrics.horizontalAdvance(one) <= width + 1 for one in short)
    assert " ".join(fitted(text, font, width, line * 9).split("\n")) == text


def test_lines_that_a_person_broke_stay(look: None) -> None:
    font = QFont()
    assert fitted("نعم\nلا", font, 999, QFontMetricsF(font).lineSpacing() * 2.2) == "نعم\nلا"
