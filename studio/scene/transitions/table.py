"""Every transition by its name: the one table to extend."""

from collections.abc import Callable, Mapping

from studio.base.geometry import Rect
from studio.model.layers import Toward, TransitionKind
from studio.scene.display_list import DisplayList, PaintValue
from studio.scene.transitions.cross_fade import cross_fade
from studio.scene.transitions.cut import cut
from studio.scene.transitions.fade_through import fade_through
from studio.scene.transitions.moment import Moment
from studio.scene.transitions.push import push
from studio.scene.transitions.wipe import wipe
from studio.scene.transitions.zoom import zoom

TRANSITIONS: Mapping[TransitionKind, Callable[[Moment], DisplayList]] = {
    TransitionKind.CUT: cut,
    TransitionKind.CROSS_FADE: cross_fade,
    TransitionKind.FADE_THROUGH: fade_through,
    TransitionKind.WIPE: wipe,
    TransitionKind.PUSH: push,
    TransitionKind.ZOOM: zoom,
}


def draw_transition(
    kind: TransitionKind,
    before: DisplayList,
    after: DisplayList,
    progress: float,
    canvas: Rect,
    toward: Toward,
    forward: int,
    ground: PaintValue | None,
) -> DisplayList:
    """The canvas at a moment of a transition: exactly `before` at progress 0 and less, `after` at 1 and more.

    See `Moment` for the arguments.
    """
    if progress <= 0:
        return before
    if progress >= 1:
        return after
    return TRANSITIONS[kind](Moment(before, after, progress, canvas, toward, forward, ground))
