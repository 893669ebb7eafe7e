"""Sheets of rows: CSV and TSV in any encoding and with any delimiter, XLSX, ODS.  All cells as text.

Files are untrusted: their sizes are bounded before they are unpacked, formulas are never worked out (what the
sheet saved as their value is taken), nothing is fetched.
"""

import codecs
import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.base.errors import InputError
from studio.formats.document_file import read_bytes
from studio.formats.subtitles.arabic_bytes import guess_encoding
from studio.formats.subtitles.safe_xml import Element, parse_xml

MAX_BYTES = 64 << 20
MAX_ROWS, MAX_COLUMNS, MAX_CELL = 20_000, 500, 20_000
_MOST_UNPACKED = 256 << 20
_MOST_ENTRIES = 2_000
_MOST_RATIO = 250
_DELIMITERS = (",", ";", "\t", "|", "؛")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Table:
    """headers: as they stand, empty ones named by their number.  rows: as wide as the headers.

    numbers: of each row in its file, from 1, as people see them there.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]

    def with_cell(self, row: int, column: int, text: str) -> "Table":
        """The table with one cell changed; row and column from 0."""
        cells = list(self.rows[row])
        cells[column] = text
        return Table(self.headers, (*self.rows[:row], tuple(cells), *self.rows[row + 1 :]), self.numbers)


def read_table(path: Path) -> Table:
    """The first sheet of a file.  Raises InputError for what is no sheet, empty or too large."""
    suffix = path.suffix.lower()
    content = read_bytes(path, MAX_BYTES)
    where = str(path)
    if content.startswith(b"PK\x03\x04"):
        _check_archive(content, where)
        rows = _ods_rows(content, where) if suffix == ".ods" else _xlsx_rows(content, where)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError("this is an old office document", "Save it as .xlsx or .csv.", where)
    elif b"\0" in content[:4096] and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError("this file holds no table", "Choose a .csv, .tsv, .xlsx or .ods file.", where)
    else:
        rows = _csv_rows(_text_of(content), suffix, where)
    return _table(rows, where)


def _table(rows: Iterable[Sequence[str]], where: str) -> Table:
    """The first row with something in it names the columns; empty rows are left out."""
    headers: tuple[str, ...] = ()
    kept: list[tuple[str, ...]] = []
    numbers: list[int] = []
    for number, cells in enumerate(rows, 1):
        if not any(cell.strip() for cell in cells):
            continue
        if not headers:
            used = max(index for index, cell in enumerate(cells, 1) if cell.strip())
            if used > MAX_COLUMNS:
                raise InputError(
                    f"the sheet has more than {MAX_COLUMNS} columns", "Leave out what is not needed.", where
                )
            headers = tuple(cell.strip() or str(index) for index, cell in enumerate(cells[:used], 1))
            continue
        if len(kept) == MAX_ROWS:
            raise InputError(f"the sheet has more than {MAX_ROWS} rows", "Split it into several.", where)
        padded = [*cells[: len(headers)], *[""] * (len(headers) - len(cells))]
        kept.append(tuple(cell.strip()[:MAX_CELL] for cell in padded))
        numbers.append(number)
    if not kept:
        hint = "Its first row names the columns; each other row is a film or a picture."
        raise InputError("the sheet has no rows", hint, where)
    return Table(headers, tuple(kept), tuple(numbers))


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


# Archives -------------------------------------------------------------------------------------------------


def _check_archive(content: bytes, where: str) -> None:
    """Refuses what would unpack to more than a sheet can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise InputError("this sheet is damaged", "Save it again, or as .csv.", where) from error
    unpacked = sum(entry.file_size for entry in entries)
    bomb = any(
        entry.file_size > 1 << 22 and entry.file_size > _MOST_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_UNPACKED or bomb:
        raise InputError("this sheet unpacks to far more than a sheet is", "Save it as .csv.", where)


def _xlsx_rows(content: bytes, where: str) -> Iterator[list[str]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what files say of their size may lie
            for count, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)):
                if count > MAX_ROWS * 4:
                    break
                yield [_cell(value) for value in row]
        finally:
            book.close()
    except InputError:
        raise
    except Exception as error:  # openpyxl lets all kinds of errors of XML, ZIP and values through
        raise InputError("this sheet cannot be read", "Save it again, or as .csv.", where) from error


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.15g}"
        case datetime.datetime():
            plain = value.time() == datetime.time()
            return value.date().isoformat() if plain else value.isoformat(" ", "minutes")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case _:
            return str(value)


def _ods_rows(content: bytes, where: str) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read("content.xml").decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise InputError("this sheet cannot be read", "Save it again, or as .csv.", where) from error
    try:
        sheet = next(_named(parse_xml(text, where), "table"), None)
    except InputError as error:
        raise InputError("this sheet cannot be read", "Save it again, or as .csv.", where) from error
    count = 0
    for row in _named(sheet, "table-row") if sheet is not None else ():
        cells: list[str] = []
        for cell in row.content:
            if isinstance(cell, Element) and cell.name in ("table-cell", "covered-table-cell"):
                times = min(MAX_COLUMNS + 1, _whole(cell.attributes.get("number-columns-repeated")))
                cells += [_ods_cell(cell)] * times
        while cells and not cells[-1]:
            cells.pop()
        for _ in range(_whole(row.attributes.get("number-rows-repeated")) if cells else 1):
            count += 1
            if count > MAX_ROWS + 2:
                return
            yield cells[: MAX_COLUMNS + 1]


def _ods_cell(cell: Element) -> str:
    kind = cell.attributes.get("value-type", "")
    if kind in ("float", "percentage", "currency"):
        value = cell.attributes.get("value", "")
        return value.removesuffix(".0")
    if kind == "date":
        return cell.attributes.get("date-value", "").removesuffix("T00:00:00")
    if kind == "boolean":
        return cell.attributes.get("boolean-value", "")
    return "\n".join(
        "".join(_words(one)) for one in cell.content if isinstance(one, Element) and one.name == "p"
    )


def _words(element: Element) -> Iterator[str]:
    for one in element.content:
        if isinstance(one, str):
            yield one
        elif one.name == "s":
            yield " " * min(100, _whole(one.attributes.get("c")))
        elif one.name != "annotation":
            yield from _words(one)


def _named(element: Element, name: str) -> Iterator[Element]:
    for one in element.content:
        if isinstance(one, Element):
            if one.name == name:
                yield one
            elif name != "table-row" or one.name in ("table-rows", "table-header-rows", "table-row-group"):
                yield from _named(one, name)


def _whole(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 9 else 1
