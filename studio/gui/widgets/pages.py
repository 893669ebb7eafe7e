"""Pages of a window that stay whole: the window is never smaller than the page it shows."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from studio.gui.theme.theme import px


class Pages(QStackedWidget):
    """Asks for the room of the page that is shown, not of the largest one."""

    needs = Signal()
    """The page that is shown needs other room than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _: self.needs.emit())

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return QSize(0, 0) if page is None else page.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.needs.emit()
        return handled


class LowPages(QScrollArea):
    """Pages in a part of the window that may be lower than they need: then they are scrolled."""

    LOWEST = 120
    """Logical pixels."""

    def __init__(self, pages: Pages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        pages.setObjectName("scrolled")
        self.setWidget(pages)
        pages.needs.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        needs = self._pages.minimumSizeHint().expandedTo(self._pages.minimumSize())
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(needs.width() + bar, min(needs.height(), px(self.LOWEST)))

    def sizeHint(self) -> QSize:
        return self._pages.sizeHint()


def scrolling(widget: QWidget) -> QScrollArea:
    """Scrolls a widget where there is less room than it needs."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


def least_size(window: QWidget, page: QSize, smallest: tuple[int, int]) -> QSize:
    """How small a window may be: `smallest`, or more where its page needs it (a large scale), but never more
    than its screen has."""
    room = window.screen().availableGeometry().size()
    return QSize(*smallest).expandedTo(page.boundedTo(room))
