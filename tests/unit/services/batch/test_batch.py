"""Sheets into pictures: columns matched, rows checked, files made, failures told, nothing made twice."""

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from studio.base.cancellation import Cancellation
from studio.base.errors import InputError
from studio.base.paths import assets_dir
from studio.formats.tables import CellMistake, Table
from studio.presets.catalog import bundled
from studio.services.batch.checking import check_row
from studio.services.batch.matching import folded, match_columns, parse_target
from studio.services.batch.names import as_file_name, check_pattern, file_name, named
from studio.services.batch.plan import Batch, CheckedRow, values_of
from studio.services.batch.run import LEDGER, Ledger, exports_of, run_batch

HEADERS = ("الاقتباس", "القائل", "الصورة", "مدينة")
GOOD = ("الحوار يبني الثقة", "ليلى", "workshop.jpg", "عمّان")


def batch(folder: Path, *rows: tuple[str, ...], headers: tuple[str, ...] = HEADERS) -> Batch:
    template = bundled().template("pull-quote")
    table = Table(headers, rows, tuple(range(2, 2 + len(rows))))
    return Batch(template, table, match_columns(template, headers), ("1:1",), folder=folder)


def checked(planned: Batch) -> list[CheckedRow]:
    return named(planned, [check_row(planned, row) for row in range(len(planned.table.rows))])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(assets_dir() / "pictures" / "workshop.jpg", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("template", "headers", "targets"),
    [
        ("pull-quote", HEADERS, ["quote", "speaker", "picture", None]),
        ("pull-quote", ("Quotation (en)", "الاقتباس بالعربية", "photo"), ["quote.en", "quote.ar", "picture"]),
        (
            "pull-quote",
            ("QUOTE", "Speakers", "PICTURE ", "role.en"),
            ["quote", "speaker", "picture", "role.en"],
        ),
        ("steps", ("العُنوان", "الخطوة ١", "Step 2"), ["title", "steps.0.text", "steps.1.text"]),
        ("one-number", ("رقم", "ما يعدّه الرقم"), ["number", "unit"]),
    ],
)
def test_columns_are_matched_by_their_names(
    template: str, headers: tuple[str, ...], targets: list[str | None]
) -> None:
    found = match_columns(bundled().template(template), headers)
    assert [found[one].written if one in found else None for one in headers] == targets


def test_every_target_is_read_as_it_is_written() -> None:
    template = bundled().template("steps")
    for written in ("title", "title.en", "steps", "steps.3.text", "steps.3.text.ar"):
        target = parse_target(template, written)
        assert target is not None
        assert target.written == written
    assert parse_target(template, "nothing") is None
    assert parse_target(template, "title.0") is None


def test_names_are_compared_without_marks_and_spelling() -> None:
    assert folded("الصُّورة_١") == folded("الصوره 1")


def test_a_row_gives_its_values() -> None:
    headers = ("العنوان", "title en", "الخطوة ١", "Step 2", "Step 3")
    template = bundled().template("steps")
    table = Table(headers, (("خطوات", "Steps", "أولى", "", "ثالثة"),), (2,))
    planned = Batch(template, table, match_columns(template, headers), ("4:5",))
    assert values_of(planned, 0) == {
        "title": {"else": "خطوات", "en": "Steps"},
        "steps": [{"text": "أولى"}, {"text": "ثالثة"}],
    }


def test_a_list_may_stand_in_one_cell() -> None:
    template = bundled().template("steps")
    table = Table(("title", "steps"), (("خطوات", "أولى\nثانية؛ثالثة"),), (2,))
    planned = Batch(template, table, match_columns(template, table.headers), ("4:5",))
    assert values_of(planned, 0)["steps"] == [{"text": "أولى"}, {"text": "ثانية"}, {"text": "ثالثة"}]


def test_what_is_wrong_with_a_row_is_said_with_its_column(folder: Path) -> None:
    long = "كلمة طيبة " * 30
    rows = checked(batch(folder, GOOD, (long, "سامي", "none.jpg", ""), ("", "هدى", "", "")))
    assert rows[0].findings == ()
    assert rows[0].items[0].composition is not None
    found = {(one.column, one.level) for one in rows[1].findings}
    assert found == {("الاقتباس", "block"), ("الصورة", "block")}
    assert [one.column for one in rows[2].findings] == ["الاقتباس"]


