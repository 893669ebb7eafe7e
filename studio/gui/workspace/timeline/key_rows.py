"""Key lanes: one row under the chosen layer for each of its animated properties.  No widget is known here."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from studio.gui.i18n import tr, translator, words_of
from studio.model.animation import Keyframe
from studio.model.composition import Composition
from studio.services.edits.fields import FieldPath
from studio.services.edits.keyframes import Key, animated_fields
from studio.services.edits.paths import LayerPath, node_at
from studio.services.edits.times import span_of

KeyShape = Literal["circle", "square", "diamond"]
"""Smooth; held until the next; at one speed."""

_HOLDING = ("hold", "step-start", "step-end")


class KeyMark(Struct, frozen=True):
    """A key as it is drawn.  time: of the layer."""

    time: Fraction
    shape: KeyShape
    easing: str


class KeyLane(Struct, frozen=True):
    """One property's keys.  origin: the composition's time at which the layer's time is 0."""

    path: LayerPath
    field: FieldPath
    origin: Fraction
    marks: tuple[KeyMark, ...]

    def key(self, mark: KeyMark) -> Key:
        return Key(self.field, mark.time)

    def seconds(self, mark: KeyMark) -> Fraction:
        """When the key is, in the composition's time."""
        return self.origin + mark.time


def key_lanes(composition: Composition, path: LayerPath) -> Iterator[KeyLane]:
    """The lanes of a layer, in the order of its fields."""
    fields = animated_fields(node_at(composition, path))
    if not fields:
        return
    origin = span_of(composition, path).start
    for field, value in fields.items():
        marks = tuple(KeyMark(frame.time, _shape(frame), frame.easing) for frame in value.keyframes)
        yield KeyLane(path, field, origin, marks)


def _shape(frame: Keyframe[object]) -> KeyShape:
    if frame.easing in _HOLDING or frame.easing.startswith("steps"):
        return "square"
    return "diamond" if frame.easing == "linear" else "circle"


def property_name(field: FieldPath) -> str:
    """What a property is called in the window's language, as in the inspector."""
    known = words_of(translator().language)
    names = [str(step) for step in field if not isinstance(step, int)]
    for key in (f"field.{'-'.join(names)}", f"field.{names[-1]}"):
        if key in known:
            return tr(key)
    return names[-1].replace("_", " ")
