"""Edits after which the rest of a track, and the captions that go with it, stand elsewhere."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from studio.model.composition import Composition
from studio.model.layers import Clip, Gap, Transition
from studio.services.edits.clips import reorder_clip
from studio.services.edits.landing import empty
from studio.services.edits.linked_captions import close_time, move_span, open_time
from studio.services.edits.paths import LayerPath, rebuilt, track_at, with_node
from studio.services.edits.sounds import move_sounds
from studio.services.edits.times import index_of, item_start, start_in_holder
from studio.services.edits.timing import move_layers
from studio.services.edits.together import earliest, sorted_out
from studio.services.edits.tracks import Side, ripple_delete, ripple_trim


def ripple_trim_clip(composition: Composition, path: LayerPath, side: Side, by: Fraction) -> Composition:
    """Moves one end of a clip; what comes later, and what is said there, moves with it.

    Raises InputError.
    """
    track = path[:-1]
    items = track_at(composition, track).items
    index = index_of(track_at(composition, track), path[-1])
    start = item_start(items, index)
    changed = ripple_trim(composition, track, index, side, by)
    before, after = items[index].duration, track_at(changed, track).items[index].duration
    growth = after - before
    if side == "end":
        end = start + before
        if growth >= 0:
            return open_time(changed, track, end, growth)
        return close_time(changed, track, end + growth, end)
    if growth >= 0:
        return open_time(changed, track, start, growth)
    return close_time(changed, track, start, start - growth)


def ripple_remove(composition: Composition, paths: Sequence[LayerPath]) -> Composition:
    """Takes clips out with what is said in them; what comes later moves up.  Raises InputError."""
    for path in paths:
        track = path[:-1]
        index = index_of(track_at(composition, track), path[-1])
        items = track_at(composition, track).items
        start = item_start(items, index)
        end = start + items[index].duration
        composition = close_time(ripple_delete(composition, track, [index]), track, start, end)
    return composition


def ripple_target(composition: Composition, path: LayerPath, by: Fraction) -> int | None:
    """Among the track's other clips, the place (0: first) that a clip moved so much takes; None: nothing is
    in its way, and what comes after it moves along.

    Raises InputError.
    """
    track = track_at(composition, path[:-1])
    index = index_of(track, path[-1])
    time = item_start(track.items, index) + by
    place = 0
    for number, item in enumerate(track.items):
        if not isinstance(item, Clip) or number == index:
            continue
        begins = item_start(track.items, number)
        if begins <= time < begins + item.duration:
            return place if time - begins <= item.duration / 2 else place + 1
        place += 1
    return None


def ripple_move(
    composition: Composition, path: LayerPath, by: Fraction
) -> tuple[Composition, Fraction, bool]:
    """Moves a clip and all that comes after it; into another clip: to that one's nearer edge, and the gap
    that it leaves is closed.  Captions go along.

    Gives the composition, the clip's start in the track, and whether something was in its way.
    Raises InputError.
    """
    track_path = path[:-1]
    track = track_at(composition, track_path)
    index = index_of(track, path[-1])
    start, length = item_start(track.items, index), track.items[index].duration
    place = ripple_target(composition, path, by)
    if place is not None:
        own = sum(isinstance(item, Clip) for item in track.items[:index])
        if place == own:
            return composition, start, True
        changed = reorder_clip(composition, path, place)
        after = track_at(changed, track_path)
        to = item_start(after.items, index_of(after, path[-1]))
        return move_span(changed, track_path, start, start + length, to), to, True
    items = list(track.items)
    number = index - 1
    while number >= 0 and isinstance(items[number], Transition):
        number -= 1
    before = items[number] if number >= 0 else None
    gap = before.duration if isinstance(before, Gap) else Fraction(0)
    by = max(by, -gap)
    if not by:
        return composition, start, False
    if isinstance(before, Gap):
        items[number : number + 1] = [empty(gap + by)] if gap + by else []
    else:
        items[number + 1 : index] = [empty(by)]  # a transition over the cut is parted
    changed = with_node(composition, track_path, rebuilt(track, items=tuple(items)))
    if by > 0:
        return open_time(changed, track_path, start, by), start + by, False
    return close_time(changed, track_path, start + by, start), start + by, False


def ripple_together(
    composition: Composition, paths: Sequence[LayerPath], by: Fraction
) -> tuple[Composition, tuple[LayerPath, ...]]:
    """Layers, clips and sounds so much later; of each track the first chosen clip and all that comes after.

    A clip that is alone may come into another's place, see `ripple_move`.  Gives their paths.
    Raises InputError.
    """
    chosen = sorted_out(composition, paths)
    by = earliest(composition, paths, by)
    composition = move_layers(composition, chosen.layers, by)
    composition = move_sounds(composition, chosen.sounds, by)
    first: dict[LayerPath, LayerPath] = {}
    for path in sorted(chosen.clips, key=partial(start_in_holder, composition)):
        first.setdefault(path[:-1], path)
    for path in first.values():
        if len(chosen.clips) == 1 or ripple_target(composition, path, by) is None:
            composition, _, _ = ripple_move(composition, path, by)
    return composition, (*chosen.layers, *chosen.clips, *chosen.sounds)
