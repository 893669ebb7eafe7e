"""The window's program: QApplication, fonts and theme, the crash guard, one main window."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from studio import __version__
from studio.base.paths import data_dir
from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.collecting import Collecting
from studio.gui.crash import guard
from studio.gui.file_events import FileEvents
from studio.gui.i18n import translator
from studio.gui.key_filter import KeyFilter
from studio.gui.main_window import MainWindow
from studio.gui.preferences import Preferences
from studio.gui.qt_words import QtWords, dress
from studio.gui.stopping import CloseOnSignal
from studio.gui.theme.theme import theme
from studio.model.template import Template
from studio.presets.catalog import bundled
from studio.services.film_from_files import sorted_files
from studio.services.open_sessions import clean_up
from studio.services.thumbnails import prune_thumbnails

END_SECONDS = 10.0
"""That the program, its window closed, waits for work which does not hear that it is to stop."""


def create_application(arguments: list[str] | None = None) -> QApplication:
    """The application with the window's look; the one that there is, if it has been made already."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        application = QApplication(arguments or ["studio"])
    application.setApplicationName("hiwar-studio")
    application.setApplicationDisplayName("Hiwar Studio")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("hiwar-studio")
    application.setWindowIcon(QIcon(str(data_dir("resources") / "app-icon" / "hiwar-studio.png")))
    translator().switch(translator().language)
    theme().install(application)
    if application.findChild(QtWords) is None:
        Collecting(application)
        QtWords(application)
        application.focusChanged.connect(_move_visually)
        application.focusChanged.connect(dress)
    return application


def _move_visually(_old: QWidget | None, now: QWidget | None) -> None:
    """Arrows follow the eye in every field, Qt's own among them: in mixed text Qt goes by memory order."""
    if isinstance(now, QLineEdit):
        now.setCursorMoveStyle(Qt.CursorMoveStyle.VisualMoveStyle)
    elif isinstance(now, QPlainTextEdit):
        now.document().setDefaultCursorMoveStyle(Qt.CursorMoveStyle.VisualMoveStyle)


def make_window(
    preferences: Preferences | None = None,
    projects: Path | None = None,
    templates: list[Template] | None = None,
) -> MainWindow:
    """The main window, with the keys of all layouts; the arguments are `MainWindow`'s."""
    preferences = preferences or Preferences()
    preferences.apply()
    window = MainWindow(preferences, templates, projects)
    keys = KeyFilter(hub(), window)
    application = QApplication.instance()
    if application is not None:
        application.installEventFilter(keys)
    window.watch_keys(keys)
    preferences.on_trouble(window.fail)
    return window


def open_source(window: MainWindow, source: str) -> None:
    """A template's id opens the wizard, a film's or pictures' file begins a film; all else is a project."""
    catalog = bundled()
    if source in catalog.ids("templates"):
        template = catalog.template(source)
        window.begin_film(source, template.formats[0], translator().language)
        return
    path = Path(source).absolute()
    if sorted_files([path]).kind == "unknown":  # a project's own project.json, or a mistake that is told
        window.open_project(path)
    else:
        window.dropping.take([path])


def main(source: str | None = None) -> int:
    """Opens the window and runs until it is closed; the exit code.

    source: a project, or a template's id.
    """
    application = create_application()
    guard().install()
    window = make_window()
    window.resize(_first_size(application))
    if source is not None:  # opened once the window stands: until then Start paints no previews
        window.start.hold(True)
    window.show()
    if sys.platform == "darwin":  # elsewhere files come as arguments
        application.installEventFilter(FileEvents(lambda path: open_source(window, path), window))
    bridge().run(lambda job: _tidy(), lambda _: None, lane="files", owner=window)
    if source is not None:
        QTimer.singleShot(0, window, lambda: open_source(window, source))
    stopping = CloseOnSignal(window)
    code = application.exec()
    stopping.restore()
    bridge().close()  # also what was begun while the window closed
    if not bridge().wait_for_end(END_SECONDS):
        _leave(code)
    return code


def _leave(code: int) -> NoReturn:
    """Ends at once: Python and Qt would be taken apart beneath the work that still runs, which aborts."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


def _tidy() -> None:
    """Takes away what was kept long enough."""
    clean_up()
    prune_thumbnails()


def _first_size(application: QApplication) -> QSize:
    room = application.primaryScreen().availableSize()
    return QSize(min(room.width(), 1600), min(room.height(), 960))
