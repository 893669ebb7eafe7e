"""A project that is open: locked, autosaved beside its file, saved with versions; nothing of it is lost.

    open, new --> Session --save--> project.json      the content before goes to the versions
                          --autosave--> .project.json.autosave
                          --close--> no lock, no autosave, nothing noted

A film that was never saved stands in the program's own folder, with its media and autosave, until `save_as`.
"""

import contextlib
import secrets
import shutil
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from studio.base.errors import InputError, OutputError, StudioError
from studio.base.files import output_errors, write_file
from studio.formats.package import PACKAGE_SUFFIX
from studio.formats.project_file import (
    FOLDER_SUFFIX,
    PROJECT_NAME,
    json_file,
    project_bytes,
    save_project,
)
from studio.model.project import Project
from studio.services.autosave import autosave_bytes, autosave_path, content_digest, refuge_path
from studio.services.edits.media import add_media, repoint_media
from studio.services.open_sessions import (
    Recovery,
    forget_open,
    note_open,
    recovery_of,
    remove_autosaves,
    unsaved_folder,
)
from studio.services.project_lock import ProjectLock, holder_of
from studio.services.project_place import ProjectPlace
from studio.services.resources import ResourceList
from studio.services.tolerant import (
    Missing,
    TolerantProject,
    copy_files,
    import_file,
    missing_files,
    open_tolerant,
    resources_of,
)
from studio.services.versions import Version, keep_version, list_versions

How = Literal["edit", "look", "copy", "force"]
"""edit: alone (raises LockedError).  look: read-only, saved only elsewhere.  copy: a film of its own, not
saved yet.  force: edit although another window has it."""


