"""Caption layers side by side that stand in rows: what is in the rows below a caption while it is shown.

    row 1     |--- song ---|          stands beyond all that is ever shown with it in lower rows, as a caption
    row 0     | b |                   does in a stack; so it never has to move
           |-- a --|

Rows are of layers that stand at the same place; a layer that was moved elsewhere is left alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from studio.base.time import TimeRange
from studio.model.layers import CaptionLayer


def rows_below(layer: CaptionLayer, layers: Iterable[CaptionLayer]) -> Iterator[CaptionLayer]:
    """Those of the layers that stand in lower rows at the layer's place."""
    for other in layers:
        if other.style.row < layer.style.row and _place(other) == _place(layer):
            yield other


def _place(layer: CaptionLayer) -> object:
    return layer.place, "anchor" in layer.place.model_fields_set, layer.style.position, layer.transform


def upwards(layers: Sequence[CaptionLayer]) -> list[CaptionLayer]:
    """The layers, the lowest row first; none where all are in one row."""
    if len({layer.style.row for layer in layers}) < 2:
        return []
    return sorted(layers, key=lambda layer: layer.style.row)


def while_there(layer: CaptionLayer, start: Fraction, span: TimeRange) -> TimeRange | None:
    """What of a span, in the time of what holds the layer, lies within it, in its own time.

    start: of the layer.  How long what holds it lasts, does not count.
    """
    begins = max(Fraction(0), span.start - start)
    ends = span.end - start
    if layer.end is not None:
        ends = min(ends, layer.end - start)
    return TimeRange(begins, ends) if begins < ends else None
