"""A look at work: a small card by the engine, always the latest, painted in a thread."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.gui.bridge import bridge
from studio.gui.i18n import tr
from studio.gui.pictures import draw_rounded, fill_rounded, image_of
from studio.gui.theme.theme import px, theme
from studio.model.brand import Look
from studio.services.brand_card import HEIGHT, WIDTH, brand_card


class BrandCard(QWidget):
    """Shows words, a surface, the accents and the logo as they would stand in a film."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image: QImage | None = None

    def sizeHint(self) -> QSize:
        return QSize(px(272), px(272 * HEIGHT / WIDTH))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * HEIGHT / WIDTH)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(200 * HEIGHT / WIDTH))

    def show_look(
        self, look: Look, language: str, files: dict[str, Path] | None = None, fonts: tuple[Path, ...] = ()
    ) -> None:
        """Paints it anew; the old picture stands until then."""
        self.setAccessibleName(tr("brand.card"))
        width = round(px(320) * self.devicePixelRatioF())
        bridge().run(
            lambda _job: image_of(brand_card(look, language, width, files or {}, fonts)),
            self._show,
            failed=lambda _error: None,  # the last good card stands; the fields say what is wrong
            key=("card", id(self)),
            lane="card",
            owner=self,
        )

    def _show(self, image: QImage) -> None:
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        area.setHeight(min(area.height(), area.width() * HEIGHT / WIDTH))
        if self.image is None:
            fill_rounded(painter, area, px(8), theme().palette.raised)
        else:
            draw_rounded(painter, self.image, area, px(8))
        painter.end()
