"""The inspector: the form of what is selected; of the film while nothing is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from studio.gui.actions import action_button, hub
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.brand_lock import brand_lock
from studio.gui.widgets.label import Label
from studio.gui.workspace.frames import Painted
from studio.gui.workspace.inspector.film import FilmForm
from studio.gui.workspace.inspector.form import LayerForm
from studio.gui.workspace.inspector.row import Row
from studio.gui.workspace.layer_names import kind_icon, kind_name, layer_name
from studio.gui.workspace.marks import IconLabel
from studio.gui.workspace.stage import Stage
from studio.scene.findings import Finding
from studio.services.edits.find import Hit
from studio.services.edits.paths import node_at

_WIDEST = 380
_FOLLOW_MS = 120


class Inspector(QFrame):
    """Rebuilt when the selection changes; refreshed when values do."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        set_look(self, "panel")
        self._stage = stage
        self._opened: dict[str, bool] = {}
        self._painted: Painted | None = None
        self._hit: Hit | None = None
        self._last_row: Row | None = None
        self.form: LayerForm | None = None
        self.film: FilmForm | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        head = QHBoxLayout()
        self._icon = IconLabel()
        self._title = Label()
        set_look(self._title, "lead")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        # A long name is cut, and does not widen the panel.
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        self._hint = Label()
        set_look(self._hint, "muted")
        self._hint.setWordWrap(True)
        column.addWidget(self._hint)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        # Forms come and go within it: what is taken out of a scroll area is styled anew, with its content.
        holder = QWidget()
        holder.setObjectName("scrolled")
        self._forms = QVBoxLayout(holder)
        self._forms.setContentsMargins(0, 0, 0, 0)
        self._scroll.setWidget(holder)
        self._body: QWidget | None = None
        stage.selected.connect(self.rebuild)
        stage.edited.connect(self.refresh)
        # While the film plays or is scrubbed, values at the playhead follow a few times a second.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_FOLLOW_MS)
        self._soon.timeout.connect(self.refresh)
        stage.moved.connect(self._moved)
        brand_lock().changed.connect(self.rebuild)
        hub().bind("edit.reset", self.reset_field, owner=self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._note_focus)
        on_language(self, self.rebuild)

    def _moved(self) -> None:
        if self.form is not None and not self._soon.isActive():
            self._soon.start()

    def rebuild(self) -> None:
        """A form for what is selected now; its scrolling stays where the kind of layer does."""
        self.setAccessibleName(tr("inspector.name"))
        old = self._body
        if old is not None:
            old.hide()
            self._forms.removeWidget(old)
            old.setObjectName("gone")
            old.deleteLater()
        self.form = self.film = None
        path, count = self._stage.current, len(self._stage.selection)
        body = self._body = QWidget(self._scroll.widget())
        body.setObjectName("scrolled")
        column = QVBoxLayout(body)
        column.setContentsMargins(px(4), 0, px(4), 0)
        if path is None and count:
            row = QHBoxLayout()
            for id in ("edit.dup", "edit.del", "layer.group", "layer.up", "layer.down"):
                row.addWidget(action_button(id, body))
            row.addStretch(1)
            column.addLayout(row)
        if count:
            first, *others = self._stage.selection
            self.form = LayerForm(self._stage, first, self._opened, others, body)
            self.form.rebuilt.connect(self.rebuild, Qt.ConnectionType.QueuedConnection)
            column.addWidget(self.form)
        else:
            self.film = FilmForm(self._stage, body)
            column.addWidget(self.film)
        self._forms.addWidget(body)
        body.show()
        self._last_row = None
        if self.form is not None and self._painted is not None:
            self.form.show_painted(self._painted)
        if self.form is not None and self._hit is not None:
            self.form.show_hit(self._hit)
        # Scrolled upwards alone, so it is never narrower than its fields.
        wanted = body.minimumSizeHint().width() + self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setMinimumWidth(min(wanted, px(_WIDEST)))
        self._show_title()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """What the layout of the frame on screen could not do well."""
        if self.form is not None:
            self.form.show_findings(findings)

    def show_painted(self, painted: Painted) -> None:
        """The frame on screen: how words fit and colours are seen there."""
        self._painted = painted
        if self.form is not None:
            self.form.show_painted(painted)

    def show_hit(self, hit: Hit | None) -> None:
        """Words that were found are marked in their field."""
        self._hit = hit
        if self.form is not None:
            self.form.show_hit(hit)

    def reset_field(self) -> None:
        """The focused field (or the one last focused, when a menu has the keyboard) as it was at first."""
        if self.form is None:
            return
        row = self.form.focused_row() or self._last_row
        if row is not None and isValid(row) and not row.dot.isHidden():
            self.form.reset_row(row)

    def _note_focus(self, _old: object, _new: object) -> None:
        row = None if self.form is None else self.form.focused_row()
        self._last_row = row or self._last_row

    def refresh(self) -> None:
        if self.form is not None:
            self.form.refresh()
        if self.film is not None:
            self.film.refresh()
        self._show_title()

    def _show_title(self) -> None:
        path, count = self._stage.current, len(self._stage.selection)
        if path is not None and self._stage.exists(path):
            node = node_at(self._stage.composition, path)
            self._icon.show_icon(kind_icon(node))
            self._title.setText(layer_name(node))
            self._title.setToolTip(layer_name(node))
            self._hint.setText(kind_name(node))
        elif count:
            self._icon.show_icon("box-multiple")
            self._title.setText(tr("inspector.several", count=count))
            self._hint.setText("")
        else:
            self._icon.show_icon("movie")
            self._title.setText(tr("inspector.film"))
            self._hint.setText(tr("inspector.film-hint"))
        self._hint.setVisible(bool(self._hint.text()))
        rtl = translator().right_to_left
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        for label in (self._title, self._hint):
            label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
