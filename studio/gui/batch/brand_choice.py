"""The brand kit of a batch: the templates' own, people's own kits, the bundled ones, or one from a file."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QWidget

from studio.formats.brand_file import BRAND_SUFFIX
from studio.gui.brand.shelf import brands
from studio.gui.bridge import bridge
from studio.gui.i18n import localized, on_language, tr
from studio.gui.theme.icons import icon
from studio.gui.theme.theme import px, theme
from studio.model.brand import Palette
from studio.services.brand_sharing import import_brand
from studio.services.brands import Brand

_IMPORT = object()
_SHOWN = ("accent", "accent-2")


class BrandChoice(QComboBox):
    """`chosen` when it is another kit; what is made or deleted elsewhere comes and goes.

    The last row, which asks for a kit's file, is within reach only while the list is open.
    """

    chosen = Signal()
    failed = Signal(object)
    """A StudioError: a file that was to be taken in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: str | None = None
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.view().installEventFilter(self)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currentIndexChanged.connect(lambda _at: self._choose(self.currentData()))
        brands().changed.connect(self._refill)
        theme().changed.connect(self._fill)
        on_language(self, self._fill)

    @property
    def value(self) -> str | None:
        """The kit's id; None: the template's own."""
        return self._value

    def set_value(self, id: str | None) -> None:
        """A kit that there is, else the template's own; `chosen` is not said."""
        self._value = id if id is not None and brands().find(id) is not None else None
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._offer_import(offered=False)  # keys that move or search stay among the kits
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._offer_import(offered=False)
        super().wheelEvent(event)

    def showPopup(self) -> None:
        self._offer_import(offered=True)
        super().showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the open list Space chooses like Enter."""
        if (
            watched is self.view()
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Space
        ):
            enter = QKeyEvent(event.type(), Qt.Key.Key_Return, event.modifiers())
            QApplication.sendEvent(watched, enter)
            return True
        return super().eventFilter(watched, event)

    def _offer_import(self, *, offered: bool) -> None:
        item = self._rows.item(self.findData(_IMPORT))
        if item is not None:
            item.setEnabled(offered)

    def _fill(self) -> None:
        self.blockSignals(True)
        self.clear()
        self.setAccessibleName(tr("wizard.brand"))
        self.setIconSize(QSize(px(28), px(16)))
        self.addItem(tr("settings.brand_none"), "")
        for brand in brands().all:
            self.addItem(
                _swatch(brand.kit.look.palette, self.devicePixelRatioF()),
                localized(brand.kit.name),
                brand.id,
            )
        self.insertSeparator(self.count())
        self.addItem(icon("upload", "muted"), tr("brand.import"), _IMPORT)
        self.setCurrentIndex(max(0, self.findData(self._value or "")))
        self.blockSignals(False)

    def _refill(self) -> None:
        before = self._value
        self.set_value(before)
        if self._value != before:
            self.chosen.emit()

    def _choose(self, data: object) -> None:
        if data is _IMPORT:
            self.blockSignals(True)
            self.setCurrentIndex(max(0, self.findData(self._value or "")))
            self.blockSignals(False)
            self.ask()
            return
        self._value = data if isinstance(data, str) and data else None
        self.chosen.emit()

    def ask(self) -> None:
        """Asks for a kit's file."""
        dialog = QFileDialog(self.window(), tr("brand.import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{tr('wizard.brand')} (*{BRAND_SUFFIX} *.toml)")
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, file: Path) -> None:
        """Takes a kit from a file among one's own and chooses it; what is damaged is told."""

        def done(brand: Brand) -> None:
            brands().refresh()
            self.set_value(brand.id)
            self.chosen.emit()

        bridge().run(
            lambda _job: import_brand(file),
            done,
            failed=self.failed.emit,
            key="brand",
            lane="files",
            owner=self,
        )


def _swatch(palette: Palette, ratio: float) -> QIcon:
    """A kit's ground with its accents."""
    wide, high = px(28), px(16)
    picture = QPixmap(round(wide * ratio), round(high * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(palette.muted), 1))
    painter.setBrush(QColor(palette.bg))
    painter.drawRoundedRect(QRectF(0.5, 0.5, wide - 1, high - 1), px(4), px(4))
    painter.setPen(Qt.PenStyle.NoPen)
    side = high / 2
    for at, role in enumerate(_SHOWN):
        painter.setBrush(QColor(palette.role(role)))
        painter.drawEllipse(QRectF(px(4) + at * (side + px(3)), side / 2, side, side))
    painter.end()
    return QIcon(picture)
