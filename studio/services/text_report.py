"""What becomes of a text on its way to glyphs: everything that the text engine decides, as data.

For teaching and for support: paragraphs, UAX #9 levels, runs with their fonts, lines, the form of every
letter, glyphs with their places, units, joins, isolates that were put in, and what no font has.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from studio.model.animation import TextUnit
from studio.text.bidi import Direction, split_paragraphs
from studio.text.fonts import FontCatalog
from studio.text.joining import joining_types, joins_before
from studio.text.layout import ParagraphLayout, TextSpec
from studio.text.paragraph import layout_paragraph
from studio.text.prepared import PreparedParagraph, prepare_paragraph
from studio.text.presentation_forms import Form
from studio.text.reading_direction import reading_direction
from studio.text.shaping import glyph_facts
from studio.text.unicode_data import bidi_classes

_SEPARATORS = "\n\r\x1c\x1d\x1e\x85\u2029"
_CONTROL_NAMES = {"\u2066": "LRI", "\u2067": "RLI", "\u2069": "PDI"}


class CharacterFacts(Struct, frozen=True):
    """A code point. index: in the text. level: embedding level. joining: D, R, L, C, T or U (Joining_Type).

    form: its shape by its neighbours, None for what does not join. letter, group, word: its units; -1 for
    what belongs to none (spaces, controls).
    """

    index: int
    text: str
    code: str
    name: str
    bidi_class: str
    level: int
    script: str
    joining: str
    form: Form | None
    joins_previous: bool
    joins_next: bool
    letter: int
    group: int
    word: int


class RunFacts(Struct, frozen=True):
    """Code points [start, end) that HarfBuzz shapes at once. font: empty where no font has them."""

    start: int
    end: int
    text: str
    level: int
    script: str
    font: str
    weight: int
    language: str


class GlyphRow(Struct, frozen=True):
    """A glyph of a run, from left to right; measures in px at the report's size, y down.

    start, end: the cluster, code points of the text. form: of its first letter.
    """

    run: int
    glyph_id: int
    name: str
    start: int
    end: int
    text: str
    form: Form | None
    advance: float
    x_offset: float
    y_offset: float
    is_mark: bool


class LineFacts(Struct, frozen=True):
    """A line as it is broken. start, end: code points; width, baseline: px."""

    start: int
    end: int
    text: str
    width: float
    baseline: float


class IsolateFacts(Struct, frozen=True):
    """A span that was put between isolates, so that it reads right. start, end: code points it holds."""

    start: int
    end: int
    text: str
    control: str


class ParagraphFacts(Struct, frozen=True):
    """runs: indexes in the report's `runs`, [start, end)."""

    start: int
    end: int
    direction: Direction
    base_level: int
    runs: tuple[int, int]
    isolates: tuple[IsolateFacts, ...]


class UnitFacts(Struct, frozen=True):
    """A letter, joined group or word. x, width: its place in px from the left end of the text's box."""

    index: int
    start: int
    end: int
    text: str
    line: int
    rtl: bool
    x: float
    width: float


class MissingFacts(Struct, frozen=True):
    """A cluster that no font has."""

    start: int
    end: int
    text: str
    codes: tuple[str, ...]


class TextReport(Struct, frozen=True):
    """joins: (code point, the code point it joins to before it). All indexes are code points of `text`."""

    text: str
    font: str
    weight: int
    size: float
    language: str
    direction: Direction
    paragraphs: tuple[ParagraphFacts, ...]
    lines: tuple[LineFacts, ...]
    characters: tuple[CharacterFacts, ...]
    runs: tuple[RunFacts, ...]
    glyphs: tuple[GlyphRow, ...]
    letters: tuple[UnitFacts, ...]
    groups: tuple[UnitFacts, ...]
    words: tuple[UnitFacts, ...]
    joins: tuple[tuple[int, int], ...]
    missing: tuple[MissingFacts, ...]


