"""Ctrl+K: every command that can be used now, found by its Arabic or English name."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.gui.action_table import MENUS, Action
from studio.gui.actions import ActionHub
from studio.gui.i18n import LANGUAGES, tr, translator
from studio.gui.search import rank
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.label import Label
from studio.gui.widgets.search_field import SearchField

_Index = QModelIndex | QPersistentModelIndex
_BESIDE = Qt.ItemDataRole.UserRole + 1
"""Icon, name of the menu, and keys of a command."""


def answers(query: str, actions: list[Action]) -> list[Action]:
    """The actions that a query finds, the best first; names of both languages and the menus' count."""
    found = []
    for index, action in enumerate(actions):
        menu = MENUS[action.menu]
        place = rank(query, action.english, action.arabic)
        if place is None and rank(query, *menu.values(), action.id) is not None:
            place = 4
        if place is not None:
            found.append((place, index, action))
    return [action for _, _, action in sorted(found, key=lambda one: one[:2])]


class Place(Struct, frozen=True):
    """Somewhere to go in the open film.  beside: its time."""

    name: str
    beside: str
    go: Callable[[], object]


class _Row(QStyledItemDelegate):
    """A command: icon and name at the start, its menu after them, its keys at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(px(320), px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colors, rtl = theme().palette, translator().right_to_left
        area = QRectF(option.rect).adjusted(px(4), 1, -px(4), -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.chosen))
            painter.drawRoundedRect(area, px(6), px(6))
        icon, menu, keys = index.data(_BESIDE)
        side = px(20)
        place = QRectF(0, area.center().y() - side / 2, side, side)
        place.moveLeft(area.right() - side - px(8) if rtl else area.left() + px(8))
        if icon:
            draw_icon(painter, icon, place, colors.text)
        gap = side + px(20)
        line = area.adjusted(px(12), 0, -gap, 0) if rtl else area.adjusted(gap, 0, -px(12), 0)
        middle = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        start, end = (end, start) if rtl else (start, end)
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.setFont(theme().font("body", 500))
        painter.setPen(QColor(colors.text))
        painter.drawText(line, start | middle, name)
        used = QFontMetricsF(painter.font()).horizontalAdvance(name) + px(12)
        painter.setFont(theme().font("small"))
        painter.setPen(QColor(colors.text if chosen else colors.muted))
        beside = line.adjusted(0, 0, -used, 0) if rtl else line.adjusted(used, 0, 0, 0)
        painter.drawText(beside, start | middle, menu)
        painter.drawText(line, end | middle, f"\u2066{keys}\u2069")
        painter.restore()


class CommandPalette(QDialog):
    """Typing narrows, arrows choose, Enter acts, Esc goes back."""

    def __init__(self, hub: ActionHub, parent: QWidget | None = None, places: Sequence[Place] = ()) -> None:
        """places: after the commands, found by their names or by what they are called."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hub, self._places = hub, tuple(places)
        self.setAccessibleName(tr("palette.title"))
        self.search = SearchField("palette.search")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("palette.title"))
        self.list.setItemDelegate(_Row(self.list))
        self._nothing = Label(tr("palette.nothing"))
        set_look(self._nothing, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(12), px(12), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing)
        self.search.textChanged.connect(self._show)
        self.search.installEventFilter(self)
        self.list.itemActivated.connect(self._carry_out)
        self.list.itemClicked.connect(self._carry_out)
        self.resize(px(520), px(420))
        self._show("")

    def open_over(self, window: QWidget) -> None:
        """In the upper middle of a window, with the keyboard in the search."""
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + px(72))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _usable(self) -> list[Action]:
        return [one for one in self._hub.bound() if (qt := self._hub.action(one.id)) and qt.isEnabled()]

    def _show(self, query: str) -> None:
        self.list.clear()
        language = translator().language
        for action in answers(query, self._usable()):
            keys = self._hub.shown_keys(action.id)
            menu = MENUS[action.menu][language]
            item = QListWidgetItem(action.name(language))
            item.setData(Qt.ItemDataRole.UserRole, action.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{action.name(language)}, {menu}, {keys}")
            item.setData(_BESIDE, (action.icon, menu, keys))
            self.list.addItem(item)
        kind = [translator().words("palette.marker", language=one) for one in LANGUAGES]
        for index, place in enumerate(self._places):
            if rank(query, place.name, *kind) is not None:
                item = QListWidgetItem(place.name)
                item.setData(Qt.ItemDataRole.UserRole, index)
                told = f"{tr('palette.marker')}, {place.name}, {place.beside}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
                item.setData(_BESIDE, ("flag", tr("palette.marker"), place.beside))
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._nothing.setVisible(self.list.count() == 0)

    def _carry_out(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            found = item.data(Qt.ItemDataRole.UserRole)
            self.close()
            if isinstance(found, int):
                self._places[found].go()
            else:
                self._hub.trigger(str(found))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            row, last = self.list.currentRow(), self.list.count() - 1
            match event.key():
                case Qt.Key.Key_Down:
                    self.list.setCurrentRow(min(row + 1, last))
                case Qt.Key.Key_Up:
                    self.list.setCurrentRow(max(row - 1, 0))
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._carry_out(self.list.currentItem())
                case _:
                    return False
            return True
        return False
