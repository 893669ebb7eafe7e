"""A job of the queue: its name, how it stands, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QToolButton, QVBoxLayout, QWidget

from studio.gui.bridge import announce
from studio.gui.dialogs.error_words import sentence_of, words_of_error
from studio.gui.dialogs.measures import clock, file_size
from studio.gui.dialogs.parts import Words, icon_button, name_button
from studio.gui.dialogs.report import report_on, without_paths
from studio.gui.export.failed import failure_of
from studio.gui.export.places import open_folder
from studio.gui.i18n import tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.services.export_queue import ExportQueue, Job, JobState

_STEPS = 1000


class JobRow(QFrame):
    """Del cancels it, or removes it from the list when it is over."""

    removed = Signal(int)

    def __init__(self, job: Job, queue: ExportQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.job, self._queue = job, queue
        self.name = Words("strong")
        self.state = Words("small", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _STEPS)
        self.pause_button = icon_button(lambda: queue.pause(self.job.id), "player-pause")
        self.resume_button = icon_button(lambda: queue.resume(self.job.id), "player-play")
        self.cancel_button = icon_button(lambda: queue.cancel(self.job.id), "x")
        self.retry_button = icon_button(lambda: queue.retry(self.job.id), "refresh")
        self.open_button = icon_button(lambda: open_folder(self.job.export.output), "folder-open")
        self.details_button = icon_button(self.show_failure, "info-circle")
        self.report_button = icon_button(self.copy_report, "clipboard-text")
        self.remove_button = icon_button(lambda: queue.remove(self.job.id), "trash")
        self._buttons: dict[str, QToolButton] = {
            "pause": self.pause_button,
            "resume": self.resume_button,
            "retry": self.retry_button,
            "open": self.open_button,
            "details": self.details_button,
            "report": self.report_button,
            "cancel": self.cancel_button,
            "remove": self.remove_button,
        }
        self._line = QHBoxLayout()
        self._line.addWidget(self.name, 1)
        for one in self._buttons.values():
            self._line.addWidget(one)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._line)
        self._column.addWidget(self.bar)
        self._column.addWidget(self.state)
        self.rescale()
        self.show_job(job)

    def button(self, name: str) -> QToolButton:
        """pause, resume, cancel, retry, open, details, report or remove."""
        return self._buttons[name]

    def rescale(self) -> None:
        self._column.setContentsMargins(px(12), px(8), px(12), px(8))
        self._column.setSpacing(px(4))
        self._line.setSpacing(px(4))

    def show_job(self, job: Job) -> None:
        """How it stands now, in the window's language."""
        self.job = job
        name = job.export.output.name
        self.name.setText(f"\u2068{name}\u2069")
        self.name.setToolTip(str(job.export.output))
        words, look = state_words(job)
        self.state.setText(words)
        set_look(self.state, look)
        runs = job.state in (JobState.RUNNING, JobState.PAUSED)
        self.bar.setVisible(runs)
        self.bar.setValue(round(job.share * _STEPS))
        self.bar.setAccessibleName(tr("queue.progress", name=name))
        self.setAccessibleName(f"{name}: {words}")
        shown = _SHOWN[job.state]
        had_focus = next((one for one in self._buttons.values() if one.hasFocus()), None)
        for key, button in self._buttons.items():
            button.setVisible(key in shown)
            name_button(button, tr("queue.of", action=tr(f"queue.{key}"), name=name))
        if had_focus is not None and had_focus.isHidden():
            self.setFocus()  # the keyboard stays on this job

    def show_failure(self) -> None:
        """What happened, what became of the film, and a button that tries again."""
        parent = self.window().parentWidget()
        dialog = failure_of(self.job, self._queue, parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def copy_report(self) -> None:
        """What helps to find the mistake, without names of people's files."""
        error = self.job.error
        text = report_on(error) if error is not None else ""
        QGuiApplication.clipboard().setText(without_paths(f"{text}\n{self.job.report}".strip()))
        self.state.setText(tr("failure.copied"))
        announce(self, tr("failure.copied"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            over = self.job.state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
            act: Callable[[int], None] = self._queue.remove if over else self._queue.cancel
            act(self.job.id)
            event.accept()
            return
        super().keyPressEvent(event)


_SHOWN: dict[JobState, tuple[str, ...]] = {
    JobState.WAITING: ("pause", "cancel"),
    JobState.RUNNING: ("pause", "cancel"),
    JobState.PAUSED: ("resume", "cancel"),
    JobState.DONE: ("open", "remove"),
    JobState.FAILED: ("retry", "details", "report", "remove"),
    JobState.CANCELLED: ("retry", "remove"),
}
"""What can be done with a job in each state."""


def state_words(job: Job) -> tuple[str, str]:
    """How a job stands, and the look of the words."""
    share = round(job.share * 100)
    match job.state:
        case JobState.WAITING:
            return tr("queue.waiting"), "small"
        case JobState.PAUSED:
            return tr("queue.paused", share=share), "warn"
        case JobState.CANCELLED:
            return tr("queue.cancelled"), "small"
        case JobState.FAILED:
            said = " ".join(words_of_error(job.error)) if job.error is not None else ""
            return said or tr("queue.failed"), "error"
        case JobState.DONE:
            report = job.result.report if job.result is not None else None
            done = tr("queue.done", size=file_size(report.bytes)) if report else tr("queue.done_still")
            told = (sentence_of(warning) for warning in job.warnings)
            return " ".join((done, *told)), "warn" if job.warnings else "ok"
        case JobState.RUNNING:
            progress = job.progress
            if progress is not None and progress.stage == "join":
                return tr("queue.joining"), "small"
            if progress is None or progress.left is None:
                return tr("queue.started", share=share), "small"
            return tr("queue.running", share=share, left=clock(progress.left)), "small"
