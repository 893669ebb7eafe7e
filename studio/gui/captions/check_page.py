"""The check as a list: what is wrong where, each mended with one click where that is sure; all with one step.

Enter: to the cue.  The button in a row mends it.
"""

import time
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from studio.base.cancellation import Cancellation
from studio.base.errors import InputError
from studio.gui.bridge import Job, announce, bridge
from studio.gui.captions.desk import CueDesk
from studio.gui.captions.facts import limits_of
from studio.gui.captions.findings_view import SIGNS, WHAT, FindingsModel, FindingsView, Found, said_of
from studio.gui.captions.mending_run import MendingRun
from studio.gui.captions.spelling import CueSpelling
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import on_language, tr
from studio.gui.theme.theme import px
from studio.gui.widgets.flow import flowing
from studio.model.captions import CaptionStyle
from studio.model.project import Project
from studio.scene.captions import cue_text
from studio.services.captions.check import CheckOptions
from studio.services.captions.check_picture import picture_findings
from studio.services.captions.cue_edits import set_text
from studio.services.captions.cues import Cues, Edited
from studio.services.captions.findings import CueFault, CueFinding
from studio.services.captions.mending import mend_one
from studio.services.captions.spelling import spelled_words
from studio.services.captions.steady_check import SteadyCheck

_AFTER = 800
"""Milliseconds after the last change until the cues are checked again."""
_LOW = 300
"""Logical px of height under which a missing dictionary is told in one line."""
_BREATH = 0.001
"""Seconds that the window's thread is left alone for between pieces of the check."""
_LANE, _PICTURES = "caption check", "caption pictures"


def options_of(desk: CueDesk, *, second: bool = False) -> CheckOptions:
    """What a language's cues are measured by."""
    film = desk.stage.composition
    language = desk.second_language if second else desk.language
    length = film.duration - desk.origin
    return CheckOptions(language, limits_of(language), desk.stage.rate, length)


def _pause(job: Job[Any]) -> None:
    """Between pieces: the window has its turn; Cancelled where nobody waits any more."""
    time.sleep(_BREATH)
    job.cancellation.raise_if_cancelled()


