"""How a text is painted, with its colours known."""

from dataclasses import dataclass

from studio.base.color import Rgba
from studio.base.geometry import Rect
from studio.model.style import TextStyle
from studio.scene.context import Context
from studio.scene.display_list import PaintValue
from studio.scene.motion import shadow_reach
from studio.scene.shadows import ShadowPaint, shadow_paint


@dataclass(frozen=True, slots=True)
class TextPaint:
    fill: PaintValue | None
    stroke: Rgba | None = None
    stroke_width: float = 0.0
    shadow: ShadowPaint | None = None

    @property
    def overhang(self) -> float:
        """px by which line and shadow reach beyond the glyphs."""
        line = self.stroke_width / 2 if self.stroke is not None else 0.0
        return line if self.shadow is None else max(line, shadow_reach(self.shadow))


def text_paint(style: TextStyle, box: Rect, context: Context) -> TextPaint:
    stroke = style.stroke
    return TextPaint(
        context.paint(style.color, box),
        context.color(stroke.color) if stroke is not None else None,
        stroke.width if stroke is not None else 0.0,
        shadow_paint(style.shadow, context),
    )
