"""Heads, lanes and the bar to scroll them, as one panel of the workspace."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from studio.gui.actions import action_button, hub
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.workspace.playback import Player
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.access import Described
from studio.gui.workspace.timeline.heads import HEAD, Heads
from studio.gui.workspace.timeline.heights import LOWEST, TRACK
from studio.gui.workspace.timeline.key_choice import KeyChoice
from studio.gui.workspace.timeline.key_menu import KeyMenu
from studio.gui.workspace.timeline.key_tool import KeyTool
from studio.gui.workspace.timeline.lanes import RULER, Lanes
from studio.gui.workspace.timeline.mark_commands import MarkCommands
from studio.gui.workspace.timeline.marker_tool import MarkerTool
from studio.gui.workspace.timeline.range_tool import RangeTool


class Timeline(QFrame):
    """The window's timeline; `lanes` takes mouse and keys."""

    def __init__(self, stage: Stage, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "panel")
        self._stage, self._player = stage, player
        self.lanes = Lanes(stage)
        self.heads = Heads(stage, self.lanes)
        self.across = QScrollBar(Qt.Orientation.Horizontal)
        self.across.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.across.setInvertedAppearance(False)
        self.down = QScrollBar(Qt.Orientation.Vertical)
        self._quiet = False
        # Heads stand where reading begins; the lanes themselves never mirror.
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.heads)
        row.addWidget(self.lanes, 1)
        row.addWidget(self.down)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        self._tools = QFrame()
        self._tools.setMinimumWidth(px(HEAD))
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(px(4), 0, px(4), 0)
        tools.setSpacing(0)
        for id in ("time.split", "time.snap", "time.ripple", "time.zout", "time.zin", "time.zall"):
            tools.addWidget(action_button(id, self._tools, look="dense"))
        foot.addWidget(self._tools)
        foot.addWidget(self.across, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addLayout(foot)
        self.across.valueChanged.connect(self._scroll_across)
        self.down.valueChanged.connect(self._scroll_down)
        self.lanes.scrolled.connect(self._follow)
        self.lanes.rows_changed.connect(self._follow)
        player.changed.connect(lambda: self.lanes.set_playing(player.playing))
        bind = hub().bind
        bind("time.zin", lambda: self.lanes.zoom(1.5), owner=self)
        bind("time.zout", lambda: self.lanes.zoom(1 / 1.5), owner=self)
        bind("time.zall", self.lanes.fit, owner=self)
        bind("time.snap", self._toggle_snap, owner=self, checkable=True, checked=True)
        bind("time.ripple", self._toggle_ripple, owner=self, checkable=True, checked=True)
        hub().add_stage(self.lanes)
        self.keys = KeyChoice(stage, self)
        self.markers, self.key_tool = MarkerTool(self.lanes, stage), KeyTool(self.lanes, stage, self.keys)
        self.marks = MarkCommands(self.lanes, stage, self.keys, self.markers)
        self.key_tool.opened.connect(self.marks.open_curve)
        self.marks.key_menu = KeyMenu(self.marks, self.keys, self.key_tool)
        self.lanes.tools += [RangeTool(self.lanes, stage), self.markers, self.key_tool, self.marks]
        Described(self.lanes, stage, self.keys, self.key_tool, self.markers, self.marks)

    def set_strip(self, strip: bool) -> None:
        """In a low window: ruler and one lane."""
        self.setMaximumHeight(px(RULER + TRACK + 40) if strip else 16_777_215)
        # In the lowest windows the lane is as low as lanes can be.
        self.setMinimumHeight(px(RULER + LOWEST + 30) if strip else px(RULER + TRACK + 40))

    def close_project(self) -> None:
        """Before the workspace goes."""
        self.marks.close()
        self.lanes.waves.close()
        self.lanes.beats.close()
        hub().release(self)

    def _toggle_snap(self) -> None:
        action = hub().action("time.snap")
        self.lanes.snaps = action is not None and action.isChecked()

    def _toggle_ripple(self) -> None:
        action = hub().action("time.ripple")
        self.lanes.ripple = action is not None and action.isChecked()
        self.heads.update()

    def _follow(self) -> None:
        self._quiet = True
        scale, duration = self.lanes.scale, float(self._stage.composition.duration)
        most = max(0.0, duration - scale.seconds)
        self.across.setRange(0, round(most * 1000))
        self.across.setPageStep(max(1, round(scale.seconds * 1000)))
        self.across.setSingleStep(max(1, round(scale.seconds * 50)))
        self.across.setValue(round(scale.start * 1000))
        room = self.lanes.height() - px(RULER)
        self.down.setRange(0, max(0, self.lanes.rows_height() - room))
        self.down.setPageStep(max(1, room))
        self.down.setSingleStep(px(TRACK))
        self.down.setValue(self.lanes.top)
        self.down.setVisible(self.down.maximum() > 0)
        self._quiet = False

    def _scroll_across(self, value: int) -> None:
        if not self._quiet:
            self.lanes.following = False
            self.lanes.set_scale(self.lanes.scale.scrolled_to(value / 1000))

    def _scroll_down(self, value: int) -> None:
        if not self._quiet:
            self.lanes.scroll_rows(value)
