"""Bars from zero, labelled directly, one of them in the accent; they grow in turn, the accent last.

Labels have one size, values another, so that only lengths are compared.  A value counts with its bar and
stands beyond its tip, or inside it where the box is too narrow.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from studio.base.geometry import IDENTITY, Affine, Path, Rect, Size
from studio.model.charts import Bar, BarChart
from studio.model.layers import ChartLayer
from studio.model.style import TextStyle, TypeRole
from studio.scene.charts.bar_layout import (
    Arrangement,
    BarPlace,
    Measures,
    arrangement,
    bar_path,
    bar_places,
    grown,
)
from studio.scene.charts.numbers import NumberWriter, number_format, progress
from studio.scene.context import Context
from studio.scene.display_list import FillPath, Operation, PaintValue
from studio.scene.drawing import as_one, is_rest, still
from studio.scene.findings import Finding
from studio.scene.kind import Kind, Laid, Limit
from studio.scene.writing.content import TextContent
from studio.scene.writing.paint import glyph_operations
from studio.scene.writing.style import TextPaint, text_paint
from studio.scene.written import written_text
from studio.text.fitting import fit_paragraph
from studio.text.layout import ParagraphLayout, TextSpec
from studio.text.paragraph import layout_paragraph

LABEL_FLOOR, VALUE_FLOOR = 34.0, 44.0
"""Smallest sizes of charts' texts in px of the design (STYLE, section 8)."""

GAP = 16.0
LABEL_SHARE = 0.42
"""The most of the box's width that a column of labels takes."""
VALUE_SHARE = 0.4
"""Values that would take more of the bars' width stand inside the bars."""
SHORTEST = 0.2
"""The share of their room that bars keep, however long their values are."""
THICKEST = 96.0
ROW = 120.0
_FADE = 0.25
"""Values appear over this share of their bar's growth."""


class BarsContent(Struct, frozen=True, eq=False):
    """What does not change with time.  value_y: the middle (in columns: the foot) of the digits' ink."""

    chart: BarChart
    kind: Arrangement
    rtl: bool
    places: tuple[BarPlace, ...]
    shares: tuple[float, ...]
    turns: tuple[int, ...]
    labels: tuple[TextContent, ...]
    paints: tuple[PaintValue | None, ...]
    values: NumberWriter
    value_paint: TextPaint
    inside_paint: TextPaint
    value_y: float
    value_beyond: bool
    gap: float
    radius: float
    _kept: dict[str, tuple[Operation, ...]] = field(default_factory=dict)

    def labels_at_rest(self) -> tuple[Operation, ...]:
        if "labels" not in self._kept:
            texts = [glyph_operations(label, None, IDENTITY, 1.0) for label in self.labels]
            self._kept["labels"] = still([operation for text in texts for operation in text])
        return self._kept["labels"]

    def bars_at_rest(self, bars: "tuple[DrawnBar, ...]") -> tuple[Operation, ...]:
        if "bars" not in self._kept:
            self._kept["bars"] = still([one for bar in bars for one in _bar_operations(bar, IDENTITY)])
        return self._kept["bars"]


class DrawnBar(Struct, frozen=True):
    """A bar at a moment: its outline and its number."""

    path: Path
    paint: PaintValue | None
    value: TextContent | None
    value_opacity: float


class BarsState(Struct, frozen=True):
    content: BarsContent
    bars: tuple[DrawnBar, ...]
    at_rest: bool


def _chart(layer: ChartLayer) -> BarChart:
    if not isinstance(layer.chart, BarChart):
        raise TypeError(f"{layer.chart.kind} is no bar chart")
    return layer.chart


def _measure(layer: ChartLayer, limit: Limit, context: Context) -> Size:
    """All the room there is; without a height, rows of the usual height, columns as high as four fifths
    of the
    width."""
    if limit.height is not None:
        return Size(limit.width, limit.height)
    chart = _chart(layer)
    rows = ROW * context.unit * len(chart.bars)
    return Size(limit.width, rows if chart.axis == "horizontal" else 0.8 * limit.width)


def styled(style: TextStyle, role: TypeRole, floor: float) -> TextStyle:
    """The style with the chart's role unless it names one, and never below the floor (design px)."""
    changes: dict[str, object] = {"min_size": max(floor, style.min_size or floor)}
    if "role" not in style.model_fields_set:
        changes["role"] = role
    if style.size is not None:
        changes["size"] = max(floor, style.size)
    if role is TypeRole.BODY and style.family is None:
        changes["family"] = "strong"
    return style.model_copy(update=changes)


