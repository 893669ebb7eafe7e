"""How a text is painted, with its colours known."""

from msgspec import Struct

from studio.base.color import Rgba
from studio.base.geometry import Affine, Path, Rect
from studio.model.style import KnockOut, TextStyle
from studio.model.text_effects import Glow, LongShadow
from studio.scene.context import Context
from studio.scene.display_list import BlurredPath, Operation, PaintValue
from studio.scene.motion import shadow_reach
from studio.scene.shadows import ShadowPaint, shadow_paint
from studio.scene.writing.decoration_paints import KnockOutPaint
from studio.scene.writing.texture import texture_operations


class GlowPaint(Struct, frozen=True):
    color: Rgba
    radius: float
    spread: float

    def of(self, path: Path, transform: Affine) -> BlurredPath:
        """The light around a filled outline."""
        return BlurredPath(path, self.color, self.radius, transform, spread=self.spread)


class LongShadowPaint(Struct, frozen=True):
    color: Rgba
    dx: float
    dy: float


class TextPaint(Struct, frozen=True):
    """fill: None where the letters are not filled.  texture: over the fill, seen through the letters; on the
    canvas at rest.  reach: px by which the decorations of spans leave the glyphs."""

    fill: PaintValue | None
    stroke: Rgba | None = None
    stroke_width: float = 0.0
    shadow: ShadowPaint | None = None
    glow: GlowPaint | None = None
    long_shadow: LongShadowPaint | None = None
    texture: tuple[Operation, ...] = ()
    knock_out: KnockOutPaint | None = None
    reach: float = 0.0

    @property
    def overhang(self) -> float:
        """px by which lines, shadows and grounds reach beyond the glyphs."""
        reaches = [self.reach]
        if self.stroke is not None:
            reaches.append(self.stroke_width / 2)
        if self.shadow is not None:
            reaches.append(shadow_reach(self.shadow))
        if self.glow is not None:
            reaches.append(2 * self.glow.radius + self.glow.spread)
        if self.long_shadow is not None:
            reaches.append(max(abs(self.long_shadow.dx), abs(self.long_shadow.dy)))
        if self.knock_out is not None:
            reaches.append(max(self.knock_out.padding))
        return max(reaches)


def text_paint(style: TextStyle, box: Rect, context: Context) -> TextPaint:
    """The style's colours over a text that is laid out in `box`, canvas px."""
    stroke = style.stroke
    knock_out = _knock_out(style.knock_out, box, context)
    # Ink leaves the box, and letters that bend go further.
    around = box.expanded(max(24.0, 0.25 * min(box.width, box.height)))
    return TextPaint(
        context.paint(style.color, box) if knock_out is None else None,
        context.color(stroke.color) if stroke is not None else None,
        stroke.width if stroke is not None else 0.0,
        shadow_paint(style.shadow, context),
        _glow(style.glow, context),
        _long_shadow(style.long_shadow, context),
        texture_operations(style.texture, around, context),
        knock_out,
    )


def _glow(glow: Glow | None, context: Context) -> GlowPaint | None:
    color = None if glow is None else context.color(glow.color)
    return None if glow is None or color is None else GlowPaint(color, glow.radius, glow.spread)


def _long_shadow(shadow: LongShadow | None, context: Context) -> LongShadowPaint | None:
    color = None if shadow is None else context.color(shadow.color)
    return None if shadow is None or color is None else LongShadowPaint(color, *shadow.offset)


def _knock_out(knock_out: KnockOut | None, box: Rect, context: Context) -> KnockOutPaint | None:
    paint = None if knock_out is None else context.paint(knock_out.color, box)
    if knock_out is None or paint is None:
        return None
    return KnockOutPaint(paint, knock_out.shape == "box", knock_out.padding, knock_out.radius)
