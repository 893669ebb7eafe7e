"""Wipe: an edge runs over the canvas and leaves the new scene behind it (a correction)."""

from studio.base.geometry import Rect, rect_path
from studio.scene.display_list import DisplayList, Layer
from studio.scene.transform_list import clipped, covers
from studio.scene.transitions.moment import Moment


def wipe(moment: Moment) -> DisplayList:
    """Neither scene moves.  The edge is antialiased, so it may stand between two pixels.

    It runs along the reading direction, as a line is read and drawn: in Arabic from the right edge to the
    left one, in English from the left to the right.
    """
    canvas = moment.canvas
    new = opened(canvas, moment.edge, moment.progress)
    if covers(moment.after, canvas):
        return (*moment.before, Layer(moment.after, canvas, clip=rect_path(new)))
    # Where the new scene has holes, the old one must go: each keeps its side, up to a whole pixel.
    split = Rect.from_edges(round(new.x), round(new.y), round(new.right), round(new.bottom))
    return (*clipped(moment.before, left_over(canvas, split)), *clipped(moment.after, split))


def opened(canvas: Rect, edge: tuple[int, int], share: float) -> Rect:
    """The part of the canvas that the edge has passed."""
    x, y = edge
    width = canvas.width * share if x else canvas.width
    height = canvas.height * share if y else canvas.height
    left = canvas.right - width if x < 0 else canvas.x
    top = canvas.bottom - height if y < 0 else canvas.y
    return Rect(left, top, width, height)


def left_over(canvas: Rect, part: Rect) -> Rect:
    """The canvas without a part that reaches from one of its edges across it."""
    if part.is_empty:
        return canvas
    left = part.right if part.x <= canvas.x and part.right < canvas.right else canvas.x
    right = part.x if part.right >= canvas.right and part.x > canvas.x else canvas.right
    top = part.bottom if part.y <= canvas.y and part.bottom < canvas.bottom else canvas.y
    bottom = part.y if part.bottom >= canvas.bottom and part.y > canvas.y else canvas.bottom
    return Rect.from_edges(left, top, right, bottom)
