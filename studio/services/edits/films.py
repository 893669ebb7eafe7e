"""Films into a composition: as a layer of their own, or as a clip of a track."""

from fractions import Fraction

from msgspec import Struct

from studio.model.composition import Composition
from studio.model.layers import (
    Clip,
    CompositionLayer,
    Fit,
    ImageLayer,
    Layer,
    Precomposition,
    TrackLayer,
    VideoLayer,
)
from studio.model.place import Place
from studio.services.edits.layers import add_layers
from studio.services.edits.paths import LayerPath, free_id, rebuilt
from studio.services.edits.tracks import insert_clip

_LEAST_SEEN = 0.55
"""The share of a film that covering the canvas must leave to see; else it is shown whole."""

_WHOLE = Place(area="canvas", width="100%", height="100%")


class FilmFacts(Struct, frozen=True):
    """A file's media id, how long its pictures last in seconds, and their size in px as seen."""

    media: str
    duration: Fraction
    width: int
    height: int


def film_layer(film: FilmFacts, composition: Composition) -> VideoLayer:
    """The film over the whole canvas, from its beginning to its end."""
    canvas = composition.size
    across, down = canvas.width / film.width, canvas.height / film.height
    seen = min(across, down) / max(across, down)
    fit = Fit.COVER if seen >= _LEAST_SEEN else Fit.CONTAIN
    return VideoLayer(id="video", media=film.media, place=_WHOLE, fit=fit)


def add_film(composition: Composition, film: FilmFacts, start: Fraction) -> tuple[Composition, LayerPath]:
    """The film as a layer from `start` on, right above what fills the canvas behind all else; gives its path.

    It ends with its file or with the composition; an empty composition becomes as long as the film.
    Raises InputError.
    """
    if not composition.layers and not composition.audio:
        start = Fraction(0)
        composition = rebuilt(composition, duration=film.duration)
    layer = film_layer(film, composition)
    end = min(composition.duration, start + film.duration)
    layer = rebuilt(layer, start=start, end=None if end == composition.duration and not start else end)
    changed, paths = add_layers(composition, [layer], (), _front_of_ground(composition))
    return changed, paths[0]


def _front_of_ground(composition: Composition) -> int:
    """Where in painter order nothing that fills the canvas is above."""
    return max((at + 1 for at, layer in enumerate(composition.layers) if _fills(layer)), default=0)


def _fills(layer: Layer) -> bool:
    return isinstance(layer, VideoLayer | ImageLayer | TrackLayer | CompositionLayer) and (
        layer.place.width == "100%" or isinstance(layer, TrackLayer | CompositionLayer)
    )


def add_film_clip(
    composition: Composition, film: FilmFacts, track: LayerPath, time: Fraction
) -> tuple[Composition, LayerPath]:
    """The film as a clip of a track (its path) at `time` of the track; gives the clip's path.

    Raises InputError.
    """
    source = Precomposition(layers=(film_layer(film, composition),))
    identifier = free_id("video", set())
    clip = Clip(id=identifier, duration=film.duration, source=source)
    return insert_clip(composition, track, clip, time)
