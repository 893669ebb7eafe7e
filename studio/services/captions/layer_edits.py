"""Edits of cues as edits of a film: the functions of `cue_edits`, `cue_times` … on a caption layer.

project = edit_captions(project, "main", ("captions",), lambda cues: split(cues, 3, caret=12))
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from studio.base.errors import InputError
from studio.base.languages import script_of
from studio.model.captions import SecondCaptions
from studio.model.composition import Composition
from studio.model.layers import CaptionLayer, TrackLayer, Transition
from studio.model.project import Project
from studio.services.captions.cues import Cues, Edited
from studio.services.edits.paths import LayerPath, in_composition, layer_at, walk, with_node
from studio.services.edits.times import start_in_holder


def caption_layers(composition: Composition) -> Iterator[tuple[LayerPath, CaptionLayer]]:
    """All caption layers in painter order, with their paths."""
    for path, node in walk(composition):
        if isinstance(node, CaptionLayer):
            yield path, node


@dataclass(frozen=True, slots=True)
class CaptionTrack:
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


def edit_captions(
    project: Project,
    composition: str,
    path: LayerPath,
    edit: Callable[[Cues], Edited],
    *,
    second: bool = False,
) -> tuple[Project, tuple[int, ...]]:
    """The project with a layer's cues edited, and where those stand that the edit was about.

    Raises InputError, also what the edit raises.
    """
    chosen: tuple[int, ...] = ()

    def changed(one: Composition) -> Composition:
        nonlocal chosen
        edited = edit(cues_of(one, path, second=second))
        chosen = edited.chosen
        return with_cues(one, path, edited.cues, second=second)

    return in_composition(project, composition, changed), chosen


def cut_times(composition: Composition, path: LayerPath) -> tuple[Fraction, ...]:
    """Cuts of the film beside a caption layer, in the layer's own time: where clips of tracks meet, where
    films and pictures come and go."""
    layer = _layer(composition, path)
    origin = layer.start
    times: set[Fraction] = set()
    for other, node in walk(composition):
        if other[:-1] != path[:-1] or other == path:
            continue
        start = start_in_holder(composition, other)
        if isinstance(node, TrackLayer):
            reached = start
            for item in node.items:
                if not isinstance(item, Transition):
                    times.add(reached)
                    reached += item.duration
            times.add(reached)
        elif getattr(node, "type", "") in ("video", "image", "composition"):
            end = getattr(node, "end", None)
            times |= {start} if end is None else {start, end}
    return tuple(sorted(time - origin for time in times if time >= origin))


def _layer(composition: Composition, path: LayerPath) -> CaptionLayer:
    layer = layer_at(composition, path)
    if not isinstance(layer, CaptionLayer):
        raise InputError(f"'{path[-1]}' is no caption layer", "Choose a layer of captions.", "/".join(path))
    return layer
