"""When a pen reaches each spot of a word's ink.

The outline is filled on a small grid of cells.  In each connected part of the ink the pen's way is the
shortest one *inside the ink* from where the hand begins, so that it follows the strokes around their bends:

    start -> . . 1 2 3         distances by a wave that runs through the ink; its steps go to the four
             6 5 4 . .         neighbours and to all eight in turn, so that it spreads as an octagon
             7 8 9 10 11       (A. Rosenfeld, J. Pfaltz, "Distance functions on digital pictures", 1968)

All that the wave has reached by a time is connected, so ink never falls into more pieces than it has.
"""

import math
from collections.abc import Iterable, Sequence
from enum import IntEnum

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from studio.base.geometry import Path, Rect

CELLS_PER_EM = 112
"""Fine enough for the hairlines of naskh (about 0.03 em) and the gaps around dots (about 0.05 em)."""

_SMALLEST_CELL = 0.75  # canvas px
_MARK_EXTENT = 0.36  # em: what is smaller in both directions than this is a dot, a hamza or a haraka
_COMPACT = 1.6  # the longer by the shorter side of what grows from its middle rather than from an end
_CURVE_STEPS = {"L": 1, "Q": 6, "C": 8}

Grid = NDArray[np.float32]


class StrokeKind(IntEnum):
    """In the order in which a hand writes them."""

    BODY = 0
    DOT = 1
    HARAKA = 2


class PenStroke(Struct, frozen=True):
    """A connected part of the ink.  number: its place in `PenStrokes.part`; length: of the pen's way, px."""

    number: int
    kind: StrokeKind
    length: float


class PenStrokes(Struct, frozen=True, eq=False):
    """The ink of one group on its grid, whose top left corner stands at (x, y); `cell`: px a cell.

    part: for each cell the number of the stroke that it belongs to, -1 far from all ink.  way: the pen's way
    within that stroke, px.  strokes: in the order of writing: bodies, dots, then harakat.
    """

    x: float
    y: float
    cell: float
    part: NDArray[np.int16]
    way: Grid
    strokes: tuple[PenStroke, ...]


class Ink(Struct, frozen=True):
    """What the hand is to write: an outline in canvas coordinates.

    size: em in px.  rtl: whether it is written from right to left.  first: its first letter's own outline.
    from_left: whether that letter is begun at its left (ج ح خ).  harakat: around each of the marks that come
    last.  reach: px around the outline that something (a line, a shadow) is painted on; grounded: or
    anywhere in its box (a marker, a pill).
    """

    outline: Path
    size: float
    rtl: bool
    first: Path
    from_left: bool = False
    harakat: tuple[Rect, ...] = ()
    reach: float = 0.0
    grounded: bool = False


def pen_strokes(ink: Ink) -> PenStrokes:
    """The strokes of some ink and the pen's way through them."""
    cell = max(_SMALLEST_CELL, ink.size / CELLS_PER_EM)
    reach = math.ceil(ink.reach / cell) + 4
    bounds = ink.outline.bounds
    x, y = bounds.x - reach * cell, bounds.y - reach * cell
    width, height = math.ceil(bounds.width / cell) + 2 * reach, math.ceil(bounds.height / cell) + 2 * reach
    filled = filled_cells(ink.outline, x, y, cell, width, height)
    labels, count = connected_parts(filled)
    way = np.full((height, width), -1, np.int32)
    found: list[tuple[tuple[float, ...], StrokeKind, int]] = []
    boxes = _boxes(labels, count, x, y, cell)
    largest = max(range(count), key=lambda part: boxes[part].width + boxes[part].height, default=0)
    first = filled_cells(ink.first, x, y, cell, width, height)
    sources = []
    for part, box in enumerate(boxes):
        kind = _kind(box, ink, is_largest=part == largest)
        begun = -box.right if ink.rtl else box.x
        found.append(((kind, begun), kind, part))
        sources.append(_source(labels == part, first, box, kind, ink, x, y, cell))
    _flood(filled, way, sources)
    lengths = [int(way[labels == part].max(initial=0)) * cell for part in range(count)]
    _spread(labels, way, width + height if ink.grounded and count else reach)
    strokes = tuple(PenStroke(part, kind, lengths[part]) for _, kind, part in sorted(found))
    return PenStrokes(x, y, cell, labels.astype(np.int16), way.astype(np.float32) * np.float32(cell), strokes)


