"""Editing the items of a track, by OpenTimelineIO's rules.

    trim      an item's end moves; its neighbours stay: the gap beside it gives or takes
    roll      the cut between two items moves; all else stays
    slip      what is inside a clip moves; the clip stays
    ripple    what comes later moves with it
    lift      an item becomes a gap

A transition never changes the track's length; one that has lost a neighbour is left out.  Items are named by
their index.  What would go too far goes as far as it can: at least a frame of each item stays.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Literal

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.model.layers import (
    AfterEnd,
    Clip,
    Gap,
    ImageLayer,
    Layer,
    Precomposition,
    TrackItem,
    TrackLayer,
    Transition,
    VideoLayer,
)
from studio.services.edits.landing import empty, placed
from studio.services.edits.paths import (
    LayerPath,
    free_id,
    node_at,
    rebuilt,
    track_at,
    with_node,
)
from studio.services.edits.times import (
    clip_without_head,
    index_of,
    item_start,
    moved_source,
    source_without_exits,
)

Side = Literal["start", "end"]
Items = tuple[TrackItem, ...]


def track_length(track: TrackLayer) -> Fraction:
    """Seconds of all clips and gaps."""
    return item_start(track.items, len(track.items))


def trim_item(composition: Composition, path: LayerPath, index: int, side: Side, by: Fraction) -> Composition:
    """Moves one end of a clip by so many seconds; everything else stays where it is.

    It grows only into a gap beside it (or beyond the track's end).  Raises InputError.
    """

    def edit(items: list[TrackItem]) -> list[TrackItem]:
        clip = _clip(items, index)
        room = clip.duration - _frame(composition)
        if side == "end":
            after = _span_after(items, index)
            free = None if after is None else _free(items[after])
            growth = max(-room, by if free is None else min(by, free))
            items[index] = _with_tail(clip, growth)
            if after is not None:
                _resizeempty(items, index, after, -growth)
            return items
        before = _span_before(items, index)
        growth = max(-room, min(-by, _free(items[before]) if before is not None else Fraction(0)))
        items[index] = _with_longer_head(clip, growth)
        if before is None:
            if growth < 0:
                items.insert(0, Gap(duration=-growth))
        else:
            _resizeempty(items, index, before, -growth)
        return items

    return _edited(composition, path, edit)


def ripple_trim(
    composition: Composition, path: LayerPath, index: int, side: Side, by: Fraction
) -> Composition:
    """Moves one end of an item; what comes later moves with it, so that no gap opens.  Raises InputError."""

    def edit(items: list[TrackItem]) -> list[TrackItem]:
        item = _span(items, index)
        growth = max(by if side == "end" else -by, _frame(composition) - item.duration)
        if isinstance(item, Gap):
            items[index] = rebuilt(item, duration=item.duration + growth)
        else:
            items[index] = _with_tail(item, growth) if side == "end" else _with_longer_head(item, growth)
        return items

    return _edited(composition, path, edit)


def roll(composition: Composition, path: LayerPath, index: int, by: Fraction) -> Composition:
    """Moves the cut before the item at `index`; the items on both sides give and take, what is in them stays
    at its moments.  Raises InputError."""

    def edit(items: list[TrackItem]) -> list[TrackItem]:
        after = _span(items, index)
        number = _span_before(items, index)
        if number is None:
            raise InputError("there is no cut before the first item", "Trim it instead.")
        before = _span(items, number)
        frame = _frame(composition)
        moved_by = max(frame - before.duration, min(by, after.duration - frame))
        if isinstance(before, Gap):
            items[number] = rebuilt(before, duration=before.duration + moved_by)
        else:
            items[number] = _with_tail(before, moved_by)
        if isinstance(after, Gap):
            items[index] = rebuilt(after, duration=after.duration - moved_by)
        else:
            items[index] = _with_longer_head(after, -moved_by)
        return items

    return _edited(composition, path, edit)


def slip(composition: Composition, path: LayerPath, index: int, by: Fraction) -> Composition:
    """What happens inside a clip happens so much later; the clip stays.  Raises InputError."""

    def edit(items: list[TrackItem]) -> list[TrackItem]:
        clip = _clip(items, index)
        items[index] = rebuilt(clip, source=moved_source(clip.source, by))
        return items

    return _edited(composition, path, edit)


def lift(composition: Composition, path: LayerPath, indexes: Sequence[int]) -> Composition:
    """Takes items out and leaves gaps; a transition is simply left out.  Raises InputError."""

    def edit(items: list[TrackItem]) -> list[TrackItem]:
        chosen = _with_transitions(items, indexes)
        return [
            item if number not in chosen else empty(item.duration)
            for number, item in enumerate(items)
            if number not in chosen or not isinstance(item, Transition)
        ]

    return _edited(composition, path, edit, indexes)


def _with_transitions(items: Sequence[TrackItem], indexes: Sequence[int]) -> set[int]:
    """The indexes, and those of transitions that join a clip among them to something."""
    chosen = set(indexes)
    for number, item in enumerate(items):
        beside = {_span_before(items, number), _span_after(items, number)}
        if isinstance(item, Transition) and beside & set(indexes):
            chosen.add(number)
    return chosen


def ripple_delete(composition: Composition, path: LayerPath, indexes: Sequence[int]) -> Composition:
    """Takes items out; what comes later moves up.  Raises InputError."""

    def edit(items: list[TrackItem]) -> list[TrackItem]:
        chosen = _with_transitions(items, indexes)
        return [item for number, item in enumerate(items) if number not in chosen]

    return _edited(composition, path, edit, indexes)


def insert_clip(
    composition: Composition, path: LayerPath, clip: Clip, time: Fraction
) -> tuple[Composition, LayerPath]:
    """Puts a clip where `time` (the track's) is free for it, else at the nearer edge of what is in its way
    (see `landing`).  Gives its path.  Raises InputError."""
    track = track_at(composition, path)
    taken = {item.id for item in track.items if isinstance(item, Clip)}
    clip = rebuilt(clip, id=free_id(clip.id, taken))
    items = _tidy(placed(track.items, clip, max(Fraction(0), time)), track.items)
    return with_node(composition, path, rebuilt(track, items=items)), (*path, clip.id)


def move_clip(
    composition: Composition, path: LayerPath, time: Fraction, track: LayerPath | None = None
) -> tuple[Composition, LayerPath]:
    """Takes a clip (its path) to `time` of its track, or of another one, and leaves a gap.

    Where that is taken it lands at the nearer edge of what is in its way.  Gives its path.
    Raises InputError.
    """
    source = path[:-1]
    clip = node_at(composition, path)
    if not isinstance(clip, Clip):
        raise InputError(f"'{clip.id}' is no clip", "Choose a clip of a track.", "/".join(path))
    index = index_of(track_at(composition, source), clip.id)
    if track in (None, source) and item_start(track_at(composition, source).items, index) == time:
        return composition, path
    return insert_clip(lift(composition, source, [index]), track or source, clip, time)


def split_clip(composition: Composition, path: LayerPath, local: Fraction) -> tuple[Composition, LayerPath]:
    """Cuts a clip in two, `local` seconds after its start; gives the second one's path.

    Frames stay as they were (but see `split_layer` on animations out).  Raises InputError for a time outside,
    and so near a transition that it would become shorter.
    """
    track = track_at(composition, path[:-1])
    clip = node_at(composition, path)
    if not isinstance(clip, Clip) or not 0 < local < clip.duration:
        raise InputError("the clip is not there at this time", "Choose a moment within it.", "/".join(path))
    items = list(track.items)
    index = index_of(track, clip.id)
    for beside, rest in ((index - 1, local), (index + 1, clip.duration - local)):
        if 0 <= beside < len(items) and isinstance(items[beside], Transition):
            reach = min(items[beside].duration, clip.duration, _other_side(items, beside, index))
            if rest < reach:
                hint = "Move away from the transition, or shorten it."
                raise InputError("this is too near a transition", hint, "/".join(path))
    taken = {item.id for item in items if isinstance(item, Clip)}
    first = rebuilt(clip, duration=local, source=source_without_exits(clip.source, local))
    second = rebuilt(clip_without_head(clip, local), id=free_id(clip.id, taken))
    items[index : index + 1] = [first, second]
    return with_node(composition, path[:-1], rebuilt(track, items=tuple(items))), (*path[:-1], second.id)


def _other_side(items: Sequence[TrackItem], transition: int, index: int) -> Fraction:
    number = _span_before(items, transition) if transition < index else _span_after(items, transition)
    return Fraction(0) if number is None else items[number].duration


def set_transition(
    composition: Composition, path: LayerPath, index: int, transition: Transition | None
) -> Composition:
    """Puts a transition over the cut before the item at `index`, in place of one that is there; None takes it
    away.  The track's length stays.  Raises InputError."""

    def edit(items: list[TrackItem]) -> list[TrackItem]:
        _span(items, index)
        before = _span_before(items, index)
        if before is None:
            raise InputError("there is no cut before the first item", "Choose a cut between two clips.")
        new = [] if transition is None else [transition]
        return [*items[: before + 1], *new, *items[index:]]

    return _edited(composition, path, edit)


def _edited(
    composition: Composition,
    path: LayerPath,
    edit: Callable[[list[TrackItem]], list[TrackItem]],
    indexes: Sequence[int] = (),
) -> Composition:
    track = track_at(composition, path)
    for index in indexes:
        if not 0 <= index < len(track.items):
            raise _no_item(index)
    items = _tidy(edit(list(track.items)), track.items)
    return composition if items == track.items else with_node(composition, path, rebuilt(track, items=items))


def _tidy(items: Sequence[TrackItem], before: Sequence[TrackItem]) -> Items:
    """Gaps side by side as one, none at the end; transitions between two clips only, or where they joined
    a clip and a gap before."""
    to_gaps = {
        id(item)
        for number, item in enumerate(before)
        if isinstance(item, Transition) and not _joins_clips(before, number)
    }
    spans: list[TrackItem] = []
    for number, item in enumerate(items):
        if isinstance(item, Transition):
            joins = _joins_clips(items, number) or id(item) in to_gaps
            if joins and spans and not isinstance(spans[-1], Transition):
                spans.append(item)
        elif isinstance(item, Gap) and spans and isinstance(spans[-1], Gap):
            spans[-1] = empty(spans[-1].duration + item.duration)
        elif isinstance(item, Clip) or item.duration > 0:
            spans.append(item)
    while spans and isinstance(spans[-1], Gap | Transition):
        if isinstance(spans[-1], Gap) and len(spans) > 1 and id(spans[-2]) in to_gaps:
            break  # the track fades out into it
        spans.pop()
    return tuple(spans)


def _joins_clips(items: Sequence[TrackItem], index: int) -> bool:
    sides = _span_before(items, index), _span_after(items, index)
    return all(side is not None and isinstance(items[side], Clip) for side in sides)


def _clip(items: Sequence[TrackItem], index: int) -> Clip:
    item = _span(items, index)
    if not isinstance(item, Clip):
        raise InputError("this is no clip", "Choose a clip of the track.")
    return item


def _span(items: Sequence[TrackItem], index: int) -> Clip | Gap:
    if not 0 <= index < len(items):
        raise _no_item(index)
    item = items[index]
    if isinstance(item, Transition):
        raise InputError("this is a transition", "Choose a clip of the track.")
    return item


def _no_item(index: int) -> InputError:
    return InputError(f"the track has no item {index}", "It may have been removed meanwhile.")


def _span_before(items: Sequence[TrackItem], index: int) -> int | None:
    return next((n for n in range(index - 1, -1, -1) if not isinstance(items[n], Transition)), None)


def _span_after(items: Sequence[TrackItem], index: int) -> int | None:
    return next((n for n in range(index + 1, len(items)) if not isinstance(items[n], Transition)), None)


def _free(item: TrackItem) -> Fraction:
    return item.duration if isinstance(item, Gap) else Fraction(0)


def _resizeempty(items: list[TrackItem], index: int, beside: int, by: Fraction) -> None:
    """The gap beside an item grows by what the item gave; next to a clip a new gap opens."""
    if not by:
        return
    neighbour = items[beside]
    if isinstance(neighbour, Gap):
        items[beside] = empty(neighbour.duration + by)
    else:
        items.insert(index if beside < index else index + 1, Gap(duration=by))


def _with_tail(clip: Clip, growth: Fraction) -> Clip:
    return rebuilt(clip, duration=clip.duration + growth)


def _with_longer_head(clip: Clip, growth: Fraction) -> Clip:
    """The clip begins earlier, or later if negative; what is in it stays at its moments, and what was there
    from the beginning is there from the new one."""
    if growth <= 0:
        return clip_without_head(clip, -growth)
    layers = tuple(_reaching_back(layer, growth) for layer in clip.source.layers)
    source: Precomposition = rebuilt(clip.source, layers=layers)
    return rebuilt(clip, duration=clip.duration + growth, source=source)


def _reaching_back(layer: Layer, by: Fraction) -> Layer:
    start = layer.start + by if layer.start > 0 else min(Fraction(0), layer.start + by)
    if isinstance(layer, VideoLayer) and layer.start <= 0 and layer.after is not AfterEnd.LOOP:
        # What its file holds before comes into view, as much as there is; the rest stays at its moments.
        wanted = max(Fraction(0), layer.start + by)
        given = min(wanted, layer.source_start / layer.speed)
        start = min(layer.start + by, wanted - given)
        layer = rebuilt(layer, source_start=layer.source_start - given * layer.speed)
    if isinstance(layer, ImageLayer) and layer.start <= 0:
        # A film in a picture's place also, but it goes on filling its clip.
        given = min(max(Fraction(0), layer.start + by), layer.source_start)
        layer = rebuilt(layer, source_start=layer.source_start - given)
    end = {} if layer.end is None else {"end": layer.end + by}
    return rebuilt(layer, start=start, **end)


def _frame(composition: Composition) -> Fraction:
    return 1 / composition.rate_exact.fraction
