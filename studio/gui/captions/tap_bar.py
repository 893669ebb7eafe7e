"""Tapping along while the film plays: each tap says that the next word, phrase or cue begins.

F8, Space or Enter: tap   Down: silence   Backspace: the last tap was wrong   Esc: done
"""

from fractions import Fraction

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from studio.base.errors import StudioError
from studio.gui.bridge import announce
from studio.gui.captions.desk import CueDesk
from studio.gui.dialogs.parts import Words, button, icon_button, name_button
from studio.gui.i18n import on_language, tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.segments import Segments
from studio.gui.workspace.playback import Player
from studio.services.captions.tapping import Tapping, TapUnit, begin_tapping

UNITS: tuple[TapUnit, ...] = ("word", "phrase", "cue")
_TAPS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F8)
_LOW = 600
"""Logical px of the window under which the sentence on the keys is left out."""
_RUN_UP = Fraction(1)
"""Seconds that play before the cue that is tapped first."""


class TapBar(QFrame):
    """Hidden until tapping begins; while it is seen, the keyboard is its."""

    began, ended = Signal(), Signal()

    def __init__(self, desk: CueDesk, player: Player) -> None:
        super().__init__()
        self._desk, self._player = desk, player
        self.tapping: Tapping | None = None
        self._first = 0
        set_look(self, "note")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.unit = Segments()
        self.unit.chosen.connect(lambda _: self._again())
        self.said, self.coming = Words("lead"), Words("title")
        self.how = Words("small", wrap=True)
        self.tap_button = button(self.tap, "primary")
        self.undo_button = icon_button(self.undo, "arrow-back-up", "tool")
        self.rest_button = button(self.rest)
        self.done_button = button(self.end)
        for one in (self.tap_button, self.undo_button, self.rest_button, self.done_button):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Space is a tap
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(8), px(12), px(8))
        column.setSpacing(px(4))
        words = QHBoxLayout()
        words.setSpacing(px(16))
        for label in (self.said, self.coming):
            # Long phrases are cut, and do not widen the window.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.addWidget(self.said, 1)
        words.addWidget(self.coming, 2)
        keys = QHBoxLayout()
        keys.setSpacing(px(8))
        for widget in (self.tap_button, self.rest_button, self.undo_button, self.unit):
            keys.addWidget(widget)
        keys.addStretch(1)
        keys.addWidget(self.done_button)
        column.addLayout(words)
        column.addLayout(keys)
        column.addWidget(self.how)
        player.changed.connect(self._follow_speed)
        self.unit.set_options([(unit, unit, "") for unit in UNITS])
        self.unit.set_value("phrase")
        self.hide()
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("tap.name"))
        kept = self.unit.value
        self.unit.set_options([(unit, tr(f"tap.{unit}"), "") for unit in UNITS])
        self.unit.set_value(kept)
        for one, key in (
            (self.tap_button, "tap.tap"),
            (self.rest_button, "tap.rest"),
            (self.done_button, "tap.done"),
        ):
            one.setText(tr(key))
        name_button(self.undo_button, tr("tap.undo"))
        self.how.setText(tr("tap.how"))
        self._show()

    @property
    def active(self) -> bool:
        return self.tapping is not None

    def begin(self) -> bool:
        """From the current cue on; the film plays from just before it."""
        desk = self._desk
        if not desk.cues:
            return False
        first = desk.index_of(desk.current) if desk.current >= 0 else -1
        self._first = max(first, 0)
        if not self._start():
            return False
        start = desk.cues[self._first].start
        desk.stage.document.begin_drag()
        desk.seek_time(max(start - _RUN_UP, Fraction(0)))
        self.how.setVisible(self.window().height() >= px(_LOW))
        self.began.emit()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._player.play()
        return True

    def _start(self) -> bool:
        unit = self.unit.value
        speed = Fraction(abs(self._player.speed)).limit_denominator(100)
        try:
            asked: TapUnit = next(one for one in UNITS if one == unit)
            self.tapping = begin_tapping(self._desk.cues, asked, self._first, speed=speed)
        except StudioError as error:
            self._desk.stage.refused.emit(error)
            return False
        self._show()
        return True

    def _again(self) -> None:
        """Another unit: what was tapped so far stays, the rest is tapped from the cue that comes."""
        if self.tapping is not None:
            coming = self.tapping.next
            self._first = coming.cue if coming is not None else self._first
            self._start()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def now(self) -> Fraction:
        """Where the film stands, by the sound's clock while it plays."""
        playing = self._player.playing
        time = self._player.sound.player.time() if playing else self._desk.stage.time
        return time - self._desk.origin

    def tap(self) -> None:
        """The next one begins now."""
        if self.tapping is not None:
            self._take(self.tapping.tap(self.now))

    def rest(self) -> None:
        """What is being said is over; silence until the next tap."""
        if self.tapping is not None:
            self._take(self.tapping.rest(self.now))

    def undo(self) -> None:
        """Without the last tap; the film goes back to a second before it."""
        tapping = self.tapping
        if tapping is None or not tapping.taps:
            return
        time = tapping.taps[-1].time
        self._take(tapping.undo())
        self._desk.seek_time(max(time - _RUN_UP, Fraction(0)))

    def _take(self, tapping: Tapping) -> None:
        if tapping is self.tapping:
            return
        self.tapping = tapping
        result = tapping.result()
        self._desk.edit("step.cue-tap", lambda _: result, choose=False)
        current = tapping.current or tapping.next
        if current is not None:
            self._desk.choose(self._desk.rows_of([current.cue]))
        self._show()
        if tapping.done:
            announce(self, tr("tap.finished"))

    def end(self) -> None:
        """Done: all taps are one step."""
        if self.tapping is None:
            return
        self.tapping = None
        self._player.pause()
        self._desk.stage.document.end_drag()
        self.hide()
        self.ended.emit()

    def _show(self) -> None:
        tapping = self.tapping
        if tapping is None:
            return
        now, coming = tapping.current, tapping.next
        self.said.setText(f"\u2068{now.text}\u2069" if now is not None else "")
        self.coming.setText(f"\u2068{coming.text}\u2069" if coming is not None else tr("tap.finished"))
        self.tap_button.setEnabled(coming is not None)
        self.rest_button.setEnabled(now is not None)
        self.undo_button.setEnabled(bool(tapping.taps))

    def _follow_speed(self) -> None:
        speed = Fraction(abs(self._player.speed)).limit_denominator(100)
        if self.tapping is not None and speed > 0:
            self.tapping = self.tapping.at_speed(speed)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = (*_TAPS, Qt.Key.Key_Backspace, Qt.Key.Key_Down, Qt.Key.Key_Escape)
            if event.key() in mine and not event.modifiers():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.isAutoRepeat() and key in _TAPS:
            return
        if key in _TAPS:
            self.tap()
        elif key == Qt.Key.Key_Down:
            self.rest()
        elif key == Qt.Key.Key_Backspace:
            self.undo()
        elif key == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)
