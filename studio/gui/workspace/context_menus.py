"""What can be done with what is under the pointer: menus of canvas, layers and timeline, out of the table.

The pointer chooses what it is over first, unless that is among what is chosen already; the menu key asks for
what is chosen.
"""

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtWidgets import QMenu, QWidget

from studio.gui.actions import hub
from studio.gui.workspace.canvas.canvas import Canvas
from studio.gui.workspace.panels.layers import LayersPanel
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.lanes import Lanes

_CLIPBOARD = ("edit.cut", "edit.copy", "edit.paste", "edit.style", "edit.dup", "edit.del")
_ORDER = ("layer.up", "layer.down", "layer.hide", "layer.lock", "layer.group", "layer.ungroup")
_CANVAS = (*_CLIPBOARD, "", *_ORDER)
_LAYERS = (*_CLIPBOARD, "edit.rename", "", *_ORDER)
_TIMES = ("time.split", "time.trimin", "time.trimout", "insert.trans")
_LANES = (*_CLIPBOARD, "edit.gap", "", *_TIMES, "", "layer.hide", "layer.lock")
_NO_BAR = (
    "edit.paste",
    "edit.all",
    "",
    "time.marker",
    "time.in",
    "time.out",
    "time.zall",
    "",
    "insert.track",
)


class ContextMenus(QObject):
    """For as long as the workspace lives."""

    def __init__(
        self, stage: Stage, canvas: Canvas, layers: LayersPanel, lanes: Lanes, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._stage, self._canvas, self._lanes, self._over = stage, canvas, lanes, parent
        self.menu: QMenu | None = None
        canvas.view.menu_wanted.connect(self._on_canvas)
        layers.tree.menu_wanted.connect(lambda at: self._open(_LAYERS, at))
        lanes.menu_wanted.connect(self._on_lanes)

    def _on_canvas(self, at: QPoint, by_pointer: bool) -> None:
        view = self._canvas.view
        if by_pointer and not self._canvas.text.active:
            self._canvas.select.pick(view.to_canvas(QPointF(view.mapFromGlobal(at))))
        self._canvas.fill_menu(self._filled(_CANVAS))
        self._show(at)

    def _on_lanes(self, at: QPoint, by_pointer: bool) -> None:
        bar = self._lanes.bars.bar_at(QPointF(self._lanes.mapFromGlobal(at))) if by_pointer else None
        path = bar[0].path if bar is not None else ()
        if by_pointer and path not in self._stage.selection:
            self._stage.select((path,) if path else ())
        self._open(_LANES if self._stage.selection else _NO_BAR, at)

    def _open(self, ids: tuple[str, ...], at: QPoint) -> None:
        self._filled(ids)
        self._show(at)

    def _filled(self, ids: tuple[str, ...]) -> QMenu:
        menu = self.menu = QMenu(self._over)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.destroyed.connect(self._closed)
        for id in ids:
            action = hub().action(id) if id else None
            if action is not None:
                menu.addAction(action)
            elif not id:
                menu.addSeparator()
        return menu

    def _show(self, at: QPoint) -> None:
        if self.menu is not None:
            self.menu.popup(at)

    def _closed(self) -> None:
        self.menu = None
