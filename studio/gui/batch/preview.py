"""The chosen row as it will look, in one of the batch's languages, and what was found in it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.gui.dialogs.fitted_picture import FittedPicture
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import tr
from studio.gui.theme.theme import px
from studio.gui.widgets.segments import Segments

_WIDTH = 256


class RowPreview(QWidget):
    """Shows what it is given."""

    language_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.languages = Segments()
        self.languages.chosen.connect(lambda _value: self.language_chosen.emit())
        self.picture = FittedPicture((_WIDTH, 2 * _WIDTH))
        self.findings = Words("warn", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.languages, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addWidget(self.picture, 1)
        self._column.addWidget(self.findings)

    def retranslate(self, languages: Sequence[str]) -> None:
        """languages: those that the batch is made in."""
        self.setFixedWidth(px(_WIDTH))
        self._column.setSpacing(px(8))
        self.picture.setAccessibleName(tr("batch.preview"))
        self.languages.setAccessibleName(tr("batch.languages"))
        self.languages.set_options([(one, tr(f"language.{one}"), "") for one in languages])
        if self.languages.value is None:
            self.languages.set_value(languages[0])

    @property
    def language(self) -> str:
        return str(self.languages.value or "ar")
