"""`studio batch`: checked without rendering, made, and told for machines."""

import json
from pathlib import Path

import pytest

from studio.cli.app import run


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text("الاقتباس,القائل,مدينة\nالحوار يبني,ليلى,عمّان\n,هدى,إربد\n", "utf-8")
    return path


def test_check_renders_nothing_and_lists_rows(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = sheet.parent / "out"
    assert run(["batch", "pull-quote", str(sheet), "-o", str(out), "--check"]) == 1
    said = capsys.readouterr()
    assert "row 3, الاقتباس: block" in said.out
    assert "2 rows, 1 with findings, 1 cannot be made" in said.out
    assert "مدينة" in said.err
    assert not out.exists()


def test_rows_become_files_named_by_the_pattern(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = sheet.parent / "out"
    arguments = ["batch", "pull-quote", str(sheet), "-o", str(out), "--size", "1:1", "--json"]
    more = ["--map", "مدينة=role", "--name", "{role}-{row}"]
    assert run([*arguments, *more]) == 1, "a row was left out"
    told = json.loads(capsys.readouterr().out)
    assert told["columns"]["مدينة"] == "role"
    assert [one["state"] for one in told["made"]] == ["made"]
    assert (out / "عمّان-0002.png").is_file()


@pytest.mark.parametrize(
    "wrong",
    [
        ["--map", "none=role"],
        ["--map", "مدينة=nothing"],
        ["--size", "2:1"],
        ["--name", "{none}"],
        ["--for", "moon"],
    ],
)
def test_wrong_wishes_are_said(sheet: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["batch", "pull-quote", str(sheet), "-o", str(sheet.parent / "out"), *wrong]) == 2
    assert "Error" in capsys.readouterr().err
