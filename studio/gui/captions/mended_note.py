"""What was mended in the subtitle file that was opened last: told line by line until it is put away."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studio.gui.captions.importing import Importing
from studio.gui.dialogs.parts import Words, icon_button, name_button
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.services.captions.telling import told_by_kind

_SHOWN = 6


class MendedNote(QFrame):
    """Hidden while there is nothing to tell."""

    def __init__(self, importing: Importing) -> None:
        super().__init__()
        set_look(self, "card")
        self._importing = importing
        self.title, self.lines = Words("strong", wrap=True), Words("small", wrap=True)
        self.cross = icon_button(importing.forget_mended, "x")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), px(4), px(8), px(4))
        row.setSpacing(px(8))
        column = QVBoxLayout()
        column.setSpacing(px(2))
        column.addWidget(self.title)
        column.addWidget(self.lines)
        row.addLayout(column, 1)
        row.addWidget(self.cross)
        importing.mended_changed.connect(self.refresh)
        on_language(self, self.refresh)

    def refresh(self) -> None:
        name_button(self.cross, tr("common.close"))
        groups = told_by_kind(self._importing.mended, translator().language)
        self.setVisible(bool(groups))
        if not groups:
            return
        self.title.setText(tr("cues.mended", count=sum(group.count for group in groups)))
        lines = [
            f"{group.name} ({translator().number(group.count)}): {group.sentence}"
            for group in groups[:_SHOWN]
        ]
        if len(groups) > _SHOWN:
            lines.append(tr("cues.mended-more", count=len(groups) - _SHOWN))
        self.lines.setText("\n".join(lines))
