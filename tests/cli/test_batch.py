"""`studio batch`: checked without rendering, made, and told for machines."""

import json
import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from studio.cli.app import run
from studio.services.brand_sharing import export_brand
from studio.services.brands import make_from_logo
from tests.unit.services.logos import two_colors


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
    assert "Correct the cell." in said.out
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


def test_stills_become_pages_for_printing(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = sheet.parent / "out"
    arguments = ["batch", "pull-quote", str(sheet), "-o", str(out), "--size", "1:1", "--json"]
    assert run([*arguments, "--format", "PDF"]) == 1, "a row was left out"
    (made,) = json.loads(capsys.readouterr().out)["made"]
    (page,) = pypdfium2.PdfDocument(made["output"])
    assert page.get_size() == pytest.approx((810, 810), abs=0.5)
    assert run(arguments) == 1
    assert [one["state"] for one in json.loads(capsys.readouterr().out)["made"]] == ["made"], "another file"


@pytest.mark.parametrize(
    "wrong",
    [
        ["--map", "none=role"],
        ["--map", "مدينة=nothing"],
        ["--size", "2:1"],
        ["--name", "{none}"],
        ["--for", "moon"],
        ["--format", "psd"],
        ["--brand", "hiwar-drak"],
        ["--brand", "none.hiwarbrand"],
        ["--lang", "arabic"],
        ["--map", "مدينة"],
        ["--map", "=role"],
        ["-o", "{sheet}"],
    ],
)
def test_wrong_wishes_are_said(sheet: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [one.format(sheet=sheet) if "sheet" in one else one for one in wrong]
    assert run(["batch", "pull-quote", str(sheet), "-o", str(sheet.parent / "out"), *wrong]) == 2
    said = capsys.readouterr()
    assert "Error" in said.err
    assert "''" not in said.err, "what was not written is not quoted"
    assert not said.out, "before any row is looked at"


def test_rows_are_painted_with_an_own_kit_by_name_or_file(
    sheet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HIWAR_DATA_DIR", str(sheet.parent / "data"))
    (kit,) = make_from_logo("Nour", two_colors(sheet.parent / "logo.png"), ("light",))
    file = export_brand(kit, sheet.parent / "nour.hiwarbrand")
    grounds = []
    for place, wish in enumerate((None, "nour-light", str(file))):
        out = sheet.parent / f"out{place}"
        brand = [] if wish is None else ["--brand", wish]
        assert run(["batch", "pull-quote", str(sheet), "-o", str(out), "--size", "1:1", *brand]) == 1
        with Image.open(next(out.glob("*.png"))) as picture:
            grounds.append(picture.convert("RGB").getpixel((4, 4)))
    assert grounds[0] != grounds[1]
    assert grounds[1] == grounds[2]
    capsys.readouterr()


@pytest.mark.parametrize(
    ("columns", "row", "languages"),
    [
        ("quote,speaker", "Dialogue builds trust,Layla", ["en"]),
        ("quote.ar,quote.en,speaker", "الحوار يبني,Dialogue builds,ليلى", ["ar", "en"]),
        ("quote,speaker", "الحوار يبني,ليلى", ["ar"]),
    ],
)
def test_languages_are_those_of_the_sheet_unless_they_are_named(
    tmp_path: Path, columns: str, row: str, languages: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"{columns}\n{row}\n", "utf-8")
    arguments = ["batch", "pull-quote", str(path), "-o", str(tmp_path / "out"), "--check", "--json"]
    assert run(arguments) == 0
    assert json.loads(capsys.readouterr().out)["languages"] == languages
    run([*arguments, "--lang", "en"])
    assert json.loads(capsys.readouterr().out)["languages"] == ["en"]


def test_a_folder_that_cannot_be_written_to_is_said_before_any_row_is_looked_at(
    sheet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.access", lambda _path, mode: mode != os.W_OK)
    assert run(["batch", "pull-quote", str(sheet), "-o", str(sheet.parent / "new" / "out")]) == 2
    said = capsys.readouterr()
    assert "cannot be written to" in said.err
    assert not said.out
    assert not (sheet.parent / "new").exists()
