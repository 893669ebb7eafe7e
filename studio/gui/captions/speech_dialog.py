"""Recognising speech: placeholder until its service is there."""

from PySide6.QtWidgets import QWidget

from studio.gui.captions.desk import CueDesk
from studio.gui.captions.importing import Importing
from studio.gui.dialogs.frame import StudioDialog


class SpeechDialog(StudioDialog):
    def __init__(self, desk: CueDesk, importing: Importing, parent: QWidget | None = None) -> None:
        super().__init__(560, parent)
        self.ready()
