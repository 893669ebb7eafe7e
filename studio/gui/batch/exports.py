"""The approved rows of a batch in the program's queue, and what became of them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.base.errors import StudioError
from studio.base.files import output_errors
from studio.gui.bridge import Job, bridge
from studio.gui.export.window_queue import WindowQueue
from studio.model.export import ExportProfile
from studio.model.template import Template
from studio.services.batch.plan import CheckedRow
from studio.services.batch.run import Ledger, exports_of
from studio.services.export_queue import FINISHED, Event, Export, JobState


class BatchExports(QObject):
    """Puts exports into the queue; a row is made when all its files are."""

    row = Signal(int, str)
    """A row's number and how it stands: waiting, made or failed."""
    queued = Signal(int, int)
    """How many files wait now, and how many were there already."""
    over = Signal(int, int)
    """Nothing waits any more: how many were made, how many failed."""
    refused = Signal(object)
    """A StudioError: nothing was put into the queue."""

    def __init__(self, queue: WindowQueue, parent: QObject) -> None:
        super().__init__(parent)
        self._queue = queue
        self._jobs: dict[int, tuple[int, Export]] = {}
        self._states: dict[int, JobState] = {}
        self._ledger: Ledger | None = None
        queue.told.connect(self._heard)

    @property
    def busy(self) -> bool:
        """Whether files of the batch wait or are being made."""
        return len(self._states) < len(self._jobs)

    def start(
        self,
        rows: Sequence[CheckedRow],
        template: Template,
        folder: Path,
        profile: ExportProfile,
        still: str,
    ) -> None:
        """Puts what is not made yet into the queue; which that is, is found out in a thread.

        still: how names of pictures end.
        """
        rows = tuple(rows)

        def work(
            job: Job[tuple[Ledger, list[tuple[int, Export]], list[int]]],
        ) -> tuple[Ledger, list[tuple[int, Export]], list[int]]:
            with output_errors(folder):
                folder.mkdir(parents=True, exist_ok=True)
            ledger, wanted, kept = Ledger(folder), [], []
            for item, export in exports_of(rows, template, folder, profile, still):
                job.cancellation.raise_if_cancelled()
                if ledger.is_made(export):
                    kept.append(item.row)
                else:
                    wanted.append((item.row, export))
            return ledger, wanted, kept

        bridge().run(work, self._take, failed=self.refused.emit, key="export", lane="batch", owner=self)

    def _take(self, found: tuple[Ledger, list[tuple[int, Export]], list[int]]) -> None:
        self._ledger, wanted, kept = found
        self._jobs, self._states = {}, {}
        for row in kept:
            self.row.emit(row, "made")
        for row, export in wanted:
            try:
                self._jobs[self._queue.add(export)] = (row, export)
            except StudioError as error:
                self.refused.emit(error)
                continue
            self.row.emit(row, "waiting")
        self.queued.emit(len(self._jobs), len(kept))
        if not self._jobs:
            self.over.emit(0, 0)

    def _heard(self, event: Event) -> None:
        job = event.job
        if job.id not in self._jobs or job.state not in FINISHED or job.id in self._states:
            return
        row, export = self._jobs[job.id]
        self._states[job.id] = job.state
        if job.state is JobState.DONE and self._ledger is not None:
            ledger = self._ledger
            bridge().run(lambda _job: ledger.note(export), lambda _: None, lane="batch-notes", owner=self)
        mine = [number for number, (one, _) in self._jobs.items() if one == row]
        states = {self._states.get(number) for number in mine}
        if states == {JobState.DONE}:
            self.row.emit(row, "made")
        elif JobState.FAILED in states or JobState.CANCELLED in states:
            self.row.emit(row, "failed")
        if not self.busy:
            made = sum(state is JobState.DONE for state in self._states.values())
            self.over.emit(made, len(self._states) - made)
