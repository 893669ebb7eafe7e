"""A composition's own sounds: moved, trimmed, slipped, faded, cut in two, copied.

What would go too far goes as far as it can: no sound begins before the film or before its file does, and at
least a frame of it stays.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from studio.base.errors import InputError
from studio.model.composition import AudioClip, Composition
from studio.services.edits.paths import LayerPath, free_id, rebuilt, sound_at, sound_path, with_node

Side = Literal["start", "end"]


def sound_end(composition: Composition, clip: AudioClip) -> Fraction:
    """When a sound ends, in the composition's time."""
    end = composition.duration if clip.duration is None else clip.start + clip.duration
    return min(end, composition.duration)


def move_sounds(composition: Composition, paths: Sequence[LayerPath], by: Fraction) -> Composition:
    """Sounds so much later (earlier if negative); together they keep their distances.  Raises InputError."""
    by = max(by, -min((sound_at(composition, path).start for path in paths), default=Fraction(0)))
    for path in paths if by else ():
        clip = sound_at(composition, path)
        composition = with_node(composition, path, rebuilt(clip, start=clip.start + by))
    return composition


def copy_sounds(
    composition: Composition, paths: Sequence[LayerPath], by: Fraction
) -> tuple[Composition, tuple[LayerPath, ...]]:
    """Copies of sounds, so much later than these; gives their paths.  Raises InputError."""
    made: list[LayerPath] = []
    taken = {clip.id for clip in composition.audio}
    by = max(by, -min((sound_at(composition, path).start for path in paths), default=Fraction(0)))
    for path in paths:
        clip = sound_at(composition, path)
        composition, copied = _added(composition, rebuilt(clip, start=clip.start + by), taken)
        made.append(copied)
    return composition, tuple(made)


def remove_sounds(composition: Composition, paths: Sequence[LayerPath]) -> Composition:
    """Takes sounds out.  Raises InputError."""
    gone = {sound_at(composition, path).id for path in paths}
    kept = tuple(clip for clip in composition.audio if clip.id not in gone)
    return rebuilt(composition, audio=kept) if gone else composition


def trim_sound(composition: Composition, path: LayerPath, side: Side, by: Fraction) -> Composition:
    """Moves one end by so many seconds; what is heard stays at its moments (a loop's beginning moves along).

    Raises InputError.
    """
    clip = sound_at(composition, path)
    end = sound_end(composition, clip)
    frame = 1 / composition.rate_exact.fraction
    if side == "end":
        room = end - clip.start - frame
        changed = rebuilt(clip, duration=end + max(by, -room) - clip.start)
        return with_node(composition, path, changed) if by else composition
    earliest = -clip.start if clip.loop else max(-clip.start, -clip.source_start)
    by = min(max(by, earliest), end - clip.start - frame)
    changes: dict[str, object] = {"start": clip.start + by}
    if not clip.loop:
        changes["source_start"] = clip.source_start + by
    if clip.duration is not None:
        changes["duration"] = clip.duration - by
    return with_node(composition, path, rebuilt(clip, **changes)) if by else composition


def slip_sound(
    composition: Composition, path: LayerPath, by: Fraction, longest: Fraction | None = None
) -> Composition:
    """What is heard within a sound's bounds comes so much later; the bounds stay.

    longest: seconds of its file, so that nothing after its end is brought in; None: not known.
    Raises InputError.
    """
    clip = sound_at(composition, path)
    start = clip.source_start - by
    if longest is not None and not clip.loop:
        length = sound_end(composition, clip) - clip.start
        start = min(start, max(clip.source_start, longest - length))
    start = max(Fraction(0), start)
    if start == clip.source_start:
        return composition
    return with_node(composition, path, rebuilt(clip, source_start=start))


def set_fade(composition: Composition, path: LayerPath, side: Side, length: Fraction) -> Composition:
    """How long a sound takes to come or to go: at most what the other fade leaves.  Raises InputError."""
    clip = sound_at(composition, path)
    other = clip.fade_out if side == "start" else clip.fade_in
    most = max(Fraction(0), sound_end(composition, clip) - clip.start - other)
    length = min(max(Fraction(0), length), most)
    name = "fade_in" if side == "start" else "fade_out"
    if length == getattr(clip, name):
        return composition
    return with_node(composition, path, rebuilt(clip, **{name: length}))


def split_sound(
    composition: Composition, path: LayerPath, time: Fraction
) -> tuple[Composition, tuple[LayerPath, LayerPath]]:
    """Cuts a sound in two at a time of the composition; together they sound as it did.

    Raises InputError for a time outside, and for a loop.
    """
    clip = sound_at(composition, path)
    where = "/".join(path)
    if clip.loop:
        raise InputError("a looped sound cannot be split", "Switch its loop off first.", where)
    if not clip.start < time < sound_end(composition, clip):
        raise InputError("the sound is not there at this time", "Choose a moment within it.", where)
    local = time - clip.start
    rest = None if clip.duration is None else clip.duration - local
    first = rebuilt(clip, duration=local, fade_out=0)
    second = rebuilt(clip, start=time, source_start=clip.source_start + local, duration=rest, fade_in=0)
    composition, added = _added(
        with_node(composition, path, first), second, {one.id for one in composition.audio}
    )
    return composition, (path, added)


def _added(composition: Composition, clip: AudioClip, taken: set[str]) -> tuple[Composition, LayerPath]:
    clip = rebuilt(clip, id=free_id(clip.id, taken))
    return rebuilt(composition, audio=(*composition.audio, clip)), sound_path(clip.id)
