"""The word being spoken grows by a kashida as its colour runs through it, and goes back: karaoke that sings.

Only that word is longer, so the line grows by one kashida at most, and its box has room for that from the
start: it never moves.
"""

import math
from collections.abc import Sequence

from studio.base.geometry import Rect
from studio.scene.context import Context
from studio.scene.findings import Finding
from studio.scene.sweep import SweepPart
from studio.scene.writing.content import TextContent
from studio.text.bidi import Direction
from studio.text.justification import lacks_kashida
from studio.text.kashida_words import stretchable_words
from studio.text.layout import ParagraphLayout

STRETCHED = 0.5
"""em by which a word grows at most (STYLE section 4 allows a kashida of 0.6)."""


def spoken_longer(text: TextContent, parts: Sequence[SweepPart], levels: Sequence[float]) -> TextContent:
    """The text with the words through which the colour runs longer: most when half of a part is spoken."""
    size, glyphs = text.layout.spec.size, text.layout.glyphs
    amounts: dict[int, float] = {}
    for part, level in zip(parts, levels, strict=True):
        word = glyphs[part.glyphs[0]].word
        if 0 < level < 1 and word in stretchable_words(text.layout):
            amount = STRETCHED * size * math.sin(math.pi * level)
            amounts[word] = max(amounts.get(word, 0.0), amount)
    return text.stretched(amounts) if amounts else text


def roomy(bands: Sequence[Rect], layout: ParagraphLayout, layer: str, context: Context) -> list[Rect]:
    """The lines' boxes with room for a longer word; reports a font that cannot lengthen any."""
    if lacks_kashida(layout):
        context.report(
            Finding(
                "kashida-unavailable",
                layer,
                f"The font {layout.spec.face.family} cannot lengthen the words of the captions; "
                "only their colour changes.",
                "Choose a font with kashida, such as Cairo or Noto Naskh Arabic.",
            )
        )
    more = STRETCHED * layout.spec.size
    lines = _lines(layout)
    grows_left = (layout.spec.align == "start") == (layout.direction is Direction.RTL)
    share = 0.5 if layout.spec.align == "center" else 1.0 if grows_left else 0.0
    return [
        Rect.from_edges(band.x - more * share, band.y, band.right + more * (1 - share), band.bottom)
        if line in lines
        else band
        for line, band in enumerate(bands)
    ]


def _lines(layout: ParagraphLayout) -> frozenset[int]:
    """The lines that have a word which can be lengthened."""
    words = stretchable_words(layout)
    return frozenset(glyph.line for glyph in layout.glyphs if glyph.word in words)
