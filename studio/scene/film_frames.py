"""What stands in a layer of media, which frame of a film is drawn, and how large it is decoded."""

import math
from fractions import Fraction

from studio.base.geometry import Rect
from studio.model.layers import ImageLayer, VideoLayer
from studio.scene.context import Context
from studio.scene.display_list import FilmFrame
from studio.scene.findings import Finding
from studio.scene.resources import Film, Picture

_EARLIER = "Choose an earlier start, or another film."


def shown_media(layer: ImageLayer | VideoLayer, context: Context) -> Film | Picture:
    """What a layer's media is; reported where a stand-in is shown for it, and where a film is over before it
    begins.  Raises MediaError."""
    film = context.resources.film(layer.media)
    error = context.resources.broken.get(layer.media)
    if error is not None:
        message = f"The film “{layer.media}” cannot be shown: {error.message}."
        context.report(Finding("missing-media", layer.id, message, error.hint, "block", about=layer.media))
    elif isinstance(film, Film) and layer.source_start >= film.index.duration:
        length, start = (f"{float(one):.1f}" for one in (film.index.duration, layer.source_start))
        message = f"The film “{layer.media}” lasts {length} s: it is over at the start of {start} s."
        context.report(Finding("film-over", layer.id, message, _EARLIER, about=layer.media))
    return film


def on_even_pixels(source: Rect, target: Rect) -> Rect:
    """The part of a film that is seen, moved by less than two canvas px, so that it begins at an even pixel:
    then a film that fills the frame need not be painted."""
    across, down = target.width / source.width, target.height / source.height
    left, top = 2 * math.floor(source.x * across / 2), 2 * math.floor(source.y * down / 2)
    return Rect(left / across, top / down, source.width, source.height)


def film_frame(film: Film, at: Fraction, source: Rect, target: Rect, *, steady: bool) -> FilmFrame:
    """The frame of a moment of the file, in seconds.

    source: what is seen of it, its px as seen; target: where it goes, canvas px.  steady: it is drawn as
    large all the time.
    """
    size = _decoded_size(film, source, target, steady=steady)
    index = film.index
    return FilmFrame(film.digest, str(index.path), index.frame_at(at), *size, opaque=not index.has_alpha)


def _decoded_size(film: Film, source: Rect, target: Rect, *, steady: bool) -> tuple[float, float]:
    """How large the whole frame is drawn; while it zooms the file's size, halved as often as that bears, so
    that not every frame is decoded at a size of its own."""
    across, down = target.width / source.width, target.height / source.height
    if steady:
        return film.width * across, film.height * down
    share, most = 1.0, max(across, down)
    while share / 2 >= most:
        share /= 2
    return film.width * share, film.height * share
