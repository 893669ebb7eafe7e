"""When things are: the time of what holds a layer, and moving what is inside with its layer's start.

composition   0 ------------------------------->
group              0 ---------------------->        its layers' starts count from here
layer                    0 ----------->             its keyframes count from here
"""

from collections.abc import Container, Iterable
from fractions import Fraction
from typing import Any, TypeVar

from pydantic import BaseModel

from studio.base.time import TimeRange
from studio.model.animation import Keyframes, Phase
from studio.model.captions import Cue, Word
from studio.model.composition import AudioClip, Composition
from studio.model.layers import (
    AfterEnd,
    CaptionLayer,
    Clip,
    CompositionLayer,
    Gap,
    GroupLayer,
    ImageLayer,
    Layer,
    Precomposition,
    TrackItem,
    TrackLayer,
    Transition,
    VideoLayer,
)
from studio.services.edits.paths import SOUND, LayerPath, node_at, rebuilt

L = TypeVar("L", bound=BaseModel)


def holder_origin(composition: Composition, path: LayerPath) -> Fraction:
    """The composition's time at which the time of what holds the layer is 0.  Raises InputError."""
    if path[:1] == (SOUND,):
        return Fraction(0)
    origin = Fraction(0)
    for length in range(1, len(path)):
        origin += start_in_holder(composition, path[:length])
    return origin


def start_in_holder(composition: Composition, path: LayerPath) -> Fraction:
    """When a layer, clip or sound begins, in the time of what holds it (a staggered child at its turn)."""
    node = node_at(composition, path)
    if isinstance(node, AudioClip):
        return node.start
    holder = node_at(composition, path[:-1]) if len(path) > 1 else None
    if isinstance(node, Clip):
        assert isinstance(holder, TrackLayer)
        return item_start(holder.items, index_of(holder, node.id))
    start = Fraction(node.start)
    if isinstance(holder, GroupLayer) and holder.stagger:
        seen = [layer.id for layer in holder.layers if not layer.hidden]
        start += holder.stagger * (seen.index(node.id) if node.id in seen else 0)
    return start


def span_of(composition: Composition, path: LayerPath) -> TimeRange:
    """When a layer, clip or sound is there, in the composition's time; nothing outlasts what holds it.

    Raises InputError.
    """
    origin, closes = Fraction(0), Fraction(composition.duration)
    for length in range(2 if path[:1] == (SOUND,) else 1, len(path) + 1):
        node = node_at(composition, path[:length])
        start = origin + start_in_holder(composition, path[:length])
        if isinstance(node, Clip):
            closes = min(closes, start + node.duration)
        elif isinstance(node, AudioClip):
            closes = closes if node.duration is None else min(closes, start + node.duration)
        elif node.end is not None:
            closes = min(closes, origin + node.end)
        origin = start
    return TimeRange(origin, max(origin, closes))


def item_start(items: Iterable[TrackItem], index: int) -> Fraction:
    """When an item of a track begins; a transition at the cut that it lies over."""
    return sum(
        (item.duration for number, item in enumerate(items) if number < index and _takes_time(item)),
        Fraction(0),
    )


def _takes_time(item: TrackItem) -> bool:
    return not isinstance(item, Transition)


def index_of(track: TrackLayer, clip: str) -> int:
    """Where among the items a clip of that id is.  Raises ValueError."""
    for index, item in enumerate(track.items):
        if isinstance(item, Clip) and item.id == clip:
            return index
    raise ValueError(clip)


def moved(layer: Layer, by: Fraction) -> Layer:
    """The layer, whole, so much later."""
    end = {} if layer.end is None else {"end": layer.end + by}
    return rebuilt(layer, start=layer.start + by, **end) if by else layer


def moved_source(source: Precomposition, by: Fraction) -> Precomposition:
    """A clip's layers so much later within it."""
    return rebuilt(source, layers=tuple(moved(layer, by) for layer in source.layers)) if by else source