def test_a_bad_number_is_said_and_any_digits_are_numbers(tmp_path: Path) -> None:
    template = bundled().template("one-number")
    headers = ("الرقم", "ما يعدّه الرقم", "المصدر")
    table = Table(headers, (("١٬٢٣٤", "مشاركًا", "تقرير"), ("كثير", "مشاركًا", "تقرير")), (2, 3))
    planned = Batch(template, table, match_columns(template, headers), ("1:1",), folder=tmp_path)
    good, bad = checked(planned)
    assert not good.blocked
    assert [one.column for one in bad.findings if one.level == "block"] == ["الرقم"]


def test_a_long_text_is_told_with_how_much_it_is_shrunk(folder: Path) -> None:
    (row,) = checked(batch(folder, ("الحوار بين الناس يبني الثقة ويفتح الأبواب " * 3, "ليلى", "", "")))
    assert not row.blocked
    assert "الاقتباس" in [one.column for one in row.findings if "shrunk" in one.message]


def test_the_same_name_twice_gets_a_number_and_is_told(folder: Path) -> None:
    first, second = checked(batch(folder, GOOD, GOOD))
    assert first.items[0].name == "الحوار يبني الثقة_1x1_ar"
    assert second.items[0].name == "الحوار يبني الثقة_1x1_ar (2)"
    assert [one.level for one in second.findings] == ["warning"]


def test_names_follow_the_pattern_and_suit_every_system(folder: Path) -> None:
    planned = replace(
        batch(folder, ("أ/ب: ج?", "ليلى", "", "عمّان")), pattern="{مدينة}-{row}-{speaker}-{lang}"
    )
    check_pattern(planned)
    assert file_name(planned, 0, "1:1", "ar") == "عمّان-0002-ليلى-ar"
    assert file_name(replace(planned, pattern="{title}"), 0, "1:1", "ar") == "أ ب ج"
    assert as_file_name("con") == "_con"
    assert as_file_name("..") == "film"
    for pattern in ("{nothing}", "a/{title}", " "):
        with pytest.raises(InputError):
            check_pattern(replace(planned, pattern=pattern))


def test_rows_become_pictures_and_nothing_is_made_twice(folder: Path) -> None:
    planned = replace(batch(folder, GOOD, ("", "هدى", "", "")), sizes=("1:1", "4:5"), languages=("ar", "en"))
    out = folder / "out"
    profile = bundled().export("archive")
    told: list[int] = []
    exports = exports_of(checked(planned), planned.template, out, profile)
    assert len(exports) == 4, "the row without words is left out"
    made = run_batch(exports[:2], out, lambda done, _all: told.append(done))
    assert [one.state for one in made] == ["made", "made"]
    assert told[-1] == 2
    with Image.open(made[0].output) as picture:
        assert picture.size == (1080, 1080)
    again = run_batch(exports[:2], out)
    assert [one.state for one in again] == ["kept", "kept"]
    made[0].output.unlink()
    assert sorted(one.state for one in run_batch(exports[:2], out)) == ["kept", "made"]
    other = replace(planned, table=planned.table.with_cell(0, 1, "سلمى"))
    changed = exports_of(checked(other), other.template, out, profile)
    assert run_batch(changed[:1], out)[0].state == "made", "another text is another picture"


def test_a_failing_row_is_told_and_the_others_go_on(folder: Path) -> None:
    planned = batch(folder, GOOD, ("كلام آخر", "ليلى", "workshop.jpg", ""))
    out = folder / "out"
    exports = exports_of(checked(planned), planned.template, out, bundled().export("archive"))
    exports[0][1].output.mkdir(parents=True)  # something stands where the first picture goes
    made = {one.item.row: one for one in run_batch(exports, out)}
    assert made[0].state == "failed"
    assert made[0].error is not None
    assert made[1].state == "made"


def test_two_batches_in_one_folder_leave_each_other_their_notes(folder: Path) -> None:
    planned = batch(folder, GOOD, ("كلام آخر", "ليلى", "workshop.jpg", ""))
    out = folder / "out"
    exports = exports_of(checked(planned), planned.template, out, bundled().export("archive"))
    run_batch(exports, out)
    (out / LEDGER).unlink()
    ledgers = [Ledger(out), Ledger(out)]
    for ledger, (_, export) in zip(ledgers, exports, strict=True):
        ledger.note(export)
    assert [one.state for one in run_batch(exports, out)] == ["kept", "kept"]


def test_what_cannot_be_noted_is_made_all_the_same(folder: Path) -> None:
    planned = batch(folder, GOOD, ("كلام آخر", "ليلى", "workshop.jpg", ""))
    out = folder / "out"
    exports = exports_of(checked(planned), planned.template, out, bundled().export("archive"))
    (out / LEDGER).mkdir(parents=True)
    assert [one.state for one in run_batch(exports, out)] == ["made", "made"]


