"""The part of a composition that can be seen in a stretch of time.

The law (a property test holds it): where the restricted compositions of two films are equal, so are
their frames of
that stretch.  The hash of it, not of the film, is a segment's key: what changes elsewhere leaves the
segment alone.
"""

from fractions import Fraction

from studio.base.time import TimeRange
from studio.model.animation import Phase
from studio.model.composition import Composition
from studio.model.layers import (
    CaptionLayer,
    Gap,
    GroupLayer,
    Layer,
    TrackItem,
    TrackLayer,
    Transition,
)


def restricted(composition: Composition, within: TimeRange) -> Composition:
    """The composition with only what can be seen in `within`: names, sound and the still's moment are
    left out,
    layers and cues of other times dropped, clips of other times replaced by gaps."""
    layers = tuple(
        _restricted(layer, within, composition.duration)
        for layer in composition.layers
        if _overlaps(layer, within, composition.duration)
    )
    length = composition.duration if any(_needs_length(layer) for layer in layers) else within.end
    return composition.model_copy(
        update={"name": "", "id": "main", "layers": layers, "audio": (), "still_at": None, "duration": length}
    )


def _overlaps(layer: Layer, within: TimeRange, duration: Fraction) -> bool:
    end = duration if layer.end is None else layer.end
    return not layer.hidden and layer.start < within.end and end > within.start


def _needs_length(layer: Layer) -> bool:
    """Whether the layer moves by when its holder ends."""
    if layer.end is not None:
        return False
    if isinstance(layer, TrackLayer):
        return any(animation.phase is not Phase.IN for animation in layer.animations)
    return isinstance(layer, GroupLayer) or layer.type == "composition" or bool(layer.animations)


def _restricted(layer: Layer, within: TimeRange, duration: Fraction) -> Layer:
    local = within.shifted(-layer.start)
    bare = layer.model_copy(update={"name": ""})
    if isinstance(bare, CaptionLayer):
        cues = tuple(cue for cue in bare.cues if cue.start < local.end and cue.end > local.start)
        return bare.model_copy(update={"cues": cues})
    if isinstance(bare, TrackLayer):
        return bare.model_copy(update={"items": _restricted_items(bare.items, local)})
    return bare


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
                seen |= {index - 1, index, index + 1}
        elif start < within.end and start + item.duration > within.start:
            seen.add(index)
    out: list[TrackItem] = []
    for index, item in enumerate(items):
        if index in seen:
            kept = item if isinstance(item, Gap | Transition) else item.model_copy(update={"name": ""})
            out.append(kept)
        elif not isinstance(item, Transition):
            gap = item.duration
            if out and isinstance(out[-1], Gap):
                gap += out.pop().duration
            if starts[index] + item.duration <= within.start or any(later > index for later in seen):
                out.append(Gap(duration=gap))
    return tuple(out)
