"""Glyphs drawn where their animations have them.

What moves as one is a piece: a unit, or, where letters move, a joined group.  Those at rest stay one
outline.
A piece that only moves as a whole is painted under a map; one whose letters differ, or along which waves run,
has its outline bent (`studio.scene.writing.field`).  Bent pieces that are seen alike are painted at once.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from studio.animation.units import REST
from studio.base.geometry import Affine, Rect, rect_path
from studio.model.animation import TextUnit
from studio.scene.display_list import Operation
from studio.scene.drawing import as_one, is_rest, softened
from studio.scene.motion import state_transform
from studio.scene.writing.bending import Piece, bend_of, is_bent, pieces_of, place_of
from studio.scene.writing.content import TextContent
from studio.scene.writing.field import Bend
from studio.scene.writing.motion import TextState
from studio.scene.writing.paint import LEVELS, at_rest, glyph_operations
from studio.scene.writing.seen import Draw, Seen, letters_mask, reveal_mask, seen_as, with_marks
from studio.scene.writing.spread import spread_out
from studio.text.units import UnitBox


def draw_text(state: TextState, transform: Affine, opacity: float) -> Sequence[Operation]:
    """The text in a state, under a map of the canvas and an opacity."""
    if state.whole == REST:
        return _draw_inside(state, transform, opacity)
    content, whole = state.content, state.content.layout.units(TextUnit.WHOLE)[0]
    moved = state_transform(state.whole, _box(content, whole), content.forward).then(transform)
    return _as_seen(content, whole, seen_as((state.whole,)), moved, opacity, partial(_draw_inside, state))


def _draw_inside(state: TextState, transform: Affine, opacity: float) -> Sequence[Operation]:
    content = state.content
    if state.writing is not None:
        return state.writing.operations(transform, opacity)
    if state.states is None:
        if is_rest(transform, opacity):
            return at_rest(content)
        return glyph_operations(content, None, transform, opacity)
    content, shifts = spread_out(content, state.unit, state.states)
    pieces = pieces_of(content, state.unit, state.states, shifts)
    if not state.hidden_below:
        return _draw_pieces(content, pieces, state, transform, opacity)
    out: list[Operation] = []
    for number, line in enumerate(content.layout.lines):
        its = [piece for piece in pieces if piece.box.line == number]
        operations = _draw_pieces(content, its, state, transform, opacity)
        area = line.box.united(line.ink).moved(content.x, content.y).expanded(2 + content.paint.overhang)
        beyond = 2 * content.layout.spec.size
        above = Rect.from_edges(area.x - beyond, area.y - beyond, area.right + beyond, area.bottom)
        out += as_one(operations, clip=rect_path(above).transformed(transform))
    return out


def _draw_pieces(
    content: TextContent,
    pieces: Sequence[Piece],
    state: TextState,
    transform: Affine,
    opacity: float,
) -> list[Operation]:
    resting: list[int] = []
    moving: list[Piece] = []
    for piece in pieces:
        if not piece.shift and all(one is REST or one == REST for one in piece.states):
            resting += piece.glyphs
        elif piece.glyphs:
            moving.append(piece)
    bent = [piece for piece in moving if is_bent(content, piece)]
    bend = bend_of(content, bent, state.ripple) if bent else None
    parts: list[_Part] = []  # what is painted at once
    single: list[Operation] = []
    if resting:
        parts.append(_Part(tuple(resting), transform, 1.0, None))
    alike: dict[float, list[int]] = {}
    for piece in moving:
        seen = seen_as(piece.states)
        if seen.strength <= 0:
            continue
        glyphs = piece.glyphs
        if seen.marks is not None:
            bases = tuple(glyph for glyph in glyphs if glyph not in content.harakat)
            if len(bases) == len(glyphs) or max(seen.marks) <= 0:
                glyphs, seen = bases, seen._replace(marks=None)
        if not glyphs:
            continue
        bending = bend is not None and is_bent(content, piece)
        if not seen.is_plain:
            single += _draw_piece(content, piece, glyphs, seen, transform, opacity, bend if bending else None)
        elif bending:
            alike.setdefault(seen.strength, []).extend(glyphs)
        else:
            moved = place_of(content, piece).then(transform)
            parts.append(_Part(glyphs, moved, seen.strength, None))
    parts += [_Part(tuple(its), transform, strength, bend) for strength, its in alike.items()]
    return [*_painted(content, parts, opacity), *single]


class _Part(NamedTuple):
    glyphs: tuple[int, ...]
    transform: Affine
    strength: float
    bend: Bend | None


def _painted(content: TextContent, parts: Sequence[_Part], opacity: float) -> Sequence[Operation]:
    """The parts; where there is something below their fills, it is below all of them: no stroke or shadow of
    one letter covers another."""
    out: list[Operation] = []
    if len(parts) < 2 or not content.has_below:
        for glyphs, transform, strength, bend in parts:
            out += glyph_operations(content, glyphs, transform, opacity * strength, bend)
        return out
    for level in LEVELS:
        for glyphs, transform, strength, bend in parts:
            out += glyph_operations(content, glyphs, transform, strength, bend, level)
    return as_one(out, opacity)


def _draw_piece(
    content: TextContent,
    piece: Piece,
    glyphs: tuple[int, ...],
    seen: Seen,
    transform: Affine,
    opacity: float,
    bend: Bend | None,
) -> Sequence[Operation]:
    """A piece that is not seen like others, or that moves under a map."""
    moved = place_of(content, piece).then(transform)
    under = transform if bend is not None else moved

    def draw(its: tuple[int, ...], strength: float) -> Sequence[Operation]:
        return glyph_operations(content, its, under, strength, bend)

    plain: Draw = partial(draw, glyphs)
    if seen.marks is not None:
        bases = tuple(glyph for glyph in glyphs if glyph not in content.harakat)
        mask = letters_mask(content, piece, seen.marks, under, bend)
        plain = partial(with_marks, plain, partial(draw, bases), seen.marks, mask)
    if seen.letters is not None:
        operations = softened(plain(1.0), seen.blur * under.growth)
        mask = letters_mask(content, piece, seen.letters, under, bend)
        return as_one(operations, opacity * seen.strength, mask=mask)
    return _as_seen(content, piece.box, seen, moved, opacity, lambda _, strength: plain(strength))


def _as_seen(
    content: TextContent,
    unit: UnitBox,
    seen: Seen,
    moved: Affine,
    opacity: float,
    draw: Callable[[Affine, float], Sequence[Operation]],
) -> Sequence[Operation]:
    """What `draw` paints under a map and an opacity, blurred and wiped open as the unit is seen."""
    if seen.strength <= 0:
        return ()
    strength = opacity * seen.strength
    if seen.reveal >= 1 and seen.blur <= 0:
        return draw(moved, strength)
    operations = softened(draw(moved, 1.0), seen.blur * moved.growth)
    mask = None
    if seen.reveal < 1:
        around = _box(content, unit).expanded(2 + content.paint.overhang)
        mask = reveal_mask(seen.reveal, around, content.layout.spec.size, rtl=unit.rtl).transformed(moved)
    return as_one(operations, strength, mask=mask)


def _box(content: TextContent, unit: UnitBox) -> Rect:
    return unit.box.united(unit.ink).moved(content.x, content.y)
