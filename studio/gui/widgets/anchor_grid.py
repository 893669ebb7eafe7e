"""Nine points of a box as nine buttons: one of them holds.  Arrows move, as among radio buttons."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QSizePolicy, QWidget

from studio.gui.i18n import on_language, tr
from studio.gui.theme.theme import px, theme
from studio.model.place import Anchor

_ROWS = (
    (Anchor.TOP_START, Anchor.TOP, Anchor.TOP_END),
    (Anchor.START, Anchor.CENTER, Anchor.END),
    (Anchor.BOTTOM_START, Anchor.BOTTOM, Anchor.BOTTOM_END),
)
_SIDE = 24


class _Point(QRadioButton):
    """A dot in its corner of the box."""

    def sizeHint(self) -> QSize:
        return QSize(px(_SIDE), px(_SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on, lit = self.isChecked(), self.underMouse() or self.hasFocus()
        painter.setPen(QPen(QColor(colors.accent if on else colors.text if lit else colors.border), 1))
        painter.setBrush(QColor(colors.chosen if on else colors.field))
        painter.drawRoundedRect(area, px(4), px(4))
        half = px(5) if on else px(2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent if on else colors.muted))
        painter.drawEllipse(area.center(), half, half)
        painter.end()


class AnchorGrid(QWidget):
    """rtl: whether the film is read from the right: `start` is then at the right, as on the canvas.  The grid
    stands as the frame does in either language of the window."""

    chosen = Signal(object)
    """An `Anchor` that a person chose."""

    def __init__(self, *, rtl: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rtl = rtl
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(2))
        self._group = QButtonGroup(self)
        self._points: dict[Anchor, _Point] = {}
        for row, anchors in enumerate(_ROWS):
            for column, anchor in enumerate(reversed(anchors) if rtl else anchors):
                point = self._points[anchor] = _Point()
                point.clicked.connect(lambda _=False, anchor=anchor: self.chosen.emit(anchor))
                self._group.addButton(point)
                grid.addWidget(point, row, column)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        for anchor, point in self._points.items():
            name = tr(f"anchor.{self.side_of(anchor)}")
            point.setAccessibleName(name)
            point.setToolTip(name)

    def side_of(self, anchor: Anchor) -> str:
        """Where the point is seen: `top-left`, `right`, `center`."""
        start, end = ("right", "left") if self._rtl else ("left", "right")
        return anchor.value.replace("start", start).replace("end", end)

    def point(self, anchor: Anchor) -> QRadioButton:
        """The button of a point."""
        return self._points[anchor]

    @property
    def value(self) -> Anchor | None:
        return next((anchor for anchor, point in self._points.items() if point.isChecked()), None)

    def set_value(self, anchor: Anchor | None) -> None:
        """Shows a point; None: several different ones."""
        if anchor is None:
            self._group.setExclusive(False)
            for point in self._points.values():
                point.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._points[anchor].setChecked(True)
