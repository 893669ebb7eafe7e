"""The picture that a film needs before anything of it can be painted."""

from collections.abc import Iterable
from pathlib import Path

from studio.media.read_ahead import read_ahead
from studio.model.layers import Clip, CompositionLayer, GroupLayer, ImageLayer, Layer, TrackLayer
from studio.services.opening import Opened


def read_first_picture(opened: Opened) -> None:
    """Begins to decode it, if the film begins with one; a photo takes a tenth of a second."""
    media = first_picture(opened.composition.layers)
    path = opened.resources.media.get(media) if media is not None else None
    if path is not None:
        read_ahead(Path(path))


def first_picture(layers: Iterable[Layer]) -> str | None:
    """The media reference of the lowest picture at the layers' beginning."""
    for layer in layers:
        if layer.start > 0 or layer.hidden:
            continue
        match layer:
            case ImageLayer(media=media):
                return media
            case GroupLayer(layers=inner):
                found = first_picture(inner)
            case CompositionLayer(composition=inner):
                found = first_picture(inner.layers)
            case TrackLayer(items=(Clip(source=source), *_)):
                found = first_picture(source.layers)
            case _:
                found = None
        if found is not None:
            return found
    return None
