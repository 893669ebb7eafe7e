"""Arabic for programs without Arabic support: presentation forms in visual order.

Old editors, game engines and terminals draw one character after another from the left, each as it is. They
get what they need: every letter in its joined shape (arabic-reshaper, over Unicode's presentation forms) and
all in the order in which it is seen (UAX #9, by the same code that lays out our own text).

    سلام 12   ->   12 ﻡﻼﺳ

arabic-reshaper is asked for one joined group at a time, without marks and ligatures: by itself it draws the
zero width non-joiner, and fails at one beside a lam-alef. Order is not left to python-bidi: it knows neither
lines nor levels and turns brackets the wrong way; its table of mirrored characters is used, and it is the
second opinion in the tests.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from msgspec import Struct

from studio.text.bidi import (
    Direction,
    reset_line_levels,
    resolve_levels,
    split_paragraphs,
    visual_order,
)
from studio.text.coverage import needs_glyph
from studio.text.graphemes import grapheme_boundaries
from studio.text.isolation import isolate_neutral_spans
from studio.text.joining import joining_types, joins_before
from studio.text.line_breaking import break_opportunities
from studio.text.line_filling import fill_lines
from studio.text.presentation_forms import Form, presentation_forms
from studio.text.reading_direction import reading_direction

Marks = Literal["after", "before", "delete"]

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_SEPARATORS = "\n\r\x1c\x1d\x1e\x85\u2029"
_HAMZA_AND_MADDA = frozenset("\u0653\u0654\u0655\u06df\u06e4")
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Kurdish ae has no forms of its own in Unicode; final and isolated heh look the same.
_STAND_INS = {"\u06d5": ("\ufee9", "", "", "\ufeea")}


class LegacyOptions(Struct, frozen=True):
    """What the program that gets the text cannot do.

    shape: give letters their joined forms; off for a program that joins them itself. reorder: put the text in
    visual order; off for a program that knows right to left. marks: what becomes of harakat and other marks:
    `after` their letter (what combines with the character before it), `before` it (plain reversal), `delete`.
    width: columns after which lines are broken, since a program that does not reorder cannot break a line
    that is in visual order. isolate: keep ranges, phone numbers, @names and #tags whole, as our text does.
    direction: of paragraphs; None takes that of each one's first strong letter, then of the language.
    """

    shape: bool = True
    reorder: bool = True
    marks: Marks = "after"
    width: int | None = None
    isolate: bool = True
    direction: Direction | None = None
    language: str = "ar"


class LegacyText(Struct, frozen=True):
    """lines: one a line, without line ends. unshaped: letters that join but have no presentation form, each
    once; they stay as they are, and so does the gap beside them."""

    lines: tuple[str, ...]
    unshaped: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class _Cell(Struct, frozen=True):
    """What moves as one: a character with its marks. start: of its first code point in its paragraph."""

    start: int
    end: int
    base: str
    marks: str


_DEFAULTS = LegacyOptions()


def to_legacy(text: str, options: LegacyOptions = _DEFAULTS) -> LegacyText:
    """`text` for a program without Arabic support. Any string is valid."""
    text = unicodedata.normalize("NFC", text)
    default = options.direction or reading_direction(text, options.language)
    lines: list[str] = []
    unshaped: dict[str, None] = {}
    paragraphs = [text[start:end] for start, end in split_paragraphs(text)]
    for paragraph in paragraphs:
        content = paragraph.rstrip(_SEPARATORS)
        base = options.direction or reading_direction(content, options.language, default)
        lines += _paragraph_lines(content, base, options, unshaped)
    if paragraphs and paragraphs[-1][-1] in _SEPARATORS:
        lines.append("")
    return LegacyText(tuple(lines), tuple(unshaped))


def _paragraph_lines(
    original: str, base: Direction, options: LegacyOptions, unshaped: dict[str, None]
) -> Iterator[str]:
    isolate = options.isolate and options.reorder
    text = isolate_neutral_spans(original, base).text if isolate else original
    cells = list(_cells(text, options, unshaped))
    bidi = resolve_levels(text, base)
    for start, end in _lines(text, cells, options.width):
        levels = reset_line_levels(text, bidi.levels, bidi.base_level, start, end)
        inside = [cell for cell in cells if start <= cell.start < end]
        if options.width is not None:
            inside = _without_trailing_space(inside)
        yield _line(inside, [levels[cell.start - start] for cell in inside], options)


def _without_trailing_space(cells: list[_Cell]) -> list[_Cell]:
    while cells and (cells[-1].base.isspace() or not cells[-1].base):
        cells.pop()
    return cells


def _lines(text: str, cells: Sequence[_Cell], width: int | None) -> Iterator[tuple[int, int]]:
    if width is None or not text:
        yield 0, len(text)
        return
    columns = [0] * (len(text) + 1)  # up to each index, trailing space apart
    wide = {cell.start: _columns(cell.base) for cell in cells}
    for index in range(len(text)):
        columns[index + 1] = columns[index] + wide.get(index, 0)
    seen = [0] * (len(text) + 1)  # where the content of a line that ends here ends
    for index, char in enumerate(text):
        seen[index + 1] = seen[index] if char.isspace() or not needs_glyph(ord(char)) else index + 1

    def width_of(start: int, end: int) -> float:
        return columns[max(start, seen[end])] - columns[start]

    places = frozenset(grapheme_boundaries(text)) - joins_before(text)
    breaks = [one for one in break_opportunities(text) if one.mandatory or one.position in places]
    yield from fill_lines(text, breaks, width_of, float(max(1, width)), None)


def _columns(base: str) -> int:
    """Columns of a terminal: 2 for what is wide in East Asian fonts, emoji among it."""
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in base
        if needs_glyph(ord(char)) and not unicodedata.combining(char)
    )


def _line(cells: Sequence[_Cell], levels: Sequence[int], options: LegacyOptions) -> str:
    if not options.reorder:
        return "".join(cell.base + cell.marks for cell in cells)
    mirrored = mirrored_characters()
    seen = []
    for index in visual_order(levels):
        cell, rtl = cells[index], levels[index] % 2 == 1
        base = mirrored.get(cell.base, cell.base) if rtl else cell.base
        reverse = rtl and options.marks == "before"
        seen.append(cell.marks[::-1] + base if reverse else base + cell.marks)
    return "".join(seen)


def _cells(text: str, options: LegacyOptions, unshaped: dict[str, None]) -> Iterator[_Cell]:
    """The clusters of a paragraph in logical order, ligatures made; controls have an empty base."""
    joined = joins_before(text)
    group: list[_Cell] = []
    after_joiner = False  # the group begins after a zero width joiner that belongs to no letter of it
    previous_end_is_joiner = False
    for start, end in pairwise(grapheme_boundaries(text)):
        cell = _cell(text[start:end], start, options)
        if group and start not in joined:
            yield from _formed(group, text, after_joiner, unshaped)
            group = []
        is_letter = options.shape and bool(cell.base) and joining_types(cell.base[0])[0] in "DRLC"
        if is_letter:
            if not group:
                after_joiner = previous_end_is_joiner
            group.append(cell)
        else:
            yield from _formed(group, text, after_joiner, unshaped)
            group = []
            yield cell
        previous_end_is_joiner = text[end - 1] == _ZWJ
    yield from _formed(group, text, after_joiner, unshaped)


def _cell(cluster: str, start: int, options: LegacyOptions) -> _Cell:
    end = start + len(cluster)
    if options.reorder:
        cluster = "".join(char for char in cluster if char not in _BIDI_CONTROLS)
    if not cluster:
        return _Cell(start, end, "", "")
    first = cluster[0]
    if unicodedata.category(first)[0] != "L" and first != "\u0640" and not unicodedata.combining(first):
        if not (needs_glyph(ord(first)) or first in _BIDI_CONTROLS or first == "\t"):
            return _Cell(start, end, "", "")
        if options.shape and all(char in (_ZWJ, _ZWNJ) for char in cluster[1:]):  # not those inside emoji
            cluster = first
        return _Cell(start, end, cluster, "")
    split = 0 if unicodedata.combining(first) else 1
    marks = cluster[split:]
    if options.shape and "\u0590" <= first <= "\u08ff":
        marks = "".join(char for char in marks if needs_glyph(ord(char)))
    if options.marks == "delete":
        marks = "".join(char for char in marks if not is_haraka(char))
    return _Cell(start, end, cluster[:split], marks)


def is_haraka(char: str) -> bool:
    """Whether a character is an Arabic mark that may be left out without changing a letter."""
    return (
        unicodedata.category(char) == "Mn"
        and ("\u0610" <= char <= "\u06ed" or "\u0898" <= char <= "\u08ff")
        and char not in _HAMZA_AND_MADDA
    )


def _formed(
    group: Sequence[_Cell], text: str, after_joiner: bool, unshaped: dict[str, None]
) -> Iterator[_Cell]:
    """The letters of a joined group in their forms; a lam-alef is one cell."""
    if not group:
        return
    skeleton = _ZWJ if after_joiner else ""
    for cell in group:
        skeleton += cell.base + (_ZWJ if _ZWJ in text[cell.start : cell.end] else "")
    forms = [form for form in _reshaper().reshape(skeleton) if form != _ZWJ]
    at = 0
    while at < len(group):
        cell, form = group[at], forms[at]
        ligature = _lam_alef().get("".join(forms[at : at + 2]))
        if ligature is not None and _ZWJ not in text[cell.start : cell.end]:
            alef = group[at + 1]
            yield _Cell(cell.start, alef.end, ligature, cell.marks + alef.marks)
            at += 2
            continue
        if form not in presentation_forms() and form != "\u0640":
            unshaped.setdefault(form)
        yield _Cell(cell.start, cell.end, form, cell.marks)
        at += 1


@cache
def _lam_alef() -> dict[str, str]:
    """Lam and alef in their forms -> the ligature that must be written instead."""
    found = {}
    for code in range(0xFEF5, 0xFEFD):
        ligature = presentation_forms()[chr(code)]
        lam = "\ufee0" if ligature.form is Form.FINAL else "\ufedf"
        final_alef = next(
            char
            for char, one in presentation_forms().items()
            if one.letters == ligature.letters[1] and one.form is Form.FINAL
        )
        found[lam + final_alef] = chr(code)
    return found


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    reshaper = ArabicReshaper({"support_zwj": True, "support_ligatures": False})
    reshaper.letters = {**reshaper.letters, **_STAND_INS}
    return reshaper


@cache
def mirrored_characters() -> dict[str, str]:
    """Character -> the one that is its mirror image (Bidi_Mirroring_Glyph), for rule L4."""
    from bidi.mirror import MIRRORED

    return dict(MIRRORED)
