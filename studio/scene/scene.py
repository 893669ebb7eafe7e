"""A composition ready to be seen: frames as functions of time.

Composition, time --evaluate--> SceneFrame --draw--> DisplayList
"""

from collections.abc import Callable
from fractions import Fraction

from studio.base.geometry import IDENTITY
from studio.base.time import TimeRange
from studio.model.composition import Composition
from studio.scene.context import Context
from studio.scene.display_list import DisplayList, Operation
from studio.scene.drawing import fill_rect
from studio.scene.findings import Finding
from studio.scene.kind import Laid, SceneFrame
from studio.scene.kinds import KINDS
from studio.scene.layout import lay_out
from studio.scene.nodes import draw_nodes, evaluate_layers
from studio.scene.resources import SceneResources
from studio.scene.survey import survey


class Scene:
    """Lays a composition out once and gives its frames.  Pure: the same time gives the same list, in any
    order
    of asking."""

    def __init__(self, composition: Composition, resources: SceneResources) -> None:
        self.composition = composition
        self._context = Context(composition, resources, KINDS)
        self._layers = lay_out(composition.layers, self._context, composition.duration)
        paint = self._context.paint(composition.background, self._context.canvas)
        self._ground: tuple[Operation, ...] = (
            () if paint is None else (fill_rect(self._context.canvas, paint),)
        )

    @property
    def context(self) -> Context:
        return self._context

    @property
    def layers(self) -> tuple[Laid, ...]:
        """The layers in their places, in painter order."""
        return self._layers

    def evaluate(self, time: Fraction) -> SceneFrame:
        """What is on screen at `time` (seconds): numbers and shaped texts, nothing animated left."""
        return evaluate_layers(self._layers, time, self._context)

    def draw(self, frame: SceneFrame) -> DisplayList:
        return (*self._ground, *draw_nodes(frame, IDENTITY, self._context))

    def display_list(self, time: Fraction) -> DisplayList:
        return self.draw(self.evaluate(time))

    def findings(self, between: Callable[[], None] = lambda: None) -> tuple[Finding, ...]:
        """What the layout could not do well, of all that is ever shown.

        between: called now and then, to stop by raising.
        Raises what rendering would raise: MediaError, FontError, InputError.
        """
        whole = TimeRange(Fraction(0), self.composition.duration)
        survey(self._layers, Fraction(0), whole, self._context, between)
        return tuple(self._context.findings)
