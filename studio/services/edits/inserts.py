"""What the menu "Insert" puts into a film: designed groups, shapes, charts, sounds, tracks, transitions.

All of it is made of the brand's roles and the design's regions, so it fits each size and mirrors by itself.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal

from msgspec import Struct

from studio.base.errors import InputError
from studio.model.composition import AudioClip, Composition
from studio.model.layers import Clip, LayerBase, Precomposition, ShapeKind, TrackLayer, Transition
from studio.services.edits.layers import add_layers, new_layer, remove_layers
from studio.services.edits.paths import LayerPath, free_id, layer_at, node_at, rebuilt, sound_path, walk
from studio.services.edits.sounds import sound_end
from studio.services.edits.times import item_start, moved, span_of
from studio.services.edits.tracks import set_transition

ChartKind = Literal["bars", "columns", "counter"]
CHARTS: tuple[ChartKind, ...] = ("bars", "columns", "counter")
SHAPES = (
    ShapeKind.RECT,
    ShapeKind.ELLIPSE,
    ShapeKind.LINE,
    ShapeKind.STAR,
    ShapeKind.POLYGON,
    ShapeKind.ARC,
)

LOWER_THIRD_SECONDS = Fraction(5)
"""STYLE section 9, brief 9: a name stands for 4 to 6 seconds."""

MUSIC_ALONE, MUSIC_UNDER_SPEECH = -6.0, -20.0
"""dB.  Under speech 20 dB lower (WCAG 1.4.7)."""
MUSIC_FADES = (Fraction(1, 2), Fraction(3, 2))
_SHORT = 4
"""Seconds up to which a sound is an effect and no bed of music."""
VOICE = "voice"
MUSIC = "music"
"""How the ids of speech and of music begin: who lowers what under whom."""


def lower_third(name: str, role: str, rule_name: str = "") -> dict[str, Any]:
    """A band at the foot: a rule drawn from the reading side, then the name, then what the person does.

    rule_name: what people see the rule called.
    """

    def words(id: str, text: str, delay: float, style: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "text",
            "id": id,
            "text": text,
            "style": style,
            "animations": [{"preset": "wipe", "delay": delay, "duration": 0.45}],
        }

    return {
        "type": "group",
        "id": "lower-third",
        "place": {"area": "safe", "anchor": "bottom-start"},
        "layout": {"kind": "stack", "gap": 8},
        "padding": (24, 32),
        "fill": "bg@94",
        "radius": 16,
        "animations": [
            {"preset": "fade", "duration": 0.24},
            {"preset": "fade", "phase": "out", "duration": 0.29},
        ],
        "layers": [
            {
                "type": "shape",
                "id": "rule",
                "name": rule_name,
                "fill": "accent",
                "radius": 4,
                "place": {"width": 120, "height": 8},
                "drawn": {
                    "keyframes": [
                        {"time": 0, "value": 0, "easing": "enter"},
                        {"time": "0.4", "value": 1},
                    ]
                },
            },
            words("name", name, 0.2, {"role": "quote", "family": "display", "max_lines": 1}),
            words("role", role, 0.34, {"role": "label", "color": "accent", "max_lines": 2}),
        ],
    }


def shape(kind: ShapeKind) -> dict[str, Any]:
    """A shape in the accent, in the middle of the safe area."""
    sizes = {ShapeKind.RECT: (480, 270), ShapeKind.LINE: (480, 12)}
    width, height = sizes.get(kind, (360, 360))
    data: dict[str, Any] = {
        "type": "shape",
        "id": kind.value,
        "shape": kind.value,
        "place": {"area": "safe", "width": width, "height": height},
    }
    if kind is ShapeKind.RECT:
        data["radius"] = 24
    if kind is ShapeKind.POLYGON:
        data["points"] = 6
    if kind is ShapeKind.ARC:
        data["drawn"] = 0.7
    return data


def chart(kind: ChartKind, labels: Sequence[str], unit: str = "") -> dict[str, Any]:
    """A chart of sample figures, one of them in the accent.  labels: of the bars."""
    values = (72, 54, 31, 18)
    if kind == "counter":
        return {
            "type": "chart",
            "id": "counter",
            "place": {"area": "safe", "width": "90%"},
            "chart": {
                "kind": "counter",
                "end": 1250,
                "suffix": unit,
                "style": {"role": "hero", "color": "accent", "align": "center", "max_lines": 1},
            },
        }
    bars = [
        {"label": label, "value": value, "highlight": index == 0}
        for index, (label, value) in enumerate(zip(labels, values, strict=False))
    ]
    return {
        "type": "chart",
        "id": "chart",
        "place": {"area": "chart.body", "width": "100%", "height": "100%"},
        "chart": {
            "kind": "bars",
            "axis": "horizontal" if kind == "bars" else "vertical",
            "bars": bars,
        },
    }


# sounds


def has_speech(composition: Composition) -> bool:
    """Whether a voice-over is among the film's sounds."""
    return any(_is(clip, VOICE) for clip in composition.audio)


def has_music(composition: Composition) -> bool:
    """Whether a bed of music is among the film's sounds."""
    return any(_is(clip, MUSIC) for clip in composition.audio)


def _is(clip: AudioClip, kind: str) -> bool:
    return clip.id == kind or clip.id.startswith(f"{kind}-")


