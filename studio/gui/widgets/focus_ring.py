"""Where the keyboard is: a ring of 2 px, 2 px outside the control, shown when the keyboard moved it there."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from studio.gui.theme.theme import px, theme

_WIDTH, _OFFSET = 2, 2
_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class FocusRing(QWidget):
    """Lies over a window and lets the pointer through.  Text fields show it at any focus, the rest after
    keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target: QWidget | None = None
        self._by_keyboard = False
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)
        theme().changed.connect(self.follow)

    @property
    def target(self) -> QWidget | None:
        """The widget that has the ring."""
        return self._target if self.isVisible() else None

    def listen(self, keys: Collection[Qt.Key]) -> None:
        """Notes by itself, while its window is shown, whether these keys or the pointer are in use."""
        _InUse(self, keys)

    def note_key(self) -> None:
        """The keyboard is in use: the ring is shown."""
        self._by_keyboard = True
        self.follow()

    def note_pointer(self) -> None:
        """The pointer is in use: only text fields show where the keyboard is."""
        self._by_keyboard = False
        self.follow()

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._target is not None and isValid(self._target):
            for watched in _watched(self._target):
                watched.removeEventFilter(self)
        inside = new is not None and new.window() is self.window() and new is not self.window()
        self._target = new if inside else None
        if self._target is not None:
            self._target.destroyed.connect(self._lost)
            for watched in _watched(self._target):
                watched.installEventFilter(self)
        self.follow()

    def _lost(self) -> None:
        self._target = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
        if event.type() in moved:
            self.follow()
        return False

    def follow(self) -> None:
        """Lies around the focused widget, as far as it can be seen."""
        target = self._target
        shown = target is not None and target.isVisible() and (self._by_keyboard or _is_field(target))
        if target is None or not shown:
            self.hide()
            return
        window = self.window()
        out = px(_WIDTH + _OFFSET)
        area = QRect(target.mapTo(window, QPoint(0, 0)), target.size()).adjusted(-out, -out, out, out)
        self.setGeometry(area.intersected(_room(target, window)))
        self._inner = area.translated(-self.pos())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = px(_WIDTH)
        painter.setPen(QPen(QColor(theme().palette.focus), width))
        half = width / 2
        radius = px(10) if isinstance(self._target, QAbstractButton) else px(8)
        painter.drawRoundedRect(self._inner.toRectF().adjusted(half, half, -half, -half), radius, radius)
        painter.end()


class _InUse(QObject):
    """Tells a ring of keys and presses, wherever in the program they arrive, while its window is shown."""

    def __init__(self, ring: FocusRing, keys: Collection[Qt.Key]) -> None:
        super().__init__(ring)
        self._ring, self._window, self._keys = ring, ring.window(), keys
        self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._window and kind in (QEvent.Type.Show, QEvent.Type.Hide):
            self._hear(kind == QEvent.Type.Show)
        elif kind == QEvent.Type.KeyPress:
            if isinstance(event, QKeyEvent) and event.key() in self._keys:
                self._ring.note_key()
        elif kind == QEvent.Type.MouseButtonPress:
            self._ring.note_pointer()
        return False

    def _hear(self, shown: bool) -> None:
        application = QApplication.instance()
        if application is not None and shown:
            application.installEventFilter(self)
        elif application is not None:
            application.removeEventFilter(self)


def _is_field(widget: QWidget) -> bool:
    return isinstance(widget, QLineEdit | QAbstractScrollArea) and bool(
        widget.inputMethodHints() or widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    )


def _watched(target: QWidget) -> list[QWidget]:
    """The widget and what can move it: its parents up to the window."""
    found, widget = [target], target.parentWidget()
    while widget is not None and not widget.isWindow():
        found.append(widget)
        widget = widget.parentWidget()
    return found


def _room(target: QWidget, window: QWidget) -> QRect:
    """What of the window the parents of a widget let be seen."""
    room = window.rect()
    widget = target.parentWidget()
    while widget is not None and widget is not window:
        parent = widget.parentWidget()
        if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
            room = room.intersected(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))
        widget = parent
    return room
