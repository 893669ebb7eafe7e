"""Text: shaped once, fitted to its box, its finished glyphs moved by unit so that joins hold.

At rest a text is one united outline (no seams between glyphs), kept as a picture.  While units move, those
at rest stay one outline and each moving unit is one of its own.
"""

import hashlib
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache, partial

from studio.animation.units import REST, UnitState, combine, combine_units, unit_states
from studio.base.color import Rgba
from studio.base.geometry import IDENTITY, Affine, Path, Rect, Size
from studio.model.animation import Animation, AnimationPreset, TextUnit
from studio.model.layers import TextLayer
from studio.model.style import TextStyle
from studio.scene.context import Context
from studio.scene.display_list import (
    DrawImage,
    FillPath,
    ImageSource,
    Operation,
    PaintValue,
    StrokePath,
)
from studio.scene.drawing import as_one, faded, is_rest, softened, still
from studio.scene.findings import Finding
from studio.scene.kind import Kind, Laid, Limit
from studio.scene.motion import reveal_clip, shadow_reach, state_transform
from studio.scene.shadows import ShadowPaint, shadow_paint
from studio.scene.written import localized_digits
from studio.text.bidi import Direction
from studio.text.fitting import Fitted, fit_paragraph
from studio.text.layout import ParagraphLayout
from studio.text.units import UnitBox

_SLACK = 0.5
"""px by which a box may be too small and still hold what was measured for it."""


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

    def at_rest(self) -> tuple[Operation, ...]:
        if "rest" not in self._kept:
            self._kept["rest"] = still(glyph_operations(self, None, IDENTITY, 1.0))
        return self._kept["rest"]

    @property
    def forward(self) -> int:
        return -1 if self.layout.direction is Direction.RTL else 1


@dataclass(frozen=True, slots=True)
class TextState:
    """states: one per unit of kind `unit`, in reading order; None: all at rest.  whole: the text as one."""

    content: TextContent
    unit: TextUnit = TextUnit.WORD
    states: tuple[UnitState, ...] | None = None
    whole: UnitState = REST


def fit_text(text: str, style: TextStyle, width: float, height: float | None, context: Context) -> Fitted:
    """The text at the largest size, from the designed one down to its smallest, at which the box holds it.

    Where even the smallest needs more lines than designed, it gets them: words are never left out.
    """
    spec, smallest = context.text_spec(localized_digits(text, context.digits), style)
    fonts = context.resources.fonts
    fitted = fit_paragraph(spec, fonts, width + _SLACK, height, smallest)
    if fitted.layout.dropped_lines:
        fitted = fit_paragraph(replace(spec, max_lines=None), fonts, width + _SLACK, height, smallest)
        if height is None:
            fitted = fit_paragraph(
                replace(
                    spec, max_lines=None, size=smallest, line_height=spec.line_height * smallest / spec.size
                ),
                fonts,
                width + _SLACK,
                None,
                smallest,
            )
    return fitted


def text_paint(style: TextStyle, box: Rect, context: Context) -> TextPaint:
    stroke = style.stroke
    return TextPaint(
        context.paint(style.color, box),
        context.color(stroke.color) if stroke is not None else None,
        stroke.width if stroke is not None else 0.0,
        shadow_paint(style.shadow, context),
    )


def _measure(layer: TextLayer, limit: Limit, context: Context) -> Size:
    layout = fit_text(layer.text, layer.style, limit.width, limit.height, context).layout
    return Size(min(limit.width, layout.natural_width), layout.height)


def _prepare(layer: TextLayer, box: Rect, context: Context, _duration: Fraction) -> TextContent:
    fitted = fit_text(layer.text, layer.style, box.width, box.height + _SLACK, context)
    layout = fitted.layout
    if not fitted.fits:
        context.report(
            Finding(
                "text-too-long",
                layer.id,
                f"The text '{_short(layer.text)}' does not fit its box.",
                "Shorten it or make its box larger.",
            )
        )
    for missing in layout.missing:
        codes = " ".join(f"U+{code:04X}" for code in missing.codepoints)
        context.report(
            Finding(
                "missing-glyph",
                layer.id,
                f"No font has '{missing.text}' ({codes}); it is left out.",
                "Replace it or add a font that has it.",
            )
        )
    # Whole pixels, so that a text looks the same wherever it stands.
    x, y = round(box.x), round(box.y)
    ink = Rect(x, y, max(layout.width, 1.0), max(layout.height, 1.0))
    return TextContent(layout, x, y, text_paint(layer.style, ink, context))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _evaluate(laid: Laid, time: Fraction, context: Context) -> TextState:
    content: TextContent = laid.content
    layer: TextLayer = laid.layer
    if not layer.animations:
        return TextState(content)
    whole = REST
    chosen: list[tuple[TextUnit, tuple[UnitState, ...]]] = []
    for animation in layer.animations:
        preset = context.resources.animation(animation.preset)
        unit = moving_unit(animation, preset)
        count = len(content.layout.units(unit))
        states = unit_states(animation, preset, count, time, laid.duration)
        if unit is TextUnit.WHOLE:
            whole = combine(whole, states[0])
        elif any(state != REST for state in states):
            chosen.append((unit, states))
    if not chosen:
        return TextState(content, whole=whole)
    if len({unit for unit, _ in chosen}) == 1:
        combined = combine_units([states for _, states in chosen])
        return TextState(content, chosen[0][0], combined, whole)
    return _mixed(content, chosen, whole)


