"""Exports of a small film with everything in it, and what is promised of them."""

import os
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from studio.base.cancellation import Cancellation
from studio.base.errors import InputError, MediaError, OutputError
from studio.base.paths import assets_dir
from studio.base.time import FrameRange, FrameRate
from studio.encode.check import check_film
from studio.encode.command import BT709
from studio.media.audio import measure_loudness
from studio.media.ffmpeg import ffmpeg_path
from studio.media.mp4 import is_fast_start
from studio.media.probe import probe
from studio.model.brand import Palette
from studio.presets.catalog import bundled
from studio.services.export import ExportResult, export
from studio.services.progress import Progress
from studio.services.render_workers import RenderWorkers
from studio.services.resources import ResourceList
from studio.services.segment_plan import cut_points, engine_fingerprint
from tests.unit.services.films import (
    HEIGHT,
    PROFILE,
    RATE,
    SECONDS,
    WIDTH,
    WORDS,
    Film,
    composition,
    decoded_rgb,
    frame_hashes,
    text_layer,
    whole_film,
)

Made = Callable[..., ExportResult]


@pytest.fixture
def film(tmp_path: Path) -> Film:
    return whole_film(tmp_path)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """made(film, name, …): the film exported by this process alone."""

    def make(film: Film, name: str = "film", **more: object) -> ExportResult:
        with RenderWorkers(1) as workers:
            return export(film.request(tmp_path, name, **more), workers=workers)

    return make


