"""How much of a piece is seen: opacity that is soft across joined letters, wipes, harakat that fade alone.

Letters of one joined group are never seen in part while the others are not: the faintest has at least
`FAINTEST` of the strongest one's opacity.  So a group comes as one, its first letter ahead, and no join is
cut by a fade.  A wipe cuts; its presets say so.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from studio.animation.units import UnitState
from studio.base.color import Rgba
from studio.base.geometry import Affine, Rect
from studio.model.layers import BlendMode
from studio.scene.display_list import GradientPaint, Layer, Operation
from studio.scene.drawing import as_one, bounds_of
from studio.scene.writing.bending import THINNEST, Piece
from studio.scene.writing.content import TextContent
from studio.scene.writing.field import Bend

FAINTEST = 0.5
_SOFT = 0.5
"""em over which the edge of a wipe goes from hidden to seen."""
_SAME = 1 / 512
"""Shares that differ by less are the same in 8 bits."""

_SHARP = 0.05
"""px: blurs of a smaller radius are not seen."""

Draw = Callable[[float], Sequence[Operation]]
"""Paints something at an opacity."""


class Seen(NamedTuple):
    """strength: the opacity of what is seen best in a piece; letters: each letter's share of it, None where
    all have it whole; marks: the share of each letter's opacity that its harakat have, None where they have
    it whole.  reveal: the share of the piece that is wiped open.  blur: px."""

    strength: float
    letters: tuple[float, ...] | None = None
    marks: tuple[float, ...] | None = None
    reveal: float = 1.0
    blur: float = 0.0

    @property
    def is_plain(self) -> bool:
        return self.letters is None and self.marks is None and self.reveal >= 1 and self.blur <= 0


def seen_as(states: Sequence[UnitState]) -> Seen:
    """How a piece is seen whose letters have these states; one state is that of all of them."""
    if len(states) == 1:
        state = states[0]
        if state.is_hidden:
            return Seen(0.0)
        marks = None if state.marks is None else _marks((state,))
        reveal = 1.0 if state.reveal > 1 - _SAME else state.reveal
        return Seen(min(1.0, state.opacity), None, marks, reveal, _blur(state.blur))
    shares = [_visible(state) for state in states]
    most = max(shares)
    if most <= 0:
        return Seen(0.0)
    wiped = any(state.reveal < 1 for state in states)
    letters: tuple[float, ...] | None = tuple(
        share / most if wiped else max(FAINTEST, share / most) for share in shares
    )
    if letters is not None and min(letters) > 1 - _SAME:
        letters = None
    marks = _marks(states) if any(state.marks is not None for state in states) else None
    return Seen(most, letters, marks, 1.0, _blur(sum(state.blur for state in states) / len(states)))


def _blur(radius: float) -> float:
    return radius if radius > _SHARP else 0.0


def _visible(state: UnitState) -> float:
    """The share of a joined letter that is seen; where it would be scaled to a hair, it fades."""
    if state.is_hidden:
        return 0.0
    flat = min(1.0, state.scale_x / THINNEST) * min(1.0, state.scale_y / THINNEST)
    return min(1.0, state.opacity) * state.reveal * flat


def _marks(states: Sequence[UnitState]) -> tuple[float, ...] | None:
    shares = tuple(
        1.0 if state.opacity <= 0 else max(0.0, min(1.0, state.of_marks.opacity / state.opacity))
        for state in states
    )
    return None if min(shares) >= 1 else shares


def letters_mask(
    content: TextContent, piece: Piece, shares: Sequence[float], transform: Affine, bend: Bend | None
) -> GradientPaint | None:
    """A gradient along the piece from letter to letter, where they stand; None where all have the same."""
    if len(shares) == 1 or max(shares) - min(shares) < _SAME:
        return None
    knots = content.outlines.knots
    rows = content.outlines.rows
    xs = (knots.xs if bend is None else bend.xs).tolist()
    stops: list[tuple[float, float]] = []
    for letter, share in zip(piece.letters, shares, strict=True):
        row = rows[letter]
        stops.append((xs[row], share))
    stops.sort()
    left, right = stops[0][0], max(stops[-1][0], stops[0][0] + 1)
    marks = [((x - left) / (right - left), _alpha(share)) for x, share in stops]
    return GradientPaint("linear", left, 0.0, right, 0.0, tuple(marks)).transformed(transform)


def reveal_mask(share: float, box: Rect, em: float, *, rtl: bool) -> GradientPaint:
    """Lets through the share of a box that is wiped open, from where reading begins, with a soft edge."""
    soft = min(_SOFT * em, 0.5 * box.width)
    front = share * (box.width + soft)
    along = [(0.0, 1.0), (0.25, 0.844), (0.5, 0.5), (0.75, 0.156), (1.0, 0.0)]  # a smoothstep
    ends = (front - soft, front)
    x0, x1 = (box.right - ends[0], box.right - ends[1]) if rtl else (box.x + ends[0], box.x + ends[1])
    return GradientPaint("linear", x0, 0.0, x1, 0.0, tuple((at, _alpha(value)) for at, value in along))


def with_marks(
    both: Draw, bases: Draw, shares: Sequence[float], mask: GradientPaint | None, opacity: float
) -> Sequence[Operation]:
    """Letters with harakat that are fainter: the picture with them faded into the one without, exactly, so
    that neither outlines nor strokes of the letters change."""
    if mask is None and shares[0] <= 0:
        return bases(opacity)
    with_all, without = both(1.0), bases(1.0)
    if mask is None:
        coming, going = as_one(with_all, shares[0]), as_one(without, 1 - shares[0])
    else:
        coming, going = as_one(with_all, mask=mask), as_one(without, mask=_inverted(mask))
    around = bounds_of(with_all)
    added = Layer(coming, around, blend=BlendMode.PLUS)
    return as_one((Layer((*going, added), around),), opacity)


def _inverted(mask: GradientPaint) -> GradientPaint:
    stops = tuple((at, Rgba(0, 0, 0, 255 - color.alpha)) for at, color in mask.stops)
    return replace(mask, stops=stops)


def _alpha(share: float) -> Rgba:
    return Rgba(0, 0, 0, max(0, min(255, round(share * 255))))
