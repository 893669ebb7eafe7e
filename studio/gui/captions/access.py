"""The wave for screen readers: each cue by text and time, with what can be done with it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible

from studio.gui.actions import hub
from studio.gui.captions.facts import facts_of, spoken_time
from studio.gui.captions.wave import CueWave
from studio.gui.i18n import tr, translator
from studio.gui.painted_access import (
    EARLIER,
    LATER,
    PRESS,
    Act,
    PaintedItem,
    PaintedWidget,
    expose,
    tell_chosen,
)
from studio.scene.captions import cue_text


class CueItem(PaintedItem):
    """A row by its number: "Cue 3, from 0:04 to 0:06: text"."""

    def __init__(self, wave: CueWave, row: int) -> None:
        super().__init__(wave)
        self._wave, self._row = wave, row

    def is_there(self) -> bool:
        return self._row < len(self._wave.desk.rows)

    def name(self) -> str:
        desk = self._wave.desk
        cue = desk.rows[self._row].cue
        return tr(
            "cues.heard",
            number=self._row + 1,
            start=spoken_time(cue.start + desk.origin),
            end=spoken_time(cue.end + desk.origin),
            text=" ".join(cue_text(cue).split()),
        )

    def value(self) -> str:
        return spoken_time(
            self._wave.desk.rows[self._row].cue.end - self._wave.desk.rows[self._row].cue.start
        )

    def description(self) -> str:
        pace = facts_of(self._wave.desk.rows[self._row].cue).pace
        return tr("cues.reads", pace=translator().number(round(pace, 1)))

    def box(self) -> QRectF:
        return self._wave.rect_of(self._row)

    def is_chosen(self) -> bool:
        return self._row == self._wave.desk.current

    def acts(self) -> Mapping[str, Act]:
        return {
            PRESS: (tr("access.select"), partial(self._wave.desk.choose, [self._row], seek=True)),
            LATER: (tr("access.later"), self.then(partial(hub().trigger, "time.late"))),
            EARLIER: (tr("access.earlier"), self.then(partial(hub().trigger, "time.early"))),
            "Delete": (tr("access.delete"), self.then(partial(hub().trigger, "edit.del"))),
        }

    def choose(self) -> None:
        self._wave.desk.choose([self._row])

    def kind(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem


class WaveAccess(PaintedWidget):
    """Cues from early to late: those in view, and the current one (a table lists them all)."""

    def __init__(self, wave: CueWave) -> None:
        super().__init__(wave)
        self._wave = wave

    def items(self) -> Sequence[PaintedItem]:
        wave = self._wave
        rows = {*wave.seen_rows(), wave.desk.current} - {-1}
        return [
            self.kept(("cue", row), partial(CueItem, wave, row))
            for row in sorted(rows)
            if row < len(wave.desk.rows)
        ]


def describe(wave: CueWave) -> None:
    """From now on screen readers are told of a wave's cues."""
    expose(CueWave, WaveAccess)
    wave.desk.chosen_changed.connect(lambda: tell_chosen(wave))
