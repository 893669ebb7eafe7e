"""Places boxes: anchors in areas, stacks, grids; mirrored by reading direction; text shrinks where a
group is full.

    layers + area --measure each--> sizes --anchor, stack or grid--> boxes --prepare--> Laid

Layout happens once per composition, at rest: what moves later moves about the place found here.
"""

from collections.abc import Sequence
from fractions import Fraction

from studio.base.geometry import Rect, Size
from studio.model.layers import Align, Anchor, Grid, GroupLayer, Justify, Layer, Place, Stack
from studio.scene.context import Context
from studio.scene.findings import Finding
from studio.scene.kind import Laid, Limit

_TEXT_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
"""Steps by which a group that is too full shrinks its text (never below each text's smallest size)."""


def lay_out(layers: Sequence[Layer], context: Context, end: Fraction) -> tuple[Laid, ...]:
    """Layers that stand freely, each by its own place; `end` closes those that have no end of their own."""
    return tuple(
        _placed(layer, _free_box(layer, context), context, end) for layer in layers if not layer.hidden
    )


def lay_out_group(group: GroupLayer, box: Rect, context: Context, end: Fraction) -> tuple[Laid, ...]:
    """The group's children within its box (canvas px)."""
    children = [child for child in group.layers if not child.hidden]
    inner = _without_padding(group, box)
    context = context.within(inner)
    if group.layout is None:
        boxes = [_free_box(child, context) for child in children]
    else:
        context, boxes = _flowed(group, group.layout, children, inner, context)
    return tuple(
        _placed(child, child_box, context, end, Fraction(group.stagger) * turn)
        for turn, (child, child_box) in enumerate(zip(children, boxes, strict=True))
    )


def measure_group(group: GroupLayer, limit: Limit, context: Context) -> Size:
    """As large as the flowed children; without a layout the group takes all it may."""
    vertical, horizontal = _padding(group)
    inner = Limit(
        max(1.0, limit.width - 2 * horizontal),
        None if limit.height is None else max(1.0, limit.height - 2 * vertical),
    )
    children = [child for child in group.layers if not child.hidden]
    if group.layout is None:
        return Size(limit.width, limit.height if limit.height is not None else limit.width)
    if isinstance(group.layout, Stack):
        if group.layout.axis == "block":
            sizes = [measure(child, inner, context) for child in children]
            width = max((size.width for size in sizes), default=0.0)
            height = sum(size.height for size in sizes) + group.layout.gap * max(0, len(sizes) - 1)
        else:
            sizes = _inline_sizes(children, inner, group.layout, context)
            width = sum(size.width for size in sizes) + group.layout.gap * max(0, len(sizes) - 1)
            height = max((size.height for size in sizes), default=0.0)
            if any(child.place.grow for child in children):
                width = inner.width
        return Size(width + 2 * horizontal, height + 2 * vertical)
    columns, gap = group.layout.columns, group.layout.gap
    cell = (inner.width - gap * (columns - 1)) / columns
    sizes = [measure(child, Limit(cell), context) for child in children]
    rows = [sizes[at : at + columns] for at in range(0, len(sizes), columns)]
    height = sum(max(size.height for size in row) for row in rows) + gap * max(0, len(rows) - 1)
    return Size(limit.width, height + 2 * vertical)


def measure(layer: Layer, limit: Limit, context: Context) -> Size:
    """The size of a layer's box within the limit: its place's own width and height win over its content's."""
    place = layer.place
    width = _length(place.width, limit.width)
    height = _length(place.height, limit.height if limit.height is not None else limit.width)
    if width is not None and height is not None:
        return Size(width, height)
    room = Limit(
        min(limit.width, width) if width is not None else limit.width,
        height if height is not None else limit.height,
    )
    content = context.kinds[layer.type].measure(layer, room, context)
    return Size(
        width if width is not None else content.width, height if height is not None else content.height
    )


def _placed(layer: Layer, box: Rect, context: Context, end: Fraction, delay: Fraction = Fraction(0)) -> Laid:
    start = layer.start + delay
    closes = max(start, end if layer.end is None else min(layer.end, end))
    content = context.kinds[layer.type].prepare(layer, box, context, closes - start)
    return Laid(layer, box, start, closes, content)


