"""Finding in cues, and replacing: hamza, yeh and harakat make no difference.

Enter: the next, Shift+Enter: the one before, Esc: back to the list.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.gui.captions.desk import CueDesk
from studio.gui.dialogs.parts import Words, button, icon_button, name_button
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.theme import px
from studio.gui.widgets.flow import flowing
from studio.gui.widgets.search_field import SearchField
from studio.services.captions.cue_search import CueHit, find_in_cues, replace_in_cues
from studio.services.editing import StepName

_SETTLE_MS = 150


class FindRow(QWidget):
    """Always there above the list; replacing opens below it."""

    done = Signal()
    """Esc: the list takes the keyboard."""

    def __init__(self, desk: CueDesk) -> None:
        super().__init__()
        self._desk = desk
        self.hits: tuple[tuple[bool, CueHit], ...] = ()
        self._at = -1
        self.field = SearchField("cues.search")
        self.count = Words("small")
        self.previous = icon_button(lambda: self.go(-1), "chevron-up")
        self.following = icon_button(lambda: self.go(1), "chevron-down")
        self.by = QLineEdit()
        self.by.setCursorMoveStyle(Qt.CursorMoveStyle.VisualMoveStyle)
        self.one, self.all = button(self.replace_one), button(self.replace_all)
        row = flowing(self, gap=4)
        for widget in (self.field, self.count, self.previous, self.following, self.by, self.one, self.all):
            row.addWidget(widget)
        self.field.setFixedWidth(px(200))
        self.by.setFixedWidth(px(160))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self.look)
        self.field.textChanged.connect(lambda _: self._soon.start())
        desk.rows_changed.connect(self._changed)
        for field in (self.field, self.by):
            field.installEventFilter(self)
        self.show_replacing(False)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        name_button(self.previous, tr("find.previous"))
        name_button(self.following, tr("find.next"))
        self.by.setPlaceholderText(tr("find.by"))
        self.by.setAccessibleName(tr("find.by"))
        self.one.setText(tr("find.replace"))
        self.all.setText(tr("find.replace-all"))
        self._tell()

    def open(self, *, replacing: bool = False) -> None:
        """With the keyboard in it."""
        self.show_replacing(replacing)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_replacing(self, shown: bool) -> None:
        for widget in (self.by, self.one, self.all):
            widget.setVisible(shown)

    def look(self) -> None:
        """Searches both languages; the first hit from the playhead's cue on is gone to."""
        self._soon.stop()
        self._find()
        self._at = -1
        if self.hits:
            self.go(1)
        self._tell()

    def _find(self) -> None:
        wanted, desk = self.field.text(), self._desk
        found = [(False, hit) for hit in find_in_cues(desk.cues, wanted)] if wanted else []
        if wanted and desk.second is not None:
            found += [(True, hit) for hit in find_in_cues(desk.second.cues, wanted)]
        self.hits = tuple(found)

    def _changed(self) -> None:
        if self.field.text():
            self._find()
            self._at = min(self._at, len(self.hits) - 1)
            self._tell()

    def go(self, by: int) -> None:
        """To the next hit, or the one before; around at the end."""
        if not self.hits:
            return
        self._at = (self._at + by) % len(self.hits)
        second, hit = self.hits[self._at]
        rows = self._desk.rows_of([hit.cue], second=second)
        self._desk.choose(rows, seek=True)
        self._tell()

    def replace_one(self) -> None:
        if 0 <= self._at < len(self.hits):
            self._replace([self.hits[self._at]])
            self.go(0 if self._at >= 0 else 1)

    def replace_all(self) -> None:
        """All of them, as one step for each language."""
        self._replace(self.hits)

    def _replace(self, hits: Sequence[tuple[bool, CueHit]]) -> None:
        for second in (False, True):
            ones = [hit for is_second, hit in hits if is_second == second]
            if ones:
                self._replace_in(ones, self.by.text(), second=second)

    def _replace_in(self, hits: Sequence[CueHit], by: str, *, second: bool) -> None:
        name = StepName("step.cue-replace", {"count": len(hits)})
        self._desk.edit(name, lambda cues: replace_in_cues(cues, hits, by), second=second)

    def _tell(self) -> None:
        wanted = bool(self.field.text())
        number = translator().number
        if not wanted:
            self.count.setText("")
        elif not self.hits:
            self.count.setText(tr("cues.not-found"))
        else:
            self.count.setText(tr("cues.hit", at=number(self._at + 1), of=number(len(self.hits))))
        for widget in (self.previous, self.following, self.one, self.all):
            widget.setEnabled(bool(self.hits))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._soon.isActive():
                    self.look()
                elif watched is self.by:
                    self.replace_one()
                else:
                    self.go(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape and not self.field.text():
                self.done.emit()
                return True
        return False
