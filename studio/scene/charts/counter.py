"""Counter: a number that counts up or down, once, and then stands still; with it what it counts, if wished.

Its box is that of the end value, or of the widest form on the way.  The number hangs on the edge (or the
middle) that its alignment names, on one baseline; a number wider than the box is drawn smaller, so that it
never leaves it.  While it counts, its digits stand in cells of one width where the box has room for them, and
in the last quarter they settle to their own widths.
"""

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct, field
from msgspec.structs import replace

from studio.base.geometry import IDENTITY, Affine, Rect, Size
from studio.base.l10n.plurals import plural_category
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
from studio.scene.written import written_text
from studio.text.bidi import Direction
from studio.text.figures import with_even_digits
from studio.text.fitting import Fitted, fit_paragraph
from studio.text.layout import ParagraphLayout

_SLACK = 0.5
_MAX_KEPT = 64


_SETTLED = 0.75
"""The share of the counting's time from which on cells shrink to the digits' own widths."""


class CounterContent(Struct, frozen=True, eq=False):
    """What a counter needs to show any of its values; box: canvas px; paint: of its text.

    cell: the width of a digit's cell while it counts, px; 0: digits have their own widths.
    """

    counter: Counter
    writer: NumberWriter
    box: Rect
    paint: TextPaint
    cell: float = 0.0
    _kept: dict[tuple[str, float], "CounterState"] = field(default_factory=dict)

    def state(self, value: float, evenness: float = 0.0) -> "CounterState":
        """evenness: 0 for digits of their own widths, 1 for cells."""
        layout = self.writer.layout(value)
        key = (layout.spec.text, evenness if self.cell else 0.0)
        if key not in self._kept:
            if len(self._kept) >= _MAX_KEPT:
                self._kept.clear()
            self._kept[key] = self._placed(_even(layout, self.cell, evenness))
        return self._kept[key]

    def _placed(self, layout: ParagraphLayout) -> "CounterState":
        x = round(self.box.x) + self._room_before(layout)
        content = TextContent(layout, x, round(self.box.y), self.paint)
        return CounterState(content, self._fitting(content))

    def _room_before(self, layout: ParagraphLayout) -> float:
        if self.writer.wrap is not None:  # the lines stand aligned in their own width
            return 0.0
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


class CounterState(Struct, frozen=True):
    """A number where it stands; `fitting` makes one that is too wide smaller."""

    content: TextContent
    fitting: Affine


def _share_at_left(layout: ParagraphLayout) -> float:
    """How much of the free room stands to the left of a number."""
    if layout.spec.align == "center":
        return 0.5
    at_left = (layout.spec.align == "start") == (layout.direction is Direction.LTR)
    return 0.0 if at_left else 1.0


def _even(layout: ParagraphLayout, cell: float, share: float) -> ParagraphLayout:
    return with_even_digits(layout, cell, share) if cell and share and len(layout.lines) == 1 else layout


def seen_values(counter: Counter, language: str) -> tuple[float, ...]:
    """Values on the counter's way that stand for all: its end, its start, one of each form of what it counts.

    Of each form the last one near either end, where numbers have most digits.
    """
    low, high = sorted((counter.start, counter.end))
    values: dict[str, float] = {}
    for edge, step in ((math.ceil(low), 1), (math.floor(high), -1)):
        for number in range(edge, edge + step * _FORMS_REPEAT, step):
            if low <= number <= high:
                form = plural_category(Decimal(number), language)
                if form not in values or abs(number) > abs(values[form]):
                    values[form] = float(number)
    return tuple(dict.fromkeys((counter.end, counter.start, *values.values())))


_FORMS_REPEAT = 110
"""Within so many whole numbers every form of every language occurs: Arabic's repeat by the hundred."""


