"""Captions that go with a track when the rest of it is moved.

Captions are linked to the lowest track beside them (the one that carries the film): what is said with a clip
stays with it.  Locked caption layers stay where they are.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

from studio.model.captions import Cue
from studio.model.composition import Composition
from studio.model.layers import CaptionLayer, TrackLayer
from studio.services.edits.paths import LayerPath, children_of, holder_at, rebuilt, with_node
from studio.services.edits.times import start_in_holder

Change = Callable[[Cue], Cue | None]
"""A cue in the track's time: another, or none."""


def open_time(composition: Composition, track: LayerPath, at: Fraction, length: Fraction) -> Composition:
    """Cues that begin at or after `at` (the track's time) come so much later."""

    def change(cue: Cue) -> Cue:
        return moved_cue(cue, length) if cue.start >= at else cue

    return _changed(composition, track, change) if length else composition


def close_time(composition: Composition, track: LayerPath, start: Fraction, end: Fraction) -> Composition:
    """What is said in [start, end) of the track goes, what comes later moves up."""

    def change(cue: Cue) -> Cue | None:
        if cue.start >= end:
            return moved_cue(cue, start - end)
        if cue.end <= start:
            return cue
        if cue.start >= start:
            left = cue.end - end
            return None if left <= 0 else _shortened(moved_cue(cue, start - cue.start), start, start + left)
        return _shortened(cue, cue.start, max(start, cue.end - (end - start)))

    return _changed(composition, track, change) if end > start else composition


def move_span(
    composition: Composition, track: LayerPath, start: Fraction, end: Fraction, to: Fraction
) -> Composition:
    """What is said in [start, end) of the track is said from `to` on; what is between moves the other way.

    to: of the time after, as where the clip begins then.
    """
    length, by = end - start, to - start

    def change(cue: Cue) -> Cue:
        if start <= cue.start < end:
            return moved_cue(cue, by)
        if by > 0 and end <= cue.start < end + by:
            return moved_cue(cue, -length)
        if by < 0 and to <= cue.start < start:
            return moved_cue(cue, length)
        return cue

    return _changed(composition, track, change) if by else composition


def moved_cue(cue: Cue, by: Fraction) -> Cue:
    """The cue with its words, so much later."""
    words = tuple(rebuilt(word, start=word.start + by, end=word.end + by) for word in cue.words)
    return rebuilt(cue, start=cue.start + by, end=cue.end + by, words=words) if by else cue


def _shortened(cue: Cue, start: Fraction, end: Fraction) -> Cue:
    """Said within [start, end)."""
    words = tuple(
        rebuilt(word, start=min(max(word.start, start), end), end=min(max(word.end, start), end))
        for word in cue.words
    )
    return rebuilt(cue, start=start, end=end, words=words)


def _changed(composition: Composition, track: LayerPath, change: Change) -> Composition:
    origin = start_in_holder(composition, track)
    for path, layer in _linked(composition, track):
        by = layer.start - origin
        changes: dict[str, object] = {}
        if (cues := _changed_cues(layer.cues, by, change)) != layer.cues:
            changes["cues"] = cues
        second = layer.second
        if second is not None and (cues := _changed_cues(second.cues, by, change)) != second.cues:
            changes["second"] = rebuilt(second, cues=cues)
        if changes:
            composition = with_node(composition, path, rebuilt(layer, **changes))
    return composition


def _changed_cues(all_cues: tuple[Cue, ...], by: Fraction, change: Change) -> tuple[Cue, ...]:
    """The cues of a layer that begins `by` seconds after the track."""
    cues = []
    for cue in all_cues:
        in_track = moved_cue(cue, by)
        changed = change(in_track)
        if changed is in_track:
            cues.append(cue)
        elif changed is not None and changed.end - by > 0:
            begins = max(Fraction(0), changed.start - by)
            cues.append(_shortened(moved_cue(changed, -by), begins, changed.end - by))
    return tuple(sorted(cues, key=lambda cue: (cue.start, cue.end)))


def _linked(composition: Composition, track: LayerPath) -> Iterator[tuple[LayerPath, CaptionLayer]]:
    parent = track[:-1]
    beside = children_of(holder_at(composition, parent))
    lowest = next((layer.id for layer in beside if isinstance(layer, TrackLayer)), None)
    if lowest != track[-1]:
        return
    for layer in beside:
        if isinstance(layer, CaptionLayer) and not layer.locked:
            yield (*parent, layer.id), layer
