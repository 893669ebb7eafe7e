"""Small real media files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.media.ffmpeg import run

MakeMedia = Callable[..., Path]


@pytest.fixture
def make_media(tmp_path: Path) -> MakeMedia:
    """make_media(name, *arguments): a file that ffmpeg makes, e.g. from its test sources."""

    def make(name: str, *arguments: str) -> Path:
        path = tmp_path / name
        run([*arguments, str(path)])
        return path

    return make
