"""The batch screen: a sheet's rows with what was found in them, the chosen one as it will look.

+--------------------------------------------------------------+
| <-  From a sheet                     412 rows, 9 with findings |
| template   | # | quote      | photo  |   | preview   ar en     |
| sheet      | 2 | ...        | ...    |   |                     |
| columns    | 3 | too long   | ...    |   | what was found      |
| sizes ...  | [only these] ====        |   [Check/Approve/Export]|
+--------------------------------------------------------------+
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from studio.base.errors import StudioError
from studio.formats.tables import Table, read_table
from studio.gui.batch.checking import Checker
from studio.gui.batch.dropped import sheet_in
from studio.gui.batch.empty import NoSheet
from studio.gui.batch.exports import BatchExports
from studio.gui.batch.preview import RowPreview
from studio.gui.batch.rows import OnlyFindings, RowsModel
from studio.gui.batch.setup import Setup, toggle
from studio.gui.bridge import announce, bridge
from studio.gui.dialogs.parts import Words, button, icon_button, name_button
from studio.gui.export.places import default_folder, open_folder
from studio.gui.export.window_queue import WindowQueue
from studio.gui.i18n import on_language, tr, translator
from studio.gui.preferences import Preferences
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.pages import scrolling
from studio.model.template import Template
from studio.presets.catalog import bundled
from studio.services.batch.names import check_pattern, named
from studio.services.batch.plan import Batch, CheckedRow

_AFTER_EDIT = 300
"""Milliseconds after a change until rows are looked at again."""


class BatchPage(QWidget):
    """queue: of the program.  preferences: the folder of exports, the last destination, the
    brand that films begin with."""

    left = Signal()
    """Back to Start."""
    said = Signal(str, str, object)
    """A message for the window: words, a button's words and what it does; the latter may be empty."""
    failed = Signal(object)
    """A StudioError for the window to say."""

    def __init__(
        self, templates: Sequence[Template], queue: WindowQueue, preferences: Preferences | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._preferences, self._folder_of_sheet = preferences, Path()
        self.checked: dict[int, CheckedRow] = {}
        self.step = "check"  # then "approve", "export"
        self.setup, self.rows = Setup(templates), RowsModel()
        self.setup.brand.set_value(preferences.brand if preferences is not None else None)
        self.filter = OnlyFindings(self.rows)
        self.checker, self.exports = Checker(self), BatchExports(queue, self)
        self.back = icon_button(self.left.emit, "arrow-left")
        self.title, self.counts, self.hint = Words("title"), Words("strong"), Words("muted", wrap=True)
        self.only = toggle()
        self.empty = NoSheet(self.setup.ask_sheet)
        self.view = QTableView()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.stop = button(self._stop)
        self._working(False)
        self.preview = RowPreview()
        self.go = button(self.advance, "primary")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_EDIT)
        self._soon.timeout.connect(self._paint)
        self._lay_out()
        self._connect()
        theme().changed.connect(self.retranslate)
        on_language(self, self.retranslate)

    def _lay_out(self) -> None:
        self.view.setModel(self.filter)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.verticalHeader().hide()
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.setWordWrap(False)
        self._side = side = scrolling(self.setup)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head, self._foot, self._under = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for widget in (self.back, self.title):
            self._head.addWidget(widget)
        self._head.addStretch(1)
        self._head.addWidget(self.counts)
        self._under.addWidget(self.only)
        self._under.addWidget(self.progress, 1)
        self._under.addWidget(self.stop)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self.hint)
        self._middle.addWidget(self.view, 1)
        self._middle.addWidget(self.empty, 1)
        self._middle.addLayout(self._under)
        self._across = QHBoxLayout()
        self._across.addWidget(side)
        self._across.addLayout(self._middle, 1)
        self._across.addWidget(self.preview)
        self._foot.addStretch(1)
        self._foot.addWidget(self.go)
        self._column = QVBoxLayout(self)
        # On a small screen at a large scale the three parts do not fit beside each other: they are scrolled.
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(self._across)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        self._column.addWidget(scrolling(inside), 1)
        self._column.addLayout(self._foot)

    def _connect(self) -> None:
        self.setup.changed.connect(self._changed)
        self.setup.sheet_wanted.connect(self.open_sheet)
        self.setup.brand.failed.connect(self.failed)
        self.rows.edited.connect(self._edit)
        self.only.toggled.connect(self.filter.set_only)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._choose())
        self.preview.language_chosen.connect(self._paint)
        self.checker.row.connect(self._row_checked)
        self.checker.advanced.connect(self._advanced)
        self.checker.finished.connect(self._all_checked)
        self.checker.painted.connect(self.preview.picture.set_image)
        self.exports.row.connect(self.rows.set_made)
        self.exports.queued.connect(self._queued)
        self.exports.over.connect(self._over)
        self.exports.refused.connect(self.failed)

    def retranslate(self) -> None:
        self._column.setContentsMargins(px(24), px(16), px(24), px(16))
        for layout in (self._column, self._across):
            layout.setSpacing(px(16))
        for layout in (self._head, self._foot, self._under, self._middle):
            layout.setSpacing(px(8))
        self._side.setFixedWidth(px(300))
        name_button(self.back, tr("batch.back"))
        self.title.setText(tr("batch.title"))
        self.only.setText(tr("batch.only"))
        self.stop.setText(tr("preflight.stop"))
        self.view.setAccessibleName(tr("batch.rows_name"))
        self.view.verticalHeader().setDefaultSectionSize(px(32))
        self.view.setIconSize(QSize(px(16), px(16)))
        self.preview.retranslate(self.setup.chosen_languages or ("ar",))
        self._refresh()

    # what it is made of

    def begin(self, sheet: Path | None = None, language: str | None = None) -> None:
        """A new batch, with a sheet if one was dropped.  language: of the film that was open, if one was."""
        self.setup.begin(language or translator().language)
        if sheet is not None:
            self.open_sheet(sheet)
        self._refresh()

    def open_sheet(self, path: Path) -> None:
        """Reads a sheet in a thread."""

        def done(table: Table) -> None:
            self._folder_of_sheet = path.parent
            self.setup.folder.setText(str(self._out_folder() / path.stem))
            self.setup.set_table(table, path.name)

        bridge().run(
            lambda _job: read_table(path),
            done,
            failed=self.failed.emit,
            key="sheet",
            lane="files",
            owner=self,
        )

    def _out_folder(self) -> Path:
        chosen = self._preferences.value.exports_folder if self._preferences is not None else ""
        return Path(chosen or default_folder())

    @property
    def batch(self) -> Batch | None:
        """What is to be made; None while something is missing."""
        setup = self.setup
        if setup.template is None or setup.table is None:
            return None
        if not setup.chosen_sizes or not setup.chosen_languages:
            return None
        return Batch(
            setup.template,
            setup.table,
            setup.mapped,
            setup.chosen_sizes,
            setup.chosen_languages,
            self._folder_of_sheet,
            setup.pattern.text().strip(),
            self.setup.brand.value,
        )

    def _changed(self) -> None:
        """Another sheet, template, column or size: nothing is known of the rows any more."""
        self.checker.cancel()
        self.checked.clear()
        self.step = "check"
        self.rows.set_template(self.setup.template)
        if self.setup.table is not None and self.rows.table is not self.setup.table:
            self.rows.set_table(self.setup.table)
            self.view.setColumnWidth(0, px(72))
            for column in range(1, self.rows.columnCount()):
                self.view.setColumnWidth(column, px(180))
        else:
            for row in range(self.rows.rowCount()):
                self.rows.set_checked(row)
        self._working(False)
        self.retranslate()
        if self.rows.rowCount() and not self.view.currentIndex().isValid():
            self._select(0)
        self._soon.start()

    def _edit(self, row: int, column: int, text: str) -> None:
        """A cell was changed: its row is looked at again."""
        if self.setup.table is None:
            return
        table = self.setup.table.with_cell(row, column, text)
        self.setup.table = table
        self.rows.set_cell(table, row)
        self.checked.pop(row, None)
        batch = self.batch
        if batch is not None and self.step != "check" and not self.checker.busy:
            self.step = "approve"
            self.checker.check(batch, [row])
        self._soon.start()
        self._refresh()

    # the way to the films

    def advance(self) -> None:
        """Check, then approve, then export."""
        batch = self.batch
        if batch is None:
            return
        if self.step == "check":
            self.check()
        elif self.step == "approve":
            self.step = "export"
            announce(self, tr("batch.approved"))
        else:
            self._export(batch)
        self._refresh()

    def check(self) -> None:
        """Looks at every row that nobody has looked at yet."""
        batch = self.batch
        if batch is None:
            return
        try:
            check_pattern(batch)
        except StudioError as error:
            self.failed.emit(error)
            return
        rows = [row for row in range(len(batch.table.rows)) if row not in self.checked]
        self._working(True)
        self.checker.check(batch, rows)

    def _stop(self) -> None:
        self.checker.cancel()
        self._working(False)
        self._refresh()

    def _working(self, working: bool) -> None:
        self.progress.setVisible(working)
        self.stop.setVisible(working)

    def _row_checked(self, row: CheckedRow) -> None:
        self.checked[row.row] = row
        self.rows.set_checked(row)
        if row.row == self._current():
            self._tell_findings()

    def _advanced(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        if done % 25 == 0:
            self._refresh()

    def _all_checked(self) -> None:
        self._working(False)
        batch = self.batch
        if batch is None or len(self.checked) < len(batch.table.rows):
            if batch is not None and self.step != "check":
                self.check()  # a row was changed meanwhile
            self._refresh()
            return
        for row in named(batch, [self.checked[number] for number in sorted(self.checked)]):
            self.checked[row.row] = row
            self.rows.set_checked(row)
        if self.step == "check":
            self.step = "approve"
        self._refresh()
        self._tell_findings()
        announce(self, self.counts.text())

    def _export(self, batch: Batch) -> None:
        folder = Path(self.setup.folder.text())
        destination = self._preferences.value.destination if self._preferences is not None else ""
        known = bundled().ids("exports")
        profile = bundled().export(destination if destination in known else "archive")
        rows = [self.checked[row] for row in sorted(self.checked)]
        self.exports.start(rows, batch.template, folder, profile, self.setup.still_suffix)

    def _queued(self, waiting: int, kept: int) -> None:
        words = tr("batch.queued", count=waiting)
        self.said.emit(f"{words} {tr('batch.kept', count=kept)}" if kept else words, "", None)

    def _over(self, made: int, failed: int) -> None:
        inside = Path(self.setup.folder.text()) / "x"
        words = tr("batch.made", count=made)
        words = f"{words} {tr('batch.not_made', count=failed)}" if failed else words
        self.said.emit(words, tr("queue.open"), lambda: open_folder(inside))
        if self._preferences is not None and self._preferences.value.open_folder and made:
            open_folder(inside)

    # showing

    def _refresh(self) -> None:
        batch = self.batch
        blocked = sum(row.blocked for row in self.checked.values())
        found = sum(bool(row.findings) for row in self.checked.values())
        rows = self.rows.rowCount()
        self.counts.setText(tr("batch.counted", count=rows) if rows else "")
        if self.checked:
            self.counts.setText(f"{self.counts.text()}{tr('unit.joint')}{tr('batch.found', count=found)}")
        good = rows - blocked
        words = {"check": tr("batch.check"), "approve": tr("batch.approve", count=good)}
        self.go.setText(words.get(self.step) or tr("batch.export", count=good))
        self.go.setEnabled(batch is not None and not self.checker.busy and (self.step == "check" or good > 0))
        self.hint.setText(self.setup.hint(batch))
        begun = self.setup.table is not None
        self.hint.setVisible(begun and bool(self.hint.text()))
        self.view.setVisible(begun)
        self.only.setVisible(begun)
        self.empty.show_step(self.setup.template is not None, shown=not begun)

    def _current(self) -> int:
        index = self.filter.mapToSource(self.view.currentIndex())
        return index.row() if index.isValid() else -1

    def _select(self, row: int) -> None:
        index = self.filter.mapFromSource(self.rows.index(row, 1))
        self.view.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )

    def _choose(self) -> None:
        self._tell_findings()
        self._soon.start()

    def _tell_findings(self) -> None:
        row = self._current()
        self.preview.findings.setText("\n".join(self.rows.findings(row)) if row >= 0 else "")

    def _paint(self) -> None:
        batch, row = self.batch, self._current()
        if batch is not None and 0 <= row < len(batch.table.rows):
            self.checker.paint(batch, row, self.preview.language)

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(sheet_in(event) is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        sheet = sheet_in(event)
        if sheet is not None:
            event.acceptProposedAction()
            self.open_sheet(sheet)

    def leave(self) -> None:
        """Stops looking; exports go on in the queue."""
        self.checker.cancel()
        self._soon.stop()
        self._working(False)
