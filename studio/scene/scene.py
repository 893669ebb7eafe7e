"""A composition ready to be seen: frames as functions of time.

Composition, time --evaluate--> SceneFrame --draw--> DisplayList
"""

from fractions import Fraction

from studio.base.geometry import IDENTITY
from studio.model.composition import Composition
from studio.scene.context import Context
from studio.scene.display_list import DisplayList, Operation
from studio.scene.drawing import fill_rect
from studio.scene.findings import Finding
from studio.scene.kind import SceneFrame
from studio.scene.kinds import KINDS
from studio.scene.layers.track import TrackContent
from studio.scene.layout import lay_out
from studio.scene.nodes import draw_nodes, evaluate_layers
from studio.scene.resources import SceneResources


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

    def evaluate(self, time: Fraction) -> SceneFrame:
        """What is on screen at `time` (seconds): numbers and shaped texts, nothing animated left."""
        return evaluate_layers(self._layers, time, self._context)

    def draw(self, frame: SceneFrame) -> DisplayList:
        return (*self._ground, *draw_nodes(frame, IDENTITY, self._context))

    def display_list(self, time: Fraction) -> DisplayList:
        return self.draw(self.evaluate(time))

    def findings(self) -> tuple[Finding, ...]:
        """What the layout could not do well, of all clips."""
        for frame in self._checked_times():
            self.display_list(frame)
        return tuple(self._context.findings)

    def _checked_times(self) -> list[Fraction]:
        """A time within each clip of each track, so that every one is laid out."""
        times = [Fraction(0)]
        for laid in self._layers:
            if isinstance(laid.content, TrackContent):
                times += [laid.start + (span.start + span.end) / 2 for span in laid.content.spans]
        return times
