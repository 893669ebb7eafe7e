"""The workspace of an open project: top bar, rail, panel, inspector, canvas, transport, timeline, status.

    tall film                                   wide film
    |top                                  |     |top                                  |
    |r|panel |inspector |                 |     |r|panel|   canvas      |  inspector  |
    |-------------------|  canvas         |     |-----------------------------------|
    |timeline           |  transport      |     |  transport, timeline, full width    |

Narrow windows put panel and inspector behind tabs; low ones keep the timeline as a strip.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.gui.actions import hub
from studio.gui.document import Document
from studio.gui.i18n import on_language, tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.workspace.canvas.canvas import Canvas
from studio.gui.workspace.commands import Commands
from studio.gui.workspace.exporting import Exporting
from studio.gui.workspace.inspector.panel import Inspector
from studio.gui.workspace.panels.layers import LayersPanel
from studio.gui.workspace.panels.presets import PresetsPanel
from studio.gui.workspace.playback import Player
from studio.gui.workspace.rail import Rail
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.status import StatusBar
from studio.gui.workspace.time_commands import TimeCommands
from studio.gui.workspace.timeline.timeline import Timeline
from studio.gui.workspace.top_bar import TopBar
from studio.gui.workspace.transport import Transport

NARROW, LOW = 1100, 600
"""Logical px under which panel and inspector share their place, and the timeline is one strip."""

_PANELS = [("layers", "stack-2"), ("presets", "wave-sine"), ("media", "photo")]


class Workspace(QWidget):
    """Everything around one document.  The window puts it on a page and calls `close_project` at the end."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.stage = Stage(document, self)
        self.player = Player(self.stage, self)
        self.commands = Commands(self.stage, self)
        self.times = TimeCommands(self.stage, self.player, self)
        self.canvas = Canvas(self.stage)
        self.transport = Transport(self.stage, self.player)
        self.inspector = Inspector(self.stage)
        self.layers = LayersPanel(self.stage)
        self.presets = PresetsPanel(self.stage)
        self.timeline = Timeline(self.stage, self.player)
        self.media = self._media_bin(document)
        self.rail = Rail(_PANELS)
        self.panel = QStackedWidget()
        self.panel.setMinimumWidth(px(200))
        for widget in (self.layers, self.presets, self.media):
            self.panel.addWidget(widget)
        self._panel_frame = QFrame()
        set_look(self._panel_frame, "panel")
        inside = QVBoxLayout(self._panel_frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.panel)
        self.top = TopBar(self.stage)
        self.top.home.clicked.connect(lambda: hub().trigger("file.close"))
        self.exporting = Exporting(self.stage, self, self.top.queue)
        self.status = StatusBar(self.stage, self.canvas)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._body: QWidget | None = None
        self._arranged: tuple[bool, bool] | None = None
        self._panel_id: str | None = "layers"
        self._column.addWidget(self.top)
        self._column.addWidget(self.status)
        self.rail.chosen.connect(self._choose_panel)
        self.canvas.view.menu_wanted.connect(self._context_menu)
        hub().bind("view.bare", self._toggle_bare, owner=self, checkable=True)
        hub().bind("edit.rename", self._rename, owner=self)
        self.stage.edited.connect(self._shape_changed)
        on_language(self, self.retranslate)
        self.show_panel("layers")
        self._arrange()
        self.canvas.view.shown.connect(self.player.note_shown)
        self.canvas.view.ask()

    def retranslate(self) -> None:
        self._panel_frame.setAccessibleName(tr("workspace.panel"))

    def close_project(self) -> None:
        """Stops playing and what is still being painted."""
        self.player.close()
        self.canvas.text.leave()
        hub().release(self)
        for owner in (self.commands, self.times, self.canvas, self.timeline, self.exporting):
            hub().release(owner)

    def _media_bin(self, document: Document) -> QWidget:
        from studio.gui.media.bin import MediaBin

        return MediaBin(document)

    # panels

    def show_panel(self, id: str | None) -> None:
        """Opens a panel by its id; None closes it."""
        self._panel_id = id
        self.rail.show_chosen(id)
        self._panel_frame.setVisible(id is not None)
        if id is not None:
            names = [name for name, _ in _PANELS]
            self.panel.setCurrentIndex(names.index(id))
            self.presets.set_active(id == "presets")

    def _choose_panel(self, id: str) -> None:
        self.show_panel(None if id == self._panel_id else id)

    def _toggle_bare(self) -> None:
        action = hub().action("view.bare")
        bare = action is not None and action.isChecked()
        for widget in (self.rail, self._panel_frame, self.inspector, self.timeline):
            widget.setVisible(not bare)
        if not bare:
            self.show_panel(self._panel_id)

    def _rename(self) -> None:
        self.show_panel("layers")
        self.layers.rename_current()

    def _context_menu(self, at: object) -> None:
        menu = QMenu(self)
        for id in (
            "edit.cut", "edit.copy", "edit.paste", "edit.dup", "edit.del", "",
            "layer.up", "layer.down", "layer.hide", "layer.lock", "layer.group", "layer.ungroup",
        ):  # fmt: skip
            action = hub().action(id) if id else None
            if action is not None:
                menu.addAction(action)
            elif not id:
                menu.addSeparator()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)  # type: ignore[arg-type]

    # arrangement

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _is_tall(self) -> bool:
        size = self.stage.composition.size
        return size.height > size.width * 1.1

    def _shape_changed(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < px(NARROW)
        self.timeline.set_strip(self.height() < px(LOW))
        wanted = (self._is_tall(), narrow)
        if wanted == self._arranged:
            return
        self._arranged = wanted
        old = self._body
        side: QWidget = self._side(narrow=narrow)
        body = self._tall(side) if wanted[0] else self._wide(side, narrow=narrow)
        self._body = body
        self._column.insertWidget(1, body, 1)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _side(self, *, narrow: bool) -> QWidget:
        """Panel and inspector: beside each other, or one below the other where there is no room."""
        side = QSplitter(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        side.setChildrenCollapsible(False)
        return side

    def _tall(self, side: QWidget) -> QWidget:
        assert isinstance(side, QSplitter)
        side.addWidget(self._panel_frame)
        side.addWidget(self.inspector)
        side.setStretchFactor(1, 1)
        side.setSizes([px(300), px(480)])
        left = QSplitter(Qt.Orientation.Vertical)
        left.setChildrenCollapsible(False)
        left.addWidget(self._with_rail(side))
        left.addWidget(self.timeline)
        left.setStretchFactor(0, 1)
        left.setSizes([px(440), px(200)])
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setChildrenCollapsible(False)
        body.addWidget(left)
        body.addWidget(self._canvas_column())
        body.setStretchFactor(0, 3)
        body.setStretchFactor(1, 2)
        body.setSizes([px(880), px(480)])
        return body

    def _wide(self, side: QWidget, *, narrow: bool) -> QWidget:
        top = QSplitter(Qt.Orientation.Horizontal)
        top.setChildrenCollapsible(False)
        if narrow:
            assert isinstance(side, QSplitter)
            side.addWidget(self._panel_frame)
            side.addWidget(self.inspector)
            top.addWidget(side)
            top.addWidget(self._canvas_column())
            top.setSizes([px(280), px(700)])
            top.setStretchFactor(1, 1)
        else:
            side.deleteLater()
            top.addWidget(self._panel_frame)
            top.addWidget(self._canvas_column())
            top.addWidget(self.inspector)
            top.setSizes([px(240), px(800), px(320)])
            top.setStretchFactor(1, 1)
        body = QSplitter(Qt.Orientation.Vertical)
        body.setChildrenCollapsible(False)
        body.addWidget(self._with_rail(top))
        body.addWidget(self.timeline)
        body.setStretchFactor(0, 1)
        body.setSizes([px(460), px(200)])
        return body

    def _with_rail(self, widget: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(widget, 1)
        return holder

    def _canvas_column(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.transport)
        return holder
