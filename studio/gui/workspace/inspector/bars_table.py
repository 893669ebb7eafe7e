"""The bars of a chart as a grid: typed into, pasted from a spreadsheet, ordered by keys.

|   label   | value | ✓ |      Ctrl+V  the rows of a table      Alt+Up, Alt+Down  the row's place
| عمّان      |  ١٢   |   |      Ins     a new row                Ctrl+Del          takes rows out
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.base.errors import StudioError
from studio.gui.dialogs.error_words import said
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.icons import draw_icon, set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.label import Label
from studio.gui.widgets.number_text import write_number
from studio.gui.workspace.stage import Stage
from studio.model.charts import Bar, BarChart
from studio.services.editing import StepName
from studio.services.edits.chart_table import number_in, parse_table, with_row, with_row_moved, without_rows
from studio.services.edits.fields import field_value, set_field
from studio.services.edits.paths import LayerPath, in_composition

FIELD = ("chart", "bars")
_LABEL, _VALUE, _MARK = range(3)
_DECIMALS = 6


def has_bars(node: object) -> bool:
    """Whether a layer's chart is one of bars."""
    return isinstance(getattr(node, "chart", None), BarChart)


class BarsTable(QWidget):
    """The rows of one chart; each change is one step."""

    def __init__(self, stage: Stage, path: LayerPath) -> None:
        super().__init__()
        self._stage, self._path = stage, path
        self._quiet = False
        self.table = _Grid(self)
        self.table.itemChanged.connect(self._edited)
        self.error = Label()
        set_look(self.error, "error")
        self.error.setWordWrap(True)
        self.error.hide()
        self._buttons: list[tuple[QToolButton, str]] = []
        row = QHBoxLayout()
        row.setSpacing(px(4))
        for icon, key, act in (
            ("plus", "bars.add", self.add),
            ("trash", "bars.remove", self.remove),
            ("arrow-up", "bars.up", lambda: self.move_row(-1)),
            ("arrow-down", "bars.down", lambda: self.move_row(1)),
            ("clipboard", "bars.paste", self.paste),
        ):
            row.addWidget(self._button(icon, key, act))
        row.addStretch(1)
        self.label = Label()
        set_look(self.label, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.label)
        column.addWidget(self.table)
        column.addLayout(row)
        column.addWidget(self.error)
        self.setFocusProxy(self.table)
        on_language(self, self.retranslate)

    def _button(self, icon: str, key: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        set_look(button, "dense")
        set_icon(button, icon, size=16)
        button.clicked.connect(lambda: act())
        self._buttons.append((button, key))
        return button

    def retranslate(self) -> None:
        self.label.setText(tr("bars.name"))
        self.table.setAccessibleName(tr("bars.name"))
        self.table.setHorizontalHeaderLabels([tr("bars.label"), tr("bars.value"), tr("bars.mark")])
        for button, key in self._buttons:
            button.setAccessibleName(tr(key))
            button.setToolTip(tr(key))
        self.refresh()

    @property
    def bars(self) -> Sequence[Bar]:
        return tuple(field_value(self._stage.composition, self._path, FIELD))

    def refresh(self) -> None:
        """Shows the document's bars."""
        self._quiet = True
        bars = self.bars
        self.table.setRowCount(len(bars))
        for number, bar in enumerate(bars):
            texts = (bar.label, write_number(bar.value, _DECIMALS, translator().digits), "")
            for column, text in enumerate(texts):
                item = self.table.item(number, column)
                if item is None:
                    item = QTableWidgetItem()
                    self.table.setItem(number, column, item)
                item.setText(text)
                if column == _MARK:
                    flags = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled
                    item.setFlags(flags | Qt.ItemFlag.ItemIsSelectable)
                    item.setCheckState(Qt.CheckState.Checked if bar.highlight else Qt.CheckState.Unchecked)
                    item.setData(Qt.ItemDataRole.AccessibleTextRole, tr("bars.mark"))
        self.table.fit()
        self._quiet = False

    # changes

    def rows(self) -> list[int]:
        """The rows that are chosen, else that of the cursor."""
        chosen = sorted({index.row() for index in self.table.selectedIndexes()})
        return chosen or ([self.table.currentRow()] if self.table.currentRow() >= 0 else [])

    def add(self) -> None:
        """A new row below the chosen one, ready to be typed into."""
        at = self.rows()[-1] + 1 if self.rows() else len(self.bars)
        if self._do("step.bar-add", lambda bars: with_row(bars, at)):
            self.table.setCurrentCell(at, _LABEL)
            item = self.table.item(at, _LABEL)
            if item is not None:
                self.table.editItem(item)

    def remove(self) -> None:
        """Takes the chosen rows out."""
        rows = self.rows()
        if rows and self._do("step.bar-remove", lambda bars: without_rows(bars, rows)):
            self.table.setCurrentCell(min(rows[0], len(self.bars) - 1), _LABEL)

    def move_row(self, by: int) -> None:
        """The chosen row goes up (-1) or down (1)."""
        rows = self.rows()
        if not rows:
            return
        at, column = rows[0], max(0, self.table.currentColumn())
        if self._do("step.bar-move", lambda bars: with_row_moved(bars, at, by)):
            self.table.setCurrentCell(max(0, min(at + by, len(self.bars) - 1)), column)

    def paste(self) -> None:
        """The clipboard's table takes the place of all rows."""
        text = QGuiApplication.clipboard().text()
        self._do("step.bars-paste", lambda _: parse_table(text))

    def copy(self) -> None:
        """All rows, as a spreadsheet takes them."""
        rows = (f"{bar.label}\t{write_number(bar.value, _DECIMALS, 'latn')}" for bar in self.bars)
        QGuiApplication.clipboard().setText("\n".join(rows))

    def _edited(self, item: QTableWidgetItem) -> None:
        if self._quiet:
            return
        at, column, text = item.row(), item.column(), item.text()
        if column == _VALUE:
            value = number_in(text)
            if value is None:
                self._tell(tr("bars.no-number", text=text))
                self.refresh()
                return
            change: dict[str, object] = {"value": value}
        elif column == _LABEL:
            change = {"label": text}
        else:
            change = {"highlight": item.checkState() == Qt.CheckState.Checked}

        def edit(bars: Sequence[Bar]) -> Sequence[Bar]:
            data = {name: getattr(bars[at], name) for name in bars[at].model_fields_set} | change
            return (*bars[:at], data, *bars[at + 1 :])  # type: ignore[arg-type]

        self._do("step.bar", edit)

    def _do(self, key: str, change: Callable[[Sequence[Bar]], object]) -> bool:
        """One step; what is refused is told below the table, which stays as it was."""
        stage = self._stage
        try:
            bars = change(self.bars)
            project = in_composition(
                stage.document.project,
                stage.composition.id,
                lambda composition: set_field(composition, self._path, FIELD, bars),
            )
        except StudioError as error:
            self._tell(said(error))
            self.refresh()
            return False
        self._tell("")
        stage.document.do(StepName(key), project)
        self.refresh()
        return True

    def _tell(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))


