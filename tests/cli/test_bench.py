"""`studio bench --small` runs every workload and prints the agreed keys; no time is asserted."""

from pathlib import Path

import pytest

from resources.tools.make_bench import project_files
from studio.base.paths import data_dir
from studio.services.bench.shaping import LETTERS, line_of
from studio.services.bench.table import tables
from studio.services.bench.workloads import project_data, specification
from tests.cli.conftest import Studio

FILM = {"ours_s", "encoder_s", "moviepy_s", "peak_mib", "ours_mb", "encoder_mb"}
KEYS = {
    "W1": FILM,
    "W2": FILM,
    "W4": {"ours_s", "png_s"},
    "shaping": {
        "line_ms", "prepare_ms", "shape_ms", "animated_line_ms", "evaluate_letters_ms", "animated_letters_ms",
    },
    "one_word": {"full_s", "again_s"},
    "ten_times": {"time_ratio", "memory_ratio"},
    "window": {
        "open_s", "seek_p95_ms", "select_p95_ms", "typing_p95_ms", "language_s", "play_fps",
        "sound_drift_ms", "first_window_s",
    },
    "caption": {"ours_s", "libass_s"},
}  # fmt: skip


@pytest.mark.slow
def test_a_small_run_measures_every_workload(studio: Studio, tmp_path: Path) -> None:
    answer = studio("bench", "--small", "--json", "--work", tmp_path / "work")
    assert answer.code == 0, answer.err
    results = answer.json()
    assert {name: set(figures) for name, figures in results.items()} == KEYS
    assert results["window"].pop("sound_drift_ms") >= 0
    assert all(value > 0 for figures in results.values() for value in figures.values())
    assert not list((tmp_path / "work").iterdir()), "what it made in its folder is gone"


def test_lines_of_the_benchmark_have_as_many_letters_as_it_says() -> None:
    lines = [line_of(LETTERS, seed) for seed in range(50)]
    assert {len(line.replace(" ", "")) for line in lines} == {LETTERS}
    assert len(set(lines)) == 50
    assert line_of(LETTERS, 7) == lines[7]


def test_an_unknown_workload_is_named(studio: Studio) -> None:
    answer = studio("bench", "W11", "--json")
    assert answer.code == 2
    assert "W11" in answer.error()["message"]


def test_the_project_files_are_those_of_the_specification() -> None:
    for path, content in project_files(data_dir("resources") / "bench").items():
        assert path.read_bytes() == content, f"{path.parent.name}: run resources/tools/make_bench.py"


def test_films_are_as_long_and_large_as_specified() -> None:
    for name in ("w1", "w2"):
        spec, film = specification(name), project_data(name)["compositions"][0]
        assert film["size"] == {"width": spec["w"], "height": spec["h"]}
        assert film["duration"] * spec["fps"] == spec["frames"]


def test_the_table_has_a_line_for_each_film_and_says_when_it_is_small() -> None:
    film = dict.fromkeys(FILM, 2.0)
    text = tables({"W1": film, "one_word": {"full_s": 10.0, "again_s": 1.5}}, small=True)
    assert text.splitlines()[1].split() == ["W1", "2.00", "2.00", "1.00", "2.0", "1.0", "2", "2.00", "2.00"]
    assert "0.15 of it" in text
    assert "say nothing" in text
