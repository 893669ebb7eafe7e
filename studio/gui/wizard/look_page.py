"""The third step: the film's shape, its brand, its digits."""

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QVBoxLayout, QWidget

from studio.gui.brand.shelf import brands
from studio.gui.brand.tile import BrandTile
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.theme import px
from studio.gui.widgets.flow import flowing
from studio.gui.widgets.segments import Segments
from studio.gui.wizard.draft import Draft


def _name_of(size: str) -> str:
    return f"format.{size.replace(':', 'x')}"


class LookPage(QScrollArea):
    """`changed` gives the draft with another look."""

    changed = Signal(object)

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.formats, self.digits = Segments(), Segments()
        self.brands: dict[str, BrandTile] = {}
        self._titles = {key: Words("lead") for key in ("wizard.size", "wizard.brand", "wizard.digits")}
        tiles = QWidget()
        flow = flowing(tiles, gap=px(8))
        group = QButtonGroup(self)
        kits = {brand.id: brand.kit for brand in brands().all}
        for id in self._order(tuple(kits)):
            tile = BrandTile(kits[id], tiles)
            group.addButton(tile)
            flow.addWidget(tile)
            tile.clicked.connect(lambda _=False, id=id: self._choose_brand(id))
            self.brands[id] = tile
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(8), px(4), px(8), px(24))
        column.setSpacing(px(8))
        for key, part in (
            ("wizard.size", self.formats),
            ("wizard.brand", tiles),
            ("wizard.digits", self.digits),
        ):
            column.addWidget(self._titles[key])
            column.addWidget(part)
            column.addSpacing(px(16))
        column.addStretch(1)
        for segments in (self.formats, self.digits):
            column.setAlignment(segments, Qt.AlignmentFlag.AlignLeading)
        self.setWidget(inside)
        self.formats.chosen.connect(lambda value: self._change(replace(self._draft, format=str(value))))
        self.digits.chosen.connect(
            lambda value: self._change(replace(self._draft, digits=str(value) or None))
        )
        on_language(self, self.retranslate)

    def _order(self, ids: tuple[str, ...]) -> list[str]:
        """The template's own brand first, then people's own kits."""
        return sorted(ids, key=lambda id: id != self._draft.template.brand)

    def retranslate(self) -> None:
        for key, title in self._titles.items():
            title.setText(tr(key))
        self.formats.setAccessibleName(tr("wizard.size"))
        self.digits.setAccessibleName(tr("wizard.digits"))
        self.formats.set_options(
            [
                (size, f"{translator().in_digits(size)}  {tr(_name_of(size))}", "")
                for size in self._draft.template.formats
            ]
        )
        self.digits.set_options(
            [("", tr("wizard.digits_auto"), ""), ("latn", "123", ""), ("arab", "١٢٣", "")]
        )
        self.show_draft(self._draft)

    def show_draft(self, draft: Draft) -> None:
        """Shows a draft that was changed elsewhere."""
        self._draft = draft
        self.formats.set_value(draft.format)
        self.digits.set_value(draft.digits or "")
        tile = self.brands.get(draft.brand or draft.template.brand)
        if tile is not None:
            tile.setChecked(True)

    def _choose_brand(self, id: str) -> None:
        own = id == self._draft.template.brand
        self._change(replace(self._draft, brand=None if own else id))

    def _change(self, draft: Draft) -> None:
        self.show_draft(draft)
        self.changed.emit(draft)
