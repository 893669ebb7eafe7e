"""`studio presets`, `studio probe` and `studio doctor`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.presets.catalog import bundled
from tests.cli.conftest import Studio


def test_every_preset_is_listed(studio: Studio) -> None:
    listed = studio("presets", "--json").json()
    assert {(one["kind"], one["id"]) for one in listed} == {
        (kind, name)
        for kind in ("templates", "animations", "captions", "brands", "exports")
        for name in bundled().ids(kind)
    }


def test_ones_own_caption_styles_are_listed_first_and_explained(
    studio: Studio, environment: dict[str, str], tmp_path: Path
) -> None:
    environment["HIWAR_DATA_DIR"] = str(tmp_path / "data")
    folder = tmp_path / "data" / "captions"
    folder.mkdir(parents=True)
    text = 'id = "ours"\nname = { ar = "نمطنا" }\n[style]\nhighlight = "sweep"\n'
    (folder / "ours.toml").write_text(text, encoding="utf-8")
    assert studio("presets", "captions").out.splitlines()[1].split()[:2] == ["ours", "نمطنا"]
    assert studio("presets", "ours", "--json").json()["style"]["highlight"] == "sweep"


def test_names_are_in_the_language_asked_for(studio: Studio) -> None:
    assert "Draft" in studio("presets", "exports").out
    assert "مسودة" in studio("presets", "exports", "--lang", "ar").out


def test_a_template_is_explained(studio: Studio, make_template: Callable[..., Path]) -> None:
    answer = studio("presets", "one-number")
    assert answer.code == 0
    facts = studio("presets", "templates", "one-number", "--json").json()
    assert "body" not in facts
    assert facts["formats"]
    for parameter in facts["parameters"]:
        assert f"  {parameter['id']} (" in answer.out
        assert parameter["label"]["en"] in answer.out


@pytest.mark.parametrize(
    "words", [("brands", "salam-dark"), ("draft",), ("animations", "rise"), ("export", "x")]
)
def test_presets_of_every_kind_are_explained(studio: Studio, words: tuple[str, ...]) -> None:
    assert words[-1] in studio("presets", *words).out
    assert json.loads(studio("presets", *words, "--json").out)["id"] == words[-1]


@pytest.mark.parametrize(
    ("words", "hint"),
    [(("one-numbr",), "one-number"), (("brands", "salam"), "salam-dark"), (("brnds", "x"), "brands")],
)
def test_a_wrong_name_is_guessed(studio: Studio, words: tuple[str, ...], hint: str) -> None:
    answer = studio("presets", *words)
    assert answer.code == 2
    assert hint in answer.err


def test_probe_tells_what_is_in_a_file(studio: Studio, picture: Path, tone: Path, place: Path) -> None:
    assert "60 x 80" in studio("probe", picture).out
    facts = studio("probe", tone, "--json").json()
    assert facts["duration"] == 2.0
    assert (facts["audio"]["sample_rate"], facts["audio"]["channels"]) == (48_000, 1)
    (place / "text.mp4").write_text("no film", encoding="utf-8")
    assert studio("probe", "text.mp4").code == 2


def test_the_doctor_finds_this_machine_well(studio: Studio) -> None:
    answer = studio("doctor", "--json")
    assert [one for one in answer.json() if one["state"] == "broken"] == []
    assert answer.code == 0


def test_the_doctor_says_what_to_do(studio: Studio, environment: dict[str, str]) -> None:
    environment["HIWAR_FFMPEG"] = "no-such-program"
    answer = studio("doctor")
    assert answer.code == 1
    assert "BROKEN   Encoding" in answer.out
    assert "unset HIWAR_FFMPEG" in answer.out


def test_clearing_the_cache_removes_only_what_is_ours(studio: Studio, environment: dict[str, str]) -> None:
    cache = Path(environment["HIWAR_CACHE_DIR"])
    (cache / "segments").mkdir()
    (cache / "segments" / "old.mp4").write_bytes(bytes(1000))
    (cache / "photos").mkdir()
    (cache / "photos" / "mine.jpg").write_bytes(b"keep me")
    assert studio("doctor", "--clear-cache", "--json").json() == {"freed": 1000}
    assert [path.name for path in cache.rglob("*") if path.is_file()] == ["mine.jpg"]


def test_a_caption_style_is_explained_and_checked(studio: Studio, tmp_path: Path) -> None:
    assert "spoken_line" in studio("presets", "captions", "marker").out
    assert studio("presets", "captions", "markar").code == 2
    file = tmp_path / "mine.toml"
    file.write_text('id = "mine"\nname = { ar = "لي" }\n[style]\nbox = "acent"\n', "utf-8")
    told = studio("presets", "check", str(file))
    assert told.code == 2
    assert "style.box" in told.err
