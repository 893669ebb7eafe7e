"""Which projects are being worked on, noted in the program's own folder: what is still noted when its process
is gone was ended by a crash or a power cut, and is offered on the Start screen."""

import contextlib
import json
import shutil
import socket
import time
from pathlib import Path

import psutil
from msgspec import Struct
from msgspec.structs import asdict

from studio.base.errors import StudioError
from studio.base.files import write_file
from studio.base.paths import user_data_dir
from studio.formats.project_file import FOLDER_SUFFIX, PROJECT_NAME, project_bytes
from studio.model.project import Project
from studio.services.autosave import Autosave, autosave_path, is_newer, read_autosave, refuge_path
from studio.services.project_lock import is_running
from studio.services.versions import KEEP_DAYS, keep_version, project_key

_DISCARDED = ".discarded"


class Note(Struct, frozen=True):
    """file: the project's JSON file, written or not yet.  name: what the film is called."""

    file: str
    name: str
    pid: int
    started: float
    host: str

    @property
    def runs(self) -> bool:
        return self.host == socket.gethostname() and is_running(self.pid, self.started)


class Recovery(Struct, frozen=True):
    """Work that was not saved when the program ended.

    name: of the film.  file: its JSON file; is_new: it was never saved.  time: of the last autosave, seconds
    since 1970.  edits: steps that the saved file lacks.  autosave: where they are.
    """

    name: str
    file: Path
    is_new: bool
    time: float
    edits: int
    autosave: Path

    def project(self) -> Project:
        """Raises InputError, DocumentError."""
        return read_autosave(self.autosave).project


def unsaved_folder() -> Path:
    """Where films stand that were never saved.  Raises OutputError."""
    return user_data_dir() / "unsaved"


def _notes_folder() -> Path:
    return user_data_dir() / "sessions"


def _note_path(file: Path) -> Path:
    return _notes_folder() / f"{project_key(file)}.json"


def note_open(file: Path, name: str) -> None:
    """Notes that this process works on a project.  Raises OutputError."""
    me = psutil.Process()
    note = Note(str(file.absolute()), name, me.pid, me.create_time(), socket.gethostname())
    path = _note_path(file)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, json.dumps(asdict(note), ensure_ascii=False).encode())


def forget_open(file: Path) -> None:
    """The project is closed, with nothing left to recover."""
    with contextlib.suppress(StudioError, OSError):
        _note_path(file).unlink(missing_ok=True)


def _notes() -> list[Note]:
    notes = []
    with contextlib.suppress(StudioError, OSError):
        for path in sorted(_notes_folder().glob("*.json")):
            with contextlib.suppress(OSError, ValueError, TypeError):
                notes.append(Note(**json.loads(path.read_bytes())))
    return notes


def autosave_of(file: Path) -> tuple[Path, Autosave] | None:
    """The newest autosave of a project that holds more than its saved file, beside it or in refuge."""
    found: list[tuple[Path, Autosave]] = []
    places = [autosave_path(file)]
    with contextlib.suppress(StudioError):
        places.append(refuge_path(file))
    for place in places:
        with contextlib.suppress(StudioError):
            if place.is_file():
                found.append((place, read_autosave(place)))
    newer = [one for one in found if is_newer(one[1], file)]
    return max(newer, key=lambda one: one[1].time, default=None)


def recoveries() -> list[Recovery]:
    """What crashes left behind, the latest first; films that are open in a window now are not among them."""
    found = []
    for note in _notes():
        file = Path(note.file)
        if note.runs:
            continue
        recovery = recovery_of(file, note.name)
        if recovery is None:
            forget_open(file)
        else:
            found.append(recovery)
    return sorted(found, key=lambda recovery: -recovery.time)


def recovery_of(file: Path, name: str = "") -> Recovery | None:
    """What an autosave of a project holds that its file does not."""
    newest = autosave_of(file)
    if newest is None:
        return None
    path, autosave = newest
    called = autosave.project.name or name or _name_of(file)
    return Recovery(called, file, not file.is_file(), autosave.time, autosave.edits, path)


def _name_of(file: Path) -> str:
    return file.parent.stem if file.name == PROJECT_NAME else file.stem


def discard(recovery: Recovery) -> None:
    """Offers it no more; it is kept for KEEP_DAYS among the project's versions (`list_versions`), a film that
    was never saved among the discarded ones.  Raises OutputError."""
    if recovery.is_new and recovery.file.is_relative_to(unsaved_folder()):
        with contextlib.suppress(OSError):
            recovery.autosave.rename(recovery.autosave.with_name(f"{recovery.autosave.name}{_DISCARDED}"))
    else:
        with contextlib.suppress(StudioError):
            content = project_bytes(recovery.project())
            keep_version(recovery.file, content, "discarded")
        remove_autosaves(recovery.file)
    forget_open(recovery.file)


def discarded_films() -> list[Recovery]:
    """Films never saved and discarded, the latest first, as long as they are kept."""
    found = []
    with contextlib.suppress(StudioError):
        for path in unsaved_folder().glob(f"*{FOLDER_SUFFIX}/.*{_DISCARDED}"):
            with contextlib.suppress(StudioError):
                autosave = read_autosave(path)
                file = path.parent / PROJECT_NAME
                name = autosave.project.name or path.parent.stem
                found.append(Recovery(name, file, True, autosave.time, autosave.edits, path))
    return sorted(found, key=lambda one: -one.time)


def remove_autosaves(file: Path) -> None:
    """Takes away a project's autosaves, beside its file and in the program's own folder, if there are any."""
    with contextlib.suppress(OSError):
        autosave_path(file).unlink(missing_ok=True)
    with contextlib.suppress(StudioError, OSError):
        refuge_path(file).unlink(missing_ok=True)


def clean_up(now: float | None = None) -> None:
    """Removes films never saved that were discarded more than KEEP_DAYS ago; once a start of the program."""
    now = time.time() if now is None else now
    working = {note.file for note in _notes()}
    with contextlib.suppress(StudioError, OSError):
        for folder in unsaved_folder().glob(f"*{FOLDER_SUFFIX}"):
            if str((folder / PROJECT_NAME).absolute()) in working:
                continue
            newest = max(
                (path.stat().st_mtime for path in folder.rglob("*") if path.is_file()),
                default=folder.stat().st_mtime,
            )
            if now - newest > KEEP_DAYS * 86400:
                shutil.rmtree(folder, ignore_errors=True)