def _length(length: float | str | None, whole: float) -> float | None:
    if isinstance(length, str):
        return whole * float(length.removesuffix("%")) / 100
    return length


def _free_box(layer: Layer, context: Context) -> Rect:
    area = context.area(layer.place.area, layer.id)
    size = measure(layer, Limit(area.width, area.height), context)
    return anchored(layer.place, size, area, context)


def anchored(place: Place, size: Size, area: Rect, context: Context) -> Rect:
    """The box whose anchor meets the same point of the area, moved by the offset (x along the reading
    direction)."""
    along, down = _ANCHORS[place.anchor]
    if context.rtl:
        along = 1 - along
    x = area.x + (area.width - size.width) * along + place.offset[0] * context.forward
    y = area.y + (area.height - size.height) * down + place.offset[1]
    return Rect(x, y, size.width, size.height)


_ANCHORS = {
    Anchor.TOP_START: (0.0, 0.0),
    Anchor.TOP: (0.5, 0.0),
    Anchor.TOP_END: (1.0, 0.0),
    Anchor.START: (0.0, 0.5),
    Anchor.CENTER: (0.5, 0.5),
    Anchor.END: (1.0, 0.5),
    Anchor.BOTTOM_START: (0.0, 1.0),
    Anchor.BOTTOM: (0.5, 1.0),
    Anchor.BOTTOM_END: (1.0, 1.0),
}
"""Share of the free room before the box, along the reading direction and downwards."""


def _padding(group: GroupLayer) -> tuple[float, float]:
    return group.padding if isinstance(group.padding, tuple) else (group.padding, group.padding)


def _without_padding(group: GroupLayer, box: Rect) -> Rect:
    vertical, horizontal = _padding(group)
    return Rect.from_edges(
        box.x + horizontal, box.y + vertical, box.right - horizontal, box.bottom - vertical
    )


def _flowed(
    group: GroupLayer, layout: Stack | Grid, children: Sequence[Layer], inner: Rect, context: Context
) -> tuple[Context, list[Rect]]:
    """The children's boxes, with the largest text scale at which they fit; reported if none does."""
    for scale in _TEXT_SCALES:
        scaled = context.within(inner, context.text_scale * scale)
        boxes = _boxes(group, layout, children, inner, scaled)
        if _excess(boxes, inner) <= 1:
            return scaled, boxes
    smallest = context.within(inner, context.text_scale * _TEXT_SCALES[-1])
    boxes = _boxes(group, layout, children, inner, smallest)
    context.report(
        Finding(
            "text-too-long",
            group.id,
            f"The content of '{group.id}' is {_excess(boxes, inner):.0f} px higher than its box.",
            "Shorten the text or leave something out.",
        )
    )
    return smallest, boxes


def _excess(boxes: Sequence[Rect], inner: Rect) -> float:
    """How far the lowest box reaches below the group's."""
    return max((box.bottom for box in boxes), default=inner.y) - inner.bottom


def _boxes(
    group: GroupLayer, layout: Stack | Grid, children: Sequence[Layer], inner: Rect, context: Context
) -> list[Rect]:
    if isinstance(layout, Stack):
        return _stacked(children, inner, layout, context)
    return _gridded(layout, children, inner, context, definite=group.place.height is not None)


def _stacked(children: Sequence[Layer], inner: Rect, stack: Stack, context: Context) -> list[Rect]:
    limit = Limit(inner.width, None)
    if stack.axis == "block":
        sizes = _block_sizes(children, inner, stack, context)
        room, extent = inner.height, [size.height for size in sizes]
    else:
        sizes = _inline_sizes(children, Limit(inner.width, inner.height), stack, context)
        room, extent = limit.width, [size.width for size in sizes]
    free = max(0.0, room - sum(extent) - stack.gap * max(0, len(sizes) - 1))
    gap = stack.gap
    if stack.justify is Justify.BETWEEN and len(sizes) > 1:
        gap += free / (len(sizes) - 1)
    at = {Justify.CENTER: free / 2, Justify.END: free}.get(stack.justify, 0.0)
    boxes = []
    for child, size in zip(children, sizes, strict=True):
        align = child.place.align or stack.align
        if stack.axis == "block":
            box = _aligned_across(child, size, inner, align, at, context)
            at += size.height + gap
        else:
            height = inner.height if align is Align.STRETCH else size.height
            y = inner.y + (inner.height - height) * _ACROSS[align] + child.place.offset[1]
            left = inner.right - at - size.width if context.rtl else inner.x + at
            box = Rect(left + child.place.offset[0] * context.forward, y, size.width, height)
            at += size.width + gap
        boxes.append(box)
    return boxes


