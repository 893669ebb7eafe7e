"""Pictures in their box: covering, contained or stretched, slowly zoomed about their focus.

Where the media is a film, it plays from its `source_start` in silence, and its last frame is held.
"""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from studio.animation.evaluate import is_animated, value_at
from studio.base.geometry import Affine, Path, Rect, rounded_rect_path
from studio.model.layers import ImageLayer
from studio.scene.context import Context
from studio.scene.display_list import DrawImage, FilmFrame, ImageSource, Operation
from studio.scene.drawing import is_rest, still
from studio.scene.film_frames import film_frame, shown_media
from studio.scene.kind import Kind, Laid
from studio.scene.media_fit import fitted, media_size
from studio.scene.resources import Film, Picture


class ImageState(Struct, frozen=True):
    """Which part of the picture (its px) goes where (canvas px)."""

    image: ImageSource | FilmFrame
    source: Rect
    target: Rect
    clip: Path | None
    moving: bool
    """Whether it zooms or is a film: each frame is another picture, not worth keeping."""


def _prepare(layer: ImageLayer, _box: Rect, context: Context, _duration: Fraction) -> Picture | Film:
    return shown_media(layer, context)


def _evaluate(laid: Laid, time: Fraction, _context: Context) -> ImageState:
    layer: ImageLayer = laid.layer
    picture: Picture | Film = laid.content
    # Whole-pixel boxes, so that the picture's edge is as sharp as its neighbours'.
    box = laid.box.rounded_out()
    zoom = max(1e-3, value_at(layer.zoom, time))
    source, target = fitted(picture, box, layer.fit, layer.focus, zoom)
    clip = rounded_rect_path(box, layer.radius) if layer.radius else None
    moving = is_animated(layer.zoom)
    if isinstance(picture, Film):
        frame = film_frame(picture, layer.source_start + time, source, target, steady=not moving)
        return ImageState(frame, source, target, clip, moving=True)
    return ImageState(picture.source, source, target, clip, moving)


def _draw(state: ImageState, transform: Affine, opacity: float, _context: Context) -> Sequence[Operation]:
    drawn = DrawImage(state.image, state.source, state.target, transform, opacity, state.clip)
    if state.moving or not is_rest(transform, opacity) or _unscaled(state):
        return (drawn,)
    return still((drawn,))


def _unscaled(state: ImageState) -> bool:
    """Laid down pixel by pixel anyway: nothing to keep."""
    same = state.source.width == state.target.width and state.source.height == state.target.height
    return same and state.clip is None


KIND = Kind(media_size, _prepare, _evaluate, _draw)
