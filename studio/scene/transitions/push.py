"""Push: the new scene pushes the old one off the canvas (the next step)."""

from studio.scene.display_list import DisplayList
from studio.scene.transform_list import clipped, moved
from studio.scene.transitions.moment import Moment


def push(moment: Moment) -> DisplayList:
    """Both scenes travel by whole pixels, edge to edge.

    Toward reading, the new scene comes from the left in Arabic, from the right in English.
    """
    canvas = moment.canvas
    x, y = moment.travel
    gone_x, gone_y = x * round(moment.progress * canvas.width), y * round(moment.progress * canvas.height)
    from_x, from_y = gone_x - x * round(canvas.width), gone_y - y * round(canvas.height)
    return (
        *_seen(moment.before, gone_x, gone_y, moment),
        *_seen(moment.after, from_x, from_y, moment),
    )


def _seen(scene: DisplayList, dx: int, dy: int, moment: Moment) -> DisplayList:
    """What is left of a scene on the canvas; what hangs over its own edges must not reach the other scene."""
    canvas = moment.canvas
    part = canvas.intersected(canvas.moved(-dx, -dy))
    return () if part.is_empty else moved(clipped(scene, canvas), dx, dy)