class ChangedOutsideError(InputError):
    """The file is not the one that was opened: something else has written it meanwhile."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            "the project's file was changed by another program meanwhile",
            "Save under another name, or save over it: what is there now is kept among the versions.",
            str(file),
        )


class OpenedSession(Struct, frozen=True):
    """session: to save with.  project: as it is in the file.  missing: files that it lacks.  recovery: an
    autosave beside it that holds more."""

    session: "Session"
    project: Project
    missing: tuple[Missing, ...]
    recovery: Recovery | None


class Session:
    """One open project.  Saving and autosaving may be called from any thread, one at a time is let in."""

    def __init__(self, file: Path, lock: ProjectLock | None, base: str, *, read_only: bool = False) -> None:
        self._file = file
        self._lock = lock
        self._base = base
        self._read_only = read_only
        self._saved_at = 0.0
        self._closed = False
        self._in_refuge = False
        self._guard = threading.RLock()

    @property
    def file(self) -> Path:
        """The project's JSON file; of a film that was never saved, where it would be."""
        return self._file

    @property
    def folder(self) -> Path:
        """What the project's media paths start from."""
        return self._file.parent

    @property
    def path(self) -> Path:
        """What people see of it: the `.hiwar` folder, or the `.json` file."""
        return self.folder if self._file.name == PROJECT_NAME else self._file

    @property
    def is_new(self) -> bool:
        """Whether it was never saved: it has no place of its own yet."""
        return not self._base and self._file.is_relative_to(unsaved_folder())

    @property
    def read_only(self) -> bool:
        return self._read_only

    # Opening ---------------------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, how: How = "edit") -> OpenedSession:
        """Opens a project's folder, .json or .hiwarz (which becomes a film not saved yet).

        Where its folder cannot be written to it is opened to look at.  Work that was never saved is kept
        among the versions: the next autosave takes its place.  Raises LockedError, InputError,
        DocumentError, OutputError.
        """
        opened = cls._opened(path, how)
        if opened.recovery is not None:
            with contextlib.suppress(StudioError):
                unsaved = project_bytes(opened.recovery.project())
                keep_version(opened.session.file, unsaved, "unsaved", opened.recovery.time)
        return opened

    @classmethod
    def _opened(cls, path: Path, how: How) -> OpenedSession:
        if path.suffix == PACKAGE_SUFFIX or how == "copy":
            return cls._as_new(open_tolerant(path))
        file = json_file(path).absolute()
        lock = None
        if how != "look":
            with contextlib.suppress(OutputError):
                lock = ProjectLock.take(file, force=how == "force") if file.is_file() else None
        try:
            found = open_tolerant(path)
            session = cls(file, lock, content_digest(file.read_bytes()), read_only=lock is None)
            if lock is not None:
                note_open(file, found.project.name or session.path.stem)
        except OSError as error:
            _release(lock)
            raise InputError(f"the file cannot be read: {error.strerror}", where=str(file)) from error
        except BaseException:
            _release(lock)
            raise
        recovery = None if lock is None else recovery_of(file, found.project.name)
        return OpenedSession(session, found.project, found.missing, recovery)

    @classmethod
    def new(cls, project: Project, files: Mapping[str, Path] | None = None) -> OpenedSession:
        """A film that is not saved yet.  files: by media id, copied to where the project's paths say.

        Raises OutputError, InputError for files that are missing.
        """
        folder = unsaved_folder() / f"film-{secrets.token_hex(6)}{FOLDER_SUFFIX}"
        with output_errors(folder):
            folder.mkdir(parents=True)
        for identifier, source in (files or {}).items():
            path, digest = import_file(source, folder)
            if any(item.id == identifier for item in project.media):
                project = repoint_media(project, identifier, path, digest)
            else:
                project, _ = add_media(project, path, identifier, digest)
        file = (folder / PROJECT_NAME).absolute()
        session = cls(file, ProjectLock.take(file), "")
        note_open(file, project.name)
        return OpenedSession(session, project, missing_files(project, folder), None)

    @classmethod
    def _as_new(cls, found: TolerantProject) -> OpenedSession:
        made = cls.new(found.project)
        copy_files(found.project, found.opened.folder, made.session.folder)
        missing = missing_files(found.project, made.session.folder)
        return OpenedSession(made.session, found.project, missing, None)

    @classmethod
    def recover(cls, recovery: Recovery, how: How = "edit") -> OpenedSession:
        """Opens what a crash left: the session of its file, the project as it was last.  It is unsaved.

        Raises LockedError, InputError, DocumentError, OutputError.
        """
        project = recovery.project()
        if recovery.file.is_file():
            opened = cls._opened(recovery.file, how)
            session = opened.session
        else:
            # Never saved, or its folder has vanished: it goes on where its media are.
            if not recovery.file.parent.is_dir():
                return cls.new(project)
            session = cls(recovery.file, ProjectLock.take(recovery.file, force=how == "force"), "")
            note_open(recovery.file, recovery.name)
            kept = autosave_path(recovery.file)
            if recovery.autosave != kept:
                with contextlib.suppress(OSError):
                    recovery.autosave.rename(kept)
        return OpenedSession(session, project, missing_files(project, session.folder), None)

    # Saving ----------------------------------------------------------------------------------------------

    def save(self, project: Project, *, overwrite: bool = False) -> Path:
        """Writes the project's file; what was in it is kept among the versions.

        overwrite: also if another program has changed it.  Gives the file.
        Raises InputError for a film that has no place yet (use `save_as`) or is open to look at,
        ChangedOutsideError, OutputError (full, read-only, vanished); nothing is lost then.
        """
        with self._guard:
            if self.is_new:
                raise InputError("this film has no place yet", "Choose a name and a folder for it.")
            if self._read_only:
                raise InputError("this project is open to look at only", "Save it under another name.")
            at = time.time()
            before = self._content()
            if before is not None and content_digest(before) != self._base and not overwrite:
                raise ChangedOutsideError(self._file)
            content = project_bytes(project)
            if before != content:
                if before:
                    _keep_quietly(self._file, before)
                write_file(self._file, content)
            self._base, self._saved_at = content_digest(content), at
            if self.lock_is_held:
                remove_autosaves(self._file)
            return self._file

    def save_as(self, project: Project, path: Path) -> Project:
        """Writes the project with all its files to another place and goes on there; gives the project.

        path: a folder's name (`.hiwar` is put behind it) or a `.json`.
        Raises InputError (a folder that holds something else), LockedError, OutputError; nothing is lost.
        """
        with self._guard:
            at = time.time()
            place = ProjectPlace.named(path)
            file = place.file
            if file == self._file:
                self.save(project, overwrite=True)
                return project
            place.make()
            lock = ProjectLock.take(file)
            try:
                copy_files(project, self.folder, place.folder)
                if file.is_file():
                    _keep_quietly(file, file.read_bytes())
                save_project(project, place.path)
                note_open(file, project.name or place.path.stem)
            except BaseException:
                lock.release()
                raise
            self._leave(remove_new=True)
            self._file, self._lock, self._read_only = file, lock, False
            self._base, self._saved_at = content_digest(project_bytes(project)), at
            return project

    def autosave(self, project: Project, edits: int = 1, at: float | None = None) -> Path | None:
        """Writes an autosave beside the file, or in the program's own folder while that cannot be written to.

        at: when the project had this value, seconds since 1970; older than the last save: nothing is written.
        Raises OutputError when neither place takes it.
        """
        with self._guard:
            at = time.time() if at is None else at
            if self._closed or at < self._saved_at:
                return None
            if not self.lock_is_held and holder_of(self._file) is not None:
                return None  # another window has it: what stands beside the file is that one's work
            content = autosave_bytes(project, edits, self._base, at)
            if not self._read_only:
                with contextlib.suppress(OutputError):
                    write_file(autosave_path(self._file), content)
                    return autosave_path(self._file)
            refuge = refuge_path(self._file)
            with output_errors(refuge):
                refuge.parent.mkdir(parents=True, exist_ok=True)
            write_file(refuge, content)
            note_open(self._file, project.name or self.path.stem)
            self._in_refuge = True
            return refuge

    def close(self, unsaved: Project | None = None) -> None:
        """Ends the session.  unsaved: what is left without saving; it is kept among the versions (a film that
        was never saved: among the discarded ones)."""
        with self._guard:
            if self._closed:
                return
            if unsaved is not None:
                if self.is_new:
                    with contextlib.suppress(StudioError):
                        discarded = autosave_path(self._file)
                        discarded = discarded.with_name(f"{discarded.name}.discarded")
                        write_file(discarded, autosave_bytes(unsaved, 1, ""))
                else:
                    with contextlib.suppress(StudioError):
                        keep_version(self._file, project_bytes(unsaved), "unsaved")
            self._leave(remove_new=unsaved is None)
            self._closed = True

    # Around it -------------------------------------------------------------------------------------------

    @property
    def lock_is_held(self) -> bool:
        """False once another window has taken the project by force."""
        return self._lock is not None and self._lock.is_held

    def resources(self, project: Project, *, placeholders: bool = True) -> ResourceList:
        """See `resources_of`."""
        return resources_of(project, self.folder, placeholders=placeholders)

    def missing(self, project: Project) -> tuple[Missing, ...]:
        return missing_files(project, self.folder)

    def versions(self) -> list[Version]:
        """The newest first.  Raises OutputError."""
        return list_versions(self._file)

    def _content(self) -> bytes | None:
        try:
            return self._file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OutputError(
                f"the project's file cannot be reached: {error.strerror}",
                "Save under another name.",
                str(self._file),
            ) from error

    def _leave(self, *, remove_new: bool) -> None:
        was_new = self.is_new
        if self.lock_is_held or self._in_refuge:  # else they are another window's
            remove_autosaves(self._file)
            forget_open(self._file)
        _release(self._lock)
        self._lock = None
        if was_new and remove_new:
            shutil.rmtree(self.folder, ignore_errors=True)


def _release(lock: ProjectLock | None) -> None:
    if lock is not None:
        lock.release()


def _keep_quietly(file: Path, content: bytes) -> None:
    # Saving matters more than the version before: it goes on if there is no room for that.
    with contextlib.suppress(StudioError):
        keep_version(file, content, "saved")
