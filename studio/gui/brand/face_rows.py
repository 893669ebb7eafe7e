"""The three faces of a kit: family and weight of each, and the family of its Latin letters where another."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.theme import px
from studio.model.brand import FontChoice, TypePair
from studio.services.fonts import latin_partner
from studio.text.fonts import FontCatalog

FACES = ("display", "text", "strong")


class FaceRows(QWidget):
    """Says `changed` with the new TypePair.  fonts: files beside the bundled families."""

    changed = Signal(object)

    def __init__(self, pair: TypePair, fonts: tuple[Path, ...]) -> None:
        super().__init__()
        self._pair = pair
        self._catalog = FontCatalog.bundled()
        for file in fonts:
            try:
                self._catalog = self._catalog.with_file(file)
            except StudioError:  # told where the kit is read
                continue
        self._own: list[str] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(8))
        grid.setColumnStretch(1, 1)
        self._labels = {face: Words("muted") for face in FACES}
        self.families = {face: QComboBox() for face in FACES}
        self.weights = {face: QComboBox() for face in FACES}
        self.latin = Words("small", wrap=True)
        for row, face in enumerate(FACES):
            family, weight = self.families[face], self.weights[face]
            family.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            family.setMinimumContentsLength(8)
            family.activated.connect(lambda _, face=face: self._choose_family(face))
            weight.activated.connect(lambda _, face=face: self._choose_weight(face))
            grid.addWidget(self._labels[face], row, 0)
            grid.addWidget(family, row, 1)
            grid.addWidget(weight, row, 2)
        grid.addWidget(self.latin, len(FACES), 0, 1, 3)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        for face in FACES:
            self._labels[face].setText(tr(f"brand.face_{face}"))
            self.families[face].setAccessibleName(tr(f"brand.face_{face}"))
            self.weights[face].setAccessibleName(f"{tr(f'brand.face_{face}')}: {tr('field.weight')}")
        self._show()

    def add_family(self, family: str) -> None:
        """Offers a family that has just come."""
        if family not in self._own:
            self._own.append(family)
        self._show()

    def _names(self) -> list[str]:
        bundled = [one.name for one in self._catalog.families() if one.style != "emoji"]
        return [*self._own, *(name for name in bundled if name not in self._own)]

    def _show(self) -> None:
        partners = []
        for face in FACES:
            choice: FontChoice = getattr(self._pair, face)
            family, weight = self.families[face], self.weights[face]
            family.clear()
            for name in self._names():
                family.addItem(name, name)
            if family.findData(choice.family) < 0:
                family.addItem(choice.family, choice.family)
            family.setCurrentIndex(family.findData(choice.family))
            weight.clear()
            for one in self._weights(choice.family, choice.weight):
                weight.addItem(translator().in_digits(str(one)), one)
            weight.setCurrentIndex(weight.findData(choice.weight))
            partner = self._partner(choice.family)
            if partner:
                partners.append(f"\u2068{choice.family}\u2069 + \u2068{partner}\u2069")
        self.latin.setText(f"{tr('brand.latin')}: {', '.join(dict.fromkeys(partners))}" if partners else "")
        self.latin.setVisible(bool(partners))

    def _weights(self, family: str, chosen: int) -> list[int]:
        try:
            found = set(self._catalog.family(family).weights)
        except StudioError:
            found = set()
        return sorted(found | {chosen} - {0})

    def _partner(self, family: str) -> str:
        try:
            latin = latin_partner(self._catalog.family(family))
        except StudioError:
            return ""
        return "" if latin == family else latin

    def _choose_family(self, face: str) -> None:
        name = str(self.families[face].currentData())
        weights = self._weights(name, 0) or [400]
        old: FontChoice = getattr(self._pair, face)
        weight = min(weights, key=lambda one: abs(one - old.weight))
        self._put(face, FontChoice(family=name, weight=weight))

    def _choose_weight(self, face: str) -> None:
        old: FontChoice = getattr(self._pair, face)
        self._put(face, old.model_copy(update={"weight": int(self.weights[face].currentData())}))

    def _put(self, face: str, choice: FontChoice) -> None:
        self._pair = self._pair.model_copy(update={face: choice})
        self._show()
        self.changed.emit(self._pair)