def moving_unit(animation: Animation, preset: AnimationPreset) -> TextUnit:
    """What moves as one.  Letters that join move as their joined group: apart they would tear, and show seams
    where they fade.  (Letters that join nothing are groups alone.)  A preset may ask for the cut."""
    unit = animation.unit or preset.unit
    return TextUnit.GROUP if unit is TextUnit.LETTER and not preset.cuts_joins else unit


_FINEST = (TextUnit.LETTER, TextUnit.GROUP, TextUnit.WORD, TextUnit.LINE)


def _mixed(
    content: TextContent, chosen: Sequence[tuple[TextUnit, tuple[UnitState, ...]]], whole: UnitState
) -> TextState:
    """Motions over different units at once, brought to the finest of them."""
    finest = min((unit for unit, _ in chosen), key=_FINEST.index)
    layout = content.layout
    states = [REST] * len(layout.units(finest))
    for index, glyphs in enumerate(layout.glyphs_by_unit[finest]):
        if glyphs:
            first = layout.glyphs[glyphs[0]]
            states[index] = combine(*(its[layout.unit_of(first, unit)] for unit, its in chosen))
    return TextState(content, finest, tuple(states), whole)


def _draw(state: TextState, transform: Affine, opacity: float, _context: Context) -> Sequence[Operation]:
    if state.whole == REST:
        return _draw_units(state, transform, opacity)
    whole = state.content.layout.units(TextUnit.WHOLE)[0]
    return _as_moved(state.content, whole, state.whole, transform, opacity, partial(_draw_units, state))


def _draw_units(state: TextState, transform: Affine, opacity: float) -> Sequence[Operation]:
    content = state.content
    if state.states is None:
        if is_rest(transform, opacity):
            return content.at_rest()
        return glyph_operations(content, None, transform, opacity)
    operations: list[Operation] = []
    by_unit = content.layout.glyphs_by_unit[state.unit]
    resting = tuple(
        glyph for glyphs, unit in zip(by_unit, state.states, strict=True) if unit == REST for glyph in glyphs
    )
    if resting:
        operations += glyph_operations(content, resting, transform, opacity)
    units = content.layout.units(state.unit)
    for unit, glyphs, unit_state in zip(units, by_unit, state.states, strict=True):
        if unit_state != REST and glyphs:
            draw = partial(glyph_operations, content, glyphs)
            operations += _as_moved(content, unit, unit_state, transform, opacity, draw)
    return operations


def _as_moved(
    content: TextContent,
    unit: UnitBox,
    state: UnitState,
    transform: Affine,
    opacity: float,
    draw: Callable[[Affine, float], Sequence[Operation]],
) -> Sequence[Operation]:
    """What `draw` paints under a map and an opacity, in the state of the unit that it is."""
    if state.is_hidden:
        return ()
    box = unit.box.united(unit.ink).moved(content.x, content.y)
    moved = state_transform(state, box, content.forward).then(transform)
    strength = opacity * min(1.0, state.opacity)
    clip = reveal_clip(state, box.expanded(2 + content.paint.overhang), rtl=unit.rtl)
    if clip is None and state.blur <= 0:
        return draw(moved, strength)
    operations = softened(draw(moved, 1.0), state.blur * transform.growth)
    return as_one(operations, strength, clip=None if clip is None else clip.transformed(moved))


def glyph_operations(
    content: TextContent, glyphs: tuple[int, ...] | None, transform: Affine, opacity: float
) -> tuple[Operation, ...]:
    """Shadow, then stroke, then fill, then colour glyphs: the stroke never swallows a letter."""
    paint = content.paint
    path = content.path(glyphs)
    operations: list[Operation] = []
    if not path.is_empty:
        if paint.shadow is not None:
            operations.append(paint.shadow.of(path, transform))
        if paint.stroke is not None and paint.stroke_width > 0:
            operations.append(StrokePath(path, paint.stroke, paint.stroke_width, (), transform))
        if paint.fill is not None:
            operations.append(FillPath(path, paint.fill, transform))
    operations += _pictures(content, glyphs, transform)
    return faded(operations, opacity)


def _pictures(content: TextContent, glyphs: tuple[int, ...] | None, transform: Affine) -> list[DrawImage]:
    out = []
    for placed in content.layout.color_glyphs(glyphs):
        source, whole = _picture_source(placed.picture.png)
        out.append(DrawImage(source, whole, placed.box.moved(content.x, content.y), transform))
    return out


@lru_cache(maxsize=1024)
def _picture_source(png: bytes) -> tuple[ImageSource, Rect]:
    """The PNG file of a colour glyph, and the whole of it in its own pixels."""
    width, height = struct.unpack(">II", png[16:24])  # the IHDR chunk always comes first
    return ImageSource(hashlib.blake2b(png, digest_size=16).hexdigest(), data=png), Rect(0, 0, width, height)


KIND = Kind(_measure, _prepare, _evaluate, _draw)
