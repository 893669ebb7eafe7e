"""The layers as a tree, the topmost in front: select, rename, hide, lock, reorder by dragging."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.gui.actions import hub
from studio.gui.i18n import on_language, tr, translator
from studio.gui.key_filter import is_foreign, us_key
from studio.gui.theme.icons import draw_icon, icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.label import Label
from studio.gui.workspace.layer_names import kind_icon, kind_name, layer_name
from studio.gui.workspace.stage import Stage
from studio.model.composition import Composition
from studio.model.layers import Clip, LayerBase, TrackLayer
from studio.services.editing import StepName
from studio.services.edits.layers import move_layer, rename, set_hidden, set_locked
from studio.services.edits.paths import LayerPath, Node, children_of, node_at

_PATH = Qt.ItemDataRole.UserRole
_NAME, _EYE, _LOCK = 0, 1, 2


def nodes_inside(node: Composition | Node) -> Sequence[Node]:
    """What a layer, clip or composition holds, bottom first; clips in their order."""
    if isinstance(node, TrackLayer):
        return [item for item in node.items if isinstance(item, Clip)]
    return children_of(node)


class LayersPanel(QWidget):
    """The panel "Layers"."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._quiet = False
        self._look: object = None
        self._facts: dict[LayerPath, list[object]] = {}
        self._rows: dict[LayerPath, QTreeWidgetItem] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        self._hint = Label()
        set_look(self._hint, "small")
        column.addWidget(self._hint)
        self.tree = _Tree(self)
        column.addWidget(self.tree, 1)
        self.tree.itemSelectionChanged.connect(self._chose)
        self.tree.itemChanged.connect(self._renamed)
        self.tree.marked.connect(self._marked)
        self.tree.dropped.connect(self._dropped)
        stage.edited.connect(self.refresh)
        stage.selected.connect(self._show_selection)
        theme().changed.connect(self.refresh)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self._hint.setText(tr("layers.hint"))
        self.tree.setAccessibleName(tr("layers.name"))
        self.refresh()

    def refresh(self) -> None:
        """The document's layers; what was open stays open, and what is shown already is left."""
        look = (theme().palette, theme().scale, translator().language)
        found = _facts(self._stage.composition, ())
        facts: dict[LayerPath, list[object]] = {path: [name, marks] for path, name, marks in found}
        before, self._facts = self._facts, facts
        if look == self._look and list(before) == list(facts):
            for path, fact in facts.items():
                if fact != before[path]:
                    self._describe(self._rows[path], node_at(self._stage.composition, path))
            return
        self._look = look
        opened = {path for path, item in self._items() if item.isExpanded()}
        first = self.tree.topLevelItemCount() == 0
        self._quiet = True
        place = self.tree.verticalScrollBar().value()
        self.tree.clear()
        self._rows.clear()
        self._fill(self.tree.invisibleRootItem(), self._stage.composition, ())
        for path, item in self._items():
            item.setExpanded(path in opened or (first and len(path) <= 1))
        self.tree.verticalScrollBar().setValue(place)
        self._quiet = False
        self._hint.setText(tr("layers.hint" if self.tree.topLevelItemCount() else "layers.empty"))
        self._show_selection()

    def item(self, path: LayerPath) -> QTreeWidgetItem | None:
        """The row of a layer."""
        return self._rows.get(path)

    def rename_current(self) -> None:
        """Begins to type a name for the selected layer."""
        path = self._stage.current
        item = None if path is None else self.item(path)
        if item is not None:
            self.tree.setFocus()
            self.tree.editItem(item, _NAME)

    def _fill(self, parent: QTreeWidgetItem, holder: Composition | Node, above: LayerPath) -> None:
        nodes = nodes_inside(holder)
        ordered = nodes if isinstance(holder, TrackLayer) else list(reversed(nodes))
        for node in ordered:
            path = (*above, node.id)
            item = QTreeWidgetItem(parent)
            item.setData(_NAME, _PATH, path)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)
            self._rows[path] = item
            self._describe(item, node)
            self._fill(item, node, path)

    def _describe(self, item: QTreeWidgetItem, node: Node) -> None:
        """Name, icon and marks of a row."""
        quiet, self._quiet = self._quiet, True
        name = layer_name(node)
        item.setText(_NAME, name)
        item.setToolTip(_NAME, f"{kind_name(node)}: {name}")
        item.setIcon(_NAME, icon(kind_icon(node), "muted"))
        item.setData(_NAME, Qt.ItemDataRole.AccessibleTextRole, f"{name}, {kind_name(node)}")
        if isinstance(node, LayerBase):
            self._mark(item, _EYE, on=node.hidden, icons=("eye-off", "eye"), keys=("show", "hide"))
            self._mark(item, _LOCK, on=node.locked, icons=("lock", "lock-open"), keys=("unlock", "lock"))
        self._quiet = quiet

    @staticmethod
    def _mark(
        item: QTreeWidgetItem, column: int, *, on: bool, icons: tuple[str, str], keys: tuple[str, str]
    ) -> None:
        item.setIcon(column, icon(icons[0] if on else icons[1], "warn" if on else "muted"))
        words = tr(f"layers.{keys[0] if on else keys[1]}")
        item.setToolTip(column, words)
        item.setData(column, Qt.ItemDataRole.AccessibleTextRole, words)

    def _items(self) -> Iterator[tuple[LayerPath, QTreeWidgetItem]]:
        waiting = _children(self.tree.invisibleRootItem())
        while waiting:
            item = waiting.pop(0)
            yield tuple(item.data(_NAME, _PATH)), item
            waiting += _children(item)

    def _show_selection(self) -> None:
        chosen = set(self._stage.selection)
        self._quiet = True
        current = None
        for path, item in self._items():
            item.setSelected(path in chosen)
            if path in chosen:
                current = item
        if current is not None:
            above = current.parent()
            while above is not None:
                above.setExpanded(True)
                above = above.parent()
            self.tree.scrollToItem(current)
        self._quiet = False

    def _chose(self) -> None:
        if not self._quiet:
            paths = [tuple(item.data(_NAME, _PATH)) for item in self.tree.selectedItems()]
            self._quiet = True
            self._stage.select(paths)
            self._quiet = False

    def _renamed(self, item: QTreeWidgetItem, column: int) -> None:
        if self._quiet or column != _NAME:
            return
        path, name = tuple(item.data(_NAME, _PATH)), item.text(_NAME).strip()
        # Afterwards: the rows are made anew, and the field in them is still closing.
        QTimer.singleShot(0, self, lambda: self._rename(path, name))

    def _rename(self, path: LayerPath, name: str) -> None:
        if self._stage.exists(path) and name != layer_name(node_at(self._stage.composition, path)):
            self._stage.edit(StepName("step.rename"), lambda composition: rename(composition, path, name))
        else:
            self._look = None
            self.refresh()

    def _marked(self, item: QTreeWidgetItem, column: int) -> None:
        path = tuple(item.data(_NAME, _PATH))
        node = node_at(self._stage.composition, path)
        if not isinstance(node, LayerBase):
            return
        if column == _EYE:
            hidden = not node.hidden
            self._stage.edit(
                StepName("step.hide"), lambda composition: set_hidden(composition, [path], hidden)
            )
        else:
            locked = not node.locked
            self._stage.edit(
                StepName("step.lock"), lambda composition: set_locked(composition, [path], locked)
            )

    def _dropped(self, path: LayerPath, parent: LayerPath, above: LayerPath | None) -> None:
        """Puts a layer into a holder, right above (in front of) another of its layers; None: at the back."""
        moved = [path]

        def change(composition: Composition) -> Composition:
            holder = node_at(composition, parent) if parent else composition
            inside = [layer.id for layer in children_of(holder) if (*parent, layer.id) != path]
            index = 0 if above is None else inside.index(above[-1]) + 1
            changed, moved[0] = move_layer(composition, path, parent, index)
            return changed

        if self._stage.edit(StepName("step.order"), change):
            self._stage.select(moved)


