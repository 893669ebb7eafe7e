"""The editor's side of the list: cues, their check, their style; what can be done with all of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from studio.gui.actions import action_button
from studio.gui.captions.begin import BeginCard
from studio.gui.captions.check_page import CheckPage
from studio.gui.captions.finding import FindRow
from studio.gui.captions.live_bar import LiveBar
from studio.gui.captions.mended_note import MendedNote
from studio.gui.captions.spelling import CueSpelling
from studio.gui.captions.style_page import StylePage
from studio.gui.captions.table import CueTable
from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.segments import Segments

if TYPE_CHECKING:
    from studio.gui.captions.mode import CaptionMode

_LOW = 240
"""Logical px of height under which finding hides until it is asked for."""
_LOWEST = 120
"""Logical px of a page."""
Page = Literal["cues", "check", "style"]
PAGES: tuple[Page, ...] = ("cues", "check", "style")


class CaptionEditor(QFrame):
    """Three pages; the list is the first."""

    page_changed = Signal(str)

    def __init__(self, mode: "CaptionMode") -> None:
        super().__init__()
        set_look(self, "panel")
        self._mode = mode
        desk = mode.desk
        self.table = CueTable(desk)
        self.live = LiveBar(desk)
        self.finding = FindRow(desk)
        self.spelling = CueSpelling(desk)
        self.table.use_spelling(self.spelling)
        self.check = CheckPage(desk, self.spelling)
        self.style_page = StylePage(desk)
        self.begin = BeginCard(mode)
        self.mended = MendedNote(mode.importing)
        self.pages_choice = Segments()
        self.tools = QToolButton()
        set_look(self.tools, "tool")
        set_icon(self.tools, "dots")
        self.tools.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.tools)
        self._items: list[tuple[QAction, str, Callable[[], bool]]] = []
        self.tools.setMenu(self._menu)
        self.pages = QStackedWidget()
        self._lists = QStackedWidget()
        self._lists.addWidget(self.begin)
        self._lists.addWidget(self.table)
        self._lay_out()
        self._connect()
        on_language(self, self.retranslate)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(px(8), px(4), px(8), px(4))
        head.setSpacing(px(4))
        head.addWidget(self.pages_choice)
        head.addStretch(1)
        self._buttons = [
            action_button(id, self, look="tool") for id in ("captions.add", "captions.merge", "captions.tap")
        ]
        for one in self._buttons:
            head.addWidget(one)
        head.addWidget(self.tools)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(8), 0, px(8), 0)
        column.setSpacing(px(4))
        column.addWidget(self.finding)
        column.addWidget(self.mended)
        column.addWidget(self._lists, 1)
        column.addWidget(self.live)
        pages: tuple[QWidget, ...] = (page, self.check, self.style_page)
        for whole_page in pages:
            self.pages.addWidget(whole_page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(4))
        whole.addLayout(head)
        whole.addWidget(self.pages, 1)
        theme().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        """Its pages scroll, so the window may be low."""
        self.pages.setMinimumHeight(px(_LOWEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_list()

    @property
    def _low(self) -> bool:
        """Whether there is room for little more than the list."""
        return self.height() < px(_LOW)

    def open_finding(self, *, replacing: bool) -> None:
        """Finding in cues, with the keyboard in it."""
        self.table.leave()
        self.show_page("cues")
        self.finding.show()
        self.finding.open(replacing=replacing)

    def _connect(self) -> None:
        mode, desk = self._mode, self._mode.desk
        commands = mode.commands
        self.pages_choice.set_options([(page, page, "") for page in PAGES])
        self.pages_choice.set_value("cues")
        self.pages_choice.chosen.connect(self._chose_page)
        self.table.typing.connect(self.live.show_typed)
        self.table.cues.edited.connect(commands.typed)
        self.table.split_wanted.connect(commands.split_at)
        self.finding.done.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.check.limits_wanted.connect(mode.show_limits)
        self.check.checked.connect(lambda: self.table.cues.set_marked(*self.check.marks()))
        desk.rows_changed.connect(self._show_list)
        desk.layer_changed.connect(self._show_list)

        def there() -> bool:
            return desk.layer is not None and bool(desk.rows)

        def two() -> bool:
            return desk.second is not None

        for key, handler, usable in (
            ("cues.open", mode.open_file, lambda: True),
            ("cues.paste", mode.paste_text, lambda: True),
            ("cues.recognise", mode.recognise, lambda: True),
            ("cues.save", mode.export_files, there),
            ("", None, there),
            ("cues.snap-speech", commands.snap_to_speech, there),
            ("cues.close-gaps", commands.close_gaps, there),
            ("cues.fix-overlaps", commands.fix_overlaps, there),
            ("cues.rebreak", commands.rebreak, there),
            ("cues.shift", mode.shift, there),
            ("cues.sync", mode.sync, there),
            ("", None, there),
            ("cues.second", commands.add_second, lambda: there() and not two()),
            ("cues.second-remove", commands.remove_second, two),
        ):
            if handler is None:
                self._menu.addSeparator()
                continue
            action = self._menu.addAction("")
            action.triggered.connect(lambda _=False, handler=handler: handler())
            self._items.append((action, key, usable))
        self._menu.aboutToShow.connect(self._show_usable)
        self._show_list()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("cues.editor"))
        kept = self.pages_choice.value
        self.pages_choice.set_options([(page, tr(f"cues.page.{page}"), "") for page in PAGES])
        self.pages_choice.set_value(kept)
        self.tools.setAccessibleName(tr("cues.tools"))
        self.tools.setToolTip(tr("cues.tools"))
        for action, key, _ in self._items:
            action.setText(tr(key))

    def measure_anew(self) -> None:
        """Other limits count from now on."""
        self.check.check()
        self.live.refresh()
        self.table.viewport().update()

    def menu_action(self, key: str) -> QAction:
        """The tool of a key of the window's words.  Raises KeyError."""
        return {one: action for action, one, _ in self._items}[key]

    def _show_usable(self) -> None:
        for action, _, usable in self._items:
            action.setEnabled(usable())

    def _show_list(self) -> None:
        empty = not self._mode.desk.rows
        self._lists.setCurrentWidget(self.begin if empty else self.table)
        used = bool(self.finding.field.text()) or self.finding.field.hasFocus()
        self.finding.setVisible(not empty and (used or not self._low))
        self.live.setVisible(not empty)

    @property
    def page(self) -> Page:
        return PAGES[self.pages.currentIndex()]

    def show_page(self, page: Page) -> None:
        """Cues, check or style."""
        self.pages.setCurrentIndex(PAGES.index(page))
        self.pages_choice.set_value(page)
        self.style_page.set_active(page == "style")
        self.page_changed.emit(page)

    def _chose_page(self, page: object) -> None:
        self.table.leave()
        self.show_page(next(one for one in PAGES if one == page))
