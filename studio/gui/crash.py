"""What nobody expected: a calm report instead of a lost window.

An error in a handler or a thread reaches Python's hooks.  The project is put aside first (`on_crash`), then
one dialog says what happened, that the work is safe, and offers the report to copy.  The window goes on.
"""

import datetime
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from studio import __version__
from studio.base.paths import cache_dir
from studio.gui.i18n import tr
from studio.gui.manual.helping import DialogHelp
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label

_logger = logging.getLogger(__name__)

Rescue = Callable[[], object]
_KEPT = 20


def state_report() -> str:
    """The program and the system that it runs on."""
    return "\n".join(
        (
            f"Hiwar Studio {__version__}",
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
            f"{datetime.datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}",
        )
    )


def report_of(error: BaseException) -> str:
    """What helps to find the mistake; no names of people's files beyond those in the error itself."""
    lines = [
        state_report(),
        "",
        *(line.rstrip("\n") for line in traceback.format_exception(error)),
    ]
    home = str(Path.home())
    return "\n".join(line.replace(home, "~") for line in lines)


class CrashGuard(QObject):
    """Takes Python's hooks over while the window is open."""

    _caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rescues: list[Rescue] = []
        self._dialog: CrashDialog | None = None
        self.last_report = ""
        self._caught.connect(self._show)

    def install(self) -> None:
        sys.excepthook = self._except_hook
        threading.excepthook = self._thread_hook

    def on_crash(self, rescue: Rescue) -> None:
        """Called before anything is shown: puts unsaved work aside.  Must not ask anything."""
        self._rescues.append(rescue)

    def forget(self, rescue: Rescue) -> None:
        """Takes back `on_crash`."""
        if rescue in self._rescues:
            self._rescues.remove(rescue)

    def _except_hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._caught.emit(error.with_traceback(trace))

    def _thread_hook(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._caught.emit(arguments.exc_value)

    def _show(self, error: BaseException) -> None:
        try:
            self._report(error)
        except Exception:  # another would be made of it, which fails in the same way, and so on
            _logger.exception("the report could not be shown")

    def _report(self, error: BaseException) -> None:
        safe = self._rescue()
        self.last_report = report_of(error)
        sys.stderr.write(self.last_report + "\n")
        _keep(self.last_report)
        if self._dialog is not None and isValid(self._dialog):
            return  # one report at a time: a mistake in a timer would open a hundred
        self._dialog = CrashDialog(self.last_report, safe, QApplication.activeWindow())
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    def _closed(self) -> None:
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.deleteLater()
        self._dialog = None

    def _rescue(self) -> bool:
        safe = True
        for rescue in self._rescues:
            try:
                rescue()
            except Exception:
                _logger.exception("the work could not be put aside")
                safe = False  # said in the dialog
        return safe


def _keep(report: str) -> None:
    folder = cache_dir() / "reports"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        old = sorted(folder.glob("*.txt"))[: -_KEPT + 1]
        for file in old:
            file.unlink(missing_ok=True)
        stamp = f"{datetime.datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
        (folder / f"{stamp}.txt").write_text(report, "utf-8")
    except OSError:
        return  # a report that cannot be kept is still shown


class CrashDialog(QDialog):
    """Says what happened and that the work is safe; the report can be copied."""

    def __init__(self, report: str, safe: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("crash.title"))
        self.report = report
        title = Label(tr("crash.title"))
        set_look(title, "title")
        state = Label(tr("crash.safe") if safe else tr("crash.unsafe"))
        state.setWordWrap(True)
        self.details = QPlainTextEdit(report)
        self.details.setReadOnly(True)
        self.details.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.details.setAccessibleName(tr("crash.details"))
        self.details.setMinimumHeight(px(240))
        self.details.hide()  # for who asks: to everybody else it is noise
        buttons = QDialogButtonBox()
        self.copy_button = buttons.addButton(tr("crash.copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.go_on_button = buttons.addButton(tr("crash.go_on"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.details_button = buttons.addButton(tr("crash.details"), QDialogButtonBox.ButtonRole.ActionRole)
        self.details_button.setCheckable(True)
        set_look(self.go_on_button, "primary")
        self.go_on_button.setDefault(True)
        self.copy_button.clicked.connect(self._copy)
        self.details_button.toggled.connect(self._show_details)
        buttons.accepted.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(24), px(24), px(24))
        layout.setSpacing(px(16))
        layout.addWidget(title)
        layout.addWidget(state)
        layout.addWidget(self.details, 1)
        layout.addLayout(row)
        self.setMinimumWidth(px(520))
        self.help = DialogHelp(self, "safety")

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
        self.copy_button.setText(tr("crash.copied"))


@cache
def guard() -> CrashGuard:
    """The program's one guard."""
    return CrashGuard()
