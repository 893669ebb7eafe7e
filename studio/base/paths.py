"""Where the program's own files and its cache are: source tree, installed wheel or frozen program."""

import os
import sys
from pathlib import Path
from typing import Literal

import platformdirs

from studio.base.errors import OutputError

DataKind = Literal["presets", "assets", "resources"]

_PACKAGE = Path(__file__).resolve().parents[1]


def _data_root() -> Path:
    """Return the folder that holds presets/, assets/ and resources/."""
    if getattr(sys, "frozen", False):
        return Path(getattr(sys, "_MEIPASS", Path(sys.executable).parent))
    installed = _PACKAGE / "_data"  # a wheel carries the data inside the package
    return installed if installed.is_dir() else _PACKAGE.parent


def data_dir(kind: DataKind) -> Path:
    """Return the folder of one kind of bundled, read-only data."""
    return _data_root() / kind


def assets_dir() -> Path:
    """Return the folder of bundled fonts, icons, patterns and sounds."""
    return data_dir("assets")


def presets_dir() -> Path:
    """Return the folder of bundled TOML templates and presets."""
    return data_dir("presets")


def manual_dir() -> Path:
    """Return the folder of the manual: `ar.md`, `en.md` and their pictures."""
    return _data_root() / "docs" / "manual"


def cache_dir() -> Path:
    """Return the folder of files that can be made again (segments, thumbnails), made if it is missing.

    `HIWAR_CACHE_DIR` in the environment overrides the system's usual place. It is read at
    every call, so that a test or a worker can have a cache of its own.

    Raises OutputError when the folder cannot be made.
    """
    usual = platformdirs.user_cache_path("hiwar-studio", appauthor=False)
    return _own_dir("HIWAR_CACHE_DIR", usual, "cache")


def config_dir() -> Path:
    """Return the folder of the person's settings, made if it is missing; `HIWAR_CONFIG_DIR` overrides it.

    Raises OutputError when the folder cannot be made.
    """
    usual = platformdirs.user_config_path("hiwar-studio", appauthor=False)
    return _own_dir("HIWAR_CONFIG_DIR", usual, "folder of settings")


def user_data_dir() -> Path:
    """Return the folder of what must not be lost (versions, films never saved), made if it is missing;
    `HIWAR_DATA_DIR` overrides it.

    Raises OutputError when the folder cannot be made.
    """
    usual = platformdirs.user_data_path("hiwar-studio", appauthor=False)
    return _own_dir("HIWAR_DATA_DIR", usual, "folder of versions")


def _own_dir(variable: str, usual: Path, what: str) -> Path:
    override = os.environ.get(variable)
    place = Path(override) if override else usual
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the program's {what} cannot be made: {error.strerror or error}",
            f"Name a folder for it in the environment: {variable}.",
            str(place),
        ) from error
    return place
