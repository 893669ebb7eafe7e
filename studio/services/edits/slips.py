"""What is seen and heard within a clip, a film or a sound comes later or earlier; its bounds stay.

A clip with films in it slips those: words and graphics over them stay.  Without films all its layers slip, as
far as what fills it goes on filling it.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TypeGuard

from studio.base.errors import InputError
from studio.model.composition import AudioClip, Composition
from studio.model.layers import AfterEnd, Clip, GroupLayer, ImageLayer, Layer, VideoLayer
from studio.services.edits.paths import LayerPath, node_at, rebuilt, track_at, with_node
from studio.services.edits.sounds import slip_sound
from studio.services.edits.times import index_of, span_of
from studio.services.edits.tracks import slip

Lengths = Mapping[str, Fraction]
"""Seconds of media by their ids; what is not known is left out."""

_NONE: Lengths = MappingProxyType({})

Film = VideoLayer | ImageLayer
"""A film, also in a picture's place."""


def slip_within(
    composition: Composition, path: LayerPath, by: Fraction, lengths: Lengths = _NONE
) -> Composition:
    """The content so much later (earlier if negative), as far as there is any.

    Raises InputError for layers that are no films.
    """
    node = node_at(composition, path)
    match node:
        case AudioClip():
            return slip_sound(composition, path, by, lengths.get(node.media))
        case VideoLayer() | ImageLayer() if _is_film(node, lengths):
            span = span_of(composition, path)
            by = _within([_film_room(node, span.end - span.start, lengths)], by)
            return with_node(composition, path, _slipped(node, by)) if by else composition
        case Clip():
            films = list(_films(node.source.layers, lengths))
            if not films:
                by = _within(_rooms(node), by)
                if not by:
                    return composition
                return slip(composition, path[:-1], index_of(track_at(composition, path[:-1]), node.id), by)
            by = _within((_film_room(film, node.duration - film.start, lengths) for film in films), by)
            if not by:
                return composition
            source = rebuilt(node.source, layers=_with_films_slipped(node.source.layers, by, lengths))
            return with_node(composition, path, rebuilt(node, source=source))
        case _:
            hint = "Slip clips of a track, films and sounds; move this instead."
            raise InputError(f"'{node.id}' has no content of its own time", hint, "/".join(path))


def _within(rooms: Iterable[tuple[Fraction | None, Fraction | None]], by: Fraction) -> Fraction:
    for low, high in rooms:
        if high is not None:
            by = min(by, max(Fraction(0), high))
        if low is not None:
            by = max(by, min(Fraction(0), low))
    return by


def _is_film(layer: object, lengths: Lengths) -> TypeGuard[Film]:
    """What stands in a picture's place is one if it is known to have a length."""
    return isinstance(layer, VideoLayer) or (isinstance(layer, ImageLayer) and layer.media in lengths)


def _speed(film: Film) -> Fraction:
    return film.speed if isinstance(film, VideoLayer) else Fraction(1)


def _film_room(film: Film, shown: Fraction, lengths: Lengths) -> tuple[Fraction | None, Fraction | None]:
    """How far a film can come earlier and later while `shown` seconds of it are seen."""
    longest = lengths.get(film.media)
    low = None
    loops = isinstance(film, VideoLayer) and film.after is AfterEnd.LOOP
    if longest is not None and not loops:
        low = (film.source_start - longest) / _speed(film) + shown
    return low, film.source_start / _speed(film)


def _rooms(clip: Clip) -> Iterator[tuple[Fraction | None, Fraction | None]]:
    yield -clip.duration, clip.duration
    for layer in clip.source.layers:
        low = high = None
        if layer.start <= 0:
            high = -layer.start
        if layer.end is not None and layer.end >= clip.duration:
            low = clip.duration - layer.end
        yield low, high


def _films(layers: Iterable[Layer], lengths: Lengths) -> Iterator[Film]:
    for layer in layers:
        if _is_film(layer, lengths):
            yield layer
        elif isinstance(layer, GroupLayer):
            yield from _films(layer.layers, lengths)


def _with_films_slipped(layers: tuple[Layer, ...], by: Fraction, lengths: Lengths) -> tuple[Layer, ...]:
    changed: list[Layer] = []
    for layer in layers:
        if _is_film(layer, lengths):
            changed.append(_slipped(layer, by))
        elif isinstance(layer, GroupLayer):
            changed.append(rebuilt(layer, layers=_with_films_slipped(layer.layers, by, lengths)))
        else:
            changed.append(layer)
    return tuple(changed)


def _slipped(film: Film, by: Fraction) -> Film:
    return rebuilt(film, source_start=film.source_start - by * _speed(film))
