"""Places boxes: anchors in areas, stacks, grids; mirrored by reading direction; text shrinks where a
group is full.

    layers + area --measure each--> sizes --anchor, stack or grid--> boxes --prepare--> Laid

Layout happens once per composition, at rest: what moves later moves about the place found here.
"""

from collections.abc import Sequence
from fractions import Fraction

from studio.base.geometry import Rect, Size
from studio.model.layers import GroupLayer, Layer
from studio.model.place import Align, Anchor, Grid, Justify, Place, Stack
from studio.scene.context import Context
from studio.scene.findings import Finding
from studio.scene.kind import Laid, Limit
from studio.scene.layers.caption import in_rows

_TEXT_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
"""Steps by which a group that is too full shrinks its text (never below each text's smallest size)."""

_SLACK = 1.0
"""px by which a group's content may be larger than its box."""


_Slot = tuple[Rect, Rect]
"""A child's box, before its offset, and the room that it has."""


def lay_out(layers: Sequence[Layer], context: Context, end: Fraction) -> tuple[Laid, ...]:
    """Layers that stand freely, each by its own place; `end` closes those that have no end of their own."""
    return in_rows(
        tuple(_placed(layer, _free_box(layer, context), context, end) for layer in layers if not layer.hidden)
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
    return in_rows(
        tuple(
            _placed(child, child_box, context, end, Fraction(group.stagger) * turn)
            for turn, (child, child_box) in enumerate(zip(children, boxes, strict=True))
        )
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
            whole = _shared(inner, group.layout, len(children))
            sizes = [measure(child, inner, context, whole) for child in children]
            width = max((size.width for size in sizes), default=0.0)
            height = sum(size.height for size in sizes) + group.layout.gap * max(0, len(sizes) - 1)
        else:
            sizes = _inline_sizes(children, inner, group.layout, context)
            width = sum(size.width for size in sizes) + group.layout.gap * max(0, len(sizes) - 1)
            height = max((size.height for size in sizes), default=0.0)
            if any(child.place.grow for child in children):
                width = inner.width
        return _within(Size(width + 2 * horizontal, height + 2 * vertical), limit)
    columns, gap = group.layout.columns, group.layout.gap
    cell = max(1.0, (inner.width - gap * (columns - 1)) / columns)
    sizes = [measure(child, Limit(cell), context) for child in children]
    rows = [sizes[at : at + columns] for at in range(0, len(sizes), columns)]
    height = sum(max(size.height for size in row) for row in rows) + gap * max(0, len(rows) - 1)
    return _within(Size(limit.width, height + 2 * vertical), limit)


def _within(size: Size, limit: Limit) -> Size:
    """No larger than the room: what is too much for it is shrunk or reported when it is laid out."""
    return Size(
        min(size.width, limit.width), size.height if limit.height is None else min(size.height, limit.height)
    )


def measure(layer: Layer, limit: Limit, context: Context, whole: Limit | None = None) -> Size:
    """The size of a layer's box within the limit: its place's own width and height win over its content's.

    whole: what percentages are shares of (None: of the limit); a share of an unknown height is left to the
    content.
    """
    place = layer.place
    whole = limit if whole is None else whole
    width = _length(place.width, whole.width)
    height = _length(place.height, whole.height)
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


def _length(length: float | str | None, whole: float | None) -> float | None:
    if isinstance(length, str):
        return None if whole is None else whole * float(length.removesuffix("%")) / 100
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
    """The room inside the padding, which never takes more than there is."""
    vertical, horizontal = _padding(group)
    vertical, horizontal = min(vertical, box.height / 2), min(horizontal, box.width / 2)
    return Rect.from_edges(
        box.x + horizontal, box.y + vertical, box.right - horizontal, box.bottom - vertical
    )


def _flowed(
    group: GroupLayer, layout: Stack | Grid, children: Sequence[Layer], inner: Rect, context: Context
) -> tuple[Context, list[Rect]]:
    """The children's boxes, with the largest text scale at which they fit; reported if none does."""
    for scale in _TEXT_SCALES:
        scaled = context.within(inner, context.text_scale * scale)
        slots = _slots(group, layout, children, inner, scaled)
        if max(_excess(slots, inner)) <= _SLACK:
            return scaled, _offset(children, slots, context)
    smallest = context.within(inner, context.text_scale * _TEXT_SCALES[-1])
    slots = _slots(group, layout, children, inner, smallest)
    too_high, too_wide = _excess(slots, inner)
    by = f"{too_wide:.0f} px wider" if too_wide > too_high else f"{too_high:.0f} px higher"
    context.report(
        Finding(
            "text-too-long",
            group.id,
            f"The content of '{group.id}' is {by} than its box.",
            "Shorten the text or leave something out.",
        )
    )
    return smallest, _offset(children, slots, context)


def _offset(children: Sequence[Layer], slots: Sequence[_Slot], context: Context) -> list[Rect]:
    """The boxes, moved by what each place asks for."""
    return [
        box.moved(child.place.offset[0] * context.forward, child.place.offset[1])
        for child, (box, _) in zip(children, slots, strict=True)
    ]


def _excess(slots: Sequence[_Slot], inner: Rect) -> tuple[float, float]:
    """How far a box reaches out of its room or the group's at most: (up or down, sideways)."""
    pairs = [(box, room) for box, own in slots for room in (own, inner)]
    return (
        max((max(box.bottom - room.bottom, room.y - box.y) for box, room in pairs), default=0.0),
        max((max(box.right - room.right, room.x - box.x) for box, room in pairs), default=0.0),
    )


def _slots(
    group: GroupLayer, layout: Stack | Grid, children: Sequence[Layer], inner: Rect, context: Context
) -> list[_Slot]:
    if isinstance(layout, Stack):
        return [(box, inner) for box in _stacked(children, inner, layout, context)]
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
            box = _aligned_across(size, inner, align, at, context)
            at += size.height + gap
        else:
            height = inner.height if align is Align.STRETCH else size.height
            y = inner.y + (inner.height - height) * _ACROSS[align]
            left = inner.right - at - size.width if context.rtl else inner.x + at
            box = Rect(left, y, size.width, height)
            at += size.width + gap
        boxes.append(box)
    return boxes


_ACROSS = {Align.START: 0.0, Align.CENTER: 0.5, Align.END: 1.0, Align.STRETCH: 0.0}


def _aligned_across(size: Size, inner: Rect, align: Align, at: float, context: Context) -> Rect:
    width = inner.width if align is Align.STRETCH else size.width
    across = _ACROSS[align]
    if context.rtl and align is not Align.STRETCH:
        across = 1 - across
    return Rect(inner.x + (inner.width - width) * across, inner.y + at, width, size.height)


def _shared(room: Limit, stack: Stack, count: int) -> Limit:
    """What percentages in a stack are shares of: along its axis the room without the gaps, so that shares
    of 100 % in all fill it."""
    gaps = stack.gap * max(0, count - 1)
    if stack.axis == "inline":
        return Limit(max(1.0, room.width - gaps), room.height)
    return Limit(room.width, None if room.height is None else max(1.0, room.height - gaps))


def _block_sizes(children: Sequence[Layer], inner: Rect, stack: Stack, context: Context) -> list[Size]:
    whole = _shared(Limit(inner.width, inner.height), stack, len(children))
    sizes: list[Size | None] = [
        None if child.place.grow else measure(child, Limit(inner.width), context, whole) for child in children
    ]
    used = sum(size.height for size in sizes if size is not None)
    free = max(0.0, inner.height - used - stack.gap * max(0, len(children) - 1))
    shares = sum(child.place.grow for child in children)
    out = []
    for child, size in zip(children, sizes, strict=True):
        if size is None:
            height = free * child.place.grow / shares
            natural = measure(child, Limit(inner.width, max(1.0, height)), context, whole)
            size = Size(natural.width, height)
        out.append(size)
    return out


def _inline_sizes(children: Sequence[Layer], limit: Limit, stack: Stack, context: Context) -> list[Size]:
    """Children of fixed width first, then those that take what they need, then those that grow."""
    whole = _shared(limit, stack, len(children))
    left = whole.width
    sizes: dict[int, Size] = {}
    by_turn = sorted(range(len(children)), key=lambda i: _inline_turn(children[i]))
    shares = sum(child.place.grow for child in children)
    for index in by_turn:
        child = children[index]
        if child.place.grow:
            continue
        sizes[index] = measure(child, Limit(max(1.0, left), limit.height), context, whole)
        left -= sizes[index].width
    for index, child in enumerate(children):
        if child.place.grow:
            width = max(1.0, left * child.place.grow / shares)
            natural = measure(child, Limit(width, limit.height), context, whole)
            sizes[index] = Size(width, natural.height)
    return [sizes[index] for index in range(len(children))]


def _inline_turn(child: Layer) -> int:
    return 0 if child.type not in ("text", "bilingual", "group") else 1


def _gridded(
    grid: Grid, children: Sequence[Layer], inner: Rect, context: Context, *, definite: bool
) -> list[_Slot]:
    """Rows of equal cells; as high as their content, or all alike where the group's height is given."""
    cell = max(1.0, (inner.width - grid.gap * (grid.columns - 1)) / grid.columns)
    slots: list[_Slot] = []
    top = inner.y
    rows = [children[at : at + grid.columns] for at in range(0, len(children), grid.columns)]
    even = max(1.0, (inner.height - grid.gap * max(0, len(rows) - 1)) / max(1, len(rows)))
    for row in rows:
        sizes = [measure(child, Limit(cell, even if definite else None), context) for child in row]
        height = even if definite else max(size.height for size in sizes)
        for column, (child, size) in enumerate(zip(row, sizes, strict=True)):
            left = inner.x + column * (cell + grid.gap)
            if context.rtl:
                left = inner.right - column * (cell + grid.gap) - cell
            room = Rect(left, top, cell, height)
            align = child.place.align or grid.align
            box = room if align is Align.STRETCH else _aligned_across(size, room, align, 0.0, context)
            slots.append((box, room))
        top += height + grid.gap
    return slots
