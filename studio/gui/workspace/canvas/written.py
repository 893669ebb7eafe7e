"""Which words of a layer are typed on the canvas, and how the film is shown while they are."""

from collections.abc import Mapping
from types import MappingProxyType

from studio.base.geometry import Point
from studio.model.composition import Composition
from studio.scene.placed import Placed, Written, inverse
from studio.services.edits.fields import FieldPath, set_fields
from studio.services.edits.paths import LayerPath

FIELDS: Mapping[str, tuple[FieldPath, ...]] = MappingProxyType(
    {"text": (("text",),), "bilingual": (("first", "text"), ("second", "text"))}
)
"""Where the words of a kind of layer are."""


def words_under(placed: Placed, at: Point) -> tuple[int, FieldPath] | None:
    """The text of a layer that is nearest to a point of the canvas: its number, and the field of its words.

    None where the layer has none, or is locked.
    """
    fields = FIELDS.get(placed.layer.type)
    if not fields or not placed.texts or getattr(placed.layer, "locked", False):
        return None
    inner = inverse(placed.transform)
    local = at if inner is None else inner.apply(at)
    part = min(placed.texts, key=lambda text: _away(text, local)).part
    return part, fields[min(part, len(fields) - 1)]


def at_rest(composition: Composition, path: LayerPath) -> Composition:
    """The composition with a layer that does not move, from its first frame to its last."""
    return set_fields(composition, path, {("animations",): (), ("opacity",): 1.0})


def _away(text: Written, at: Point) -> float:
    top = text.y
    return max(top - at.y, 0.0, at.y - (top + text.layout.height))
