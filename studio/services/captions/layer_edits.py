"""Cues of a film's caption layers, for the functions of `cue_edits`, `cue_times` …

composition = with_cues(composition, path, split(cues_of(composition, path), 3, caret=12).cues)
"""

from collections.abc import Iterator

from msgspec import Struct

from studio.base.errors import InputError
from studio.base.languages import script_of
from studio.model.captions import SecondCaptions
from studio.model.composition import Composition
from studio.model.layers import CaptionLayer
from studio.services.captions.cues import Cues
from studio.services.edits.paths import LayerPath, layer_at, walk, with_node


def caption_layers(composition: Composition) -> Iterator[tuple[LayerPath, CaptionLayer]]:
    """All caption layers in painter order, with their paths."""
    for path, node in walk(composition):
        if isinstance(node, CaptionLayer):
            yield path, node


class CaptionTrack(Struct, frozen=True):
    """One language of a caption layer.  second: it is the second one."""

    cues: Cues
    language: str
    second: bool = False


def tracks_of(composition: Composition, layer: CaptionLayer) -> Iterator[CaptionTrack]:
    """The languages of a caption layer; the second only where it has cues."""
    first = layer.style.text.language or composition.language
    yield CaptionTrack(layer.cues, first)
    if layer.second is not None and layer.second.cues:
        usual = "en" if script_of(first) == "Arab" else "ar"
        yield CaptionTrack(layer.second.cues, layer.second.language or usual, second=True)


def cues_of(composition: Composition, path: LayerPath, *, second: bool = False) -> Cues:
    """The cues of a caption layer, or those of its second language.  Raises InputError for another kind of
    layer."""
    layer = _layer(composition, path)
    if second:
        return layer.second.cues if layer.second is not None else ()
    return layer.cues


def with_cues(composition: Composition, path: LayerPath, cues: Cues, *, second: bool = False) -> Composition:
    """The composition with other cues in a caption layer, or in its second language.  Raises InputError."""
    if cues == cues_of(composition, path, second=second):
        return composition
    layer = _layer(composition, path)
    if second:
        track = (layer.second or SecondCaptions()).model_copy(update={"cues": cues})
        return with_node(composition, path, layer.model_copy(update={"second": track}))
    return with_node(composition, path, layer.model_copy(update={"cues": cues}))


def _layer(composition: Composition, path: LayerPath) -> CaptionLayer:
    layer = layer_at(composition, path)
    if not isinstance(layer, CaptionLayer):
        raise InputError(f"'{path[-1]}' is no caption layer", "Choose a layer of captions.", "/".join(path))
    return layer
