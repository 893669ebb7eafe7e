from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.base.errors import MediaError
from studio.media import read_ahead as module
from studio.media.images import load_image
from studio.media.read_ahead import picture_of, read_ahead


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    Image.fromarray(np.random.default_rng(3).integers(0, 256, (40, 30, 3), np.uint8)).save(path)
    return path


def test_a_picture_read_ahead_is_the_picture_and_is_kept_no_longer(photo: Path) -> None:
    read_ahead(photo)
    read_ahead(photo)
    module._coming[photo].join()
    wanted = load_image(photo)
    photo.unlink()  # it comes from memory
    assert np.array_equal(picture_of(photo).pixels, wanted.pixels)
    with pytest.raises(MediaError):
        picture_of(photo)
    assert photo not in module._coming


def test_a_picture_that_was_not_read_ahead_is_read(photo: Path) -> None:
    assert np.array_equal(picture_of(photo).pixels, load_image(photo).pixels)


def test_what_went_wrong_is_told_to_who_asks(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff but no more")
    read_ahead(broken)
    with pytest.raises(MediaError):
        picture_of(broken)
