"""Finding layers, clips and sounds by path, and putting others in their place.

()                              the composition itself: its layers
("title",)                      a layer of it
("card", "title")               a layer in a group (or in a composition layer)
("track", "clip-1")             a clip of a track
("track", "clip-1", "title")    a layer in that clip
("sound:", "music")             a sound of the composition
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from studio.base.errors import DocumentError, InputError
from studio.formats.mistakes import mistakes_of
from studio.model.composition import AudioClip, Composition
from studio.model.layers import (
    Clip,
    CompositionLayer,
    GroupLayer,
    Layer,
    TrackLayer,
)
from studio.model.project import Project

LayerPath = tuple[str, ...]
Node = Layer | Clip | AudioClip

SOUND = "sound:"
"""Begins the path of a sound; no layer can be called that."""

M = TypeVar("M", bound=BaseModel)


def in_composition(project: Project, identifier: str, edit: Callable[[Composition], Composition]) -> Project:
    """The project with one of its compositions edited.

    Raises InputError for a composition that does not exist, and what the edit raises.
    """
    for index, one in enumerate(project.compositions):
        if one.id == identifier:
            edited = edit(one)
            if edited is one:
                return project
            before, after = project.compositions[:index], project.compositions[index + 1 :]
            return project.model_copy(update={"compositions": (*before, edited, *after)})
    raise InputError(f"there is no composition '{identifier}'", "It may have been removed meanwhile.")


def rebuilt(model: M, **changes: Any) -> M:
    """The value with some fields changed, checked again; its parts that did not change are shared.

    What was left unsaid stays unsaid.  Raises DocumentError.
    """
    data = {name: getattr(model, name) for name in model.model_fields_set} | changes
    try:
        return type(model).model_validate(data)
    except ValidationError as error:
        raise refusal(error, type(model), data) from error


def refusal(error: ValidationError, model: Any, data: Any) -> DocumentError:
    """All that is wrong with the data, in words for people."""
    return DocumentError("", [mistake for _, mistake in mistakes_of(error, model, data)])


def children_of(holder: Composition | Node) -> tuple[Layer, ...]:
    """The layers that a composition, group, composition layer or clip holds; of others none."""
    match holder:
        case Composition() | GroupLayer():
            return holder.layers
        case CompositionLayer():
            return holder.composition.layers
        case Clip():
            return holder.source.layers
        case _:
            return ()


def holds_layers(holder: Composition | Node) -> bool:
    return isinstance(holder, Composition | GroupLayer | CompositionLayer | Clip)


def node_at(composition: Composition, path: LayerPath) -> Node:
    """The layer, clip or sound of a path.  Raises InputError if there is none."""
    if path[:1] == (SOUND,):
        return sound_at(composition, path)
    holder: Composition | Node = composition
    for identifier in path:
        if isinstance(holder, TrackLayer):
            inside: Sequence[Node] = [item for item in holder.items if isinstance(item, Clip)]
        else:
            inside = children_of(holder)
        found = next((one for one in inside if one.id == identifier), None)
        if found is None:
            raise _missing(path)
        holder = found
    if isinstance(holder, Composition):
        raise _missing(path)
    return holder


def layer_at(composition: Composition, path: LayerPath) -> Layer:
    """The layer of a path.  Raises InputError if there is none, or a clip."""
    node = node_at(composition, path)
    if isinstance(node, Clip):
        raise InputError(f"'{node.id}' is a clip of a track", "Choose a layer.", "/".join(path))
    if isinstance(node, AudioClip):
        raise InputError(f"'{node.id}' is a sound", "Choose a layer.", "/".join(path))
    return node


def sound_path(identifier: str) -> LayerPath:
    """The path of one of the composition's sounds."""
    return SOUND, identifier


def sound_at(composition: Composition, path: LayerPath) -> AudioClip:
    """The sound of a path.  Raises InputError if there is none."""
    if len(path) == 2 and path[0] == SOUND:
        for clip in composition.audio:
            if clip.id == path[1]:
                return clip
    raise InputError(f"there is no sound '{path[-1]}'", "It may have been removed meanwhile.", "/".join(path))


