"""The panel "Captions" of the rail: cues with times, finding among them, what was mended; the way to the
editor."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from studio.gui.captions.begin import BeginCard
from studio.gui.captions.finding import FindRow
from studio.gui.captions.mended_note import MendedNote
from studio.gui.captions.table import CueTable
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import on_language, tr
from studio.gui.theme.theme import px

if TYPE_CHECKING:
    from studio.gui.captions.mode import CaptionMode


class CaptionsPanel(QWidget):
    """Made with the workspace; its list follows the same desk as the editor's."""

    def __init__(self, mode: "CaptionMode") -> None:
        super().__init__()
        self._mode = mode
        self._filled = False

    def showEvent(self, event: QShowEvent) -> None:
        """What is in it is made when it is first seen."""
        self.fill()
        super().showEvent(event)

    def fill(self) -> None:
        if self._filled:
            return
        self._filled = True
        mode = self._mode
        self.finding = FindRow(mode.desk)
        self.mended = MendedNote(mode.importing)
        self.table = CueTable(mode.desk)
        self.begin = BeginCard(mode)
        self.count = Words("small")
        self.editor_button = button(mode.enter, icon="subtitles")
        self._lists = QStackedWidget()
        self._lists.addWidget(self.begin)
        self._lists.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        for one in (self.editor_button, self.finding, self.mended):
            column.addWidget(one)
        column.addWidget(self._lists, 1)
        column.addWidget(self.count)
        self.table.cues.edited.connect(mode.commands.typed)
        self.table.split_wanted.connect(lambda row, caret, second: mode.split_at(row, caret, second))
        mode.desk.rows_changed.connect(self.refresh)
        mode.desk.layer_changed.connect(self.refresh)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("workspace.captions"))
        self.editor_button.setText(tr("cues.to-editor"))
        self.refresh()

    def refresh(self) -> None:
        count = len(self._mode.desk.rows)
        self._lists.setCurrentWidget(self.table if count else self.begin)
        self.finding.setVisible(count > 0)
        self.count.setText(tr("cues.count", count=count) if count else "")
