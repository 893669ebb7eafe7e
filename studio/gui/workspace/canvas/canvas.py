"""The canvas with its tools and its bars: finding above the frame, what is shown of it below."""

from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from studio.base.geometry import Point
from studio.gui.actions import hub
from studio.gui.i18n import tr
from studio.gui.media.bin import MEDIA_MIME
from studio.gui.workspace.canvas.bar import CanvasBar
from studio.gui.workspace.canvas.found_tool import FoundTool
from studio.gui.workspace.canvas.guide_tool import GuideTool
from studio.gui.workspace.canvas.overlay_tool import OverlayTool
from studio.gui.workspace.canvas.select_tool import SelectTool
from studio.gui.workspace.canvas.text_tool import TextTool
from studio.gui.workspace.canvas.view import CanvasView
from studio.gui.workspace.find_bar import FindBar
from studio.gui.workspace.stage import Stage
from studio.scene.placed import Placed
from studio.services.edits.paths import LayerPath


class _View(CanvasView):
    """Answers input methods from the text tool."""

    text_tool: TextTool | None = None
    dropped_media = Signal(str)
    """Media of the project, from the bin."""
    dropped_files = Signal(list)
    """Files of the system, as paths."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasFormat(MEDIA_MIME) or any(url.isLocalFile() for url in data.urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        if data.hasFormat(MEDIA_MIME):
            for media in bytes(data.data(MEDIA_MIME).data()).decode("utf-8").split():
                self.dropped_media.emit(media)
        else:
            files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
            self.dropped_files.emit(files)
        event.acceptProposedAction()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        tool = self.text_tool
        if tool is None or not tool.active:
            return super().inputMethodQuery(query)
        edit = tool.edit
        match query:
            case Qt.InputMethodQuery.ImEnabled:
                return True
            case Qt.InputMethodQuery.ImCursorRectangle:
                return QRect(tool.cursor_rectangle())
            case Qt.InputMethodQuery.ImSurroundingText:
                return edit.text
            case Qt.InputMethodQuery.ImCursorPosition:
                return edit.caret
            case Qt.InputMethodQuery.ImAnchorPosition:
                return edit.anchor
            case Qt.InputMethodQuery.ImCurrentSelection:
                return edit.selected
            case _:
                return super().inputMethodQuery(query)


class Canvas(QFrame):
    """View, tools and bars.  `view` is what keys and mouse go to."""

    editing = Signal(bool)

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.view = _View(stage)
        self.view.setAcceptDrops(True)
        self.text = TextTool(self.view)
        self.view.text_tool = self.text
        stage.text_added.connect(self._write)
        self.select = SelectTool(self.view, self._enter)
        self.overlay = OverlayTool(self.view)
        self.guides = GuideTool(self.view)
        self.select.snaps_to_guides = lambda: self.guides.shown
        self.found = FoundTool(self.view)
        self.view.tools = [self.overlay, self.select, self.found, self.guides, self.text]
        self.find_bar = FindBar(stage)
        self.find_bar.shown.connect(self.found.show)
        self.find_bar.closed.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.bar = CanvasBar(stage, self.view, self.overlay)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.view, 1)
        column.addWidget(self.bar)
        bind = hub().bind
        bind("view.fit", self.view.fit, owner=self)
        bind("view.safe", self._toggle_safe, owner=self, checkable=True)
        bind("view.guides", self._toggle_guides, owner=self, checkable=True)
        bind("edit.find", self._find, owner=self)
        bind("edit.replace", lambda: self._find(replacing=True), owner=self)
        hub().add_stage(self.view)

    def fill_menu(self, menu: QMenu) -> None:
        """What can be done with what is on the canvas, beside the actions of the table."""
        self.bar.direction.fill(menu)
        if not self.guides.shown:
            return
        lines = menu.addMenu(tr("guides.menu"))
        lines.addAction(tr("guides.vertical"), lambda: self.guides.add(vertical=True))
        lines.addAction(tr("guides.horizontal"), lambda: self.guides.add(vertical=False))
        clear = lines.addAction(tr("guides.clear"), self.guides.clear)
        clear.setEnabled(bool(self.guides.lines))

    def _enter(self, placed: Placed, at: Point) -> bool:
        return self.text.enter(placed, at)

    def _write(self, path: LayerPath) -> None:
        """Has people type the words of a new text."""
        if self.view.is_playing():
            hub().trigger("play.toggle")  # nobody types on frames that go on
        self.text.write(path)

    def _find(self, *, replacing: bool = False) -> None:
        """The bar, with the words that are marked now."""
        words = self.text.edit.selected if self.text.active else ""
        focus = QApplication.focusWidget()
        if not words and isinstance(focus, QLineEdit):
            words = focus.selectedText()
        elif not words and isinstance(focus, QPlainTextEdit):
            words = focus.textCursor().selectedText()
        self.find_bar.open(words, replacing=replacing)

    def _toggle_safe(self) -> None:
        action = hub().action("view.safe")
        self.overlay.safe = action is not None and action.isChecked()
        self.bar.show_app()
        self.view.update()

    def _toggle_guides(self) -> None:
        action = hub().action("view.guides")
        self.guides.shown = action is not None and action.isChecked()
        self.overlay.guides = self.guides.shown
        self.view.update()
