"""Captions: cues laid out once, so that the line stands still while its words light up.

    cues --blocks: what goes together--> those of a moment --laid out when first seen--> their state --> drawn

Blocks that overlap in time stand one above the other (`studio.scene.captioning.stacking`), and those of
other layers above these by their rows (`in_rows`).  Finding those of a moment costs the same for ten cues and
for ten thousand.  What is drawn, from below: the box behind the lines, the pill behind the word being spoken
and lines along it, the words (`studio.scene.captioning`).
"""

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from studio.base.geometry import Affine, Rect, Size
from studio.model.animation import TextUnit
from studio.model.captions import CaptionStyle, SecondCaptions
from studio.model.layers import CaptionLayer
from studio.model.place import Anchor, Place
from studio.scene.caption_stretch import spoken_longer
from studio.scene.captioning.blocks import Block, pieces_of, table_of
from studio.scene.captioning.content import BlockContent, CueContent
from studio.scene.captioning.laying import Room, lay_out_block
from studio.scene.captioning.looks import has_looks, spoken_lines, word_looks
from studio.scene.captioning.painting import CaptionState, CueState, draw_captions
from studio.scene.captioning.rows import rows_below, upwards
from studio.scene.captioning.stacking import Row, Stack
from studio.scene.captioning.styles import caption_text_style, first_text_style, scaled
from studio.scene.captions import lit_at, speakers_of
from studio.scene.context import Context
from studio.scene.cue_table import CueTable
from studio.scene.display_list import Operation
from studio.scene.kind import Kind, Laid, Limit
from studio.scene.sweep import sweep_parts
from studio.scene.writing.motion import TextState, text_state
from studio.scene.writing.typewriter import Typed

__all__ = ["KIND", "CaptionContent", "CaptionState"]

REGION = "caption.box"
"""Where captions stand that are not placed: at its foot (STYLE, section 7)."""

_ROW_GAP = 24
"""px between captions of two layers in neighbouring rows."""
_TYPED_BEFORE, _LETTER_COMES = Fraction(1, 20), Fraction(3, 50)
"""Seconds by which letters are typed before they are said, and in which one appears."""
_DOWN = {"foot": 1.0, "middle": 0.5, "top": 0.0}


class CaptionContent(Struct, frozen=True, eq=False, dict=True):
    """All blocks of a layer, laid out when they are first seen.  style: in px of the canvas."""

    layer: CaptionLayer
    cues: CueTable[Block]
    room: Room
    rows: tuple[Row, ...] = ()
    """The layers in lower rows."""
    _laid: dict[object, BlockContent] = field(default_factory=dict)
    _pieces: dict[int, tuple[Block, ...]] = field(default_factory=dict)

    @property
    def style(self) -> CaptionStyle:
        return self.room.style

    @cached_property
    def stack(self) -> Stack:
        return Stack(self.room, self.cues, self.pieces, self.rows)

    def shown(self, time: Fraction) -> tuple[int, ...]:
        """The numbers of the blocks that are seen at a time, from the first place on."""
        return tuple(index for index in self.cues.at(time) if self.stack.shows(index))

    def block(self, index: int, time: Fraction) -> BlockContent:
        """What is seen of a block at a time: all of it, or one of the pieces in which it is shown."""
        pieces = self.pieces(index)
        number = max(0, bisect_right(pieces, time, key=lambda piece: piece.start) - 1)
        key = index if len(pieces) == 1 else (index, number)
        if key not in self._laid:
            self._laid[key] = lay_out_block(self.room, pieces[number], self.stack.shift(index))
        return self._laid[key]

    def pieces(self, index: int) -> tuple[Block, ...]:
        """The block in the pieces in which it is shown, one after another."""
        if index not in self._pieces:
            self._pieces[index] = _pieces(self.cues, index, self.style)
        return self._pieces[index]

    def survey(self, index: int) -> None:
        """Lays a block out, keeping nothing of it, to learn what does not fit."""
        if not self.stack.shows(index):
            self.stack.report(index)
            return
        for piece in _pieces(self.cues, index, self.style):
            lay_out_block(self.room, piece)


def in_rows(layers: tuple[Laid, ...]) -> tuple[Laid, ...]:
    """The layers that one thing holds, with captions that know the rows below them."""
    captions = {laid.layer.id: laid for laid in layers if isinstance(laid.content, CaptionContent)}
    order = upwards([laid.layer for laid in captions.values()])
    for layer in order:
        laid = captions[layer.id]
        rows = tuple(
            Row(other, captions[other.id].content.stack, captions[other.id].start, laid.start)
            for other in rows_below(layer, order)
        )
        if rows:
            captions[layer.id] = replace(laid, content=replace(laid.content, rows=rows))
    return tuple(captions.get(laid.layer.id, laid) for laid in layers) if order else layers


def _pieces(table: CueTable[Block], index: int, style: CaptionStyle) -> tuple[Block, ...]:
    block = table.cues[index]
    end = table.end(index)
    if end != block.end:
        block = replace(block, end=end)
    if style.show == "cue" or block.first is None:
        return (block,)
    cues = pieces_of(block.first, style.show, style.phrase_words)
    made = []
    for number, cue in enumerate(cues):
        begins = block.start if number == 0 else cue.start
        ends = block.end if number + 1 == len(cues) else cue.end
        if begins < block.end:
            made.append(Block(begins, max(ends, begins), cue, block.seconds))
    return tuple(made)


