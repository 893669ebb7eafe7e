"""Grounds and lines along words as outlines: highlights, pills, underlines, strikes, knocked-out boxes.

All are made for the whole range and cut where only some of its letters are painted, so that a word that
moves takes its part of the line along and what is left fits to it.  Places are px of the paragraph's box.
"""

import math
from collections.abc import Callable, Sequence

from msgspec import Struct

from studio.base.geometry import EMPTY_PATH, Path, Rect, join_paths, rect_path, rounded_rect_path
from studio.model.animation import TextUnit
from studio.scene.caption_boxes import hugging_box
from studio.scene.writing.decoration_paints import DecorationPaint, KnockOutPaint
from studio.scene.writing.stretches import Stretch, bands, drawn_part, stretches
from studio.text.layout import ParagraphLayout
from studio.text.outlines import intersected, united
from studio.text.units import UnitBox

_PRECISION = 8.0
_ALEF, _JEEM, _ELL, _GEE = 0x0627, 0x062C, ord("l"), ord("g")

_MARKER_TOP, _MARKER_FOOT = 0.94, 0.24
"""What a marker covers above and below the baseline, as shares of alef's height."""
_MARKER_LEAN = 0.16
"""How far its ends lean, as a share of its height."""
_MARKER_OVER = 0.12
"""em by which it goes beyond the words, where there is room."""
_ROOM_SHARE = 0.42
"""How much of the space to its neighbours a ground may take."""
_UNDER = 0.21
"""em from the baseline to an underline."""
_UNBROKEN = 0.6
"""The share of an underline that letters leave, from which it stays at its height."""
_STRIKE = 0.31
"""Where a strike crosses, above the baseline, as a share of alef's height: above the joins, below the teeth
of letters in kufi too."""
_WAVE = 5.0
"""The length of a wave, in widths of its line."""
_MOST_WAVES = 2000
"""Along one piece of a line; more could not be told from a straight one."""


class Drawn(Struct, frozen=True):
    """An outline to fill, or (`line` > 0) a path to draw as wide."""

    path: Path
    line: float = 0.0


Bands = dict[int, list[tuple[float, float]]]


def decoration(
    layout: ParagraphLayout,
    wanted: Callable[[UnitBox], bool],
    paint: DecorationPaint,
    letters: frozenset[int] | None,
) -> Drawn:
    """A decoration of the wanted letters, as far as it belongs to `letters` (None: all of it)."""
    limits = None if letters is None else _bands(layout, letters)
    found = drawn_part(stretches(layout, wanted), paint.drawn)
    if paint.kind in ("straight", "wavy", "strike"):
        return _line(layout, paint, found, limits)
    shapes = [
        _limited(_ground(layout, stretch, left, right, paint), stretch.line, limits)
        for stretch, parts in found
        for left, right in parts
    ]
    return Drawn(united(shapes, _PRECISION) if len(shapes) > 1 else join_paths(shapes))


def knock_out_ground(layout: ParagraphLayout, paint: KnockOutPaint, letters: frozenset[int] | None) -> Path:
    """The ground out of which words are cut, as far as it belongs to `letters` (None: all of it)."""
    vertical, horizontal = paint.padding
    rows = [_band(layout, line.baseline, line.ink) for line in layout.lines]
    boxes = [
        Rect.from_edges(
            min(line.box.x, line.ink.x) if not line.ink.is_empty else line.box.x,
            top,
            max(line.box.right, line.ink.right),
            foot,
        )
        for line, (top, foot) in zip(layout.lines, rows, strict=True)
        if line.box.width > 0
    ]
    if not boxes:
        return EMPTY_PATH
    if paint.whole_box:
        whole = boxes[0]
        for box in boxes[1:]:
            whole = whole.united(box)
        full = Rect.from_edges(
            min(0.0, whole.x) - horizontal, whole.y - vertical,
            max(layout.width, whole.right) + horizontal, whole.bottom + vertical,
        )  # fmt: skip
        shape = rounded_rect_path(full, paint.radius)
    else:
        shape = hugging_box(boxes, paint.padding, paint.radius)
    if letters is None:
        return shape
    edges = [line.box.y for line in layout.lines][1:]
    tops, feet = [shape.bounds.y, *edges], [*edges, shape.bounds.bottom]
    allowed = [
        rect_path(Rect.from_edges(max(left, shape.bounds.x), tops[line],
                                  min(right, shape.bounds.right), feet[line]))
        for line, rows_ in _bands(layout, letters).items() for left, right in rows_
    ]  # fmt: skip
    return intersected(united([shape], _PRECISION), join_paths(allowed), _PRECISION)


