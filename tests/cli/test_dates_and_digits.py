"""Dates, forms and digits from the command line to the project that it writes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Studio

TEMPLATE = """
id = "appointment"
kind = "still"
name = { ar = "موعد", en = "Appointment" }
note = { ar = "للاختبار", en = "For tests" }

[[parameters]]
id = "day"
type = "date"
label = { ar = "اليوم", en = "Day" }
sample = "2026-01-05"

[[parameters]]
id = "people"
type = "number"
label = { ar = "العدد", en = "People" }
sample = 3

[[parameters]]
id = "unit"
type = "plural"
label = { ar = "المعدود", en = "What is counted" }
sample = { ar = { one = "مشارك واحد", few = "# مشاركين", other = "# مشارك" }, en = "# people" }

[body]
duration = 1

[[body.layers]]
type = "text"
id = "line"
text = "{date(day)} · {plural(people, unit)}"

[[body.layers]]
type = "chart"
id = "count"
chart = { kind = "counter", end = "{people}", unit = "{unit}" }
"""


@pytest.fixture
def template(place: Path) -> Path:
    path = place / "appointment.toml"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def made(studio: Studio, template: Path, *arguments: str) -> dict[str, Any]:
    """The layers, by id, of the project that `studio new` makes."""
    answer = studio("new", template, "made.hiwar", *arguments)
    assert answer.code == 0, answer.err
    project = json.loads((template.parent / "made.hiwar" / "project.json").read_text("utf-8"))
    return {layer["id"]: layer for layer in project["compositions"][0]["layers"]}


def line(studio: Studio, template: Path, *arguments: str) -> str:
    return str(made(studio, template, *arguments)["line"]["text"]).replace("\u00a0", " ")


def test_a_day_and_a_number_are_written_in_the_language_and_its_region(
    studio: Studio, template: Path
) -> None:
    given = ("--set", "day=٢٠٢٦-٠٤-١٢", "--set", "people=1")
    assert line(studio, template, *given, "--lang", "ar-JO") == "١٢ نيسان ٢٠٢٦ · مشارك واحد"


def test_digits_of_the_film_are_those_of_its_dates(studio: Studio, template: Path) -> None:
    assert line(studio, template, "--digits", "latn") == "5 يناير 2026 · 3 مشاركين"


def test_forms_are_given_one_by_one_or_as_a_table(studio: Studio, template: Path) -> None:
    layers = made(studio, template, "--set", "unit.few=# بيوت", "--set", "unit.other=# بيت")
    assert layers["count"]["chart"]["unit"] == {"few": "# بيوت", "other": "# بيت"}


def test_a_table_of_forms_is_toml(studio: Studio, template: Path) -> None:
    layers = made(studio, template, "--set", 'unit={one = "بيت", other = "# بيوت"}')
    assert layers["count"]["chart"]["unit"] == {"one": "بيت", "other": "# بيوت"}


def test_a_date_in_a_file_of_values_needs_no_quotes(studio: Studio, template: Path, place: Path) -> None:
    (place / "values.toml").write_text('day = 2026-02-01\npeople = 11\nunit = "#"\n', encoding="utf-8")
    assert line(studio, template, "--values", "values.toml") == "١ فبراير ٢٠٢٦ · ١١"


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("day=tomorrow", "no date"),
        ("day=2026-02-30", "no such day"),
        ("day=05/01/2026", "2026-01-05"),
        ("unit={one = ", "no valid TOML"),
        ('unit={oen = "x", other = "y"}', "did you mean 'one'"),
    ],
)
def test_a_bad_value_is_told_and_nothing_is_made(
    studio: Studio, template: Path, place: Path, setting: str, told: str
) -> None:
    answer = studio("new", template, "made.hiwar", "--set", setting)
    assert answer.code == 2
    assert told in answer.err
    assert not (place / "made.hiwar").exists()


def test_a_mistaken_call_is_told_with_its_line(studio: Studio, template: Path) -> None:
    template.write_text(TEMPLATE.replace("{date(day)}", "{date(day, style=lnog)}"), encoding="utf-8")
    answer = studio("presets", "check", template)
    assert answer.code == 2
    assert "did you mean 'long'" in answer.err
    line = 1 + TEMPLATE[: TEMPLATE.index("text =")].count("\n")
    assert f"line {line}" in answer.err
