"""A film without captions: three plain ways to begin."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import on_language, tr
from studio.gui.theme.theme import px

if TYPE_CHECKING:
    from studio.gui.captions.mode import CaptionMode


class BeginCard(QScrollArea):
    """Open, paste or recognise; scrolls where the window is low."""

    def __init__(self, mode: "CaptionMode") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.title, self.hint = Words("lead", wrap=True), Words("muted", wrap=True)
        self.open_button = button(mode.open_file, icon="folder-open")
        self.paste_button = button(mode.paste_text, icon="clipboard-text")
        self.speech_button = button(mode.recognise, icon="microphone")
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(8))
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        for one in (self.open_button, self.paste_button, self.speech_button):
            column.addWidget(one, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(2)
        self.setWidget(inside)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.title.setText(tr("cues.none"))
        self.hint.setText(tr("cues.none-hint"))
        self.open_button.setText(tr("cues.open"))
        self.paste_button.setText(tr("cues.paste"))
        self.speech_button.setText(tr("cues.recognise"))
