"""Tables as spreadsheets copy them become bars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.digits import to_digits
from studio.base.errors import InputError
from studio.model.charts import Bar
from studio.services.edits.chart_table import (
    number_in,
    parse_table,
    with_row,
    with_row_moved,
    without_rows,
)

labels = st.text("ابتحوار abc", min_size=1, max_size=12).map(str.strip).filter(bool)
rows = st.lists(st.tuples(labels, st.integers(0, 10**6)), min_size=1, max_size=24)


@given(rows, st.sampled_from(["latn", "arab", "arabext"]), st.sampled_from(["\n", "\r\n"]))
def test_what_is_copied_comes_back(rows: list[tuple[str, int]], digits: str, end: str) -> None:
    text = end.join(f"{label}\t{to_digits(str(value), digits)}" for label, value in rows) + end  # type: ignore[arg-type]
    assert [(bar.label, bar.value) for bar in parse_table(text)] == rows


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *(("1,234.5", 1234.5), ("١٬٢٣٤٫٥", 1234.5), ("1.234,5", 1234.5), ("12 %", 12), ("٪١٢", None)),
        *(("3,5", 3.5), ("1,234", 1234), ("1,234,567", 1234567), ("0,125", 0.125), ("۱۲", 12)),
        *(("عمّان", None), ("", None), ("nan", None), ("inf", None), ("ab1", None)),
    ],
)
def test_numbers_are_read_as_spreadsheets_write_them(cell: str, value: float | None) -> None:
    assert number_in(cell) == value


def test_headings_and_empty_rows_are_left_out() -> None:
    bars = parse_table("المدينة\tالعدد\n\nعمّان\t١٢\nإربد\t٧\n")
    assert bars == (Bar(label="عمّان", value=12), Bar(label="إربد", value=7))
    assert parse_table("2021\t5\n2022\t8") == (Bar(label="2021", value=5), Bar(label="2022", value=8))
    assert parse_table("5\n8") == (Bar(label="", value=5), Bar(label="", value=8))
    assert parse_table("a;1\nb;2")[1] == Bar(label="b", value=2)


@pytest.mark.parametrize(
    "text", ["", "كلام", "أ\t1\nب\tكلام", "أ\t-3", "\n".join(f"{n}\t1" for n in range(25))]
)
def test_what_is_no_table_is_refused_with_advice(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_table(text)
    assert refused.value.hint


@given(rows, st.data())
def test_rows_are_added_moved_and_taken_out(rows: list[tuple[str, int]], data: st.DataObject) -> None:
    bars = tuple(Bar(label=label, value=value) for label, value in rows)
    at = data.draw(st.integers(0, len(bars) - 1))
    if len(bars) < 24:
        assert without_rows(with_row(bars, at), [at]) == bars
    by = data.draw(st.integers(-30, 30))
    moved = with_row_moved(bars, at, by)
    place = max(0, min(at + by, len(bars) - 1))
    assert moved[place] == bars[at]
    assert with_row_moved(moved, place, at - place) == bars
