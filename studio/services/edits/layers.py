"""Adding, removing, duplicating, ordering and naming layers."""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.model.layers import Layer, LayerBase
from studio.services.edits.paths import (
    LayerPath,
    children_of,
    free_id,
    holder_at,
    layer_at,
    node_at,
    rebuilt,
    refusal,
    topmost,
    with_layers,
    with_node,
)

_LAYER: TypeAdapter[Layer] = TypeAdapter(Layer)


def new_layer(data: dict[str, Any]) -> Layer:
    """A layer from plain data, as in a file.  Raises DocumentError."""
    try:
        return _LAYER.validate_python(data)
    except ValidationError as error:
        raise refusal(error, Layer, data) from error


def add_layers(
    composition: Composition, layers: Sequence[Layer], parent: LayerPath = (), index: int | None = None
) -> tuple[Composition, tuple[LayerPath, ...]]:
    """Puts layers into a holder, before the layer at `index` (0: at the bottom; None: on top).

    A layer whose id is taken there gets a free one.  Gives the composition and the layers' paths.
    Raises InputError.
    """
    inside = children_of(holder_at(composition, parent))
    taken = {layer.id for layer in inside}
    fresh = [_with_id(layer, free_id(layer.id, taken)) for layer in layers]
    at = len(inside) if index is None else max(0, min(index, len(inside)))
    changed = with_layers(composition, parent, (*inside[:at], *fresh, *inside[at:]))
    return changed, tuple((*parent, layer.id) for layer in fresh)


def remove_layers(composition: Composition, paths: Sequence[LayerPath]) -> Composition:
    """Takes layers out of what holds them.  Raises InputError."""
    for path in topmost(paths):
        layer_at(composition, path)
        inside = children_of(holder_at(composition, path[:-1]))
        kept = [layer for layer in inside if layer.id != path[-1]]
        composition = with_layers(composition, path[:-1], kept)
    return composition


def duplicate_layers(
    composition: Composition, paths: Sequence[LayerPath]
) -> tuple[Composition, tuple[LayerPath, ...]]:
    """Puts a copy right above each layer; gives the copies' paths.  Raises InputError."""
    made: list[LayerPath] = []
    for path in topmost(paths):
        layer = layer_at(composition, path)
        inside = children_of(holder_at(composition, path[:-1]))
        index = [one.id for one in inside].index(path[-1])
        composition, added = add_layers(composition, [layer], path[:-1], index + 1)
        made += added
    return composition, tuple(made)


def move_layer(
    composition: Composition, path: LayerPath, parent: LayerPath, index: int | None = None
) -> tuple[Composition, LayerPath]:
    """Takes a layer out and puts it into a holder, before the layer that is at `index` once it is out.

    Gives the composition and its new path.  Raises InputError, also for a group that would hold itself.
    """
    if parent[: len(path)] == path:
        raise InputError("a group cannot be put into itself", "Choose another place.", "/".join(path))
    layer = layer_at(composition, path)
    without = remove_layers(composition, [path])
    changed, (new_path,) = add_layers(without, [layer], parent, index)
    return (composition, path) if changed == composition else (changed, new_path)


def raise_layers(composition: Composition, paths: Sequence[LayerPath], by: int = 1) -> Composition:
    """Moves layers `by` places up among their siblings (down if negative), as far as it goes; together they
    keep their order.  Raises InputError."""
    for parent in dict.fromkeys(path[:-1] for path in topmost(paths)):
        chosen = {path[-1] for path in paths if path[:-1] == parent}
        for identifier in chosen:
            layer_at(composition, (*parent, identifier))
        inside = list(children_of(holder_at(composition, parent)))
        for _ in range(abs(by)):
            _step(inside, chosen, up=by > 0)
        composition = with_layers(composition, parent, inside)
    return composition


def _step(layers: list[Layer], chosen: set[str], *, up: bool) -> None:
    order = range(len(layers) - 2, -1, -1) if up else range(1, len(layers))
    step = 1 if up else -1
    for index in order:
        other = index + step
        if layers[index].id in chosen and layers[other].id not in chosen:
            layers[index], layers[other] = layers[other], layers[index]


def rename(composition: Composition, path: LayerPath, name: str) -> Composition:
    """Gives a layer or clip the name that people see; its id stays.  Raises InputError."""
    return with_node(composition, path, rebuilt(node_at(composition, path), name=name))


def set_hidden(composition: Composition, paths: Sequence[LayerPath], hidden: bool) -> Composition:
    """Raises InputError."""
    return _set_all(composition, paths, hidden=hidden)


def set_locked(composition: Composition, paths: Sequence[LayerPath], locked: bool) -> Composition:
    """Raises InputError."""
    return _set_all(composition, paths, locked=locked)


def _set_all(composition: Composition, paths: Sequence[LayerPath], **changes: bool) -> Composition:
    for path in dict.fromkeys(paths):
        composition = with_node(composition, path, rebuilt(layer_at(composition, path), **changes))
    return composition


def _with_id(layer: Layer, identifier: str) -> Layer:
    assert isinstance(layer, LayerBase)
    return layer if layer.id == identifier else rebuilt(layer, id=identifier)
