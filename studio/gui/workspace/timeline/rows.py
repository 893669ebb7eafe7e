"""What the timeline shows of a composition: rows of bars, the front at the top.  No widget is known here."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct
from pydantic import BaseModel

from studio.gui.workspace.layer_names import COLORS, kind_of, layer_name
from studio.gui.workspace.timeline.key_rows import KeyLane, key_lanes, property_name
from studio.model.animation import Keyframes
from studio.model.composition import AudioClip, Composition
from studio.model.layers import AfterEnd, Clip, Gap, GroupLayer, Layer, TrackLayer, Transition, VideoLayer
from studio.scene.audio_plan import heard_audio
from studio.services.edits.paths import LayerPath, children_of, node_at, sound_path
from studio.services.edits.sounds import sound_end
from studio.services.edits.times import span_of

_KEY_LANE = 24
"""Logical px: as high as the hit area of a key."""


class Sounding(Struct, frozen=True):
    """What is heard of a bar: from where in which file, how fast, how loud (dB).  film: of a film's layer."""

    media: str
    source_start: Fraction
    gain: float
    fade_in: Fraction
    fade_out: Fraction
    loop: bool = False
    silent: bool = False
    speed: Fraction = Fraction(1)
    film: bool = False


class Bar(Struct, frozen=True):
    """A layer or clip in time, seconds of the composition.  color: of `theme.palettes.CLIPS`.

    keys: times of its keyframes.  joins: spans of transitions over its start.
    """

    path: LayerPath
    name: str
    color: str
    start: Fraction
    end: Fraction
    keys: tuple[Fraction, ...] = ()
    joins: tuple[tuple[Fraction, Fraction], ...] = ()
    is_clip: bool = False
    free: bool = True
    """It can be moved and trimmed: it neither flows in a group nor is locked."""
    sound: Sounding | None = None


class TimeRow(Struct, frozen=True):
    """A lane.  path: of the layer or sound whose eye, loudspeaker and lock stand in its head."""

    path: LayerPath
    name: str
    kind: str
    depth: int
    bars: tuple[Bar, ...]
    hidden: bool = False
    locked: bool = False
    muted: bool | None = None
    """None: nothing in the lane can be heard."""
    solo: bool | None = None
    height: int = 0
    """Logical px that it has by itself; 0: as all."""
    keys: KeyLane | None = None
    """One property of the layer above, instead of bars; `path` is empty then."""


def rows_of(composition: Composition, time: Fraction, selected: LayerPath | None) -> tuple[TimeRow, ...]:
    """The rows: layers front first; under a track the layers of the clip that is selected or seen now."""
    rows = list(_layers(composition, composition.layers, (), 0, time, selected))
    heard = {clip.id for clip in heard_audio(composition)}
    return (*rows, *(_sound_row(composition, clip, heard=clip.id in heard) for clip in composition.audio))


def _sound_row(composition: Composition, clip: AudioClip, *, heard: bool) -> TimeRow:
    path, name = sound_path(clip.id), layer_name(clip)
    sound = Sounding(
        clip.media, clip.source_start, clip.gain, clip.fade_in, clip.fade_out, clip.loop, not heard
    )
    bar = Bar(
        path, name, "audio", clip.start, sound_end(composition, clip), free=not clip.locked, sound=sound
    )
    return TimeRow(path, name, "audio", 0, (bar,), False, clip.locked, clip.muted, clip.solo)


def _layers(
    composition: Composition,
    layers: Sequence[Layer],
    above: LayerPath,
    depth: int,
    time: Fraction,
    selected: LayerPath | None,
) -> Iterator[TimeRow]:
    for layer in reversed(layers):
        path = (*above, layer.id)
        if isinstance(layer, TrackLayer):
            bars = tuple(_clips(composition, layer, path))
            yield TimeRow(
                path,
                layer_name(layer),
                "track",
                depth,
                bars,
                layer.hidden,
                layer.locked,
                layer.muted,
                layer.solo,
            )
            if path == selected:
                yield from _key_rows(composition, path, depth)
            clip = _open_clip(layer, bars, path, time, selected)
            if clip is not None:
                inside = children_of(node_at(composition, (*path, clip)))
                yield from _layers(composition, inside, (*path, clip), depth + 1, time, selected)
        else:
            bar = _bar(composition, layer, path)
            kind = kind_of(layer)
            muted = layer.muted if isinstance(layer, VideoLayer) else None
            yield TimeRow(path, bar.name, kind, depth, (bar,), layer.hidden, layer.locked, muted)
            if path == selected:
                yield from _key_rows(composition, path, depth)
            if isinstance(layer, GroupLayer) and depth < 4:
                yield from _layers(composition, layer.layers, path, depth + 1, time, selected)


def _key_rows(composition: Composition, path: LayerPath, depth: int) -> Iterator[TimeRow]:
    for lane in key_lanes(composition, path):
        yield TimeRow((), property_name(lane.field), "keys", depth + 1, (), height=_KEY_LANE, keys=lane)


def _open_clip(
    track: TrackLayer, bars: Sequence[Bar], path: LayerPath, time: Fraction, selected: LayerPath | None
) -> str | None:
    if selected is not None and len(selected) > len(path) and selected[: len(path)] == path:
        return selected[len(path)]
    return next((bar.path[-1] for bar in bars if bar.start <= time < bar.end), None)


def _clips(composition: Composition, track: TrackLayer, path: LayerPath) -> Iterator[Bar]:
    end = span_of(composition, path).start
    for index, item in enumerate(track.items):
        if isinstance(item, Gap):
            end += item.duration
        if not isinstance(item, Clip):
            continue
        start = end
        before = track.items[index - 1] if index else None
        joins: tuple[tuple[Fraction, Fraction], ...] = ()
        if isinstance(before, Transition):
            joins = ((start - before.duration / 2, start + before.duration / 2),)
        end = start + item.duration
        yield Bar(
            (*path, item.id), layer_name(item), "video", start, end, joins=joins, is_clip=True,
            free=not track.locked,
        )  # fmt: skip


def _bar(composition: Composition, layer: Layer, path: LayerPath) -> Bar:
    span = span_of(composition, path)
    keys = tuple(sorted({span.start + at for at in _key_times(layer)}))
    color, name = COLORS[kind_of(layer)], layer_name(layer)
    sound = _film_sound(layer) if isinstance(layer, VideoLayer) else None
    return Bar(path, name, color, span.start, span.end, keys, free=not layer.locked, sound=sound)


def _film_sound(layer: VideoLayer) -> Sounding:
    return Sounding(
        layer.media,
        layer.source_start,
        layer.gain,
        layer.fade_in,
        layer.fade_out,
        layer.after is AfterEnd.LOOP,
        layer.muted,
        layer.speed,
        film=True,
    )


def _key_times(model: BaseModel, deep: int = 2) -> Iterator[Fraction]:
    for name in model.model_fields_set:
        value = getattr(model, name)
        if isinstance(value, Keyframes):
            yield from (frame.time for frame in value.keyframes)
        elif deep and isinstance(value, BaseModel):
            yield from _key_times(value, deep - 1)


def edges_of(rows: Sequence[TimeRow], without: LayerPath | None = None) -> tuple[Fraction, ...]:
    """Where bars begin and end, for snapping."""
    found = {edge for row in rows for bar in row.bars if bar.path != without for edge in (bar.start, bar.end)}
    return tuple(sorted(found))
