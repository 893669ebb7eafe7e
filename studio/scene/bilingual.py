"""Arranges a text and its counterpart in another language in one box.

    designed sizes --optical match--> one shared scale --lay out both--> two boxes, in the block's own px

Sizes: the first text has the size that its style and role say; the second has the one at which its letters
look as high, times the look's share.  What a size looks like is the design's matter (`FontMetrics`: k from
font to font, r from Arabic to Latin; measured from the font's outlines where the design does not know it).
Both shrink together, so that they keep matching.
Places: under each other, or side by side with the baselines of their first lines level.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from studio.base.geometry import Rect, Size
from studio.base.languages import script_of
from studio.model.bilingual import BilingualText
from studio.model.layers import BilingualLayer
from studio.model.style import TextStyle
from studio.scene.context import Context
from studio.scene.written import written_text
from studio.text.fonts import FontCatalog
from studio.text.layout import ParagraphLayout, TextSpec
from studio.text.paragraph import layout_paragraph

SLACK = 0.5
"""px by which a box may be too small and still hold what was measured for it; as for texts."""
_STEPS = 12
"""Shared scales tried at most between the designed sizes and the smallest."""
_ITS_OWN = frozenset({"language", "direction", "align", "size", "min_size", "digits"})
"""What the second text does not take from the first's style."""


class Tongue(Struct, frozen=True):
    """One of the two texts: what to lay out at its designed size, and the smallest that it may have (px)."""

    text: BilingualText
    style: TextStyle
    spec: TextSpec
    smallest: float


class Block(Struct, frozen=True):
    """Both texts laid out; boxes from the block's top left corner, px.  fits: in as few lines as designed."""

    layouts: tuple[ParagraphLayout, ParagraphLayout]
    boxes: tuple[Rect, Rect]
    size: Size
    fits: bool


def tongues(layer: BilingualLayer, context: Context) -> tuple[Tongue, Tongue]:
    """The two texts with their styles completed and their sizes matched."""
    main = layer.first.style
    first = _tongue(layer.first, _with(main, language=main.language or context.composition.language), context)
    other = "en" if script_of(context.composition.language) == "Arab" else "ar"
    shared = {name: value for name, value in _said(main).items() if name not in _ITS_OWN}
    said = _said(layer.second.style)
    style = _with(TextStyle(), **{"language": other, **shared, **said})
    if "size" not in said:
        size, least = (px / _per_unit(first.style, context) for px in (first.spec.size, first.smallest))
        sizes = {"size": size * layer.look.share}
        if main.min_size is not None:
            sizes["min_size"] = least * layer.look.share
        style = _with(style, **{**sizes, **said})
    unscaled = replace(context, text_scale=1.0)  # the first text's size is already scaled
    return first, _tongue(layer.second, style, context if "size" in said else unscaled)


def _with(style: TextStyle, **changes: object) -> TextStyle:
    return style.model_copy(update=changes)


def _said(style: TextStyle) -> dict[str, object]:
    """What a style says, without what it leaves to its defaults."""
    return {name: getattr(style, name) for name in style.model_fields_set if getattr(style, name) is not None}


def _per_unit(style: TextStyle, context: Context) -> float:
    """px of the em for each px of `style.size`: what canvas, font and script make of it."""
    return context.text_spec("", _with(style, size=100.0, min_size=100.0))[0].size / 100


def _tongue(text: BilingualText, style: TextStyle, context: Context) -> Tongue:
    style = _with(style, fit_width=False)  # two lines that fill the width would not match
    spec, smallest = context.text_spec(written_text(text.text, style, context), style)
    return Tongue(text, style, spec, smallest)


def sized(tongue: Tongue, px: float, context: Context) -> TextStyle:
    """The style of a text at exactly this em."""
    size = px / _per_unit(tongue.style, context)
    return _with(tongue.style, size=size, min_size=size)


def arrange(
    layer: BilingualLayer, both: Sequence[Tongue], width: float, height: float | None, context: Context
) -> Block:
    """Both texts at the largest shared scale at which a box of this width and height holds them.

    Where not even the smallest fits, texts take more lines than designed: words are never left out.
    """
    floor = max(tongue.smallest / tongue.spec.size for tongue in both)

    def at(step: int) -> Block:
        return _at_scale(layer, both, 1 + (floor - 1) * step / _STEPS, width, height, context)

    block = at(0)
    if block.fits:
        return block
    block = at(_STEPS)
    if not block.fits:
        endless = [replace(tongue, spec=replace(tongue.spec, max_lines=None)) for tongue in both]
        return replace(_at_scale(layer, endless, floor, width, height, context), fits=False)
    too_large, fitting = 0, _STEPS
    while fitting - too_large > 1:
        middle = (too_large + fitting) // 2
        tried = at(middle)
        if tried.fits:
            block, fitting = tried, middle
        else:
            too_large = middle
    return block


def _at_scale(
    layer: BilingualLayer,
    both: Sequence[Tongue],
    scale: float,
    width: float,
    height: float | None,
    context: Context,
) -> Block:
    look, rtl, fonts = layer.look, context.rtl, context.resources.fonts
    beside = look.arrangement == "beside"
    room = max(2.0, width - look.gap)
    widths = (room * look.split, room * (1 - look.split)) if beside else (width, width)
    one, two = (_laid_out(tongue.spec, scale, own, fonts) for tongue, own in zip(both, widths, strict=True))
    if beside:
        # The first column stands at the reading side; the first lines share a baseline.
        level = max(_first_baseline(one), _first_baseline(two))
        left, right = (width - widths[0], 0.0) if rtl else (0.0, width - widths[1])
        boxes = (
            Rect(left, level - _first_baseline(one), widths[0], one.height),
            Rect(right, level - _first_baseline(two), widths[1], two.height),
        )
    else:
        boxes = (Rect(0, 0, width, one.height), Rect(0, one.height + look.gap, width, two.height))
    natural = max(one.natural_width, two.natural_width)
    size = Size(
        width if beside or look.align == "edges" else min(width, natural), max(box.bottom for box in boxes)
    )
    fits = not any(layout.too_wide or layout.dropped_lines for layout in (one, two))
    return Block((one, two), boxes, size, fits and (height is None or size.height <= height + SLACK))


def _laid_out(spec: TextSpec, scale: float, width: float, fonts: FontCatalog) -> ParagraphLayout:
    line_height = spec.line_height * scale
    return layout_paragraph(
        replace(spec, size=spec.size * scale, line_height=line_height, max_width=width + SLACK), fonts
    )


def _first_baseline(layout: ParagraphLayout) -> float:
    return layout.lines[0].baseline if layout.lines else 0.0