def add_music(
    composition: Composition,
    media: str,
    name: str,
    start: Fraction,
    *,
    loop: bool,
    length: Fraction,
    replace: bool = True,
) -> tuple[Composition, LayerPath]:
    """Puts music under the film from `start` to its end (a short sound: for as long as it is), with fades;
    lower where somebody speaks.  Gives its path.

    replace: music goes that would sound at the same time.  Raises DocumentError.
    """
    room = max(Fraction(0), composition.duration - start)
    whole = loop or length >= room
    seconds = room if whole else length
    come, go = MUSIC_FADES
    is_bed = loop or length > _SHORT
    if replace and is_bed:
        end = start + seconds
        kept = tuple(
            one
            for one in composition.audio
            if not (_is(one, MUSIC) and one.start < end and sound_end(composition, one) > start)
        )
        composition = rebuilt(composition, audio=kept) if kept != composition.audio else composition
    clip = AudioClip(
        id=MUSIC if is_bed else "sound",
        name=name,
        media=media,
        start=start,
        duration=None if whole else length,
        gain=(MUSIC_UNDER_SPEECH if has_speech(composition) else MUSIC_ALONE) if is_bed else 0.0,
        fade_in=min(come, seconds / 4) if is_bed else 0,
        fade_out=min(go, seconds / 4) if is_bed else 0,
        loop=loop,
    )
    return _with_sound(composition, clip)


def add_voice(
    composition: Composition, media: str, name: str, start: Fraction, *, lower_music: bool = True
) -> tuple[Composition, LayerPath]:
    """Puts speech at `start`; music that sounds meanwhile is lowered under it.  Gives its path."""
    clip = AudioClip(id=VOICE, name=name, media=media, start=start)
    if lower_music:
        audio = tuple(
            rebuilt(one, gain=MUSIC_UNDER_SPEECH)
            if _is(one, MUSIC) and one.gain > MUSIC_UNDER_SPEECH and sound_end(composition, one) > start
            else one
            for one in composition.audio
        )
        composition = rebuilt(composition, audio=audio) if audio != composition.audio else composition
    return _with_sound(composition, clip)


def _with_sound(composition: Composition, clip: AudioClip) -> tuple[Composition, LayerPath]:
    clip = rebuilt(clip, id=free_id(clip.id, {one.id for one in composition.audio}))
    return rebuilt(composition, audio=(*composition.audio, clip)), sound_path(clip.id)


# tracks


def add_track(
    composition: Composition, name: str, layers: Sequence[LayerPath] = ()
) -> tuple[Composition, LayerPath]:
    """A new track on top.  layers: of the composition itself, which become its clips, each at its time; of
    those that overlap the later one moves on.  Gives the track's path.  Raises InputError."""
    chosen = [path for path in layers if len(path) == 1 and isinstance(node_at(composition, path), LayerBase)]
    spans = sorted(((span_of(composition, path), path) for path in chosen), key=lambda one: one[0].start)
    items: list[dict[str, Any] | Clip] = []
    at = Fraction(0)
    taken: set[str] = set()
    for span, path in spans:
        layer = layer_at(composition, path)
        if span.start > at:
            items.append({"kind": "gap", "duration": span.start - at})
            at = span.start
        inside = moved(layer, -span.start)
        inside = rebuilt(inside, start=0, end=None)
        items.append(
            Clip(
                id=free_id(layer.id, taken),
                name=layer.name,
                duration=span.end - span.start,
                source=Precomposition(layers=(inside,)),
            )
        )
        at += span.end - span.start
    without = remove_layers(composition, chosen) if chosen else composition
    track = new_layer({"type": "track", "id": "track", "name": name, "items": items})
    changed, made = add_layers(without, [track])
    return changed, made[0]


# transitions


class Cut(Struct, frozen=True):
    """Where one clip of a track ends and the next begins.  index: of the item after it.  longest: seconds
    that a transition over it may take."""

    track: LayerPath
    index: int
    time: Fraction
    before: Clip
    after: Clip
    transition: Transition | None
    longest: Fraction


def cuts_of(composition: Composition) -> tuple[Cut, ...]:
    """All cuts between two clips that touch, tracks inside of clips left out."""
    found = []
    for path, node in walk(composition):
        if not isinstance(node, TrackLayer) or len(path) != 1 or node.locked:
            continue
        origin = span_of(composition, path).start
        items = node.items
        for index, item in enumerate(items):
            if not isinstance(item, Clip) or index == 0:
                continue
            beside = items[index - 1]
            over = beside if isinstance(beside, Transition) else None
            before = items[index - 2] if over is not None and index > 1 else beside
            if isinstance(before, Clip):
                time = origin + item_start(items, index)
                # At most half of each clip on either side of the cut, so that transitions never overlap.
                longest = min(before.duration, item.duration)
                found.append(Cut(path, index, time, before, item, over, longest))
    return tuple(found)


def nearest_cut(composition: Composition, time: Fraction, selected: Sequence[LayerPath] = ()) -> Cut | None:
    """The cut at the playhead, of a clip that is selected if there is one; None without any."""
    cuts = cuts_of(composition)
    mine = [
        cut
        for cut in cuts
        if (*cut.track, cut.before.id) in selected or (*cut.track, cut.after.id) in selected
    ]
    return min(mine or cuts, key=lambda cut: abs(cut.time - time), default=None)


def put_transition(composition: Composition, cut: Cut, transition: Transition | None) -> Composition:
    """A transition over a cut, as long as the clips allow; None takes it away.  Raises InputError."""
    track = node_at(composition, cut.track)
    items = track.items if isinstance(track, TrackLayer) else ()
    after = next(
        (at for at, one in enumerate(items) if isinstance(one, Clip) and one.id == cut.after.id), None
    )
    if after is None:
        raise InputError("this cut is no more", "Choose another cut.", "/".join(cut.track))
    if transition is not None and transition.duration > cut.longest:
        transition = rebuilt(transition, duration=cut.longest)
    return set_transition(composition, cut.track, after, transition)
