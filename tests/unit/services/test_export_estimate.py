"""Estimates: a first guess, then what was measured; finished segments cost no time."""

from pathlib import Path

import pytest

from studio.base.paths import cache_dir
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.services.export import ExportRequest, export
from studio.services.export_estimate import estimate, learn, pace_of
from studio.services.resources import ResourceList

PROFILE = ExportProfile(id="draft", name={"en": "Draft"}, quality="draft", audio_kbps=96)
FILM = Composition.model_validate(
    {"id": "main", "size": {"width": 96, "height": 160}, "duration": 2, "background": "#204060"}
)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIWAR_CACHE_DIR", str(tmp_path / "cache"))


def test_size_and_time_grow_with_pixels_and_length() -> None:
    small = estimate(FILM, ResourceList(), PROFILE)
    larger = FILM.model_copy(update={"size": FILM.size.model_copy(update={"width": 192, "height": 320})})
    large = estimate(larger, ResourceList(), PROFILE)
    assert small.size == (96, 160)
    assert large.size == (192, 320)
    assert large.bytes == pytest.approx(4 * small.bytes)
    assert large.seconds > small.seconds
    assert small.kept == 0


def test_a_finished_film_costs_no_time_again(tmp_path: Path) -> None:
    before = estimate(FILM, ResourceList(), PROFILE)
    export(ExportRequest(FILM, ResourceList(), PROFILE, tmp_path / "film.mp4"))
    after = estimate(FILM, ResourceList(), PROFILE)
    assert after.kept == 1
    assert after.seconds < before.seconds
    assert after.bytes == before.bytes


def test_what_was_measured_is_believed_more_each_time() -> None:
    for _ in range(8):
        learn(PROFILE, (100, 100), 100, 100, 11.5, 50_000)
    pace = pace_of(PROFILE)
    assert pace.bytes_per_pixel == pytest.approx(0.05, rel=0.05)
    assert pace.pixels_per_second == pytest.approx(1e6 / 10.75, rel=0.05 * 1e3)


def test_kept_frames_say_nothing_of_the_pace() -> None:
    before = pace_of(PROFILE).pixels_per_second
    learn(PROFILE, (100, 100), 1, 100, 60, 5_000)
    assert pace_of(PROFILE).pixels_per_second == before


def test_a_damaged_note_of_the_pace_is_guessed_anew() -> None:
    guess = pace_of(PROFILE)
    for content in ("{", "[]", '{"draft": 3}', '{"draft": [0, -1]}', '{"draft": ["x", 1]}'):
        (cache_dir() / "export-pace.json").write_text(content, "utf-8")
        assert pace_of(PROFILE) == guess