def filled_cells(
    outline: Path, x: float, y: float, cell: float, width: int, height: int
) -> NDArray[np.bool_]:
    """Which cells of a grid the outline fills by the non-zero winding rule, at least by half.

    Four samples a cell; the winding number at each is the sum of the edges that cross its row to the left.
    """
    edges = _edges(outline)
    if not len(edges):
        return np.zeros((height, width), np.bool_)
    step = cell / 2
    samples = (edges - (x, y, x, y)) / step - 0.5  # so that sample i stands at i
    x0, y0, x1, y1 = samples.T
    direction = np.where(y1 > y0, 1, -1)
    top = np.clip(np.ceil(np.minimum(y0, y1)), 0, 2 * height).astype(np.int64)
    bottom = np.clip(np.ceil(np.maximum(y0, y1)), 0, 2 * height).astype(np.int64)
    rows = bottom - top
    edge = np.repeat(np.arange(len(rows)), rows)
    row = np.arange(len(edge)) - np.repeat(np.cumsum(rows) - rows, rows) + top[edge]
    slope = np.divide(x1 - x0, y1 - y0, out=np.zeros_like(x0), where=y1 != y0)
    crossing = x0[edge] + (row - y0[edge]) * slope[edge]
    column = np.clip(np.ceil(crossing), 0, 2 * width).astype(np.int64)
    across = 2 * width + 1
    turns = np.bincount(row * across + column, weights=direction[edge], minlength=2 * height * across)
    inside = np.cumsum(turns.reshape(2 * height, across), axis=1)[:, :-1].round() != 0
    quarters = inside.reshape(height, 2, width, 2).sum(axis=(1, 3))
    return np.asarray(quarters >= 2, np.bool_)


def _edges(outline: Path) -> NDArray[np.float64]:
    """The outline as straight edges (x0, y0, x1, y1)."""
    edges: list[tuple[float, float, float, float]] = []
    at = start = (0.0, 0.0)
    for verb, c in outline.segments():
        if verb == "M":
            if at != start:  # open contours are filled as if closed
                edges.append((*at, *start))
            at = start = (c[0], c[1])
            continue
        if verb == "Z":
            if at != start:
                edges.append((*at, *start))
            at = start
            continue
        begin = at
        for step in range(1, _CURVE_STEPS[verb] + 1):
            t = step / _CURVE_STEPS[verb]
            point = _on_curve(begin, c, t)
            edges.append((*at, *point))
            at = point
    if at != start:
        edges.append((*at, *start))
    return np.array(edges, np.float64).reshape(-1, 4)


def _on_curve(begin: tuple[float, float], c: Sequence[float], t: float) -> tuple[float, float]:
    if len(c) == 2:
        return c[0], c[1]
    s = 1 - t
    weights: tuple[float, ...] = (s * s, 2 * s * t, t * t)
    if len(c) == 6:
        weights = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    points = (begin, *zip(c[0::2], c[1::2], strict=True))
    return (
        sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
    )


def connected_parts(filled: NDArray[np.bool_]) -> tuple[NDArray[np.int32], int]:
    """Numbers the parts that hang together by sides or corners: 0 … count - 1; -1 where nothing is filled.

    Runs of filled cells are united with those that touch them in the row above (A. Rosenfeld, J. Pfaltz,
    "Sequential operations in digital picture processing", 1966).
    """
    height, width = filled.shape
    padded = np.zeros((height, width + 2), np.int8)
    padded[:, 1:-1] = filled
    change = np.diff(padded, axis=1)
    rows, begins = np.nonzero(change == 1)
    ends = np.nonzero(change == -1)[1]
    parent = list(range(len(rows)))

    def root(run: int) -> int:
        while parent[run] != run:
            parent[run] = parent[parent[run]]
            run = parent[run]
        return run

    first_of_row = np.searchsorted(rows, np.arange(height + 1)).tolist()
    begin_list, end_list = begins.tolist(), ends.tolist()
    for row in range(1, height):
        above, above_end = first_of_row[row - 1], first_of_row[row]
        for run in range(first_of_row[row], first_of_row[row + 1]):
            while above < above_end and end_list[above] < begin_list[run]:
                above += 1
            touching = above
            while touching < above_end and begin_list[touching] <= end_list[run]:
                parent[root(run)] = root(touching)
                touching += 1
    roots = [root(run) for run in range(len(parent))]
    numbers = {number: index for index, number in enumerate(sorted(set(roots)))}
    labels = np.full((height, width), -1, np.int32)
    for row, begin, end, own in zip(rows.tolist(), begin_list, end_list, roots, strict=True):
        labels[row, begin:end] = numbers[own]
    return labels, len(numbers)