class CheckPage(QWidget):
    """Checks while it is seen, after every change; and tells the list which cues have findings."""

    checked = Signal()
    limits_wanted = Signal()
    """The figures that the check goes by are to be changed."""

    def __init__(self, desk: CueDesk, spelling: CueSpelling) -> None:
        super().__init__()
        self._desk = desk
        self._spelling = spelling
        self._found: tuple[Found, ...] = ()
        self._pictured: tuple[CueFinding, ...] = ()
        self._look: CaptionStyle | None = None
        self.model = FindingsModel(desk)
        self.view = FindingsView(self.model)
        self.summary = Words("strong", wrap=True)
        self.all_button = button(self.mend_all, "primary", "wand")
        self._steady = (SteadyCheck(), SteadyCheck())
        self.mending = MendingRun(desk, options_of)
        self.mend_button = button(self.mend_current)
        self.ignore_button = button(self.ignore)
        self.learn_button = button(self.learn)
        self.limits_button = button(self.limits_wanted.emit, "quiet", "adjustments")
        self.no_dictionary = Words("small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        acts = QWidget()
        row = flowing(acts, gap=8)
        for one in (self.all_button, self.mend_button, self.ignore_button, self.learn_button):
            row.addWidget(one)
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.limits_button)
        column.addLayout(head)
        column.addWidget(acts)
        column.addWidget(self.mending)
        column.addWidget(self.view, 1)
        column.addWidget(self.no_dictionary)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER)
        self._soon.timeout.connect(self.check)
        spelling.changed.connect(self._spelling_changed)
        self.mending.changed.connect(self._mending_changed)
        self.view.acted.connect(self.show_cue)
        self.view.mended.connect(self.mend)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self.open_menu)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._tell())
        desk.rows_changed.connect(self._changed)
        desk.stage.document.changed.connect(self._changed)
        desk.layer_changed.connect(self._changed)
        self.active = False
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.view.setAccessibleName(tr("check.list"))
        self.all_button.setText(tr("check.all"))
        self.mend_button.setText(tr("check.mend"))
        self.ignore_button.setText(tr("check.ignore"))
        self.learn_button.setText(tr("check.learn"))
        self.limits_button.setText(tr("check.limits"))
        self.model.show_found(self.model.found)
        self._say_missing()
        self._tell()

    def set_active(self, active: bool) -> None:
        """While the editor is open, cues are checked after every change."""
        self.active = active
        if active:
            self._soon.start(0)
            self._spelling.load()
        else:
            self._soon.stop()
            self.mending.cancel()
            self._spelling.stop()
            for lane in (_LANE, _PICTURES):
                bridge().drop(id(self), lane)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._changed()

    @property
    def found(self) -> tuple[Found, ...]:
        """What is open: found, and not ignored."""
        return self.model.found

    @property
    def looked(self) -> int:
        """How many cues all checks looked at so far."""
        return sum(one.looked for one in self._steady)

    @property
    def waits(self) -> bool:
        """Whether a check is about to begin."""
        return self._soon.isActive()

    def _changed(self) -> None:
        if self.active:
            self._soon.start(_AFTER)

    def _spelling_changed(self) -> None:
        self._say_missing()
        if self.active:
            self._soon.start(0)

    def _say_missing(self) -> None:
        """That there is no dictionary; and where one is looked for, in the tip where there is little room."""
        said, where = self._spelling.missing()
        low = self.height() < px(_LOW)
        self.no_dictionary.setText(said if low else f"{said}\n{where}".strip())
        self.no_dictionary.setWordWrap(not low)
        self.no_dictionary.setToolTip(where)
        self.no_dictionary.setAccessibleDescription(where)
        self.no_dictionary.setVisible(bool(said))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_missing()

    def _mending_changed(self, mended: bool) -> None:
        self._tell()
        if mended:
            self.check()

    def check(self) -> None:
        """Both languages, beside the window's thread; of them what changed since the last time."""
        desk = self._desk
        second = desk.second
        asked = [(False, desk.cues, options_of(desk))]
        spellers = (self._spelling.speller(), self._spelling.speller(second=True))
        if second is not None:
            asked.append((True, second.cues, options_of(desk, second=True)))

        def work(job: Job[tuple[Found, ...]]) -> tuple[Found, ...]:
            found: list[Found] = []
            for is_second, cues, options in asked:
                steady = self._steady[is_second]
                found += [(is_second, one) for one in steady.check(cues, options, lambda: _pause(job))]
                speller = spellers[is_second]
                if speller is not None:
                    found += [(is_second, one) for one in speller.findings(cues, lambda: _pause(job))]
            found.sort(key=lambda pair: pair[1].time)
            return tuple(found)

        def done(found: tuple[Found, ...]) -> None:
            self._found = found
            self._show()

        bridge().run(work, done, key=id(self), lane=_LANE, owner=self)

    def look_at_pictures(self) -> None:
        """Contrast and place, on frames of some cues: takes seconds, beside the window's thread."""
        desk = self._desk
        film, path, listed = desk.stage.composition, desk.path, desk.stage.document.resources()
        if path is None or not desk.cues:
            return

        def work(job: Job[tuple[CueFinding, ...]]) -> tuple[CueFinding, ...]:
            return picture_findings(film, listed, path, Cancellation(lambda: not job.wanted))

        look = desk.layer.style if desk.layer is not None else None

        def done(found: tuple[CueFinding, ...]) -> None:
            self._pictured, self._look = found, look
            self._show()

        bridge().run(work, done, failed=desk.stage.refused.emit, key=id(self), lane=_PICTURES, owner=self)

    def _still_true(self) -> list[Found]:
        """What was found on pictures of cues that are and look as they did."""
        cues, layer = self._desk.cues, self._desk.layer
        if layer is None or layer.style != self._look:
            return []
        return [
            (False, one)
            for one in self._pictured
            if one.cue < len(cues) and (cues[one.cue].start, cues[one.cue].text) == (one.time, one.text)
        ]

    def _show(self) -> None:
        ignored = frozenset(self._desk.stage.document.project.ignored)
        every = [*self._found, *self._still_true()]
        every.sort(key=lambda pair: pair[1].time)
        kept = tuple(one for one in every if self._key(one[1]) not in ignored)
        before = self.view.currentIndex().row()
        said = self.summary.text()
        self.model.show_found(kept)
        if kept:
            self.view.setCurrentIndex(self.model.index(min(max(before, 0), len(kept) - 1), WHAT))
        self._tell()
        if self.isVisible() and self.summary.text() != said:
            announce(self, self.summary.text())
        self.checked.emit()

    def _key(self, finding: CueFinding) -> str:
        return finding.key(self._desk.stage.composition.id, self._desk.path or ())[:500]

    def _tell(self) -> None:
        found = self.model.found
        count, sure = len(found), sum(one.mend is not None for _, one in found)
        if not self._desk.rows:
            self.summary.setText(tr("check.empty"))
        else:
            self.summary.setText(tr("check.found", count=count) if count else tr("check.none"))
        row = self.view.currentIndex().row()
        at = found[row][1] if 0 <= row < count else None
        self.all_button.setEnabled(sure > 0 and not self.mending.busy)
        self.mend_button.setEnabled(at is not None and at.mend is not None)
        self.ignore_button.setEnabled(at is not None)
        self.learn_button.setVisible(at is not None and at.fault is CueFault.SPELLING)

    def marks(self) -> tuple[dict[int, str], dict[int, str]]:
        """By row: how grave the gravest finding is (a role of the palette), and what was found."""
        order = ("link", "warn", "error")
        marked: dict[int, str] = {}
        told: dict[int, str] = {}
        desk = self._desk
        places = {
            (second, desk.index_of(row, second=second)): row
            for row in range(len(desk.rows))
            for second in (False, True)
        }
        for second, one in self.model.found:
            role = SIGNS[one.level][1]
            row = places.get((second, one.cue))
            if row is not None:
                worse = row not in marked or order.index(role) > order.index(marked[row])
                marked[row] = role if worse else marked[row]
                line = said_of(one)
                told[row] = f"{told[row]}\n{line}" if row in told else line
        return marked, told

    # acting

    def show_cue(self, number: int) -> None:
        """The cue of a finding is chosen, and the playhead goes to it."""
        if not 0 <= number < len(self.found):
            return
        second, finding = self.found[number]
        rows = self._desk.rows_of([finding.cue], second=second)
        self._desk.choose(rows, seek=True)

    def mend_current(self) -> None:
        self.mend(self.view.currentIndex().row())

    def mend(self, number: int) -> None:
        """One finding, where it is sure how."""
        if not 0 <= number < len(self.found) or self.found[number][1].mend is None:
            return
        second, finding = self.found[number]
        options = options_of(self._desk, second=second)
        self._desk.edit("step.cue-mend", lambda cues: mend_one(cues, finding, options), second=second)
        self.check()

    def mend_all(self) -> None:
        """All that are sure, of both languages, beside the window's thread; as one step."""
        self.mending.start(frozenset(self._desk.stage.document.project.ignored), self._key)

    def open_menu(self, at: QPoint) -> None:
        """On a wrong word: what it might be, and to leave it alone.  at: a place in the list."""
        row = self.view.currentIndex().row()
        if not 0 <= row < len(self.found) or self.found[row][1].fault is not CueFault.SPELLING:
            return
        second, finding = self.found[row]
        word = finding.values["place"]

        def put(other: str) -> None:
            def change(cues: Cues) -> Edited:
                text = cue_text(cues[finding.cue])
                found = next((one for one in spelled_words(text) if one[2] == word), None)
                if found is None:
                    raise InputError("the cue was changed meanwhile", "Check again.")
                return set_text(cues, finding.cue, text[: found[0]] + other + text[found[1] :])

            self._desk.edit("step.cue-text", change, second=second)

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._spelling.fill(menu, word, put, second=second)
        menu.popup(self.view.viewport().mapToGlobal(at))
        menu.setActiveAction(menu.actions()[0])

    def learn(self) -> None:
        """The word of a finding is one of the person's own."""
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.found) and self.found[row][1].fault is CueFault.SPELLING:
            self._spelling.learn(self.found[row][1].values["place"])

    def ignore(self) -> None:
        """It is as it should be: told no more, unless the cue says something else."""
        row = self.view.currentIndex().row()
        if not 0 <= row < len(self.found):
            return
        key = self._key(self.found[row][1])

        def change(project: Project) -> Project:
            return project.model_copy(update={"ignored": (*project.ignored, key)})

        self._desk.stage.edit_project("step.preflight-ignore", change)
        self._show()
