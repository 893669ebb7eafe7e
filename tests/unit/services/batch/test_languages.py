"""The languages that a batch begins with are those its sheet is written in."""

import pytest

from studio.formats.tables import Table
from studio.presets.catalog import bundled
from studio.services.batch.languages import languages_of
from studio.services.batch.matching import match_columns


def languages(headers: tuple[str, ...], *rows: tuple[str, ...], usual: str = "ar") -> tuple[str, ...]:
    template = bundled().template("pull-quote")
    table = Table(headers, rows, tuple(range(2, 2 + len(rows))))
    return languages_of(template, table, match_columns(template, headers), usual)


@pytest.mark.parametrize(
    ("headers", "row", "expected"),
    [
        (("الاقتباس", "القائل"), ("الحوار يبني", "ليلى"), ("ar",)),
        (("quote", "speaker"), ("Dialogue builds trust", "Layla"), ("en",)),
        (("الاقتباس", "القائل"), ("Dialogue builds trust", "Layla"), ("en",)),
        (("quote", "speaker"), ("الحوار يبني الثقة", "ليلى"), ("ar",)),
        (("quote.en", "quote.ar", "speaker"), ("Dialogue", "الحوار", "ليلى"), ("ar", "en")),
        (("quote en", "speaker"), ("Dialogue", "Layla"), ("en",)),
        (("quote", "quote en"), ("الحوار", "Dialogue"), ("ar", "en")),
        (("quote.ar", "quote.en"), ("الحوار", ""), ("ar",)),
        (("quote", "picture"), ("الحوار", "a-long-name-of-a-picture-file.jpg"), ("ar",)),
    ],
)
def test_languages_are_those_of_the_sheet(
    headers: tuple[str, ...], row: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert languages(headers, row) == expected
    assert languages(headers, row, usual="en") == expected


@pytest.mark.parametrize("usual", ["ar", "en"])
def test_a_sheet_without_letters_has_the_usual_language(usual: str) -> None:
    assert languages(("quote",), ("2030",), usual=usual) == (usual,)
    assert languages(("x", "y"), ("1", "2"), usual=usual) == (usual,)


def test_most_of_the_words_decide() -> None:
    rows = [("الحوار يبني الثقة بين الناس",)] * 3 + [("Dialogue builds trust",)]
    assert languages(("quote",), *rows) == ("ar",)
    assert languages(("quote",), *rows[2:], rows[3]) == ("en",)


def test_one_long_cell_does_not_decide() -> None:
    rows = [("Dialogue builds",), ("Words heal",), ("ا" * 5000,)]
    assert languages(("quote",), *rows) == ("en",)
