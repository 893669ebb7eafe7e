"""Presenting: the film alone on the whole screen, with the frame's number and the keys for a trainer."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.gui.i18n import tr, translator
from studio.gui.settings.nearby import settings_near
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.frames import FrameSource, Painted, Wish
from studio.gui.workspace.playback import Player
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timecode import timecode
from studio.services.settings import SettingsStore


class Presentation(QWidget):
    """Space plays, arrows step, Esc comes back."""

    def __init__(self, stage: Stage, player: Player) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._stage, self._player = stage, player
        self._painted: Painted | None = None
        self._settings: SettingsStore | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.source = FrameSource(self, lane="presentation")
        self.source.painted.connect(self._show)
        stage.moved.connect(self._ask)
        player.changed.connect(self._ask)
        self.setAccessibleName(tr("present.name"))
        self.setWindowTitle(tr("present.name"))

    @property
    def shown_frame(self) -> int | None:
        """The number of the frame that is on screen."""
        return None if self._painted is None else self._stage.rate.frame_at(self._painted.wish.time)

    def start(self, beside: QWidget) -> None:
        """On the screen of a widget."""
        self._settings = settings_near(beside)
        screen = beside.screen()
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()
        self._ask()

    def _scale(self) -> float:
        size = self._stage.composition.size
        return min(self.width() / size.width, self.height() / size.height)

    def _ask(self) -> None:
        scale = min(1.25, self._scale() * self.devicePixelRatioF())
        composition, resources = self._stage.composition, self._stage.document.resources()
        full = self._settings is not None and self._settings.value.preview == "full"
        light = self._player.playing and not full  # at rest, and for people who want it, the films themselves
        self.source.show(Wish(composition, resources, self._stage.time, scale, light=light))

    def _show(self, painted: Painted) -> None:
        self._painted = painted
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#000000"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size, scale = self._stage.composition.size, self._scale()
        frame = QRectF(0, 0, size.width * scale, size.height * scale)
        frame.moveCenter(QRectF(self.rect()).center())
        if self._painted is not None:
            painter.drawImage(frame, self._painted.image)
        painter.setFont(theme().font("lead"))
        painter.setPen(QColor("#AEB8C5"))
        now = translator().in_digits(timecode(self._stage.frame, self._stage.rate))
        number = tr("present.frame", frame=self._stage.frame)
        foot = QRectF(px(16), self.height() - px(40), self.width() - px(32), px(32))
        painter.drawText(
            foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute, f"{now}  {number}"
        )
        painter.drawText(
            foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute, tr("present.keys")
        )
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stage = self._stage
        match event.key():
            case Qt.Key.Key_Escape | Qt.Key.Key_F5:
                self.close()
            case Qt.Key.Key_Space:
                self._player.toggle()
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._player.pause()
                stage.seek(stage.frame + (1 if event.key() == Qt.Key.Key_Right else -1))
            case Qt.Key.Key_Home:
                stage.seek(0)
            case Qt.Key.Key_End:
                stage.seek(stage.composition.frame_count - 1)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._player.toggle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._player.pause()
        super().closeEvent(event)
