"""The canvas with its tools and its bar: zoom, fit, safe areas, guides."""

from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from studio.base.geometry import Point
from studio.gui.actions import action_button, hub
from studio.gui.i18n import localized, on_language, tr
from studio.gui.media.bin import MEDIA_MIME
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.workspace.canvas.overlay_tool import OverlayTool
from studio.gui.workspace.canvas.select_tool import SelectTool
from studio.gui.workspace.canvas.text_tool import TextTool
from studio.gui.workspace.canvas.view import CanvasView
from studio.gui.workspace.stage import Stage
from studio.scene.placed import Placed
from studio.services.overlays import overlays_for


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
    """View, tools and bar.  `view` is what keys and mouse go to."""

    editing = Signal(bool)

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.view = _View(stage)
        self.view.setAcceptDrops(True)
        self.text = TextTool(self.view)
        self.view.text_tool = self.text
        self.select = SelectTool(self.view, self._enter)
        self.overlay = OverlayTool(self.view)
        self.view.tools = [self.overlay, self.select, self.text]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        self.bar = QFrame()
        set_look(self.bar, "panel")
        self.bar.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(px(8), px(2), px(8), px(2))
        row.setSpacing(px(4))
        self.zoom = QLabel()
        set_look(self.zoom, "small")
        self.zoom.setMinimumWidth(px(56))
        row.addWidget(self.zoom)
        row.addWidget(action_button("view.fit", self.bar, look="dense"))
        row.addStretch(1)
        self.app = QToolButton()
        set_look(self.app, "quiet")
        self.app.clicked.connect(self._next_overlay)
        row.addWidget(self.app)
        for id in ("view.guides", "view.safe"):
            row.addWidget(action_button(id, self.bar, look="dense"))
        column.addWidget(self.bar)
        self.view.zoomed.connect(self._show_zoom)
        bind = hub().bind
        bind("view.fit", self.view.fit, owner=self)
        bind("view.safe", self._toggle_safe, owner=self, checkable=True)
        bind("view.guides", self._toggle_guides, owner=self, checkable=True)
        hub().add_stage(self.view)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.bar.setAccessibleName(tr("canvas.bar"))
        self._show_zoom()
        self._show_app()

    def _enter(self, placed: Placed, at: Point) -> bool:
        return self.text.enter(placed, at)

    def _toggle_safe(self) -> None:
        action = hub().action("view.safe")
        self.overlay.safe = action is not None and action.isChecked()
        self._show_app()
        self.view.update()

    def _toggle_guides(self) -> None:
        action = hub().action("view.guides")
        self.overlay.guides = action is not None and action.isChecked()
        self.view.update()

    def _next_overlay(self) -> None:
        overlays = [one.id for one in overlays_for(self._stage.composition)]
        chosen = self.overlay.chosen()
        at = overlays.index(chosen.id) + 1 if chosen is not None else 0
        self.overlay.overlay = overlays[at % len(overlays)] if overlays else None
        self._show_app()
        self.view.update()

    def _show_app(self) -> None:
        chosen = self.overlay.chosen()
        self.app.setVisible(self.overlay.safe and chosen is not None)
        if chosen is not None:
            self.app.setText(localized(chosen.name))
            self.app.setToolTip(tr("canvas.overlay", name=localized(chosen.name)))

    def _show_zoom(self) -> None:
        share = tr("common.percent", share=round(self.view.zoom * 100))
        self.zoom.setText(share)
        self.zoom.setAccessibleName(tr("canvas.zoom", share=share))