def track_at(composition: Composition, path: LayerPath) -> TrackLayer:
    """The track of a path.  Raises InputError if there is none."""
    layer = node_at(composition, path)
    if not isinstance(layer, TrackLayer):
        raise InputError(f"'{layer.id}' is no track", "Choose a track.", "/".join(path))
    return layer


def holder_at(composition: Composition, path: LayerPath) -> Composition | Node:
    """What the path of a parent means: () is the composition.  Raises InputError for what holds no layers."""
    holder = node_at(composition, path) if path else composition
    if not holds_layers(holder):
        raise InputError("this holds no layers", "Choose a group or the composition.", "/".join(path))
    return holder


def _missing(path: LayerPath) -> InputError:
    return InputError(
        f"there is no layer '{'/'.join(path)}'", "It may have been removed meanwhile.", "/".join(path)
    )


def with_children(holder: Any, layers: Sequence[Layer]) -> Any:
    """What holds layers, with others.  Raises DocumentError where two have one id."""
    layers = tuple(layers)
    match holder:
        case Composition() | GroupLayer():
            return rebuilt(holder, layers=layers)
        case CompositionLayer():
            return holder.model_copy(update={"composition": rebuilt(holder.composition, layers=layers)})
        case Clip():
            return holder.model_copy(update={"source": rebuilt(holder.source, layers=layers)})
        case _:
            raise TypeError(f"{type(holder).__name__} holds no layers")


def with_layers(composition: Composition, parent: LayerPath, layers: Sequence[Layer]) -> Composition:
    """The composition with other layers in the holder at `parent`.  Raises InputError, DocumentError."""
    holder = with_children(holder_at(composition, parent), layers)
    return holder if isinstance(holder, Composition) else with_node(composition, parent, holder)


def with_node(composition: Composition, path: LayerPath, node: Node) -> Composition:
    """The composition with another layer, clip or sound in the place of that at `path`."""
    if path[0] == SOUND:
        sound_at(composition, path)
        audio = tuple(node if clip.id == path[1] else clip for clip in composition.audio)
        return rebuilt(composition, audio=audio)
    changed = _with_node(composition, path, node, path)
    assert isinstance(changed, Composition)
    return changed


def _with_node(holder: Composition | Node, path: LayerPath, node: Node, whole: LayerPath) -> Any:
    if not path:
        return node
    if isinstance(holder, TrackLayer):
        items = list(holder.items)
        for index, item in enumerate(items):
            if isinstance(item, Clip) and item.id == path[0]:
                items[index] = _with_node(item, path[1:], node, whole)
                return rebuilt(holder, items=tuple(items))
        raise _missing(whole)
    layers = list(children_of(holder))
    for index, layer in enumerate(layers):
        if layer.id == path[0]:
            layers[index] = _with_node(layer, path[1:], node, whole)
            return with_children(holder, layers)
    raise _missing(whole)


def walk(composition: Composition) -> Iterator[tuple[LayerPath, Layer | Clip]]:
    """Every layer and clip with its path, what holds before what is held, in painter order."""
    yield from _walk((), composition)


def _walk(path: LayerPath, holder: Composition | Node) -> Iterator[tuple[LayerPath, Layer | Clip]]:
    inside: Sequence[Layer | Clip]
    if isinstance(holder, TrackLayer):
        inside = [item for item in holder.items if isinstance(item, Clip)]
    else:
        inside = children_of(holder)
    for one in inside:
        yield (*path, one.id), one
        yield from _walk((*path, one.id), one)


def free_id(wanted: str, taken: set[str]) -> str:
    """`wanted`, or `wanted-2`, `wanted-3` … where it is taken; it is added to `taken`."""
    stem, _, number = wanted.rpartition("-")
    stem = stem if stem and number.isdecimal() else wanted
    found, count = wanted, 2
    while found in taken:
        found = f"{stem[: 60 - len(str(count))]}-{count}"
        count += 1
    taken.add(found)
    return found


def topmost(paths: Sequence[LayerPath]) -> list[LayerPath]:
    """The paths, each once, without those inside of others."""
    chosen = set(paths)
    return [
        path
        for path in dict.fromkeys(paths)
        if not any(path[:length] in chosen for length in range(1, len(path)))
    ]