@pytest.mark.parametrize("notes", ["", "[]", '{"a": 1}', "[" * 100_000, "\0\xff", "null", '{"a.png": "x"'])
def test_notes_that_cannot_be_read_are_none(folder: Path, notes: str) -> None:
    (folder / LEDGER).write_text(notes, encoding="latin-1")
    planned = batch(folder, GOOD)
    exports = exports_of(checked(planned), planned.template, folder, bundled().export("archive"))
    assert not Ledger(folder).is_made(exports[0][1])


def test_a_batch_can_be_stopped(folder: Path) -> None:
    planned = batch(folder, GOOD)
    out = folder / "out"
    exports = exports_of(checked(planned), planned.template, out, bundled().export("archive"))
    assert [one.state for one in run_batch(exports, out, cancellation=Cancellation(lambda: True))] == [
        "cancelled"
    ]


def test_a_file_that_is_no_picture_is_said_with_its_column_and_the_rest_is_looked_at(
    folder: Path,
) -> None:
    (folder / "text.jpg").write_text("no picture", "utf-8")
    (folder / "folder.jpg").mkdir()
    (folder / "cut.jpg").write_bytes((folder / "workshop.jpg").read_bytes()[:2000])
    long = "كلمة طيبة " * 30
    for name in ("text.jpg", "folder.jpg", "cut.jpg", "a\0b", "x" * 3000):
        bad, good = checked(batch(folder, (long, "سامي", name, ""), GOOD))
        about = {one.column: one for one in bad.findings}
        assert set(about) == {"الصورة", "الاقتباس"}, name
        assert about["الصورة"].level == "block"
        assert about["الصورة"].file == name
        assert about["الصورة"].hint
        assert not good.blocked


def test_a_name_that_is_nearly_one_of_the_folders_is_hinted_at(folder: Path) -> None:
    (row,) = checked(batch(folder, (GOOD[0], GOOD[1], "Workshp.JPG", "")))
    assert "did you mean 'workshop.jpg'?" in row.findings[0].hint


def test_cells_without_a_value_errors_of_spreadsheets_and_surplus_cells_are_said(folder: Path) -> None:
    planned = batch(folder, ("", "ليلى", "", ""), ("#REF!", "ليلى", "", ""), GOOD, (*GOOD[:3], "Err:502"))
    mistakes = (CellMistake(0, 0, "formula"), CellMistake(2, 4, "surplus"), CellMistake(2, 5, "surplus"))
    table = replace(planned.table, mistakes=mistakes)
    first, second, third, fourth = checked(replace(planned, table=table))
    assert [(one.column, one.level) for one in first.findings] == [("الاقتباس", "block")]
    assert "A2" in first.findings[0].message
    assert [(one.column, one.level) for one in second.findings] == [("الاقتباس", "block")]
    assert "#REF!" in second.findings[0].message
    assert [(one.column, one.level) for one in third.findings] == [("", "block")]
    assert not fourth.blocked, "that column fills nothing"


def test_a_list_in_one_cell_and_rows_of_it_in_columns_go_together() -> None:
    template = bundled().template("steps")
    table = Table(("title", "steps", "step 2"), (("خطوات", "أولى", "ثانية"),), (2,))
    planned = Batch(template, table, match_columns(template, table.headers), ("4:5",))
    assert values_of(planned, 0)["steps"] == [{"text": "أولى"}, {"text": "ثانية"}]


def test_a_picture_of_the_program_that_is_not_there_is_said_with_its_column(folder: Path) -> None:
    rows = [(GOOD[0], GOOD[1], name, "") for name in ("asset:pictures/none.jpg", "asset:../../etc/passwd")]
    for row in checked(batch(folder, *rows)):
        assert [(one.column, one.level) for one in row.findings] == [("الصورة", "block")]
    (good,) = checked(batch(folder, (GOOD[0], GOOD[1], "asset:pictures/workshop.jpg", "")))
    assert not good.blocked


def test_a_title_of_signs_alone_is_no_name(folder: Path) -> None:
    first, second = checked(batch(folder, ("😀😀", "ليلى", "", ""), ("...", "ليلى", "", "")))
    assert [one.items[0].name for one in (first, second)] == ["ليلى_1x1_ar", "ليلى_1x1_ar (2)"]


def test_a_row_that_is_not_made_is_not_told_its_name(folder: Path) -> None:
    bad, good = checked(batch(folder, (GOOD[0], "", "", ""), GOOD))
    assert [one.level for one in bad.findings] == ["block"]
    again = checked(batch(folder, GOOD, (GOOD[0], "", "", "")))[1]
    assert [one.level for one in again.findings] == ["block"]
    assert good.items[0].name != bad.items[0].name, "its name is kept for it"
