"""Cut: the new scene from one frame to the next, in the middle of the time that the transition takes."""

from studio.scene.display_list import DisplayList
from studio.scene.transitions.moment import Moment


def cut(moment: Moment) -> DisplayList:
    return moment.before if moment.progress < 0.5 else moment.after
