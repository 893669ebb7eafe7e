"""Looks at the rows of a batch beside the window's thread, and paints the one that is chosen."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.base.errors import StudioError
from studio.gui.bridge import Job, bridge
from studio.gui.pictures import image_of
from studio.services.batch.checking import check_row
from studio.services.batch.plan import Batch, CheckedRow
from studio.services.stills import Painter, still_time

_LANE, _PICTURES = "batch", "batch-picture"
_WIDE = 480


class Checker(QObject):
    """Checks all rows, or again those that were changed; the last wish for a picture wins."""

    row = Signal(object)
    """A `CheckedRow`."""
    advanced = Signal(int, int)
    """How many rows are checked, and of how many."""
    finished = Signal()
    """All rows that were asked for are checked."""
    painted = Signal(object)
    """The `QImage` of a row, None where it cannot be shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Job[None] | None = None

    @property
    def busy(self) -> bool:
        return self._job is not None

    def check(self, batch: Batch, rows: list[int]) -> None:
        """Checks rows, one after another; an earlier wish is dropped."""
        count = len(rows)

        def work(job: Job[None]) -> None:
            for done, number in enumerate(rows, 1):
                job.cancellation.raise_if_cancelled()
                job.report((check_row(batch, number), done))

        def told(value: object) -> None:
            if isinstance(value, tuple) and isinstance(value[0], CheckedRow):
                self.row.emit(value[0])
                self.advanced.emit(int(value[1]), count)

        self._job = bridge().run(
            work, self._done, failed=self._failed, progress=told, key="check", lane=_LANE, owner=self
        )

    def cancel(self) -> None:
        """Stops; what was found before stays."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _done(self, _nothing: None) -> None:
        self._job = None
        self.finished.emit()

    def _failed(self, _error: StudioError) -> None:
        self._job = None
        self.finished.emit()

    def paint(self, batch: Batch, row: int, language: str) -> None:
        """The picture of a row in a language, in the batch's first size."""

        def work(job: Job[QImage | None]) -> QImage | None:
            checked = check_row(batch, row)
            job.cancellation.raise_if_cancelled()
            item = next((one for one in checked.items if one.language == language), None)
            if item is None or item.composition is None:
                return None
            size = item.composition.size
            painter = Painter(item.composition, item.resources, _WIDE / max(size.width, size.height))
            return image_of(painter.paint(still_time(item.composition)))

        bridge().run(
            work,
            self.painted.emit,
            failed=lambda _error: self.painted.emit(None),
            key="picture",
            lane=_PICTURES,
            owner=self,
        )