def report_text(spec: TextSpec, catalog: FontCatalog) -> TextReport:
    """Report on a text as it is laid out by `spec`. Any string is valid."""
    layout = layout_paragraph(spec, catalog)
    prepared = [paragraph for _, _, paragraph in prepared_paragraphs(spec, catalog)]
    forms = letter_forms(spec.text)
    runs: list[RunFacts] = []
    glyphs: list[GlyphRow] = []
    paragraphs = []
    for start, end, paragraph in prepared_paragraphs(spec, catalog):
        first = len(runs)
        glyphs += _glyphs(paragraph, spec, forms, first)
        runs += _runs(paragraph, spec)
        isolates = tuple(_isolates(paragraph, spec.text))
        paragraphs.append(
            ParagraphFacts(
                start, end, paragraph.direction, paragraph.base_level, (first, len(runs)), isolates
            )
        )
    return TextReport(
        text=spec.text,
        font=spec.face.family,
        weight=spec.face.weight,
        size=spec.size,
        language=spec.language,
        direction=layout.direction,
        paragraphs=tuple(paragraphs),
        lines=tuple(
            LineFacts(line.start, line.end, spec.text[line.start : line.end], line.box.width, line.baseline)
            for line in layout.lines
        ),
        characters=tuple(_characters(spec.text, prepared, layout, forms)),
        runs=tuple(runs),
        glyphs=tuple(glyphs),
        letters=_units(layout, TextUnit.LETTER),
        groups=_units(layout, TextUnit.GROUP),
        words=_units(layout, TextUnit.WORD),
        joins=joins_of(spec.text),
        missing=tuple(
            MissingFacts(one.start, one.end, one.text, tuple(map(code_name, one.text)))
            for one in layout.missing
        ),
    )


def prepared_paragraphs(spec: TextSpec, catalog: FontCatalog) -> Iterator[tuple[int, int, PreparedParagraph]]:
    """(start, end without its separator, paragraph) of each, as `layout_paragraph` lays them out."""
    direction = spec.direction or reading_direction(spec.text, spec.language)
    for start, end in split_paragraphs(spec.text) or [(0, 0)]:
        text = spec.text[start:end].rstrip(_SEPARATORS)
        own = spec.direction or reading_direction(text, spec.language, direction)
        prepared = prepare_paragraph(
            text, start, own, spec.face, spec.language, spec.latin_scale, catalog, spec.least_space
        )
        yield start, start + len(text), prepared


def code_name(char: str) -> str:
    """`U+0645` of م."""
    return f"U+{ord(char):04X}"


def joins_of(text: str) -> tuple[tuple[int, int], ...]:
    """(code point, the one before it that it joins to), marks between them skipped."""
    joined = joins_before(text)
    types = joining_types(text)
    found = []
    for index in sorted(joined):
        before = index - 1
        while types[before] == "T":
            before -= 1
        found.append((index, before))
    return tuple(found)


def letter_forms(text: str) -> list[Form | None]:
    """The shape of each code point by its neighbours; None for what does not join, and for marks."""
    to_previous = {index for index, _ in joins_of(text)}
    to_next = {before for _, before in joins_of(text)}
    return [
        _form(index in to_previous, index in to_next) if joining in "DRLC" else None
        for index, joining in enumerate(joining_types(text))
    ]


def _form(joins_previous: bool, joins_next: bool) -> Form:
    if joins_previous:
        return Form.MEDIAL if joins_next else Form.FINAL
    return Form.INITIAL if joins_next else Form.ISOLATED


def _original_indexes(paragraph: PreparedParagraph) -> list[int | None]:
    """For each code point of the isolated text its place in the original; None for what was put in."""
    ends = paragraph.source_end
    return [
        None if ends[index + 1] == ends[index] else paragraph.source[index]
        for index in range(len(paragraph.text))
    ]


