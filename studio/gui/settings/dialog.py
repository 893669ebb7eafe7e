"""The settings dialog: language, look, scale, digits, motion, speed, safety, folders; applied at once."""

from PySide6.QtWidgets import QDialog, QWidget


class SettingsDialog(QDialog):
    """Every change is applied and stored when it is made; there is nothing to confirm.

    settings: the program's `services.settings`.
    """

    def __init__(self, settings: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
