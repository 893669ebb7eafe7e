"""Captions in two languages: together in one layer, or in two layers that leave room for each other."""

from collections.abc import Sequence

from studio.base.errors import InputError
from studio.model.captions import Cue, SecondCaptions
from studio.model.composition import Composition
from studio.model.layers import CaptionLayer, Layer
from studio.services.edits.paths import (
    LayerPath,
    children_of,
    free_id,
    holder_at,
    layer_at,
    rebuilt,
    with_layers,
    with_node,
)
from studio.services.edits.times import with_inner_times


def with_second_language(
    composition: Composition, path: LayerPath, cues: Sequence[Cue], language: str | None = None
) -> Composition:
    """The captions with the same in a second language; no cues: in one language again.

    language: None: English in a film in Arabic letters, else Arabic.  Raises InputError.
    """
    second = SecondCaptions(cues=tuple(cues), language=language) if cues else None
    return with_node(composition, path, rebuilt(_captions(composition, path), second=second))


def second_language_apart(composition: Composition, path: LayerPath) -> Composition:
    """The second language in a layer of its own, in the same style, below the first one's captions.

    Raises InputError where there is none.
    """
    layer = _captions(composition, path)
    second = layer.second
    if second is None:
        raise InputError("these captions are in one language", "Give them a second one first.")
    language = second.language or ("en" if composition.is_rtl else "ar")
    text = rebuilt(layer.style.text, language=language)
    beside = children_of(holder_at(composition, path[:-1]))
    name = free_id(f"{layer.id}-{language}", {one.id for one in beside})
    below = rebuilt(layer, id=name, cues=second.cues, second=None, style=rebuilt(layer.style, text=text))
    above = rebuilt(layer, second=None, style=rebuilt(layer.style, row=min(3, layer.style.row + 1)))
    layers: list[Layer] = []
    for one in beside:
        layers += [above, below] if one.id == layer.id else [one]
    return with_layers(composition, path[:-1], layers)


def second_language_joined(composition: Composition, path: LayerPath, other: LayerPath) -> Composition:
    """The cues of another caption layer as the second language of this one; that layer goes.

    Raises InputError.
    """
    layer, second = _captions(composition, path), _captions(composition, other)
    if path == other or path[:-1] != other[:-1]:
        raise InputError("these two captions cannot be joined", "Choose two caption layers side by side.")
    moved = with_inner_times(second, second.start - layer.start)
    cues = moved.cues if isinstance(moved, CaptionLayer) else ()
    language = second.style.text.language
    joined = rebuilt(
        layer, second=SecondCaptions(cues=cues, language=language), style=rebuilt(layer.style, row=0)
    )
    beside = children_of(holder_at(composition, path[:-1]))
    layers = [joined if one.id == layer.id else one for one in beside if one.id != second.id]
    return with_layers(composition, path[:-1], layers)


def _captions(composition: Composition, path: LayerPath) -> CaptionLayer:
    layer = layer_at(composition, path)
    if not isinstance(layer, CaptionLayer):
        raise InputError("this layer has no captions", "Choose a caption layer.")
    return layer
