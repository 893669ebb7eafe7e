"""Layers, clips and sounds at once: moved or copied in time as one edit."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from studio.model.composition import AudioClip, Composition
from studio.model.layers import Clip
from studio.services.edits.clips import move_clips
from studio.services.edits.layers import duplicate_layers
from studio.services.edits.paths import LayerPath, node_at, topmost, track_at
from studio.services.edits.sounds import copy_sounds, move_sounds
from studio.services.edits.times import start_in_holder
from studio.services.edits.timing import move_layers
from studio.services.edits.tracks import insert_clip


class Chosen(Struct, frozen=True):
    """Paths by what they lead to."""

    layers: tuple[LayerPath, ...] = ()
    clips: tuple[LayerPath, ...] = ()
    sounds: tuple[LayerPath, ...] = ()


def sorted_out(composition: Composition, paths: Sequence[LayerPath]) -> Chosen:
    """What lies in others that are chosen is left out.  Raises InputError for a path that leads nowhere."""
    layers, clips, sounds = [], [], []
    for path in topmost(paths):
        match node_at(composition, path):
            case Clip():
                clips.append(path)
            case AudioClip():
                sounds.append(path)
            case _:
                layers.append(path)
    return Chosen(tuple(layers), tuple(clips), tuple(sounds))


def is_locked(composition: Composition, path: LayerPath) -> bool:
    """Whether the window leaves it where it is: itself or the track of a clip is locked.

    Raises InputError for a path that leads nowhere.
    """
    node = node_at(composition, path)
    return track_at(composition, path[:-1]).locked if isinstance(node, Clip) else node.locked


def earliest(composition: Composition, paths: Sequence[LayerPath], by: Fraction) -> Fraction:
    """`by`, but no further back than the first of the clips and sounds can go (layers may begin before what
    holds them)."""
    chosen = sorted_out(composition, paths)
    starts = [start_in_holder(composition, path) for path in (*chosen.clips, *chosen.sounds)]
    return max(by, -min(starts)) if starts else by


def move_together(
    composition: Composition, paths: Sequence[LayerPath], by: Fraction
) -> tuple[Composition, tuple[LayerPath, ...]]:
    """All so much later (earlier if negative); they keep their distances where nothing is in their way.

    Gives their paths.  Raises InputError.
    """
    chosen = sorted_out(composition, paths)
    by = earliest(composition, paths, by)
    composition = move_layers(composition, chosen.layers, by)
    composition = move_sounds(composition, chosen.sounds, by)
    composition, clips = move_clips(composition, chosen.clips, by)
    return composition, (*chosen.layers, *clips, *chosen.sounds)


def copy_together(
    composition: Composition, paths: Sequence[LayerPath], by: Fraction
) -> tuple[Composition, tuple[LayerPath, ...]]:
    """Copies of all, so much later; gives the copies' paths.  Raises InputError."""
    chosen = sorted_out(composition, paths)
    by = earliest(composition, paths, by)
    clips = [(path, node_at(composition, path), start_in_holder(composition, path)) for path in chosen.clips]
    composition, copies = duplicate_layers(composition, chosen.layers)
    composition = move_layers(composition, copies, by)
    made = list(copies)
    for path, clip, start in clips:
        assert isinstance(clip, Clip)
        composition, copied = insert_clip(composition, path[:-1], clip, start + by)
        made.append(copied)
    composition, sounds = copy_sounds(composition, chosen.sounds, by)
    return composition, (*made, *sounds)