def _bands(layout: ParagraphLayout, letters: frozenset[int]) -> Bands:
    out: Bands = {}
    for line, left, right in bands(layout, letters):
        out.setdefault(line, []).append((left, right))
    return out


def _limited(shape: Path, line: int, limits: Bands | None) -> Path:
    if limits is None or shape.is_empty:
        return shape
    box = shape.bounds.expanded(1)
    allowed = [(max(left, box.x), min(right, box.right)) for left, right in limits.get(line, ())]
    allowed = [(left, right) for left, right in allowed if left < right]
    if allowed == [(box.x, box.right)]:
        return shape
    if not allowed:
        return EMPTY_PATH
    strips = (rect_path(Rect.from_edges(left, box.y, right, box.bottom)) for left, right in allowed)
    return intersected(shape, join_paths(strips), _PRECISION)


def _heights(layout: ParagraphLayout) -> tuple[float, float]:
    """How high alef stands and how deep jeem goes, px (l and g where the font has no Arabic)."""
    face, unit = layout.spec.face, layout.spec.size / layout.spec.face.upem
    tall, deep = 0.7 * layout.spec.size, 0.25 * layout.spec.size
    for high, low in ((_ALEF, _JEEM), (_ELL, _GEE)):
        if face.covers(high) and face.covers(low):
            glyphs = (face.hb_font.get_nominal_glyph(high), face.hb_font.get_nominal_glyph(low))
            upper, lower = (face.glyph_extents(glyph or 0) for glyph in glyphs)
            if not upper.is_empty and not lower.is_empty:
                tall, deep = -upper.y * unit, max(0.0, lower.bottom) * unit
                break
    return tall, deep


def _band(layout: ParagraphLayout, baseline: float, ink: Rect) -> tuple[float, float]:
    """From the top of ordinary words, or of the ink if it is higher, to their foot."""
    tall, deep = _heights(layout)
    top, foot = baseline - 1.06 * tall, baseline + 0.62 * deep
    return (top, foot) if ink.is_empty else (min(top, ink.y), max(foot, ink.bottom))


def _ground(
    layout: ParagraphLayout, stretch: Stretch, left: float, right: float, paint: DecorationPaint
) -> Path:
    baseline = layout.lines[stretch.line].baseline
    vertical, horizontal = paint.padding
    if paint.kind == "marker":
        horizontal = _MARKER_OVER * layout.spec.size
    if left <= stretch.left + 0.01:
        left -= min(horizontal, _ROOM_SHARE * stretch.room_left)
    if right >= stretch.right - 0.01:
        right += min(horizontal, _ROOM_SHARE * stretch.room_right)
    if paint.kind == "marker":
        tall, _ = _heights(layout)
        top, foot = baseline - _MARKER_TOP * tall, baseline + _MARKER_FOOT * tall
        lean = min(_MARKER_LEAN * (foot - top), (right - left) / 2) / 2
        return Path("MLLLZ", (left + lean, top, right + lean, top, right - lean, foot, left - lean, foot))
    top, foot = _band(layout, baseline, stretch.ink)
    return rounded_rect_path(Rect.from_edges(left, top - vertical, right, foot + vertical), paint.radius)


