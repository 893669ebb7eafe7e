"""Two languages as one block.  What is drawn are two text layers and a rule, so that everything that a text
can do, both can; the first moves first."""

from collections.abc import Iterator
from fractions import Fraction

from studio.base.geometry import Rect, Size
from studio.model.animation import Animation, Keyframe, Keyframes, Phase
from studio.model.layers import BilingualLayer, Layer, ShapeLayer, TextLayer, Toward
from studio.model.style import TextAlign
from studio.scene.bilingual import SLACK, Block, Tongue, arrange, sized, tongues
from studio.scene.context import Context
from studio.scene.findings import Finding
from studio.scene.kind import Kind, Laid, Limit
from studio.scene.layers import group
from studio.scene.layers.group import GroupContent
from studio.text.bidi import Direction

_RULE_SECONDS = Fraction(3, 5)
"""In which the rule is drawn."""
_RULE_GOES = Fraction(3, 10)


def _measure(layer: BilingualLayer, limit: Limit, context: Context) -> Size:
    both = tongues(layer, context)
    return arrange(layer, both, limit.width, limit.height, context).size


def _prepare(layer: BilingualLayer, box: Rect, context: Context, duration: Fraction) -> GroupContent:
    both = tongues(layer, context)
    block = arrange(layer, both, box.width, box.height + SLACK, context)
    if not block.fits and not any(layout.too_wide for layout in block.layouts):
        context.report(
            Finding(
                "text-too-long",
                layer.id,
                f"The two texts of '{layer.id}' do not fit their box together.",
                "Shorten them or make their box larger.",
            )
        )
    children = [
        _laid(_text(layer, number, both[number], block, context), own, context, box, duration)
        for number, own in enumerate(block.boxes)
    ]
    color = layer.look.rule
    if color is not None and all(layout.spec.text for layout in block.layouts):
        rule, place = _rule(layer, color, block, context, duration)
        children.insert(0, _laid(rule, place, context, box, duration))
    return GroupContent(None, tuple(children))


def _laid(child: Layer, place: Rect, context: Context, box: Rect, duration: Fraction) -> Laid:
    placed = place.moved(box.x, box.y)
    content = context.kinds[child.type].prepare(child, placed, context, duration)
    return Laid(child, placed, Fraction(0), duration, content)


def _text(layer: BilingualLayer, number: int, tongue: Tongue, block: Block, context: Context) -> TextLayer:
    """One language as a text layer of exactly the size that was found; findings name the block."""
    layout = block.layouts[number]
    changes: dict[str, object] = {
        "align": _align(layer, layout.direction, context),
        "max_lines": max(1, len(layout.lines)),
    }
    style = sized(tongue, layout.spec.size, context).model_copy(update=changes)
    return TextLayer(
        id=layer.id,
        text=tongue.text.text,
        style=style,
        spans=tongue.text.spans,
        animations=tuple(_in_turn(layer, number)),
    )


def _align(layer: BilingualLayer, direction: Direction, context: Context) -> TextAlign:
    """The block's alignment in the words of a text, which go by the text's own direction."""
    match layer.look.align:
        case "center":
            return TextAlign.CENTER
        case "edges":
            return TextAlign.START
    return TextAlign.START if (direction is Direction.RTL) == context.rtl else TextAlign.END


def _in_turn(layer: BilingualLayer, number: int) -> Iterator[Animation]:
    """The layer's animations for one of the texts: the second comes later, the first goes earlier."""
    for animation in layer.animations:
        waits = number == (0 if animation.phase is Phase.OUT else 1)
        delay = animation.delay + (layer.look.turn if waits else 0)
        yield animation.model_copy(update={"delay": delay})


def _rule(
    layer: BilingualLayer, color: str, block: Block, context: Context, duration: Fraction
) -> tuple[ShapeLayer, Rect]:
    look = layer.look
    one, two = block.layouts
    width, length = look.rule_width, look.rule_length
    if look.arrangement == "beside":
        left, right = sorted(block.boxes, key=lambda box: box.x)
        middle = (left.right + right.x) / 2
        tops = [box.y + layout.ink.y for box, layout in zip(block.boxes, block.layouts, strict=True)]
        feet = [box.y + layout.ink.bottom for box, layout in zip(block.boxes, block.layouts, strict=True)]
        place = Rect(middle - width / 2, min(tops), width, length or max(1.0, max(feet) - min(tops)))
    else:
        above, below = block.boxes[0].y + one.ink.bottom, block.boxes[1].y + two.ink.y
        wide = block.boxes[0].width if look.align == "edges" else max(one.natural_width, two.natural_width)
        length = length or max(1.0, wide)
        room = block.boxes[0].width - length
        at = 0.5 if look.align == "center" else 1.0 if context.rtl else 0.0
        place = Rect(room * at, (above + below - width) / 2, length, width)
    entrances = [animation.delay for animation in layer.animations if animation.phase is Phase.IN]
    exits = [animation.delay for animation in layer.animations if animation.phase is Phase.OUT]
    drawn: float | Keyframes[float] = 1.0
    seen: float | Keyframes[float] = 1.0
    if entrances:
        begins = min(entrances) + look.turn / 2
        drawn = _course(begins, 0.0, begins + _RULE_SECONDS, 1.0)
    if exits:
        ends = duration - min(exits)
        seen = _course(ends - _RULE_GOES, 1.0, ends, 0.0)
    toward = Toward.DOWN if look.arrangement == "beside" else Toward.READING
    rule = ShapeLayer(id=layer.id, fill=color, radius=width / 2, drawn=drawn, opacity=seen, toward=toward)
    return rule, place


def _course(start: Fraction, low: float, end: Fraction, high: float) -> Keyframes[float]:
    first = Keyframe[float](time=start, value=low, easing="calm-enter")
    return Keyframes[float](keyframes=(first, Keyframe[float](time=end, value=high)))


KIND = Kind(_measure, _prepare, group.KIND.evaluate, group.KIND.draw)
