"""The figures of a chart: rows typed or pasted from a sheet; one of them may stand out."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.parts import Words, button, icon_button, name_button
from studio.gui.i18n import tr
from studio.gui.theme.theme import px
from studio.gui.widgets.number_field import NumberField
from studio.gui.widgets.number_text import read_typed_number
from studio.gui.workspace.stage import Stage
from studio.model.charts import Bar, BarChart
from studio.model.composition import Composition
from studio.services.edits.fields import set_field
from studio.services.edits.paths import LayerPath

MOST = 24


class _Row(QWidget):
    """A label, its figure, whether it stands out."""

    def __init__(self, bar: Bar, number: int) -> None:
        super().__init__()
        self.label = QLineEdit(bar.label)
        self.label.setAccessibleName(tr("insert.chart_label", number=number))
        self.value = NumberField(bar.value, minimum=0, maximum=1e15, decimals=3)
        self.value.setAccessibleName(tr("insert.chart_value", number=number))
        self.value.setMaximumWidth(px(120))
        self.accent = icon_button(lambda: None, "star", "tool")
        self.accent.setCheckable(True)
        self.accent.setChecked(bar.highlight)
        name_button(self.accent, tr("insert.chart_accent"))
        self.gone = icon_button(lambda: None, "trash", "tool")
        name_button(self.gone, tr("insert.chart_remove"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.accent)
        row.addWidget(self.label, 1)
        row.addWidget(self.value)
        row.addWidget(self.gone)

    def bar(self) -> Bar:
        return Bar(label=self.label.text(), value=self.value.value, highlight=self.accent.isChecked())


class ChartDialog(StudioDialog):
    """Edits the bars of a chart of the film, as one step."""

    def __init__(self, stage: Stage, path: LayerPath, chart: BarChart, parent: QWidget | None = None) -> None:
        super().__init__(520, parent)
        self._stage, self._path = stage, path
        self._told = Words("muted", wrap=True)
        self.rows: list[_Row] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(px(4))
        self.add_button = button(self.add, icon="plus")
        self.paste_button = button(self.paste, icon="clipboard-text")
        self.cancel_button = button(self.reject)
        self.done_button = button(self.done_with, "primary")
        self.body.addWidget(self._told)
        self.body.addLayout(self._column)
        under = QHBoxLayout()
        under.addWidget(self.add_button)
        under.addWidget(self.paste_button)
        under.addStretch(1)
        self.body.addLayout(under)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.done_button)
        self.show_bars(chart.bars)
        self.ready()
        self.rows[0].label.setFocus()
        self.rows[0].label.selectAll()

    def retranslate(self) -> None:
        self.set_title(tr("insert.chart_title"))
        self._told.setText(tr("insert.chart_told"))
        self.add_button.setText(tr("insert.chart_add"))
        self.paste_button.setText(tr("insert.chart_paste"))
        self.cancel_button.setText(tr("common.cancel"))
        self.done_button.setText(tr("insert.chart_done"))

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Rows for these bars, in place of those that are shown."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for bar in bars[:MOST]:
            self._append(bar)
        self._enable()

    def _append(self, bar: Bar) -> _Row:
        row = _Row(bar, len(self.rows) + 1)
        row.gone.clicked.connect(lambda: self._remove(row))
        row.accent.toggled.connect(lambda on: self._accent(row, on))
        row.label.installEventFilter(self)
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _accent(self, chosen: _Row, on: bool) -> None:
        """At most one stands out."""
        if on:
            for row in self.rows:
                if row is not chosen:
                    row.accent.setChecked(False)

    def add(self) -> None:
        """One more row, with the keyboard in it."""
        if len(self.rows) < MOST:
            row = self._append(Bar(label="", value=0))
            row.label.setFocus(Qt.FocusReason.OtherFocusReason)
            self._enable()

    def _remove(self, row: _Row) -> None:
        if len(self.rows) > 1:
            self.rows.remove(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
            self._enable()

    def _enable(self) -> None:
        self.add_button.setEnabled(len(self.rows) < MOST)
        for row in self.rows:
            row.gone.setEnabled(len(self.rows) > 1)

    def paste(self) -> None:
        """Rows from the clipboard, as a sheet copies them: label, tab, figure."""
        found = bars_in(QGuiApplication.clipboard().text())
        if found:
            self.show_bars(found)
        else:
            self._told.setText(tr("insert.chart_no_sheet"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = QGuiApplication.clipboard().text()
            if event.matches(QKeySequence.StandardKey.Paste) and "\t" in text and bars_in(text):
                self.paste()
                return True
        return super().eventFilter(watched, event)

    def done_with(self) -> None:
        """Puts the figures into the chart and closes."""
        path = self._path
        bars: list[dict[str, Any]] = [row.bar().model_dump() for row in self.rows]

        def change(composition: Composition) -> Composition:
            return set_field(composition, path, ("chart", "bars"), bars)

        self._stage.edit("step.chart", change)
        self.accept()


def bars_in(text: str) -> list[Bar]:
    """Bars out of lines of `label, tab, figure` (or the other way round); lines without a figure are left."""
    found: list[Bar] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        numbers = [(cell, _number(cell)) for cell in cells]
        number = next((value for _, value in numbers if value is not None and value >= 0), None)
        label = next((cell for cell, value in numbers if value is None), "")
        if number is not None and len(found) < MOST:
            found.append(Bar(label=label[:200], value=min(number, 1e15), highlight=not found))
    return found


def _number(cell: str) -> float | None:
    try:
        return read_typed_number(cell) if any(letter.isdigit() for letter in cell[:3]) else None
    except ValueError:
        return None
