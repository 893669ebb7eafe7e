"""Autosaves: what is being worked on, written beside the project's file and never over it.

    project.json              what was saved
    .project.json.autosave    what has been done since

An autosave says which saved file it follows, so that one that a later save has overtaken is never offered.
"""

import hashlib
import json
import time
from pathlib import Path
from typing import Any

from msgspec import Struct

from studio.base.errors import InputError
from studio.base.paths import user_data_dir
from studio.formats.document_file import MAX_PROJECT_BYTES, SourceData, parse_json, read_bytes
from studio.formats.project_file import project_bytes
from studio.model.document import as_json
from studio.model.project import Project
from studio.services.tolerant import parse_tolerant
from studio.services.versions import project_key

_FORMAT = "hiwar-autosave"


class Autosave(Struct, frozen=True):
    """edits: steps since the last save.  time: when, seconds since 1970.  base: digest of the file that it
    follows, empty if there was none."""

    project: Project
    edits: int
    time: float
    base: str


def autosave_path(file: Path) -> Path:
    """Beside the project's JSON file."""
    return file.with_name(f".{file.name}.autosave")


def refuge_path(file: Path) -> Path:
    """Where autosaves go while the project's folder cannot be written to.  Raises OutputError."""
    return user_data_dir() / "autosaves" / f"{project_key(file)}.autosave"


def autosave_bytes(project: Project, edits: int, base: str, at: float | None = None) -> bytes:
    """What to write; nothing else is asked or touched, so any thread may do it."""
    data = {
        "format": _FORMAT,
        "edits": edits,
        "time": time.time() if at is None else at,
        "base": base,
        "project": as_json(project),
    }
    return json.dumps(data, ensure_ascii=False).encode()


def read_autosave(path: Path) -> Autosave:
    """Raises InputError and DocumentError for what is no whole autosave."""
    data = parse_json(read_bytes(path, MAX_PROJECT_BYTES), str(path)).data
    project: Any = data.get("project")
    edits, at, base = data.get("edits"), data.get("time"), data.get("base")
    if (
        data.get("format") != _FORMAT
        or not isinstance(project, dict)
        or not isinstance(edits, int)
        or not isinstance(at, int | float)
        or not isinstance(base, str)
    ):
        raise InputError("this is no autosave", "", str(path))
    return Autosave(parse_tolerant(SourceData(project, str(path))), edits, float(at), base)


def content_digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def is_newer(autosave: Autosave, file: Path) -> bool:
    """Whether it holds work that the saved file does not."""
    try:
        content = file.read_bytes()
        saved_at = file.stat().st_mtime
    except OSError:
        return True
    if content == project_bytes(autosave.project):
        return False
    return autosave.base == content_digest(content) or autosave.time > saved_at