def _facts(holder: Composition | Node, above: LayerPath) -> Iterator[tuple[LayerPath, str, tuple[bool, ...]]]:
    """All that a row shows, of every layer."""
    for node in nodes_inside(holder):
        path = (*above, node.id)
        marks = (node.hidden, node.locked) if isinstance(node, LayerBase) else ()
        yield path, layer_name(node), marks
        yield from _facts(node, path)


class _Names(QStyledItemDelegate):
    """Names run as their own letters do: a Latin one that is cut keeps its dots behind it."""

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        return f"\u2068{super().displayText(value, locale)}"


class _Tree(QTreeWidget):
    """Rows that can be marked (eye, lock) and dragged."""

    marked = Signal(QTreeWidgetItem, int)
    dropped = Signal(tuple, tuple, object)
    menu_wanted = Signal(QPoint)
    """A menu of what is chosen is asked for, there on the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("layers")
        self.setColumnCount(3)
        self.setItemDelegateForColumn(_NAME, _Names(self))
        self.setHeaderHidden(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column in (_EYE, _LOCK):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        theme().changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        """Eye and lock stand whole in their columns, between the paddings of an item."""
        self.setIndentation(px(16))
        self.setIconSize(QSize(px(16), px(16)))
        self.header().setMinimumSectionSize(px(28))
        for column in (_EYE, _LOCK):
            self.header().resizeSection(column, px(36))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The press has chosen the row under the pointer; beside all rows there is nothing to ask about."""
        if self.selectedItems():
            self.menu_wanted.emit(event.globalPos())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Rows are marked in their whole width, and Qt paints them anew from their names on only."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A chevron beside what holds more: Qt's own arrow keeps its size at every scale."""
        if not self.model().hasChildren(index):
            return
        side = px(14)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = rect.left() + side // 2 if mirrored else rect.right() - side // 2
        box = QRectF(middle - side / 2, rect.center().y() - side / 2, side, side)
        draw_icon(
            painter, "chevron-down" if self.isExpanded(index) else "chevron-right", box, theme().palette.text
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        item, column = self.itemAt(at), self.columnAt(at.x())
        is_mark = item is not None and column in (_EYE, _LOCK) and not item.icon(column).isNull()
        if item is not None and is_mark and event.button() == Qt.MouseButton.LeftButton:
            self.marked.emit(item, column)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = us_key(event) if is_foreign(event) else event.text().upper()
        if key in ("H", "L") and not event.modifiers():
            item = self.currentItem()
            if item is not None:
                self.marked.emit(item, _EYE if key == "H" else _LOCK)
                return
        if event.key() == Qt.Key.Key_Delete:
            hub().trigger("edit.del")
            return
        super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        item = self.currentItem()
        target = self.itemAt(event.position().toPoint())
        where = self.dropIndicatorPosition()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if item is None or target is None or target is item:
            return
        path = tuple(item.data(_NAME, _PATH))
        onto = tuple(target.data(_NAME, _PATH))
        position = QAbstractItemView.DropIndicatorPosition
        if where == position.OnItem:
            self.dropped.emit(path, onto, self._front(target))
        elif where == position.AboveItem:
            self.dropped.emit(path, onto[:-1], onto)
        else:
            beside = target.parent() or self.invisibleRootItem()
            siblings = _children(beside)
            after = siblings[siblings.index(target) + 1 :]
            self.dropped.emit(path, onto[:-1], tuple(after[0].data(_NAME, _PATH)) if after else None)

    @staticmethod
    def _front(target: QTreeWidgetItem) -> LayerPath | None:
        inside = _children(target)
        return tuple(inside[0].data(_NAME, _PATH)) if inside else None


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(at) for at in range(item.childCount()))
    return [one for one in found if one is not None]
