"""Media dropped on the lanes: on a track they become a clip there, elsewhere a layer from that moment on."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from studio.gui.media.model import media_ids
from studio.gui.media.view import dropped_files
from studio.gui.workspace.media_commands import Target
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.lanes import Lanes
from studio.gui.workspace.timeline.scale import PADDING
from studio.services.edits.times import span_of


class MediaDrop(QObject):
    """Watches the lanes for drags of media; a line shows where they would begin."""

    def __init__(
        self,
        lanes: Lanes,
        stage: Stage,
        insert: Callable[[str, Target], object],
        bring: Callable[[list[Path], Target], object],
    ) -> None:
        """insert: a media id; bring: files from outside."""
        super().__init__(lanes)
        self._lanes, self._stage, self._insert, self._bring = lanes, stage, insert, bring
        lanes.setAcceptDrops(True)
        lanes.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        match event:
            case QDragMoveEvent() if media_ids(event.mimeData()) or dropped_files(event):
                # Entering is a move as well.
                event.acceptProposedAction()
                self._mark(self.target(event.position()))
                return True
            case QDropEvent() if event.type() == QEvent.Type.Drop:
                self._mark(None)
                return self._drop(event)
            case _ if event.type() == QEvent.Type.DragLeave:
                self._mark(None)
        return False

    def target(self, at: QPointF) -> Target:
        """Where something dropped at a point of the lanes goes: a whole frame within the film."""
        rate, composition = self._stage.rate, self._stage.composition
        frame = self._lanes.scale.frame_of(max(at.x(), PADDING))
        time = rate.time_of(max(0, min(frame, composition.frame_count - 1)))
        index = self._lanes.row_at(at.y())
        row = self._lanes.rows[index] if index is not None else None
        if row is None or row.kind != "track" or row.locked:
            return Target(time)
        return Target(max(Fraction(0), time - span_of(composition, row.path).start), row.path)

    def _mark(self, target: Target | None) -> None:
        time = None
        if target is not None:
            origin = (
                Fraction(0) if target.track is None else span_of(self._stage.composition, target.track).start
            )
            time = origin + target.time
        if self._lanes.snap_at != time:
            self._lanes.snap_at = time
            self._lanes.redraw()

    def _drop(self, event: QDropEvent) -> bool:
        ids, files = media_ids(event.mimeData()), dropped_files(event)
        if not ids and not files:
            return False
        event.acceptProposedAction()
        target = self.target(event.position())
        for media in ids:
            self._insert(media, target)
        if files:
            self._bring(files, target)
        return True
