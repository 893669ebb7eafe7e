"""The look of a caption style in ASS's own measures, as near as ASS can.

What ASS lacks: rounded boxes, a box around the word being spoken (it is coloured instead), a kashida that
grows, fonts by axes.  Sizes, colours, outline, shadow, box and place are those of the caption.
"""

from fontTools.ttLib import TTFont

from studio.base.color import Rgba, parse_color
from studio.formats.subtitles.ass_look import AssLook
from studio.model.brand import FontChoice, Look
from studio.model.captions import CaptionStyle
from studio.model.style import Paint, TypeRole
from studio.presets.catalog import bundled
from studio.text.font_file import FontFace
from studio.text.fonts import FontCatalog

_REGION = "caption.box"
_NO_BOX_STROKE = 6.0
_NO_BOX_SHADOW = 4.0


def ass_look(
    style: CaptionStyle, look: Look, width: int = 1080, height: int = 1920, fonts: FontCatalog | None = None
) -> AssLook:
    """width, height: px of the film.  fonts: where the style's family is found; None: the library.

    Raises FontError for a family that there is not, InputError for a colour that is none.
    """
    design = bundled().design()
    form = design.format_for(width, height)
    unit = min(width, height) / min(form.width, form.height)
    spec = form.type[TypeRole.CAPTION]
    pair = look.type
    named = {"display": pair.display, "text": pair.text, "strong": pair.strong}
    choice = named.get(style.text.family or spec.face) or FontChoice(family=style.text.family or "")
    face = (fonts or FontCatalog.bundled()).face(choice.family, style.text.weight or choice.weight)
    metrics = design.fonts.get(choice.family)
    em = (style.text.size or spec.size) * unit * (metrics.k if metrics is not None else 1)
    palette = look.palette.role
    ink = _color(style.text.color, palette("ink"), look)
    said = _color(style.highlight_color, palette("accent"), look) if style.highlight != "none" else ink
    boxed = style.box is not None
    stroke = style.stroke or style.text.stroke
    shadow = style.shadow or style.text.shadow
    line = _color(style.box, palette("bg"), look) if boxed else Rgba.parse(palette("bg"))
    if boxed:  # libass draws a box a run: where they overlap, seams would show through
        line = Rgba(line.red, line.green, line.blue)
    if not boxed and stroke is not None:
        line = _color(stroke.color, palette("bg"), look)
    # A stroke's width is its whole, half of it outside of the letters; ASS counts that half.
    outline = stroke.width / 2 if stroke is not None else _NO_BOX_STROKE / 2
    box = form.regions.get(_REGION, form.safe)
    scale_x, scale_y = width / form.width, height / form.height
    return AssLook(
        width=width,
        height=height,
        font=choice.family,
        size=round(em * _libass_scale(face), 1),
        bold=(style.text.weight or choice.weight) >= 600,
        ink=ink,
        said=said,
        line=line,
        line_width=round((min(style.box_padding) if boxed else outline) * unit, 1),
        shadow=round((shadow.offset[1] if shadow is not None else _NO_BOX_SHADOW) * unit, 1),
        shadow_color=_color(shadow.color if shadow else None, "#00000099", look),
        boxed=boxed,
        foot=round(height - box[3] * scale_y),
        side=round(min(box[0], form.width - box[2]) * scale_x),
    )


def _color(paint: Paint | None, otherwise: str, look: Look) -> Rgba:
    """The colour of a paint, of a gradient its first; `otherwise` where there is none."""
    text = paint if isinstance(paint, str) else paint.stops[0].color if paint is not None else otherwise
    return parse_color(text, look.palette.role) or Rgba.parse(otherwise)


def _libass_scale(face: FontFace) -> float:
    """ASS sizes are the height from the font's highest to its lowest point (OS/2 win metrics), not the em."""
    with TTFont(face.source.path, fontNumber=max(face.source.index, 0), lazy=True) as font:
        windows = font["OS/2"]
        height = windows.usWinAscent + windows.usWinDescent
        em = font["head"].unitsPerEm
    return float(height / em) if height else 1.0
