"""What things on the timeline are drawn to while they are dragged: 8 px to each side."""

from collections.abc import Collection, Iterable
from fractions import Fraction

from studio.gui.theme.theme import px
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.rows import TimeRow, edges_of
from studio.gui.workspace.timeline.scale import TimeScale
from studio.services.edits.keyframes import Key

REACH = 8
"""px of the screen at 100 %."""


def snap_targets(
    stage: Stage,
    rows: Iterable[TimeRow],
    *,
    keys: Collection[Key] = (),
    marker: str | None = None,
    playhead: bool = True,
    beats: Iterable[Fraction] = (),
) -> frozenset[Fraction]:
    """Both ends of the film, the playhead, edges, markers, keys and beats, in seconds of the composition.

    keys, marker: those that are dragged; they do not draw themselves.
    """
    rows = tuple(rows)
    film = stage.composition
    found = {Fraction(0), Fraction(film.duration), *edges_of(rows), *beats}
    found |= {one.time for one in film.markers if one.id != marker}
    for row in rows:
        if row.keys is not None:
            lane = row.keys
            found |= {lane.seconds(mark) for mark in lane.marks if lane.key(mark) not in keys}
    if playhead:
        found.add(stage.time)
    return frozenset(found)


def snapped(time: Fraction, targets: Iterable[Fraction], scale: TimeScale) -> Fraction | None:
    """The nearest target within reach of a time; None if there is none."""
    near = min(targets, key=lambda one: abs(one - time), default=None)
    return near if near is not None and abs(float(near - time)) * scale.pixels <= px(REACH) else None
