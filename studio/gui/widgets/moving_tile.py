"""A tile whose picture moves under the pointer or the keyboard; a still until then, and with less motion.

The still is made when the tile is first seen, so what is scrolled away costs nothing.
"""

from collections.abc import Callable, Hashable, Iterator

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from studio.base.errors import StudioError
from studio.gui.bridge import Job, bridge
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.pictures import draw_rounded
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme

RATE = 15


class MovingTile(QAbstractButton):
    """lane: of the thread in which pictures are made."""

    def __init__(self, width: int, ratio: float, lane: str, parent: QWidget | None = None) -> None:
        """width: logical px.  ratio: of the picture, width to height."""
        super().__init__(parent)
        self._wide, self._ratio, self._lane = width, ratio, lane
        self.still: QImage | None = None
        self.error = ""
        """Why there is no picture, in the window's language; empty while there may be one."""
        self._asked: Hashable = None
        self._held = False
        self._making: Job[QImage] | None = None
        self._wanted: Hashable = None
        self._still: Callable[[], QImage] | None = None
        self._film: Callable[[], Iterator[QImage]] | None = None
        self._frames: list[QImage] = []
        self._at = 0
        self._job: Job[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000 // RATE)
        self._timer.timeout.connect(self._next)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    @property
    def picture_width(self) -> int:
        """Pixels of the picture on this screen."""
        return round(px(self._wide) * self.devicePixelRatioF())

    def show_motion(
        self, key: Hashable, still: Callable[[], QImage], film: Callable[[], Iterator[QImage]]
    ) -> None:
        """What it shows; nothing happens for the same key.  The functions are called in a thread."""
        if key == self._wanted:
            return
        self._wanted, self._still, self._film = key, still, film
        self._frames = []
        self.error = ""
        self.update()

    def hold(self) -> None:
        """Makes no still until `release`: somebody types, and each letter wants the processor for itself."""
        self._held = True
        if self._making is not None:
            self._making.cancel()
            self._making = self._asked = None

    def release(self) -> None:
        """Stills are made again, for what is wanted now."""
        if self._held:
            self._held = False
            self.update()

    def _ask(self) -> None:
        still = self._still
        if still is None or self._held or self._asked == self._wanted:
            return
        self._asked = self._wanted
        self._making = bridge().run(
            lambda _job: still(),
            self._show,
            failed=self._refuse,
            key=("still", id(self)),
            lane=self._lane,
            owner=self,
        )

    def _show(self, image: QImage) -> None:
        self._making = None
        self.still = image
        self.update()

    def _refuse(self, error: StudioError) -> None:
        self._making = None
        self.still = None
        self.error = words_of_error(error)[0]
        self.setToolTip(self.error)
        self.setAccessibleDescription(self.error)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._wide), round(px(self._wide) / self._ratio) + px(24))

    def play(self) -> None:
        """Makes its frames, if there are none, and shows them over and over; not where less is to move."""
        film = self._film
        if film is None or self.playing or not theme().motion or self.error:
            return
        self._at = 0
        self._timer.start()
        if self._frames:
            return

        def work(job: Job[None]) -> None:
            for image in film():
                job.report(image)

        self._job = bridge().run(
            work,
            lambda _: None,
            failed=self._refuse,
            progress=self._add,
            key=("film", id(self)),
            lane=self._lane,
            owner=self,
            next=True,
        )

    def rest(self) -> None:
        """Stands still again."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._frames = []
        self.update()

    def _add(self, image: object) -> None:
        if isinstance(image, QImage):
            self._frames.append(image)

    def _next(self) -> None:
        if self._frames:
            self._at = (self._at + 1) % len(self._frames)
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.play()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.rest()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.play()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.rest()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.rest()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._ask()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme().palette
        picture = QRectF(1, 1, self.width() - 2, self.height() - px(24))
        playing = self.playing and bool(self._frames)
        image = self._frames[self._at % len(self._frames)] if playing else self.still
        if image is not None:
            draw_rounded(painter, image, picture, px(6))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.raised))
            painter.drawRoundedRect(picture, px(6), px(6))
        if self.error:
            box = QRectF(0, 0, px(20), px(20))
            box.moveCenter(picture.center())
            draw_icon(painter, "alert-triangle", box, colors.muted)
        lit = self.isChecked() or self.underMouse() or self.hasFocus()
        edge = colors.accent if self.isChecked() else colors.text if lit else colors.border
        painter.setPen(QPen(QColor(edge), 2 if lit else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(picture, px(6), px(6))
        if self.isChecked():
            box = QRectF(picture.right() - px(22), picture.top() + px(4), px(18), px(18))
            draw_icon(painter, "circle-check", box, colors.accent)
        painter.setPen(QColor(colors.text))
        painter.setFont(theme().font("small", 600 if self.isChecked() else 400))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(
            QRectF(0, picture.bottom(), self.width(), px(24)), Qt.AlignmentFlag.AlignCenter, words
        )
        painter.end()