def stored(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file of the store, with what tells whether it was written again."""
    return {path.name: (path.stat().st_ino, path.stat().st_size) for path in (folder / "store").iterdir()}


def lengths(film: Path) -> tuple[Fraction, Fraction]:
    """Seconds of picture and of sound, counted from the packets."""
    with av.open(str(film)) as container:
        pictures = sum(1 for packet in container.demux(video=0) if packet.pts is not None)
    with av.open(str(film)) as container:
        base = container.streams.audio[0].time_base
        packets = [packet for packet in container.demux(audio=0) if packet.pts is not None]
        assert base is not None
        end = max((packet.pts or 0) + (packet.duration or 0) for packet in packets)
        return Fraction(pictures, RATE), end * Fraction(base)


def test_a_film_is_what_was_asked_for(film: Film, made: Made, tmp_path: Path) -> None:
    result = made(film)
    report = check_film(result.output, SECONDS * RATE, (WIDTH, HEIGHT), FrameRate(RATE), audio=True)
    assert report.mistakes == ()
    assert result.report == report
    info = probe(result.output)
    assert info.video is not None
    assert info.audio is not None
    assert (info.video.codec, info.audio.codec, info.audio.sample_rate) == ("h264", "aac", 48_000)
    assert info.video.color == BT709
    assert info.video.rate == RATE
    assert is_fast_start(result.output)
    assert abs(measure_loudness(result.output).integrated - -14) <= 1
    pictures, sound = lengths(result.output)
    assert abs(pictures - sound) <= Fraction(1, RATE)
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("frames", [FrameRange(0, 31), FrameRange(17, 18), FrameRange(40, SECONDS * RATE)])
def test_sound_and_picture_of_a_range_are_equally_long(film: Film, made: Made, frames: FrameRange) -> None:
    result = made(film, frames=frames)
    pictures, sound = lengths(result.output)
    assert pictures == Fraction(len(frames), RATE)
    assert abs(pictures - sound) <= Fraction(1, RATE)


def test_one_word_changed_renders_only_the_segments_that_show_it(
    film: Film, made: Made, tmp_path: Path
) -> None:
    first = made(film)
    before = stored(tmp_path)
    changed = whole_film(tmp_path, (WORDS[0], "يفتح دارا", *WORDS[2:]))
    again = made(changed, "changed")
    cuts = cut_points(film.composition, PROFILE.segment_seconds)
    showing = [(a, b) for a, b in pairwise(cuts) if a < 2 * RATE and b > RATE]
    assert again.rendered == len(showing) == 2
    assert again.kept == first.rendered - 2
    after = stored(tmp_path)
    assert before.items() <= after.items(), "nothing was written again"
    assert len(after) == len(before) + 2, "no sound either"
    one, other = frame_hashes(first.output), frame_hashes(again.output)
    differing = [number for number, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    assert differing
    assert min(differing) >= showing[0][0]
    assert max(differing) < showing[-1][1]


def test_a_changed_picture_renders_only_what_shows_it(film: Film, made: Made, tmp_path: Path) -> None:
    first = made(film)
    Image.new("RGB", (60, 60), (200, 30, 40)).save(tmp_path / "photo.jpg")
    again = made(film, "changed")
    assert 0 < again.rendered < first.rendered


def test_a_changed_font_file_of_the_project_renders_anew(made: Made, tmp_path: Path) -> None:
    own = tmp_path / "own.ttf"
    own.write_bytes((assets_dir() / "fonts" / "cairo" / "cairo-400.ttf").read_bytes())
    film = Film(composition([text_layer("حوار")], duration=0.2), ResourceList(fonts=(own,)))
    assert made(film).rendered == 1
    assert made(film).kept == 1
    own.write_bytes((assets_dir() / "fonts" / "cairo" / "cairo-700.ttf").read_bytes())
    assert made(film).rendered == 1


def test_an_encoder_of_ones_own_makes_segments_of_its_own(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled_one = engine_fingerprint()
    own = tmp_path / "my-ffmpeg"
    own.symlink_to(ffmpeg_path())
    monkeypatch.setenv("HIWAR_FFMPEG", str(own))
    engine_fingerprint.cache_clear()
    assert engine_fingerprint() != bundled_one
    monkeypatch.undo()
    engine_fingerprint.cache_clear()
    assert engine_fingerprint() == bundled_one


def palettes() -> list[str]:
    """The colours of all brand kits, and the corners of the cube."""
    catalog = bundled()
    found = [catalog.brand(brand).look.palette for brand in catalog.ids("brands")]
    colors = [palette.role(role)[:7] for palette in found for role in Palette.model_fields]
    return list(dict.fromkeys([*colors, "#000000", "#FFFFFF", "#FF0000", "#00FF00", "#0000FF"]))


def test_a_flat_colour_comes_back_within_three_of_255_everywhere(made: Made) -> None:
    colors = palettes()
    assert len(colors) > 40
    items = [
        {"kind": "clip", "id": f"clip-{n}", "duration": 0.1, "source": {"background": color}}
        for n, color in enumerate(colors)
    ]
    track = {"type": "track", "id": "track", "items": items}
    film = Film(composition([track], duration=len(colors) / 10), ResourceList())
    frames = decoded_rgb(made(film).output)
    assert len(frames) == 3 * len(colors)
    for number, frame in enumerate(frames):
        color = colors[number // 3]
        wanted = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
        worst = np.abs(np.clip(np.round(frame), 0, 255) - wanted).max(axis=(0, 1))
        assert worst.max() <= 3, f"{color}: off by {worst} in frame {number}"


@pytest.mark.parametrize("here", [True, False])
def test_progress_only_grows_and_ends_at_the_whole(film: Film, tmp_path: Path, here: bool) -> None:
    told: list[Progress] = []
    with RenderWorkers(2, here=here) as workers:
        export(film.request(tmp_path), told.append, workers=workers)
    rendering = [one for one in told if one.stage == "render"]
    assert [one.stage for one in told] == sorted((one.stage for one in told), reverse=True)
    done = [one.done for one in rendering]
    assert done == sorted(done)
    assert done[0] == 0
    assert done[-1] == SECONDS * RATE
    assert {one.total for one in rendering} == {SECONDS * RATE}
    assert (told[-1].done, told[-1].total) == (1, 1)


@pytest.mark.parametrize("here", [True, False])
def test_cancelling_answers_and_keeps_what_is_finished(film: Film, tmp_path: Path, here: bool) -> None:
    cancellation = Cancellation()

    def stop(progress: Progress) -> None:
        if progress.done >= SECONDS * RATE // 2:
            cancellation.cancel()

    with RenderWorkers(2, here=here) as workers:
        result = export(film.request(tmp_path), stop, cancellation, workers)
    assert result.cancelled
    assert not result.output.exists()
    assert not list(tmp_path.rglob("*.part"))
    with RenderWorkers(1) as workers:
        again = export(film.request(tmp_path), workers=workers)
    assert again.kept >= result.rendered
    assert again.kept, "half the film was painted"


def test_cancelled_before_it_begins(film: Film, tmp_path: Path) -> None:
    with RenderWorkers(1) as workers:
        result = export(film.request(tmp_path), cancellation=Cancellation(lambda: True), workers=workers)
    assert result.cancelled
    assert (result.kept, result.rendered) == (0, 0)


def test_a_film_larger_than_its_format_allows_is_refused(tmp_path: Path) -> None:
    film = Film(composition([], size={"width": 8192, "height": 8192}), ResourceList())
    with pytest.raises(InputError, match="8192 x 8192"):
        export(film.request(tmp_path))
    profile = PROFILE.model_copy(update={"short_side": 4320})
    wide = Film(composition([], size={"width": 8192, "height": 64}), ResourceList())
    with pytest.raises(InputError, match="552960 x 4320"):
        export(wide.request(tmp_path, profile=profile))


def test_a_range_without_frames_is_refused(film: Film, tmp_path: Path) -> None:
    for frames in (FrameRange(7, 7), FrameRange(0, SECONDS * RATE + 1)):
        with pytest.raises(InputError, match="no frame"):
            export(film.request(tmp_path, frames=frames))


@pytest.mark.parametrize("place", ["folder", "missing/film.mp4", "pipe", "n" * 300 + ".mp4"])
def test_a_place_that_cannot_hold_a_film_is_refused_at_once(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    if place == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("there are no named pipes here")
        os.mkfifo(tmp_path / place)
    film = Film(composition([]), ResourceList())
    with pytest.raises((InputError, OutputError)) as caught:
        export(film.request(tmp_path, output=tmp_path / place))
    assert caught.value.hint
    assert not (tmp_path / "store").exists(), "nothing was begun"


def test_a_long_name_that_the_disk_allows_is_used(made: Made, tmp_path: Path) -> None:
    output = tmp_path / ("حوار" * 31 + ".mp4")
    assert made(Film(composition([], duration=0.1), ResourceList()), output=output).output.is_file()


def test_sound_that_cannot_be_read_ends_the_export_before_the_pictures(film: Film, tmp_path: Path) -> None:
    (tmp_path / "bed.wav").write_text("this is no sound", encoding="utf-8")
    with RenderWorkers(1) as workers, pytest.raises(MediaError, match="bed"):
        export(film.request(tmp_path), workers=workers)
    assert len(list((tmp_path / "store").glob("*.mp4"))) < 3


def test_the_last_good_film_stays_where_a_new_one_fails(film: Film, made: Made, tmp_path: Path) -> None:
    output = made(film).output
    before = output.read_bytes()
    (tmp_path / "bed.wav").write_text("this is no sound", encoding="utf-8")
    with pytest.raises(MediaError):
        made(film)
    assert output.read_bytes() == before