def _fitted(
    counter: Counter, width: float, height: float | None, context: Context
) -> tuple[Fitted, NumberWriter]:
    """The end value, or the widest form on the way, at the largest size at which the box holds it."""
    written = _format(counter, context)
    fonts = context.resources.fonts
    spec, smallest = context.text_spec(written.text(counter.end), counter.style)
    spec = replace(spec, max_lines=1)
    wrap = None
    if counter.unit is not None:
        values = seen_values(counter, written.language)
        first = NumberWriter(spec, written, fonts)
        widest = max((first.layout(value) for value in values), key=lambda layout: layout.natural_width)
        spec = replace(spec, text=widest.spec.text)
        if (counter.style.max_lines or 1) > 1 and widest.natural_width > width + _SLACK:
            wrap = width + _SLACK
            spec = replace(spec, max_lines=counter.style.max_lines)
    fitted = fit_paragraph(spec, fonts, width + _SLACK, height, smallest)
    return fitted, NumberWriter(fitted.layout.spec, written, fonts, wrap)


def _format(counter: Counter, context: Context) -> NumberFormat:
    written = number_format(
        context, counter.style, counter.decimals, counter.suffix, counter.prefix, grouping=counter.grouping
    )
    if counter.unit is None:
        return written
    language = counter.style.language or context.composition.language
    forms = {name: written_text(form, counter.style, context) for name, form in counter.unit.given().items()}
    return replace(written, forms=forms, language=language)


def _measure(layer: ChartLayer, limit: Limit, context: Context) -> Size:
    counter = _counter(layer)
    _, writer = _fitted(counter, limit.width, limit.height, context)
    if counter.unit is None:
        layout = writer.layout(counter.end)
        return Size(min(limit.width, layout.natural_width), layout.height)
    cell = writer.digit_cell()
    layouts = [
        _even(writer.layout(value), cell, 1.0) for value in seen_values(counter, writer.format.language)
    ]
    width = max(layout.natural_width for layout in layouts)
    if writer.wrap is not None:
        width = limit.width
    return Size(min(limit.width, width), max(layout.height for layout in layouts))


def _cell(counter: Counter, writer: NumberWriter, width: float) -> float:
    """The cell of a digit, 0 where the numbers on the way in cells would be wider than the box."""
    cell = writer.digit_cell()
    texts = (writer.layout(value) for value in seen_values(counter, writer.format.language))
    fits = all(_even(layout, cell, 1.0).natural_width <= width + _SLACK for layout in texts)
    return cell if fits else 0.0


def _counter(layer: ChartLayer) -> Counter:
    if not isinstance(layer.chart, Counter):
        raise TypeError(f"{layer.chart.kind} is no counter")
    return layer.chart


def _prepare(layer: ChartLayer, box: Rect, context: Context, _duration: Fraction) -> CounterContent:
    counter = _counter(layer)
    fitted, writer = _fitted(counter, box.width, box.height + _SLACK, context)
    if not fitted.fits:
        said = fitted.layout.spec.text
        said = said if len(said) <= 40 else said[:39] + "…"
        context.report(
            Finding(
                "text-too-long",
                layer.id,
                f"The number '{said}' does not fit its box.",
                "Say it with fewer digits, or make its box larger.",
            )
        )
    cell = _cell(counter, writer, box.width)
    return CounterContent(counter, writer, box, text_paint(counter.style, box, context), cell)


def value_at(counter: Counter, time: Fraction) -> float:
    """The number at a local time; exactly the end value from `delay` + `duration` on."""
    done = progress(time, counter.delay, counter.duration, counter.easing)
    return counter.end if done == 1 else counter.start + (counter.end - counter.start) * done


def evenness_at(counter: Counter, time: Fraction) -> float:
    """How far digits stand in cells: 1 while it counts, from three quarters on down to 0 at its end."""
    begin = counter.delay + counter.duration * Fraction(_SETTLED)
    return 1.0 - progress(time, begin, counter.delay + counter.duration - begin, "ease-in-out")


def _evaluate(laid: Laid, time: Fraction, _context: Context) -> CounterState:
    content: CounterContent = laid.content
    return content.state(value_at(content.counter, time), evenness_at(content.counter, time))


def _draw(state: CounterState, transform: Affine, opacity: float, _context: Context) -> Sequence[Operation]:
    if is_rest(transform, opacity) and state.fitting.is_identity:
        return at_rest(state.content)
    return glyph_operations(state.content, None, state.fitting.then(transform), opacity)


COUNTER = Kind(_measure, _prepare, _evaluate, _draw)
