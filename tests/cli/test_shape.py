"""`studio shape`: tables, pictures, mending and text for old programs, as people run it."""

import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import PROGRAM, Studio
from tests.waiting import PATIENCE


def test_the_tables_name_levels_forms_and_fonts(studio: Studio) -> None:
    answer = studio("shape", "بلا +966 50 123", "--font", "Cairo")
    assert answer.code == 0
    for word in ("Cairo 400", "right to left", "LRI at 4-14", "U+0628", "init", "medi", "fina", "lam"):
        assert word in answer.out


def test_the_same_for_machines(studio: Studio) -> None:
    facts = studio("shape", "بلا", "--json").json()
    assert [one["form"] for one in facts["characters"]] == ["init", "medi", "fina"]
    assert facts["joins"] == [[1, 0], [2, 1]]
    assert facts["direction"] == "rtl"


def test_a_terminal_that_cannot_join_gets_presentation_forms(studio: Studio) -> None:
    out = studio("shape", "مرحبا", "--visual").out
    assert "ﺎﺒﺣﺮﻣ" in out
    assert "مرحبا" not in out


def test_legacy_text_and_its_switches(studio: Studio) -> None:
    text = "قال (نعم) 12"
    assert studio("shape", text, "--legacy").out == "12 (ﻢﻌﻧ) ﻝﺎﻗ\n"
    assert studio("shape", text, "--legacy", "--no-reorder").out == "ﻗﺎﻝ (ﻧﻌﻢ) 12\n"
    assert studio("shape", text, "--legacy", "--no-shape").out == "12 (معن) لاق\n"
    assert studio("shape", "بِلا", "--legacy", "--marks", "delete").out == "ﻼﺑ\n"
    lines = studio("shape", "نعم نعم نعم", "--legacy", "--columns", "8", "--json").json()["lines"]
    assert lines == ["ﻢﻌﻧ ﻢﻌﻧ", "ﻢﻌﻧ"]


def test_letters_without_a_form_are_said(studio: Studio) -> None:
    answer = studio("shape", "هەولێر", "--legacy", "--lang", "ckb")
    assert answer.code == 0
    assert "ێ" in answer.err


def test_mended_text_goes_out_and_changes_are_told_beside_it(studio: Studio, place: Path) -> None:
    (place / "post.txt").write_text("\ufeffﺎﺒﺣﺮﻣ\n", encoding="utf-8")
    answer = studio("shape", "--file", "post.txt", "--mend")
    assert answer.out == "مرحبا\n"
    assert "byte order mark" in answer.err
    assert "in the order in which it is seen" in answer.err
    facts = studio("shape", "کتاب", "--mend", "--lang", "ar", "--json").json()
    assert facts["text"] == "كتاب"
    assert [(one["fault"], one["start"], one["before"]) for one in facts["changes"]] == [
        ("look-alike", 0, "ک")
    ]


def test_clean_text_needs_no_mending(studio: Studio) -> None:
    answer = studio("shape", "مرحبا", "--mend")
    assert (answer.out, answer.err) == ("مرحبا\n", "Nothing had to be mended.\n")


def test_text_comes_from_standard_input(environment: dict[str, str], place: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "shape", "-", "--legacy"],
        input="مرحبا\n".encode(),
        cwd=place,
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    assert done.stdout.decode() == "ﺎﺒﺣﺮﻣ\n"


def test_letters_that_no_font_has_are_told_beside_the_picture(studio: Studio, place: Path) -> None:
    answer = studio("shape", "نص 漢", "--picture", "shape.png")
    assert answer.code == 0
    assert "No font has '漢'" in answer.err


def test_the_picture_is_made(studio: Studio, place: Path) -> None:
    answer = studio("shape", "حوار", "--picture", "shape.png", "--labels", "en")
    assert answer.code == 0
    with Image.open(place / "shape.png") as made:
        assert made.width == 1920
    facts = studio("shape", "حوار", "--picture", "shape.webp", "--json").json()
    assert (facts["width"], facts["shown"], facts["text"]) == (1920, 4, "حوار")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "a text is needed"),
        (("نص", "--file", "x.txt"), "only one"),
        (("--file", "none.txt"), "none.txt"),
        (("--file", "bytes.txt"), "no UTF-8 text"),
        (("--file", "."), "cannot be read"),
        (("ا" * 20_001,), "20,000"),
        (("نص", "--font", "Caior"), "Cairo"),
        (("نص", "--font", "none.ttf"), "none.ttf"),
        (("نص", "--font", "bytes.otf"), "bytes.otf"),
        (("نص", "--direction", "up"), "up"),
        (("نص", "--marks", "x"), "--marks"),
        (("نص", "--picture", "x.bmp"), ".bmp"),
        (("نص", "--picture", "no/where.png"), "folder"),
        (("", "--picture", "x.png"), "no letter"),
        (("نص", "--size", "0"), "--size"),
    ],
)
def test_bad_input_is_said_with_exit_code_2(
    studio: Studio, place: Path, arguments: tuple[str, ...], said: str
) -> None:
    (place / "bytes.txt").write_bytes(b"\xff\xfe\x00\xd8")
    (place / "bytes.otf").write_bytes(b"no font")
    answer = studio("shape", *arguments)
    assert answer.code == 2
    assert said in answer.err


@pytest.mark.parametrize(
    ("text", "option"), [("", "--json"), ("\u202e\u2067\u064e", "--visual"), ("a\nb\n🎉", "--mend")]
)
def test_odd_text_is_no_mistake(studio: Studio, text: str, option: str) -> None:
    assert studio("shape", text, option).code == 0


def test_the_tables_of_a_long_text_are_cut_and_say_so(studio: Studio, place: Path) -> None:
    (place / "long.txt").write_text("سلام\n" * 2400, encoding="utf-8")
    answer = studio("shape", "--file", "long.txt")
    assert answer.code == 0
    assert "… and 10999 more; --json tells them all." in answer.out
    assert len(answer.out.splitlines()) < 7000
