"""Lays a block of captions out: texts fitted, broken and placed, what lights up, the grounds behind.

first   |       كلمة طيبة       |      at the foot of the region (or in its middle, at its top); below it,
second  |      A kind word      |      or beside it on wide films, the second language
"""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from studio.base.geometry import Path, Rect
from studio.model.captions import CaptionStyle, Cue, SecondCaptions
from studio.model.style import TextAlign, TextStyle
from studio.scene.caption_boxes import line_bands
from studio.scene.caption_stretch import STRETCHED, roomy
from studio.scene.captioning.blocks import Block
from studio.scene.captioning.content import BlockContent, CueContent, Ground, Speakers
from studio.scene.captioning.grounds import grounds_of, label_of
from studio.scene.captioning.lighting import highlights, letter_times, words_of
from studio.scene.captioning.styles import (
    CaptionColors,
    caption_colors,
    first_text_style,
    is_wide,
    second_text_style,
)
from studio.scene.captions import cue_text
from studio.scene.context import Context
from studio.scene.findings import Finding
from studio.scene.sweep import sweep_parts
from studio.scene.writing.content import TextContent, fit_text
from studio.scene.writing.style import TextPaint
from studio.text.bidi import Direction
from studio.text.fitting import Fitted
from studio.text.layout import ParagraphLayout

_BESIDE_GAP = 56
"""px between two languages that stand side by side, beyond the padding of both."""
_VEIL = 2.0
"""px by which what is seen through cut-out words reaches beyond them."""
_ROUNDING = 1.0
"""px by which texts that stand on whole pixels may make a box higher."""
_ARABIC = re.compile("[\u0620-\u06d3]")


class Room(Struct, frozen=True, eq=False):
    """Where the captions of a layer stand.  region: canvas px; down: 0 at its top, 1 at its foot; shift: px
    down from there.  layer: its id, for findings."""

    layer: str
    style: CaptionStyle
    second: SecondCaptions
    region: Rect
    down: float
    shift: float
    context: Context
    speakers: Speakers
    bilingual: bool = False
    """Whether the layer has captions in a second language, though perhaps not at every moment."""

    @property
    def padding(self) -> tuple[float, float]:
        """From the ink to the box's edge, or to the pill's where there is no box: vertical, horizontal."""
        style = self.style
        knock_out = style.text.knock_out
        own = style.highlight_padding if style.box is None else style.box_padding
        cut = (0.0, 0.0) if knock_out is None else knock_out.padding
        return max(own[0], cut[0]), max(own[1], cut[1])

    @property
    def beside(self) -> bool:
        return self.style.second.arrangement == "beside" and is_wide(self.context)


class _Text(Struct, frozen=True, eq=False):
    """One text before it is placed: its box's top left corner is (0, 0).  bands: what its lines take."""

    cue: Cue
    style: TextStyle
    layout: ParagraphLayout
    bands: tuple[Rect, ...]
    second: bool

    @property
    def top(self) -> float:
        return self.bands[0].y

    @property
    def foot(self) -> float:
        return self.bands[-1].bottom


def block_height(room: Room, block: Block) -> float:
    """px of the box around a block with its tag, at most."""
    beside = _is_beside(room, block)
    firsts, seconds = _texts(room, block, beside=beside)
    _, height = _heights(room, firsts[0] if firsts else None, seconds, beside=beside)
    label = label_of(block.speaker, room.style, room.context, room.layer, room.region.width)
    return (0.0 if label is None else label.height) + height + 2 * room.padding[0] + _ROUNDING


def _is_beside(room: Room, block: Block) -> bool:
    return room.beside and block.first is not None and bool(block.seconds)


def lay_out_block(room: Room, block: Block, shift: float = 0.0) -> BlockContent:
    """The block's texts, fitted and placed, `shift` px below where it stands alone; reports what does not
    fit."""
    beside = _is_beside(room, block)
    firsts, seconds = _texts(room, block, beside=beside)
    first = firsts[0] if firsts else None
    tops, height = _heights(room, first, seconds, beside=beside)
    vertical, horizontal = room.padding
    label = label_of(block.speaker, room.style, room.context, room.layer, room.region.width)
    above = 0.0 if label is None else label.height
    region = room.region
    y = region.y + above + (region.height - above - height - 2 * vertical) * room.down + vertical
    y += room.shift + shift
    xs = _columns(room, beside=beside)
    color = _speaker_color(room, block.speaker)
    # Whole pixels, so that a text looks the same wherever it stands.
    placed_first = None if first is None else _placed(room, first, xs[0], round(y + tops[0]), color)
    placed_second = [_placed(room, one, xs[-1], round(y + tops[1]), color) for one in seconds]
    rows = _rows(placed_first, placed_second, room.style.box_shape, beside=beside)
    own = len(rows) if placed_first is None else _own_rows(placed_first, rows, placed_second)
    grounds = _grounds(room, rows, own, placed_first, beside=beside)
    box = _around(rows)
    box = Rect.from_edges(box.x - horizontal, box.y - vertical, box.right + horizontal, box.bottom + vertical)
    text: TextContent | None = None
    if label is not None:
        rtl = (first or seconds[0]).layout.direction is Direction.RTL
        strip = room.style.box_shape == "strip"
        edge = rows[0].right + horizontal if rtl else rows[0].x - horizontal
        if strip:
            edge = region.right if rtl else region.x
        tag, text = label.placed(edge, box.y, rtl=rtl, speaker=color)
        grounds = (*grounds, tag)
        box = box.united(tag.path.bounds)
    if placed_first is not None:
        placed_first = replace(placed_first, ground=grounds[0].path if grounds else Path())
    starts = [block.start if number == 0 else one.cue.start for number, one in enumerate(seconds)]
    return BlockContent(
        block.start,
        block.end,
        placed_first,
        tuple(zip(starts, placed_second, strict=True)),
        grounds,
        box,
        text,
    )


