"""What the window itself carries out: projects, language, full screen, commands, shortcuts, settings."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from studio.base.errors import StudioError
from studio.formats.package import PACKAGE_SUFFIX
from studio.formats.project_file import FOLDER_SUFFIX
from studio.gui.actions import hub
from studio.gui.bridge import announce, bridge
from studio.gui.crash import guard, state_report
from studio.gui.dialogs.palette import CommandPalette, Place
from studio.gui.dialogs.shortcuts import ShortcutsDialog
from studio.gui.export.places import to_open, to_save
from studio.gui.i18n import tr, translator
from studio.services.film_from_files import (
    MAYBE_SUBTITLES,
    PICTURES,
    SHEETS,
    SUBTITLES,
    VIDEOS,
    sorted_files,
)
from studio.services.packing import pack_project

if TYPE_CHECKING:
    from studio.gui.main_window import MainWindow
    from studio.gui.manual.viewer import ManualViewer


class WindowActions(QObject):
    """Bound for as long as the window lives."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.manual: ManualViewer | None = None
        for id, handler in (
            ("file.new", window.show_start),
            ("file.open", self.ask_project),
            ("file.caption", self.ask_video),
            ("file.batch", window.show_batch),
            ("file.save", self.save),
            ("file.saveas", self.ask_place),
            ("file.pack", self.ask_package),
            ("file.versions", self.show_versions),
            ("file.close", window.show_start),
            ("file.settings", self.show_settings),
            ("file.quit", window.close),
            ("edit.undo", self.undo),
            ("edit.redo", self.redo),
            ("edit.palette", self.show_palette),
            ("view.lang", self.switch_language),
            ("view.full", self.switch_full_screen),
            ("help.keys", self.show_shortcuts),
            ("help.manual", self.show_manual),
            ("help.report", self.copy_report),
        ):
            hub().bind(id, handler, owner=self)
        hub().attach(window)

    def ask_project(self) -> None:
        """Asks for a project (its folder's project.json, or a package), or for files that begin one."""
        dialog = QFileDialog(self._window, tr("window.open_project"), to_open(self._window.projects))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        projects = ("project.json", "*.hiwarz", "*.json")
        begins = [f"*{suffix}" for suffix in sorted(VIDEOS | SUBTITLES | PICTURES | SHEETS)]
        dialog.setNameFilters(
            [
                f"{tr('window.openable')} ({' '.join((*projects, *begins))})",
                f"{tr('window.projects')} ({' '.join(projects)})",
            ]
        )
        dialog.filesSelected.connect(lambda names: self.open_files([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_video(self) -> None:
        """Asks for a video and what is said in it: its captions' editor opens."""
        dialog = QFileDialog(self._window, tr("window.caption_video"), to_open(self._media_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        endings = " ".join(f"*{suffix}" for suffix in sorted(VIDEOS | SUBTITLES | MAYBE_SUBTITLES))
        dialog.setNameFilters([f"{tr('window.videos')} ({endings})"])
        dialog.filesSelected.connect(lambda names: self._window.dropping.take([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _media_folder(self) -> Path:
        chosen = self._window.preferences.value.media_folder
        place = QStandardPaths.StandardLocation.MoviesLocation
        return Path(chosen or QStandardPaths.writableLocation(place))

    def open_files(self, files: list[Path]) -> None:
        """A project opens; films with their subtitles, pictures and sheets begin what they are good for."""
        if sorted_files(files).kind == "unknown":
            self._window.open_project(_project_of(files[0]))
        else:
            self._window.dropping.take(files)

    def save(self) -> None:
        """Saves where the project stands; a film without a place asks for one."""
        document = self._window.document
        if document is None:
            return
        if document.session.is_new or document.session.read_only:
            self.ask_place()
            return
        try:
            document.save()
        except StudioError as error:
            self._window.fail(error, action=tr("window.save_as"), on_action=self.ask_place)
        else:
            self._window.say(tr("window.saved"))

    def ask_place(self) -> None:
        """Asks where to save the project to."""
        document = self._window.document
        if document is None:
            return
        place = self._window.projects / f"{document.name}{FOLDER_SUFFIX}"
        dialog = QFileDialog(self._window, tr("window.save_as"), to_save(place))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(FOLDER_SUFFIX.lstrip("."))
        dialog.fileSelected.connect(lambda name: self._window.save_as(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_package(self) -> None:
        """Asks where the project goes as one file with its media and fonts, to be handed on.

        What is packed is what is saved: a film that was never saved is saved first, where the person says.
        """
        document = self._window.document
        if document is None:
            return
        if document.is_dirty:
            self.save()
        if document.is_dirty:
            return
        place = self._window.projects / f"{document.name}{PACKAGE_SUFFIX}"
        dialog = QFileDialog(self._window, tr("window.pack"), to_save(place))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(PACKAGE_SUFFIX.lstrip("."))
        dialog.fileSelected.connect(lambda name: self.pack(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def pack(self, package: Path) -> None:
        """Packs the saved project into a file, beside the window's work."""
        document = self._window.document
        if document is None:
            return
        project = document.path
        self._window.say(tr("window.packing"))
        bridge().run(
            lambda job: pack_project(project, package),
            lambda _: self._window.say(tr("window.packed", name=package.name)),
            failed=self._window.fail,
            key="pack",
            lane="files",
            owner=self,
        )

    def undo(self) -> None:
        document = self._window.document
        name = None if document is None else document.history.undo_name
        if document is not None and document.undo() and name is not None:
            announce(self._window, tr("access.undone", step=tr(name.key, **name.arguments)))

    def redo(self) -> None:
        document = self._window.document
        name = None if document is None else document.history.redo_name
        if document is not None and document.redo() and name is not None:
            announce(self._window, tr("access.redone", step=tr(name.key, **name.arguments)))

    def show_palette(self) -> None:
        """Every command by its name, and the markers of the open film as places to go to."""
        stage = getattr(self._window.workspace, "stage", None)
        places: tuple[Place, ...] = ()
        if stage is not None:
            from studio.gui.workspace.places import marker_places

            places = marker_places(stage)
        CommandPalette(hub(), self._window, places).open_over(self._window)

    def show_shortcuts(self) -> None:
        ShortcutsDialog(hub(), self._window).open()

    def show_manual(self) -> None:
        """The manual, at what it says about the screen one is in."""
        from studio.gui.manual.viewer import ManualViewer

        if self.manual is None:
            self.manual = ManualViewer(self._window)
        self.manual.show_topic(self._window.topic)

    def show_settings(self) -> None:
        from studio.gui.settings.dialog import SettingsDialog

        dialog = SettingsDialog(self._window.preferences.store, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_versions(self) -> None:
        if self._window.document is None:
            return
        from studio.gui.versions.dialog import VersionsDialog

        dialog = VersionsDialog(self._window.document, self._window)
        dialog.copied.connect(self._window.open_project)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def switch_language(self) -> None:
        """Arabic to English and back: words, direction, digits; everything else stays."""
        self._window.choose_language(translator().other_language)

    def switch_full_screen(self) -> None:
        window = self._window
        window.showNormal() if window.isFullScreen() else window.showFullScreen()

    def copy_report(self) -> None:
        """The last report of a crash, else one of the program as it is."""
        QGuiApplication.clipboard().setText(guard().last_report or state_report())
        self._window.say(tr("crash.copied"))


def _project_of(file: Path) -> Path:
    """The folder of a project's own project.json, else the file itself."""
    return file.parent if file.parent.suffix == FOLDER_SUFFIX else file
