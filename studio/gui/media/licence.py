"""Who made a file and on what terms it may be used: a line that is typed wherever the file is chosen."""

from PySide6.QtWidgets import QLineEdit, QWidget

from studio.gui.document import Document
from studio.gui.i18n import on_language, tr
from studio.model.project import Project
from studio.services.editing import StepName
from studio.services.edits.media import with_licence

_LONGEST = 500


class LicenceField(QLineEdit):
    """Of one media of the project; hidden where none is meant, or one that the program brings along."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._media = ""
        self.setMaxLength(_LONGEST)
        self.hide()
        self.textEdited.connect(self._write)
        document.changed.connect(self._follow)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setPlaceholderText(tr("preflight.asks.licence"))
        self.setAccessibleName(tr("preflight.asks.licence"))
        self.setToolTip(tr("preflight.asks.licence"))

    def set_media(self, identifier: str | None) -> None:
        """Shows what is written of a media; the caret stays where the words are the same."""
        item = next((one for one in self._document.project.media if one.id == identifier), None)
        self._media = "" if item is None else item.id
        self.setVisible(item is not None)
        if item is not None and item.licence != self.text():
            self.setText(item.licence)

    def _follow(self) -> None:
        if self._media:
            self.set_media(self._media)

    def _write(self, words: str) -> None:
        project: Project = with_licence(self._document.project, self._media, words)
        self._document.do(StepName("step.licence"), project, ("licence", self._media))
