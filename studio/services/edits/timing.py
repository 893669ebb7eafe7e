"""Moving, trimming and splitting layers in time."""

from collections.abc import Callable, Container, Sequence
from fractions import Fraction

from studio.base.errors import InputError
from studio.model.animation import AnimationPreset, Phase
from studio.model.composition import AudioClip, Composition
from studio.model.layers import (
    AfterEnd,
    BilingualLayer,
    BlendMode,
    CaptionLayer,
    ChartLayer,
    Clip,
    GroupLayer,
    Layer,
    TrackLayer,
    Transition,
    VideoLayer,
)
from studio.model.writing import WritingMode
from studio.presets.catalog import bundled
from studio.services.edits.groups import WHOLE
from studio.services.edits.layers import add_layers
from studio.services.edits.paths import (
    LayerPath,
    children_of,
    holder_at,
    layer_at,
    node_at,
    rebuilt,
    topmost,
    with_node,
)
from studio.services.edits.sounds import split_sound
from studio.services.edits.times import (
    holder_origin,
    item_start,
    moved,
    span_of,
    start_in_holder,
    with_inner_times,
    without_exits,
)
from studio.services.edits.tracks import split_clip

PresetOf = Callable[[str], AnimationPreset]


def move_layers(composition: Composition, paths: Sequence[LayerPath], by: Fraction) -> Composition:
    """Layers, whole, so many seconds later (earlier if negative).  Raises InputError."""
    for path in topmost(paths):
        composition = with_node(composition, path, moved(layer_at(composition, path), by))
    return composition


def trim_start(
    composition: Composition, path: LayerPath, start: Fraction, *, stills: Container[str] = ()
) -> Composition:
    """The layer begins at `start` (the time of what holds it); keyframes, cues and children stay at their
    moments, animations in and charts begin with it; a film begins no earlier than its file.

    At least a frame of it stays.  stills: media that are pictures; any other in a picture's place may be a
    film.  Raises InputError.
    """
    layer = layer_at(composition, path)
    start = min(start, _end_in_holder(composition, path) - _frame(composition))
    if isinstance(layer, VideoLayer) and layer.after is not AfterEnd.LOOP:
        start = max(start, layer.start - layer.source_start / layer.speed)  # there its file begins
    by = start - layer.start
    return (
        with_node(composition, path, rebuilt(with_inner_times(layer, -by, stills), start=start))
        if by
        else composition
    )


def trim_end(composition: Composition, path: LayerPath, end: Fraction | None) -> Composition:
    """The layer ends at `end` (the time of what holds it); None: with what holds it.

    At least a frame of it stays.  Raises InputError.
    """
    layer = layer_at(composition, path)
    if end is not None:
        end = max(end, start_in_holder(composition, path) + _frame(composition))
    return composition if end == layer.end else with_node(composition, path, rebuilt(layer, end=end))


def split_layer(
    composition: Composition,
    path: LayerPath,
    time: Fraction,
    preset: PresetOf | None = None,
    *,
    stills: Container[str] = (),
) -> tuple[Composition, tuple[LayerPath, LayerPath]]:
    """Cuts a layer in two at `time` (the time of what holds it): the first keeps the id and the animations
    in, the second stands right above it and keeps those out.

    Frames stay as they were, but where an animation out or a `during` had begun before the cut, whose pace
    follows the layer's end.  A second part that is still on its way in (or a chart) goes on within a group.
    preset: motion presets by id; None: the bundled ones.  stills: media that are pictures; any other in a
    picture's place may be a film, which goes on in the second part.
    Raises InputError for a time outside, and for a layer that flows in its group.
    """
    layer = layer_at(composition, path)
    parent = path[:-1]
    holder = holder_at(composition, parent)
    where = "/".join(path)
    if isinstance(holder, GroupLayer) and (holder.layout is not None or holder.stagger):
        hint = "Split the group, or ungroup it first."
        raise InputError("a layer that flows in a group cannot be split", hint, where)
    if not layer.start < time < _end_in_holder(composition, path):
        raise InputError("the layer is not there at this time", "Choose a moment within it.", where)
    local = time - layer.start
    first = rebuilt(without_exits(layer, time), end=time)
    second = _second(layer, local, time, preset or bundled().animation, stills)
    composition = with_node(composition, path, first)
    index = [one.id for one in children_of(holder)].index(layer.id)
    composition, (added,) = add_layers(composition, [second], parent, index + 1)
    return composition, (path, added)