def _line(
    layout: ParagraphLayout,
    paint: DecorationPaint,
    found: Sequence[tuple[Stretch, list[tuple[float, float]]]],
    limits: Bands | None,
) -> Drawn:
    width = paint.width
    pieces: list[Path] = []
    for stretch, parts in found:
        baseline = layout.lines[stretch.line].baseline
        y = baseline - _STRIKE * _heights(layout)[0]
        if paint.kind != "strike":
            y = baseline + (paint.gap or _under(layout, stretch, paint))
        if paint.skip_ink:
            parts = _without(parts, _ink_across(layout, stretch.line, y, width))
        if limits is not None:
            parts = _within(parts, limits.get(stretch.line, []))
        for left, right in parts:
            if right - left < 1.5 * width:
                continue
            if paint.kind == "wavy":
                pieces.append(_wave(left + width / 2, right - width / 2, y, width))
            else:
                box = Rect.from_edges(left, y - width / 2, right, y + width / 2)
                pieces.append(rounded_rect_path(box, width / 2))
    return Drawn(join_paths(pieces), width if paint.kind == "wavy" else 0.0)


def _under(layout: ParagraphLayout, stretch: Stretch, paint: DecorationPaint) -> float:
    """From the baseline to an underline: near it, or under all ink where deep letters would leave but scraps
    of the line."""
    near, baseline = _UNDER * layout.spec.size, layout.lines[stretch.line].baseline
    if not paint.skip_ink:
        return near
    whole = [(stretch.left, stretch.right)]
    left = _without(whole, _ink_across(layout, stretch.line, baseline + near, paint.width))
    if sum(b - a for a, b in left) >= _UNBROKEN * (stretch.right - stretch.left):
        return near
    return max(near, stretch.ink.bottom - baseline + (2.2 if paint.kind == "wavy" else 1.4) * paint.width)


class _Crossings(dict[tuple[int, float, float], list[tuple[float, float]]]):
    """Where letters reach through lines of a layout, by line, height and width."""


def _ink_across(layout: ParagraphLayout, line: int, y: float, width: float) -> list[tuple[float, float]]:
    """From where to where letters reach through a line at y, with the gap that is left beside them."""
    kept: _Crossings = layout.kept.setdefault(_Crossings, _Crossings())
    key = (line, y, width)
    if key not in kept:
        kept[key] = _crossings(layout, line, y, width)
    return kept[key]


def _crossings(layout: ParagraphLayout, line: int, y: float, width: float) -> list[tuple[float, float]]:
    near = 1.1 * width
    out: list[tuple[float, float]] = []
    groups = {layout.glyphs[glyph].group for glyph in layout.glyphs_by_unit[TextUnit.LINE][line]}
    for group in groups:
        outline = layout.outline(layout.glyphs_by_unit[TextUnit.GROUP][group])
        box = outline.bounds
        strip = Rect.from_edges(box.x, y - width / 2 - 0.6 * width, box.right, y + width / 2 + 0.6 * width)
        if outline.is_empty or not strip.intersects(box):
            continue
        for verb, c in intersected(outline, rect_path(strip), _PRECISION).segments():
            if verb == "M":
                out.append((c[0], c[0]))
            elif verb != "Z":
                xs = c[0::2]
                out[-1] = (min(out[-1][0], *xs), max(out[-1][1], *xs))
    return sorted((left - near, right + near) for left, right in out)


def _without(
    parts: Sequence[tuple[float, float]], gaps: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    out = []
    for left, right in parts:
        for start, end in gaps:
            if end <= left or start >= right:
                continue
            if start > left:
                out.append((left, start))
            left = max(left, end)
        if left < right:
            out.append((left, right))
    return out


def _within(
    parts: Sequence[tuple[float, float]], allowed: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    cut = [(max(a, left), min(b, right)) for a, b in parts for left, right in allowed]
    return [(left, right) for left, right in cut if left < right]


def _wave(left: float, right: float, y: float, width: float) -> Path:
    """A sine wave whose phase depends on x alone, so that neighbouring pieces meet."""
    length, height = _WAVE * width, 0.8 * width
    if right - left > _MOST_WAVES * length:
        return Path("ML", (left, y, right, y))
    count = max(2, math.ceil((right - left) / length * 16))
    coords: list[float] = []
    for step in range(count + 1):
        x = left + (right - left) * step / count
        coords += (x, y + height * math.sin(2 * math.pi * x / length))
    return Path("M" + "L" * count, tuple(coords))
