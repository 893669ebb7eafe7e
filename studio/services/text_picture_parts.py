"""Colours and small parts of the picture of a shaped text."""

import hashlib
import struct
from collections.abc import Iterator

from studio.base.color import Rgba
from studio.base.geometry import Point, Rect, ellipse_path, polyline_path, rounded_rect_path
from studio.scene.display_list import DrawImage, FillPath, ImageSource, Operation, StrokePath
from studio.text.layout import ParagraphLayout

GROUND, PAPER = Rgba(245, 245, 243), Rgba(255, 255, 255)
INK, MUTED = Rgba(28, 32, 36), Rgba(92, 98, 104)
MARK, JOIN = Rgba(190, 48, 38), Rgba(20, 20, 22)
TINTS = (Rgba(207, 226, 243), Rgba(250, 224, 190), Rgba(212, 234, 206), Rgba(232, 215, 240))
DEEP = (Rgba(22, 84, 140), Rgba(146, 80, 6), Rgba(40, 104, 44), Rgba(104, 52, 136))
LEVELS = (Rgba(220, 222, 226), Rgba(198, 220, 214))  # left to right, right to left


def join_dot(x: float, y: float) -> Iterator[Operation]:
    """The sign of a join, around a point."""
    yield FillPath(ellipse_path(Rect(x - 11, y - 11, 22, 22)), PAPER)
    yield FillPath(ellipse_path(Rect(x - 8, y - 8, 16, 16)), JOIN)


def emoji_pictures(layout: ParagraphLayout, glyphs: list[int], dx: float, dy: float) -> Iterator[Operation]:
    """The colour glyphs among some glyphs of a layout, moved by (dx, dy)."""
    for placed in layout.color_glyphs(glyphs):
        png = placed.picture.png
        width, height = struct.unpack(">II", png[16:24])  # the IHDR chunk always comes first
        source = ImageSource(hashlib.blake2b(png, digest_size=16).hexdigest(), data=png)
        yield DrawImage(source, Rect(0, 0, width, height), placed.box.moved(dx, dy))


def arrow(x: float, y: float, leftwards: bool) -> Iterator[Operation]:
    """An arrow 32 px long from x on."""
    tip, tail = (x, x + 32) if leftwards else (x + 32, x)
    back = 10 if leftwards else -10
    yield StrokePath(polyline_path((Point(tail, y), Point(tip, y)), closed=False), INK, 3)
    head = (Point(tip + back, y - 8), Point(tip, y), Point(tip + back, y + 8))
    yield StrokePath(polyline_path(head, closed=False), INK, 3)


def swatch(kind: str, box: Rect) -> Iterator[Operation]:
    """A sample for the legend: group, join, mark, order or level."""
    center = box.center
    match kind:
        case "group":
            yield FillPath(rounded_rect_path(box, 8), TINTS[0])
        case "join":
            yield from join_dot(center.x, center.y)
        case "mark":
            yield FillPath(rounded_rect_path(Rect(box.x + 4, center.y - 4, 32, 8), 4), MARK)
        case "order":
            yield FillPath(ellipse_path(Rect(center.x - 16, center.y - 16, 32, 32)), DEEP[0])
        case _:
            yield FillPath(rounded_rect_path(box, 8), LEVELS[1])