def _boxes(labels: NDArray[np.int32], count: int, x: float, y: float, cell: float) -> list[Rect]:
    """Around each part, canvas px."""
    boxes = []
    for part in range(count):
        rows, columns = np.nonzero(labels == part)
        left, top = x + columns.min() * cell, y + rows.min() * cell
        boxes.append(Rect.from_edges(left, top, x + (columns.max() + 1) * cell, y + (rows.max() + 1) * cell))
    return boxes


def _kind(box: Rect, ink: Ink, *, is_largest: bool) -> StrokeKind:
    slack = 3 * ink.size / CELLS_PER_EM
    if any(haraka.expanded(slack).contains(box) for haraka in ink.harakat) and not is_largest:
        return StrokeKind.HARAKA
    small = max(box.width, box.height) < _MARK_EXTENT * ink.size
    return StrokeKind.DOT if small and not is_largest else StrokeKind.BODY


def _source(
    part: NDArray[np.bool_],
    first: NDArray[np.bool_],
    box: Rect,
    kind: StrokeKind,
    ink: Ink,
    x: float,
    y: float,
    cell: float,
) -> tuple[int, int]:
    """The cell of a part where the pen is set down: the middle of a dot, else a corner."""
    if kind is StrokeKind.BODY and (own := part & first).any():
        part = own  # within the first letter only: the next may reach higher, or further
        from_left = ink.from_left
    else:
        from_left = False
    rows, columns = np.nonzero(part)
    across, down = x + (columns + 0.5) * cell, y + (rows + 0.5) * cell
    if kind is not StrokeKind.BODY and max(box.width, box.height) < _COMPACT * min(box.width, box.height):
        score = -np.hypot(across - box.center.x, down - box.center.y)
    elif from_left:
        upper = down <= (down.min() + down.max()) / 2
        score = np.where(upper, -across - 0.7 * down, -np.inf)
    else:
        score = (across if ink.rtl else -across) - 0.7 * down
    best = int(np.argmax(score))
    return int(rows[best]), int(columns[best])


def _flood(filled: NDArray[np.bool_], way: NDArray[np.int32], sources: Iterable[tuple[int, int]]) -> None:
    """Writes into `way` the number of steps from the sources to each filled cell that they reach."""
    across = filled.shape[1] + 2
    free = np.zeros((filled.shape[0] + 2, across), np.bool_)
    free[1:-1, 1:-1] = filled
    flat = free.ravel()
    steps = np.full(flat.shape, -1, np.int32)
    sides = np.array([-across, -1, 1, across])
    around = np.array([-across - 1, -across, -across + 1, -1, 1, across - 1, across, across + 1])
    turn = np.zeros(flat.shape, np.int64)
    front = np.array([(row + 1) * across + column + 1 for row, column in sources], np.int64)
    steps[front] = 0
    flat[front] = False
    before = front[:0]
    step = 0
    while front.size or before.size:
        step += 1
        # What is reached by corners alone waits for the step that goes to all eight.
        heads = front if step % 2 else np.concatenate((front, before))
        next_cells = (heads[:, None] + (sides if step % 2 else around)).ravel()
        next_cells = next_cells[flat[next_cells]]
        steps[next_cells] = step
        flat[next_cells] = False
        turn[next_cells] = numbers = np.arange(next_cells.size)
        reached = next_cells[turn[next_cells] == numbers]  # each once
        before = front if step % 2 else front[:0]
        front = reached
    way[...] = steps.reshape(free.shape)[1:-1, 1:-1]


def _spread(labels: NDArray[np.int32], way: NDArray[np.int32], reach: int) -> None:
    """Gives the cells around the ink the values of the nearest ink, `reach` cells far."""
    for step in range(reach):
        if not (labels < 0).any():
            return
        moves = [(0, 1), (0, -1), (1, 0), (-1, 0)]
        if step % 2:
            moves += [(1, 1), (1, -1), (-1, 1), (-1, -1)]
        old_labels, old_way = labels.copy(), way.copy()
        for down, across in moves:
            to, back = _shifted(down, across)
            gains = (labels[to] < 0) & (old_labels[back] >= 0)
            labels[to][gains] = old_labels[back][gains]
            way[to][gains] = old_way[back][gains]


def _shifted(down: int, across: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Two views of a grid whose cells at the same place are (down, across) apart."""

    def pair(by: int) -> tuple[slice, slice]:
        if by > 0:
            return slice(by, None), slice(None, -by)
        return (slice(None, by), slice(-by, None)) if by < 0 else (slice(None), slice(None))

    rows, columns = pair(down), pair(across)
    return (rows[0], columns[0]), (rows[1], columns[1])
