"""One colour role in the editor: a swatch that opens the dialog, its value typed, its contrasts, a mend."""

import re

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QColorDialog, QHBoxLayout, QLineEdit, QWidget

from studio.gui.brand.parts import least_contrast, ratio_words
from studio.gui.dialogs.parts import Words, icon_button, name_button
from studio.gui.i18n import on_language, tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.model.brand import Palette
from studio.services.brand_palette import READABLE, mended

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")


class Patch(QAbstractButton):
    """A colour to press."""

    def __init__(self) -> None:
        super().__init__()
        self.color = "#000000"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(px(40), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(QColor(colors.text if lit else colors.border), 2 if lit else 1))
        painter.setBrush(QColor(self.color))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(6), px(6))
        painter.end()


class RoleRow(QWidget):
    """Says `changed` with the role and `#RRGGBB`."""

    changed = Signal(str, str)

    def __init__(self, role: str) -> None:
        super().__init__()
        self.role = role
        self._palette = Palette()
        self.patch = Patch()
        self.patch.clicked.connect(self._choose)
        self.label = Words()
        self.label.setMinimumWidth(px(96))
        self.hex = QLineEdit()
        self.hex.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.hex.setMaxLength(7)
        self.hex.setFixedWidth(px(96))
        self.hex.textEdited.connect(self._typed)
        self.hex.editingFinished.connect(self._finished)
        self.ratio = Words("muted")
        self.ratio.setMinimumWidth(px(48))
        self.mend = icon_button(self._mend, "wand", "tool")
        policy = self.mend.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.mend.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.patch)
        row.addWidget(self.label, 1)
        row.addWidget(self.hex)
        row.addWidget(self.ratio)
        row.addWidget(self.mend)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        name = tr(f"color.{self.role}")
        self.label.setText(name)
        self.patch.setAccessibleName(tr("color.name", value=name))
        self.hex.setAccessibleName(name)
        name_button(self.mend, tr("brand.mend"))
        self.show_palette(self._palette)

    def show_palette(self, palette: Palette) -> None:
        """Shows the role's colour, and how well it can be read on the kit's grounds."""
        self._palette = palette
        value = palette.role(self.role)
        self.patch.color = value
        self.patch.update()
        if not self.hex.hasFocus():
            self.hex.setText(value.upper())
        ratio = least_contrast(palette, self.role)
        readable = ratio is None or ratio >= READABLE
        self.ratio.setText("" if ratio is None else ratio_words(ratio))
        self.ratio.setAccessibleName("" if ratio is None else f"{tr('brand.contrast')} {ratio_words(ratio)}")
        self.ratio.setToolTip("" if ratio is None else tr("brand.contrast_why"))
        set_look(self.ratio, "ok" if readable else "error")
        self.mend.setVisible(not readable)

    def _typed(self, text: str) -> None:
        found = _HEX.fullmatch(text.strip())
        if found is not None:
            self.changed.emit(self.role, f"#{found[1].upper()}")

    def _finished(self) -> None:
        """What is no colour goes; the last good one stands."""
        self.hex.setText(self._palette.role(self.role).upper())

    def _mend(self) -> None:
        self.changed.emit(self.role, mended(self._palette, self.role))
        self.hex.setText(self._palette.role(self.role).upper())

    def _choose(self) -> None:
        dialog = QColorDialog(QColor(self._palette.role(self.role)), self)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.colorSelected.connect(lambda color: self.changed.emit(self.role, color.name().upper()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
