"""The project that is open, as the window sees it: its history, its session, and a signal for every change.

Work is put aside by itself: an autosave beside the file follows each change, in a thread, and never over the
file.  Saving is a person's act, or closing the window's.
"""

import time
from collections.abc import Callable, Hashable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.base.errors import StudioError
from studio.gui.bridge import Job, bridge
from studio.model.project import Project
from studio.services.editing import History, StepName
from studio.services.resources import ResourceList
from studio.services.session import How, OpenedSession, Session
from studio.services.tolerant import Missing

AUTOSAVE_AFTER = 1500
"""Milliseconds after the last change until it is put aside."""
AUTOSAVE_AT_LATEST = 5000
"""Milliseconds for which changes that do not end wait."""
_FILES_SECONDS = 0.5
"""How long what is known of the project's files holds while the project is the same."""


class Document(QObject):
    """Values go in, signals come out; no part of the window keeps a project of its own."""

    changed = Signal()
    """`project` is another value: edited, undone or redone."""
    saved = Signal()
    """The file holds the project now."""
    state_changed = Signal()
    """`is_dirty` or `path` is another."""
    save_failed = Signal(object)
    """A StudioError of saving or autosaving; the work is still in the window."""

    def __init__(
        self, opened: OpenedSession, project: Project | None = None, parent: QObject | None = None
    ) -> None:
        """project: what to begin with, if it is not what the file holds (recovered work)."""
        super().__init__(parent)
        self.session: Session = opened.session
        self.missing: tuple[Missing, ...] = opened.missing
        self.history: History[Project] = History(opened.project)
        # When the file was written last, in seconds since 1970; None if it never was.
        self.saved_at = _time_of(self.session)
        self._listed: tuple[Project, float, ResourceList] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AUTOSAVE_AFTER)
        self._soon.timeout.connect(self.autosave)
        self._latest = QTimer(self)
        self._latest.setSingleShot(True)
        self._latest.setInterval(AUTOSAVE_AT_LATEST)
        self._latest.timeout.connect(self.autosave)
        self.changed.connect(self._note_change)
        if project is not None and project != opened.project:
            self.do(StepName("step.recover"), project)

    @property
    def project(self) -> Project:
        return self.history.value

    @property
    def path(self) -> Path:
        """What people see of it: the `.hiwar` folder, or the `.json` file."""
        return self.session.path

    @property
    def name(self) -> str:
        """What the film is called: its own name, else its file's."""
        return self.project.name or self.path.stem

    @property
    def is_dirty(self) -> bool:
        """Whether the file lacks something."""
        return self.history.is_dirty or self.session.is_new

    def do(self, name: StepName, project: Project, merge_key: Hashable | None = None) -> bool:
        """One named step; see `History.do`."""
        return self._say(self.history.do(name, project, merge_key))

    def undo(self) -> bool:
        """One step back; False at the beginning."""
        return self._say(self.history.undo())

    def redo(self) -> bool:
        """One step forward; False at the end."""
        return self._say(self.history.redo())

    def begin_drag(self) -> None:
        """All that is done until `end_drag` is one step."""
        self.history.begin_drag()

    def end_drag(self) -> None:
        self.history.end_drag()

    def cancel_drag(self) -> bool:
        """Takes the drag back (Esc)."""
        return self._say(self.history.cancel_drag())

    def _say(self, changed: bool) -> bool:
        if changed:
            self.changed.emit()
        return changed

    def resources(self) -> ResourceList:
        """The project's files as they are now; stand-ins for what is missing."""
        project, now = self.project, time.monotonic()
        if self._listed is None or self._listed[0] is not project or now > self._listed[1]:
            # Asked for every frame; files come and go more seldom.
            self._listed = (project, now + _FILES_SECONDS, self.session.resources(project))
        return self._listed[2]

    def save(self, *, overwrite: bool = False) -> None:
        """Writes the file.  Raises StudioError; nothing is lost then."""
        project = self.project
        self.session.save(project, overwrite=overwrite)
        self._saved(project)

    def save_as(self, path: Path) -> None:
        """Writes the project with its files to another place and goes on there.  Raises StudioError."""
        project = self.project
        self.session.save_as(project, path)
        self._saved(project)

    def _saved(self, project: Project) -> None:
        self.saved_at = time.time()
        self.history.mark_saved(project)
        self._soon.stop()
        self._latest.stop()
        self.saved.emit()
        self.state_changed.emit()

    def _note_change(self) -> None:
        self._soon.start()
        if not self._latest.isActive():
            self._latest.start()
        self.state_changed.emit()

    def set_autosave(self, seconds: float) -> None:
        """Changes that do not end wait at most so long until they are put aside."""
        self._latest.setInterval(round(seconds * 1000))

    def autosave(self) -> None:
        """Puts the work aside in a thread."""
        self._soon.stop()
        self._latest.stop()
        work = self._autosaving()
        if work is not None:
            bridge().run(
                lambda job: work(), lambda _: None, failed=self.save_failed.emit, lane="autosave", owner=self
            )

    def put_aside(self) -> None:
        """The same at once, in this thread: before a report of a crash is shown.  Raises StudioError."""
        work = self._autosaving()
        if work is not None:
            work()

    def _autosaving(self) -> Callable[[], object] | None:
        if not self.history.is_dirty:
            return None
        project, edits, session = self.project, self.history.edits_since_saved, self.session
        return lambda: session.autosave(project, edits)

    def close(self) -> None:
        """Ends the session; what was not saved is kept among the versions."""
        self._soon.stop()
        self._latest.stop()
        self.session.close(self.project if self.history.is_dirty else None)


def _time_of(session: Session) -> float | None:
    """When a project's file was written, seconds since 1970; None if there is none yet."""
    try:
        return None if session.is_new else session.file.stat().st_mtime
    except OSError:
        return None


def open_document(
    path: Path,
    done: Callable[[OpenedSession], object],
    failed: Callable[[StudioError], object],
    owner: QObject,
    how: How = "edit",
) -> Job[OpenedSession]:
    """Reads and locks a project in a thread.  how: see `services.session`."""

    def work(job: Job[OpenedSession]) -> OpenedSession:
        opened = Session.open(path, how)
        if not job.wanted:  # at once: what took its place may be this very project
            opened.session.close()
        return opened

    return bridge().run(
        work, done, failed=failed, key="open", lane="files", owner=owner, unwanted=close_opened
    )


def close_opened(opened: OpenedSession) -> None:
    """A project that nobody waits for any more is nobody's: others may open it."""
    opened.session.close()
