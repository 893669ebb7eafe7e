"""One of the bundled icons, chosen from a page of them."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from studio.gui.i18n import on_language, tr, translator
from studio.gui.search import rank
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.search_field import SearchField
from studio.render.convert import painter_path
from studio.scene.icons import STROKE, icon, icon_ids

_COLUMNS = 8


class _IconButton(QAbstractButton):
    """Draws a film's icon as the engine would, mirrored where it points."""

    def __init__(self, id: str, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id = id
        self._side = side
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(px(self._side), px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        lit = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(QColor(colors.text if lit else colors.border), 1))
        painter.setBrush(QColor(colors.chosen if self.isChecked() else colors.field))
        painter.drawRoundedRect(area, px(6), px(6))
        if self.id:
            size = min(area.width(), area.height()) * 0.6
            outline = icon(self.id).outline(size, right_to_left=translator().right_to_left)
            painter.translate(area.center().x() - size / 2, area.center().y() - size / 2)
            pen = QPen(QColor(colors.text), size * STROKE / 24)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(painter_path(outline))
        painter.end()


class IconChoice(_IconButton):
    """Shows the chosen icon; pressed, it opens the page of all, which can be searched in both languages."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", 40, parent)
        self.clicked.connect(self.open_page)
        self.setMaximumWidth(px(40))
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setToolTip(icon(self.id).names[translator().language] if self.id else tr("wizard.choose_icon"))
        self.update()

    def set_value(self, id: str) -> None:
        """Shows an icon that was chosen elsewhere."""
        self.id = id if id in icon_ids() else ""
        self.retranslate()

    def open_page(self) -> None:
        menu = QMenu(self)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        search = SearchField("wizard.find_icon")
        page = QWidget()
        page.setObjectName("scrolled")
        grid = QGridLayout(page)
        grid.setSpacing(px(4))
        buttons = []
        for id in icon_ids():
            button = _IconButton(id, 40)
            name = icon(id).names[translator().language]
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setObjectName(f"icon:{id}")
            button.clicked.connect(lambda _=False, id=id: self._choose(menu, id))
            buttons.append(button)

        def fill(query: str) -> None:
            shown = 0
            for button in buttons:
                grid.removeWidget(button)
                found = rank(query, button.id, *icon(button.id).names.values()) is not None
                button.setVisible(found)
                if found:
                    grid.addWidget(button, shown // _COLUMNS, shown % _COLUMNS)
                    shown += 1

        fill("")
        search.textChanged.connect(fill)
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFixedSize(px(400), px(280))
        column.addWidget(search)
        column.addWidget(scroll)
        action = QWidgetAction(menu)
        action.setDefaultWidget(box)
        menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        search.setFocus()

    def _choose(self, menu: QMenu, id: str) -> None:
        menu.close()
        self.set_value(id)
        self.chosen.emit(id)
