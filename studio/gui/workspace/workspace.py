"""The workspace of an open project: top bar, rail, panel, inspector, canvas, transport, timeline, status.

    tall film                                   wide film
    |top                                  |     |top                                  |
    |r|panel |inspector |                 |     |r|panel|   canvas      |  inspector  |
    |-------------------|  canvas         |     |-----------------------------------|
    |timeline           |  transport      |     |  transport, timeline, full width    |

Narrow windows put panel and inspector behind tabs; low ones keep the timeline as a strip.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from studio.gui.actions import hub
from studio.gui.brand.panel import BrandPanel
from studio.gui.bridge import bridge
from studio.gui.captions.mode import CaptionMode
from studio.gui.document import Document
from studio.gui.i18n import on_language, tr
from studio.gui.media.bin import MediaBin
from studio.gui.preflight.panel import PreflightPanel
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.pages import LowPages, Pages
from studio.gui.workspace.arranging import beside_rail, fill, give_room, go_to_next, packed, splitter_in
from studio.gui.workspace.canvas.canvas import Canvas
from studio.gui.workspace.commands import Commands
from studio.gui.workspace.context_menus import ContextMenus
from studio.gui.workspace.exporting import Exporting
from studio.gui.workspace.inserting.inserts import Inserts
from studio.gui.workspace.inspector.panel import Inspector
from studio.gui.workspace.media_commands import MediaCommands, Target
from studio.gui.workspace.panels.layers import LayersPanel
from studio.gui.workspace.panels.presets import PresetsPanel
from studio.gui.workspace.panels.templates import TemplatesPanel
from studio.gui.workspace.playback import Player
from studio.gui.workspace.presentation import Presentation
from studio.gui.workspace.rail import Rail
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.status import StatusBar
from studio.gui.workspace.time_commands import TimeCommands
from studio.gui.workspace.timeline.media_drop import MediaDrop
from studio.gui.workspace.timeline.timeline import Timeline
from studio.gui.workspace.top_bar import TopBar
from studio.gui.workspace.transport import Transport

_SENTENCES = 320
"""px that a panel of sentences wants beside a wide film, where others do with 240."""
NARROW, LOW = 1100, 600
"""Logical px under which panel and inspector share their place, and the timeline is one strip."""

_PANELS = [
    ("layers", "stack-2"), ("templates", "layout-grid"), ("presets", "wave-sine"), ("brand", "palette"),
    ("captions", "subtitles"), ("media", "photo"), ("preflight", "shield-check"),
]  # fmt: skip


class Workspace(QWidget):
    """Everything around one document.  The window puts it on a page and calls `close_project` at the end."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.stage = Stage(document, self)
        self.stage.refused.connect(bridge().error)  # the window says it, with what to do
        self.player = Player(self.stage, self)
        self.commands = Commands(self.stage, self)
        self.times = TimeCommands(self.stage, self.player, self)
        self.canvas = Canvas(self.stage)
        self.canvas.view.is_playing = lambda: self.player.playing
        self.transport = Transport(self.stage, self.player)
        self.inspector = Inspector(self.stage)
        self.layers = LayersPanel(self.stage)
        self.presets = PresetsPanel(self.stage)
        self.templates, self.brand = TemplatesPanel(self.stage), BrandPanel(self.stage)
        self.inserts = Inserts(self.stage, self.player, self)
        self.timeline = Timeline(self.stage, self.player)
        self.media = MediaBin(document)
        self.preflight = PreflightPanel(self.stage)
        self.rail = Rail(_PANELS)
        self.panel = Pages()
        self.panel.setMinimumWidth(px(200))
        self.captions = CaptionMode(self)
        self.captions.changed.connect(self._arrange)
        panels: tuple[QWidget, ...] = (self.layers, self.templates, self.presets, self.brand)
        for panel in (*panels, self.captions.panel, self.media, self.preflight):
            self.panel.addWidget(panel)
        self._panel_frame = QFrame()
        set_look(self._panel_frame, "panel")
        inside = QVBoxLayout(self._panel_frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(LowPages(self.panel))
        self.top = TopBar(self.stage)
        self.top.home.clicked.connect(lambda: hub().trigger("file.close"))
        self.exporting = Exporting(self.stage, self, self.top.queue)
        self.status = StatusBar(self.stage, self.canvas, self.player)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._body: QWidget | None = None
        self._tabs: QTabWidget | None = None
        self._arranged: tuple[bool, ...] | None = None
        self._arranged_at = theme().scale
        self._low = False
        self.presentation: Presentation | None = None
        self._panel_id: str | None = "layers"
        self._furniture: tuple[QWidget, ...] = ()
        self._column.addWidget(self.top)
        self._column.addWidget(self.status)
        self.rail.chosen.connect(self._choose_panel)
        self.menus = ContextMenus(self.stage, self.canvas, self.layers, self.timeline.lanes, self)
        hub().bind("view.bare", self._show_furniture, owner=self, checkable=True)
        hub().bind("edit.rename", self._rename, owner=self)
        hub().bind("file.import", self._import, owner=self)
        hub().bind("help.check", self._check, owner=self)
        self.exporting.preflight_wanted.connect(self._check)
        hub().bind("insert.picture", self._choose_picture, owner=self)
        hub().bind("insert.video", self._choose_picture, owner=self)
        self.media_commands = MediaCommands(self.stage, self)
        self.media.chosen.connect(self.media_commands.insert)
        self.media.chosen.connect(lambda _: self.canvas.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.canvas.view.dropped_media.connect(self.media_commands.insert)
        self.canvas.view.dropped_files.connect(self._dropped_files)
        MediaDrop(self.timeline.lanes, self.stage, self.media_commands.insert, self._dropped_files)
        hub().bind("view.present", self.present, owner=self)
        hub().bind("view.pane", self._next_area, owner=self)
        self.stage.edited.connect(self._arrange)
        self.stage.selected.connect(self._show_inspector)
        theme().changed.connect(self._rearrange)
        on_language(self, self.retranslate)
        self.setFocusProxy(self.canvas.view)  # the keyboard begins there: Space plays at once
        self.show_panel("layers")  # laid out when it is first shown, as only then its size is known
        self.canvas.view.shown.connect(self.player.note_shown)
        self.canvas.view.shown.connect(self.inspector.show_painted)
        self.canvas.find_bar.shown.connect(self.inspector.show_hit)
        self.canvas.view.ask()

    def retranslate(self) -> None:
        self._panel_frame.setAccessibleName(tr("workspace.panel"))
        if self._tabs is not None:
            self._tabs.setTabText(0, tr("workspace.panel"))
            self._tabs.setTabText(1, tr("workspace.inspector"))

    def close_project(self) -> None:
        """Stops playing and what is still being painted."""
        if self.presentation is not None:
            self.presentation.close()
        self.player.close()
        self.canvas.text.leave()
        self.timeline.close_project()
        self.captions.close()
        hub().release(self)
        for owner in (self.commands, self.inserts, self.times, self.canvas, self.timeline, self.exporting):
            hub().release(owner)

    # panels

    def show_panel(self, id: str | None) -> None:
        """Opens a panel by its id; None closes it."""
        self.captions.leave()
        self._panel_id = id
        if id is not None and self._is_bare:
            hub().set_checked("view.bare", False)
            self._show_furniture()
            return
        self.rail.show_chosen(id)
        self._panel_frame.setVisible(id is not None and self._body is not None)
        if id is not None:
            names = [name for name, _ in _PANELS]
            self.panel.setCurrentIndex(names.index(id))
        self.presets.set_active(id == "presets")
        self.templates.set_active(id == "templates")
        self.brand.set_active(id == "brand")
        if id == "preflight":  # sentences, with what to do
            give_room(self._panel_frame, px(_SENTENCES))

    def _choose_panel(self, id: str) -> None:
        if self._tabs is not None:
            self._tabs.setCurrentWidget(self._panel_frame)
            self.show_panel(id)
            return
        self.show_panel(None if id == self._panel_id else id)

    @property
    def _is_bare(self) -> bool:
        """Whether canvas and transport stand alone."""
        action = hub().action("view.bare")
        return action is not None and action.isChecked()

    def _show_furniture(self) -> None:
        """All around the canvas is shown or, for `view.bare`, gives its room to it."""
        bare = self._is_bare
        for widget in self._furniture:
            widget.setVisible(not bare)
        if bare:
            self.canvas.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.captions.active:
            self.show_panel(self._panel_id)

    def _rename(self) -> None:
        self.show_panel("layers")
        self.layers.rename_current()

    def _import(self) -> None:
        self.show_panel("media")
        self.media.choose_files()

    @property
    def topic(self) -> str:
        """What the manual would say about it."""
        if self.captions.active:
            return "captions"
        return "preflight" if self._panel_id == "preflight" else "workspace"

    def _check(self) -> None:
        """The preflight, with the keyboard in it."""
        if self._tabs is not None:
            self._tabs.setCurrentWidget(self._panel_frame)
        self.show_panel("preflight")
        self.preflight.again.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def present(self) -> None:
        """The film alone on the whole screen; Esc comes back to the same frame."""
        self.presentation = Presentation(self.stage, self.player)
        self.presentation.destroyed.connect(self._presented)
        self.presentation.start(self)

    def _presented(self) -> None:
        self.presentation = None

    def _dropped_files(self, files: list[Path], target: Target | None = None) -> None:
        if self.captions.takes(files):
            return
        self.show_panel("media")
        self.media_commands.bring(files, self.media, target)

    def _next_area(self) -> None:
        """The keyboard goes on to the next part of the window, in reading order."""
        parts = self.captions.parts if self.captions.active else ()
        side = (self.rail, self._panel_frame, self.inspector, *parts[:1])
        rest = (self.canvas, self.transport, self.timeline, *parts[1:], self.status)
        go_to_next((self.top, *side, *rest))

    def _choose_picture(self) -> None:
        """Pictures come from the media bin: Enter or a double click puts one on the canvas."""
        self.show_panel("media")
        self.media.setFocus()

    # arrangement

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where nothing else wants it, goes back to the canvas."""
        if event.key() == Qt.Key.Key_Escape:
            self.canvas.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def _is_tall(self) -> bool:
        size = self.stage.composition.size
        return size.height > size.width * 1.1

    def _arrange(self) -> None:
        narrow = self.width() < px(NARROW)
        self._low = self.height() < px(LOW)
        self.timeline.set_strip(self._low)
        wanted = (self._is_tall(), narrow, self._low, self.captions.active)
        if wanted == self._arranged:
            return
        self._arranged = wanted
        old = self._body
        if old is not None:
            self._column.removeWidget(old)  # no room for both is asked for
        self._tabs = None
        self.captions.park()
        if self.captions.active:
            body = self._caption_body()
        else:
            body = self._tall(narrow=narrow) if wanted[0] else self._wide(narrow=narrow)
        self._body = body
        self._column.insertWidget(1, body, 1)
        body.show()  # at once, not when the layout comes to it
        if self._is_bare:
            self._show_furniture()
        elif old is not None and not self.captions.active:
            self.rail.show()
            self._panel_frame.setVisible(self._panel_id is not None)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _caption_body(self) -> QWidget:
        """The caption editor; what it takes the place of waits, hidden."""
        for part in (self.rail, self._panel_frame, self.inspector, self.timeline):
            part.hide()
            part.setParent(self)
        self._furniture = self.captions.parts
        return self.captions.body(self, self._canvas_column, wide=not self._is_tall())

    def _rearrange(self) -> None:
        """At another scale the same window has room for other parts."""
        if self._arranged_at != theme().scale:
            self._arranged_at, self._arranged = theme().scale, None
            self._arrange()

    def _side(self, parent: QWidget) -> QTabWidget:
        """Panel and inspector in one place, behind tabs; choosing something shows its properties."""
        tabs = QTabWidget(parent)
        tabs.setDocumentMode(True)
        tabs.addTab(self._panel_frame, tr("workspace.panel"))
        tabs.addTab(self.inspector, tr("workspace.inspector"))
        return tabs

    def _show_inspector(self) -> None:
        if self._tabs is not None and self.stage.selection:
            self._tabs.setCurrentWidget(self.inspector)

    def _tall(self, *, narrow: bool) -> QWidget:
        body = splitter_in(self, Qt.Orientation.Horizontal)
        left = splitter_in(body, Qt.Orientation.Vertical)
        beside, row = beside_rail(left, self.rail)
        if narrow:
            self._tabs = self._side(row)
            beside.addWidget(self._tabs, 1)
        else:
            parts = splitter_in(row, Qt.Orientation.Horizontal)
            beside.addWidget(parts, 1)
            fill(parts, self._panel_frame, self.inspector)
            parts.setStretchFactor(1, 1)
            parts.setSizes([px(300), px(480)])
        fill(left, self.timeline)
        left.setStretchFactor(0, 1)
        left.setSizes(self._heights())
        self._canvas_column(body)
        body.setStretchFactor(0, 3)
        body.setStretchFactor(1, 2)
        body.setSizes([px(880), px(480)])
        self._furniture = (left,)
        return body

    def _wide(self, *, narrow: bool) -> QWidget:
        body = splitter_in(self, Qt.Orientation.Vertical)
        beside, row = beside_rail(body, self.rail)
        top = splitter_in(row, Qt.Orientation.Horizontal)
        beside.addWidget(top, 1)
        if narrow:
            self._tabs = self._side(top)
            self._canvas_column(top)
            top.setSizes([px(340), px(660)])
            self._furniture = (self.rail, self._tabs, self.timeline)
        else:
            fill(top, self._panel_frame)
            self._canvas_column(top)
            fill(top, self.inspector)
            top.setSizes([px(240), px(800), px(320)])
            self._furniture = (self.rail, self._panel_frame, self.inspector, self.timeline)
        top.setStretchFactor(1, 1)
        fill(body, self.timeline)
        body.setStretchFactor(0, 1)
        body.setSizes(self._heights())
        return body

    def _heights(self) -> list[int]:
        """Of what is above the timeline, and of the timeline."""
        return [px(900), px(10)] if self._low else [px(440), px(200)]

    def _canvas_column(self, parent: QWidget) -> None:
        column = packed(parent, QVBoxLayout)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.transport)