_ACROSS = {Align.START: 0.0, Align.CENTER: 0.5, Align.END: 1.0, Align.STRETCH: 0.0}


def _aligned_across(child: Layer, size: Size, inner: Rect, align: Align, at: float, context: Context) -> Rect:
    width = inner.width if align is Align.STRETCH else size.width
    across = _ACROSS[align]
    if context.rtl and align is not Align.STRETCH:
        across = 1 - across
    dx, dy = child.place.offset
    return Rect(
        inner.x + (inner.width - width) * across + dx * context.forward, inner.y + at + dy, width, size.height
    )


def _block_sizes(children: Sequence[Layer], inner: Rect, stack: Stack, context: Context) -> list[Size]:
    sizes: list[Size | None] = [
        None if child.place.grow else measure(child, Limit(inner.width), context) for child in children
    ]
    used = sum(size.height for size in sizes if size is not None)
    free = max(0.0, inner.height - used - stack.gap * max(0, len(children) - 1))
    shares = sum(child.place.grow for child in children)
    out = []
    for child, size in zip(children, sizes, strict=True):
        if size is None:
            height = free * child.place.grow / shares
            natural = measure(child, Limit(inner.width, max(1.0, height)), context)
            size = Size(natural.width, height)
        out.append(size)
    return out


def _inline_sizes(children: Sequence[Layer], limit: Limit, stack: Stack, context: Context) -> list[Size]:
    """Children of fixed width first, then those that take what they need, then those that grow."""
    left = limit.width - stack.gap * max(0, len(children) - 1)
    sizes: dict[int, Size] = {}
    by_turn = sorted(range(len(children)), key=lambda i: _inline_turn(children[i]))
    shares = sum(child.place.grow for child in children)
    for index in by_turn:
        child = children[index]
        if child.place.grow:
            continue
        sizes[index] = measure(child, Limit(max(1.0, left), limit.height), context)
        left -= sizes[index].width
    for index, child in enumerate(children):
        if child.place.grow:
            width = max(1.0, left * child.place.grow / shares)
            natural = measure(child, Limit(width, limit.height), context)
            sizes[index] = Size(width, natural.height)
    return [sizes[index] for index in range(len(children))]


def _inline_turn(child: Layer) -> int:
    return 0 if child.type not in ("text", "group") else 1


def _gridded(
    grid: Grid, children: Sequence[Layer], inner: Rect, context: Context, *, definite: bool
) -> list[Rect]:
    """Rows of equal cells; as high as their content, or all alike where the group's height is given."""
    cell = (inner.width - grid.gap * (grid.columns - 1)) / grid.columns
    boxes: list[Rect] = []
    top = inner.y
    rows = [children[at : at + grid.columns] for at in range(0, len(children), grid.columns)]
    even = (inner.height - grid.gap * max(0, len(rows) - 1)) / max(1, len(rows))
    for row in rows:
        sizes = [measure(child, Limit(cell, even if definite else None), context) for child in row]
        height = even if definite else max(size.height for size in sizes)
        for column, (child, size) in enumerate(zip(row, sizes, strict=True)):
            left = inner.x + column * (cell + grid.gap)
            if context.rtl:
                left = inner.right - column * (cell + grid.gap) - cell
            align = child.place.align or grid.align
            if align is Align.STRETCH:
                boxes.append(Rect(left, top, cell, height))
            else:
                across = 1 - _ACROSS[align] if context.rtl else _ACROSS[align]
                boxes.append(Rect(left + (cell - size.width) * across, top, size.width, size.height))
        top += height + grid.gap
    return boxes
