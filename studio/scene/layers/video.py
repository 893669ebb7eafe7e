"""Films in their box: the frame of the file that belongs to each moment, laid out as pictures are."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from studio.animation.evaluate import is_animated, value_at
from studio.base.geometry import Affine, Path, Rect, rounded_rect_path
from studio.model.layers import VideoLayer
from studio.scene.context import Context
from studio.scene.display_list import DrawImage, FilmFrame, ImageSource, Operation
from studio.scene.film_frames import film_frame, on_even_pixels, shown_media
from studio.scene.kind import Kind, Laid
from studio.scene.media_fit import fitted, media_size
from studio.scene.resources import Film, Picture
from studio.scene.video_time import source_time


class VideoState(Struct, frozen=True):
    """Which part of which frame (px as seen) goes where (canvas px); no frame: nothing is seen."""

    image: FilmFrame | ImageSource | None
    source: Rect
    target: Rect
    clip: Path | None


def _prepare(layer: VideoLayer, _box: Rect, context: Context, _duration: Fraction) -> Film | Picture:
    return shown_media(layer, context)


def _evaluate(laid: Laid, time: Fraction, context: Context) -> VideoState:
    layer: VideoLayer = laid.layer
    film: Film | Picture = laid.content
    box = laid.box.rounded_out()
    zoom = max(1e-3, value_at(layer.zoom, time))
    source, target = fitted(film, box, layer.fit, layer.focus, zoom)
    if not is_animated(layer.zoom):
        source = on_even_pixels(source, target)
    clip = rounded_rect_path(box, layer.radius) if layer.radius else None
    if isinstance(film, Picture):
        return VideoState(film.source, source, target, clip)
    at = source_time(layer, film.index.duration, time, 1 / context.composition.rate_exact.fraction)
    if at is None:
        return VideoState(None, source, target, clip)
    frame = film_frame(film, at, source, target, steady=not is_animated(layer.zoom))
    return VideoState(frame, source, target, clip)


def _draw(state: VideoState, transform: Affine, opacity: float, _context: Context) -> Sequence[Operation]:
    if state.image is None:
        return ()
    return (DrawImage(state.image, state.source, state.target, transform, opacity, state.clip),)


KIND = Kind(media_size, _prepare, _evaluate, _draw)
