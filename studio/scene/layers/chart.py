"""Charts: one module of `studio.scene.charts` each; the table here is the one to extend."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from msgspec import Struct

from studio.base.geometry import Affine, Rect, Size
from studio.model.layers import ChartLayer
from studio.scene.charts.bars import BARS
from studio.scene.charts.counter import COUNTER
from studio.scene.context import Context
from studio.scene.display_list import Operation
from studio.scene.kind import Kind, Laid, Limit

CHARTS: Mapping[str, Kind] = {"bars": BARS, "counter": COUNTER}
"""The four steps of each chart, by the tag of its model."""


class ChartState(Struct, frozen=True):
    chart: str
    state: Any


def _measure(layer: ChartLayer, limit: Limit, context: Context) -> Size:
    return CHARTS[layer.chart.kind].measure(layer, limit, context)


def _prepare(layer: ChartLayer, box: Rect, context: Context, duration: Fraction) -> Any:
    return CHARTS[layer.chart.kind].prepare(layer, box, context, duration)


def _evaluate(laid: Laid, time: Fraction, context: Context) -> ChartState:
    kind: str = laid.layer.chart.kind
    return ChartState(kind, CHARTS[kind].evaluate(laid, time, context))


def _draw(state: ChartState, transform: Affine, opacity: float, context: Context) -> Sequence[Operation]:
    return CHARTS[state.chart].draw(state.state, transform, opacity, context)


KIND = Kind(_measure, _prepare, _evaluate, _draw)
