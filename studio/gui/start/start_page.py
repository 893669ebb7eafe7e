"""The Start screen: goals, templates, recent projects, recovery, language."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from studio.gui.actions import action_button, hub
from studio.gui.i18n import on_language, tr, translator
from studio.gui.start.gallery import Gallery
from studio.gui.start.recent import RecentList, RecentProject, Recovered, RecoveryCard
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.flow import flowing
from studio.gui.widgets.label import Label
from studio.gui.widgets.search_field import SearchField
from studio.model.template import Template
from studio.services.film_from_files import sorted_files

GOALS = (
    ("", "layout-grid", "start.goal_all"),
    ("film", "movie", "start.goal_film"),
    ("still", "chart-bar", "start.goal_still"),
)
"""Kinds of templates, their icons and words; what else can be begun with are actions."""


class StartPage(QWidget):
    """What it offers is told by signals; it opens nothing itself."""

    template_chosen = Signal(str, str, str)
    """id, format, language."""
    project_chosen = Signal(Path)
    recovered_chosen = Signal(object)
    saved_chosen = Signal(object)
    recovery_discarded = Signal(object)
    files_dropped = Signal(list)
    """Files that something can be begun with (see `services.film_from_files`)."""

    def __init__(self, templates: list[Template], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.gallery = Gallery(templates)
        self.gallery.chosen.connect(self.template_chosen)
        self.search = SearchField("start.search")
        self.search.textChanged.connect(self.gallery.set_words)
        self.gallery.cleared.connect(self._cleared)
        self.language_button = QPushButton()
        set_look(self.language_button, "quiet")
        set_icon(self.language_button, "language")
        self.language_button.clicked.connect(lambda: hub().trigger("view.lang"))
        self.recent = RecentList()
        self.recent.chosen.connect(self.project_chosen)
        self._title = Label()
        set_look(self._title, "title")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(px(8))
        self.goals: dict[str, QToolButton] = {}
        self._other_ways: list[QToolButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        column.addWidget(self._body(), 1)
        theme().changed.connect(self._rescale)
        self._rescale()
        on_language(self, self.retranslate)

    def _rescale(self) -> None:
        self.search.setFixedWidth(px(280))
        self.recent.setFixedWidth(px(220))
        for button in (*self.goals.values(), *self._other_ways):
            button.setMinimumHeight(px(40))

    def _top(self) -> QWidget:
        bar = QFrame()
        set_look(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(24), px(8), px(24), px(8))
        row.setSpacing(px(16))
        row.addWidget(self._title)
        row.addWidget(self.search)
        row.addStretch(1)
        row.addWidget(self.language_button)
        row.addWidget(action_button("file.settings"))
        return bar

    def _body(self) -> QWidget:
        body = QWidget()
        row = QWidget()
        goals = flowing(row, gap=px(8))  # in two lines where the window is narrow
        for kind, icon, _ in GOALS:
            goals.addWidget(self._goal(kind, icon))
        for id in ("file.caption", "file.batch", "file.open"):
            button = action_button(id, look="quiet")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._other_ways.append(button)
            goals.addWidget(button)
        across = QHBoxLayout()
        across.setSpacing(px(24))
        across.addWidget(self.gallery, 1)
        across.addWidget(self.recent)
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), 0)
        column.setSpacing(px(16))
        column.addLayout(self._cards)
        column.addWidget(row)
        column.addLayout(across, 1)
        return body

    def _goal(self, kind: str, icon: str) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setChecked(not kind)
        button.setAutoExclusive(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setObjectName(f"goal:{kind or 'all'}")
        set_icon(button, icon)
        button.clicked.connect(lambda: self.gallery.set_kind(kind))
        self.goals[kind] = button
        return button

    def _cleared(self) -> None:
        self.search.clear()
        self.goals[""].setChecked(True)

    def retranslate(self) -> None:
        self._title.setText(tr("app.name"))
        for kind, _, key in GOALS:
            self.goals[kind].setText(tr(key))
            self.goals[kind].setAccessibleName(tr(key))
        other = translator().other_language
        self.language_button.setText(tr(f"language.{other}"))
        self.language_button.setAccessibleName(tr("start.switch_language"))

    def hold(self, held: bool) -> None:
        """While held no picture is painted here: a project is being opened, and comes first."""
        self.gallery.previews.hold(held)
        self.recent.pictures.hold(held)

    def show_recent(self, projects: list[RecentProject]) -> None:
        """The latest first."""
        self.recent.show_projects(projects)

    def show_recovered(self, works: list[Recovered]) -> None:
        """One card for each project with unsaved work."""
        while self._cards.count():
            item = self._cards.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for work in works:
            card = RecoveryCard(work)
            card.open_recovered.connect(self.recovered_chosen)
            card.open_saved.connect(self.saved_chosen)
            card.discarded.connect(self.recovery_discarded)
            self._cards.addWidget(card)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if sorted_files(_files_in(event)).kind != "unknown":
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files_in(event)
        if sorted_files(files).kind != "unknown":
            event.acceptProposedAction()
            self.files_dropped.emit(files)


def _files_in(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
