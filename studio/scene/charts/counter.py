"""Counter: a number that counts up or down, once, and then stands still.

Its box is that of the end value.  On the way the number hangs on the edge (or the middle) that its alignment
names, on one baseline; a number wider than the end value is drawn smaller, so that it never leaves the box.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from studio.base.geometry import IDENTITY, Affine, Rect, Size
from studio.model.charts import Counter
from studio.model.layers import ChartLayer
from studio.scene.charts.numbers import NumberFormat, NumberWriter, number_format, progress
from studio.scene.context import Context
from studio.scene.display_list import Operation
from studio.scene.drawing import is_rest
from studio.scene.findings import Finding
from studio.scene.kind import Kind, Laid, Limit
from studio.scene.writing.content import TextContent
from studio.scene.writing.paint import at_rest, glyph_operations
from studio.scene.writing.style import TextPaint, text_paint
from studio.text.bidi import Direction
from studio.text.fitting import Fitted, fit_paragraph
from studio.text.layout import ParagraphLayout

_SLACK = 0.5
_MAX_KEPT = 64


@dataclass(frozen=True, eq=False)
class CounterContent:
    """What a counter needs to show any of its values; box: canvas px; paint: of its text."""

    counter: Counter
    writer: NumberWriter
    box: Rect
    paint: TextPaint
    _kept: dict[str, "CounterState"] = field(default_factory=dict)

    def state(self, value: float) -> "CounterState":
        layout = self.writer.layout(value)
        if layout.spec.text not in self._kept:
            if len(self._kept) >= _MAX_KEPT:
                self._kept.clear()
            self._kept[layout.spec.text] = self._placed(layout)
        return self._kept[layout.spec.text]

    def _placed(self, layout: ParagraphLayout) -> "CounterState":
        x = round(self.box.x) + self._room_before(layout)
        content = TextContent(layout, x, round(self.box.y), self.paint)
        return CounterState(content, self._fitting(content))

    def _room_before(self, layout: ParagraphLayout) -> float:
        # As wide as a text would be laid out in this box, so that the two can stand for each other.
        return (self.box.width + _SLACK - layout.natural_width) * _share_at_left(layout)

    def _fitting(self, content: TextContent) -> Affine:
        """Makes a number that is wider than the end value smaller, about its baseline and where it hangs."""
        end = self.writer.layout(self.counter.end)
        end_ink = end.ink.moved(round(self.box.x) + self._room_before(end), 0)
        left = min(round(self.box.x), end_ink.x)
        right = max(round(self.box.x) + self.box.width, end_ink.right)
        ink = content.layout.ink.moved(content.x, content.y)
        if ink.x >= left and ink.right <= right:
            return IDENTITY
        scale = min(1.0, (right - left) / ink.width)
        hangs_at = left + (right - left) * _share_at_left(content.layout)
        baseline = content.y + content.layout.lines[0].baseline
        smaller = Affine.scaling(scale, scale).about(hangs_at, baseline)
        scaled = smaller.apply_rect(ink)
        return smaller.then(Affine.translation(max(0.0, left - scaled.x) + min(0.0, right - scaled.right), 0))


@dataclass(frozen=True, slots=True)
class CounterState:
    """A number where it stands; `fitting` makes one that is too wide smaller."""

    content: TextContent
    fitting: Affine


def _share_at_left(layout: ParagraphLayout) -> float:
    """How much of the free room stands to the left of a number."""
    if layout.spec.align == "center":
        return 0.5
    at_left = (layout.spec.align == "start") == (layout.direction is Direction.LTR)
    return 0.0 if at_left else 1.0


def _fitted(counter: Counter, width: float, height: float | None, context: Context) -> Fitted:
    """The end value on one line, at the largest size at which the box holds it."""
    text = _format(counter, context).text(counter.end)
    spec, smallest = context.text_spec(text, counter.style)
    spec = replace(spec, max_lines=1)
    return fit_paragraph(spec, context.resources.fonts, width + _SLACK, height, smallest)


def _writer(fitted: Fitted, counter: Counter, context: Context) -> NumberWriter:
    return NumberWriter(fitted.layout.spec, _format(counter, context), context.resources.fonts)


def _format(counter: Counter, context: Context) -> NumberFormat:
    return number_format(
        context, counter.style, counter.decimals, counter.suffix, counter.prefix, grouping=counter.grouping
    )


def _measure(layer: ChartLayer, limit: Limit, context: Context) -> Size:
    counter = _counter(layer)
    fitted = _fitted(counter, limit.width, limit.height, context)
    layout = _writer(fitted, counter, context).layout(counter.end)
    return Size(min(limit.width, layout.natural_width), layout.height)


def _counter(layer: ChartLayer) -> Counter:
    if not isinstance(layer.chart, Counter):
        raise TypeError(f"{layer.chart.kind} is no counter")
    return layer.chart


def _prepare(layer: ChartLayer, box: Rect, context: Context, _duration: Fraction) -> CounterContent:
    counter = _counter(layer)
    fitted = _fitted(counter, box.width, box.height + _SLACK, context)
    if not fitted.fits:
        context.report(
            Finding(
                "text-too-long",
                layer.id,
                f"The number '{fitted.layout.spec.text}' does not fit its box.",
                "Say it with fewer digits, or make its box larger.",
            )
        )
    writer = _writer(fitted, counter, context)
    return CounterContent(counter, writer, box, text_paint(counter.style, box, context))


def value_at(counter: Counter, time: Fraction) -> float:
    """The number at a local time; exactly the end value from `delay` + `duration` on."""
    done = progress(time, counter.delay, counter.duration, counter.easing)
    return counter.end if done == 1 else counter.start + (counter.end - counter.start) * done


def _evaluate(laid: Laid, time: Fraction, _context: Context) -> CounterState:
    content: CounterContent = laid.content
    return content.state(value_at(content.counter, time))


def _draw(state: CounterState, transform: Affine, opacity: float, _context: Context) -> Sequence[Operation]:
    if is_rest(transform, opacity) and state.fitting.is_identity:
        return at_rest(state.content)
    return glyph_operations(state.content, None, state.fitting.then(transform), opacity)


COUNTER = Kind(_measure, _prepare, _evaluate, _draw)
