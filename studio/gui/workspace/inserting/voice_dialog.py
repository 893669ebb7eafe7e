"""Voice-over: from the microphone, with a count-in and a level, heard again, then put; or imported."""

import math
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.base.paths import cache_dir
from studio.gui.bridge import bridge
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.measures import clock
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.inserting.listening import Listener
from studio.gui.workspace.inserting.music_dialog import KINDS
from studio.media.ffmpeg import SAMPLE_RATE
from studio.media.recording import DeviceMicrophone, Microphone, Recorder, write_voice
from studio.media.sound_device import NoDeviceError
from studio.services.sounds import sound_length

COUNT_IN = 3
"""Seconds that are counted before a take."""
_TICK_MS = 50
_TOO_LOUD, _TOO_QUIET = 0.98, 0.02
_HOLD = 0.88  # of the meter's height that is left after a tick


class LevelMeter(QWidget):
    """How loud the microphone hears, from the reading start; its end is too loud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = 0.0
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("voice.level"))

    def show_level(self, level: float) -> None:
        """0 … 1, linear; it falls slowly."""
        self.level = max(level, self.level * _HOLD)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(colors.border))
        painter.setBrush(QColor(colors.field))
        painter.drawRoundedRect(area, px(4), px(4))
        # By the square root, so that speech at a usual distance fills more than half.
        width = area.width() * self.level**0.5
        x = area.right() - width if self.isRightToLeft() else area.left()
        loud = self.level >= _TOO_LOUD
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(colors.error if loud else colors.ok))
        painter.drawRoundedRect(QRectF(x, area.top() + 2, width, area.height() - 4), px(3), px(3))
        painter.end()


class VoiceDialog(StudioDialog):
    """Says `chosen` with a file and whether music is to be lowered under it.

    rolling: told True when a take begins (the film may play along) and False when it ends.
    """

    chosen = Signal(object, bool)
    rolling = Signal(bool)

    def __init__(
        self,
        parent: QWidget | None = None,
        microphone: Callable[[], Microphone] = DeviceMicrophone,
        listener: Listener | None = None,
    ) -> None:
        super().__init__(520, parent)
        self._microphone = microphone
        self.recorder: Recorder | None = None
        self.take_file: Path | None = None
        self._state = "looking"
        self._count = 0.0
        self._loudest = 0.0
        self._seconds = 0.0
        self._own_words = ""
        self.listener = listener or Listener()
        self.listener.setParent(self)
        self.big = Words("display")
        self.told = Words("muted", wrap=True)
        self.meter = LevelMeter()
        self.record_button = button(self.record, icon="microphone")
        self.listen_button = button(self._listen, icon="player-play")
        self.import_button = button(self._choose, icon="folder-open")
        self.lower_music = QCheckBox()
        self.lower_music.setChecked(True)
        self.cancel_button = button(self.reject)
        self.put_button = button(self.put, "primary")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.record_button)
        row.addWidget(self.listen_button)
        row.addStretch(1)
        row.addWidget(self.import_button)
        self.body.addWidget(self.big)
        self.body.addWidget(self.told)
        self.body.addWidget(self.meter)
        self.body.addLayout(row)
        self.body.addWidget(self.lower_music)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.put_button)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.listener.changed.connect(self._show)
        self.listener.failed.connect(self._refuse)
        self.listener.missing.connect(lambda: self._say(tr("insert.no_card")))
        self.finished.connect(lambda _: self._close_devices())
        self.ready()
        bridge().run(
            lambda _job: self._open(),
            self._opened,
            key="microphone",
            lane="microphone",
            owner=self,
        )

    def retranslate(self) -> None:
        self.set_title(tr("voice.title"))
        self.import_button.setText(tr("voice.import"))
        self.lower_music.setText(tr("voice.lower"))
        self.cancel_button.setText(tr("common.cancel"))
        self.put_button.setText(tr("insert.put"))
        self._show()

    @property
    def state(self) -> str:
        """looking, missing, ready, counting, recording or review."""
        return self._state

    # the microphone

    def _open(self) -> Recorder | None:
        try:
            return Recorder(self._microphone())
        except NoDeviceError:
            return None

    def _opened(self, recorder: Recorder | None) -> None:
        self.recorder = recorder
        if self._state == "looking":
            self._go("missing" if recorder is None else "ready")
        if recorder is not None:
            self._timer.start()

    def record(self) -> None:
        """Counts in and begins a take; pressed again, it ends."""
        match self._state:
            case "ready" | "review":
                self.listener.stop()
                self._count = time.monotonic() + COUNT_IN
                self._go("counting")
            case "counting":
                self._go("review" if self.take_file is not None else "ready")
            case "recording":
                self._end_take()
            case _:
                return

    def _tick(self) -> None:
        recorder = self.recorder
        if recorder is None:
            return
        level = recorder.level()
        self.meter.show_level(level)
        if self._state == "counting" and time.monotonic() >= self._count:
            recorder.begin()
            self._loudest = 0.0
            self._go("recording")
            self.rolling.emit(True)
        elif self._state == "recording":
            self._loudest = max(self._loudest, level)
        if self._state in ("counting", "recording"):
            self._show_big()

    def _end_take(self) -> None:
        recorder = self.recorder
        if recorder is None:
            return
        voice = recorder.end()
        self.rolling.emit(False)
        if len(voice) < 4800:
            self._go("ready")
            return
        try:
            file = cache_dir() / "voice" / f"voice-{time.strftime('%Y%m%d-%H%M%S')}.wav"
            self.take_file = write_voice(file, voice)
            self._seconds = len(voice) / SAMPLE_RATE
        except StudioError as error:
            self._refuse(error)
            self._go("ready")
            return
        self._go("review")

    # a file

    def _choose(self) -> None:
        kinds = " ".join(f"*.{one}" for one in KINDS)
        name, _ = QFileDialog.getOpenFileName(self, tr("voice.import"), "", kinds)
        if name:
            self.take(Path(name))

    def take(self, file: Path) -> None:
        """A file of one's own in place of a recording; one without sound is told."""
        bridge().run(
            lambda _job: sound_length(file),
            lambda _seconds: self._taken(file),
            failed=self._refuse,
            lane="files",
            owner=self,
        )

    def _taken(self, file: Path) -> None:
        self.take_file, self._seconds, self._loudest = file, 0.0, 0.0
        self._go("review")

    def _listen(self) -> None:
        if self.take_file is not None:
            self.listener.toggle(self.take_file)

    # showing

    def _go(self, state: str) -> None:
        self._state = state
        self._own_words = ""
        self._show()
        if self.isVisible():
            QTimer.singleShot(0, self, self.fit)  # longer words want more room

    def _say(self, words: str) -> None:
        self._own_words = words
        self._show()

    def _refuse(self, error: StudioError) -> None:
        self._say(" ".join(words_of_error(error)))

    def _show(self) -> None:
        state = self._state
        words = tr(f"voice.{state}")
        if state == "review" and self.recorder is not None and self._loudest:
            if self._loudest >= _TOO_LOUD:
                words = tr("voice.too_loud")
            elif self._loudest < _TOO_QUIET:
                words = tr("voice.too_quiet")
        self.told.setText(self._own_words or words)
        self.record_button.setVisible(state not in ("looking", "missing") and self.recorder is not None)
        key = {"counting": "stop", "recording": "stop", "review": "again"}.get(state, "record")
        self.record_button.setText(tr(f"voice.{key}"))
        self.listen_button.setVisible(state == "review")
        heard = self.take_file is not None and self.listener.file == self.take_file
        self.listen_button.setText(tr("insert.stop" if heard else "insert.listen"))
        self.meter.setVisible(self.recorder is not None)
        self.import_button.setEnabled(state not in ("counting", "recording"))
        self.put_button.setEnabled(state == "review" and self.take_file is not None)
        self._show_big()

    def _show_big(self) -> None:
        recorder = self.recorder
        if self._state == "counting":
            left = max(1, math.ceil(self._count - time.monotonic()))
            self.big.setText(translator().number(left))
        elif self._state == "recording" and recorder is not None:
            self.big.setText(clock(recorder.seconds))
        elif self._state == "review" and self.take_file is not None:
            named = f"\u2068{self.take_file.name}\u2069"
            self.big.setText(clock(self._seconds) if self._seconds else named)
        else:
            self.big.setText("")
        self.big.setVisible(bool(self.big.text()))

    def put(self) -> None:
        """Says what was chosen and closes."""
        file = self.take_file
        if file is not None:
            self.accept()
            self.chosen.emit(file, self.lower_music.isChecked())

    def _close_devices(self) -> None:
        if self._state == "recording":
            self.rolling.emit(False)
        self._timer.stop()
        bridge().drop("microphone", "microphone")
        if self.recorder is not None:
            self.recorder.close()
            self.recorder = None
        self.listener.close()