def _grounds(
    room: Room, rows: Sequence[Rect], own: int, first: CueContent | None, *, beside: bool
) -> tuple[Ground, ...]:
    """own: how many of the rows are the first language's.  Words that are cut out of a ground have the box's
    colour in their outlines alone, a little fatter below that ground, so that no edge shows."""
    style, context = room.style, room.context
    if first is None or first.colors.text.knock_out is None or first.colors.box is None:
        return grounds_of(rows, own, style, context, beside=beside)
    veil = Ground(first.text.path(), first.colors.box, fatter=_VEIL * context.unit)
    return (veil, *grounds_of(rows[own:], 0, style, context, beside=beside))


def _texts(room: Room, block: Block, *, beside: bool) -> tuple[list[_Text], list[_Text]]:
    """Both languages at the largest sizes at which they have no more lines than they may."""
    style, context = room.style, room.context
    main, other = first_text_style(style, context), second_text_style(style, room.second, context)
    width = _width(room, beside=beside)
    one = [] if block.first is None else [block.first]
    if not one or not block.seconds or beside:
        return (
            [_fitted(room, cue, main, width) for cue in one],
            [_fitted(room, cue, other, width, second=bool(one)) for cue in block.seconds],
        )
    best: tuple[tuple[bool, float, int], list[_Text], list[_Text]] | None = None
    budget = style.second.max_lines
    designed = context.text_spec("", main)[0].max_lines or 2
    for lines in range(min(designed, budget - 1), 0, -1):
        capped = main.model_copy(update={"max_lines": lines})
        firsts = [_fitted(room, cue, capped, width, quiet=True) for cue in one]
        left = max(1, min(2, budget - max(len(text.layout.lines) for text in firsts)))
        below = other.model_copy(update={"max_lines": left})
        seconds = [_fitted(room, cue, below, width, second=True, quiet=True) for cue in block.seconds]
        within = max(len(text.layout.lines) for text in firsts) <= lines and all(
            len(text.layout.lines) <= left for text in seconds
        )
        size = min(
            text.layout.spec.size / context.text_spec("", text.style)[0].size for text in (*firsts, *seconds)
        )
        score = (within, round(size, 3), lines)
        if best is None or score > best[0]:
            best = (score, firsts, seconds)
    assert best is not None
    for text in (*best[1], *best[2]):
        _report(room, text, fits=best[0][0])
    return best[1], best[2]


def _width(room: Room, *, beside: bool) -> float:
    style, region = room.style, room.region
    horizontal = room.padding[1]
    width = min(style.max_width or region.width, region.width)
    if beside:
        width = (width - _BESIDE_GAP * room.context.unit) / 2
    return max(1.0, width - 2 * horizontal if not beside else width - horizontal)


def _fitted(
    room: Room, cue: Cue, style: TextStyle, width: float, *, second: bool = False, quiet: bool = False
) -> _Text:
    said = cue_text(cue)
    if room.style.highlight == "stretch" and _ARABIC.search(said):
        width = max(1.0, width - STRETCHED * room.context.text_spec("", style)[0].size)
    fitted: Fitted = fit_text(said, style, width, None, room.context)
    bands = line_bands(fitted.layout, room.context)
    text = _Text(cue, style, fitted.layout, tuple(bands), second)
    if not quiet:
        _report(room, text, fits=fitted.fits)
    return text


def _report(room: Room, text: _Text, *, fits: bool) -> None:
    context, layout = room.context, text.layout
    said = cue_text(text.cue)
    designed = context.text_spec(said, text.style)[0].max_lines or 2
    if not fits or len(layout.lines) > designed:
        context.report(
            Finding(
                "text-too-long",
                room.layer,
                f"The caption '{said[:40]}' needs more than {designed} lines.",
                "Break it into two cues.",
            )
        )
    for missing in layout.missing:
        context.report(
            Finding(
                "missing-glyph", room.layer, f"No font has '{missing.text}'; it is left out.", "Replace it."
            )
        )


