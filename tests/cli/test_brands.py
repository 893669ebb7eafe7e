"""`studio brands` from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Studio
from tests.unit.services.logos import two_colors


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIWAR_DATA_DIR", str(tmp_path / "data"))


def test_a_kit_is_made_listed_shown_handed_on_deleted_and_taken_in(studio: Studio, place: Path) -> None:
    two_colors(place / "logo.png")
    made = studio("brands", "make", "Nour", "logo.png", "--json").json()
    assert [one["id"] for one in made] == ["nour-dark", "nour-light"]
    listed = studio("brands", "list", "--lang", "ar")
    assert listed.out.index("Nour داكن") < listed.out.index("حوار داكن")
    shown = studio("brands", "show", "nour-dark")
    assert "accent" in shown.out
    assert "on bg" in shown.out
    assert studio("brands", "show", "nour-dark", "--json").json()["contrasts"]["ink/bg"] > 4.5
    assert studio("brands", "export", "nour-dark").code == 0
    assert (place / "nour-dark.hiwarbrand").is_file()
    assert studio("brands", "delete", "nour-dark").code == 0
    assert studio("brands", "show", "nour-dark").code == 2
    assert "Took in nour-dark" in studio("brands", "import", "nour-dark.hiwarbrand").out


def test_a_film_is_painted_with_an_own_kit(studio: Studio, place: Path) -> None:
    two_colors(place / "logo.png")
    assert studio("brands", "make", "Nour", "logo.png", "--scheme", "light").code == 0
    answer = studio("still", "pull-quote", "--samples", "--brand", "nour-light", "-o", "card.png")
    assert answer.code == 0, answer.err


def test_mistakes_end_with_2_and_a_hint(studio: Studio, place: Path) -> None:
    (place / "text.png").write_text("no picture", encoding="utf-8")
    for arguments in (
        ("make", "Nour", "text.png"),
        ("make", "Nour", "none.png"),
        ("make", " ", "text.png"),
        ("make", "Nour", "text.png", "--scheme", "grey"),
        ("show", "hiwar-drak"),
        ("import", "text.png"),
        ("delete", "hiwar-dark"),
    ):
        answer = studio("brands", *arguments)
        assert answer.code == 2, arguments
        assert "Traceback" not in answer.err
