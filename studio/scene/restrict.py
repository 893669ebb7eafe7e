"""The part of a composition that can be seen in a stretch of time.

The law (a property test holds it): where the restricted compositions of two films are equal, so are their
frames of that stretch.  The hash of it, not of the film, is a segment's key: what changes elsewhere leaves
the segment alone.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

from pydantic import BaseModel

from studio.base.time import TimeRange
from studio.model.animation import Phase
from studio.model.composition import Composition
from studio.model.layers import (
    CaptionLayer,
    Clip,
    CompositionLayer,
    Gap,
    GroupLayer,
    Layer,
    TrackItem,
    TrackLayer,
    Transition,
    VideoLayer,
)
from studio.scene.caption_restrict import needed_by_rows, restricted_captions

H = TypeVar("H", bound=BaseModel)


def restricted(composition: Composition, within: TimeRange) -> Composition:
    """The composition with only what can be seen in `within`: names, sound, markers, guides and the still's
    moment are left out, layers and cues of other times dropped, clips of other times replaced by gaps."""
    visible = [layer for layer in composition.layers if not layer.hidden]
    needed = needed_by_rows([layer for layer in visible if isinstance(layer, CaptionLayer)], within)
    layers = tuple(
        _restricted(layer, within, _closes(layer, composition.duration), needed.get(layer.id, ()))
        for layer in visible
        if layer.id in needed
        or (layer.start < within.end and _closes(layer, composition.duration) > within.start)
    )
    unseen = {"name": "", "id": "main", "audio": (), "markers": (), "guides": (), "alt": "", "still_at": None}
    return composition.model_copy(update={**unseen, "layers": layers, "duration": within.end})


def _closes(layer: Layer, duration: Fraction) -> Fraction:
    """When the layer really ends: no layer outlasts what holds it."""
    return duration if layer.end is None else min(layer.end, duration)


def _moves_by_its_end(layer: Layer) -> bool:
    """Whether something in the layer, while it is seen, depends on when it will go."""
    if any(animation.phase is not Phase.IN for animation in layer.animations):
        return True
    if isinstance(layer, GroupLayer):
        return any(map(_moves_by_its_end, layer.layers))
    if isinstance(layer, CompositionLayer):
        return any(map(_moves_by_its_end, layer.composition.layers))
    return False  # the clips of a track have lengths of their own


def _restricted(layer: Layer, within: TimeRange, closes: Fraction, needed: Sequence[TimeRange]) -> Layer:
    local = within.shifted(-layer.start)
    end = closes if closes < within.end or _moves_by_its_end(layer) else None
    bare = unheard(layer).model_copy(update={"name": "", "end": end, "locked": False})
    if isinstance(bare, CaptionLayer):
        if needed and end is None:  # what it does not show any more counts for nobody
            bare = bare.model_copy(update={"end": layer.end})
        return restricted_captions(bare, local, needed)
    if isinstance(bare, TrackLayer):
        silent = {"muted": False, "solo": False}  # of sound, which is not seen
        return bare.model_copy(update={"items": _restricted_items(bare.items, local), **silent})
    return bare


_SILENT = {"gain": 0.0, "muted": False, "fade_in": Fraction(0), "fade_out": Fraction(0)}


def unheard(layer: Layer) -> Layer:
    """The layer without what is said of its films' sound, which is not seen; itself where nothing is."""
    match layer:
        case VideoLayer():
            return layer.model_copy(update=_SILENT)
        case GroupLayer():
            return _with_unheard(layer, "layers", layer.layers)
        case CompositionLayer():
            inner = _with_unheard(layer.composition, "layers", layer.composition.layers)
            return layer if inner is layer.composition else layer.model_copy(update={"composition": inner})
        case TrackLayer():
            items = tuple(_unheard_item(item) for item in layer.items)
            same = all(one is other for one, other in zip(items, layer.items, strict=True))
            return layer if same else layer.model_copy(update={"items": items})
        case _:
            return layer


def _unheard_item(item: TrackItem) -> TrackItem:
    if not isinstance(item, Clip):
        return item
    source = _with_unheard(item.source, "layers", item.source.layers)
    return item if source is item.source else item.model_copy(update={"source": source})


def _with_unheard(holder: H, field: str, layers: tuple[Layer, ...]) -> H:
    changed = tuple(map(unheard, layers))
    if all(one is other for one, other in zip(changed, layers, strict=True)):
        return holder
    return holder.model_copy(update={field: changed})


def _restricted_items(items: tuple[TrackItem, ...], within: TimeRange) -> tuple[TrackItem, ...]:
    """The items with clips that are not seen as gaps, neighbouring gaps united; transitions stay where
    seen."""
    starts: list[Fraction] = []
    at = Fraction(0)
    for item in items:
        starts.append(at)
        if not isinstance(item, Transition):
            at += item.duration
    seen: set[int] = set()
    for index, item in enumerate(items):
        start = starts[index]
        if isinstance(item, Transition):
            half = item.duration / 2
            if start - half < within.end and start + half > within.start:
                seen |= {index, _span_beside(items, index, -1), _span_beside(items, index, 1)}
        elif start < within.end and start + item.duration > within.start:
            seen.add(index)
    out: list[TrackItem] = []
    after_unseen = False
    for index, item in enumerate(items):
        if index in seen:
            kept = item if isinstance(item, Gap | Transition) else item.model_copy(update={"name": ""})
            out.append(kept)
            after_unseen = False
        elif not isinstance(item, Transition):
            gap = item.duration
            if after_unseen and isinstance(out[-1], Gap):
                gap += out.pop().duration
            after_unseen = False
            if starts[index] + item.duration <= within.start or any(later > index for later in seen):
                out.append(Gap(duration=gap))
                after_unseen = True
    return tuple(out)


def _span_beside(items: tuple[TrackItem, ...], index: int, step: int) -> int:
    """The clip or gap next to the transition at `index`, beyond other transitions; out of range if none."""
    index += step
    while 0 <= index < len(items) and isinstance(items[index], Transition):
        index += step
    return index
