"""Make the program's picture for each system from its drawing, resources/app-icon/hiwar-studio.svg.

    python -m resources.tools.installer.icon

PNG for Linux and the window, ICO for Windows, ICNS for macOS.  Qt paints each size from the drawing; Pillow
writes the files.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[2] / "app-icon"
DRAWING = FOLDER / "hiwar-studio.svg"
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
MAC_SIZES = (32, 64, 128, 256, 512, 1024)


def painted(size: int) -> Image.Image:
    """The drawing at `size` x `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGBA")


def main() -> None:
    painted(256).save(FOLDER / "hiwar-studio.png", optimize=True)
    windows = [painted(size) for size in WINDOWS_SIZES]
    windows[-1].save(
        FOLDER / "hiwar-studio.ico", sizes=[one.size for one in windows], append_images=windows[:-1]
    )
    mac = [painted(size) for size in MAC_SIZES]
    mac[-1].save(FOLDER / "hiwar-studio.icns", append_images=mac[:-1])


if __name__ == "__main__":
    main()
