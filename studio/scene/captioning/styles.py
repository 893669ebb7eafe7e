"""A caption style brought to a canvas: its px, the styles of both texts, its colours."""

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec import Struct
from pydantic import BaseModel

from studio.base.color import Rgba
from studio.base.geometry import Rect
from studio.base.languages import script_of
from studio.model.captions import CaptionStyle, SecondCaptions
from studio.model.style import Shadow, Stroke, TextAlign, TextStyle, TypeRole
from studio.scene.context import Context
from studio.scene.writing.decoration_paints import DecorationPaint
from studio.scene.writing.style import GlowPaint, TextPaint, text_paint

M = TypeVar("M", bound=BaseModel)

_NO_BOX_STROKE = Stroke(color="bg", width=6)
_NO_BOX_SHADOW = Shadow(color="#000000@60", offset=(0, 4), blur=12)
_SMALLEST_SECOND = 0.85
"""Of its designed size, to which the second text may shrink."""
_STACKED_SHARE = 0.72
"""Of the first one's size (STYLE section 7), where what is meant to stand beside it stands below."""
_WIDE = 1.2
_UNDERLINE = 0.09
"""em: captions are seen at arm's length."""

_PX: Mapping[str, tuple[str, ...]] = {
    "CaptionStyle": ("highlight_radius", "highlight_padding", "box_radius", "box_padding"),
    "Stroke": ("width",),
    "Shadow": ("offset", "blur"),
    "SpokenLine": ("width",),
    "SpeakerLabel": ("radius", "padding", "gap"),
    "SecondLook": ("gap",),
    "Glow": ("radius", "spread"),
    "LongShadow": ("offset",),
    "Texture": ("tile", "stroke"),
    "KnockOut": ("padding", "radius"),
}
"""The fields that are px of the design's reference canvas, by model; text sizes are scaled on their own."""


def scaled(model: M, by: float) -> M:
    """The style for a canvas that is so much larger than the design's."""
    if by == 1:
        return model
    changes: dict[str, Any] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            changes[name] = scaled(value, by)
        elif value is not None and name in _PX.get(type(model).__name__, ()):
            changes[name] = tuple(one * by for one in value) if isinstance(value, tuple) else value * by
    said = model.model_fields_set
    copy = model.model_copy(update=changes)
    copy.model_fields_set.intersection_update(said)  # what was not said is left to its default
    return copy


_WEIGHT = 700
"""Of captions in any face (STYLE section 7): the nearest that the face has."""


def caption_text_style(style: CaptionStyle) -> TextStyle:
    """The style's text as captions are set unless it says otherwise: in their role, bold, centred."""
    changes: dict[str, object] = {}
    if "role" not in style.text.model_fields_set:
        changes["role"] = TypeRole.CAPTION
    if "align" not in style.text.model_fields_set:
        changes["align"] = TextAlign.CENTER
    if "weight" not in style.text.model_fields_set:
        changes["weight"] = _WEIGHT
    return style.text.model_copy(update=changes)


def first_text_style(style: CaptionStyle, context: Context) -> TextStyle:
    """That of the first language, whose size depends on its letters."""
    text = caption_text_style(style)
    language = text.language or context.composition.language
    if style.latin_size == 1 or script_of(language) == "Arab":
        return text
    return _sized(text, style.latin_size, context)


def _sized(text: TextStyle, share: float, context: Context) -> TextStyle:
    spec = context.type_spec(text)
    size = (text.size or spec.size) * share
    return text.model_copy(update={"size": size, "min_size": min(size, (text.min_size or spec.min_size))})


def is_wide(context: Context) -> bool:
    """Whether two languages may stand side by side."""
    return context.canvas.width > _WIDE * context.canvas.height


def second_text_style(style: CaptionStyle, second: SecondCaptions, context: Context) -> TextStyle:
    """That of the second language: a share of a caption's size, also where the first is larger than one."""
    main = caption_text_style(style)
    arabic = script_of(main.language or context.composition.language) == "Arab"
    changes: dict[str, object] = {
        "language": second.language or ("en" if arabic else "ar"),
        "max_lines": 2,
        "knock_out": None,
    }
    if main.role is not TypeRole.CAPTION:
        changes |= {"role": TypeRole.CAPTION, "size": None, "min_size": None}
    if style.second.color is not None:
        changes["color"] = style.second.color
    share = style.second.share
    if style.second.arrangement == "beside" and not is_wide(context):
        share = min(share, _STACKED_SHARE)
    text = _sized(main.model_copy(update=changes), share, context)
    least = (text.size or 1.0) * _SMALLEST_SECOND
    return text.model_copy(update={"min_size": least})


class CaptionColors(Struct, frozen=True):
    """box: the ground; pill: behind what is lit, None where only its colour changes; lit: its text.

    before, after: of words that are not spoken yet, or were; None: the text's own.  line: along what is
    spoken; glow: around it.
    """

    text: TextPaint
    box: Rgba | None
    pill: Rgba | None
    lit: Rgba | None
    before: Rgba | None = None
    after: Rgba | None = None
    line: DecorationPaint | None = None
    glow: GlowPaint | None = None


def caption_colors(style: CaptionStyle, text: TextStyle, box: Rect, context: Context) -> CaptionColors:
    """The colours of a text that is laid out in `box`, canvas px."""
    stroke, shadow = style.stroke or text.stroke, style.shadow or text.shadow
    if style.box is None and stroke is None and shadow is None and text.knock_out is None:
        by = context.unit
        stroke, shadow = scaled(_NO_BOX_STROKE, by), scaled(_NO_BOX_SHADOW, by)
    paint = text_paint(text.model_copy(update={"stroke": stroke, "shadow": shadow}), box, context)
    light = context.color(style.highlight_color)
    lit = context.color(style.highlight_text) if style.highlight == "box" else light
    if style.highlight == "none":
        lit = None
    return CaptionColors(
        paint,
        None if style.box is None else context.color(style.box),
        light if style.highlight == "box" else None,
        lit,
        None if style.before is None or style.before.color is None else context.color(style.before.color),
        None if style.after is None or style.after.color is None else context.color(style.after.color),
        _line(style, text, context),
        _glow(style, context),
    )


def _line(style: CaptionStyle, text: TextStyle, context: Context) -> DecorationPaint | None:
    line = style.spoken_line
    color = None if line is None else context.color(line.color)
    if line is None or color is None:
        return None
    width = line.width or _UNDERLINE * context.text_spec("", text)[0].size
    return DecorationPaint(line.shape, color, 0.0 if line.shape == "marker" else width)


def _glow(style: CaptionStyle, context: Context) -> GlowPaint | None:
    glow = style.spoken_glow
    color = None if glow is None else context.color(glow.color)
    return None if glow is None or color is None else GlowPaint(color, glow.radius, glow.spread)
