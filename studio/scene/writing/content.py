"""A text that is laid out: fitted to its box, at its place, with its outlines at hand."""

from dataclasses import dataclass, field, fields, replace

from studio.base.geometry import Path
from studio.model.style import TextStyle
from studio.scene.context import Context
from studio.scene.display_list import Operation
from studio.scene.writing.style import TextPaint
from studio.scene.written import written_text
from studio.text.bidi import Direction
from studio.text.fitting import Fitted, fit_paragraph
from studio.text.layout import ParagraphLayout

SLACK = 0.5
"""px by which a box may be too small and still hold what was measured for it."""


@dataclass(frozen=True, eq=False)
class TextContent:
    """A laid-out text, where its box's top left corner stands on the canvas, and its paints."""

    layout: ParagraphLayout
    x: float
    y: float
    paint: TextPaint
    _paths: dict[tuple[int, ...] | None, Path] = field(default_factory=dict)
    _kept: dict[str, tuple[Operation, ...]] = field(default_factory=dict)

    def path(self, glyphs: tuple[int, ...] | None = None) -> Path:
        """The united outline of some glyphs (None: of all) in canvas coordinates."""
        if glyphs not in self._paths:
            self._paths[glyphs] = self.layout.outline(glyphs).moved(self.x, self.y)
        return self._paths[glyphs]

    def with_layout(self, layout: ParagraphLayout) -> "TextContent":
        """Other glyphs in the same place and paints."""
        kept = {one.name: getattr(self, one.name) for one in fields(self) if not one.name.startswith("_")}
        return TextContent(**{**kept, "layout": layout})

    @property
    def forward(self) -> int:
        return -1 if self.layout.direction is Direction.RTL else 1


def fit_text(text: str, style: TextStyle, width: float, height: float | None, context: Context) -> Fitted:
    """The text at the largest size, from the designed one down to its smallest, at which the box holds it.

    Where even the smallest needs more lines than designed, it gets them: words are never left out.
    """
    spec, smallest = context.text_spec(written_text(text, style, context), style)
    fonts = context.resources.fonts
    fitted = fit_paragraph(spec, fonts, width + SLACK, height, smallest)
    if fitted.layout.dropped_lines:
        fitted = fit_paragraph(replace(spec, max_lines=None), fonts, width + SLACK, height, smallest)
        if height is None:
            fitted = fit_paragraph(
                replace(
                    spec, max_lines=None, size=smallest, line_height=spec.line_height * smallest / spec.size
                ),
                fonts,
                width + SLACK,
                None,
                smallest,
            )
    return fitted
