"""What stands where at a moment: the layers that are seen, with their boxes, for whoever points at them.

    Scene, time --walk--> Placed, Placed …     in painter order: what holds others comes before them

Boxes are those of the layout, at rest; `transform` carries them to where the layer is at that moment (its own
and what holds it; the motion of single letters is left out).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

from msgspec import Struct

from studio.base.geometry import IDENTITY, Affine, Point, Rect
from studio.model.captions import Cue
from studio.scene.context import Context
from studio.scene.kind import Laid
from studio.scene.layers.caption import CaptionContent
from studio.scene.layers.composition import Precomposed, in_box, precompose
from studio.scene.layers.group import GroupContent
from studio.scene.layers.track import TrackContent
from studio.scene.motion import layer_motion
from studio.scene.scene import Scene
from studio.scene.writing.content import TextContent
from studio.text.layout import ParagraphLayout

Path = tuple[str, ...]
"""The ids on the way down from the composition: groups, a track and its clip, the layer."""


class Written(Struct, frozen=True, eq=False):
    """A text in its place: `layout`'s box has its top left corner at (x, y), before the transform.

    part: which text of a layer with several.  asked: the size (em, px) that it would have with room enough;
    0 where it is not known.
    """

    layout: ParagraphLayout
    x: float
    y: float
    part: int = 0
    asked: float = 0.0


class PlacedCaption(Struct, frozen=True):
    """What is shown at one place of a caption layer: a cue, those of the second language, or both.  box: at
    rest."""

    box: Rect
    cues: tuple[Cue, ...]


class Placed(Struct, frozen=True, eq=False):
    """A layer at a moment.

    box: at rest, in the coordinates that `transform` maps to the canvas.  turned: how the layer's box is
    mapped by what holds it, without its own transform.  start, end: in the composition's time.
    seen: the layer's own opacity, 0 … 1.
    """

    path: Path
    layer: Any
    """Of the kind that its `type` says."""
    box: Rect
    transform: Affine
    held: Affine
    start: Fraction
    end: Fraction
    seen: float
    texts: tuple[Written, ...] = ()
    holds: bool = False
    """Whether other layers lie in it."""
    turns_about: Point | None = None
    """At rest, where that is not the middle of the box."""
    captions: tuple[PlacedCaption, ...] = ()
    """What a caption layer shows, from the first place on; its box is around all of them."""

    def corners(self) -> tuple[Point, Point, Point, Point]:
        """Of the box on the canvas: top left, top right, bottom right, bottom left."""
        box = self.box
        return (
            self.transform.apply(Point(box.x, box.y)),
            self.transform.apply(Point(box.right, box.y)),
            self.transform.apply(Point(box.right, box.bottom)),
            self.transform.apply(Point(box.x, box.bottom)),
        )

    @property
    def middle(self) -> Point:
        """What the layer is scaled and turned about, at rest."""
        return self.turns_about or self.box.center

    @property
    def bounds(self) -> Rect:
        """The box on the canvas, unturned."""
        return self.transform.apply_rect(self.box)

    def contains(self, point: Point) -> bool:
        """Whether a point of the canvas lies in the box; of captions, in one of them."""
        inner = inverse(self.transform)
        if inner is None:
            return False
        at = inner.apply(point)
        boxes = [one.box for one in self.captions] or [self.box]
        return any(_holds(box, at) for box in boxes)

    def caption_at(self, point: Point) -> PlacedCaption | None:
        """The caption at a point of the canvas."""
        inner = inverse(self.transform)
        at = None if inner is None else inner.apply(point)
        return next((one for one in self.captions if at is not None and _holds(one.box, at)), None)


def placed_at(scene: Scene, time: Fraction) -> tuple[Placed, ...]:
    """All layers that are seen at a time, in painter order; what holds others comes right before them."""
    return tuple(_walk(scene.layers, (), time, Fraction(0), IDENTITY, scene.context))


def captions_in(scene: Scene, path: Path) -> CaptionContent | None:
    """What was prepared of the caption layer at a path; None where there is none."""
    return _captions_in(scene.layers, path)


def _captions_in(layers: Sequence[Laid], path: Path) -> CaptionContent | None:
    laid = next((one for one in layers if path and one.layer.id == path[0]), None)
    match None if laid is None else laid.content:
        case CaptionContent() as found if len(path) == 1:
            return found
        case GroupContent(children=inner) | Precomposed(layers=inner):
            return _captions_in(inner, path[1:])
        case TrackContent() as track:
            for span in track.spans:
                if span.clip is not None and span.clip.id in path[1:2]:
                    clip = precompose(span.clip.source, track.context, span.end - span.start)
                    return _captions_in(clip.layers, path[2:])
    return None


def hit(placed: Sequence[Placed], point: Point, *, slack: float = 0.0) -> tuple[Placed, ...]:
    """The layers at a point of the canvas, the topmost first; texts are hit a little outside as well.

    slack: canvas px.  A layer that fills the ground counts like any other: whoever asks chooses.
    """
    return tuple(
        one for one in reversed(placed) if one.contains(point) or (slack and _near(one, point, slack))
    )


def chosen(hits: Sequence[Placed], current: Path | None = None, *, deeper: bool = False) -> Placed | None:
    """Which of the layers at a point a click means: the topmost that shows something of its own.

    current: what is selected; deeper: the next one below it (from the bottom on: the topmost again).
    """
    meant = [one for one in hits if not one.holds and one.layer.type != "pattern"]
    meant = meant or list(hits)
    if not meant:
        return None
    if deeper:
        paths = [one.path for one in hits]
        at = paths.index(current) + 1 if current in paths else 0
        return hits[at % len(hits)]
    return meant[0]


def inverse(affine: Affine) -> Affine | None:
    """The map back; None where everything falls onto a line."""
    det = affine.a * affine.d - affine.b * affine.c
    if abs(det) < 1e-12:
        return None
    a, b, c, d = affine.d / det, -affine.b / det, -affine.c / det, affine.a / det
    return Affine(a, b, c, d, -(a * affine.e + c * affine.f), -(b * affine.e + d * affine.f))


def _near(one: Placed, point: Point, slack: float) -> bool:
    return bool(one.texts) and _holds(one.bounds.expanded(slack), point)


def _holds(rect: Rect, point: Point) -> bool:
    return rect.x <= point.x <= rect.right and rect.y <= point.y <= rect.bottom


def _walk(
    layers: Sequence[Laid], above: Path, time: Fraction, zero: Fraction, held: Affine, context: Context
) -> Iterator[Placed]:
    """zero: the composition's time at which the holder's clock shows 0; `time` is the holder's."""
    for laid in layers:
        if not laid.start <= time < laid.end:
            continue
        yield from _layer(laid, above, time - laid.start, zero, held, context)


