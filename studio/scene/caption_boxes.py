"""What stands behind captions: the box that hugs the lines, and the pill behind the words being spoken."""

from collections.abc import Sequence

from msgspec.structs import replace

from studio.base.geometry import Path, Rect, join_paths, rounded_rect_path
from studio.model.captions import CaptionStyle
from studio.scene.context import Context
from studio.text.layout import ParagraphLayout
from studio.text.paragraph import layout_paragraph
from studio.text.units import UnitBox

_TALL_AND_DEEP = "أإطلكجعيقÅgjلاّ"
"""Its ink is as high as that of ordinary words, so boxes are alike whatever a cue says."""

_FREE = 1e6
_REACH = 2.5
"""Radii by which a box of a line reaches into its neighbour."""
_PILL_SHARE = 0.45
"""How much of the space to the next word a pill may take."""


def line_bands(layout: ParagraphLayout, context: Context) -> list[Rect]:
    """What each line takes: from its first to its last letter, as high as ordinary ink, more for harakat."""
    probe = replace(layout.spec, text=_TALL_AND_DEEP, max_width=None, max_lines=1)
    usual = layout_paragraph(probe, context.resources.fonts)
    above = usual.lines[0].baseline - usual.ink.y
    below = usual.ink.bottom - usual.lines[0].baseline
    bands = []
    for line in layout.lines:
        top = min(line.baseline - above, line.ink.y if not line.ink.is_empty else line.baseline)
        bottom = max(line.baseline + below, line.ink.bottom if not line.ink.is_empty else line.baseline)
        # Ink that leaves the advance counts on both sides, so that the box stays centred on the line.
        ink = line.box if line.ink.is_empty else line.ink
        over = max(0.0, line.box.x - ink.x, ink.right - line.box.right)
        bands.append(Rect.from_edges(line.box.x - over, top, line.box.right + over, bottom))
    return bands


def hugging_box(bands: Sequence[Rect], padding: tuple[float, float], radius: float) -> Path:
    """One outline around the lines: a rounded box each, reaching into its neighbour.

    Where the next box is hardly wider, both are made alike: a notch smaller than the corners looks like a
    mistake.
    """
    vertical, horizontal = padding
    boxes = [
        Rect(band.x - horizontal, band.y - vertical, band.width + 2 * horizontal, band.height + 2 * vertical)
        for band in bands
    ]
    for index in (*range(1, len(boxes)), *range(len(boxes) - 1, 0, -1)):
        upper, lower = boxes[index - 1], boxes[index]
        left, right = min(upper.x, lower.x), max(upper.right, lower.right)
        if abs(upper.x - lower.x) < 2 * radius and abs(upper.right - lower.right) < 2 * radius:
            upper = Rect.from_edges(left, upper.y, right, upper.bottom)
            lower = Rect.from_edges(left, lower.y, right, lower.bottom)
        # The wider box keeps its corners, the narrower one reaches into it by more than they are round.
        if upper.width >= lower.width:
            top = min(lower.y, upper.bottom - _REACH * radius)
            lower = Rect.from_edges(lower.x, top, lower.right, lower.bottom)
        else:
            bottom = max(upper.bottom, lower.y + _REACH * radius)
            upper = Rect.from_edges(upper.x, upper.y, upper.right, bottom)
        boxes[index - 1], boxes[index] = upper, lower
    # Edges that coincide would be antialiased twice: boxes that are alike are one.
    whole: list[Rect] = []
    for box in boxes:
        alike = bool(whole) and (whole[-1].x, whole[-1].right) == (box.x, box.right)
        if alike:
            whole[-1] = whole[-1].united(box)
        else:
            whole.append(box)
    return join_paths(rounded_rect_path(box, radius) for box in whole)


def pill_path(
    units: Sequence[UnitBox], lit: set[int], style: CaptionStyle, bands: Sequence[Rect], x: float
) -> Path:
    """Rounded boxes around the lit words, one a line, that leave their neighbours room to breathe."""
    vertical, horizontal = style.highlight_padding
    parts = []
    for line in sorted({units[index].line for index in lit}):
        here = [unit for unit in units if unit.line == line]
        left, right = _span([unit for unit in here if unit.index in lit])
        others = [_span([unit]) for unit in here if unit.index not in lit]
        room_left = min((left - its_right for _, its_right in others if its_right <= left), default=_FREE)
        room_right = min((its_left - right for its_left, _ in others if its_left >= right), default=_FREE)
        band = bands[line]
        pill = Rect.from_edges(
            x + left - min(horizontal, _PILL_SHARE * room_left),
            band.y - vertical,
            x + right + min(horizontal, _PILL_SHARE * room_right),
            band.bottom + vertical,
        )
        parts.append(rounded_rect_path(pill, style.highlight_radius))
    return join_paths(parts)


def _span(units: Sequence[UnitBox]) -> tuple[float, float]:
    """Left and right of the words' ink (of their advance, where they have none)."""
    boxes = [unit.box if unit.ink.is_empty else unit.ink for unit in units]
    return min(box.x for box in boxes), max(box.right for box in boxes)