def _second(layer: Layer, local: Fraction, time: Fraction, preset: PresetOf, stills: Container[str]) -> Layer:
    if not _can_begin_at(layer, local, preset):
        # Its own clock goes on: it began before the group that it is seen through.
        whole = rebuilt(moved(layer, -time), blend=BlendMode.NORMAL)
        return GroupLayer(
            id=layer.id,
            name=layer.name,
            place=WHOLE,
            start=time,
            end=layer.end,
            blend=layer.blend,
            hidden=layer.hidden,
            locked=layer.locked,
            layers=(rebuilt(whole, hidden=False),),
        )
    rest = with_inner_times(layer, -local, stills)
    left = tuple(one for one in rest.animations if one.phase is not Phase.IN)
    return rebuilt(rest, start=time, animations=left)


def _can_begin_at(layer: Layer, local: Fraction, preset: PresetOf) -> bool:
    """Whether the layer shows the same from `local` on if it begins only there."""
    if isinstance(layer, ChartLayer):
        return False
    extra = layer.look.turn if isinstance(layer, BilingualLayer) else Fraction(0)
    for animation in layer.animations:
        if animation.phase is Phase.DURING:
            return False
        if animation.phase is Phase.IN:
            motion = preset(animation.preset)
            if motion.mode is not WritingMode.CHANNELS:
                return False
            takes = motion.duration if animation.duration is None else animation.duration
            late = max(channel.delay for channel in motion.channels)
            if animation.delay + takes + motion.stagger_limit + late + extra > local:
                return False
    match layer:
        case CaptionLayer():
            fade = layer.style.fade
            second = () if layer.second is None else layer.second.cues
            cues = (*layer.cues, *second)
            return all(cue.start - fade >= local or cue.end + fade <= local for cue in cues)
        case TrackLayer():
            return not _in_transition(layer, local)
        case _:
            return True


def _in_transition(track: TrackLayer, time: Fraction) -> bool:
    """Whether cutting there would change a transition: they take at most half of their neighbours."""
    for index, item in enumerate(track.items):
        if isinstance(item, Transition):
            cut = item_start(track.items, index)
            if cut - item.duration <= time <= cut + item.duration:
                return True
    return False


def _frame(composition: Composition) -> Fraction:
    return 1 / composition.rate_exact.fraction


def _end_in_holder(composition: Composition, path: LayerPath) -> Fraction:
    return span_of(composition, path).end - holder_origin(composition, path)


def split_all(
    composition: Composition,
    paths: Sequence[LayerPath],
    time: Fraction,
    preset: PresetOf | None = None,
    *,
    stills: Container[str] = (),
) -> tuple[Composition, tuple[LayerPath, ...]]:
    """Splits what is there at `time` (the composition's own): layers, clips and sounds alike.

    Gives the paths of the second parts; none where nothing is there.  preset, stills: as for one layer.
    Raises InputError for what cannot be split.
    """
    made: list[LayerPath] = []
    for path in topmost(paths):
        span = span_of(composition, path)
        if not span.start < time < span.end:
            continue
        node = node_at(composition, path)
        if isinstance(node, Clip):
            composition, second = split_clip(composition, path, time - span.start)
        elif isinstance(node, AudioClip):
            composition, (_, second) = split_sound(composition, path, time)
        else:
            local = time - holder_origin(composition, path)
            composition, (_, second) = split_layer(composition, path, local, preset, stills=stills)
        made.append(second)
    return composition, tuple(made)
