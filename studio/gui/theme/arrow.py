"""The arrow of lists that open: style sheets take pictures from files alone, so it is drawn into one."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from studio.base.errors import StudioError
from studio.base.paths import cache_dir

_RATIO = 3  # of the picture's pixels to those on screen, so that it stays crisp


def arrow_file(color: str, size: int) -> str:
    """A chevron pointing down, `size` logical px, as the path that a style sheet names; empty if none can be
    kept."""
    try:
        folder = cache_dir() / "window"
        folder.mkdir(exist_ok=True)
    except (StudioError, OSError):
        return ""
    file = folder / f"arrow-{color.lstrip('#')}-{size}.png"
    if not file.is_file():
        side = size * _RATIO
        picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(color), side * 1.75 / 20)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(
            [QPointF(side * x, side * y) for x, y in ((0.25, 0.38), (0.5, 0.63), (0.75, 0.38))]
        )
        painter.end()
        picture.save(str(file))
    return file.as_posix()
