"""What the window says of exports that end while people do something else."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.base.errors import StudioError
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.export.failed import failure_of
from studio.gui.export.places import open_folder
from studio.gui.export.window_queue import WindowQueue
from studio.gui.i18n import tr
from studio.gui.notice import notices
from studio.gui.settings.nearby import settings_near
from studio.gui.widgets.toast import Toast
from studio.services.export_queue import FilmExport, Job


class Telling(QObject):
    """A message in the window that `place` is in: done, with its folder; failed, with the details.

    Where the window is not seen, the system tells it too.
    """

    def __init__(self, queue: WindowQueue, place: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent if parent is not None else place)
        self._queue, self._place = queue, place
        queue.finished.connect(self._done)
        queue.failed.connect(self._failed)

    def _toast(self) -> Toast | None:
        found = self._place.window().findChild(Toast)
        return found if isinstance(found, Toast) else None

    def tell_file(self, words: str, file: Path) -> None:
        """A file is there; its folder is one press away."""
        toast = self._toast()
        if toast is not None:
            toast.say(words, action=tr("queue.open"), on_action=lambda: open_folder(file))

    def _done(self, job: Job) -> None:
        if not isinstance(job.export, FilmExport):
            return  # a still is there at once
        file = job.export.output
        words = tr("queue.finished", name=file.name)
        self.tell_file(words, file)
        if not self._queue.queue.is_busy:  # one notice for all that was made meanwhile
            notices().tell(self._place.window(), words)
        settings = settings_near(self._place)
        if settings is not None and settings.value.open_folder and not self._queue.queue.is_busy:
            open_folder(file)  # last: that it cannot be opened is said too

    def _failed(self, job: Job) -> None:
        toast = self._toast()
        if toast is None:
            return
        error = job.error if job.error is not None else StudioError(tr("queue.failed"))
        message, hint = words_of_error(error)
        toast.fail(message, hint, action=tr("queue.details"), on_action=lambda: self._show(job))
        notices().tell(self._place.window(), message)

    def _show(self, job: Job) -> None:
        dialog = failure_of(job, self._queue.queue, self._place.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
