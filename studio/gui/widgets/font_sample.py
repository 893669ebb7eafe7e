"""A few words in a family of fonts, drawn by the engine: as they will stand in the film."""

from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from studio.base.languages import is_rtl
from studio.render.convert import painter_path
from studio.text.fonts import FontCatalog
from studio.text.layout import TextSpec
from studio.text.paragraph import layout_paragraph

_EM = 100.0
_LETTERS = 28
_SHARE = 0.72
"""Of the row's height, an em."""
_OWN_WORDS = {True: "نختلف لنفهم ١٢٣", False: "Words heal 123"}


class Sample(Struct, frozen=True):
    """outline: in px of an em of 100, from its line's top left corner.  width, height: of the line."""

    outline: QPainterPath
    width: float
    height: float


@lru_cache(maxsize=256)
def sample(catalog: FontCatalog, family: str, words: str, language: str) -> Sample:
    """The first words of a text (or a sentence of ours, where there are none) in a family."""
    line = _first_words(words) or _OWN_WORDS[is_rtl(language)]
    spec = TextSpec(line, catalog.face(family), _EM, language=language, max_lines=1)
    layout = layout_paragraph(spec, catalog)
    outline = painter_path(layout.outline())
    box = outline.boundingRect()
    outline.translate(-box.left(), 0)
    return Sample(outline, box.width(), layout.height)


def draw_sample(painter: QPainter, drawn: Sample, area: QRectF, color: QColor, *, at_right: bool) -> None:
    """Paints a sample as large as the area is high, smaller where it is too wide."""
    if drawn.outline.isEmpty() or drawn.width <= 0:
        return
    box = drawn.outline.boundingRect()
    # One em for all, so that families are compared; less where it does not go in.
    scale = min(area.height() * _SHARE / _EM, area.width() / drawn.width, area.height() / box.height())
    x = area.right() - drawn.width * scale if at_right else area.left()
    y = area.center().y() - box.center().y() * scale
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    painter.scale(scale, scale)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPath(drawn.outline)
    painter.restore()


def _first_words(text: str) -> str:
    kept = ""
    for word in text.split():
        if kept and len(kept) + len(word) >= _LETTERS:
            break
        kept = f"{kept} {word}".strip()
    return kept[:_LETTERS]
