"""What a frame looks like, as data: a tuple of drawing operations in painter order, each with its bounds.

Operations are values: two equal operations paint the same pixels, so a frame that equals the last one needs
no painting, and where two lists differ only the bounds of what differs are painted anew
(`studio.render.damage`). Coordinates are canvas pixels, y down; colours are straight (not premultiplied)
sRGB.
"""

import hashlib
from functools import cached_property
from typing import Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from studio.base.color import Rgba
from studio.base.geometry import IDENTITY, Affine, Path, Point, Rect
from studio.model.layers import BlendMode


class GradientPaint(Struct, frozen=True):
    """Colours from (x0, y0) to (x1, y1), in the path's own coordinates; radial: centre and a point on
    the rim.

    `stops` are dense enough that plain sRGB interpolation between them follows the OKLab curve.
    """

    kind: Literal["linear", "radial"]
    x0: float
    y0: float
    x1: float
    y1: float
    stops: tuple[tuple[float, Rgba], ...]

    def transformed(self, by: Affine) -> "GradientPaint":
        """The gradient between the mapped points."""
        first, second = by.apply(Point(self.x0, self.y0)), by.apply(Point(self.x1, self.y1))
        return replace(self, x0=first.x, y0=first.y, x1=second.x, y1=second.y)


PaintValue = Rgba | GradientPaint

SPREAD_PX = 4
"""Canvas pixels that one output pixel may be: films are never smaller than a quarter of their canvas."""


class FillPath(Struct, frozen=True):
    """Fills an outline by the non-zero winding rule, antialiased.

    spread: output pixels by which it reaches beyond the outline, so that the antialiased edge of what it is
    seen through (a `Stencil`) gets its colour whole.  replaces: takes the place of what is below instead of
    covering it, also where the paint is translucent.
    """

    path: Path
    paint: PaintValue
    transform: Affine = IDENTITY
    opacity: float = 1.0
    spread: float = 0.0
    replaces: bool = False

    @property
    def bounds(self) -> Rect:
        # A film may be smaller than its canvas: there an output pixel is up to some canvas pixels.
        return self.transform.apply_rect(self.path.bounds).expanded(1 + SPREAD_PX * self.spread)


class StrokePath(Struct, frozen=True):
    """Draws a line of `width` px (in the path's coordinates) along an outline; round caps and joins."""

    path: Path
    color: Rgba
    width: float
    dash: tuple[float, ...] = ()
    """Lengths of line and gap in px."""
    transform: Affine = IDENTITY
    opacity: float = 1.0

    @property
    def bounds(self) -> Rect:
        return self.transform.apply_rect(self.path.bounds.expanded(self.width / 2)).expanded(1)


class BlurredPath(Struct, frozen=True):
    """A filled outline blurred with a Gaussian of standard deviation `radius` / 2: shadows and glows.

    The radius is in the path's coordinates: a shadow grows with what casts it.  So is `spread`, by which the
    outline is made fatter before it is blurred.
    """

    path: Path
    color: Rgba
    radius: float
    transform: Affine = IDENTITY
    opacity: float = 1.0
    spread: float = 0.0

    @property
    def canvas_radius(self) -> float:
        return self.radius * self.transform.growth

    @property
    def bounds(self) -> Rect:
        cast = self.path.bounds.expanded(self.spread)
        return self.transform.apply_rect(cast).expanded(2 * self.canvas_radius + 1)


class ImageSource(Struct, frozen=True):
    """A picture to draw: a file with its content's digest, or encoded bytes (a colour emoji)."""

    digest: str
    path: str = ""
    data: bytes = b""


class FilmFrame(Struct, frozen=True):
    """One frame of a film file, by its number: equal ones show the same pixels.

    width, height: canvas px that the whole frame takes at rest: what it is decoded to.
    """

    digest: str
    path: str
    number: int
    width: float
    height: float
    opaque: bool = True


