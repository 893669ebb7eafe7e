"""Soft shadows: of texts, shapes and the grounds of groups."""

from msgspec import Struct

from studio.base.color import Rgba
from studio.base.geometry import Affine, Path
from studio.model.style import Shadow
from studio.scene.context import Context
from studio.scene.display_list import BlurredPath


class ShadowPaint(Struct, frozen=True):
    """A shadow whose colour is known; offset and blur (its radius) in px of what casts it."""

    color: Rgba
    offset: tuple[float, float]
    blur: float

    def of(self, path: Path, transform: Affine) -> BlurredPath:
        """The shadow that a filled outline casts."""
        return BlurredPath(path.moved(*self.offset), self.color, self.blur, transform)


def shadow_paint(shadow: Shadow | None, context: Context) -> ShadowPaint | None:
    """None where nothing is cast."""
    color = None if shadow is None else context.color(shadow.color)
    return None if shadow is None or color is None else ShadowPaint(color, shadow.offset, shadow.blur)
