"""placeholder"""

from PySide6.QtWidgets import QWidget

from studio.gui.captions.desk import CueDesk


class StylePage(QWidget):
    def __init__(self, desk: CueDesk) -> None:
        super().__init__()

    def set_active(self, active: bool) -> None:
        pass
