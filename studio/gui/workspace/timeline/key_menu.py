"""The menu of a right click on a key: copy, paste, delete, its curve."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QMenu

from studio.gui.action_table import action_of
from studio.gui.actions import hub
from studio.gui.i18n import tr, translator
from studio.gui.workspace.timeline.key_choice import KeyChoice
from studio.gui.workspace.timeline.key_tool import KeyTool
from studio.gui.workspace.timeline.mark_commands import MarkCommands


class KeyMenu:
    """For the key under the pointer, or for all chosen ones if it is one of them."""

    def __init__(self, commands: MarkCommands, choice: KeyChoice, tool: KeyTool) -> None:
        self._commands, self._choice, self._tool = commands, choice, tool

    def open_at(self, at: QPointF, place: QPoint) -> bool:
        """at: in the lanes.  place: on the screen.  Whether a key is there."""
        found = self._tool.key_at(at)
        if found is None:
            return False
        lane, mark = found
        if lane.key(mark) not in self._choice.keys:
            self._choice.choose([lane.key(mark)])
        self.menu().popup(place)
        return True

    def menu(self) -> QMenu:
        """What can be done with the chosen keys."""
        commands = self._commands
        menu = commands.menu = QMenu(self._tool.parent_widget)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.destroyed.connect(commands.menu_closed)
        menu.addAction(tr("curve.title"), commands.open)
        menu.addSeparator()
        for id, handler in (
            ("edit.cut", commands.cut),
            ("edit.copy", commands.copy),
            ("edit.paste", lambda: hub().trigger("edit.paste")),
            ("edit.del", commands.delete),
        ):
            menu.addAction(action_of(id).name(translator().language), handler)
        return menu
