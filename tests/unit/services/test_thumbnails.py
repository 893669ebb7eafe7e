"""Thumbnails: what the film shows, kept on disk by content."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.base.errors import MediaError
from studio.base.paths import cache_dir
from studio.model.layers import Clip, TrackLayer
from studio.render.rasterizer import Pixels
from studio.services import thumbnails as module
from studio.services.export import export
from studio.services.render_workers import RenderWorkers
from studio.services.resources import ResourceList
from studio.services.thumbnails import (
    clip_composition,
    file_thumbnail,
    film_thumbnail,
    film_thumbnails,
    prune_thumbnails,
)
from tests.unit.services.films import composition, text_layer, whole_film


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIWAR_CACHE_DIR", str(tmp_path / "cache"))


def close(one: Pixels, other: Pixels) -> bool:
    """Alike but for what JPEG loses."""
    return one.shape == other.shape and float(np.abs(one.astype(int) - other).mean()) < 4


def test_a_thumbnail_fits_its_box_and_is_painted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = whole_film(tmp_path)
    first = film_thumbnail(film.composition, film.resources, (90, 90), Fraction(1))
    assert first.shape == (90, 51, 4)
    monkeypatch.setattr(module, "Painter", None)
    again = film_thumbnail(film.composition, film.resources, (90, 90), Fraction(1))
    assert close(first, again)


def test_what_changed_has_another_thumbnail(tmp_path: Path) -> None:
    film = whole_film(tmp_path)
    other = whole_film(tmp_path, ("غير", "هذا", "تمامًا"))
    box, times = (160, 160), [Fraction(1, 2)]
    (one,) = film_thumbnails(film.composition, film.resources, box, times)
    (two,) = film_thumbnails(other.composition, other.resources, box, times)
    assert not np.array_equal(one, two)
    count = len(list((cache_dir() / "thumbnails").iterdir()))
    film_thumbnails(film.composition.model_copy(update={"name": "renamed"}), film.resources, box, times)
    assert len(list((cache_dir() / "thumbnails").iterdir())) == count
    Image.new("RGB", (60, 60), (200, 30, 40)).save(tmp_path / "photo.jpg")
    (three,) = film_thumbnails(film.composition, film.resources, box, times)
    assert not close(one, three)


def test_a_clip_has_thumbnails_of_its_own(tmp_path: Path) -> None:
    film = whole_film(tmp_path)
    track = film.composition.layers[1]
    assert isinstance(track, TrackLayer)
    clip = track.items[0]
    assert isinstance(clip, Clip)
    alone = clip_composition(film.composition, clip)
    assert alone.duration == clip.duration
    assert film_thumbnail(alone, film.resources, (64, 64), Fraction(1)).shape == (64, 36, 4)


def test_a_thumbnail_without_ground_is_transparent() -> None:
    bare = composition([text_layer("حوار", style={"size": 36, "color": "#FFFFFF"})], background=None)
    for _ in range(2):
        pixels = film_thumbnail(bare, ResourceList(), (100, 100))
        assert pixels[0, 0, 3] == 0
        assert pixels[..., 3].max() > 60
        assert (pixels[..., :3].max(axis=2) <= pixels[..., 3]).all(), "premultiplied"


def test_files_have_thumbnails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = whole_film(tmp_path)
    with RenderWorkers(1) as workers:
        made = export(film.request(tmp_path), workers=workers).output
    from_film = file_thumbnail(made, (80, 80), Fraction(1))
    assert close(from_film, film_thumbnail(film.composition, film.resources, (80, 80), Fraction(1)))
    picture = file_thumbnail(tmp_path / "photo.jpg", (64, 64))
    assert picture.shape == (64, 48, 4)
    assert file_thumbnail(tmp_path / "photo.jpg", (2000, 2000)).shape == (320, 240, 4)
    monkeypatch.setattr(module, "load_image", lambda path, *_: Image.open(path) and pytest.fail("read again"))
    for path in (tmp_path / "none.jpg", tmp_path / "bed.wav"):
        with pytest.raises(MediaError):
            file_thumbnail(path, (64, 64))


def test_a_damaged_thumbnail_is_made_again_and_a_full_disk_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = whole_film(tmp_path)
    first = film_thumbnail(film.composition, film.resources, (64, 64))
    (kept,) = (cache_dir() / "thumbnails").iterdir()
    kept.write_bytes(b"damaged")
    assert close(first, film_thumbnail(film.composition, film.resources, (64, 64)))
    assert kept.stat().st_size > 100

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_jpeg", full)
    assert film_thumbnail(film.composition, film.resources, (70, 70)).shape == (70, 39, 4)


def test_those_used_longest_ago_are_removed(tmp_path: Path) -> None:
    film = whole_film(tmp_path)
    film_thumbnails(film.composition, film.resources, (64, 64), [Fraction(number, 4) for number in range(6)])
    folder = cache_dir() / "thumbnails"
    total = sum(path.stat().st_size for path in folder.iterdir())
    freed = prune_thumbnails(total // 2)
    left = sum(path.stat().st_size for path in folder.iterdir())
    assert left == total - freed <= total // 2
