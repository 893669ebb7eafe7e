"""Cross-fade: one scene dissolves into the other (time passes)."""

from studio.model.layers import BlendMode
from studio.scene.display_list import DisplayList, Layer
from studio.scene.transform_list import covers
from studio.scene.transitions.moment import Moment


def cross_fade(moment: Moment) -> DisplayList:
    """Every pixel is the mean of both scenes, weighted by the progress.

    An opaque new scene is laid over the old one.  Where it has holes, both are faded and added up on a
    picture of their own: laid over each other they would let what is below shine through half way, and
    the old scene would stand in the holes until the end.
    """
    before, after, progress, canvas = moment[:4]
    if not after and not before:
        return ()
    if covers(after, canvas):
        return (*before, Layer(after, canvas, progress))
    fading = Layer(before, canvas, 1 - progress)
    # Faded first, then added: Qt fades the sum, which is cut off at white by then.
    coming = Layer(after, canvas, progress)
    added = Layer((coming,), canvas, blend=BlendMode.PLUS)
    return (Layer((fading, added), canvas),)
