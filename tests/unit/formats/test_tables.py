"""Sheets as they come: encodings, delimiters, spreadsheets with formulas and dates, and hostile files."""

import contextlib
import csv
import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.formats.tables import MAX_ROWS, CellMistake, Table, read_table

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
    table = read_table(path)
    assert table.rows == (("حوار", "2026-01-05", "72", "true", ""),), "a formula is never worked out"
    assert table.mistakes == (CellMistake(0, 4, "formula"),)
    assert table.cell_name(0, 4) == "E2"


def xlsx(path: Path, *rows: list[object], merged: str = "", percent: str = "") -> Table:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    if percent:
        sheet[percent].number_format = "0.0%"
    book.save(path)
    return read_table(path)


def test_formulas_without_saved_values_are_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    with pytest.raises(InputError) as error:
        xlsx(path, ["title", "n"], ["=A1", "=B1"], ["=A1", "=B1"])
    assert "A2, B2, A3" in error.value.message
    assert "save" in error.value.hint
    with pytest.raises(InputError) as error:
        xlsx(path, ["title", '="n"'], ["a", 1])
    assert "B1" in error.value.message
    table = xlsx(path, ["title", "n"], ["=A1", 5], ["a", 7])
    assert table.rows == (("", "5"), ("a", "7"))
    assert table.mistakes == (CellMistake(0, 0, "formula"),)
    assert table.with_cell(0, 0, "x").mistakes == (), "a cell that was written by hand is one"


def test_a_formula_whose_saved_value_is_empty_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    xlsx(path, ["title", "n"], ["a", '=""'])
    kept = tmp_path / "kept.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b'<c r="B2">', b'<c r="B2" t="str">')
                assert b't="str"' in content
            new.writestr(name, content)
    assert read_table(kept).mistakes == ()


def test_cells_merged_over_rows_hold_for_all_of_them(tmp_path: Path) -> None:
    table = xlsx(tmp_path / "a.xlsx", ["n", "who"], [1, "ليلى"], [2, None], [3, None], merged="B2:B3")
    assert table.rows == (("1", "ليلى"), ("2", "ليلى"), ("3", ""))


def test_percentages_are_read_as_people_see_them(tmp_path: Path) -> None:
    table = xlsx(tmp_path / "a.xlsx", ["title", "n"], ["a", 0.725], percent="B2")
    assert table.rows == (("a", "72.5%"),)


def test_a_title_above_the_columns_is_not_taken_for_them(tmp_path: Path) -> None:
    table = xlsx(tmp_path / "a.xlsx", ["اقتباسات"], ["quote", "who"], ["a", "b"], merged="A1:B1")
    assert table.headers == ("quote", "who")
    assert table.numbers == (3,)


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text('title,title,"a\nb",title (2),\n1,2,3,4,5\n', "utf-8")
    table = read_table(path)
    assert table.headers == ("title", "title (2)", "a b", "title (2) (2)")
    assert table.rows[0] == ("1", "2", "3", "4")


def test_a_row_with_more_cells_than_columns_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("quote,who\nHello, world,Layla\nHello,Layla,\n", "utf-8")
    table = read_table(path)
    assert table.mistakes == (CellMistake(0, 2, "surplus"),)


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


def test_ods_formulas_merged_cells_and_percentages(tmp_path: Path) -> None:
    cells = """<table:table-cell table:number-rows-spanned="2"><text:p>ليلى</text:p></table:table-cell>
<table:table-cell office:value-type="percentage" office:value="0.72"><text:p>72%</text:p></table:table-cell>
<table:table-cell table:formula="of:=1"/></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell><text:p>5</text:p></table:table-cell>
<table:table-cell office:value-type="string" table:formula="of:=1"><text:p/></table:table-cell>"""
    first = ODS.index("<table:table-cell office")
    end = ODS.index("</table:table-row>", first)
    text = (ODS[:first] + cells + ODS[end:]).replace(
        "<text:p>n</text:p></table:table-cell>",
        "<text:p>n</text:p></table:table-cell><table:table-cell><text:p>m</text:p></table:table-cell>",
    )
    table = read_table(archive(tmp_path / "rows.ods", content_xml=text.encode()))
    assert table.rows == (("ليلى", "72%", ""), ("ليلى", "5", ""))
    assert table.mistakes == (CellMistake(0, 2, "formula"),)


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


@pytest.mark.parametrize("name", ["rows.ods", "rows.xlsx"])
@given(
    cuts=st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 60), st.binary(max_size=8)), min_size=1, max_size=4
    )
)
@example(cuts=[(4, 1, b"")])  # the place that the directory names lies before the file's start
def test_no_damage_to_a_sheet_raises_anything_else(
    tmp_path_factory: pytest.TempPathFactory, name: str, cuts: list[tuple[int, int, bytes]]
) -> None:
    """cuts: where, how many bytes go, and what comes instead."""
    path = tmp_path_factory.getbasetemp() / name
    if name.endswith("ods"):
        archive(path, content_xml=ODS.encode())
    else:
        xlsx(path, ["title", "n"], ["حوار", 7])
    content = path.read_bytes()
    for where, gone, instead in cuts:
        at = where % (len(content) + 1)
        content = content[:at] + instead + content[at + gone :]
    path.write_bytes(content)
    with contextlib.suppress(InputError):
        read_table(path)
