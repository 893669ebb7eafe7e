"""A part of a form that opens and closes by its heading."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px


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
        self.heading = QToolButton()
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_look(self.heading, "heading")
        self.body = QWidget()
        self.rows = QVBoxLayout(self.body)
        self.rows.setContentsMargins(0, 0, 0, px(8))
        self.rows.setSpacing(px(8))
        column.addWidget(self.heading)
        column.addWidget(self.body)
        self.heading.setChecked(is_open)
        self.heading.toggled.connect(self._toggled)
        on_language(self, self.retranslate)
        self._toggled(is_open)

    def retranslate(self) -> None:
        self.heading.setText(tr(self._key))
        self.heading.setAccessibleName(tr(self._key))

    def add(self, widget: QWidget) -> None:
        self.rows.addWidget(widget)

    @property
    def is_open(self) -> bool:
        return self.heading.isChecked()

    def set_open(self, is_open: bool) -> None:
        self.heading.setChecked(is_open)

    def _toggled(self, is_open: bool) -> None:
        set_icon(self.heading, "chevron-down" if is_open else "chevron-right", "muted", 16)
        self.body.setVisible(is_open)
        self.opened.emit(is_open)
