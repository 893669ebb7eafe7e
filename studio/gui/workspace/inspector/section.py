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
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_look(self.heading, "quiet")
        self.body = QWidget()
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
        set_icon(self.heading, "chevron-down" if is_open else "chevron-right", "muted", 16)
        self.heading.setAccessibleDescription(tr("group.opened" if is_open else "group.closed"))
        self.body.setVisible(is_open)
        self.opened.emit(is_open)
