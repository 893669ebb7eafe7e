"""The destinations as tiles, one of them chosen; arrows move in reading order."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from studio.gui.export.destinations import Destination
from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.flow import flowing


class DestinationBar(QWidget):
    """`chosen` is said at every change, by pointer, keys or `choose`."""

    chosen = Signal(str)

    def __init__(self, offered: Sequence[Destination], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered = tuple(offered)
        self._group = QButtonGroup(self)
        self._flow = flowing(self, gap=px(8))
        for index, one in enumerate(self._offered):
            tile = QToolButton()
            tile.setCheckable(True)
            tile.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            set_icon(tile, one.icon, size=24)
            set_look(tile, "quiet")
            self._group.addButton(tile, index)
            self._flow.addWidget(tile)
        self._group.idToggled.connect(self._toggled)
        theme().changed.connect(self._rescale)
        on_language(self, self.retranslate)

    def _rescale(self) -> None:
        self._flow.gap = px(8)
        widest = max((tile.sizeHint().width() for tile in self._group.buttons()), default=0)
        size = QSize(max(px(88), widest), px(64))
        for tile in self._group.buttons():
            tile.setFixedSize(size)
        self.updateGeometry()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("export.destination"))
        for tile, one in zip(self._group.buttons(), self._offered, strict=True):
            tile.setText(one.name)
            tile.setAccessibleName(one.name)
            tile.setAccessibleDescription(one.note)
            tile.setToolTip(one.note or one.name)
        self._rescale()

    @property
    def value(self) -> Destination:
        return self._offered[max(0, self._group.checkedId())]

    def tile(self, id: str) -> QToolButton:
        """The tile of a destination.  Raises ValueError."""
        found = self._group.button([one.id for one in self._offered].index(id))
        if not isinstance(found, QToolButton):
            raise TypeError("a destination is a tool button")
        return found

    def choose(self, id: str) -> None:
        """Chooses a destination; one that is not offered leaves the choice as it is, or takes the first."""
        ids = [one.id for one in self._offered]
        index = ids.index(id) if id in ids else max(0, self._group.checkedId())
        self._group.button(index).setChecked(True)

    def _toggled(self, index: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(self._offered[index].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        if self.isRightToLeft() and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = -step
        tile = self._group.button((self._group.checkedId() + step) % len(self._offered))
        tile.setFocus(Qt.FocusReason.TabFocusReason)
        tile.setChecked(True)
