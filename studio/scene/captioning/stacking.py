"""Captions that are shown together, one above the other (or below): where each stands, and what has no room.

    slot 2   |   third   |     far edge: the safe area's top      what stands at the foot grows up, all else
    slot 1   |  second   |                                        down; the other way where that way has no
    slot 0   |   first   |     where captions stand alone         room

A block stands beyond all that are ever shown with it in lower slots, also those that come later: so it never
has to move.  That takes the heights of a few neighbours, however many captions there are.  What stays long
(`cue_table.LONG`) keeps room for captions of the lines that they may have instead; one that needs more is not
shown meanwhile.  Nor is what would leave the safe area: who was there first stays.
Where layers stand in rows (`rows`), a block stands beyond all that are shown with it in lower ones as well.
"""

import math
from collections.abc import Callable
from fractions import Fraction
from functools import cached_property

from msgspec import Struct, field

from studio.base.time import TimeRange
from studio.model.layers import CaptionLayer
from studio.scene.captioning.blocks import Block
from studio.scene.captioning.grounds import label_of
from studio.scene.captioning.laying import Room, block_height
from studio.scene.captioning.rows import while_there
from studio.scene.captioning.styles import first_text_style, second_text_style
from studio.scene.cue_table import CueTable
from studio.scene.findings import Finding

_GAP = 12.0
"""px between captions of one layer."""
_SMALLEST_GAP = 2.0
_TALL = "لّـjpإٍ"
"""Vocalised, so that its lines are as high as any."""
_SLACK = 0.5
_NAME = "إلى"


class Span(Struct, frozen=True):
    """From where to where, px of the canvas down."""

    top: float
    bottom: float

    def meets(self, other: "Span") -> bool:
        return self.top < other.bottom and other.top < self.bottom


class Row(Struct, frozen=True, eq=False):
    """A layer in a lower row.  start, above: when it begins, and the layer above it."""

    layer: CaptionLayer
    stack: "Stack"
    start: Fraction
    above: Fraction

    def spans(self, during: TimeRange) -> list[Span]:
        """What is shown in it in a stretch of the upper layer's time."""
        there = while_there(self.layer, self.start, during.shifted(self.above))
        if there is None:
            return []
        shown = self.stack.table.shown_in(there.start, there.end)
        return [self.stack.span(one) for one in shown if self.stack.shows(one)]


class Stack(Struct, frozen=True, eq=False, dict=True):
    """The places of a layer's blocks.  pieces: what a block shows one after another, at one place."""

    room: Room
    table: CueTable[Block]
    pieces: Callable[[int], tuple[Block, ...]]
    rows: tuple[Row, ...] = ()
    _spans: dict[int, Span] = field(default_factory=dict)
    _heights: dict[int, float] = field(default_factory=dict)
    _fitting: dict[int, bool] = field(default_factory=dict)

    def shift(self, index: int) -> float:
        """Whole px by which a block stands lower than it would alone."""
        if not self.table.slot(index) and not self.rows:
            return 0.0
        return self.span(index).top - self._alone(self._height(index)).top

    def shows(self, index: int) -> bool:
        """Whether there is room for a block; what stands in the first slot always has it, but below a sign
        that stays long, and above rows that leave none."""
        if self.table.slot(index) is None:
            return False
        if index not in self._fitting:
            self._fitting[index] = self._fits(index)
        return self._fitting[index]

    def report(self, index: int) -> None:
        """Tells that a block is not shown."""
        said = next((cue.text for cue in self.table.cues[index].cues if cue.text), "")
        self.room.context.report(
            Finding(
                "caption-hidden",
                self.room.layer,
                f"The caption '{said[:40]}' is not shown: there is no room beside those that are on screen.",
                "Let it begin when one of them has ended.",
            )
        )

    def span(self, index: int) -> Span:
        """What a block takes, of all that it shows."""
        if index not in self._spans:
            self._spans[index] = self._placed(index)
        return self._spans[index]

    def _placed(self, index: int) -> Span:
        height, slot = self._height(index), self.table.slot(index)
        natural, usual = self._alone(height), self._alone(self._usual)
        others = self._in_rows(index)
        if not slot:
            if not any(natural.meets(one) for one in others):
                return natural
            usual, kept, up = natural, 0.0, self.room.shift < 0
        else:
            others += [self.span(one) for one in self.table.below(index)]
            kept = slot * (self._usual + self._gap) if self.table.is_long(index) else 0.0
            up = self.room.down >= 1
        foot = min(*(one.top - self._gap for one in others), usual.bottom - kept)
        above = natural.top + math.floor(foot - height - natural.top)
        below = natural.top + math.ceil(
            max(*(one.bottom + self._gap for one in others), usual.top + kept) - natural.top
        )
        tops = (above, below) if up else (below, above)
        spans = [Span(top, top + height) for top in tops]
        return next((span for span in spans if self._inside(span)), spans[0])

    def _fits(self, index: int) -> bool:
        signs = self.table.long_above(index)
        if not self.table.slot(index) and not signs and not self.rows:
            return True
        span = self.span(index)
        if (self.table.slot(index) or self.shift(index)) and not self._inside(span):
            return False
        return not any(span.meets(self.span(other)) for other in signs)

    def _in_rows(self, index: int) -> list[Span]:
        """All that is shown with a block in lower rows."""
        if not self.rows:
            return []
        there = TimeRange(self.table.cues[index].start, self.table.end(index))
        return [span for row in self.rows for span in row.spans(there)]

    def _inside(self, span: Span) -> bool:
        return self._limits.top - _SLACK <= span.top and span.bottom <= self._limits.bottom + _SLACK

    def _alone(self, height: float) -> Span:
        room = self.room
        top = room.region.y + (room.region.height - height) * room.down + room.shift
        return Span(top, top + height)

    def _height(self, index: int) -> float:
        if index not in self._heights:
            self._heights[index] = max(block_height(self.room, piece) for piece in self.pieces(index))
        return self._heights[index]

    @cached_property
    def _limits(self) -> Span:
        """What captions do not leave: the safe area, with where they were placed."""
        safe, alone = self.room.context.area("safe", self.room.layer), self._alone(self._usual)
        return Span(min(safe.y, alone.top), max(safe.bottom, alone.bottom))

    @cached_property
    def _gap(self) -> float:
        """With room for words that jump, and for outlines where there is no box."""
        style, context = self.room.style, self.room.context
        size = context.text_spec("", first_text_style(style, context))[0].size
        motion = style.spoken_motion
        jump = 0.0 if motion is None else max(motion.lift, motion.hop) * size
        stroke = style.stroke or style.text.stroke
        outline = stroke.width if stroke is not None and style.box is None else 0.0
        return max(_SMALLEST_GAP, _GAP * context.unit + jump + outline)

    @cached_property
    def _usual(self) -> float:
        """The height of captions of as many lines as they may have."""
        room, style, context = self.room, self.room.style, self.room.context
        first, _ = context.text_spec(_TALL, first_text_style(style, context))
        lines = first.max_lines or 2
        height = lines * first.line_height
        if room.bilingual:
            other, _ = context.text_spec(_TALL, second_text_style(style, room.second, context))
            if room.beside:
                height = max(height, (other.max_lines or 2) * other.line_height)
            else:
                budget = style.second.max_lines
                lines = max(1, min(lines, budget - 1))
                left = max(1, min(2, budget - lines))
                height = lines * first.line_height + style.second.gap + left * other.line_height
        label = label_of(_NAME, style, context, room.layer, room.region.width)
        return height + 2 * room.padding[0] + (0.0 if label is None else label.height)
