"""What fills letters instead of a plain colour: patterns and pictures, as operations to be seen through them.

Nothing of it moves with the letters that move: they are windows onto it.
"""

from msgspec.structs import replace

from studio.base.geometry import Rect
from studio.model.text_effects import Texture
from studio.scene.context import Context
from studio.scene.display_list import DrawImage, FillPath, Operation, StrokePath
from studio.scene.drawing import as_one
from studio.scene.patterns import pattern_paths
from studio.scene.resources import Picture


def texture_operations(texture: Texture | None, box: Rect, context: Context) -> tuple[Operation, ...]:
    """The texture over a text's box (canvas px); nothing for none."""
    if texture is None or box.is_empty:
        return ()
    if texture.media is not None:
        return (_covering(context.resources.picture(texture.media), box),)
    color = context.color(texture.color)
    if texture.pattern is None or color is None:
        return ()
    # Painted opaque and faded as one: lines that cross must not show their crossings.
    solid = replace(color, alpha=255)
    geometry = pattern_paths(texture.pattern, box, texture.tile * context.unit, texture.seed)
    operations: list[Operation] = []
    if not geometry.fills.is_empty:
        operations.append(FillPath(geometry.fills, solid))
    if not geometry.strokes.is_empty:
        operations.append(StrokePath(geometry.strokes, solid, texture.stroke * context.unit))
    return as_one(operations, color.alpha / 255)


def _covering(picture: Picture, box: Rect) -> DrawImage:
    """The middle of the picture, as large as the box asks."""
    target = box.rounded_out()
    scale = max(target.width / picture.width, target.height / picture.height)
    width, height = target.width / scale, target.height / scale
    source = Rect((picture.width - width) / 2, (picture.height - height) / 2, width, height)
    return DrawImage(picture.source, source, target)
