"""The transport bar: play, step, loop, speed, timecode.  Time runs left to right in both languages."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from studio.gui.actions import action_button
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label
from studio.gui.workspace.playback import SPEEDS, Player
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timecode import timecode


class Transport(QFrame):
    """Buttons of the playing actions, with the time beside them."""

    def __init__(self, stage: Stage, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage, self._player = stage, player
        set_look(self, "panel")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(px(8), px(4), px(8), px(4))
        self._rows.setSpacing(px(2))
        self._rows.setColumnStretch(1, 1)
        self._time = Label()
        self._time.setObjectName("timecode")
        self._time.setMinimumWidth(px(132))
        self._time.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._time.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._keys, self._end = QWidget(), QWidget()
        keys, end = QHBoxLayout(self._keys), QHBoxLayout(self._end)
        for row in (keys, end):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(px(2))
        self._toggle = action_button("play.toggle", self, look="dense")
        buttons = (
            "play.start",
            "play.prev",
            "play.toggle",
            "play.next",
            "play.end",
            "play.loop",
        )
        for id in buttons:
            keys.addWidget(self._toggle if id == "play.toggle" else action_button(id, self, look="dense"))
        self._silent = Label()
        set_look(self._silent, "small")
        self._silent.setVisible(False)
        end.addWidget(self._silent)
        self._mute = action_button("play.mute", self, look="dense")
        end.addWidget(self._mute)
        self._speed = QComboBox()
        self._speed.setObjectName("speed")
        self._speed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._speed.currentIndexChanged.connect(self._chose_speed)
        end.addWidget(self._speed)
        self._narrow: bool | None = None
        self._arrange()
        stage.moved.connect(self._show_time)
        stage.edited.connect(self._show_time)
        player.changed.connect(self._show_state)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("transport.name"))
        self._speed.setAccessibleName(tr("transport.speed"))
        self._speed.setToolTip(tr("transport.speed"))
        self._silent.setText(tr("transport.silent"))
        self._silent.setToolTip(tr("transport.silent-why"))
        self._speed.blockSignals(True)
        self._speed.clear()
        for speed in SPEEDS:
            self._speed.addItem(translator().in_digits(f"{speed:g}×"), speed)
        self._speed.setCurrentIndex(max(0, self._speed.findData(abs(self._player.speed))))
        self._speed.blockSignals(False)
        self._show_time()
        self._show_state()

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of its two lines, and high for both only while it is narrow."""
        margins = self._rows.contentsMargins()
        upper = self._time.sizeHint().width() + self._end.sizeHint().width() + px(2)
        wide = max(upper, self._keys.sizeHint().width()) + margins.left() + margins.right()
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # another scale, or a word more
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        """One line: time, keys, speed; in a narrow column the keys stand in a second line."""
        parts = (self._time, self._keys, self._end)
        needed = sum(part.sizeHint().width() for part in parts) + 2 * px(8) + 4 * px(2)
        narrow = self.width() < needed
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for part in parts:
            self._rows.removeWidget(part)
        middle = Qt.AlignmentFlag.AlignCenter
        self._rows.addWidget(self._time, 0, 0)
        self._rows.addWidget(self._keys, int(narrow), 0 if narrow else 1, 1, 3 if narrow else 1, middle)
        self._rows.addWidget(self._end, 0, 2)
        self.updateGeometry()

    def _chose_speed(self, index: int) -> None:
        if index >= 0:
            self._player.set_speed(float(self._speed.itemData(index)))

    def _show_time(self) -> None:
        now = timecode(self._stage.frame, self._stage.rate)
        whole = timecode(self._stage.composition.frame_count, self._stage.rate)
        # Each time is isolated: two numbers in Arabic digits would change their places.
        isolated = translator().in_digits
        self._time.setText(f"\u2066{isolated(now)} / {isolated(whole)}\u2069")
        self._time.setAccessibleName(tr("transport.time", time=now))

    def _show_state(self) -> None:
        self._silent.setVisible(self._player.sound.is_silent)
        set_icon(self._mute, "volume-off" if self._player.muted else "volume-2")
        set_icon(self._toggle, "player-pause" if self._player.playing else "player-play")
        found = self._speed.findData(abs(self._player.speed))
        if found >= 0 and found != self._speed.currentIndex():
            self._speed.blockSignals(True)
            self._speed.setCurrentIndex(found)
            self._speed.blockSignals(False)
