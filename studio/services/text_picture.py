"""A picture of how a text is shaped, for teaching: letters, their forms, joins, levels.

    line      the text, large; each joined group on a tint of its own, a dot on every join
    leaders   from each letter to its card
    cards     reading number, the letter alone, its code points, the name of its form
    strip     a bar for each run of one UAX #9 level, with its direction and script

All is in the order in which it is seen; the numbers tell the order in which it is read and stored. Colours
belong to no brand. A line holds as many letters as there is room for cards.
"""

import math
import unicodedata
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from studio.base.color import Rgba
from studio.base.digits import digits_of, to_digits
from studio.base.errors import InputError
from studio.base.geometry import Point, Rect, ellipse_path, polyline_path, rect_path, rounded_rect_path
from studio.model.animation import TextUnit
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import FillPath, Operation, StrokePath
from studio.services.output_place import check_picture_size, check_place
from studio.services.stills import save_still
from studio.services.text_picture_parts import (
    DEEP,
    GROUND,
    INK,
    LEVELS,
    MARK,
    MUTED,
    PAPER,
    TINTS,
    arrow,
    emoji_pictures,
    join_dot,
    swatch,
)
from studio.services.text_picture_words import Words, words_in
from studio.services.text_report import CharacterFacts, report_text
from studio.text.bidi import Direction
from studio.text.fonts import FontCatalog
from studio.text.layout import ParagraphLayout, TextSpec
from studio.text.paragraph import layout_paragraph
from studio.text.units import UnitBox, find_units

WIDTH, MARGIN = 1920, 96
"""px; the canvas and margin of the style guide's 16:9 format."""

TEXT_SIZE = 200.0
MAX_LETTERS = 14
"""On a line: so many cards find room."""

MAX_SHOWN = 160
"""Letters that one picture shows at most."""

_LABEL_FONT = "IBM Plex Sans Arabic"
_GAP_INNER, _GAP, _GAP_BLOCK = 16.0, 40.0, 64.0
_WORD_GAP = 24.0
_CARD_WIDTH, _CARD_GAP = 136.0, 8.0
_LEADER = 72.0
_STROKE_MIDDLE = 0.025  # em above the baseline: about the middle of the stroke that joins letters


class _Card(Struct, frozen=True):
    """A letter, the characters it is written with, and where its card stands."""

    letter: UnitBox
    characters: tuple[CharacterFacts, ...]
    x: float
    width: float

    @property
    def first(self) -> CharacterFacts:
        return self.characters[0]

    @property
    def center(self) -> float:
        return self.x + self.width / 2


def save_text_picture(
    spec: TextSpec, catalog: FontCatalog, output: Path, labels: str = "ar", scale: float = 1.0
) -> int:
    """Paint the picture into a file (.png, .jpg, .webp); returns how many code points of the text it shows.

    labels: `ar` or `en`. scale: output px per px of the canvas. Raises InputError (also for a text without a
    letter), OutputError.
    """
    check_place(output, "picture")
    picture = TextPicture(spec, catalog, words_in(labels))
    width, height = round(WIDTH * scale), round(picture.height * scale)
    check_picture_size(width, height)
    rasterizer = Rasterizer(width, height, scale)
    rasterizer.rasterize(tuple(picture.operations))
    save_still(output, rasterizer.pixels, opaque=True)
    return picture.shown


