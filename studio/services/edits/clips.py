"""Several clips of tracks at once: moved together, put into another order, copied."""

from collections.abc import Sequence
from fractions import Fraction

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.model.layers import Clip, Transition
from studio.services.edits.paths import LayerPath, free_id, node_at, rebuilt, track_at, with_node
from studio.services.edits.times import index_of, span_of, start_in_holder
from studio.services.edits.tracks import insert_clip, lift, ripple_delete


def move_clips(
    composition: Composition, paths: Sequence[LayerPath], by: Fraction, track: LayerPath | None = None
) -> tuple[Composition, tuple[LayerPath, ...]]:
    """Clips, of any tracks, so much later (earlier if negative); they keep their distances, and never begin
    before their tracks do.

    track: where all of them go; None: each stays in its own.  Each leaves a gap; one that comes to where
    another clip is lands at its nearer edge.  Gives their paths.
    Raises InputError.
    """
    clips = [(path, _clip_at(composition, path), start_in_holder(composition, path)) for path in paths]
    clips.sort(key=lambda one: one[2])
    by = max(by, -min((start for _, _, start in clips), default=Fraction(0)))
    if not by and track is None:
        return composition, tuple(paths)
    origins = {path[:-1]: span_of(composition, path[:-1]).start for path, _, _ in clips}
    target = None if track is None else span_of(composition, track).start
    lifted = _indexes_by_track(composition, [path for path, _, _ in clips])
    for own, indexes in lifted.items():
        composition = lift(composition, own, indexes)
    moved = {}
    for path, clip, start in clips:
        time = start + by + (Fraction(0) if target is None else origins[path[:-1]] - target)
        composition, moved[path] = insert_clip(composition, track or path[:-1], clip, time)
    return composition, tuple(moved[path] for path in paths)


def _indexes_by_track(composition: Composition, paths: Sequence[LayerPath]) -> dict[LayerPath, list[int]]:
    """The clips' indexes by track."""
    found: dict[LayerPath, list[int]] = {}
    for path in paths:
        found.setdefault(path[:-1], []).append(index_of(track_at(composition, path[:-1]), path[-1]))
    return found


def reorder_clip(composition: Composition, path: LayerPath, place: int) -> Composition:
    """Puts a clip at a place among the clips of its track (0: first); no gap opens, the rest moves.

    Transitions that it was joined by go.  Raises InputError.
    """
    clip = _clip_at(composition, path)
    track = path[:-1]
    without = ripple_delete(composition, track, [index_of(track_at(composition, track), clip.id)])
    items = list(track_at(without, track).items)
    clips = [index for index, item in enumerate(items) if isinstance(item, Clip)]
    at = clips[place] if 0 <= place < len(clips) else (0 if place < 0 else len(items))
    if 0 < at < len(items) and isinstance(items[at - 1], Transition):
        del items[at - 1]  # what it joined is parted now
        at -= 1
    items.insert(at, clip)
    return with_node(without, track, rebuilt(track_at(without, track), items=tuple(items)))


def duplicate_clip(composition: Composition, path: LayerPath) -> tuple[Composition, LayerPath]:
    """Puts a copy right behind a clip; what comes later moves on.  Gives its path.  Raises InputError."""
    clip = _clip_at(composition, path)
    track = track_at(composition, path[:-1])
    taken = {item.id for item in track.items if isinstance(item, Clip)}
    copy = rebuilt(clip, id=free_id(clip.id, taken))
    items = list(track.items)
    items.insert(index_of(track, clip.id) + 1, copy)
    return with_node(composition, path[:-1], rebuilt(track, items=tuple(items))), (*path[:-1], copy.id)


def _clip_at(composition: Composition, path: LayerPath) -> Clip:
    clip = node_at(composition, path)
    if not isinstance(clip, Clip):
        raise InputError(f"'{clip.id}' is no clip", "Choose a clip of a track.", "/".join(path))
    return clip
