"""What `studio shape` says, as tables that a terminal can show.

Arabic stands in the last column, so that a terminal which orders it cannot mix up the columns before it.
Marks stand on a dotted circle; controls are named, never printed.
"""

import io
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from studio.services.text_report import CharacterFacts, TextReport
from studio.text.coverage import needs_glyph
from studio.text.legacy import to_legacy
from studio.text.mending import Change, Mended

_WIDTH = 110
"""Columns where standard output is no terminal."""

_ZWJ = "\u200d"
_DOTTED_CIRCLE = "\u25cc"
_MAX_TOLD = 40
_MOST_ROWS = 1000
"""Of a table: to lay out a row takes about a millisecond."""

T = TypeVar("T")


def tables(report: TextReport, visual: bool) -> str:
    """The whole report.  visual: Arabic in presentation forms and visual order."""
    width = max(80, shutil.get_terminal_size().columns) if sys.stdout.isatty() else _WIDTH
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    show = _Shown(visual)
    console.print(
        f"{report.font} {report.weight}, {report.size:g} px, language {report.language}, "
        f"{_arrow(report.direction == 'rtl')}"
    )
    for title, table, rows in (
        ("Paragraphs", _paragraphs(report, show), report.paragraphs),
        ("Lines", _lines(report, show), report.lines),
        ("Runs (what is shaped at once)", _runs(report, show), report.runs),
        ("Characters", _characters(report, show), report.characters),
        ("Glyphs, each run from left to right (px)", _glyphs(report, show), report.glyphs),
        ("Joined groups", _groups(report, show), report.groups),
    ):
        console.print(f"\n{title}")
        console.print(table)
        if len(rows) > _MOST_ROWS:
            console.print(f"… and {len(rows) - _MOST_ROWS} more; --json tells them all.")
    for missing in report.missing:
        console.print(f"No font has {' '.join(missing.codes)} (at {missing.start}).")
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines())


class _Shown:
    """How a piece of text is printed."""

    def __init__(self, visual: bool) -> None:
        self._visual = visual

    def __call__(self, text: str) -> str:
        seen = "".join(_printable(char) for char in text)
        if seen and unicodedata.combining(seen[0]):
            seen = _DOTTED_CIRCLE + seen
        return to_legacy(seen).text if self._visual else seen


def _printable(char: str) -> str:
    if char in "\u200c\u200d":  # these shape the letters beside them
        return char
    return char if needs_glyph(ord(char)) and not "\ud800" <= char <= "\udfff" else ""


def _arrow(rtl: bool) -> str:
    return "right to left" if rtl else "left to right"


def _table(*columns: str, numbers: Iterable[str] = ()) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(
            column, justify="right" if column in numbers else "left", no_wrap=column != columns[-1]
        )
    return table


def _first(rows: Sequence[T]) -> Sequence[T]:
    return rows[:_MOST_ROWS]


def _span(start: int, end: int) -> str:
    return f"{start}" if end == start + 1 else f"{start}-{end - 1}"


def _paragraphs(report: TextReport, show: _Shown) -> Table:
    table = _table("at", "direction", "isolated", "text")
    for one in _first(report.paragraphs):
        isolates = ", ".join(f"{it.control} at {_span(it.start, it.end)}" for it in one.isolates) or "-"
        table.add_row(
            _span(one.start, max(one.end, one.start + 1)),
            _arrow(one.direction == "rtl"),
            isolates,
            show(report.text[one.start : one.end]),
        )
    return table


def _lines(report: TextReport, show: _Shown) -> Table:
    table = _table("line", "at", "width", "baseline", "text", numbers=("line", "width", "baseline"))
    for number, line in enumerate(_first(report.lines)):
        table.add_row(
            str(number),
            _span(line.start, line.end),
            f"{line.width:.1f}",
            f"{line.baseline:.1f}",
            show(line.text),
        )
    return table