class TextPicture:
    """The picture as drawing operations. height: px. shown: code points of the text that it holds."""

    def __init__(self, spec: TextSpec, catalog: FontCatalog, words: Words) -> None:
        self._catalog = catalog
        self._words = words
        self.layout = _fitting_layout(spec, catalog)
        self.shown = self.layout.lines[-1].end if self.layout.lines else 0
        if not self.layout.units(TextUnit.LETTER):
            raise InputError("there is no letter in this text", "Give a text that can be seen.")
        self._report = report_text(self.layout.spec, catalog)
        body = list(self._body())
        ground = FillPath(rect_path(Rect(0, 0, WIDTH, self.height)), GROUND)
        self.operations: list[Operation] = [ground, *body]

    def _body(self) -> Iterator[Operation]:
        y = MARGIN / 2
        yield from self._heading(y)
        y += 56 + _GAP
        for line in range(len(self.layout.lines)):
            cards = self._cards(line)
            if not cards:
                continue
            height, operations = self._line(line, cards, y)
            yield from operations
            y += height + _GAP_BLOCK
        yield from self._legend(y)
        self.height = math.ceil(y + 48 + MARGIN / 2)

    # text of the picture itself

    def _label(self, text: str, size: float, *, weight: int = 400) -> ParagraphLayout:
        face = self._catalog.face(_LABEL_FONT, weight)
        direction = Direction.RTL if self._words.rtl else Direction.LTR
        return layout_paragraph(TextSpec(text, face, size, self._words.language, direction), self._catalog)

    def _text(
        self, text: str, size: float, x: float, y: float, color: Rgba, *, at: float = 0.5, weight: int = 400
    ) -> Iterator[Operation]:
        """A label on the middle line y; `at`: which part of its width stands at x (0 left, 1 right)."""
        laid = self._label(text, size, weight=weight)
        baseline = y + size * 0.33
        left = x - laid.natural_width * at
        yield FillPath(laid.outline().moved(left, baseline - laid.lines[0].baseline), color)

    def _number(self, number: int) -> str:
        return to_digits(str(number), digits_of(self._words.language))

    def _heading(self, y: float) -> Iterator[Operation]:
        spec, words = self.layout.spec, self._words
        side, at = (WIDTH - MARGIN, 1.0) if words.rtl else (MARGIN, 0.0)
        other, other_at = (MARGIN, 0.0) if words.rtl else (WIDTH - MARGIN, 1.0)
        yield from self._text(words.title, 44, side, y + 28, INK, at=at, weight=600)
        direction = words.rightwards if self.layout.direction is Direction.LTR else words.leftwards
        yield from self._text(
            f"{spec.face.family} · {direction}", 32, other, y + 28, MUTED, at=other_at
        )  # fmt: skip

    # a line

    def _cards(self, line: int) -> list[_Card]:
        letters = [one for one in self.layout.units(TextUnit.LETTER) if one.line == line]
        letters.sort(key=lambda one: (one.box.x + one.box.right, -one.index if one.rtl else one.index))
        if not letters:
            return []
        characters = self._report.characters
        by_letter = {
            one.index: tuple(each for each in characters[one.start : one.end] if each.letter == one.index)
            for one in letters
        }
        breaks = sum(
            by_letter[a.index][0].word != by_letter[b.index][0].word for a, b in pairwise(letters)
        )  # fmt: skip
        room = WIDTH - 2 * MARGIN - breaks * _WORD_GAP - (len(letters) - 1) * _CARD_GAP
        width = min(_CARD_WIDTH, room / len(letters))
        total = len(letters) * width + breaks * _WORD_GAP + (len(letters) - 1) * _CARD_GAP
        x = (WIDTH - total) / 2
        cards: list[_Card] = []
        for letter in letters:
            own = by_letter[letter.index]
            if cards:
                x += _CARD_GAP + (_WORD_GAP if own[0].word != cards[-1].first.word else 0.0)
            cards.append(_Card(letter, own, x, width))
            x += width
        return cards

    def _line(self, number: int, cards: list[_Card], y: float) -> tuple[float, list[Operation]]:
        line = self.layout.lines[number]
        seen = line.box if line.ink.is_empty else line.ink
        top, bottom = seen.y - 32, seen.bottom + 32
        dx = WIDTH / 2 - (line.box.x + line.box.width / 2)
        dy = y - top
        height = bottom - top
        band = Rect(0, y, WIDTH, height)
        operations = [*self._groups(number, band, dx), *self._boxes(cards, band, dx)]
        operations += self._glyphs(number, dx, dy)
        operations += self._joins(cards, line.baseline + dy - _STROKE_MIDDLE * self.layout.spec.size, dx)
        cards_top = y + height + _LEADER
        operations += self._leaders(cards, band.bottom, cards_top, dx)
        codes = max(len(card.characters) for card in cards)
        card_height = 160.0 + 32 * min(codes, 5)
        if any(card.first.form is not None for card in cards):
            card_height += 52
        for card in cards:
            operations += self._card(card, cards_top, card_height)
        strip = cards_top + card_height + _GAP_INNER
        operations += self._strip(cards, strip)
        return strip + 56 - y, operations

    def _tint(self, group: int) -> int:
        return group % len(TINTS)

    def _groups(self, line: int, band: Rect, dx: float) -> Iterator[Operation]:
        for group in self.layout.units(TextUnit.GROUP):
            if group.line == line:
                box = Rect(group.box.x + dx + 2, band.y, max(group.box.width - 4, 2.0), band.height)
                yield FillPath(rounded_rect_path(box, 8), TINTS[self._tint(group.index)])

    def _boxes(self, cards: list[_Card], band: Rect, dx: float) -> Iterator[Operation]:
        for card in cards:
            box = card.letter.box
            for x in (box.x + dx, box.right + dx):
                line = polyline_path((Point(x, band.y), Point(x, band.bottom)), closed=False)
                yield StrokePath(line, Rgba(28, 32, 36, 90), 1.5, (4, 6))

    def _glyphs(self, line: int, dx: float, dy: float) -> Iterator[Operation]:
        text = self.layout.spec.text
        glyphs = [(index, one) for index, one in enumerate(self.layout.glyphs) if one.line == line]
        for marks, color in ((False, INK), (True, MARK)):
            # A dot that a font keeps as a glyph of its own belongs to its letter.
            outline = self.layout.outline(
                index for index, one in glyphs if (unicodedata.combining(text[one.start]) > 0) == marks
            )
            if not outline.is_empty:
                yield FillPath(outline.moved(dx, dy), color)
        yield from emoji_pictures(self.layout, [index for index, _ in glyphs], dx, dy)

    def _joins(self, cards: list[_Card], baseline: float, dx: float) -> Iterator[Operation]:
        for left, right in pairwise(cards):
            joined = {left.letter.index, right.letter.index}
            if left.first.group != right.first.group or max(joined) - min(joined) != 1:
                continue
            later = left if left.letter.index > right.letter.index else right
            if later.first.joins_previous:
                x = (left.letter.box.right + right.letter.box.x) / 2 + dx
                yield from join_dot(x, baseline)

    def _leaders(self, cards: list[_Card], top: float, bottom: float, dx: float) -> Iterator[Operation]:
        for card in cards:
            start = card.letter.box.center.x + dx
            points = (
                Point(start, top),
                Point(start, top + 16),
                Point(card.center, bottom - 16),
                Point(card.center, bottom),
            )
            color = DEEP[self._tint(card.first.group)]
            yield StrokePath(polyline_path(points, closed=False), color, 2)

    def _card(self, card: _Card, y: float, height: float) -> Iterator[Operation]:
        tint = self._tint(card.first.group)
        box = Rect(card.x, y, card.width, height)
        small = min(1.0, card.width / 104)
        yield FillPath(rounded_rect_path(box, 12), PAPER)
        yield StrokePath(rounded_rect_path(box.expanded(-1), 11), TINTS[tint], 2)
        yield FillPath(ellipse_path(Rect(card.center - 20, y + 12, 40, 40)), DEEP[tint])
        yield from self._text(
            self._number(card.letter.index + 1), 24 * small, card.center, y + 32, PAPER, weight=600
        )
        yield from self._alone(card, y + 104)
        row = y + 168
        for number, one in enumerate(card.characters[:5]):
            color = MUTED if number == 0 else MARK
            yield from self._text(_code(one), 24 * small, card.center, row, color)
            row += 32
        if card.first.form is not None:
            name = self._words.forms[card.first.form]
            yield from self._text(
                name, 30 * small, card.center, box.bottom - 32, DEEP[tint], weight=600
            )  # fmt: skip

    def _alone(self, card: _Card, middle: float) -> Iterator[Operation]:
        """The letter by itself, its ink in the middle of its place."""
        spec = self.layout.spec
        text = "".join(one.text for one in card.characters)
        size = 60.0
        laid = layout_paragraph(replace(_bare(spec), text=text, size=size), self._catalog)
        if laid.ink.is_empty:
            return
        room = Rect(card.x + 8, middle - 44, card.width - 16, 88)
        fit = min(1.0, room.width / laid.ink.width, room.height / laid.ink.height)
        if fit < 1:
            laid = layout_paragraph(replace(_bare(spec), text=text, size=size * fit), self._catalog)
        dx, dy = card.center - laid.ink.center.x, middle - laid.ink.center.y
        if not (outline := laid.outline()).is_empty:
            yield FillPath(outline.moved(dx, dy), INK)
        yield from emoji_pictures(laid, list(range(len(laid.glyphs))), dx, dy)

    def _strip(self, cards: list[_Card], y: float) -> Iterator[Operation]:
        for (level, script), alike in groupby(cards, key=lambda card: (card.first.level, card.first.script)):
            run = list(alike)
            box = Rect.from_edges(run[0].x, y, run[-1].x + run[-1].width, y + 56)
            rtl = level % 2 == 1
            yield FillPath(rounded_rect_path(box, 8), LEVELS[rtl])
            tip = 44.0 if box.width >= 100 else 0.0
            text = self._strip_text(level, script, self._is_isolated(run), box.width - tip - 32)
            width = self._label(text, 28).natural_width
            left = box.center.x - (width + tip) / 2
            text_left = left + tip if rtl else left
            yield from self._text(text, 28, text_left, y + 28, INK, at=0.0)
            if tip:
                yield from arrow(left if rtl else left + width + 12, y + 28, rtl)

    def _strip_text(self, level: int, script: str, isolated: bool, room: float) -> str:
        words, number = self._words, self._number(level)
        full = f"{words.level} {number}"
        named = f"{full}{words.comma}{words.scripts.get(script, script)}"
        options = [f"{named}{words.comma}{words.isolated}"] if isolated else []
        options += [named, full, number]
        return next((text for text in options if self._label(text, 28).natural_width <= room), number)

    def _is_isolated(self, run: list[_Card]) -> bool:
        return any(
            isolate.start <= card.first.index < isolate.end
            for paragraph in self._report.paragraphs
            for isolate in paragraph.isolates
            for card in run
        )

    def _legend(self, y: float) -> Iterator[Operation]:
        words = self._words
        x = WIDTH - MARGIN if words.rtl else float(MARGIN)
        forward = -1.0 if words.rtl else 1.0
        for kind, text in words.legend:
            yield from swatch(kind, Rect(x - 40 if words.rtl else x, y + 8, 40, 32))
            x += forward * 56
            yield from self._text(text, 28, x, y + 24, MUTED, at=1.0 if words.rtl else 0.0)
            x += forward * (self._label(text, 28).natural_width + 48)


