"""When the clips, gaps and transitions of a track stand; arithmetic on the document, nothing laid out.

time   |---- clip A ----|---- clip B ----|
                    |---|---|                 a transition overlaps both by half its duration:
                      A    B                  the cut, and the track's length, stay where they are
"""

from fractions import Fraction

from msgspec import Struct

from studio.model.layers import Clip, Gap, TrackLayer, Transition


class Span(Struct, frozen=True, eq=False):
    """A clip (or gap: None) in the track's time, [start, end)."""

    clip: Clip | None
    start: Fraction
    end: Fraction


class Change(Struct, frozen=True, eq=False):
    """A transition around the cut between the span `into` - 1 and the span `into`."""

    transition: Transition
    start: Fraction
    end: Fraction
    into: int


def spans_of(layer: TrackLayer) -> tuple[tuple[Span, ...], tuple[Change, ...]]:
    """The track's clips and gaps in its time, and its transitions.

    A transition takes at most half of each neighbour, so that no two overlap.  Those at an end have
    nothing to join; of several side by side the first counts.
    """
    spans: list[Span] = []
    wanted: dict[int, Transition] = {}
    at = Fraction(0)
    for item in layer.items:
        match item:
            case Clip() | Gap():
                spans.append(Span(item if isinstance(item, Clip) else None, at, at + item.duration))
                at += item.duration
            case Transition():
                wanted.setdefault(len(spans), item)
    changes = []
    for into, transition in wanted.items():
        if 0 < into < len(spans):
            before, after = spans[into - 1], spans[into]
            half = min(transition.duration, before.end - before.start, after.end - after.start) / 2
            changes.append(Change(transition, after.start - half, after.start + half, into))
    return tuple(spans), tuple(changes)
