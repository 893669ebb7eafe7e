"""What stands behind a block of captions, and the tag with the speaker's name above it."""

from collections.abc import Sequence

from msgspec import Struct

from studio.base.color import Rgba
from studio.base.geometry import Rect, rounded_rect_path
from studio.model.captions import CaptionStyle, LineLook, SpeakerLabel
from studio.model.style import TextAlign, TextStyle, TypeRole
from studio.scene.caption_boxes import hugging_box, line_bands
from studio.scene.captioning.content import Ground
from studio.scene.context import Context
from studio.scene.writing.content import TextContent, fit_text
from studio.scene.writing.style import text_paint
from studio.text.layout import ParagraphLayout

_BETWEEN = 6.0
"""px between boxes of single lines."""
_SMALLEST_LABEL = 0.6
"""Of its size, to which a speaker's name may shrink."""


def grounds_of(
    rows: Sequence[Rect], first: int, style: CaptionStyle, context: Context, *, beside: bool
) -> tuple[Ground, ...]:
    """rows: what each line takes, from above, so many of them the first language's; side by side, one for
    all."""
    color = None if style.box is None else context.color(style.box)
    shape = "block" if beside and style.box_shape != "strip" else style.box_shape
    if shape == "each":
        return _each(rows, first, style, context)
    if color is None or not rows:
        return ()
    vertical, horizontal = style.box_padding
    whole = rows[0]
    for row in rows[1:]:
        whole = whole.united(row)
    match shape:
        case "block":
            box = Rect.from_edges(
                whole.x - horizontal, whole.y - vertical, whole.right + horizontal, whole.bottom + vertical
            )
            path = rounded_rect_path(box, style.box_radius)
        case "strip":
            canvas = context.canvas
            box = Rect.from_edges(canvas.x, whole.y - vertical, canvas.right, whole.bottom + vertical)
            path = rounded_rect_path(box, 0)
        case _:
            path = hugging_box(rows, style.box_padding, style.box_radius)
    return (Ground(path, color),)


def _each(rows: Sequence[Rect], first: int, style: CaptionStyle, context: Context) -> tuple[Ground, ...]:
    """A box for each line; neighbours leave a little room between them."""
    vertical, horizontal = style.box_padding
    half = _BETWEEN * context.unit / 2
    found = []
    for number, row in enumerate(rows):
        top, foot = row.y - vertical, row.bottom + vertical
        if number:
            top = (rows[number - 1].bottom + row.y) / 2 + half
        if number + 1 < len(rows):
            foot = (row.bottom + rows[number + 1].y) / 2 - half
        which = min(number, len(style.lines) - 1) if number < first else 0
        look = style.lines[which] if style.lines else LineLook()
        named = look.box or style.box
        color = None if named is None else context.color(named)
        if color is not None:
            box = Rect.from_edges(row.x - horizontal, top, row.right + horizontal, foot)
            found.append(Ground(rounded_rect_path(box, style.box_radius), color))
    return tuple(found)


class Label(Struct, frozen=True, eq=False):
    """A speaker's tag that is laid out; height: px with its gap."""

    look: SpeakerLabel
    style: TextStyle
    layout: ParagraphLayout
    band: Rect
    context: Context

    @property
    def height(self) -> float:
        return self.band.height + 2 * self.look.padding[0] + self.look.gap

    def placed(
        self, edge: float, foot: float, *, rtl: bool, speaker: str | None
    ) -> tuple[Ground, TextContent]:
        """The tag with its side where reading begins at `edge`, on what begins at `foot`; speaker: the colour
        of who speaks."""
        vertical, horizontal = self.look.padding
        width = self.band.width + 2 * horizontal
        left = edge - width if rtl else edge
        bottom = foot - self.look.gap
        box = Rect.from_edges(left, bottom - self.band.height - 2 * vertical, left + width, bottom)
        x = round(left + horizontal - self.band.x)
        y = round(box.y + vertical - self.band.y)
        paint = text_paint(self.style, self.layout.ink.moved(x, y), self.context)
        color = self.context.color(speaker or self.look.box) or Rgba(0, 0, 0, 0)
        return Ground(rounded_rect_path(box, self.look.radius), color), TextContent(self.layout, x, y, paint)


def label_of(speaker: str, style: CaptionStyle, context: Context, layer: str, room: float) -> Label | None:
    """The tag of a speaker, or what the style says where none is known; None where there is nothing to say.

    room: px that it may be wide.
    """
    look = style.label
    if look is None:
        return None
    language = context.composition.language
    name = speaker or look.text.get(language) or look.text.get(language.split("-")[0], "")
    if not name.strip():
        return None
    size = (style.text.size or context.format.type[TypeRole.CAPTION].size) * look.share
    text = TextStyle(
        role=TypeRole.CAPTION,
        family=style.text.family,
        size=size,
        min_size=size * _SMALLEST_LABEL,
        max_lines=1,
        color=look.color,
        align=TextAlign.CENTER,
    )
    layout = fit_text(name.strip(), text, room - 2 * look.padding[1], None, context).layout
    bands = line_bands(layout, context)
    band = bands[0]
    for one in bands[1:]:
        band = band.united(one)
    return Label(look, text, layout, band, context)
