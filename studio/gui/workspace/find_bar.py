"""Finding words in the whole film, and replacing them.

    |[words______] 2 of 7 < > = x|      Enter: the next, Shift+Enter: the one before, Esc: done
    |[instead____] [one] [all]   |

Each place that is found is shown where it stands: its layer is selected, the playhead goes to where it can be
seen, its letters are marked.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.base.errors import StudioError
from studio.gui.bridge import announce
from studio.gui.dialogs.error_words import said
from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label
from studio.gui.widgets.search_field import SearchField
from studio.gui.workspace.stage import Stage
from studio.model.project import Project
from studio.services.editing import StepName
from studio.services.edits.find import Hit, TextPlace, find_in, places_of, replace_in, seen_at
from studio.text.search import SearchOptions

_SETTLE_MS = 150
_WIDE = 440
"""Logical px from which the bar is one line."""

_OPTIONS = ("exact_letters", "exact_marks", "exact_teh", "whole_words", "match_case")

_Key = tuple[str, str, tuple[str, ...], tuple[str | int, ...]]


class FindBar(QFrame):
    """Hidden until it is asked for."""

    shown = Signal(object)
    """The `Hit` that is gone to; None: none is, nothing is to be marked."""
    closed = Signal()

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.hits: tuple[Hit, ...] = ()
        self._at = -1
        set_look(self, "panel")
        self.field = SearchField("find.words")
        self.count = Label()
        set_look(self.count, "small")
        self.previous = _button("chevron-up", lambda: self.go(-1))
        self.following = _button("chevron-down", lambda: self.go(1))
        self.options = _button("adjustments", lambda: None)
        self.options.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.close_button = _button("x", self.leave)
        self.by = QLineEdit()
        self.by.setCursorMoveStyle(Qt.CursorMoveStyle.VisualMoveStyle)
        self.one, self.all = QPushButton(), QPushButton()
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        self.told = Label()
        self.told.setWordWrap(True)
        self.told.hide()
        menu = QMenu(self.options)
        self.choices: dict[str, QAction] = {}
        for name in _OPTIONS:
            action = self.choices[name] = menu.addAction("")
            action.setCheckable(True)
            action.toggled.connect(self.search)
        self.options.setMenu(menu)
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self.search)
        self.field.textChanged.connect(self._typed)
        for field in (self.field, self.by):
            field.installEventFilter(self)
        stage.document.changed.connect(self._changed)
        on_language(self, self.retranslate)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(4), px(8), px(4))
        column.setSpacing(px(4))
        self._lines: list[QBoxLayout] = []
        self._second = QWidget()
        for holder, field, rest in (
            (None, self.field, (self.count, self.previous, self.following, self.options, self.close_button)),
            (self._second, self.by, (self.one, self.all)),
        ):
            line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
            line.setSpacing(px(8))
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(field, 1)
            beside = QHBoxLayout()
            beside.setSpacing(px(4))
            for widget in rest:
                beside.addWidget(widget)
                if widget is self.count:
                    beside.addStretch(1)
            if holder is not None:
                beside.addStretch(1)
            line.addLayout(beside)
            self._lines.append(line)
            if holder is None:
                column.addLayout(line)
            else:
                holder.setLayout(line)
                column.addWidget(holder)
        column.addWidget(self.told)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("find.name"))
        for button, key in (
            (self.previous, "find.previous"),
            (self.following, "find.next"),
            (self.options, "find.options"),
            (self.close_button, "find.close"),
        ):
            button.setAccessibleName(tr(key))
            button.setToolTip(tr(key))
        self.one.setText(tr("find.replace"))
        self.all.setText(tr("find.replace-all"))
        self.by.setPlaceholderText(tr("find.by"))
        self.by.setAccessibleName(tr("find.by"))
        for name, action in self.choices.items():
            action.setText(tr(f"find.{name}"))
        self._show_count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= px(_WIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        for line in self._lines:
            line.setDirection(way)

    # opening and closing

    def open(self, words: str = "", *, replacing: bool = False) -> None:
        """Shows the bar; with words to look for, where there are some."""
        self._second.setVisible(replacing)
        self.show()
        if words and "\n" not in words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.search()

    def leave(self) -> None:
        """Hides the bar; what was found stays selected."""
        self.hide()
        self._soon.stop()
        self.shown.emit(None)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if watched is self.by:
                    self.replace_one()
                else:
                    self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
        return super().eventFilter(watched, event)

    # finding

    @property
    def current(self) -> Hit | None:
        """The place that is shown."""
        return self.hits[self._at] if 0 <= self._at < len(self.hits) else None

    def _typed(self) -> None:
        self._at = -1
        self._soon.start()
        self._enable(bool(self.field.text()))

    def _enable(self, can: bool) -> None:
        for widget in (self.previous, self.following, self.one, self.all):
            widget.setEnabled(can)

    def _changed(self) -> None:
        if self.isVisible():
            self._soon.start()

    def _wishes(self) -> SearchOptions:
        return SearchOptions(**{name: action.isChecked() for name, action in self.choices.items()})

    def search(self) -> None:
        """Finds anew; what was shown stays shown if it is still there."""
        self._soon.stop()
        if not self.isVisible():
            return
        before = self.current
        self.hits = find_in(self._stage.document.project, self.field.text(), self._wishes())
        self._at = -1
        if before is not None:
            same = (one for one, hit in enumerate(self.hits) if _same(hit, before))
            self._at = next(same, -1)
        if self._at < 0:
            self.shown.emit(None)
        self._show_count()

    def go(self, by: int) -> None:
        """Shows the next place (1) or the one before (-1), past the last the first."""
        if self._soon.isActive():
            self.search()
        if not self.hits:
            return
        at = self._at + by if self._at >= 0 else self._first() if by > 0 else len(self.hits) - 1
        self._show(at % len(self.hits))

    def _first(self) -> int:
        """Where one begins: in what is selected, else at the first."""
        chosen = set(self._stage.selection)
        return next((at for at, hit in enumerate(self.hits) if hit.place.path in chosen), 0)

    def _show(self, at: int) -> None:
        self._at = at
        hit, stage = self.hits[at], self._stage
        if hit.place.composition == stage.composition.id:
            stage.select((hit.place.path,))
            wanted = stage.rate.first_frame_from(seen_at(stage.composition, hit.place))
            stage.seek(wanted)
        else:
            stage.select(())
        self._show_count()
        self.shown.emit(hit)
        announce(self, f"{self.count.text()} {_around(hit)}")

    def _show_count(self) -> None:
        if not self.field.text():
            self.count.setText("")
        elif not self.hits:
            self.count.setText(tr("find.none"))
        elif self._at < 0:
            self.count.setText(tr("find.count", count=len(self.hits)))
        else:
            self.count.setText(tr("find.at", at=self._at + 1, count=len(self.hits)))
        self._enable(bool(self.hits))

    # replacing

    def replace_one(self) -> None:
        """Replaces the place that is shown and shows the next; shows the first if none is."""
        hit = self.current
        if hit is None:
            self.go(1)
            return
        by = self.by.text()
        if not self._replace((hit,), by, StepName("step.replace")):
            return
        self._soon.stop()
        project = self._stage.document.project
        self.hits = find_in(project, self.field.text(), self._wishes())
        order = {_key(place): number for number, place in enumerate(places_of(project))}
        here = (order.get(_key(hit.place), -1), hit.start + len(by))
        following = (
            at for at, one in enumerate(self.hits) if (order.get(_key(one.place), -1), one.start) >= here
        )
        if self.hits:
            self._show(next(following, 0))
        else:
            self.search()

    def replace_all(self) -> None:
        """Replaces all places as one step of undo."""
        if self._soon.isActive():
            self.search()
        count = len(self.hits)
        if count and self._replace(self.hits, self.by.text(), StepName("step.replace-all", {"count": count})):
            self._at = -1
            self.search()
            self._tell(tr("find.replaced", count=count), "ok")

    def _replace(self, hits: tuple[Hit, ...], by: str, name: StepName) -> bool:
        def edit(project: Project) -> Project:
            return replace_in(project, hits, by)

        try:
            made = edit(self._stage.document.project)
        except StudioError as error:
            self._tell(said(error), "error")
            return False
        self.told.hide()
        self._stage.document.do(name, made)
        return True

    def _tell(self, words: str, look: str) -> None:
        set_look(self.told, look)
        self.told.setText(words)
        self.told.show()
        announce(self, words)


def _button(icon: str, act: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    set_look(button, "dense")
    set_icon(button, icon, size=16)
    button.clicked.connect(lambda: act())
    return button


def _key(place: TextPlace) -> _Key:
    return place.kind, place.composition, place.path, place.field


def _same(one: Hit, other: Hit) -> bool:
    return _key(one.place) == _key(other.place) and one.start == other.start


def _around(hit: Hit) -> str:
    """The words about a place, for a voice."""
    text = hit.place.text
    return text[max(0, hit.start - 24) : hit.end + 24]