def _bare(spec: TextSpec) -> TextSpec:
    """The spec without lines of its own."""
    return replace(spec, max_width=None, max_lines=None, align="start", line_height=0.0)


def _fitting_layout(spec: TextSpec, catalog: FontCatalog) -> ParagraphLayout:
    """The text large, its lines short enough for their cards; so much of it as a picture holds."""
    room = float(WIDTH - 2 * MARGIN)
    letters = find_units(spec.text).ranges
    # Not laid out ten times over: what lies so far beyond the last letter that is shown is never seen.
    text = spec.text[: letters[4 * MAX_SHOWN][0]] if len(letters) > 4 * MAX_SHOWN else spec.text
    spec = replace(_bare(spec), text=text, size=TEXT_SIZE, align="center", max_width=room)
    layout = layout_paragraph(spec, catalog)
    if layout.natural_width > room:
        spec = replace(spec, size=max(24.0, TEXT_SIZE * room / layout.natural_width))
        layout = layout_paragraph(spec, catalog)
    width = room
    while _most_letters(layout) > MAX_LETTERS and width > room / 6:
        width *= 0.9
        layout = layout_paragraph(replace(spec, max_width=width), catalog)
    end = _end_of_shown(layout)
    return layout if end is None else _fitting_layout(replace(spec, text=text[:end]), catalog)


def _end_of_shown(layout: ParagraphLayout) -> int | None:
    """Where a text has to be cut, so that its picture is no poster and no card too narrow; None: nowhere."""
    letters = layout.units(TextUnit.LETTER)
    on_line: dict[int, int] = {}
    for letter in letters:
        on_line[letter.line] = on_line.get(letter.line, 0) + 1
        if on_line[letter.line] > 2 * MAX_LETTERS:  # one endless word
            return letter.start
        if letter.index == MAX_SHOWN:
            return layout.lines[letter.line].start
    return None


def _most_letters(layout: ParagraphLayout) -> int:
    counts = [0] * max(1, len(layout.lines))
    for letter in layout.units(TextUnit.LETTER):
        counts[letter.line] += 1
    return max(counts)


def _code(character: CharacterFacts) -> str:
    return {"\u200c": "ZWNJ", "\u200d": "ZWJ"}.get(character.text, character.code)
