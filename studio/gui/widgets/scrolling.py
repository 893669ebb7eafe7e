"""A column that scrolls: as wide as its room, without a frame, and no stop of the keyboard by itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled_column(inside: QWidget | None = None) -> QScrollArea:
    """inside: what scrolls; None: it comes later, by `setWidget`."""
    area = QScrollArea()
    if inside is not None:
        area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
