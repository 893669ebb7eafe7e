"""Earlier versions of a project, kept in the program's own folder: what was saved over, discarded or left.

They outlive the project's folder, and are never handed on with it.
"""

import contextlib
import hashlib
import os
import re
import time
from pathlib import Path
from typing import Literal

from msgspec import Struct

from studio.base.errors import InputError
from studio.base.files import output_errors, write_file
from studio.base.paths import user_data_dir
from studio.formats.document_file import MAX_PROJECT_BYTES, parse_json, read_bytes
from studio.formats.project_file import parse_project
from studio.model.project import Project

KEEP_DAYS = 30
KEEP_AT_MOST = 60

Why = Literal["saved", "discarded", "unsaved"]
"""saved: the file as it was before a save; discarded: an autosave that nobody wanted; unsaved: what was
closed without saving."""

_NAME = re.compile(r"(\d{14})-(saved|discarded|unsaved)-([0-9a-f]{16})\.json")


class Version(Struct, frozen=True):
    """time: seconds since 1970 when it was kept."""

    path: Path
    time: float
    why: Why
    bytes: int


def project_key(file: Path) -> str:
    """What stands for a project's place in the names of the program's own files."""
    return hashlib.blake2b(os.fsencode(os.path.normcase(file.absolute())), digest_size=10).hexdigest()


def versions_folder(file: Path) -> Path:
    """Raises OutputError."""
    return user_data_dir() / "versions" / project_key(file)


def keep_version(file: Path, content: bytes, why: Why, at: float | None = None) -> Path | None:
    """Keeps a project's content; None if it is what was kept last.  Raises OutputError."""
    folder = versions_folder(file)
    at = time.time() if at is None else at
    digest = hashlib.blake2b(content, digest_size=8).hexdigest()
    known = list_versions(file)
    if known and known[0].path.stem.endswith(digest):
        return None
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{round(at * 1000):014d}-{why}-{digest}.json"
    write_file(path, content)
    _prune(list_versions(file), at)
    return path


def list_versions(file: Path) -> list[Version]:
    """The newest first.  Raises OutputError where the program has no folder of its own."""
    found: list[Version] = []
    with contextlib.suppress(OSError):
        for path in versions_folder(file).iterdir():
            match = _NAME.fullmatch(path.name)
            if match:
                why: Why = next(one for one in ("saved", "discarded", "unsaved") if one == match[2])
                found.append(Version(path, int(match[1]) / 1000, why, path.stat().st_size))
    return sorted(found, key=lambda version: -version.time)


def read_version(version: Version) -> Project:
    """The project as it was.  Raises InputError, DocumentError."""
    if not version.path.is_file():
        raise InputError("this version is not kept any more", f"Versions are kept {KEEP_DAYS} days.")
    source = parse_json(read_bytes(version.path, MAX_PROJECT_BYTES), str(version.path))
    return parse_project(source)


def _prune(versions: list[Version], now: float) -> None:
    """The newest always stays."""
    for number, version in enumerate(versions):
        if number and (number >= KEEP_AT_MOST or now - version.time > KEEP_DAYS * 86400):
            with contextlib.suppress(OSError):
                version.path.unlink()