def _characters(
    text: str, prepared: Sequence[PreparedParagraph], layout: ParagraphLayout, forms: Sequence[Form | None]
) -> Iterator[CharacterFacts]:
    levels: dict[int, tuple[int, str]] = {}
    for paragraph in prepared:
        origin = _original_indexes(paragraph)
        levels[paragraph.source[-1]] = (paragraph.base_level, "Zyyy")  # its separator
        for shaped in paragraph.runs:
            for index in range(shaped.run.start, shaped.run.end):
                place = origin[index]
                if place is not None:
                    levels[place] = (shaped.run.level, shaped.run.script)
    letters, groups, words = (
        _unit_at(layout, kind, len(text)) for kind in (TextUnit.LETTER, TextUnit.GROUP, TextUnit.WORD)
    )
    base = prepared[0].base_level
    classes, joining = bidi_classes(text), joining_types(text)
    for index, char in enumerate(text):
        level, script = levels.get(index, (base, "Zyyy"))  # a separator is at its paragraph's level
        form = forms[index]
        yield CharacterFacts(
            index, char, code_name(char), unicodedata.name(char, "control"), classes[index], level, script,
            joining[index], form, form is not None and form.joins_previous,
            form is not None and form.joins_next,
            letters[index], groups[index], words[index],
        )  # fmt: skip


def _unit_at(layout: ParagraphLayout, kind: TextUnit, length: int) -> list[int]:
    found = [-1] * length
    letters = layout.units(TextUnit.LETTER)
    unit = 0
    units = layout.units(kind)
    for letter in letters:
        while letter.start >= units[unit].end:
            unit += 1
        found[letter.start : letter.end] = [unit] * (letter.end - letter.start)
    return found


def _units(layout: ParagraphLayout, kind: TextUnit) -> tuple[UnitFacts, ...]:
    text, units = layout.spec.text, layout.units(kind)
    return tuple(
        UnitFacts(one.index, one.start, one.end, text[one.start : one.end], one.line, one.rtl,
                  one.box.x, one.box.width)
        for one in units
    )  # fmt: skip


def _runs(paragraph: PreparedParagraph, spec: TextSpec) -> Iterator[RunFacts]:
    for shaped in paragraph.runs:
        run = shaped.run
        start, end = paragraph.source[run.start], paragraph.source_end[run.end]
        font, weight = ("", 0) if run.face is None else (run.face.family, run.face.weight)
        yield RunFacts(
            start, end, spec.text[start:end], run.level, run.script, font, weight, spec.language
        )  # fmt: skip


def _glyphs(
    paragraph: PreparedParagraph, spec: TextSpec, forms: Sequence[Form | None], first_run: int
) -> Iterator[GlyphRow]:
    for number, (shaped, scale) in enumerate(zip(paragraph.runs, paragraph.scales, strict=True)):
        face = shaped.run.face
        if face is None:
            continue
        unit = spec.size * scale / face.upem
        starts = sorted({glyph.cluster for glyph in shaped.glyphs})
        ends = dict(pairwise([*starts, shaped.run.end]))
        for glyph in shaped.glyphs:
            start, end = paragraph.source[glyph.cluster], paragraph.source_end[ends[glyph.cluster]]
            yield GlyphRow(
                first_run + number, glyph.glyph_id, face.hb_font.glyph_to_string(glyph.glyph_id),
                start, end, spec.text[start:end],
                next((form for form in forms[start:end] if form is not None), None),
                glyph.x_advance * unit, glyph.x_offset * unit, -glyph.y_offset * unit,
                glyph_facts(face, glyph.glyph_id).is_mark,
            )  # fmt: skip


def _isolates(paragraph: PreparedParagraph, text: str) -> Iterator[IsolateFacts]:
    opened: list[tuple[str, int]] = []
    for index, original in enumerate(_original_indexes(paragraph)):
        if original is not None:
            continue
        control = _CONTROL_NAMES[paragraph.text[index]]
        if control != "PDI":
            opened.append((control, paragraph.source[index]))
        elif opened:
            name, start = opened.pop()
            end = paragraph.source_end[index]
            yield IsolateFacts(start, end, text[start:end], name)
