"""Gaussian blur of a painted picture."""

from PIL import Image, ImageFilter
from PySide6.QtGui import QImage


def blurred(picture: QImage, radius: float) -> QImage:
    """The picture (ARGB32, premultiplied) blurred with a Gaussian of standard deviation `radius` / 2 pixels.

    Pillow approximates the Gaussian by three box filters, in one pass each way.
    """
    size = (picture.width(), picture.height())
    image = Image.frombuffer("RGBA", size, bytes(picture.constBits()), "raw", "RGBA", 0, 1)
    soft = image.filter(ImageFilter.GaussianBlur(radius / 2))
    data = soft.tobytes()
    # The copy owns its pixels; the wrapped bytes would go away with this function.
    return QImage(data, *size, size[0] * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()
