"""Captions: one cue at a time, laid out once, so that the line stands still while its words light up.

What is drawn, from below: the box that hugs the lines, the pill behind the word being spoken, the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from studio.base.color import Rgba, mix
from studio.base.geometry import Affine, Path, Rect, Size
from studio.model.animation import TextUnit
from studio.model.captions import CaptionStyle, Cue
from studio.model.layers import CaptionLayer
from studio.model.place import Anchor, Place
from studio.model.style import Shadow, Stroke, TextAlign, TextStyle, TypeRole
from studio.scene.caption_boxes import hugging_box, line_bands, pill_path
from studio.scene.caption_stretch import STRETCHED, roomy, spoken_longer
from studio.scene.captions import CueTable, Light, cue_text, lights, lit_at, timed_words
from studio.scene.context import Context
from studio.scene.display_list import FillPath, Operation
from studio.scene.drawing import as_one, is_rest, still
from studio.scene.findings import Finding
from studio.scene.kind import Kind, Laid, Limit
from studio.scene.sweep import SweepPart, sweep_parts
from studio.scene.writing.content import TextContent, fit_text
from studio.scene.writing.paint import glyph_operations
from studio.scene.writing.style import TextPaint, text_paint
from studio.text.layout import ParagraphLayout

REGION = "caption.box"
"""Where captions stand that are not placed: at its foot (STYLE, section 7)."""

_NO_BOX_STROKE = Stroke(color="bg", width=6)
_NO_BOX_SHADOW = Shadow(color="#000000@60", offset=(0, 4), blur=12)


@dataclass(frozen=True, eq=False)
class CueContent:
    """A cue that is laid out.  glyphs: those of each light, and of what is never lit.  pills: behind each.
    sweep: what is coloured in turn where the style sweeps."""

    text: TextContent
    ground: Path
    lights: tuple[Light, ...]
    glyphs: tuple[tuple[int, ...], ...]
    pills: tuple[Path, ...]
    sweep: tuple[SweepPart, ...] = ()
    _kept: dict[tuple[int, ...], tuple[Operation, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class CaptionContent:
    """All cues of a layer, laid out when they are first seen.  region: where they stand; down: 0 at its top,
    1 at its foot."""

    layer: CaptionLayer
    cues: CueTable
    region: Rect
    down: float
    context: Context
    colors: "CaptionColors"
    _laid: dict[int, CueContent] = field(default_factory=dict)

    def cue(self, index: int) -> CueContent:
        if index not in self._laid:
            self._laid[index] = lay_out_cue(self, self.cues.cues[index])
        return self._laid[index]


@dataclass(frozen=True, slots=True)
class CaptionColors:
    """box: the ground; pill: behind what is lit, None where only its colour changes; lit: its text."""

    text: TextPaint
    box: Rgba | None
    pill: Rgba | None
    lit: Rgba | None


@dataclass(frozen=True, slots=True)
class CaptionState:
    """What is on screen: lit are (light's number, level 0 to 1), none or two while one follows the other.

    swept: for each part of a sweep how much of it is coloured, 0 to 1."""

    cue: CueContent
    colors: CaptionColors
    lit: tuple[tuple[int, float], ...]
    opacity: float
    swept: tuple[float, ...] = ()


def caption_text_style(style: CaptionStyle) -> TextStyle:
    """The style's text as captions are set unless it says otherwise: in their role, centred."""
    changes: dict[str, object] = {}
    if "role" not in style.text.model_fields_set:
        changes["role"] = TypeRole.CAPTION
    if "align" not in style.text.model_fields_set:
        changes["align"] = TextAlign.CENTER
    return style.text.model_copy(update=changes)


def _measure(layer: CaptionLayer, limit: Limit, context: Context) -> Size:
    """The width there is, and the height of as many lines as a cue may have."""
    spec, _ = context.text_spec("", caption_text_style(layer.style))
    vertical, _ = _padding(layer.style)
    return Size(limit.width, spec.line_height * (spec.max_lines or 2) + 2 * vertical)


def _padding(style: CaptionStyle) -> tuple[float, float]:
    """From the ink to the box's edge, or to the pill's where there is no box: vertical, horizontal."""
    return style.highlight_padding if style.box is None else style.box_padding


def _prepare(layer: CaptionLayer, box: Rect, context: Context, _duration: Fraction) -> CaptionContent:
    unplaced = layer.place == Place()
    region = box
    if unplaced:
        region = context.area(REGION if REGION in context.format.regions else "safe", layer.id)
    down = 1.0
    if "anchor" in layer.place.model_fields_set:
        name = layer.place.anchor
        top = (Anchor.TOP_START, Anchor.TOP, Anchor.TOP_END)
        down = 0.0 if name in top else 0.5 if name in (Anchor.START, Anchor.CENTER, Anchor.END) else 1.0
    colors = _colors(layer.style, box, context)
    return CaptionContent(layer, CueTable(layer.cues), region, down, context, colors)


def _colors(style: CaptionStyle, box: Rect, context: Context) -> CaptionColors:
    text = caption_text_style(style)
    stroke, shadow = style.stroke or text.stroke, style.shadow or text.shadow
    if style.box is None and stroke is None and shadow is None:
        stroke, shadow = _NO_BOX_STROKE, _NO_BOX_SHADOW
    paint = text_paint(text.model_copy(update={"stroke": stroke, "shadow": shadow}), box, context)
    light = context.color(style.highlight_color)
    return CaptionColors(
        paint,
        None if style.box is None else context.color(style.box),
        light if style.highlight == "box" else None,
        context.color(style.highlight_text) if style.highlight == "box" else light,
    )


def lay_out_cue(content: CaptionContent, cue: Cue) -> CueContent:
    """The cue's text, fitted and placed; reports what does not fit."""
    layer, context, region = content.layer, content.context, content.region
    style = layer.style
    vertical, horizontal = _padding(style)
    width = max(1.0, min(style.max_width or region.width, region.width) - 2 * horizontal)
    if style.highlight == "stretch":
        width -= STRETCHED * context.text_spec("", caption_text_style(style))[0].size
    text = cue_text(cue)
    fitted = fit_text(text, caption_text_style(style), width, None, context)
    layout = fitted.layout
    designed = context.text_spec(text, caption_text_style(style))[0].max_lines or 2
    if not fitted.fits or len(layout.lines) > designed:
        context.report(
            Finding(
                "text-too-long",
                layer.id,
                f"The caption '{text[:40]}' needs more than {designed} lines.",
                "Break it into two cues.",
            )
        )
    for missing in layout.missing:
        context.report(
            Finding(
                "missing-glyph", layer.id, f"No font has '{missing.text}'; it is left out.", "Replace it."
            )
        )
    bands = line_bands(layout, context)
    top, bottom = bands[0].y - vertical, bands[-1].bottom + vertical
    x = round(region.x + (region.width - layout.width) / 2)
    y = round(region.y + (region.height - (bottom - top)) * content.down - top)
    placed = TextContent(layout, x, y, content.colors.text)
    bands = [band.moved(x, y) for band in bands]
    if style.highlight == "stretch":
        bands = roomy(bands, layout, layer.id, context)
    ground = Path() if style.box is None else hugging_box(bands, style.box_padding, style.box_radius)
    found, glyphs, pills = _highlights(cue, layout, style, bands, x)
    sweep = sweep_parts(cue, layout) if style.highlight in ("sweep", "stretch") else ()
    return CueContent(placed, ground, found, glyphs, pills, sweep)


def _highlights(
    cue: Cue, layout: ParagraphLayout, style: CaptionStyle, bands: Sequence[Rect], x: float
) -> tuple[tuple[Light, ...], tuple[tuple[int, ...], ...], tuple[Path, ...]]:
    """What is lit when, the glyphs of each light (after them: all of them), and the pills behind."""
    everything = tuple(range(len(layout.glyphs)))
    if style.highlight in ("none", "sweep", "stretch"):
        return (), (everything,), ()
    units = layout.units(TextUnit.WORD)
    words = [
        (word, its)
        for word in timed_words(cue)
        if (its := [unit for unit in units if unit.start < word.last and word.first < unit.end])
    ]
    lines = [its[0].line for _, its in words]
    found = lights([word for word, _ in words], lines, cue.start, style.highlight_change)
    by_word = layout.glyphs_by_unit[TextUnit.WORD]
    glyphs: list[tuple[int, ...]] = []
    pills: list[Path] = []
    for light in found:
        lit = {unit.index for number in light.words for unit in words[number][1]}
        glyphs.append(tuple(sorted(glyph for index in lit for glyph in by_word[index])))
        pills.append(pill_path(units, lit, style, bands, x))
    return found, (*glyphs, everything), tuple(pills)


def _evaluate(laid: Laid, time: Fraction, context: Context) -> CaptionState | None:
    content: CaptionContent = laid.content
    index = content.cues.index_at(time)
    if index is None:
        return None
    cue = content.cue(index)
    frame = 1 / context.composition.rate_exact.fraction
    opacity = content.cues.opacity(index, time, content.layer.style.fade, frame)
    swept = tuple(part.level(time) for part in cue.sweep)
    if content.layer.style.highlight == "stretch":
        text = spoken_longer(cue.text, cue.sweep, swept)
        if text is not cue.text:
            sweep = sweep_parts(content.cues.cues[index], text.layout)
            cue = replace(cue, text=text, sweep=sweep, _kept={})
    return CaptionState(cue, content.colors, lit_at(cue.lights, time), opacity, swept)


def _draw(
    state: CaptionState | None, transform: Affine, opacity: float, _context: Context
) -> Sequence[Operation]:
    if state is None:
        return ()
    seen = opacity * state.opacity
    if state.swept:
        return as_one(_sweeping(state, transform, rests=is_rest(transform, seen)), seen)
    if not is_rest(transform, seen) or any(level < 1 for _, level in state.lit):
        return as_one(_operations(state, transform), seen)
    key = tuple(number for number, _ in state.lit)
    kept = state.cue._kept
    if key not in kept:
        kept[key] = still(_operations(state, transform))
    return kept[key]


def _operations(state: CaptionState, transform: Affine) -> list[Operation]:
    cue, colors = state.cue, state.colors
    operations: list[Operation] = []
    if colors.box is not None and not cue.ground.is_empty:
        operations.append(FillPath(cue.ground, colors.box, transform))
    if colors.pill is not None:
        for number, level in state.lit:
            operations.append(FillPath(cue.pills[number], colors.pill, transform, level))
    lit = {glyph for number, _ in state.lit for glyph in cue.glyphs[number]}
    operations += glyph_operations(
        cue.text, tuple(glyph for glyph in cue.glyphs[-1] if glyph not in lit), transform, 1.0
    )
    for number, level in state.lit:
        text = replace(cue.text, paint=_lit_paint(colors, level))
        operations += glyph_operations(text, cue.glyphs[number], transform, 1.0)
    return operations


def _sweeping(state: CaptionState, transform: Affine, *, rests: bool) -> list[Operation]:
    """What has its colour and what has not, kept while it stays so, and the part through which it runs."""
    cue, colors, parts = state.cue, state.colors, state.cue.sweep
    running = [number for number, level in enumerate(state.swept) if 0 < level < 1]
    done = [number for number, level in enumerate(state.swept) if level >= 1]
    key = (len(parts), *running, -1, *done)
    operations = list(cue._kept.get(key, ())) if rests else []
    if not operations:
        if colors.box is not None and not cue.ground.is_empty:
            operations.append(FillPath(cue.ground, colors.box, transform))
        colored = {glyph for number in done for glyph in parts[number].glyphs}
        moving = {glyph for number in running for glyph in parts[number].glyphs}
        waiting = tuple(glyph for glyph in cue.glyphs[-1] if glyph not in colored | moving)
        operations += glyph_operations(cue.text, waiting, transform, 1.0)
        swept = replace(cue.text, paint=_lit_paint(colors, 1.0))
        operations += glyph_operations(swept, tuple(sorted(colored)), transform, 1.0)
        if rests:
            operations = list(still(operations))
            cue._kept[key] = tuple(operations)
    for number in running:
        part = parts[number]
        text = replace(cue.text, paint=_sweep_paint(cue, colors, part, state.swept[number]))
        operations += glyph_operations(text, part.glyphs, transform, 1.0)
    return operations


def _sweep_paint(cue: CueContent, colors: CaptionColors, part: SweepPart, level: float) -> TextPaint:
    """The running part's paint; a text whose own colour is a gradient goes from that gradient's end."""
    plain, lit = colors.text, colors.lit
    rest = plain.fill if isinstance(plain.fill, Rgba) else plain.fill.stops[-1][1] if plain.fill else None
    if lit is None or rest is None:
        return plain
    return replace(plain, fill=part.paint(level, lit, rest, cue.text.x, cue.text.layout.spec.size))


def _lit_paint(colors: CaptionColors, level: float) -> TextPaint:
    """The paint of lit text; on its pill it needs neither stroke nor shadow."""
    plain, lit = colors.text, colors.lit
    if lit is None:
        return plain
    fill = mix(plain.fill, lit, level) if isinstance(plain.fill, Rgba) else lit
    if colors.pill is None or level < 0.5:
        return replace(plain, fill=fill)
    return TextPaint(fill)


KIND = Kind(_measure, _prepare, _evaluate, _draw)
