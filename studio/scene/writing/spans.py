"""Spans of a text brought to places and colours."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

from msgspec.structs import replace

from studio.animation.evaluate import is_animated, value_at
from studio.base.color import contrast
from studio.base.geometry import Rect
from studio.model.animation import AnimatedNumber, TextUnit
from studio.model.spans import Span
from studio.model.style import TextStyle
from studio.scene.context import Context
from studio.scene.display_list import PaintValue
from studio.scene.findings import Finding
from studio.scene.writing.content import TextContent
from studio.scene.writing.decoration_paints import DecorationPaint
from studio.scene.writing.parts import SpanPaint
from studio.scene.written import written_text
from studio.text.layout import ParagraphLayout
from studio.text.matching import find_all, letters_between

_UNDERLINE, _STRIKE = 1 / 16, 1 / 14
"""Widths of lines, in em."""

_READABLE = 3.0
"""The contrast from which large letters can be read (WCAG 2.2, 1.4.3)."""

_OVER = {"letter": TextUnit.LETTER, "word": TextUnit.WORD, "line": TextUnit.LINE, "span": None}


def span_paints(
    spans: Sequence[Span], layout: ParagraphLayout, style: TextStyle, context: Context, layer: str
) -> tuple[SpanPaint, ...]:
    """What the spans paint, one for one; reports those whose part the text does not have."""
    return tuple(_paint(span, layout, style, context, layer) for span in spans)


def _paint(span: Span, layout: ParagraphLayout, style: TextStyle, context: Context, layer: str) -> SpanPaint:
    ranges = _ranges(span, layout.spec.text, style, context)
    if not ranges:
        context.report(_not_found(span, layer))
    below, above = _decorations(span, layout.spec.size, context)
    return SpanPaint(
        ranges,
        letters=span.part != "marks",
        marks=span.part != "letters",
        fill=_fill(span, style, context),
        over=_OVER[span.over],
        below=below,
        above=above,
    )


def _fill(span: Span, style: TextStyle, context: Context) -> Callable[[Rect], PaintValue | None] | None:
    """The span's own paint; words that could not be read on their pill take the ink or the background."""
    if span.color is not None:
        return partial(context.paint, span.color)
    if span.pill is None or not isinstance(style.color, str):
        return None
    ground, words = context.color(span.pill.color), context.color(style.color)
    if ground is None or words is None or ground.opacity < 0.5 or contrast(words, ground) >= _READABLE:
        return None
    roles = [(color, role) for role in ("bg", "ink") if (color := context.color(role)) is not None]
    return partial(context.paint, max(roles, key=lambda one: contrast(one[0], ground))[1])


def _ranges(span: Span, text: str, style: TextStyle, context: Context) -> tuple[tuple[int, int], ...]:
    if span.find is None:
        start, end = letters_between(text, span.start or 0, span.end)
        return ((start, end),) if start < end else ()
    # Digits are sought as they are written out.
    wanted = written_text(span.find, style, context)
    found = find_all(text, wanted, whole_words=span.whole_words) or find_all(
        text, span.find, whole_words=span.whole_words
    )
    return found if span.nth is None else found[span.nth - 1 : span.nth]


def _not_found(span: Span, layer: str) -> Finding:
    if span.find is None:
        return Finding(
            "span-not-found",
            layer,
            f"The text has no letter {span.start}, where a part of it is to look different.",
            "Letters are counted from 0; make 'start' smaller or the text longer.",
        )
    which = "" if span.nth is None or span.nth == 1 else f" {span.nth} times"
    return Finding(
        "span-not-found",
        layer,
        f"The text does not have '{_short(span.find)}'{which}, which is to look different.",
        "Write it as it stands in the text (harakat do not matter), or leave the part out.",
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _decorations(
    span: Span, size: float, context: Context
) -> tuple[tuple[DecorationPaint, ...], tuple[DecorationPaint, ...]]:
    """What lies below the letters, in the order of painting, and what above."""
    below: list[DecorationPaint] = []
    if (pill := span.pill) is not None and (color := context.color(pill.color)) is not None:
        below.append(DecorationPaint("pill", color, padding=pill.padding, radius=pill.radius))
    if (highlight := span.highlight) is not None and (color := context.color(highlight.color)) is not None:
        over = (0.0, 0.06 * size if highlight.shape == "box" else 0.0)
        below.append(DecorationPaint(highlight.shape, color, padding=over))
    if (underline := span.underline) is not None and (color := context.color(underline.color)) is not None:
        width = underline.width or size * _UNDERLINE
        below.append(DecorationPaint(underline.shape, color, width, underline.gap or 0.0, underline.skip_ink))
    above: list[DecorationPaint] = []
    if (strike := span.strike) is not None and (color := context.color(strike.color)) is not None:
        above.append(DecorationPaint("strike", color, strike.width or size * _STRIKE))
    return tuple(below), tuple(above)


def spans_reach(spans: Sequence[SpanPaint], size: float) -> float:
    """px by which the decorations may leave their words and lines."""
    reaches = [paint.reach for span in spans for paint in (*span.below, *span.above)]
    return max(reaches) + 0.3 * size if reaches else 0.0


def drawn_at(content: TextContent, spans: Sequence[Span], time: Fraction) -> TextContent:
    """The content with its decorations as far as they are drawn at the layer's local time."""
    if not any(is_animated(drawn) for span in spans for drawn in _drawn(span).values()):
        shares = [_drawn(span) for span in spans]
        if all(value == 1 for drawn in shares for value in drawn.values()):
            return content
    shown = tuple(
        _drawn_span(paint, {kind: value_at(drawn, time) for kind, drawn in _drawn(span).items()})
        for paint, span in zip(content.spans, spans, strict=True)
    )
    return content if shown == content.spans else content.with_spans(shown)


def _drawn(span: Span) -> dict[str, AnimatedNumber]:
    """By kind of decoration, how much of it there is."""
    found: dict[str, AnimatedNumber] = {}
    if span.highlight is not None:
        found[span.highlight.shape] = span.highlight.drawn
    if span.underline is not None:
        found[span.underline.shape] = span.underline.drawn
    if span.strike is not None:
        found["strike"] = span.strike.drawn
    return found


def _drawn_span(span: SpanPaint, drawn: dict[str, float]) -> SpanPaint:
    def at(paints: tuple[DecorationPaint, ...]) -> tuple[DecorationPaint, ...]:
        return tuple(replace(paint, drawn=max(0.0, min(1.0, drawn.get(paint.kind, 1.0)))) for paint in paints)

    below, above = at(span.below), at(span.above)
    return span if (below, above) == (span.below, span.above) else replace(span, below=below, above=above)