def with_inner_times(layer: Layer, by: Fraction, stills: Container[str] = ()) -> Layer:
    """The layer with all that happens within it so much later after its start: keyframes, cues, children.

    by < 0: what would be before the start is behind it already: cues that have ended are left out, a track's
    items are cut, films begin later in their files.  Animations stay at the layer's ends, and charts begin
    with it.  stills: media that are pictures; any other in a picture's place may be a film.
    """
    if not by:
        return layer
    layer = _with_keyframes(layer, by)
    match layer:
        case CaptionLayer():
            layer = rebuilt(layer, cues=_moved_cues(layer.cues, by))
            if layer.second is None:
                return layer
            return rebuilt(layer, second=rebuilt(layer.second, cues=_moved_cues(layer.second.cues, by)))
        case GroupLayer():
            return rebuilt(layer, layers=tuple(moved(child, by) for child in layer.layers))
        case CompositionLayer():
            return rebuilt(layer, composition=moved_source(layer.composition, by))
        case TrackLayer():
            return rebuilt(layer, items=items_from(layer.items, -by))
        case VideoLayer() if layer.after is not AfterEnd.LOOP:
            return rebuilt(layer, source_start=max(Fraction(0), layer.source_start - by * layer.speed))
        case ImageLayer() if layer.media not in stills:
            return rebuilt(layer, source_start=max(Fraction(0), layer.source_start - by))
        case _:
            return layer


def _with_keyframes(model: L, by: Fraction) -> L:
    changes: dict[str, Any] = {}
    for name in model.model_fields_set:
        value = getattr(model, name)
        if isinstance(value, Keyframes):
            frames = tuple(rebuilt(frame, time=frame.time + by) for frame in value.keyframes)
            changes[name] = rebuilt(value, keyframes=frames)
        elif isinstance(value, BaseModel) and not isinstance(value, Precomposition):
            inner = _with_keyframes(value, by)
            if inner is not value:
                changes[name] = inner
        elif name == "spans" and value:
            changes[name] = tuple(_with_keyframes(one, by) for one in value)
    return rebuilt(model, **changes) if changes else model


def _moved_cues(cues: Iterable[Cue], by: Fraction) -> tuple[Cue, ...]:
    return tuple(moved for cue in cues if (moved := _moved_cue(cue, by)) is not None)


def _moved_cue(cue: Cue, by: Fraction) -> Cue | None:
    if cue.end + by <= 0:
        return None
    words = tuple(_moved_word(word, by) for word in cue.words)
    return rebuilt(cue, start=max(Fraction(0), cue.start + by), end=cue.end + by, words=words)


def _moved_word(word: Word, by: Fraction) -> Word:
    return rebuilt(word, start=max(Fraction(0), word.start + by), end=max(Fraction(0), word.end + by))


def items_from(items: tuple[TrackItem, ...], time: Fraction) -> tuple[TrackItem, ...]:
    """A track's items from a time on; from a time before 0, a gap comes first."""
    if time <= 0:
        return items if time == 0 else (Gap(duration=-time), *items)
    kept: list[TrackItem] = []
    at = Fraction(0)
    for item in items:
        if isinstance(item, Transition):
            if kept:
                kept.append(item)
            continue
        begins, at = at, at + item.duration
        if begins >= time:
            kept.append(item)
        elif at > time:
            kept.append(without_head(item, time - begins))
    return tuple(kept)


def without_head(item: Clip | Gap, by: Fraction) -> Clip | Gap:
    """The item without its first `by` seconds; what stays is seen as before."""
    if isinstance(item, Gap):
        return rebuilt(item, duration=item.duration - by)
    return clip_without_head(item, by)


def clip_without_head(clip: Clip, by: Fraction) -> Clip:
    return rebuilt(clip, duration=clip.duration - by, source=moved_source(clip.source, -by))


def without_exits(layer: Layer, cut: Fraction) -> Layer:
    """The layer without animations out that would now come at a cut (in its holder's time): it is not going.

    Also within it; what ends of itself before the cut keeps them.
    """
    if layer.end is not None and layer.end < cut:
        return layer
    local = cut - layer.start
    changes: dict[str, Any] = {}
    if any(animation.phase is Phase.OUT for animation in layer.animations):
        changes["animations"] = tuple(one for one in layer.animations if one.phase is not Phase.OUT)
    match layer:
        case GroupLayer():
            changes["layers"] = tuple(without_exits(child, local) for child in layer.layers)
        case CompositionLayer():
            changes["composition"] = source_without_exits(layer.composition, local)
        case _:
            pass
    return rebuilt(layer, **changes) if changes else layer


def source_without_exits(source: Precomposition, cut: Fraction) -> Precomposition:
    return rebuilt(source, layers=tuple(without_exits(layer, cut) for layer in source.layers))
