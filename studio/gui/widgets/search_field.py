"""Words to look for: a lens, a button that clears, Esc as well."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import set_icon


class SearchField(QLineEdit):
    """key: of the words that say what is searched; they stand in the empty field and are its name."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        lens = QAction(self)
        set_icon(lens, "search", "muted")
        self.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(self)
        set_icon(self._clear, "x", "muted")
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self.setCursorMoveStyle(Qt.CursorMoveStyle.VisualMoveStyle)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        words = tr(self._key)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self._clear.setText(tr("common.clear"))
        self._clear.setToolTip(tr("common.clear"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)