def _layer(
    laid: Laid, above: Path, local: Fraction, zero: Fraction, held: Affine, context: Context
) -> Iterator[Placed]:
    layer = laid.layer
    moved = layer_motion(laid, local, context, with_animations=layer.type not in ("text", "bilingual"))
    transform = moved.transform.then(held)
    start, end = zero + laid.start, zero + laid.end
    path = (*above, layer.id)
    content = laid.content
    children = layer.type in ("group", "composition", "track")
    captions = _captions(content, local) if isinstance(content, CaptionContent) else ()
    box = laid.box
    if isinstance(content, CaptionContent):  # between two captions: where they stand
        boxes = [one.box for one in captions]
        box = reduce(Rect.united, boxes) if boxes else content.room.region
    yield Placed(
        path,
        layer,
        box,
        transform,
        held,
        start,
        end,
        moved.opacity,
        tuple(_texts(laid, context)),
        children,
        laid.box.center,
        captions,
    )
    if layer.type == "group":
        yield from _walk(content.children, path, local, start, transform, context)
    elif layer.type == "composition":
        inner = in_box(laid.box, context).then(transform)
        yield from _walk(content.layers, path, local, start, inner, context)
    elif isinstance(content, TrackContent):
        inner = in_box(laid.box, context).then(transform)
        for index, span in enumerate(content.spans):
            precomposed = content.precomposed(index) if span.start <= local < span.end else None
            if span.clip is not None and precomposed is not None:
                at = (*path, span.clip.id)
                yield from _walk(
                    precomposed.layers, at, local - span.start, start + span.start, inner, context
                )


def _captions(content: CaptionContent, local: Fraction) -> tuple[PlacedCaption, ...]:
    return tuple(
        PlacedCaption(content.block(index, local).box, content.cues.cues[index].cues)
        for index in content.shown(local)
    )


def _texts(laid: Laid, context: Context) -> Iterator[Written]:
    content = laid.content
    if isinstance(content, TextContent):
        asked, _ = context.text_spec(content.layout.spec.text, laid.layer.style)
        yield Written(content.layout, content.x, content.y, asked=asked.size)
    elif laid.layer.type == "bilingual" and isinstance(content, GroupContent):
        texts = [child.content for child in content.children if isinstance(child.content, TextContent)]
        for part, text in enumerate(texts):
            yield Written(text.layout, text.x, text.y, part)
