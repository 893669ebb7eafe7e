"""Text: shaped once, fitted to its box, its finished glyphs moved by unit so that joins hold.

At rest a text is one united outline (no seams between glyphs), kept as a picture.
"""

from collections.abc import Sequence
from fractions import Fraction

from msgspec.structs import replace

from studio.base.geometry import Affine, Rect, Size
from studio.model.layers import TextLayer
from studio.scene.context import Context
from studio.scene.display_list import Operation
from studio.scene.findings import Finding
from studio.scene.kind import Kind, Laid, Limit
from studio.scene.writing.content import SLACK, TextContent, fit_text
from studio.scene.writing.motion import TextState, text_state
from studio.scene.writing.moved import draw_text
from studio.scene.writing.spans import drawn_at, span_paints, spans_reach
from studio.scene.writing.style import text_paint
from studio.text.justification import fills_its_width, lacks_kashida
from studio.text.layout import ParagraphLayout


def _measure(layer: TextLayer, limit: Limit, context: Context) -> Size:
    layout = fit_text(layer.text, layer.style, limit.width, limit.height, context).layout
    return Size(min(limit.width, layout.natural_width), layout.height)


def _prepare(layer: TextLayer, box: Rect, context: Context, _duration: Fraction) -> TextContent:
    fitted = fit_text(layer.text, layer.style, box.width, box.height + SLACK, context)
    layout = fitted.layout
    if not fitted.fits:
        context.report(
            Finding(
                "text-too-long",
                layer.id,
                f"The text '{_short(layer.text)}' does not fit its box.",
                "Shorten it or make its box larger.",
            )
        )
    for missing in layout.missing:
        codes = " ".join(f"U+{code:04X}" for code in missing.codepoints)
        context.report(
            Finding(
                "missing-glyph",
                layer.id,
                f"No font has '{missing.text}' ({codes}); it is left out.",
                "Replace it or add a font that has it.",
            )
        )
    _report_justification(layout, layer, context)
    # Whole pixels, so that a text looks the same wherever it stands.
    x, y = round(box.x), round(box.y)
    ink = Rect(x, y, max(layout.width, 1.0), max(layout.height, 1.0))
    spans = span_paints(layer.spans, layout, layer.style, context, layer.id)
    paint = replace(text_paint(layer.style, ink, context), reach=spans_reach(spans, layout.spec.size))
    return TextContent(layout, x, y, paint, spans)


def _report_justification(layout: ParagraphLayout, layer: TextLayer, context: Context) -> None:
    style = layout.spec.justification
    if style is None:
        return
    if style.method == "kashida" and lacks_kashida(layout):
        context.report(
            Finding(
                "kashida-unavailable",
                layer.id,
                f"The font {layout.spec.face.family} cannot lengthen the words of '{_short(layer.text)}'; "
                "only its spaces are widened.",
                'Choose a font with kashida, such as Cairo or Noto Naskh Arabic, or `justify = "spaces"`.',
            )
        )
    if style.every_line and not fills_its_width(layout):
        context.report(
            Finding(
                "width-not-filled",
                layer.id,
                f"The text '{_short(layer.text)}' cannot be made to fill the width of its box.",
                "Make its box narrower, its size larger, or raise `kashida_longest`.",
            )
        )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _evaluate(laid: Laid, time: Fraction, context: Context) -> TextState:
    layer: TextLayer = laid.layer
    content = drawn_at(laid.content, layer.spans, time)
    return text_state(content, layer.animations, time, laid.duration, context)


def _draw(state: TextState, transform: Affine, opacity: float, _context: Context) -> Sequence[Operation]:
    return draw_text(state, transform, opacity)


KIND = Kind(_measure, _prepare, _evaluate, _draw)
