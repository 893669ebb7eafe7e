"""A picture decoded before it is asked for, while the program still starts on another core."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from studio.media.images import LoadedImage, load_image

_coming: dict[Path, Future[LoadedImage]] = {}


def read_ahead(path: Path) -> None:
    """Begins to decode a picture file that will soon be asked for, once; what goes wrong is told then."""
    if path not in _coming:
        reader = ThreadPoolExecutor(1, "read ahead")
        _coming[path] = reader.submit(load_image, path)
        reader.shutdown(wait=False)  # its thread ends with the picture


def picture_of(path: Path) -> LoadedImage:
    """`load_image`, or what was read ahead; that is kept no longer.  Raises MediaError as `load_image`."""
    coming = _coming.pop(path, None)
    return load_image(path) if coming is None else coming.result()