def _measure(layer: CaptionLayer, limit: Limit, context: Context) -> Size:
    """The width there is, and the height of as many lines as a cue may have."""
    style = scaled(layer.style, context.unit)
    spec, _ = context.text_spec("", caption_text_style(style))
    vertical = style.highlight_padding[0] if style.box is None else style.box_padding[0]
    return Size(limit.width, spec.line_height * (spec.max_lines or 2) + 2 * vertical)


def _prepare(layer: CaptionLayer, box: Rect, context: Context, _duration: Fraction) -> CaptionContent:
    style = scaled(layer.style, context.unit)
    for animation in (style.enter, style.leave, style.arrive):
        if animation is not None:
            context.resources.animation(animation.preset)
    region, down = _region(layer, style, box, context)
    second = layer.second or SecondCaptions()
    room = Room(
        layer.id,
        style,
        second,
        region,
        down,
        _shift(style, down, context),
        context,
        {name: number for number, name in enumerate(speakers_of(layer))} if style.speaker_colors else {},
        layer.second is not None,
    )
    return CaptionContent(layer, table_of(layer.cues, second.cues), room)


def _region(layer: CaptionLayer, style: CaptionStyle, box: Rect, context: Context) -> tuple[Rect, float]:
    """Where the captions stand, and how far down in it: 0 at its top, 1 at its foot."""
    down = _DOWN[style.position]
    if "anchor" in layer.place.model_fields_set:
        name = layer.place.anchor
        top = (Anchor.TOP_START, Anchor.TOP, Anchor.TOP_END)
        down = 0.0 if name in top else 0.5 if name in (Anchor.START, Anchor.CENTER, Anchor.END) else 1.0
    if layer.place != Place():
        return box, down
    region = context.area(REGION if REGION in context.format.regions else "safe", layer.id)
    if style.position != "foot" or down < 1:
        safe = context.area("safe", layer.id)
        region = Rect.from_edges(region.x, min(safe.y, region.y), region.right, region.bottom)
    return region, down


def _shift(style: CaptionStyle, down: float, context: Context) -> float:
    """px down for the row: room for captions of two lines in the rows before it."""
    if not style.row:
        return 0.0
    text = first_text_style(style, context)
    spec, _ = context.text_spec("لّـjpإٍ", text)
    vertical = style.highlight_padding[0] if style.box is None else style.box_padding[0]
    height = 2 * spec.line_height + 2 * vertical + _ROW_GAP * context.unit
    return style.row * height * (1 if down == 0 else -1)


def _evaluate(laid: Laid, time: Fraction, context: Context) -> CaptionState | None:
    content: CaptionContent = laid.content
    states = [_block_state(content, index, time, context) for index in content.shown(time)]
    if len(states) > 1:
        return replace(states[0], others=tuple(states[1:]))
    return states[0] if states else None


def _block_state(content: CaptionContent, index: int, time: Fraction, context: Context) -> CaptionState:
    block = content.block(index, time)
    frame = 1 / context.composition.rate_exact.fraction
    opacity = content.cues.opacity(index, time, content.style.fade, frame)
    states = tuple(
        _cue_state(cue, start, end, content.style, time, context) for cue, start, end in block.shown(time)
    )
    return CaptionState(block, states, opacity)


def _cue_state(
    cue: CueContent, start: Fraction, end: Fraction, style: CaptionStyle, time: Fraction, context: Context
) -> CueState:
    if style.typed:
        return CueState(cue, (), typed=_typed(cue, time))
    swept = tuple(part.level(time) for part in cue.sweep)
    longer = False
    if style.highlight == "stretch":
        text = spoken_longer(cue.text, cue.sweep, swept)
        longer = text is not cue.text
        if longer:
            cue = replace(cue, text=text, sweep=sweep_parts(cue.cue, text.layout), _kept={}, _painted={})
    motion = _motion(cue, start, end, style, time, context)
    rich = has_looks(style)
    looks = word_looks(cue, style, time, context) if rich else ()
    lines = spoken_lines(cue, style, time) if rich else ()
    return CueState(cue, lit_at(cue.lights, time), swept, looks, lines, motion, fleeting=longer)


def _motion(
    cue: CueContent, start: Fraction, end: Fraction, style: CaptionStyle, time: Fraction, context: Context
) -> TextState | None:
    """How the cue comes or goes; None while it neither does."""
    animations = [one for one in (style.enter, style.leave) if one is not None]
    if not animations:
        return None
    # On the first frame something is already seen, and on the last one still.
    frame = 1 / context.composition.rate_exact.fraction
    state = text_state(cue.text, animations, time - start + frame, end - start + 2 * frame, context)
    return None if state == TextState(cue.text) else state


def _typed(cue: CueContent, time: Fraction) -> Typed | None:
    """What is written so far; None when all is."""
    now = time + _TYPED_BEFORE
    count = bisect_right(cue.letters, now)
    share = 0.0 if not count else float(min(Fraction(1), (now - cue.letters[count - 1]) / _LETTER_COMES))
    if count == len(cue.letters) and share >= 1:
        return None
    return Typed(cue.text, TextUnit.LETTER, count, (share,), False)


def _draw(
    state: CaptionState | None, transform: Affine, opacity: float, _context: Context
) -> Sequence[Operation]:
    if state is None:
        return ()
    alone = draw_captions(state, transform, opacity)
    if not state.others:
        return alone
    return (*alone, *(part for one in state.others for part in draw_captions(one, transform, opacity)))


KIND = Kind(_measure, _prepare, _evaluate, _draw)
