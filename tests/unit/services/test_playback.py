from fractions import Fraction
from pathlib import Path

import pytest

from studio.model.composition import Composition
from studio.presets.catalog import bundled
from studio.presets.instantiate import instantiate
from studio.services.playback import FrameCount, film_sound
from studio.services.resources import ResourceList


@pytest.fixture
def film() -> Composition:
    whole = instantiate(bundled().template("our-numbers"), {}, language="ar", format="9:16", use_samples=True)
    return whole.model_copy(update={"duration": Fraction(5, 2)})


def test_the_sound_of_a_film_is_as_long_as_the_film(film: Composition, tmp_path: Path) -> None:
    samples = film_sound(film, ResourceList(), store=tmp_path)
    assert samples is not None
    assert len(samples) == round(film.duration * 48_000)
    assert int(abs(samples[48_000:96_000].astype(int)).max()) > 1000
    (mixed,) = (tmp_path / "segments").glob("*.m4a")
    stamp = mixed.stat().st_mtime_ns
    again = film_sound(film, ResourceList(), store=tmp_path)
    assert again is not None
    assert mixed.stat().st_mtime_ns == stamp


def test_a_film_without_sound_has_none(film: Composition, tmp_path: Path) -> None:
    silent = film.model_copy(update={"audio": ()})
    assert film_sound(silent, ResourceList(), store=tmp_path) is None
    assert not list(tmp_path.iterdir())


def test_frames_left_out_are_counted() -> None:
    count = FrameCount()
    for frame in (0, 1, 1, 2, 5, 6):
        count.show(frame)
    assert (count.painted, count.dropped) == (5, 2)
    count.begin()
    count.show(100)
    assert (count.painted, count.dropped) == (6, 2)
