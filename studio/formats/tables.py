"""Sheets of rows: CSV and TSV in any encoding and with any delimiter, XLSX, ODS.  All cells as text.

Files are untrusted: their sizes are bounded before they are unpacked, formulas are never worked out (what the
sheet saved as their value is taken; one that has none is told), nothing is fetched.

bytes --_csv_rows | spreadsheets.xlsx_rows | ods_rows--> rows of cells --_table--> Table
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal

from msgspec import Struct

from studio.base.errors import InputError
from studio.formats.document_file import read_bytes
from studio.formats.spreadsheets import Cell, check_archive, column_name, ods_rows, xlsx_rows
from studio.formats.subtitles.arabic_bytes import guess_encoding

MAX_BYTES = 64 << 20
MAX_ROWS, MAX_COLUMNS, MAX_CELL = 20_000, 500, 20_000
_LONGEST_HEADER = 200
_NAMED = 8
"""So many cells are named in a message."""
_DELIMITERS = (",", ";", "\t", "|", "؛")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class CellMistake(Struct, frozen=True):
    """A cell that is not what people see: row and column from 0, as in `Table.rows`.

    what: formula (its value is not in the file), surplus (it stands behind the last column).
    """

    row: int
    column: int
    what: Literal["formula", "surplus"]


class Table(Struct, frozen=True):
    """headers: as they stand on one line, each once; empty ones named by their number.  rows: as wide as the
    headers.

    numbers: of each row in its file, from 1, as people see them there.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    mistakes: tuple[CellMistake, ...] = ()

    def with_cell(self, row: int, column: int, text: str) -> "Table":
        """The table with one cell changed, whose row was looked at; row and column from 0."""
        cells = list(self.rows[row])
        cells[column] = text
        rows = (*self.rows[:row], tuple(cells), *self.rows[row + 1 :])
        left = tuple(
            one for one in self.mistakes if one.row != row or (one.column != column and one.what != "surplus")
        )
        return Table(self.headers, rows, self.numbers, left)

    def cell_name(self, row: int, column: int) -> str:
        """A cell as spreadsheets call it: `B3`."""
        return f"{column_name(column)}{self.numbers[row]}"


def read_table(path: Path) -> Table:
    """The first sheet of a file.  Raises InputError for what is no sheet, empty or too large."""
    suffix = path.suffix.lower()
    content = read_bytes(path, MAX_BYTES)
    where = str(path)
    if content.startswith(b"PK\x03\x04"):
        check_archive(content, where)
        read = ods_rows if suffix == ".ods" else xlsx_rows
        rows: Iterable[Sequence[Cell]] = read(content, where, 4 * MAX_ROWS, MAX_COLUMNS + 1)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError("this is an old office document", "Save it as .xlsx or .csv.", where)
    elif b"\0" in content[:4096] and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError("this file holds no table", "Choose a .csv, .tsv, .xlsx or .ods file.", where)
    else:
        rows = _csv_rows(_text_of(content), suffix, where)
    return _table(rows, where)


def _table(rows: Iterable[Sequence[Cell]], where: str) -> Table:
    """The first row with something in it names the columns (the next one, where it is a single cell above
    several); empty rows are left out."""
    filled = _filled(rows)
    first = next(filled, None)
    if first is None:
        raise _without_rows(where)
    second = next(filled, None)
    if second is not None and len(first[1]) > 1 == _count(first[1]) < _count(second[1]):
        first, second = second, next(filled, None)
    headers = _headers(*first, where)
    kept: list[tuple[str, ...]] = []
    numbers: list[int] = []
    mistakes: list[CellMistake] = []
    for number, cells in filled if second is None else chain([second], filled):
        if len(kept) == MAX_ROWS:
            raise InputError(f"the sheet has more than {MAX_ROWS} rows", "Split it into several.", where)
        for column, cell in enumerate(cells):
            if cell is None and column < len(headers):
                mistakes.append(CellMistake(len(kept), column, "formula"))
            elif cell and cell.strip() and column >= len(headers):
                mistakes.append(CellMistake(len(kept), column, "surplus"))
        padded = [*cells[: len(headers)], *[""] * (len(headers) - len(cells))]
        kept.append(tuple((cell or "").strip()[:MAX_CELL] for cell in padded))
        numbers.append(number)
    if not kept:
        raise _without_rows(where)
    table = Table(headers, tuple(kept), tuple(numbers), tuple(mistakes))
    if not any(cell for row in kept for cell in row):
        raise _without_values([table.cell_name(one.row, one.column) for one in mistakes], where)
    return table


def _filled(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Rows with something in them, with their numbers from 1."""
    return ((number, cells) for number, cells in enumerate(rows, 1) if _count(cells))


def _count(cells: Sequence[Cell]) -> int:
    return sum(cell is None or bool(cell.strip()) for cell in cells)


def _headers(number: int, cells: Sequence[Cell], where: str) -> tuple[str, ...]:
    used = max(index for index, cell in enumerate(cells, 1) if cell is None or cell.strip())
    if used > MAX_COLUMNS:
        raise InputError(
            f"the sheet has more than {MAX_COLUMNS} columns", "Leave out what is not needed.", where
        )
    unsaved = [f"{column_name(at)}{number}" for at, cell in enumerate(cells[:used]) if cell is None]
    if unsaved:
        raise _without_values(unsaved, where)
    headers: list[str] = []
    for index, cell in enumerate(cells[:used], 1):
        wanted = name = " ".join((cell or "").split())[:_LONGEST_HEADER] or str(index)
        count = 2
        while name in headers:
            name, count = f"{wanted} ({count})", count + 1
        headers.append(name)
    return tuple(headers)


def _without_rows(where: str) -> InputError:
    hint = "Its first row names the columns; each other row is a film or a picture."
    return InputError("the sheet has no rows", hint, where)


def _without_values(cells: Sequence[str], where: str) -> InputError:
    named = ", ".join(cells[:_NAMED]) + (" …" if len(cells) > _NAMED else "")
    hint = "Open the sheet in a spreadsheet program, save it there, and choose it again."
    return InputError(f"the values of the sheet's formulas were not saved in it: {named}", hint, where)


# Text -----------------------------------------------------------------------------------------------------


def _text_of(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(guess_encoding(content), "replace")


def _csv_rows(text: str, suffix: str, where: str) -> Iterator[list[str]]:
    first = text.lstrip("\n\r").partition("\n")[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:  # spreadsheets say their delimiter so
        text, delimiter = text.partition("\n")[2], first[4]
    else:
        delimiter = "\t" if suffix == ".tsv" else _delimiter(text)
    csv.field_size_limit(max(MAX_CELL * 8, 1 << 20))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise InputError(f"the table cannot be read: {error}", "Export it again as CSV.", where) from error


def _delimiter(text: str) -> str:
    """The sign that parts most rows into the same number of cells, of which there are several."""
    sample = "\n".join(text.splitlines()[:60])

    def quality(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if any(row)]
        except csv.Error:
            return 0.0, 0
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) / len(widths) if usual > 1 else 0.0), usual

    return max(_DELIMITERS, key=quality)
