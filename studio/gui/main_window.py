"""The window: Start, Wizard and Workspace as pages of one stack, with messages and focus ring over them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from studio.base.errors import StudioError
from studio.base.languages import primary_language
from studio.gui.actions import hub
from studio.gui.batch.opening import open_batch
from studio.gui.bridge import announce, bridge
from studio.gui.collecting import collect_soon
from studio.gui.crash import guard
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.document import Document, close_opened, open_document
from studio.gui.dropping import Dropping
from studio.gui.i18n import WindowLanguage, on_language, tr
from studio.gui.key_filter import KeyFilter
from studio.gui.making import make_film
from studio.gui.preferences import Preferences
from studio.gui.start.recent import RecentProject, Recovered
from studio.gui.start.start_page import StartPage
from studio.gui.widgets.focus_ring import FocusRing
from studio.gui.widgets.pages import Pages, least_size
from studio.gui.widgets.toast import Toast
from studio.gui.window_actions import WindowActions
from studio.gui.wizard.draft import Draft
from studio.gui.wizard.wizard import Wizard
from studio.model.project import Project
from studio.model.template import Template
from studio.presets.catalog import bundled
from studio.services.open_sessions import Recovery, discard, recoveries
from studio.services.project_lock import LockedError
from studio.services.session import OpenedSession, Session
from studio.services.tolerant import open_tolerant

if TYPE_CHECKING:
    from studio.gui.batch.page import BatchPage

MINIMUM = (960, 540)
"""Logical pixels below which the window does not shrink; more where a page needs it."""


def make_workspace(document: Document) -> QWidget:
    """The workspace of a project; its modules are loaded when the first project opens."""
    from studio.gui.workspace.workspace import Workspace

    return Workspace(document)


class MainWindow(QMainWindow):
    """One project at a time; without one it shows Start.

    preferences: what the program remembers.  projects: the folder of new films.
    """

    def __init__(
        self, preferences: Preferences, templates: list[Template] | None = None, projects: Path | None = None
    ) -> None:
        super().__init__()
        catalog = bundled()
        templates = templates or [catalog.template(id) for id in catalog.ids("templates")]
        self._templates = {template.id: template for template in templates}
        self.preferences = preferences
        self._projects = projects
        self.document: Document | None = None
        self._opening: Path | None = None
        """What is being opened."""
        self.workspace: QWidget | None = None
        self.batch: BatchPage | None = None
        self.make_workspace: Callable[[Document], QWidget] = make_workspace
        self.setMinimumSize(*MINIMUM)
        self.pages = Pages()
        self.setCentralWidget(self.pages)
        self.pages.needs.connect(self._keep_whole)
        self.start = StartPage(templates)
        self.wizard = Wizard()
        self.pages.addWidget(self.start)
        self.pages.addWidget(self.wizard)
        self.toast = Toast(self)
        self.ring = FocusRing(self)
        self.actions_of_window = WindowActions(self)
        self.dropping = Dropping(self)
        self._connect()
        on_language(self, self.retranslate)
        self.show_start()

    def _connect(self) -> None:
        self.start.template_chosen.connect(self.begin_film)
        self.start.project_chosen.connect(self.open_project)
        self.start.recovered_chosen.connect(self._open_recovered)
        self.start.saved_chosen.connect(lambda work: self.open_project(work.path))
        self.start.recovery_discarded.connect(self._discard)
        self.wizard.left.connect(self.show_start)
        self.wizard.finished.connect(self._make)
        self.dropping.sheet.connect(self.show_batch)
        bridge().error.connect(self.fail)
        guard().on_crash(self._put_aside)

    def watch_keys(self, keys: KeyFilter) -> None:
        """The keyboard's ring follows whether keys or the pointer are in use."""
        keys.moved.connect(self.ring.note_key)
        keys.pointed.connect(self.ring.note_pointer)

    def retranslate(self) -> None:
        name = tr("app.name")
        if self.document is None:
            self.setWindowTitle(name)
        else:
            self.setWindowTitle(f"\u2068{self.document.name}\u2069[*] – {name}")
            self.setWindowModified(self.document.is_dirty)

    def _keep_whole(self) -> None:
        self.setMinimumSize(least_size(self, self.pages.minimumSizeHint(), MINIMUM))

    @property
    def projects(self) -> Path:
        """The folder of new films."""
        return self._projects or self.preferences.projects

    @property
    def topic(self) -> str:
        """What the manual would say about the screen that is open (`gui.manual.pages.TOPICS`)."""
        shown = self.pages.currentWidget()
        if shown is self.workspace and shown is not None:
            return str(getattr(shown, "topic", "workspace"))
        return "start" if shown in (self.start, self.wizard) else "sheet"

    # Pages -----------------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """Back to Start; an open project is saved and closed."""
        if not self.close_project():
            return
        self.wizard.close_draft()
        self.start.hold(False)
        self.start.show_recent(self._recent())
        self.start.show_recovered([_as_card(one) for one in recoveries()])
        self.pages.setCurrentWidget(self.start)
        self.start.setFocus()  # nothing is chosen: the first Tab begins at the top
        self.retranslate()

    def show_batch(self, sheet: Path | None = None) -> None:
        """The batch screen, with a sheet if one was dropped; an open project is saved and closed."""
        shown = self.document.project.compositions if self.document is not None else ()
        if not self.close_project():
            return
        self.wizard.close_draft()
        if self.batch is None:
            self.batch = open_batch(self, list(self._templates.values()))
        self.pages.setCurrentWidget(self.batch)
        self.batch.begin(sheet, primary_language(shown[0].language) if shown else None)
        self.batch.setup.templates.setFocus()
        self.retranslate()

    def begin_film(self, template: str, format: str, language: str) -> None:
        """The wizard, with a template in a format and language."""
        self.wizard.begin(self._templates[template], format, language, self.preferences.brand)
        self.pages.setCurrentWidget(self.wizard)
        self.wizard.go_to(0)

    def open_project(self, path: Path) -> None:
        """Opens a project; what is open is saved and closed first, when the new one could be read."""
        if not self._begins_to_open(path):
            return
        self.start.hold(True)  # the workspace comes first
        self.say(tr("window.opening"))
        open_document(path, self._opened, lambda error: self._not_opened(path, error), self)

    def _begins_to_open(self, path: Path) -> bool:
        """False where the same is being opened already: a double click opens it once."""
        if self._opening == path and bridge().busy:
            return False
        self._opening = path
        return True

    def _not_opened(self, path: Path, error: StudioError) -> None:
        self._opening = None
        self.start.hold(False)
        if isinstance(error, LockedError):
            copy = partial(open_document, path, self._opened, self.fail, self, "copy")
            self.fail(error, action=tr("window.open_copy"), on_action=copy)
        else:
            self.fail(error)

    def show_document(self, document: Document) -> None:
        """The workspace, with a project."""
        if not self.close_project():
            document.close()
            return
        self.start.hold(True)
        document.setParent(self)
        self.document = document
        document.changed.connect(self._changed)
        document.state_changed.connect(self.retranslate)
        document.save_failed.connect(self.fail)
        document.set_autosave(self.preferences.value.autosave_seconds)
        self.workspace = self.make_workspace(document)
        self.pages.addWidget(self.workspace)
        self.pages.setCurrentWidget(self.workspace)
        hub().set_project_open(True)
        self.preferences.add_recent(document.path, document.name)
        self._changed()
        self.workspace.setFocus()
        missing = sum(one.used for one in document.missing)
        if missing:
            self.say(tr("window.missing", count=missing))

    def close_project(self) -> bool:
        """Saves and closes what is open; False if it could not be saved, and stays open."""
        document, workspace = self.document, self.workspace
        if document is None:
            return True
        if document.history.is_dirty and not document.session.is_new and not document.session.read_only:
            try:
                document.save()
            except StudioError as error:
                self.fail(error)
                return False
        if workspace is not None:
            stop = getattr(workspace, "close_project", None)
            if callable(stop):
                stop()
            self.pages.removeWidget(workspace)
            hub().release(workspace)
            workspace.deleteLater()
        document.close()
        document.deleteLater()
        self.document = self.workspace = None
        hub().set_project_open(False)
        collect_soon()
        return True

    # Projects --------------------------------------------------------------------------------------------

    def _make(self, draft: Draft) -> None:
        self.wizard.setEnabled(False)
        self.say(tr("wizard.making"))
        make_film(draft, self.projects, self._made, self._not_made, self)

    def _made(self, opened: OpenedSession) -> None:
        self.wizard.setEnabled(True)
        self.wizard.close_draft()
        self.toast.hide()
        self.show_document(Document(opened))
        hub().trigger("play.toggle")  # the new film plays

    def _not_made(self, error: StudioError) -> None:
        self.wizard.setEnabled(True)
        self.fail(error)

    def _opened(self, opened: OpenedSession, project: Project | None = None) -> None:
        self._opening = None
        self.toast.hide()
        self.show_document(Document(opened, project))
        if project is None and opened.recovery is not None:
            self.toast.say(
                tr("window.unsaved_kept"),
                action=tr("window.versions"),
                on_action=lambda: hub().trigger("file.versions"),
            )

    def _open_recovered(self, work: Recovered) -> None:
        recovery = work.recovery
        if isinstance(recovery, Recovery) and self._begins_to_open(recovery.autosave):
            self.say(tr("window.opening"))
            bridge().run(
                lambda job: _recovered(recovery),
                lambda found: self._opened(*found),
                failed=self._not_recovered,
                key="open",
                lane="files",
                owner=self,
                unwanted=lambda found: close_opened(found[0]),
            )

    def _not_recovered(self, error: StudioError) -> None:
        self._opening = None
        self.fail(error)

    def _discard(self, work: Recovered) -> None:
        if isinstance(work.recovery, Recovery):
            try:
                discard(work.recovery)
            except StudioError as error:
                self.fail(error)
        self.start.show_recovered([_as_card(one) for one in recoveries()])

    def save_as(self, path: Path) -> None:
        """Writes the open project to another place and goes on there."""
        if self.document is None:
            return
        try:
            self.document.save_as(path)
        except StudioError as error:
            self.fail(error)
        else:
            self.preferences.add_recent(self.document.path, self.document.name)
            self.say(tr("window.saved"))

    def _changed(self) -> None:
        document = self.document
        if document is not None:
            hub().set_enabled("edit.undo", document.history.undo_name is not None)
            hub().set_enabled("edit.redo", document.history.redo_name is not None)
        self.retranslate()

    def _recent(self) -> list[RecentProject]:
        return self.preferences.recent()

    def _put_aside(self) -> None:
        if self.document is not None:
            self.document.put_aside()

    # Around them -----------------------------------------------------------------------------------------

    def choose_language(self, language: WindowLanguage) -> None:
        """Switches the window's language, and keeps it."""
        self.preferences.set_language(language)
        announce(self, tr(f"language.{language}"))

    def say(self, words: str) -> None:
        """A short message over the window's foot."""
        self.toast.say(words)

    def fail(
        self, error: StudioError, *, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """An error in the window's language; it stays until it is closed."""
        message, hint = words_of_error(error)
        self.toast.fail(message, hint, action=action, on_action=on_action)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.close_project():
            event.ignore()
            return
        guard().forget(self._put_aside)
        self.wizard.close_draft()
        if self.batch is not None:
            self.batch.leave()
        hub().release(self.actions_of_window)
        bridge().close()
        event.accept()


def _recovered(recovery: Recovery) -> tuple[OpenedSession, Project]:
    """The session of a recovered project as its file has it, and the recovered work on top of that."""
    found = Session.recover(recovery)
    file = found.session.file
    saved = open_tolerant(file).project if file.is_file() else found.project
    return replace(found, project=saved), found.project


def _as_card(recovery: Recovery) -> Recovered:
    path = recovery.file.parent if recovery.file.name == "project.json" else recovery.file
    return Recovered(path, recovery.name, recovery.edits, recovery.time, recovery)
