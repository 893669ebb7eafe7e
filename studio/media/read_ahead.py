"""A picture decoded before it is asked for, while the program still starts on another core."""

import contextlib
import threading
from pathlib import Path

from studio.base.errors import StudioError
from studio.media.images import LoadedImage, load_image

_coming: "dict[Path, _Coming]" = {}


class _Coming(threading.Thread):
    """A daemon: a program that has nothing left to do does not wait for a picture that nobody wanted."""

    def __init__(self, path: Path) -> None:
        super().__init__(name="read ahead", daemon=True)
        self._path = path
        self.picture: LoadedImage | None = None

    def run(self) -> None:
        with contextlib.suppress(StudioError):  # who asks for the picture is told
            self.picture = load_image(self._path)


def read_ahead(path: Path) -> None:
    """Begins to decode a picture file that will soon be asked for, once; what goes wrong is told then."""
    if path not in _coming:
        _coming[path] = _Coming(path)
        _coming[path].start()


def picture_of(path: Path) -> LoadedImage:
    """`load_image`, or what was read ahead; that is kept no longer.  Raises MediaError as `load_image`."""
    coming = _coming.pop(path, None)
    if coming is not None:
        coming.join()
    return load_image(path) if coming is None or coming.picture is None else coming.picture