class _Grid(QTableWidget):
    """Keys of the table come before those of the window."""

    def __init__(self, owner: BarsTable) -> None:
        super().__init__(0, 3, owner)
        self._owner = owner
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(_LABEL, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_VALUE, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(_MARK, QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(px(32))
        header.resizeSection(_VALUE, px(84))
        header.resizeSection(_MARK, px(64))
        self.verticalHeader().setDefaultSectionSize(px(30))
        self.setItemDelegate(_Cells(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(True)

    def fit(self) -> None:
        """As high as its rows."""
        rows = self.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(rows + max(px(32), self.horizontalHeader().sizeHint().height()) + px(4))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._own(event)
        if act is not None:
            act()
            event.accept()
            return
        super().keyPressEvent(event)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.state() != QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())

    def _own(self, event: QKeyEvent) -> Callable[[], object] | None:
        owner = self._owner
        if event.matches(QKeySequence.StandardKey.Paste):
            return owner.paste
        if event.matches(QKeySequence.StandardKey.Copy):
            return owner.copy
        if event.key() == Qt.Key.Key_Insert:
            return owner.add
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return lambda: owner.move_row(-1 if event.key() == Qt.Key.Key_Up else 1)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Delete and control:
            return owner.remove
        return None


class _Cells(QStyledItemDelegate):
    """Fields that know their name; a tick that is seen on any ground."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.column() != _MARK:
            super().paint(painter, option, index)
            return
        view, colors = self.parent(), theme().palette
        if not isinstance(view, _Grid):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRectF(view.visualRect(view.model().index(index.row(), index.column())))
        if view.selectionModel().isSelected(view.model().index(index.row(), index.column())):
            painter.fillRect(cell, QColor(colors.chosen))
        on = index.data(Qt.ItemDataRole.CheckStateRole) in (
            Qt.CheckState.Checked,
            Qt.CheckState.Checked.value,
        )
        box = QRectF(0, 0, px(18), px(18))
        box.moveCenter(cell.center())
        painter.setPen(QPen(QColor(colors.accent if on else colors.border), 1.5))
        painter.setBrush(QColor(colors.accent if on else colors.field))
        painter.drawRoundedRect(box, px(4), px(4))
        if on:
            draw_icon(painter, "check", box.adjusted(2, 2, -2, -2), colors.on_accent)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if index.column() != _MARK:
            return super().editorEvent(event, model, option, index)
        clicked = event.type() == QEvent.Type.MouseButtonRelease
        if not clicked and not (isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return False
        state = Qt.CheckState.Unchecked if _is_ticked(index) else Qt.CheckState.Checked
        return model.setData(model.index(index.row(), index.column()), state, Qt.ItemDataRole.CheckStateRole)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("dense", True)
        editor.setCursorMoveStyle(Qt.CursorMoveStyle.VisualMoveStyle)
        key = "bars.label" if index.column() == _LABEL else "bars.value"
        editor.setAccessibleName(tr(key))
        return editor


def _is_ticked(index: QModelIndex | QPersistentModelIndex) -> bool:
    # The binding gives the enumeration or its number.
    return index.data(Qt.ItemDataRole.CheckStateRole) in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
