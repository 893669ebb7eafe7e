"""Mending all that is sure, beside the window's thread: how far it is, and a way to stop it.

What is mended goes into the film as one step at the end; not where cues were changed meanwhile.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from studio.base.errors import InputError
from studio.gui.bridge import Job, announce, bridge
from studio.gui.captions.desk import CueDesk, paired
from studio.gui.captions.together import following
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import on_language, tr
from studio.gui.theme.theme import px
from studio.services.captions.check import CheckOptions
from studio.services.captions.cues import Cues, Edited
from studio.services.captions.findings import CueFinding
from studio.services.captions.mending import mend_all
from studio.services.editing import StepName

_LANE = "caption mending"


class _Mended(NamedTuple):
    first: Cues
    second: Cues | None


class MendingRun(QWidget):
    """Seen while it works.  options_of: what a language's cues are measured by."""

    changed = Signal(bool)
    """It began (False), was stopped or refused (False), or the cues are mended (True)."""

    def __init__(self, desk: CueDesk, options_of: Callable[..., CheckOptions]) -> None:
        super().__init__()
        self._desk, self._options_of = desk, options_of
        self._job: Job[_Mended] | None = None
        self.said = Words("muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        self.cancel_button = button(self.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.said)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        self.hide()
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.said.setText(tr("check.mending"))
        self.bar.setAccessibleName(tr("check.mending"))
        self.cancel_button.setText(tr("check.stop"))

    @property
    def busy(self) -> bool:
        return self._job is not None

    def start(self, ignored: frozenset[str], key_of: Callable[[CueFinding], str]) -> None:
        """Mends both languages but for what is ignored; key_of: under what a finding is."""
        desk = self._desk
        path, cues, second = desk.path, desk.cues, desk.second
        if self.busy or path is None:
            return
        first_options = self._options_of(desk)
        second_options = self._options_of(desk, second=True) if second is not None else None

        def work(job: Job[_Mended]) -> _Mended:
            parts = 1 if second is None else 2
            done = 0

            def report(share: float) -> None:
                job.report(round((done + share) / parts * 100))

            def mended(of: Cues, options: CheckOptions) -> Cues:
                return mend_all(of, options, lambda one: key_of(one) in ignored, report=report).cues

            first = mended(cues, first_options)
            if second is None or second_options is None:
                return _Mended(first, None)
            done = 1
            others = following(cues, first, second, paired(cues, second.cues))
            return _Mended(first, mended(others, second_options))

        def finished(mended: _Mended) -> None:
            self._end()
            if desk.path != path or desk.cues is not cues or desk.second is not second:
                desk.stage.refused.emit(
                    InputError("cues were changed while they were mended", "Nothing was mended. Mend again.")
                )
                self.changed.emit(False)
                return
            self._put(mended)
            announce(self, tr("check.mended"))
            self.changed.emit(True)

        self.bar.setValue(0)
        self.show()
        self._job = bridge().run(
            work, finished, progress=self._show_share, key=id(self), lane=_LANE, owner=self
        )
        self.changed.emit(False)

    def _show_share(self, share: object) -> None:
        if isinstance(share, int):
            self.bar.setValue(share)

    def _put(self, mended: _Mended) -> None:
        desk, step = self._desk, StepName("step.cue-mend-all")
        document = desk.stage.document
        document.begin_drag()  # both languages are one step
        try:
            desk.edit(step, lambda _: Edited(mended.first), choose=False)
            others = mended.second
            if others is not None:
                desk.edit(step, lambda _: Edited(others), second=True, choose=False)
        finally:
            document.end_drag()

    def _end(self) -> None:
        self._job = None
        self.hide()

    def cancel(self) -> None:
        """Stops it; the cues stay as they are."""
        if self._job is None:
            return
        self._job.cancel()
        self._end()
        self.changed.emit(False)
