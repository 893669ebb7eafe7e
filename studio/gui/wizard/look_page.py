"""The third step: the film's shape, its brand, its digits."""

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QScrollArea, QVBoxLayout, QWidget

from studio.gui.dialogs.parts import Words
from studio.gui.i18n import localized, on_language, tr, translator
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.flow import flowing
from studio.gui.widgets.segments import Segments
from studio.gui.wizard.draft import Draft
from studio.model.brand import BrandKit
from studio.presets.catalog import bundled

_SHOWN = ("bg", "surface", "ink", "accent", "accent-2", "positive")


class BrandTile(QAbstractButton):
    """A brand by its colours and name; the chosen one has a tick and a thick frame."""

    def __init__(self, kit: BrandKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setCheckable(True)
        self.setObjectName(f"brand:{kit.id}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setText(localized(self.kit.name))
        self.setAccessibleName(self.text())
        self.setToolTip(localized(self.kit.note))

    def sizeHint(self) -> QSize:
        return QSize(px(148), px(80))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors, palette = QPainter(self), theme().palette, self.kit.look.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on, lit = self.isChecked(), self.underMouse() or self.hasFocus()
        edge = colors.accent if on else colors.text if lit else colors.border
        painter.setPen(QPen(QColor(edge), px(2) if on else 1))
        painter.setBrush(QColor(palette.bg))
        painter.drawRoundedRect(area, px(8), px(8))
        side, gap = px(14), px(6)
        painter.setPen(QPen(QColor(palette.muted), 1))
        for index, role in enumerate(_SHOWN[1:]):
            step = px(10) + index * (side + gap)
            x = area.right() - step - side if self.isRightToLeft() else area.left() + step
            painter.setBrush(QColor(palette.role(role)))
            painter.drawEllipse(QRectF(x, area.top() + px(14), side, side))
        font = theme().font("body", 600)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink))
        line = QRectF(area.left() + px(10), area.bottom() - px(34), area.width() - px(20), px(26))
        start = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        name = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, flags, name)
        if on:
            corner = area.left() + px(8) if self.isRightToLeft() else area.right() - px(26)
            draw_icon(
                painter, "circle-check", QRectF(corner, area.top() + px(10), px(18), px(18)), palette.accent
            )
        painter.end()


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
        catalog = bundled()
        for id in self._order(catalog.ids("brands")):
            tile = BrandTile(catalog.brand(id), tiles)
            group.addButton(tile)
            flow.addWidget(tile)
            tile.clicked.connect(lambda _=False, id=id: self._choose_brand(id))
            self.brands[id] = tile
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(4), px(4), px(16), px(24))
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
        """The template's own brand first."""
        return sorted(ids, key=lambda id: (id != self._draft.template.brand, id))

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
