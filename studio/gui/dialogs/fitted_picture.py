"""A picture fitted into its place, or a sign that there is none."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.gui.pictures import draw_rounded, fill_rounded
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme


class FittedPicture(QWidget):
    """box: the width and height that it asks for, logical pixels at scale 1; it takes what it gets."""

    def __init__(self, box: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = box
        self.image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.updateGeometry)

    def set_image(self, image: QImage | None) -> None:
        self.image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._box[0]), px(self._box[1]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() / 2

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.rect().toRectF()
        if self.image is None:
            fill_rounded(painter, area, px(8), theme().palette.field)
            sign = QRectF(0, 0, px(32), px(32))
            sign.moveCenter(area.center())
            draw_icon(painter, "photo", sign, theme().palette.muted)
        else:
            ratio = min(area.width() / self.image.width(), area.height() / self.image.height())
            place = QRectF(0, 0, self.image.width() * ratio, self.image.height() * ratio)
            place.moveCenter(area.center())
            draw_rounded(painter, self.image, place, px(4))
        painter.end()
