"""Light copies: made once by content, never half, never more than fit, never in what is finished."""

import os
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import MediaError, OutputError
from studio.media import light_copy
from studio.media.images import digest
from studio.media.video_index import video_index
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.services import proxies as module
from studio.services.export import ExportRequest, export
from studio.services.frame_stage import FrameStage
from studio.services.proxies import Proxies, decoding_seconds, is_heavy, proxies
from studio.services.render_workers import RenderWorkers
from studio.services.resources import ResourceList
from tests.unit.media.videos import BFRAMES, film, number_of

WHOLE = {"area": "canvas", "width": "100%", "height": "100%"}
LONG_GOP = (*BFRAMES[:4], "-g", "300", "-crf", "12", "-bf", "0", "-x264-params", "scenecut=0")


@pytest.fixture
def store(tmp_path: Path) -> Proxies:
    return Proxies(tmp_path / "proxies")


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Proxies]:
    """The program's copies, in a cache of this test."""
    monkeypatch.setenv("HIWAR_CACHE_DIR", str(tmp_path / "cache"))
    yield proxies()
    proxies().clear()
    proxies().enabled = True


def test_large_films_few_key_frames_and_slow_ones_are_heavy(tmp_path: Path) -> None:
    plain = video_index(film(tmp_path / "plain.mp4"))
    assert not is_heavy(plain)
    assert not is_heavy(plain, 0.02)
    assert is_heavy(plain, 0.03)
    assert decoding_seconds(plain) >= 0
    assert is_heavy(video_index(film(tmp_path / "gop.mp4", *LONG_GOP)))
    assert is_heavy(video_index(film(tmp_path / "large.mp4", frames=1, size=(2048, 1152))))
    clear = film(tmp_path / "clear.mov", "-c:v", "qtrle", frames=2, filters="format=argb")
    assert is_heavy(video_index(clear), 1), "with transparency too"


def test_a_copy_is_made_once_by_content(store: Proxies, tmp_path: Path) -> None:
    heavy = film(tmp_path / "heavy.mp4", *LONG_GOP)
    assert store.is_wanted(heavy)
    assert store.find(heavy) is None
    said: list[float] = []
    made = store.make(heavy, progress=said.append)
    assert store.ready(digest(heavy)) == made
    assert not store.is_wanted(heavy)
    stamp = made.stat().st_ino
    again = heavy.rename(tmp_path / "elsewhere.mp4")
    other = Proxies(tmp_path / "proxies")
    assert other.make(again) == made
    assert made.stat().st_ino == stamp
    store.enabled = False
    assert store.ready(digest(again)) is None


def test_half_a_copy_is_removed_and_made_anew(store: Proxies, tmp_path: Path) -> None:
    heavy = film(tmp_path / "heavy.mp4", *LONG_GOP)
    made = store.make(heavy)
    made.write_bytes(made.read_bytes()[:900])
    later = Proxies(tmp_path / "proxies")
    assert later.find(heavy) is None
    assert not made.exists()
    assert later.is_wanted(heavy)
    assert later.make(heavy).stat().st_size > 900


def test_cancelling_leaves_nothing(store: Proxies, tmp_path: Path) -> None:
    heavy = film(tmp_path / "heavy.mp4", *LONG_GOP)
    with pytest.raises(Cancelled):
        store.make(heavy, Cancellation(lambda: True))
    assert list((tmp_path / "proxies").iterdir()) == []
    assert store.is_wanted(heavy)


def test_what_cannot_be_copied_is_not_tried_again(
    store: Proxies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heavy = film(tmp_path / "heavy.mp4", *LONG_GOP)
    monkeypatch.setattr(light_copy, "agrees", lambda *_: False)
    with pytest.raises(MediaError):
        store.make(heavy)
    assert store.find(heavy) is None
    assert not store.is_wanted(heavy)


def test_a_full_disk_is_told(store: Proxies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heavy = film(tmp_path / "heavy.mp4", *LONG_GOP)
    monkeypatch.setattr(module, "LEAST_FREE", 1 << 60)
    with pytest.raises(OutputError):
        store.make(heavy)


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    folder = tmp_path / "proxies"
    films = [film(tmp_path / f"{rate}.mp4", rate=str(rate)) for rate in (24, 25, 30)]
    made = [Proxies(folder).make(one) for one in films]
    for at, path in enumerate(made):
        os.utime(path, (at, at))
    leaving = folder / ".x.part"
    leaving.write_bytes(b"half")
    os.utime(leaving, (1, 1))
    sizes = [path.stat().st_size for path in made]
    store = Proxies(folder, sizes[1] + sizes[2])
    assert store.prune() == sizes[0] + 4
    assert [path.exists() for path in made] == [False, True, True]
    assert store.find(films[1]) is not None
    tight = Proxies(folder, 0)
    tight.find(films[1])
    tight.prune()
    assert [path.exists() for path in made] == [False, True, False]


def test_only_what_moves_in_the_window_is_shown_by_the_copy(own: Proxies, tmp_path: Path) -> None:
    heavy = film(tmp_path / "heavy.mp4", *LONG_GOP)
    listed = ResourceList({"heavy": heavy})
    layer = {"type": "video", "id": "film", "media": "heavy", "place": WHOLE, "speed": 2}
    made = Composition.model_validate(
        {"size": {"width": 64, "height": 48}, "duration": 0.6, "layers": [layer]}
    )
    profile = ExportProfile(id="test", name={"en": "test"}, quality="high", speed="fast")

    def exported(name: str) -> bytes:
        output = tmp_path / f"{name}.mp4"
        with RenderWorkers(1) as pool:
            request = ExportRequest(made, listed, profile, output, store=tmp_path / name)
            export(request, workers=pool)
        return output.read_bytes()

    stage, time = FrameStage(), Fraction(7, 30)
    true = stage.paint(made, listed, time, 1.0, light=True).copy()
    assert not stage.light
    before = exported("before")

    copy = own.make(heavy)
    # Told apart by a copy of other pixels under the same numbers: black where the film has grey.
    dark = film(tmp_path / "dark.mp4", filters="format=yuv420p,lutyuv=y=val*0.8")
    copy.write_bytes(dark.read_bytes())
    light = stage.paint(made, listed, time, 1.0, light=True).copy()
    assert stage.light
    assert number_of(light) == number_of(true) == 14
    assert np.abs(light[40, 10].astype(int) - true[40, 10]).max() > 10
    # At rest the true frame, pixel by pixel, and so in what is finished.
    assert np.array_equal(stage.paint(made, listed, time, 1.0), true)
    assert np.array_equal(FrameStage().paint(made, listed, time, 1.0), true)
    assert exported("after") == before


def test_a_copy_that_breaks_later_is_left_for_the_film(own: Proxies, tmp_path: Path) -> None:
    heavy = film(tmp_path / "heavy.mp4", *LONG_GOP)
    listed = ResourceList({"heavy": heavy})
    layer = {"type": "video", "id": "film", "media": "heavy", "place": WHOLE}
    made = Composition.model_validate({"size": {"width": 64, "height": 48}, "duration": 1, "layers": [layer]})
    copy = own.make(heavy)
    copy.write_bytes(b"nothing")
    stage = FrameStage()
    assert number_of(stage.paint(made, listed, Fraction(5, 30), 1.0, light=True)) == 5
    assert own.ready(digest(heavy)) is None
