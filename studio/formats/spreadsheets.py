"""Sheets of office programs: the rows of the first sheet of an XLSX or ODS file, as people see them.

Values that formulas have are those that were saved; one without is None.  A cell that is merged over several
rows stands in each of them; percentages are written as such.
"""

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.parsers import expat

from studio.base.errors import InputError
from studio.formats.subtitles.safe_xml import Element, parse_xml

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as OfficeCell
    from openpyxl.cell.cell import MergedCell

Cell = str | None
"""A cell's text; None for a formula whose value is not in the file."""
_MOST_UNPACKED = 256 << 20
_MOST_ENTRIES = 2_000
_MOST_RATIO = 250
_MOST_MERGED = 100_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What `zipfile` raises for an archive that is broken, encrypted or packed in an unknown way."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def column_name(column: int) -> str:
    """A column from 0 as spreadsheets call it: A … Z, AA …"""
    name, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def check_archive(content: bytes, where: str) -> None:
    """Refuses what would unpack to more than a sheet can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except _DAMAGED as error:
        raise InputError("this sheet is damaged", "Save it again, or as .csv.", where) from error
    unpacked = sum(entry.file_size for entry in entries)
    bomb = any(
        entry.file_size > 1 << 22 and entry.file_size > _MOST_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_UNPACKED or bomb:
        raise InputError("this sheet unpacks to far more than a sheet is", "Save it as .csv.", where)


def xlsx_rows(content: bytes, where: str, most_rows: int, most_columns: int) -> Iterator[list[Cell]]:
    """Raises InputError for what cannot be read."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what files say of their size may lie
            marks = _Marks.of(content, book.sheetnames.index(sheet.title))
            above: dict[int, Cell] = {}
            for number, row in enumerate(sheet.iter_rows(max_col=most_columns), 1):
                if number > most_rows:
                    break
                cells: list[Cell] = [_text_of(one) for one in row]
                yield marks.applied(number, cells, above)
        finally:
            book.close()
    except InputError:
        raise
    except Exception as error:  # openpyxl lets all kinds of errors of XML, ZIP and values through
        raise InputError("this sheet cannot be read", "Save it again, or as .csv.", where) from error


class _Marks:
    """What openpyxl does not tell of a sheet that it reads row by row.

    unsaved: formulas without a value, row from 1 and column from 0.  merged: cells that show what stands
    above them.
    """

    def __init__(self) -> None:
        self.unsaved: set[tuple[int, int]] = set()
        self.merged: set[tuple[int, int]] = set()
        self._row, self._column = 0, -1
        self._formula = self._value = self._inside = False

    @classmethod
    def of(cls, content: bytes, sheet: int) -> "_Marks":
        """sheet: which of the book's, from 0."""
        marks = cls()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = marks._start
        parser.EndElementHandler = marks._end
        parser.CharacterDataHandler = marks._characters
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_part_of(archive, sheet)) as file:
            parser.ParseFile(file)
        return marks

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = -1
            case "c":
                self._column += 1
                if found := _REFERENCE.fullmatch(attributes.get("r", "")):
                    self._column = _column_of(found[1])
                # An empty text is a value, and said to be one; programs that work nothing out leave it open.
                self._formula, self._value = False, attributes.get("t") == "str"
            case "f":
                self._formula = True
            case "v" | "is":
                self._inside = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def _characters(self, _text: str) -> None:
        self._value |= self._inside

    def _end(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "v" | "is":
                self._inside = False
            case "c" if self._formula and not self._value:
                self.unsaved.add((self._row, self._column))

    def _merge(self, reference: str) -> None:
        ends = [_REFERENCE.fullmatch(one) for one in reference.split(":")]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            return
        column, first, last = _column_of(ends[0][1]), int(ends[0][2]), int(ends[1][2])
        if last - first + len(self.merged) < _MOST_MERGED:
            self.merged.update((row, column) for row in range(first + 1, last + 1))

    def applied(self, number: int, cells: list[Cell], above: dict[int, Cell]) -> list[Cell]:
        """A row with what it has from merged cells above.  above: the row before, changed to this one."""
        for column in range(len(cells)):
            if (number, column) in self.unsaved:
                cells[column] = None
            elif (number, column) in self.merged:
                cells[column] = above.get(column, "")
        above.clear()
        above.update(enumerate(cells))
        return cells


def _part_of(archive: zipfile.ZipFile, sheet: int) -> str:
    """The name of a sheet's part.  Raises KeyError, IndexError, InputError."""
    book = parse_xml(archive.read("xl/workbook.xml").decode("utf-8", "replace"), "")
    links = parse_xml(archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace"), "")
    targets = {
        one.attributes.get("Id", ""): one.attributes.get("Target", "")
        for one in links.content
        if isinstance(one, Element)
    }
    target = targets[list(_named(book, "sheet"))[sheet].attributes["id"]]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _column_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _text_of(cell: "OfficeCell | MergedCell") -> str:
    value: object = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float() if (cell.number_format or "").endswith("%"):
            return _percent(value)
        case float():
            return f"{value:.15g}"
        case datetime.datetime():
            plain = value.time() == datetime.time()
            return value.date().isoformat() if plain else value.isoformat(" ", "minutes")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case _:
            return str(value)


def _percent(value: float) -> str:
    return f"{round(100 * value, 10):.12g}%"


def ods_rows(content: bytes, where: str, most_rows: int, most_columns: int) -> Iterator[list[Cell]]:
    """Raises InputError for what cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read("content.xml").decode("utf-8", "replace")
    except (KeyError, *_DAMAGED) as error:
        raise InputError("this sheet cannot be read", "Save it again, or as .csv.", where) from error
    try:
        sheet = next(_named(parse_xml(text, where), "table"), None)
    except InputError as error:
        raise InputError("this sheet cannot be read", "Save it again, or as .csv.", where) from error
    count = 0
    spans: dict[int, tuple[Cell, int]] = {}
    for row in _named(sheet, "table-row") if sheet is not None else ():
        cells: list[Cell] = []
        for cell in row.content:
            if isinstance(cell, Element) and cell.name in ("table-cell", "covered-table-cell"):
                times = min(most_columns, _whole(cell.attributes.get("number-columns-repeated")))
                said = _ods_cell(cell)
                for _ in range(times):
                    cells.append(_spanned(spans, len(cells), cell, said))
        while cells and cells[-1] == "":
            cells.pop()
        for _ in range(_whole(row.attributes.get("number-rows-repeated")) if cells else 1):
            count += 1
            if count > most_rows:
                return
            yield cells[:most_columns]


def _spanned(spans: dict[int, tuple[Cell, int]], column: int, cell: Element, text: Cell) -> Cell:
    """A cell's text, that of the one above where it is covered by it.  spans: by column, and rows left."""
    if cell.name == "covered-table-cell":
        above, left = spans.pop(column, ("", 0))
        if left > 1:
            spans[column] = above, left - 1
        return above if left else text
    rows = _whole(cell.attributes.get("number-rows-spanned"))
    if rows > 1:
        spans[column] = text, rows - 1
    return text


def _ods_cell(cell: Element) -> Cell:
    kind = cell.attributes.get("value-type", "")
    if not kind and "formula" in cell.attributes and not cell.content:
        return None
    if kind == "percentage":
        try:
            return _percent(float(cell.attributes.get("value", "")))
        except ValueError:
            return ""
    if kind in ("float", "currency"):
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