def _heights(
    room: Room, first: _Text | None, seconds: Sequence[_Text], *, beside: bool
) -> tuple[tuple[float, float], float]:
    """Where the boxes of both texts begin below the first ink, and how high all of it is, px."""
    if first is None or not seconds:
        texts = [first] if first is not None else list(seconds)
        top = min(text.top for text in texts)
        return (-top, -top), max(text.foot for text in texts) - top
    if beside:
        level = [text.layout.lines[0].baseline for text in (first, *seconds)]
        base = max(level)
        top = min(text.top + base - own for text, own in zip((first, *seconds), level, strict=True))
        foot = max(text.foot + base - own for text, own in zip((first, *seconds), level, strict=True))
        return (base - level[0] - top, base - max(level[1:]) - top), foot - top
    gap = room.style.second.gap
    below = first.foot - first.top + gap
    top = min(text.top for text in seconds)
    return (-first.top, below - top), below + max(text.foot for text in seconds) - top


def _columns(room: Room, *, beside: bool) -> list[Rect]:
    region = room.region
    if not beside:
        return [region]
    gap = _BESIDE_GAP * room.context.unit
    width = (region.width - gap) / 2
    left, right = Rect(region.x, region.y, width, 0), Rect(region.x + width + gap, region.y, width, 0)
    return [right, left] if room.context.rtl else [left, right]


def _speaker_color(room: Room, speaker: str) -> str | None:
    colors = room.style.speaker_colors
    return colors[room.speakers.get(speaker, 0) % len(colors)] if colors and speaker else None


def _rows(first: CueContent | None, seconds: Sequence[CueContent], shape: str, *, beside: bool) -> list[Rect]:
    """What each line takes, of all texts that are shown in turn at its place together."""
    rows = list(first.bands) if first is not None else []
    slots: list[Rect] = []
    for content in seconds:
        for number, band in enumerate(content.bands):
            if number < len(slots):
                slots[number] = slots[number].united(band)
            else:
                slots.append(band)
    if beside and rows and slots:
        return [_around([*rows, *slots])]
    if rows and slots and shape == "lines":  # a narrow waist among more than two lines looks like a mistake
        return [_around(rows), _around(slots)]
    return [*rows, *slots]


def _own_rows(first: CueContent, rows: Sequence[Rect], seconds: Sequence[CueContent]) -> int:
    """How many of the rows are the first language's."""
    if not seconds:
        return len(rows)
    return 1 if len(rows) <= 2 else len(first.bands)


def _around(rows: Sequence[Rect]) -> Rect:
    whole = rows[0]
    for row in rows[1:]:
        whole = whole.united(row)
    return whole


def _placed(room: Room, text: _Text, column: Rect, y: float, speaker: str | None) -> CueContent:
    style, context, layout = room.style, room.context, text.layout
    flush = style.box_shape == "strip" and text.style.align is not TextAlign.CENTER
    if flush:
        at_right = (text.style.align is TextAlign.START) == (layout.direction is Direction.RTL)
        x = round(column.right - layout.width if at_right else column.x)
    else:
        x = round(column.x + (column.width - layout.width) / 2)
    bands = [band.moved(x, y) for band in text.bands]
    if style.highlight == "stretch":
        bands = roomy(bands, layout, room.layer, context)
    ink = layout.ink.moved(x, y) if not layout.ink.is_empty else bands[0]
    own = text.style if speaker is None else text.style.model_copy(update={"color": speaker})
    colors = caption_colors(style, own, ink, context)
    placed = TextContent(layout, x, y, colors.text)
    found = highlights(text.cue, layout, style, bands, x)
    sweep = sweep_parts(text.cue, layout) if style.highlight in ("sweep", "stretch") else ()
    return CueContent(
        text.cue,
        placed,
        colors,
        Path(),
        *found,
        sweep,
        words_of(layout, found[1]),
        _line_paints(style, colors, len(layout.lines), room, second=text.second),
        tuple(bands),
        letter_times(text.cue, layout) if style.typed else (),
    )


def _line_paints(
    style: CaptionStyle, colors: CaptionColors, count: int, room: Room, *, second: bool
) -> tuple[TextPaint, ...]:
    """The paint of each line; those of the second language have the first line's."""
    paints = []
    for number in range(count):
        which = 0 if second else min(number, len(style.lines) - 1)
        look = style.lines[which] if style.lines else None
        color = None if look is None or look.color is None else room.context.color(look.color)
        paints.append(colors.text if color is None else replace(colors.text, fill=color))
    return tuple(paints)
