"""Fade through: the old scene goes to the ground, then the new one comes out of it (gravity)."""

from studio.base.geometry import rect_path
from studio.scene.display_list import DisplayList, FillPath, Layer
from studio.scene.transitions.moment import Moment


def fade_through(moment: Moment) -> DisplayList:
    """The first half of the progress belongs to the old scene, the second to the new one."""
    scene = moment.before if moment.progress < 0.5 else moment.after
    seen = abs(2 * moment.progress - 1)
    if moment.ground is not None:
        return (*scene, FillPath(rect_path(moment.canvas), moment.ground, opacity=1 - seen))
    return (Layer(scene, moment.canvas, seen),) if scene and seen > 0 else ()
