"""A brand kit as a person names it: by its id, or by a file that holds one and is not taken in."""

import os
from pathlib import Path

from studio.base.errors import InputError
from studio.base.files import output_errors
from studio.base.paths import cache_dir
from studio.formats.brand_file import BRAND_NAME, BRAND_SUFFIX
from studio.media.images import digest
from studio.presets.catalog import Catalog
from studio.services.brand_sharing import unpacked_brand
from studio.services.brands import Brand, find_brand, read_kit

_UNPACKED = "brands"
_TEXT = ".toml"


def named_brand(wish: str, catalog: Catalog | None = None) -> Brand:
    """A kit by its id, by a `.hiwarbrand` file, by a `.toml` with its logos beside it, or by their folder.

    A package is unpacked into the cache, once for each content.  Raises InputError with "did you mean",
    DocumentError with every mistake, OutputError.
    """
    path = Path(wish)
    if path.suffix.lower() not in (BRAND_SUFFIX, _TEXT) and os.sep not in wish and "/" not in wish:
        return find_brand(wish, catalog)
    path = path.absolute()
    if path.suffix.lower() == BRAND_SUFFIX:
        return _from_package(path)
    folder, name = (path, BRAND_NAME) if path.is_dir() else (path.parent, path.name)
    if not (folder / name).is_file():
        hint = f"Name a {BRAND_SUFFIX} file, a {BRAND_NAME}, or a kit of `studio brands list`."
        raise InputError("there is no brand kit here", hint, wish)
    return Brand(read_kit(folder, name), folder)


def _from_package(file: Path) -> Brand:
    if not file.is_file():
        raise InputError("there is no such brand kit", "Check the path.", str(file))
    place = cache_dir() / _UNPACKED
    folder = place / digest(file)
    if not (folder / BRAND_NAME).is_file():
        with unpacked_brand(file, place) as aside:
            read_kit(aside)
            with output_errors(folder):
                try:
                    aside.rename(folder)
                except OSError:
                    if not (folder / BRAND_NAME).is_file():  # else another process was first
                        raise
    return Brand(read_kit(folder), folder)
