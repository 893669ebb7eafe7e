"""The panel "Preflight": findings of the film, gravest first; each is fixed, shown or ignored here.

+-------------------------------+
| 1 block, 2 warnings   [again] |
| (x) Block · title · 0:02      |
|     The words … are hidden    |
|     [Fix] [Show] [Ignore]     |
| [ ] show 3 ignored            |
+-------------------------------+
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from studio.base.cancellation import Cancellation
from studio.base.errors import StudioError
from studio.gui.bridge import Job, announce, bridge
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import on_language, tr
from studio.gui.preflight.row import FindingRow
from studio.gui.settings.nearby import settings_near
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.scrolling import scrolled_column
from studio.gui.workspace.layer_names import layer_name
from studio.gui.workspace.stage import Stage
from studio.model.export import ExportProfile
from studio.presets.catalog import bundled
from studio.scene.findings import Finding
from studio.services.editing import StepName
from studio.services.edits.paths import node_at
from studio.services.preflight.check import Film, preflight, with_answer, with_fix, with_ignored

_LANE = "preflight"
_AFTER = 1200
"""Milliseconds after the last change until the film is looked at again."""


class PreflightPanel(QWidget):
    """Looks at the film while it is on screen: when it is opened, and after changes."""

    looked = Signal()
    """The findings are others now."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.findings: tuple[Finding, ...] = ()
        self._ignored: tuple[str, ...] = ()
        self._whole = False  # whether every frame has been looked at since it was opened
        self._error: StudioError | None = None
        self._job: Job[tuple[Finding, ...]] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER)
        self._soon.timeout.connect(self._look_again)
        self.summary = Words("strong", wrap=True)
        self.again = button(self.check, icon="refresh")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.stop = button(self.cancel)
        self.empty = Words("muted", wrap=True)
        self.with_ignored = button(self._toggle_ignored, "quiet")
        self.with_ignored.setCheckable(True)
        self._list = QWidget()
        self._list.setObjectName("scrolled")
        self._rows = QVBoxLayout(self._list)
        self._rows.addStretch(1)
        self._scroll = scrolled_column(self._list)
        self._lay_out()
        stage.edited.connect(self._changed)
        stage.document.changed.connect(self._reread)
        theme().changed.connect(self.retranslate)
        on_language(self, self.retranslate)

    def _lay_out(self) -> None:
        self._head, self._work = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self.summary, 1)
        self._head.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self._work.addWidget(self.progress, 1)
        self._work.addWidget(self.stop)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._work)
        self._column.addWidget(self.empty)
        self._column.addWidget(self._scroll, 1)
        self._column.addWidget(self.with_ignored, 0, Qt.AlignmentFlag.AlignLeading)

    def retranslate(self) -> None:
        self._column.setContentsMargins(px(8), px(8), px(8), px(8))
        for layout in (self._column, self._head, self._work, self._rows):
            layout.setSpacing(px(8))
        self.again.setText(tr("preflight.again"))
        self.stop.setText(tr("preflight.stop"))
        self.progress.setAccessibleName(tr("preflight.looking"))
        self._scroll.setAccessibleName(tr("preflight.list"))
        self.refresh()

    @property
    def film(self) -> Film:
        """What is looked at.  Raises StudioError where the project's files cannot be listed."""
        document = self._stage.document
        project = document.project
        missing = document.session.missing(project)
        return Film(project, self._stage.composition, document.resources(), missing, self._profile())

    def _profile(self) -> ExportProfile | None:
        settings = settings_near(self)
        known = bundled().ids("exports")
        if settings is None or settings.value.destination not in known:
            return None
        return bundled().export(settings.value.destination)

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """Those that nobody has ignored."""
        kept = self._stage.document.project.ignored
        return tuple(one for one in self.findings if one.key(self._stage.composition.id) not in kept)

    # looking

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._whole = False
        self._soon.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()
        self.cancel()

    def _changed(self) -> None:
        if self.isVisible():
            self.cancel()  # it looks at the film of before, and would bring back what has been fixed
            self._soon.start(_AFTER)

    def _reread(self) -> None:
        """What is ignored may be other findings (undone, restored)."""
        if self.isVisible() and self._stage.document.project.ignored != self._ignored:
            self.refresh()

    def _look_again(self) -> None:
        """The whole film at first; after changes all but every frame for flashes, which takes longest."""
        self._look(whole=not self._whole)

    def check(self) -> None:
        """Looks at the whole film, beside the window's thread."""
        self._look(whole=True)

    def _look(self, *, whole: bool) -> None:
        self._soon.stop()
        if whole:
            self._whole = False  # until it is done
        try:
            film = self.film
        except StudioError as error:
            self._failed(error)
            return

        def work(job: Job[tuple[Finding, ...]]) -> tuple[Finding, ...]:
            asked = Cancellation(lambda: not job.wanted)
            return preflight(film, asked, lambda done, of: job.report((done, of)), flashes=whole)

        kept = () if whole else tuple(one for one in self.findings if one.kind == "flashes")

        def done(found: tuple[Finding, ...]) -> None:
            self._whole = self._whole or whole
            self._done((*kept, *found))

        self._job = bridge().run(
            work, done, failed=self._failed, progress=self._advanced, key="look", lane=_LANE, owner=self
        )
        self.refresh()

    def cancel(self) -> None:
        """Stops looking; what was found before stays."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.refresh()

    def _advanced(self, steps: object) -> None:
        if isinstance(steps, tuple):
            self.progress.setRange(0, max(1, int(steps[1])))
            self.progress.setValue(int(steps[0]))

    def _done(self, found: tuple[Finding, ...]) -> None:
        self._job, self._error = None, None
        changed, self.findings = found != self.findings, found
        self.refresh()
        if changed:
            announce(self, self.summary.text())
        self.looked.emit()

    def _failed(self, error: StudioError) -> None:
        self._job, self._error, self.findings = None, error, ()
        self.refresh()
        self.looked.emit()

    # showing

    def refresh(self) -> None:
        """Counts and rows anew; the row that had the keyboard has it again."""
        looking = self._job is not None
        self._ignored = self._stage.document.project.ignored
        for widget in (self.progress, self.stop):
            widget.setVisible(looking)
        self.again.setEnabled(not looking)
        open_ones = self.open_findings
        self.summary.setText(_counted(open_ones, looking=looking))
        put_aside = len(self.findings) - len(open_ones)
        self.with_ignored.setText(tr("preflight.show_ignored", count=put_aside))
        self.with_ignored.setVisible(put_aside > 0)
        self.empty.setVisible(not open_ones and not looking)
        self.empty.setText(" ".join(words_of_error(self._error)) if self._error else tr("preflight.clean"))
        set_look(self.empty, "error" if self._error else "muted")
        self._fill(self.findings if self.with_ignored.isChecked() else open_ones)

    def _fill(self, shown: Sequence[Finding]) -> None:
        focused = next((row.finding for row in self.rows() if row.hasFocus()), None)
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.blockSignals(True)
                widget.hide()
                widget.deleteLater()
        kept = set(self.open_findings)
        for finding in shown:
            row = FindingRow(finding, self._name_of(finding), is_ignored=finding not in kept)
            row.chosen.connect(self.show_place)
            row.show_it.connect(self.show_place)
            row.fix.connect(self.fix)
            row.ignore.connect(self.ignore)
            row.written.connect(self.write)
            self._rows.insertWidget(self._rows.count() - 1, row)
            if finding == focused:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def rows(self) -> list[FindingRow]:
        """What is listed now, from the top."""
        found = [self._rows.itemAt(at) for at in range(self._rows.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [one for one in widgets if isinstance(one, FindingRow)]

    def _name_of(self, finding: Finding) -> str:
        try:
            return layer_name(node_at(self._stage.composition, finding.path)) if finding.path else ""
        except StudioError:
            return ""

    def _toggle_ignored(self) -> None:
        self.refresh()

    # doing

    def show_place(self, finding: Finding) -> None:
        """The playhead to where it is seen, and its layer outlined on the canvas."""
        if finding.time is not None:
            self._stage.seek(self._stage.rate.frame_at(finding.time))
        if finding.path:
            self._stage.select((finding.path,))

    def fix(self, finding: Finding) -> None:
        """Puts it right, as one step that can be undone."""
        composition = self._stage.composition.id
        self.show_place(finding)
        changed = self._stage.edit_project(
            StepName("step.preflight-fix"), lambda project: with_fix(project, composition, finding)
        )
        if changed:
            self._settle(finding)

    def write(self, finding: Finding, words: str) -> None:
        """Keeps what it asked for."""
        composition = self._stage.composition.id
        changed = self._stage.edit_project(
            StepName("step.preflight-write"),
            lambda project: with_answer(project, composition, finding, words),
        )
        if changed:
            self._settle(finding)

    def _settle(self, finding: Finding) -> None:
        """What was put right is gone at once; the next look confirms it."""
        gone = {(fix.path, fix.field) for fix in finding.fix}
        self.findings = tuple(
            one
            for one in self.findings
            if one != finding and not {(fix.path, fix.field) for fix in one.fix} & gone
        )
        self.refresh()
        self._soon.start(_AFTER)

    def ignore(self, finding: Finding, wanted: bool) -> None:
        """Leaves it as it is, or no longer; kept with the project."""
        composition = self._stage.composition.id
        self._stage.edit_project(
            StepName("step.preflight-ignore" if wanted else "step.preflight-restore"),
            lambda project: with_ignored(project, composition, finding, ignore=wanted),
        )


def _counted(found: Sequence[Finding], *, looking: bool) -> str:
    if looking and not found:
        return tr("preflight.looking")
    if not found:
        return tr("preflight.none")
    counts = [(level, sum(one.level == level for one in found)) for level in ("block", "warning", "note")]
    parts = [tr(f"preflight.count.{level}", count=count) for level, count in counts if count]
    return tr("preflight.and").join(parts)
