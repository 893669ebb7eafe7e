"""A moment of a composition as a picture, and a film at a glance as a contact sheet."""

import math
from fractions import Fraction
from pathlib import Path

import numpy as np

from studio.base.errors import InputError
from studio.base.files import write_file
from studio.base.geometry import Size
from studio.encode.images import write_jpeg, write_png, write_webp
from studio.model.composition import Composition
from studio.render.rasterizer import Pixels, Rasterizer
from studio.scene.scene import Scene
from studio.services.output_place import check_picture_size, check_place
from studio.services.resources import ResourceList, open_resources

PAGE_SUFFIX = ".pdf"
STILL_SUFFIXES = (".png", ".jpg", ".webp", PAGE_SUFFIX)
"""What people choose from for a still."""


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
        self.width = max(1, round(composition.size.width * scale))
        self.height = max(1, round(composition.size.height * scale))
        check_picture_size(self.width, self.height)
        self.transparent = composition.background in (None, "none")
        self._canvas, self._scale = Size(composition.size.width, composition.size.height), scale
        self._rasterizer: Rasterizer | None = None

    def paint(self, time: Fraction) -> Pixels:
        """The frame at `time`: (height, width, 4) BGRA.  Valid until the next call."""
        if self._rasterizer is None:
            self._rasterizer = Rasterizer(self.width, self.height, self._scale, transparent=self.transparent)
        self._rasterizer.rasterize(self.scene.display_list(time))
        return self._rasterizer.pixels

    def page(self, time: Fraction) -> bytes:
        """The frame at `time` as a PDF file of one page: outlines, no pixels, wherever that can be."""
        # Here, because every start of a render loads this module and few ask for pages.
        from studio.render.pdf import pdf_page

        return pdf_page(self.scene.display_list(time), self._canvas, self._scale)


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


def check_picture_name(path: Path, *, page: bool = False) -> None:
    """Raises InputError for a name that ends as no picture that can be written.  page: a PDF may be one."""
    ending = path.suffix.lower()
    if ending in (".png", ".jpg", ".jpeg", ".webp") or (page and ending == PAGE_SUFFIX):
        return
    hint = "Use .png, .jpg, .webp or .pdf." if page else "Use .png, .jpg or .webp."
    raise InputError(f"Pictures are not written as '{ending}'.", hint, str(path))


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
    """Paints one moment (None: the composition's own) into a file: a picture, or a page for printing (.pdf).
    Returns the painter, with its findings.

    Raises InputError, MediaError, FontError, OutputError.
    """
    check_place(output, "picture", resources.media.values())
    check_picture_name(output, page=True)
    painter = Painter(composition, resources, scale)
    moment = still_time(composition) if time is None else time
    if output.suffix.lower() == PAGE_SUFFIX:
        write_file(output, painter.page(moment))
    else:
        save_still(output, painter.paint(moment), opaque=not painter.transparent)
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
    check_place(output, "picture", resources.media.values())
    sheet = Sheet(count, composition.size.width / composition.size.height, width)
    painter = Painter(composition, resources, sheet.cell_width / composition.size.width)
    for index, time in enumerate(middles(composition.duration, count)):
        sheet.put(index, painter.paint(time))
    sheet.save(output)
