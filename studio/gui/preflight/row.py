"""One finding: how grave it is, what and where, what to do, and the buttons that do it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from studio.gui.dialogs.error_words import sentence_of
from studio.gui.dialogs.measures import clock
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import tr
from studio.gui.theme.icons import pixmap
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.label import Label
from studio.scene.findings import Finding

_SIGNS = {"block": "circle-x", "warning": "alert-triangle", "note": "info-circle"}
_NAME = 24
"""Letters of a layer's name that are shown."""


class FindingRow(QFrame):
    """Choosing it (pointer, Tab) shows its place; the buttons say the rest.

    name: of the layer that it is about, as lists call it; empty for the film.
    """

    chosen = Signal(object)
    fix = Signal(object)
    show_it = Signal(object)
    ignore = Signal(object, bool)
    """The finding, and whether to ignore it or no longer."""
    written = Signal(object, str)

    def __init__(self, finding: Finding, name: str, *, is_ignored: bool) -> None:
        super().__init__()
        self.finding, self.is_ignored = finding, is_ignored
        set_look(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        level = tr(f"preflight.level.{finding.level}")
        message = sentence_of(finding.message)
        self.setAccessibleName(f"{level}: {message}")
        hint = sentence_of(finding.hint)
        self.setAccessibleDescription(hint)
        said = Words("muted" if is_ignored else "", wrap=True)
        said.setText(message)
        what_to_do = Words("small", wrap=True)
        what_to_do.setText(hint)
        what_to_do.setVisible(bool(hint))
        where = Words("small", wrap=True)
        where.setText(self._where(level, name))
        column = QVBoxLayout()
        column.setSpacing(px(4))
        for widget in (where, said, what_to_do):
            column.addWidget(widget)
        self.answer: QLineEdit | None = None
        if finding.asks and not is_ignored:
            column.addLayout(self._question())
        self.buttons: dict[str, QToolButton] = {}
        column.addLayout(self._foot())
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(8), px(12), px(8))
        row.setSpacing(px(8))
        row.addWidget(self._sign(), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def _where(self, level: str, name: str) -> str:
        parts = [tr("preflight.ignored") if self.is_ignored else level]
        if name:
            short = name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
            parts.append(f"\u2068{short}\u2069")
        if self.finding.time is not None:
            parts.append(clock(float(self.finding.time)))
        return tr("unit.joint").join(parts)

    def _sign(self) -> QLabel:
        colors, size = theme().palette, px(16)
        role = {"block": colors.error, "warning": colors.warn, "note": colors.link}[self.finding.level]
        sign = Label()
        color = colors.muted if self.is_ignored else role
        sign.setPixmap(pixmap(_SIGNS[self.finding.level], color, size, self.devicePixelRatioF()))
        sign.setFixedSize(size, px(20))
        return sign

    def _question(self) -> QHBoxLayout:
        """A field for what the finding asks for, and a button that keeps it."""
        field = self.answer = QLineEdit()
        field.setAccessibleName(tr(f"preflight.asks.{self.finding.asks}"))
        field.setPlaceholderText(tr(f"preflight.asks.{self.finding.asks}"))
        keep = self._button("keep", lambda: self.written.emit(self.finding, field.text()))
        keep.setEnabled(False)
        field.textChanged.connect(lambda text: keep.setEnabled(bool(text.strip())))
        field.returnPressed.connect(lambda: self.written.emit(self.finding, field.text()))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(field, 1)
        line.addWidget(keep)
        return line

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(px(8))
        finding, made = self.finding, self.buttons
        if finding.fix and not self.is_ignored:
            made["fix"] = self._button("fix", lambda: self.fix.emit(finding))
        if finding.path or finding.time is not None:
            made["show"] = self._button("show", lambda: self.show_it.emit(finding))
        if self.is_ignored:
            made["restore"] = self._button("restore", lambda: self.ignore.emit(finding, False))
        else:
            made["ignore"] = self._button("ignore", lambda: self.ignore.emit(finding, True))
        for button in made.values():
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _button(self, name: str, on_click: Callable[[], object]) -> QToolButton:
        made = QToolButton()
        set_look(made, "dense" if name in ("fix", "keep") else "quiet")
        made.setText(tr(f"preflight.{name}"))
        made.setAccessibleName(f"{made.text()}: {sentence_of(self.finding.message)}")
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setMinimumHeight(px(24))
        made.clicked.connect(lambda: on_click())
        return made

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.finding)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.hasFocus() or not self.isActiveWindow():
            self.chosen.emit(self.finding)  # nothing will come by the keyboard's way
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows it, up and down go to its neighbours."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.show_it.emit(self.finding)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._neighbour(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _neighbour(self, step: int) -> None:
        parent = self.parentWidget()
        rows = [one for one in parent.findChildren(FindingRow) if one.isVisible()] if parent else []
        rows.sort(key=QWidget.y)
        at = rows.index(self) + step
        if 0 <= at < len(rows):
            rows[at].setFocus(Qt.FocusReason.TabFocusReason)
