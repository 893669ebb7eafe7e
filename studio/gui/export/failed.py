"""A failed export as a dialog: what happened, that the work and the finished parts are kept, try again."""

from PySide6.QtWidgets import QWidget

from studio.base.errors import StudioError
from studio.gui.dialogs.failure import FailureDialog
from studio.services.export_queue import ExportQueue, Job


def failure_of(job: Job, queue: ExportQueue, parent: QWidget | None = None) -> FailureDialog:
    """Not shown yet: `open` it.  job: one that failed."""
    error = job.error if job.error is not None else StudioError("the export failed", "Try again.")
    return FailureDialog(
        error,
        title="failure.export",
        state="failure.kept",
        again=lambda: queue.retry(job.id),
        parent=parent,
    )
