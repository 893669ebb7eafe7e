"""What each kind of layer can do, and the values that pass between the steps.

    Layer --measure, lay out--> Laid --evaluate(time)--> Node --draw--> operations

A kind is one module of `studio.scene.layers` with the four functions; `studio.scene.kinds` is the table of
them.  Adding a kind is one module and one line there.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from studio.base.geometry import IDENTITY, Affine, Path, Rect, Size
from studio.model.layers import BlendMode
from studio.scene.display_list import Operation

if TYPE_CHECKING:
    from studio.scene.context import Context


class Laid(Struct, frozen=True, eq=False):
    """A layer that has its place and time.  Compared by identity: it is made once per composition."""

    layer: Any
    """The document's layer, of the kind that its `type` says."""
    box: Rect
    """Canvas px, at rest."""
    start: Fraction
    """In the time of what holds the layer."""
    end: Fraction
    content: Any
    """What the kind prepared: shaped text, children, outlines."""

    @property
    def duration(self) -> Fraction:
        return self.end - self.start


class Node(Struct, frozen=True):
    """A layer at a moment: nothing in it moves any more."""

    kind: str
    id: str
    state: Any
    transform: Affine = IDENTITY
    """Moves the content, which stands at its box, within the canvas."""
    opacity: float = 1.0
    blend: BlendMode = BlendMode.NORMAL
    clips: tuple[Path, ...] = ()
    """It is seen only inside all of them; before the transform."""
    blur: float = 0.0
    """Radius in px, before the transform."""


SceneFrame = tuple[Node, ...]


class Limit(Struct, frozen=True):
    """The room that a layer may take; None: as much as it likes."""

    width: float
    height: float | None = None


class Kind(Struct, frozen=True):
    """The four steps of one kind of layer.

    measure: the size of its content within a limit (before its place's own width and height).
    prepare: everything that does not depend on time, once its box is known; the duration in seconds.
    evaluate: its state at a local time (0 = the layer's start).
    draw: the state as operations in canvas coordinates; transform and opacity are the layer's, to be applied.
    """

    measure: "Callable[[Any, Limit, Context], Size]"
    prepare: "Callable[[Any, Rect, Context, Fraction], Any]"
    evaluate: "Callable[[Laid, Fraction, Context], Any]"
    draw: "Callable[[Any, Affine, float, Context], Sequence[Operation]]"
