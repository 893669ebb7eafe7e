"""Pictures and films in their box: how large it is without a wish, and what of the media is seen in it."""

from studio.base.geometry import Rect, Size
from studio.model.layers import Fit, ImageLayer, VideoLayer
from studio.scene.context import Context
from studio.scene.kind import Limit
from studio.scene.resources import Film, Picture


def media_size(layer: ImageLayer | VideoLayer, limit: Limit, context: Context) -> Size:
    """As wide as it may be; as high as it may be, or as its proportions ask.  px of the canvas.  Raises
    MediaError."""
    if limit.height is not None and layer.fit is not Fit.CONTAIN:
        return Size(limit.width, limit.height)
    media = context.resources.film(layer.media)
    scale = limit.width / media.width
    if limit.height is not None:
        scale = min(scale, limit.height / media.height)
    return Size(media.width * scale, media.height * scale)


def fitted(
    picture: Picture | Film, box: Rect, fit: Fit, focus: tuple[float, float], zoom: float
) -> tuple[Rect, Rect]:
    """The part of the picture that is seen, and where.  The focus keeps its share of the room when
    cropped."""
    if fit is Fit.STRETCH:
        part = Rect(0, 0, picture.width / zoom, picture.height / zoom)
        return _about_focus(part, picture, focus), box
    across, down = box.width / picture.width, box.height / picture.height
    if fit is Fit.COVER:
        scale = max(across, down) * zoom
        part = Rect(0, 0, box.width / scale, box.height / scale)
        return _about_focus(part, picture, focus), box
    scale = min(across, down)
    width, height = picture.width * scale, picture.height * scale
    target = Rect(box.center.x - width / 2, box.center.y - height / 2, width, height)
    part = Rect(0, 0, picture.width / zoom, picture.height / zoom)
    return _about_focus(part, picture, focus), target


def _about_focus(part: Rect, picture: Picture | Film, focus: tuple[float, float]) -> Rect:
    return Rect(
        (picture.width - part.width) * focus[0],
        (picture.height - part.height) * focus[1],
        part.width,
        part.height,
    )
