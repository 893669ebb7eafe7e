"""Where the bars of a chart, their labels and values stand: geometry alone, mirrored by reading direction.

    beside (wide box)            above (narrow box)           vertical
    -------- label | 60         --------------- label         value
    -------------- | label      60 ============ |             [===]
                                                              label

Every bar starts at the same edge, zero, and its full length stands for the same value.
"""

from typing import Literal

from msgspec import Struct

from studio.base.geometry import Affine, Path, Rect

Arrangement = Literal["beside", "above", "vertical"]

_KAPPA = 0.5522847498307936  # see studio.base.geometry


class BarPlace(Struct, frozen=True):
    """A bar's room. label: the box of its label; full: the bar at its longest, from zero to its tip."""

    label: Rect
    full: Rect


class Measures(Struct, frozen=True):
    """What the places depend on, canvas px. label: widest and highest label; value: widest and highest value.

    value_beyond: keep room for values beyond the tips of the bars.
    """

    label_width: float
    label_height: float
    value_width: float
    value_height: float
    gap: float
    value_beyond: bool = True


def arrangement(axis: str, box: Rect) -> Arrangement:
    """Labels stand above their bars where the box is narrow: beside them they would leave no room."""
    if axis == "vertical":
        return "vertical"
    return "above" if box.width < 1.1 * box.height else "beside"


def bar_places(
    kind: Arrangement, box: Rect, count: int, thickness: float, most: float, sizes: Measures, *, rtl: bool
) -> tuple[BarPlace, ...]:
    """thickness: the bar's share of what its row leaves it; most: the thickest that a bar may be, px."""
    room = (sizes.value_width + sizes.gap) if sizes.value_beyond else 0.0
    places = []
    for index in range(count):
        if kind == "vertical":
            places.append(_column(box, index, count, thickness, most, sizes))
        else:
            row = Rect(box.x, box.y + box.height * index / count, box.width, box.height / count)
            if kind == "beside":
                places.append(_beside(row, thickness, most, sizes, room))
            else:
                places.append(_above(row, thickness, most, sizes, room))
    if not rtl:
        return tuple(places)
    axis = 2 * box.x + box.width  # mirrored in the box: x' = left + right - x
    return tuple(BarPlace(place.label.mirrored(axis), place.full.mirrored(axis)) for place in places)


def _beside(row: Rect, thickness: float, most: float, sizes: Measures, room: float) -> BarPlace:
    high = min(row.height * thickness, most)
    left = row.x + sizes.label_width + 2 * sizes.gap
    full = Rect.from_edges(left, row.center.y - high / 2, row.right - room, row.center.y + high / 2)
    label = Rect(row.x, row.center.y - sizes.label_height / 2, sizes.label_width, sizes.label_height)
    return BarPlace(label, full)


def _above(row: Rect, thickness: float, most: float, sizes: Measures, room: float) -> BarPlace:
    """The label sits close on its bar: nearer than to the bar of the row above."""
    close = sizes.gap / 4
    left_over = max(row.height - sizes.label_height - close, 1.0)
    high = min(left_over * thickness, most)
    top = row.y + (row.height - sizes.label_height - close - high) / 2
    label = Rect(row.x, top, row.width, sizes.label_height)
    return BarPlace(label, Rect(row.x, label.bottom + close, max(row.width - room, 1.0), high))


def _column(box: Rect, index: int, count: int, thickness: float, most: float, sizes: Measures) -> BarPlace:
    slot = Rect(box.x + box.width * index / count, box.y, box.width / count, box.height)
    wide = min(slot.width * thickness, most)
    foot = slot.bottom - sizes.label_height - sizes.gap
    top = slot.y + sizes.value_height + sizes.gap
    label = Rect(slot.x + sizes.gap / 4, foot + sizes.gap, slot.width - sizes.gap / 2, sizes.label_height)
    return BarPlace(label, Rect.from_edges(slot.center.x - wide / 2, top, slot.center.x + wide / 2, foot))


def grown(full: Rect, kind: Arrangement, share: float, *, rtl: bool) -> Rect:
    """The part of a full bar from zero to `share` of its length."""
    if kind == "vertical":
        high = full.height * share
        return Rect(full.x, full.bottom - high, full.width, high)
    width = full.width * share
    return Rect(full.right - width if rtl else full.x, full.y, width, full.height)


def bar_path(bar: Rect, kind: Arrangement, radius: float, *, rtl: bool) -> Path:
    """A bar with square corners at zero, where all bars stand on one line, and round ones at its tip."""
    along, across = (bar.height, bar.width) if kind == "vertical" else (bar.width, bar.height)
    if along <= 0 or across <= 0:
        return Path()
    r = max(0.0, min(radius, across / 2, along))
    k = r * (1 - _KAPPA)
    lying = Path(
        "MLCLCLZ",
        (
            *(0, 0, along - r, 0),
            *(along - k, 0, along, k, along, r),
            *(along, across - r),
            *(along, across - k, along - k, across, along - r, across),
            *(0, across),
        ),
    )
    if kind == "vertical":
        return lying.transformed(Affine(0, -1, 1, 0, bar.x, bar.bottom))
    if rtl:
        return lying.transformed(Affine(-1, 0, 0, 1, bar.right, bar.y))
    return lying.moved(bar.x, bar.y)
