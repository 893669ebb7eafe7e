"""How the letters of moving pieces bend their outline: the map of each letter."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from studio.animation.units import REST, UnitState
from studio.base.geometry import Affine, Rect
from studio.model.animation import TextUnit
from studio.scene.motion import state_transform, turned_and_scaled
from studio.scene.writing.content import TextContent
from studio.scene.writing.field import LIMITS, Bend, Ripple, limited
from studio.scene.writing.knots import Array
from studio.text.units import UnitBox

THINNEST = 0.35
"""The least scale of a letter among joined ones: below it they fade, or strokes would become hairs."""
_MOST_TURN = 25.0
"""Degrees by which joined letters turn or lean at most."""


class Piece(NamedTuple):
    """What is drawn as one.  letters: its letters; states: one for all of them, or one each."""

    glyphs: tuple[int, ...]
    letters: tuple[int, ...]
    states: tuple[UnitState, ...]
    box: UnitBox
    by_letters: bool = False
    shift: float = 0.0
    """px to the right, before it moves."""


def place_of(content: TextContent, piece: Piece) -> Affine:
    """The map under which a piece moves that does not bend.

    A letter of a script that joins grows and turns about the line on which letters join, as those do that
    bend.
    """
    state, forward = piece.states[0], content.forward
    if state.scale_x == state.scale_y == 1 and not state.rotation and not state.skew:
        return Affine(e=piece.shift + state.dx * forward, f=state.dy)
    box = piece.box.box.united(piece.box.ink).moved(content.x, content.y)
    if piece.by_letters and piece.box.rtl and piece.letters and (state.pivot_x, state.pivot_y) == (0, 0):
        join = float(content.outlines.knots.ys[content.outlines.knots.letters[piece.letters[0]]])
        box = Rect(box.x, join, box.width, 0.0)
    transform = state_transform(state, box, forward)
    return Affine.translation(piece.shift, 0.0).then(transform) if piece.shift else transform


def pieces_of(
    content: TextContent,
    unit: TextUnit,
    states: Sequence[UnitState],
    shifts: Sequence[float] | None = None,
) -> list[Piece]:
    """The text's units; where letters move, or where they stand apart, its joined groups.

    shifts: px by which each letter stands to the right of its place before anything else moves it; those of
    a group have the same.
    """
    letterwise = unit is TextUnit.LETTER
    if shifts is not None and not letterwise:
        return _shifted(content, unit, states, shifts)
    unit = TextUnit.GROUP if letterwise else unit
    glyphs = content.layout.glyphs_by_unit[unit]
    boxes = content.layout.units(unit)
    members = content.letters_of(unit)
    if not letterwise:
        its = zip(glyphs, members, states, boxes, strict=True)
        return [Piece(*one) for one in ((a, b, (c,), d) for a, b, c, d in its)]
    return [
        Piece(
            a,
            letters,
            tuple([states[letter] for letter in letters]),
            box,
            True,
            shifts[letters[0]] if shifts is not None else 0.0,
        )
        for a, letters, box in zip(glyphs, members, boxes, strict=True)
    ]


def _shifted(
    content: TextContent, unit: TextUnit, states: Sequence[UnitState], shifts: Sequence[float]
) -> list[Piece]:
    """The joined groups of units, each with the state of its unit and where it stands."""
    glyphs = content.layout.glyphs_by_unit[TextUnit.GROUP]
    boxes = content.layout.units(unit)
    unit_of = {letter: index for index, its in enumerate(content.letters_of(unit)) for letter in its}
    pieces = []
    for its, letters in zip(glyphs, content.letters_of(TextUnit.GROUP), strict=True):
        index = unit_of[letters[0]]
        pieces.append(Piece(its, letters, (states[index],), boxes[index], shift=shifts[letters[0]]))
    return pieces


def is_bent(content: TextContent, piece: Piece) -> bool:
    """Whether the piece's outline bends, rather than moves under one map."""
    if len(piece.states) > 1:
        return True
    state = piece.states[0]
    if state.wave or state.jelly:
        return True
    marks = state.of_marks
    apart = (marks.dx, marks.dy) != (state.dx, state.dy)
    return apart and any(glyph in content.harakat for glyph in piece.glyphs)


def bend_of(content: TextContent, pieces: Sequence[Piece], ripple: Ripple | None) -> Bend:
    """The field in which the pieces' outlines bend."""
    outlines = content.outlines
    knots = outlines.knots
    count, place, forward = len(knots.xs), outlines.rows, content.forward
    offsets = [(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)] * count  # of joined letters: dx, dy and what is linear
    wholes: list[tuple[list[int], Affine]] = []
    apart: list[tuple[int, float, float]] = []
    waves, jellies = [0.0] * count, [0.0] * count
    for piece in pieces:
        one = piece.states[0] if len(piece.states) == 1 else None
        if one is not None:
            transform = place_of(content, piece)
            if not transform.is_identity:
                wholes.append(([place[letter] for letter in piece.letters], transform))
        states = piece.states if one is None else (one,) * len(piece.letters)
        for letter, state in zip(piece.letters, states, strict=True):
            if state is REST:
                continue
            row = place[letter]
            if one is None:
                offsets[row] = (state.dx * forward, state.dy, *_linear(state, forward))
            if state.marks is not None:
                apart.append((row, (state.marks.dx - state.dx) * forward, state.marks.dy - state.dy))
            waves[row], jellies[row] = state.wave, state.jelly
    maps = _maps(np.array(offsets), content)
    for rows, transform in wholes:
        maps[rows] = (transform.a, transform.b, transform.c, transform.d, transform.e, transform.f)
    for piece in pieces:
        if piece.shift and len(piece.states) > 1:
            rows = [place[letter] for letter in piece.letters]
            maps[rows, 4] += maps[rows, 0] * piece.shift
            maps[rows, 5] += maps[rows, 1] * piece.shift
    marks = maps.copy()
    for row, dx, dy in apart:
        marks[row, 4] += dx
        marks[row, 5] += dy
    return Bend(
        outlines,
        np.concatenate((maps, marks)),
        ripple,
        np.array(waves * 2) if ripple is not None and any(waves) else None,
        np.array(jellies * 2) if ripple is not None and any(jellies) else None,
    )


def _linear(state: UnitState, forward: int) -> tuple[float, float, float, float]:
    """What a joined letter's map has beyond the identity: a, b, c, d."""
    if state.scale_x == 1 and state.scale_y == 1 and not state.rotation and not state.skew:
        return (0.0, 0.0, 0.0, 0.0)
    kept = state._replace(
        scale_x=max(THINNEST, state.scale_x),
        scale_y=max(THINNEST, state.scale_y),
        rotation=max(-_MOST_TURN, min(_MOST_TURN, state.rotation)),
        skew=max(-_MOST_TURN, min(_MOST_TURN, state.skew)),
    )
    turned = turned_and_scaled(kept, forward)
    return (turned.a - 1, turned.b, turned.c, turned.d - 1)


def _maps(offsets: Array, content: TextContent) -> Array:
    """Maps (a b c d e f) about the place where each letter joins, as different as joined letters may be."""
    knots = content.outlines.knots
    steep = LIMITS.linear / knots.em
    offsets = limited(offsets, knots, np.array([LIMITS.dx, LIMITS.dy, steep, steep, steep, steep]))
    dx, dy, a, b, c, d = offsets.T
    return np.stack(
        (a + 1, b, c, d + 1, dx - a * knots.xs - c * knots.ys, dy - b * knots.xs - d * knots.ys), axis=1
    )