def _prepare(layer: ChartLayer, box: Rect, context: Context, _duration: Fraction) -> BarsContent:
    chart = _chart(layer)
    box = Rect(round(box.x), round(box.y), round(box.width), round(box.height))
    gap = GAP * context.unit
    kind = arrangement(chart.axis, box)
    value_style = styled(chart.value_style, TypeRole.BODY, VALUE_FLOOR)
    values = _value_writer(chart, kind, box, value_style, layer, context)
    inks = [values.layout(bar.value) for bar in chart.bars]
    value_width = max(layout.natural_width for layout in inks)
    top = min(layout.ink.y for layout in inks)
    bottom = max(layout.ink.bottom for layout in inks)
    label_width = _label_width(kind, box, len(chart.bars), gap)
    labels = _labels(chart, kind, label_width, layer, context)
    if kind == "beside":
        label_width = min(label_width, max(label.natural_width for label in labels))
    bars_width = box.width if kind == "above" else box.width - label_width - 2 * gap
    largest = max(chart.maximum or 0.0, *(bar.value for bar in chart.bars)) or 1.0
    shares = tuple(bar.value / largest for bar in chart.bars)
    widths = [layout.natural_width for layout in inks]
    beyond = kind == "vertical" or not _fit_inside(widths, shares, bars_width, gap)
    if beyond and kind != "vertical" and value_width + gap > (1 - SHORTEST) * bars_width:
        _report_too_long(layer, max(inks, key=lambda layout: layout.natural_width).spec.text, context)
        value_width = (1 - SHORTEST) * bars_width - gap
    sizes = Measures(
        label_width, max(label.height for label in labels), value_width, bottom - top, gap, beyond
    )
    places = bar_places(
        kind, box, len(chart.bars), chart.thickness, THICKEST * context.unit, sizes, rtl=context.rtl
    )
    paint = text_paint(value_style, box, context)
    return BarsContent(
        chart=chart,
        kind=kind,
        rtl=context.rtl,
        places=places,
        shares=shares,
        turns=_turns(chart.bars),
        labels=tuple(
            _placed_label(label, place, kind, chart, context)
            for label, place in zip(labels, places, strict=True)
        ),
        paints=tuple(
            context.color(chart.highlight_color if bar.highlight else chart.color) for bar in chart.bars
        ),
        values=values,
        value_paint=paint,
        inside_paint=replace(paint, fill=context.color("bg"), stroke=None, shadow=None),
        value_y=bottom if kind == "vertical" else (top + bottom) / 2,
        value_beyond=beyond,
        gap=gap,
        radius=chart.radius * context.unit,
    )


def _fit_inside(widths: Sequence[float], shares: Sequence[float], room: float, gap: float) -> bool:
    """Whether values would take too much of the bars' room, and each fits inside its bar or beyond it."""
    if max(widths) <= VALUE_SHARE * room:
        return False
    return all(
        width + 1.5 * gap <= share * room or share * room + gap + width <= room
        for width, share in zip(widths, shares, strict=True)
    )


def _report_too_long(layer: ChartLayer, text: str, context: Context) -> None:
    context.report(
        Finding(
            "text-too-long",
            layer.id,
            f"'{text}' does not fit the room of its bar.",
            "Shorten it or make the chart larger.",
        )
    )


def _turns(bars: Sequence[Bar]) -> tuple[int, ...]:
    """Each bar's turn: in order, the accent last."""
    order = sorted(range(len(bars)), key=lambda index: bars[index].highlight)
    turns = [0] * len(bars)
    for turn, index in enumerate(order):
        turns[index] = turn
    return tuple(turns)


def _value_writer(
    chart: BarChart, kind: Arrangement, box: Rect, style: TextStyle, layer: ChartLayer, context: Context
) -> NumberWriter:
    """Numbers at one size: the largest at which each fits its column (rows always have room)."""
    written = number_format(context, style, chart.decimals, chart.suffix)
    texts = [written.text(bar.value) for bar in chart.bars]
    spec, smallest = context.text_spec(max(texts, key=len), style)
    width = box.width / len(chart.bars) if kind == "vertical" else box.width
    spec = replace(spec, max_lines=1)
    sized = _one_size(texts, spec, smallest, width, context)
    if sized is None:
        sized = _smallest(texts, spec, smallest, width, layer, context)
    return NumberWriter(sized, written, context.resources.fonts)


def _label_width(kind: Arrangement, box: Rect, count: int, gap: float) -> float:
    match kind:
        case "beside":
            return box.width * LABEL_SHARE
        case "above":
            return box.width
        case "vertical":
            return box.width / count - gap / 2


def _labels(
    chart: BarChart, kind: Arrangement, width: float, layer: ChartLayer, context: Context
) -> list[ParagraphLayout]:
    style = styled(chart.label_style, TypeRole.LABEL, LABEL_FLOOR)
    texts = [written_text(bar.label, style, context) for bar in chart.bars]
    spec, smallest = context.text_spec(max(texts, key=len), style)
    # Two lines of a label belong closer together than two lines of reading text.
    pitch = min(spec.line_height, 1.3 * spec.size)
    align: Literal["start", "center"] = "center" if kind == "vertical" else "start"
    spec = replace(spec, align=align, line_height=pitch, max_lines=1)
    sized = _one_size(texts, spec, smallest, width, context) if kind == "above" else None
    if sized is None:
        spec = replace(spec, max_lines=2)
        sized = _one_size(texts, spec, smallest, width, context)
    if sized is None:
        sized = _smallest(texts, spec, smallest, width, layer, context)
    # A label that was reported still has all its words.
    sized = replace(sized, max_lines=None, max_width=width)
    return [layout_paragraph(replace(sized, text=text), context.resources.fonts) for text in texts]


