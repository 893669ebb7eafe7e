"""Layers as one group, and a group as its layers."""

from collections.abc import Sequence
from fractions import Fraction

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.model.layers import GroupLayer, Layer
from studio.model.place import Place
from studio.services.edits.layers import add_layers
from studio.services.edits.paths import (
    LayerPath,
    children_of,
    free_id,
    holder_at,
    layer_at,
    rebuilt,
    with_layers,
)

WHOLE = Place(width="100%", height="100%")
"""All the room that there is: a free group of this place leaves its layers where they stood."""


def group_layers(
    composition: Composition, paths: Sequence[LayerPath], name: str = ""
) -> tuple[Composition, LayerPath]:
    """Puts layers of one holder into a new group, where the topmost of them was; gives the group's path.

    Neighbours look as before; in a group that flows, the new one flows in the same way.
    Raises InputError for layers of several holders, or none.
    """
    parents = {path[:-1] for path in paths}
    if len(parents) != 1:
        raise InputError("only layers side by side can be grouped", "Choose layers of one group.")
    (parent,) = parents
    for path in paths:
        layer_at(composition, path)
    holder = holder_at(composition, parent)
    inside = children_of(holder)
    chosen = {path[-1] for path in paths}
    members = tuple(layer for layer in inside if layer.id in chosen)
    top = max(index for index, layer in enumerate(inside) if layer.id in chosen)
    below = [layer for layer in inside[:top] if layer.id not in chosen]
    identifier = free_id("group", {layer.id for layer in inside if layer.id not in chosen})
    layout = holder.layout if isinstance(holder, GroupLayer) else None
    place = WHOLE if layout is None else Place()
    group = GroupLayer(id=identifier, name=name, place=place, layout=layout, layers=members)
    changed = with_layers(composition, parent, (*below, group, *inside[top + 1 :]))
    return changed, (*parent, identifier)


def ungroup(composition: Composition, path: LayerPath) -> tuple[Composition, tuple[LayerPath, ...]]:
    """Puts a group's layers in its place, at the times at which they were seen; gives their paths.

    What the group itself did (its ground, movement, opacity, mask, layout) goes with it.
    Raises InputError for what is no group.
    """
    group = layer_at(composition, path)
    if not isinstance(group, GroupLayer):
        raise InputError(f"'{group.id}' is no group", "Choose a group.", "/".join(path))
    parent = path[:-1]
    inside = children_of(holder_at(composition, parent))
    index = next(number for number, layer in enumerate(inside) if layer.id == group.id)
    freed, turn = [], 0
    for layer in group.layers:
        freed.append(_freed(layer, group, group.stagger * turn))
        turn += not layer.hidden
    without = with_layers(composition, parent, (*inside[:index], *inside[index + 1 :]))
    return add_layers(without, freed, parent, index)


def _freed(layer: Layer, group: GroupLayer, delay: Fraction) -> Layer:
    end = group.end
    if layer.end is not None:
        end = layer.end + group.start if end is None else min(end, layer.end + group.start)
    start = layer.start + group.start + delay
    changes: dict[str, object] = {}
    if start != layer.start:
        changes["start"] = start
    if end != layer.end:
        changes["end"] = end
    if group.hidden:
        changes["hidden"] = True
    return rebuilt(layer, **changes) if changes else layer