def _runs(report: TextReport, show: _Shown) -> Table:
    table = _table("run", "at", "level", "script", "font", "text", numbers=("run", "level"))
    for number, run in enumerate(_first(report.runs)):
        if run.start == run.end:
            continue
        font = f"{run.font} {run.weight}" if run.font else "none has it"
        level = f"{run.level} {'<-' if run.level % 2 else '->'}"
        table.add_row(str(number), _span(run.start, run.end), level, run.script, font, show(run.text))
    return table


def _characters(report: TextReport, show: _Shown) -> Table:
    table = _table(
        *("at", "code", "class", "level", "joins", "form", "letter", "group", "word", "name", "text"),
        numbers=("at", "level", "letter", "group", "word"),
    )
    for one in _first(report.characters):
        units = ("" if unit < 0 else str(unit) for unit in (one.letter, one.group, one.word))
        joins = {(True, True): "both", (True, False): "before", (False, True): "after"}.get(
            (one.joins_previous, one.joins_next), ""
        )
        name = one.name.removeprefix("ARABIC LETTER ").removeprefix("ARABIC ").lower()
        table.add_row(
            str(one.index), one.code, one.bidi_class, str(one.level), joins, one.form or "", *units, name,
            show(_in_its_form(one)),
        )  # fmt: skip
    return table


def _in_its_form(character: CharacterFacts) -> str:
    """A letter in the shape that it has in the text."""
    before = _ZWJ if character.joins_previous else ""
    return before + character.text + (_ZWJ if character.joins_next else "")


def _glyphs(report: TextReport, show: _Shown) -> Table:
    table = _table(
        *("run", "glyph", "cluster", "advance", "offset", "form", "text"),
        numbers=("run", "glyph", "advance"),
    )
    for one in _first(report.glyphs):
        offset = f"{one.x_offset:+.1f} {one.y_offset:+.1f}" if one.x_offset or one.y_offset else ""
        table.add_row(
            str(one.run), str(one.glyph_id), _span(one.start, one.end), f"{one.advance:.1f}", offset,
            one.form or "", show(one.text),
        )  # fmt: skip
    return table


def _groups(report: TextReport, show: _Shown) -> Table:
    table = _table("group", "at", "word", "letters", "text", numbers=("group", "word", "letters"))
    word = {letter.start: report.characters[letter.start].word for letter in report.letters}
    count = [0] * len(report.groups)
    for one in report.characters:
        if one.group >= 0 and report.letters[one.letter].start == one.index:
            count[one.group] += 1
    for group in _first(report.groups):
        table.add_row(
            str(group.index),
            _span(group.start, group.end),
            str(word[group.start]),
            str(count[group.index]),
            show(group.text),
        )
    return table


def change_lines(found: Mended) -> Iterator[str]:
    """Every change in a line: where, what, why.  Neighbours of one kind stand together."""
    if not found.changes:
        yield "Nothing had to be mended."
    told = 0
    for _, alike in groupby(found.changes, key=lambda change: (change.fault, change.why)):
        changes = list(alike)
        told += 1
        if told <= _MAX_TOLD:
            yield f"Mended {_where(changes)}: {_what(changes)}{changes[0].why}"
    if told > _MAX_TOLD:
        yield f"… and {told - _MAX_TOLD} more; --json tells them all."
    for note in found.notes[:_MAX_TOLD]:
        yield f"Left {_where([note])}: {_codes(note.before)}{note.why}"


def _where(changes: Sequence[Change]) -> str:
    first, last = min(one.start for one in changes), max(one.end for one in changes)
    return f"at {_span(first, max(last, first + 1))}"


def _what(changes: Sequence[Change]) -> str:
    if len(changes) > 3 or max(len(one.before) + len(one.after) for one in changes) > 6:
        count = f"{len(changes)} places, " if len(changes) > 1 else ""
        sure = changes[0].confidence
        return f"{count}{'' if sure >= 1 else f'confidence {sure:.0%}, '}"
    return (
        "; ".join(f"{_codes(one.before, '')} -> {_codes(one.after, '') or 'nothing'}" for one in changes)
        + ", "
    )


def _codes(text: str, after: str = ", ") -> str:
    return (" ".join(f"U+{ord(char):04X}" for char in text) or "nothing") + after if text else ""
