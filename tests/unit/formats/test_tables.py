"""Sheets as they come: encodings, delimiters, spreadsheets with formulas and dates, and hostile files."""

import csv
import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.formats.tables import MAX_ROWS, read_table

HEADERS = ("العنوان", "صورة", "عدد")
ROWS = (("الحوار, معًا; دائمًا", "شاي.jpg", "٧٢"), ("سطر\nثانٍ", "", "5"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_encoding_and_delimiter_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    if encoding == "cp1256":
        rows = tuple(tuple(cell.replace("٧٢", "72") for cell in row) for row in ROWS)
    else:
        rows = ROWS
    path = tmp_path / "rows.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([HEADERS, *rows])
    table = read_table(path)
    assert table.headers == HEADERS
    assert table.rows == rows


def test_spreadsheets_hint_at_their_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("sep=;\na;b\n1,5;2\n", "utf-8")
    assert read_table(path).rows == (("1,5", "2"),)


def test_rows_keep_the_numbers_that_people_see_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("\n\na,,b\n1,2,3\n\n,,\n4,5\n", "utf-8")
    table = read_table(path)
    assert table.headers == ("a", "2", "b")
    assert table.rows == (("1", "2", "3"), ("4", "5", ""))
    assert table.numbers == (4, 7)
    assert table.with_cell(1, 2, "x").rows[1] == ("4", "5", "x")


def test_xlsx_is_read_with_saved_values_dates_and_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["العنوان", "يوم", "عدد", "نعم", "حساب"])
    sheet.append(["حوار", datetime.date(2026, 1, 5), 72.0, True, "=1+1"])
    path = tmp_path / "rows.xlsx"
    book.save(path)
    (row,) = read_table(path).rows
    assert row == ("حوار", "2026-01-05", "72", "true", ""), "a formula is never worked out"


ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x">
<office:body><office:spreadsheet><table:table>
<table:table-row><table:table-cell><text:p>title</text:p></table:table-cell>
<table:table-cell><text:p>n</text:p></table:table-cell><table:table-cell
 table:number-columns-repeated="16000"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>حوار<text:s/>معًا</text:p>
<text:p>٢</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="7"/></table:table-row>
<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def archive(path: Path, **entries: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name.replace("_", "."), content)
    return path


def test_ods_is_read(tmp_path: Path) -> None:
    table = read_table(archive(tmp_path / "rows.ods", content_xml=ODS.encode()))
    assert table.headers == ("title", "n")
    assert table.rows == (("حوار معًا\n٢", "7"),)


@pytest.mark.parametrize("name", ["rows.ods", "rows.xlsx"])
@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<a" + b"><b" * 5000,
        b"\x00\xff",
        b"0" * (40 << 20),
    ],
)
def test_hostile_archives_are_refused_with_words(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(InputError) as error:
        read_table(archive(tmp_path / name, content_xml=content))
    assert error.value.hint


@pytest.mark.parametrize(
    "content", [b"", b"\n \n", b"a,b\n", b"PK\x03\x04 no", b"\x89PNG\0\0\0", b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_sheet_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_table(path)
    assert error.value.hint


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("a\n" + "1\n" * (MAX_ROWS + 1), "utf-8")
    with pytest.raises(InputError):
        read_table(path)


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    try:
        table = read_table(path)
    except InputError:
        return
    assert all(len(row) == len(table.headers) for row in table.rows)
