"""How far the ends of films and of clips with films can be moved before their files run out."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from studio.model.composition import Composition
from studio.model.layers import AfterEnd, Clip, GroupLayer, ImageLayer, Layer, VideoLayer
from studio.services.edits.paths import LayerPath, node_at
from studio.services.edits.times import span_of

Lengths = Mapping[str, Fraction]
"""Seconds of media by their ids; what is not known is left out."""


def within_files(
    composition: Composition, path: LayerPath, side: str, by: Fraction, lengths: Lengths
) -> Fraction:
    """As much of a move of one end ("start" or "end", seconds, later is positive) as the files bear.

    A film that is held or looped after its end bears any; what is too long already is not cut.
    """
    for room in _rooms(composition, path, side, lengths):
        room = max(Fraction(0), room)
        by = min(by, room) if side == "end" else max(by, -room)
    return by


def _rooms(composition: Composition, path: LayerPath, side: str, lengths: Lengths) -> Iterator[Fraction]:
    node = node_at(composition, path)
    if isinstance(node, VideoLayer | ImageLayer):
        span = span_of(composition, path)
        yield from _room(node, Fraction(0), span.end - span.start, side, lengths)
    elif isinstance(node, Clip):
        yield from _inside(node.source.layers, Fraction(0), node.duration, side, lengths)


def _inside(
    layers: tuple[Layer, ...], zero: Fraction, duration: Fraction, side: str, lengths: Lengths
) -> Iterator[Fraction]:
    """Of films that fill what holds them up to that end."""
    for layer in layers:
        begins = zero + layer.start
        fills = begins <= 0 if side == "start" else layer.end is None
        if isinstance(layer, VideoLayer | ImageLayer) and fills:
            yield from _room(layer, begins, duration, side, lengths)
        elif isinstance(layer, GroupLayer) and fills and not layer.stagger:
            yield from _inside(layer.layers, begins, duration, side, lengths)


def _room(
    film: VideoLayer | ImageLayer, begins: Fraction, ends: Fraction, side: str, lengths: Lengths
) -> Iterator[Fraction]:
    """begins, ends: of the film and of what holds it, in the holder's time."""
    if isinstance(film, ImageLayer):
        if side == "start" and film.media in lengths:  # else it is a picture
            yield film.source_start - begins
    elif side == "start":
        if film.after is not AfterEnd.LOOP:
            yield film.source_start / film.speed - begins
    elif film.media in lengths and film.after is AfterEnd.NOTHING:
        yield begins + (lengths[film.media] - film.source_start) / film.speed - ends
