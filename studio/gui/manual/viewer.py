"""The manual in a window of its own: sections at the reading side, the page beside them; works offline."""

from PySide6.QtCore import QByteArray, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from studio.gui.i18n import on_language, tr, translator
from studio.gui.manual.pages import manual_in
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.search_field import SearchField

_MARGIN = 32
_WIDTH, _HEIGHT = 880, 640
_OBJECT = "\ufffc"
"""What stands in a text for a picture."""


class _Page(QTextBrowser):
    """Shows pictures no wider than itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._go)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Pictures of the manual alone: no other file, nothing from the network."""
        folder = manual_in(translator().language).folder
        url = QUrl(name)
        file = (folder / url.path()).resolve()
        if not url.isRelative() or not file.is_relative_to(folder.resolve()) or not file.is_file():
            return QByteArray()
        image = QImage(str(file))
        wide = max(200, self.viewport().width() - 2 * px(_MARGIN) - px(8))
        if image.width() > wide:
            image = image.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        return image

    def _go(self, url: QUrl) -> None:
        if url.scheme() == "https":
            QDesktopServices.openUrl(url)


class ManualViewer(QDialog):
    """Stands beside the window: what it explains can be done while it is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)
        self.sections = QListWidget()
        self.sections.setWordWrap(True)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = _Page()
        self.search = SearchField("manual.search")
        self.search.returnPressed.connect(self.find_next)
        self._side = QVBoxLayout()
        self._side.addWidget(self.search)
        self._side.addWidget(self.sections, 1)
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._side)
        self._row.addWidget(self.page, 1)
        self.sections.currentRowChanged.connect(self._go_to)
        self.sections.itemActivated.connect(lambda _item: self.page.setFocus())
        theme().changed.connect(self.retranslate)
        self.resize(px(_WIDTH), px(_HEIGHT))
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        """The page in the window's language, where one was."""
        row = max(0, self.sections.currentRow())
        manual = manual_in(translator().language)
        self.setWindowTitle(tr("manual.title"))
        self.page.setAccessibleName(tr("manual.title"))
        self.sections.setAccessibleName(tr("manual.sections"))
        self._row.setContentsMargins(px(16), px(16), px(16), px(16))
        self._row.setSpacing(px(16))
        self._side.setSpacing(px(8))
        for widget in (self.search, self.sections):
            widget.setFixedWidth(px(220))
        self._write()
        self.sections.blockSignals(True)
        self.sections.clear()
        self.sections.addItems(list(manual.headings))
        self.sections.setCurrentRow(row)
        self.sections.blockSignals(False)
        self._go_to(row)

    def _write(self) -> None:
        document = self.page.document()
        option = QTextOption(document.defaultTextOption())
        option.setTextDirection(translator().direction)
        document.setDefaultTextOption(option)
        document.setDocumentMargin(px(_MARGIN))
        self.page.setMarkdown(manual_in(translator().language).text)
        document.setDefaultTextOption(option)
        block = document.begin()
        while block.isValid():
            airy = QTextBlockFormat()
            airy.setBottomMargin(px(8))
            if _OBJECT not in block.text():  # under a picture a quarter of its height would stay empty
                airy.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            QTextCursor(block).mergeBlockFormat(airy)
            block = block.next()

    def show_topic(self, topic: str) -> None:
        """Opens at a section, one of `pages.TOPICS`."""
        row = manual_in(translator().language).section(topic)
        self.sections.setCurrentRow(row)
        self._go_to(row)
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.setFocus()
        QTimer.singleShot(0, self, lambda: self._go_to(self.sections.currentRow()))  # once it is laid out

    def _go_to(self, row: int) -> None:
        """Scrolls to a section's heading."""
        block, seen = self.page.document().begin(), -1
        while block.isValid():
            if block.blockFormat().headingLevel() == 2:
                seen += 1
                if seen == row:
                    layout = self.page.document().documentLayout()
                    top = layout.blockBoundingRect(block).top()
                    self.page.verticalScrollBar().setValue(0 if row == 0 else round(top) - px(8))
                    return
            block = block.next()

    def find_next(self) -> bool:
        """The next place of the words searched for, after the last the first again; whether there is one."""
        words = self.search.text().strip()
        if not words:
            return False
        if self.page.find(words):
            return True
        cursor = self.page.textCursor()
        cursor.setPosition(0)
        self.page.setTextCursor(cursor)
        return self.page.find(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            place = self.page.verticalScrollBar().value()
            self._write()  # pictures as wide as the page now is
            self.page.verticalScrollBar().setValue(place)
