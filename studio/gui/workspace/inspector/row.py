"""A row of a form: label, field, diamond (keyframes), dot (changed), and what is wrong with a value."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from studio.gui.i18n import tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.label import Label
from studio.gui.workspace.inspector.editors import Editor
from studio.gui.workspace.inspector.words import label_of


class _Mark(QAbstractButton):
    """A small sign that can be pressed, 24 px large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(px(24), px(24)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def name(self, words: str) -> None:
        self.setAccessibleName(words)
        self.setToolTip(words)


class ResetDot(_Mark):
    """Filled where the document says something; pressed, it says nothing again."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = px(4) if self.underMouse() or self.hasFocus() else px(3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().palette.accent))
        center = self.rect().center()
        painter.drawEllipse(center, radius, radius)
        painter.end()


class Diamond(_Mark):
    """Hollow: no keyframes; half: some; full: one at the playhead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._animated = self._here = False

    def set_state(self, *, animated: bool, here: bool) -> None:
        self._animated, self._here = animated, here
        key = "key.here" if here else "key.some" if animated else "key.none"
        self.name(tr(key))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(theme().palette.accent if self._animated else theme().palette.muted)
        center, half = self.rect().center().toPointF(), px(5)
        ways = [(0, -half), (half, 0), (0, half), (-half, 0)]
        corners = [QPointF(center.x() + x, center.y() + y) for x, y in ways]
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(color if self._here else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF(corners))
        if self._animated and not self._here:
            painter.setBrush(color)
            painter.drawPolygon(QPolygonF(corners[:3]))
        painter.end()


class Row(QWidget):
    """One field with its marks."""

    reset = Signal()
    keyed = Signal()

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._shown: tuple[object, ...] = ()
        spec = editor.spec
        self.setObjectName(f"row:{spec.dotted}")
        segments = spec.kind == "choice" and not spec.optional and 2 < len(spec.choices) <= 4
        wide = spec.kind == "text" or segments
        # As wide as the panel lets it be, in a narrow one too.
        editor.setMinimumWidth(px(96))
        editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        self.label = Label(label_of(spec))
        set_look(self.label, "muted")
        self.label.setBuddy(editor)
        self.label.setFixedWidth(px(92))
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        marks = QWidget()
        marks.setFixedWidth(px(52) if spec.animated else px(24))
        beside = QHBoxLayout(marks)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(px(4))
        # Within its parent from the first: shown without one it would be a window for a moment.
        self.diamond = Diamond(marks)
        self.diamond.setVisible(spec.animated)
        self.diamond.clicked.connect(self.keyed)
        self.dot = ResetDot(marks)
        self.dot.name(tr("inspector.reset"))
        self.dot.clicked.connect(self.reset)
        for mark in (self.diamond, self.dot) if spec.animated else (self.dot,):
            mark.setAccessibleDescription(label_of(spec))  # their names say a state alone
            policy = mark.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            mark.setSizePolicy(policy)
            beside.addWidget(mark)
        self.note, self.status, self.error = Label(parent=self), Label(parent=self), Label(parent=self)
        for label, look in ((self.note, "warn"), (self.status, "small"), (self.error, "error")):
            set_look(label, look)
            label.setWordWrap(True)
            label.setVisible(False)
        if wide:
            grid.addWidget(self.label, 0, 0)
            grid.addWidget(marks, 0, 2)
            grid.addWidget(editor, 1, 0, 1, 3)
            grid.addWidget(self.status, 2, 0, 1, 3)
            grid.addWidget(self.note, 3, 0, 1, 3)
            grid.addWidget(self.error, 4, 0, 1, 3)
        else:
            grid.addWidget(self.label, 0, 0)
            grid.addWidget(editor, 0, 1)
            grid.addWidget(marks, 0, 2)
            grid.addWidget(self.status, 1, 1, 1, 2)
            grid.addWidget(self.note, 2, 1, 1, 2)
            grid.addWidget(self.error, 3, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        editor.failed.connect(self.show_error)
        editor.changed.connect(self.forget)
        editor.failed.connect(self.forget)

    def has_shown(self, values: tuple[object, ...]) -> bool:
        """Whether the row shows these values already; if not, it is taken to show them now.

        A person's own input makes the row forget: what stands in the field may be another value, or none.
        """
        same = values == self._shown
        self._shown = values
        return same

    def forget(self, *_: object) -> None:
        """What it shows may be another value: `has_shown` is False the next time."""
        self._shown = ()

    def show_mixed(self) -> None:
        """Several layers have different values here."""
        self.editor.show_mixed()
        self.editor.setAccessibleDescription(tr("inspector.mixed"))

    def show_status(self, words: str) -> None:
        """How the value does in the film: letters, size, contrast; empty: nothing is said."""
        self.status.setText(words)
        self.status.setVisible(bool(words))

    def show_note(self, words: str) -> None:
        """What the layout found about the value: too long for its box; empty: nothing."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def show_error(self, words: str) -> None:
        """A red line under the field; empty: none."""
        self.error.setText(words)
        self.error.setVisible(bool(words))
