"""Tracks: clips, gaps and transitions one after another.

In the first half of a transition the coming clip waits at its first frame, in the second half the going
clip rests at its last: what enters and leaves inside the clips keeps its own time.
"""

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct, field
from msgspec.structs import replace

from studio.animation.easing import easing
from studio.base.geometry import IDENTITY, Affine, Rect
from studio.model.layers import Toward, TrackLayer, TransitionKind
from studio.scene.context import Context
from studio.scene.display_list import Operation
from studio.scene.kind import Kind, Laid
from studio.scene.layers.composition import (
    Precomposed,
    PrecomposedState,
    draw_state,
    in_box,
    measure_canvas,
    precompose,
    shown_in_box,
    state_at,
)
from studio.scene.track_time import Change, Span, spans_of
from studio.scene.transform_list import transformed
from studio.scene.transitions.table import draw_transition


class TrackContent(Struct, frozen=True, eq=False):
    spans: tuple[Span, ...]
    changes: tuple[Change, ...]
    starts: tuple[Fraction, ...]
    context: Context
    _prepared: dict[int, Precomposed] = field(default_factory=dict)

    def precomposed(self, index: int) -> Precomposed | None:
        """The span's clip, laid out when it is first needed; None for a gap."""
        span = self.spans[index]
        if span.clip is None:
            return None
        if index not in self._prepared:
            self._prepared[index] = precompose(span.clip.source, self.context, span.end - span.start)
        return self._prepared[index]


class TrackState(Struct, frozen=True):
    """One clip's state; during a transition the going one's and the coming one's, and how far it is
    (eased)."""

    before: PrecomposedState | None
    after: PrecomposedState | None = None
    transition: TransitionKind | None = None
    toward: Toward = Toward.READING
    progress: float = 0.0
    placed: Affine = IDENTITY
    """Where its canvas stands."""


def _prepare(layer: TrackLayer, _box: Rect, context: Context, _duration: Fraction) -> TrackContent:
    spans, changes = spans_of(layer)
    return TrackContent(spans, changes, tuple(span.start for span in spans), context)


def _evaluate(laid: Laid, time: Fraction, context: Context) -> TrackState:
    placed = in_box(laid.box, context)
    state = _at(laid.content, time, context)
    return state if placed.is_identity else replace(state, placed=placed)


def _at(content: TrackContent, time: Fraction, context: Context) -> TrackState:
    for change in content.changes:
        if change.start <= time < change.end:
            progress = float((time - change.start) / (change.end - change.start))
            return TrackState(
                _state(content, change.into - 1, time, context),
                _state(content, change.into, time, context),
                change.transition.transition,
                change.transition.toward,
                easing(change.transition.easing)(progress),
            )
    index = bisect_right(content.starts, time) - 1
    if index < 0 or time >= content.spans[index].end:
        return TrackState(None)
    return TrackState(_state(content, index, time, context))


def _state(content: TrackContent, index: int, time: Fraction, context: Context) -> PrecomposedState | None:
    precomposed = content.precomposed(index)
    if precomposed is None:
        return None
    span = content.spans[index]
    last = span.end - span.start - 1 / context.composition.rate_exact.fraction
    return state_at(precomposed, max(Fraction(0), min(time - span.start, last)), context)


def _draw(state: TrackState, transform: Affine, opacity: float, context: Context) -> Sequence[Operation]:
    before = () if state.before is None else tuple(draw_state(state.before, IDENTITY, context))
    operations: Sequence[Operation] = before
    if state.transition is not None:
        after = () if state.after is None else tuple(draw_state(state.after, IDENTITY, context))
        ground = context.paint(context.composition.background, context.canvas)
        operations = draw_transition(
            state.transition,
            before,
            after,
            state.progress,
            context.canvas,
            state.toward,
            context.forward,
            ground,
        )
    operations = transformed(tuple(operations), state.placed.then(transform))
    return shown_in_box(operations, opacity, state.placed, transform, context)


KIND = Kind(measure_canvas, _prepare, _evaluate, _draw)
