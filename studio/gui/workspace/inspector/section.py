"""A part of a form that opens and closes by its heading."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme


class _Heading(QAbstractButton):
    """A chevron and a name, over the whole width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._open = True
        self.setFixedHeight(px(32))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_open(self, is_open: bool) -> None:
        self._open = is_open
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(160), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors, rtl = theme().palette, translator().right_to_left
        icon = QRectF(0, (self.height() - px(16)) / 2, px(16), px(16))
        words = QRectF(px(22), 0, self.width() - px(22), self.height())
        if rtl:
            icon.moveLeft(self.width() - px(16))
            words.moveLeft(0)
        lit = self.underMouse() or self.hasFocus()
        color = colors.text if lit else colors.muted
        draw_icon(painter, "chevron-down" if self._open else "chevron-right", icon, color)
        painter.setPen(QColor(colors.text))
        painter.setFont(theme().font("body", 600))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            words, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.end()


class Section(QWidget):
    """Heading and rows."""

    opened = Signal(bool)

    def __init__(self, key: str, *, is_open: bool = True, parent: QWidget | None = None) -> None:
        """key: of the heading's words."""
        super().__init__(parent)
        self._key = key
        self.setObjectName(f"section:{key}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self.heading = _Heading(self)
        self.body = QWidget(self)
        self.rows = QVBoxLayout(self.body)
        self.rows.setContentsMargins(0, 0, 0, px(8))
        self.rows.setSpacing(px(8))
        column.addWidget(self.heading)
        column.addWidget(self.body)
        self._is_open = is_open
        self.heading.clicked.connect(lambda: self.set_open(not self._is_open))
        on_language(self, self.retranslate)
        self.set_open(is_open)

    def retranslate(self) -> None:
        self.heading.setText(tr(self._key))
        self.heading.setAccessibleName(tr(self._key))

    def add(self, widget: QWidget) -> None:
        self.rows.addWidget(widget)

    @property
    def is_open(self) -> bool:
        return self._is_open

    def set_open(self, is_open: bool) -> None:
        self._is_open = is_open
        self.heading.show_open(is_open)
        self.heading.setAccessibleDescription(tr("group.opened" if is_open else "group.closed"))
        self.body.setVisible(is_open)
        self.opened.emit(is_open)
