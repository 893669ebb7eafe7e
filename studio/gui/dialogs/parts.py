"""Small parts that dialogs share: labels that stand at the reading start, lines, buttons."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look


class Words(QLabel):
    """A label at the reading start of the window, in whatever script its text begins.

    Qt puts a label by its text's own direction: a Latin file name would stand on the left of an Arabic
    dialog.
    """

    def __init__(self, look: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if look:
            set_look(self, look)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self._align()

    def minimumSizeHint(self) -> QSize:
        """Wrapped words are as high as their width asks, and no higher because they might be narrow."""
        hint = super().minimumSizeHint()
        if not self.wordWrap():
            return hint
        return QSize(min(hint.width(), 80), min(hint.height(), self.fontMetrics().lineSpacing() + 2))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


def line() -> QFrame:
    """A thin line between groups."""
    found = QFrame()
    set_look(found, "line")
    found.setFixedHeight(1)
    return found


class _Button(QPushButton):
    """Leaves a gap between icon and words, which Qt's styles do not."""

    def __init__(self, gap: str) -> None:
        super().__init__()
        self._gap = gap

    def setText(self, text: str) -> None:
        super().setText(f"{self._gap}{text}")
        self.setAccessibleName(text)


def button(on_click: Callable[[], object], look: str = "", icon: str = "") -> QPushButton:
    """A button with words; Enter presses it while it has the keyboard."""
    made = _Button("\u2009\u2009" if icon else "")
    made.setAutoDefault(False)
    made.clicked.connect(lambda: on_click())
    if look:
        set_look(made, look)
    if icon:
        set_icon(made, icon, "on_accent" if look == "primary" else "text", size=16)
    return made


def icon_button(on_click: Callable[[], object], icon: str, look: str = "dense") -> QToolButton:
    """A button with an icon alone; `name_button` names it."""
    made = QToolButton()
    set_look(made, look)
    set_icon(made, icon, size=16)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(lambda: on_click())
    return made


def name_button(target: QToolButton, words: str) -> None:
    """What a button without words is called, for the pointer and for screen readers."""
    target.setAccessibleName(words)
    target.setToolTip(words)
