"""A moment of a composition as a picture, and a film at a glance as a contact sheet."""

import math
from fractions import Fraction
from pathlib import Path

import numpy as np

from studio.base.errors import InputError
from studio.encode.images import write_jpeg, write_png, write_webp
from studio.model.composition import Composition
from studio.render.rasterizer import Pixels, Rasterizer
from studio.scene.scene import Scene
from studio.services.output_place import check_picture_size, check_place
from studio.services.resources import ResourceList, open_resources


def still_time(composition: Composition) -> Fraction:
    """The moment that a still shows: as the composition says, else its last frame but a tenth of a second."""
    last = composition.rate_exact.time_of(composition.frame_count - 1)
    if composition.still_at is not None:
        return min(composition.still_at, last)
    return max(Fraction(0), last - Fraction(1, 10))


class Painter:
    """Paints single moments of one composition.  scale: output px per canvas px.

    Raises InputError for a picture that would be too large, FontError, MediaError.
    """

    def __init__(self, composition: Composition, resources: ResourceList, scale: float = 1.0) -> None:
        self.scene = Scene(composition, open_resources(resources))
        width = max(1, round(composition.size.width * scale))
        height = max(1, round(composition.size.height * scale))
        check_picture_size(width, height)
        self.transparent = composition.background in (None, "none")
        self._rasterizer = Rasterizer(width, height, scale, transparent=self.transparent)

    def paint(self, time: Fraction) -> Pixels:
        """The frame at `time`: (height, width, 4) BGRA.  Valid until the next call."""
        self._rasterizer.rasterize(self.scene.display_list(time))
        return self._rasterizer.pixels


def save_still(path: Path, pixels: Pixels, *, opaque: bool) -> None:
    """Writes PNG, JPEG or WebP by the name's ending.

    pixels: as painted, colour multiplied by alpha.  Raises InputError for other endings, OutputError.
    """
    pixels = pixels if opaque else straight_alpha(pixels)
    match path.suffix.lower():
        case ".png":
            write_png(path, pixels, opaque=opaque)
        case ".jpg" | ".jpeg":
            write_jpeg(path, pixels)
        case ".webp":
            write_webp(path, pixels, opaque=opaque)
        case _:
            check_picture_name(path)


def check_picture_name(path: Path) -> None:
    """Raises InputError for a name that ends as no picture that can be written."""
    ending = path.suffix.lower()
    if ending not in (".png", ".jpg", ".jpeg", ".webp"):
        raise InputError(f"Pictures are not written as '{ending}'.", "Use .png, .jpg or .webp.", str(path))


def straight_alpha(pixels: Pixels) -> Pixels:
    """Premultiplied pixels as picture files have them: colour as it is, whatever its alpha."""
    alpha = pixels[..., 3:].astype(np.uint16)
    straight = pixels.copy()
    color = pixels[..., :3].astype(np.uint16) * 255 + alpha // 2
    straight[..., :3] = np.minimum(color // np.maximum(alpha, 1), 255).astype(np.uint8)
    return straight


def render_still(
    composition: Composition,
    resources: ResourceList,
    output: Path,
    time: Fraction | None = None,
    scale: float = 1.0,
) -> Painter:
    """Paints one moment (None: the composition's own) into a file.  Returns the painter, with its findings.

    Raises InputError, MediaError, FontError, OutputError.
    """
    check_place(output, "picture")
    painter = Painter(composition, resources, scale)
    pixels = painter.paint(still_time(composition) if time is None else time)
    save_still(output, pixels, opaque=not painter.transparent)
    return painter


class Sheet:
    """Small pictures in reading order from the left, on one picture `width` px wide.

    count: how many, 1 … 200.  ratio: width by height of each.  Raises InputError for another count and for a
    sheet that would be too large.
    """

    def __init__(self, count: int, ratio: float, width: int) -> None:
        if not 1 <= count <= 200:
            raise InputError("A contact sheet has 1 to 200 frames.", "Choose another number.")
        self._count = count
        self._columns = _columns(count, ratio)
        self._width = width
        self.cell_width = (width - _GAP * (self._columns + 1)) // self._columns
        self.cell_height = max(1, round(self.cell_width / ratio))
        rows = math.ceil(count / self._columns)
        check_picture_size(width, _GAP + rows * (self.cell_height + _GAP))
        self._pixels: Pixels | None = None

    def put(self, index: int, picture: Pixels) -> None:
        """picture: (about cell_height, cell_width, 4) BGRA; all of one size."""
        height, cell = picture.shape[:2]
        if self._pixels is None:
            rows = math.ceil(self._count / self._columns)
            self._pixels = np.full((_GAP + rows * (height + _GAP), self._width, 4), 32, np.uint8)
        row, column = divmod(index, self._columns)
        top, left = _GAP + row * (height + _GAP), _GAP + column * (cell + _GAP)
        self._pixels[top : top + height, left : left + cell] = picture

    def save(self, output: Path) -> None:
        """Raises OutputError, InputError for an ending of a name that is not known."""
        if self._pixels is not None:
            save_still(output, self._pixels, opaque=True)


_GAP = 12  # px between the pictures


def _columns(count: int, ratio: float) -> int:
    """About as wide as high; near that, what leaves the fewest places empty."""
    square = max(1, min(count, round(math.sqrt(count / ratio * 1.1))))
    near = [columns for columns in (square, square + 1, square - 1) if 1 <= columns <= count]
    return min(near, key=lambda columns: -count % columns)


def middles(duration: Fraction, count: int) -> list[Fraction]:
    """The middle of each of `count` equal parts of a film."""
    return [duration * (2 * index + 1) / (2 * count) for index in range(count)]


def contact_sheet(
    composition: Composition, resources: ResourceList, output: Path, count: int = 12, width: int = 1600
) -> None:
    """Frames at even distances, in reading order from the left, on one picture `width` px wide.

    count: how many frames, 1 … 200.  Raises InputError, MediaError, FontError, OutputError.
    """
    check_place(output, "picture")
    sheet = Sheet(count, composition.size.width / composition.size.height, width)
    painter = Painter(composition, resources, sheet.cell_width / composition.size.width)
    for index, time in enumerate(middles(composition.duration, count)):
        sheet.put(index, painter.paint(time))
    sheet.save(output)
