"""Moving many cues at once: by a time, or so that two of them are where they should be."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.captions.desk import CueDesk
from studio.gui.captions.facts import spoken_time
from studio.gui.dialogs.error_words import said
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import tr
from studio.gui.theme.theme import px
from studio.gui.widgets.number_field import NumberField
from studio.gui.widgets.segments import Segments
from studio.gui.widgets.time_field import TimeField
from studio.scene.captions import cue_text
from studio.services.captions.cue_times import resync, shift
from studio.services.captions.cues import Edited
from studio.services.editing import StepName


class _TimeDialog(StudioDialog):
    """A sentence that tells what is wrong, and the buttons.  carry_out: what the first button does."""

    def __init__(self, desk: CueDesk, carry_out: Callable[[], None], parent: QWidget | None) -> None:
        super().__init__(480, parent)
        self._desk = desk
        self.error = Words("error", wrap=True)
        self.ok_button = button(carry_out, "primary")
        self.ok_button.setDefault(True)
        self.cancel_button = button(self.reject)

    def _finish(self) -> None:
        self.body.addWidget(self.error)
        self.error.hide()
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.ok_button)
        self.ready()

    def retranslate(self) -> None:
        self.cancel_button.setText(tr("common.cancel"))

    def _done(self, step: str | StepName, cues: Edited | StudioError) -> None:
        if isinstance(cues, StudioError):
            self.error.setText(said(cues))
            self.error.show()
            self.fit()
            return
        rows, current = self._desk.chosen, self._desk.current
        self._desk.edit(step, lambda _: cues, choose=False)
        self._desk.choose(rows, current=current)
        self.accept()


class ShiftDialog(_TimeDialog):
    """By seconds; all, the chosen ones, or from the current one on."""

    def __init__(self, desk: CueDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, self.carry_out, parent)
        self.by = NumberField(minimum=-86_400, maximum=86_400, step=0.1, decimals=3, unit=tr("unit.s"))
        self.which = Segments()
        self._words = Words("muted", wrap=True)
        self.body.addWidget(self._words)
        row = QHBoxLayout()  # the field itself reads from the left
        row.addWidget(self.by)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.which, 0, Qt.AlignmentFlag.AlignLeading)
        self._finish()
        self.which.set_value("chosen" if len(desk.chosen) > 1 else "all")

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(tr("shift.title"))
        self._words.setText(tr("shift.how"))
        self.by.setAccessibleName(tr("shift.by"))
        kept = self.which.value
        self.which.set_options([(one, tr(f"shift.{one}"), "") for one in ("all", "chosen", "from")])
        self.which.set_value(kept)
        self.ok_button.setText(tr("shift.do"))

    def rescale(self) -> None:
        super().rescale()
        self.by.setFixedWidth(px(160))

    def carry_out(self) -> None:
        desk = self._desk
        by = Fraction(round(self.by.value * 1000), 1000)
        which: range | tuple[int, ...] | None = None
        if self.which.value == "chosen":
            which = desk.chosen_indexes()
        elif self.which.value == "from":
            first = desk.index_of(desk.current)
            which = range(max(0, first), len(desk.cues))
        self._done("step.cue-shift", _tried(lambda: shift(desk.cues, by, which)))


class SyncDialog(_TimeDialog):
    """Two cues, each with the time at which it should begin: all others follow on a straight line."""

    def __init__(self, desk: CueDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, self.carry_out, parent)
        rate = desk.stage.rate
        rows = sorted(set(desk.chosen)) if len(desk.chosen) > 1 else [0, len(desk.rows) - 1]
        self.rows = [rows[0], rows[-1]]
        self.fields = [TimeField(rate, as_timecode=False) for _ in self.rows]
        self._how = Words("muted", wrap=True)
        self._labels = [Words(wrap=True) for _ in self.rows]
        self._here = [button(partial(self._take_now, at)) for at in range(2)]
        grid = QGridLayout()
        grid.setColumnStretch(2, 1)
        for at, row in enumerate(self.rows):
            self.fields[at].set_value(float(desk.rows[row].cue.start + desk.origin))
            grid.addWidget(self._labels[at], at * 2, 0, 1, 3)
            grid.addWidget(self.fields[at], at * 2 + 1, 0)
            grid.addWidget(self._here[at], at * 2 + 1, 1)
        self._grid = grid
        self.body.addWidget(self._how)
        self.body.addLayout(grid)
        self._finish()

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(tr("sync.title"))
        self._how.setText(tr("sync.how"))
        self.ok_button.setText(tr("sync.do"))
        for at, row in enumerate(self.rows):
            cue = self._desk.rows[row].cue
            text = " ".join(cue_text(cue).split())[:60]
            time = spoken_time(cue.start + self._desk.origin)
            self._labels[at].setText(tr("sync.cue", number=row + 1, text=text, time=time))
            self.fields[at].setAccessibleName(tr("sync.should", number=row + 1))
            self._here[at].setText(tr("sync.here"))

    def rescale(self) -> None:
        super().rescale()
        self._grid.setSpacing(px(8))
        for field in self.fields:
            field.setFixedWidth(px(160))

    def _take_now(self, at: int) -> None:
        """The playhead's time."""
        self.fields[at].set_value(float(self._desk.stage.time))

    def carry_out(self) -> None:
        desk = self._desk
        points = {
            (desk.rows[row].cue.start, field.seconds - desk.origin)
            for row, field in zip(self.rows, self.fields, strict=True)
        }
        self._done("step.cue-sync", _tried(lambda: resync(desk.cues, points)))


def _tried(work: Callable[[], Edited]) -> Edited | StudioError:
    try:
        return work()
    except StudioError as error:
        return error
