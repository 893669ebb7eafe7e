"""Zoom: the old scene comes nearer and dissolves, the new one arrives from afar."""

from msgspec.structs import replace

from studio.base.geometry import Affine, Rect
from studio.scene.display_list import (
    DisplayList,
    DrawImage,
    FillPath,
    Layer,
    MovedStill,
    Operation,
    Still,
)
from studio.scene.transform_list import transformed
from studio.scene.transitions.cross_fade import cross_fade
from studio.scene.transitions.moment import Moment

NEAREST, FARTHEST = 1.06, 0.94
"""Scale of the old scene at the end and of the new one at the beginning (never on people)."""


def zoom(moment: Moment) -> DisplayList:
    """Both scenes grow about the centre of the canvas while they dissolve.

    What covers the whole canvas, a colour or a photo, does not shrink with the new scene: its edges
    would show.
    """
    out = 1 + (NEAREST - 1) * moment.progress
    into = FARTHEST + (1 - FARTHEST) * moment.progress
    before = _scaled(moment.before, out, moment.canvas)
    after = tuple(_shrunk(moment.after, into, moment.canvas))
    return cross_fade(moment._replace(before=before, after=after))


def _scaled(scene: DisplayList, by: float, canvas: Rect) -> DisplayList:
    return transformed(scene, Affine.scaling(by, by).about(canvas.center.x, canvas.center.y))


def _shrunk(scene: DisplayList, by: float, canvas: Rect) -> list[Operation]:
    out: list[Operation] = []
    for operation in scene:
        fills = operation.bounds.contains(canvas)
        match operation:
            case FillPath() | DrawImage() if fills:
                out.append(operation)
            case Layer(operations=inner, clip=None) if fills:
                out.append(replace(operation, operations=tuple(_shrunk(inner, by, canvas))))
            case Still(operations=inner) if fills:
                out += _shrunk(inner, by, canvas)
            case MovedStill(still=still, dx=dx, dy=dy) if fills:
                out += _shrunk(transformed(still.operations, Affine.translation(dx, dy)), by, canvas)
            case _:
                out += _scaled((operation,), by, canvas)
    return out