def _one_size(
    texts: Sequence[str], spec: TextSpec, smallest: float, width: float, context: Context
) -> TextSpec | None:
    """The spec at the largest size at which all texts fit, each within `width`; None if there is none."""
    size = spec.size
    for text in texts:
        fitted = fit_paragraph(replace(spec, text=text), context.resources.fonts, width, None, smallest)
        if not fitted.fits:
            return None
        size = min(size, fitted.size)
    return _at_size(spec, size)


def _smallest(
    texts: Sequence[str], spec: TextSpec, smallest: float, width: float, layer: ChartLayer, context: Context
) -> TextSpec:
    """The spec at its smallest size; what does not fit even then is reported."""
    for text in texts:
        if not fit_paragraph(replace(spec, text=text), context.resources.fonts, width, None, smallest).fits:
            _report_too_long(layer, text, context)
    return _at_size(spec, smallest)


def _at_size(spec: TextSpec, size: float) -> TextSpec:
    return replace(spec, size=size, line_height=spec.line_height * size / spec.size)


def _placed_label(
    layout: ParagraphLayout, place: BarPlace, kind: Arrangement, chart: BarChart, context: Context
) -> TextContent:
    """Flush with the reading side; in the middle of a row, on top of a column's foot, close above a bar."""
    box = place.label
    share = {"beside": 0.5, "above": 1.0, "vertical": 0.0}[kind]
    if kind == "vertical":
        x = box.center.x - layout.width / 2
    else:
        x = box.right - layout.width if context.rtl else box.x
    y = box.y + (box.height - layout.height) * share
    return TextContent(layout, round(x), round(y), text_paint(chart.label_style, box, context))


def _evaluate(laid: Laid, time: Fraction, _context: Context) -> BarsState:
    content: BarsContent = laid.content
    bars = []
    at_rest = True
    for index in range(len(content.places)):
        done = bar_progress(content.chart, content.turns[index], time)
        at_rest = at_rest and done == 1
        bars.append(_drawn(content, index, done))
    return BarsState(content, tuple(bars), at_rest)


def bar_progress(chart: BarChart, turn: int, time: Fraction) -> float:
    """How far the bar whose turn it is has grown, eased; exactly 1 from its end on."""
    return progress(time, chart.delay + chart.stagger * turn, chart.grow, chart.easing)


def _drawn(content: BarsContent, index: int, done: float) -> DrawnBar:
    share = max(0.0, content.shares[index] * done)
    bar = grown(content.places[index].full, content.kind, share, rtl=content.rtl)
    path = bar_path(bar, content.kind, content.radius, rtl=content.rtl)
    value, visible = _value(content, index, done, bar)
    return DrawnBar(path, content.paints[index], value, visible)


def _value(content: BarsContent, index: int, done: float, bar: Rect) -> tuple[TextContent | None, float]:
    """The number and how visible it is: not before its bar begins, nor inside a bar still too short for
    it."""
    opacity = min(1.0, max(0.0, done) / _FADE)
    if opacity <= 0:
        return None, 0.0
    number = content.chart.bars[index].value
    layout = content.values.layout(number if done >= 1 else number * done)
    width, gap = layout.natural_width, content.gap
    if content.kind == "vertical":
        x, y = bar.center.x - width / 2, bar.y - 0.75 * gap - content.value_y
        return TextContent(layout, x, y, content.value_paint), opacity
    y = bar.center.y - content.value_y
    full = content.places[index].full
    if content.value_beyond or full.width * content.shares[index] + gap + width <= full.width:
        x = bar.x - 0.75 * gap - width if content.rtl else bar.right + 0.75 * gap
        return TextContent(layout, x, y, content.value_paint), opacity
    if bar.width < width + 1.5 * gap:
        return None, 0.0
    x = bar.x + 0.75 * gap if content.rtl else bar.right - 0.75 * gap - width
    return TextContent(layout, x, y, content.inside_paint), opacity


def _bar_operations(bar: DrawnBar, transform: Affine) -> list[Operation]:
    operations: list[Operation] = []
    if not bar.path.is_empty and bar.paint is not None:
        operations.append(FillPath(bar.path, bar.paint, transform))
    if bar.value is not None:
        operations += glyph_operations(bar.value, None, transform, bar.value_opacity)
    return operations


def _draw(state: BarsState, transform: Affine, opacity: float, _context: Context) -> Sequence[Operation]:
    content = state.content
    if is_rest(transform, opacity):
        labels = content.labels_at_rest()
        if state.at_rest:
            return (*labels, *content.bars_at_rest(state.bars))
        return (*labels, *(one for bar in state.bars for one in _bar_operations(bar, transform)))
    operations: list[Operation] = []
    for label in content.labels:
        operations += glyph_operations(label, None, transform, 1.0)
    for bar in state.bars:
        operations += _bar_operations(bar, transform)
    return as_one(operations, opacity)


BARS = Kind(_measure, _prepare, _evaluate, _draw)
