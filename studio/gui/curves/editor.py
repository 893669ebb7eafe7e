"""The curve editor: graph with handles, its numbers, and the gallery beside them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from studio.gui.curves.gallery import EasingGallery
from studio.gui.curves.names import easing_name
from studio.gui.curves.numbers import EasingNumbers
from studio.gui.curves.view import CurveView
from studio.gui.i18n import on_language, tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label


class CurveEditor(QWidget):
    """Knows easings of the document (`studio.model.animation.Easing`), not what they are for.

    Between `began` and `ended` all `changed` are one drag.
    """

    changed = Signal(str)
    began = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._easing: str | None = "linear"
        self.view, self.numbers, self.gallery = CurveView(), EasingNumbers(), EasingGallery()
        self._name = Label()
        set_look(self._name, "strong")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self.view, 1, 0)
        grid.addWidget(self.numbers, 2, 0)
        grid.addWidget(self.gallery, 0, 1, 3, 1)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        grid.setRowStretch(1, 1)
        self.numbers.setMaximumHeight(self.numbers.sizeHint().height())
        for part in (self.view, self.numbers):
            part.changed.connect(self._shaped)
            part.began.connect(self.began)
            part.ended.connect(self.ended)
        self.gallery.chosen.connect(self._picked)
        on_language(self, self.retranslate)

    @property
    def easing(self) -> str | None:
        return self._easing

    def set_easing(self, easing: str | None) -> None:
        """Shows a curve; None: several that differ."""
        self._easing = easing
        self.view.set_easing(easing or "linear")
        self.numbers.set_easing(easing or "linear")
        self.gallery.show_easing(easing)
        self.retranslate()

    def retranslate(self) -> None:
        self._name.setText(tr("curve.several") if self._easing is None else easing_name(self._easing))

    def _shaped(self, easing: str) -> None:
        self.set_easing(easing)
        self.changed.emit(easing)

    def _picked(self, easing: str) -> None:
        if easing != self._easing:
            self._shaped(easing)
