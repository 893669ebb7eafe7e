"""A colour by its role in the brand; a free one is possible, and is told as off brand."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QColorDialog,
    QGridLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.brand_lock import brand_lock
from studio.gui.widgets.label import Label
from studio.model.brand import Palette
from studio.model.document import ROLES

_COLUMNS = 4


class Swatch(QAbstractButton):
    """One colour to press; the chosen one has a tick."""

    def __init__(self, color: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.color = color
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(px(36), px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(QColor(theme().palette.text if lit else theme().palette.border), 2 if lit else 1))
        painter.setBrush(QColor(self.color))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), px(6), px(6))
        if self.isChecked():
            box = QRectF(0, 0, px(18), px(18))
            box.moveCenter(QRectF(self.rect()).center())
            draw_icon(
                painter, "check", box, "#000000" if QColor(self.color).lightnessF() > 0.55 else "#FFFFFF"
            )
        painter.end()


class ColorButton(QAbstractButton):
    """value: a role (`accent`), `#RRGGBB`, or `none` where that is allowed."""

    chosen = Signal(str)

    def __init__(
        self,
        palette: Palette,
        value: str = "accent",
        roles: Sequence[str] = ROLES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._palette, self._value, self._roles = palette, value, tuple(roles)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.open_menu)
        on_language(self, self.retranslate)

    @property
    def value(self) -> str:
        return self._value

    def set_value(self, value: str, palette: Palette | None = None) -> None:
        """Shows a colour that was changed elsewhere."""
        self._value, self._palette = value, palette or self._palette
        self.retranslate()
        self.update()

    def color_of(self, value: str) -> QColor:
        """What is painted for a value, its opacity (`ink@60`) left out."""
        name = value.partition("@")[0]
        if name == "none":
            return QColor(Qt.GlobalColor.transparent)
        return QColor(name[:7] if name.startswith("#") else self._palette.role(name))

    def name_of(self, value: str) -> str:
        """What people call a value: the role's name, or that it is off brand."""
        name = value.partition("@")[0]
        if name == "none":
            return tr("color.none")
        if name.startswith("#"):
            return tr("color.free", value=name.upper())
        return tr(f"color.{name}")

    def retranslate(self) -> None:
        self.setText(self.name_of(self._value))
        self.setAccessibleName(tr("color.name", value=self.name_of(self._value)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(max(px(160), words + px(32) + px(20)), px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(32))

    def open_menu(self) -> None:
        """The swatches of the brand, and a free colour."""
        menu = QMenu(self)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        title = Label(tr("color.brand"))
        set_look(title, "small")
        column.addWidget(title)
        grid = QGridLayout()
        grid.setSpacing(px(4))
        column.addLayout(grid)
        for index, role in enumerate(self._roles):
            swatch = Swatch(self.color_of(role).name(), self.name_of(role))
            swatch.setObjectName(f"swatch:{role}")
            swatch.setChecked(role == self._value)
            swatch.clicked.connect(lambda _=False, role=role: self._choose(menu, role))
            grid.addWidget(swatch, index // _COLUMNS, index % _COLUMNS)
        if brand_lock().locked:
            told = Label(tr("color.locked"))
            set_look(told, "small")
            column.addWidget(told)
        else:
            free = QPushButton(tr("color.other"))
            free.clicked.connect(lambda: self._choose_free(menu))
            column.addWidget(free)
        action = QWidgetAction(menu)
        action.setDefaultWidget(box)
        menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self, menu: QMenu, value: str) -> None:
        menu.close()
        self.set_value(value)
        self.chosen.emit(value)

    def _choose_free(self, menu: QMenu) -> None:
        menu.close()
        dialog = QColorDialog(self.color_of(self._value), self)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.colorSelected.connect(lambda color: self._choose(menu, color.name().upper()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(colors.text if self.underMouse() else colors.border), 1))
        painter.setBrush(QColor(colors.field))
        painter.drawRoundedRect(area, px(6), px(6))
        side = area.height() - px(10)
        x = area.right() - side - px(5) if self.isRightToLeft() else area.left() + px(5)
        painter.setBrush(self.color_of(self._value))
        painter.drawRoundedRect(QRectF(x, area.top() + px(5), side, side), px(4), px(4))
        painter.setPen(QColor(colors.text))
        gap = side + px(14)
        words = area.adjusted(px(8), 0, -gap, 0) if self.isRightToLeft() else area.adjusted(gap, 0, -px(8), 0)
        side_of = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = side_of | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, flags, shown)
        painter.end()