class DrawImage(Struct, frozen=True):
    """Draws `source` (px of the picture) into `target`, smoothly scaled; clipped to `clip` where given."""

    image: ImageSource | FilmFrame
    source: Rect
    target: Rect
    transform: Affine = IDENTITY
    opacity: float = 1.0
    clip: Path | None = None
    """In the coordinates of `target`."""

    @property
    def bounds(self) -> Rect:
        shown = self.target if self.clip is None else self.target.intersected(self.clip.bounds)
        return self.transform.apply_rect(shown).expanded(1)


class Layer(Struct, frozen=True):
    """Paints `operations` as one picture, then lays it down: clipped, blurred, faded, blended."""

    operations: "DisplayList"
    bounds: Rect
    opacity: float = 1.0
    blend: BlendMode = BlendMode.NORMAL
    clip: Path | None = None
    """In canvas coordinates."""
    blur: float = 0.0
    """Radius in px."""
    mask: GradientPaint | None = None
    """Lets through what its alpha says, in canvas coordinates."""


class Stencil(Struct, frozen=True):
    """Paints `operations` as one picture and lays down what of it lies inside an outline, or outside of it.

    Alpha is that of the picture times that of the filled outline, so parts of one silhouette may be coloured
    without a seam between them or a fringe around them.  transform: of the path; the operations have their
    own.
    """

    path: Path
    operations: "DisplayList"
    bounds: Rect
    """Around what is laid down, canvas px."""
    keeps: Literal["inside", "outside"] = "inside"
    transform: Affine = IDENTITY
    opacity: float = 1.0


class Still(Struct, frozen=True, eq=False, dict=True):
    """Operations that stay as they are for a while: the rasterizer keeps their picture and lays that down.

    `bounds` are in canvas pixels.  The picture is always used, never the operations directly, so that a frame
    does not depend on which frame came before it.
    """

    operations: "DisplayList"
    bounds: Rect

    @cached_property
    def _hash(self) -> int:
        return hash((self.operations, self.bounds))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Still):
            return NotImplemented
        return (
            self._hash == other._hash and self.bounds == other.bounds and self.operations == other.operations
        )


class MovedStill(Struct, frozen=True):
    """A still part that slides: its kept picture laid down by whole canvas pixels from where it stands."""

    still: Still
    dx: int
    dy: int

    @property
    def bounds(self) -> Rect:
        return self.still.bounds.moved(self.dx, self.dy)


class RevealField(Struct, frozen=True, eq=False, dict=True):
    """When each spot of a picture is to be seen, on a grid of cells.

    values: float32, never changed; (0, 0) is the cell whose top left corner stands at (x, y), canvas px;
    `cell`: px a cell.  Two fields are equal where their contents are.
    """

    values: NDArray[np.float32]
    x: float
    y: float
    cell: float

    def __post_init__(self) -> None:
        self.values.flags.writeable = False

    @cached_property
    def digest(self) -> bytes:
        found = hashlib.blake2b(repr((self.x, self.y, self.cell, self.values.shape)).encode(), digest_size=16)
        found.update(self.values.tobytes())
        return found.digest()

    @property
    def bounds(self) -> Rect:
        height, width = self.values.shape
        return Rect(self.x, self.y, width * self.cell, height * self.cell)

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, RevealField) and self.digest == other.digest


class Revealed(Struct, frozen=True):
    """Paints `operations` as one picture and shows of it what `field` lets through by the time `at`.

    A spot with the value v is seen by (at - v) / soft, 0 … 1: `soft` is how long it takes to appear.  Nothing
    is seen outside the field.  transform: of the field; the operations have their own.
    """

    operations: "DisplayList"
    bounds: Rect
    """Around the operations, canvas px."""
    field: RevealField
    at: float
    soft: float
    transform: Affine = IDENTITY


Operation = FillPath | StrokePath | BlurredPath | DrawImage | Layer | Stencil | Revealed | Still | MovedStill
DisplayList = tuple[Operation, ...]
