"""The versions dialog: earlier states of the open project, with their times and pictures."""

from PySide6.QtWidgets import QDialog, QWidget


class VersionsDialog(QDialog):
    """Restores a version as a new step, which can be undone, or as a copy beside the project.

    document: the open `gui.document.Document`.
    """

    def __init__(self, document: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
