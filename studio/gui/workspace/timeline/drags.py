"""What dragging a bar does: moves and trims, from the composition as it was."""

from fractions import Fraction
from typing import Literal

from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.rows import Bar
from studio.model.composition import Composition
from studio.services.editing import StepName
from studio.services.edits.paths import LayerPath, track_at
from studio.services.edits.times import holder_origin, index_of, start_in_holder
from studio.services.edits.timing import move_layers, trim_end, trim_start
from studio.services.edits.tracks import move_clip, ripple_trim, trim_item

Zone = Literal["start", "middle", "end"]


class BarDrag:
    """One bar by one of its zones.  `by` is seconds from where the drag began, whole frames."""

    def __init__(self, stage: Stage, bar: Bar, zone: Zone, *, ripple: bool) -> None:
        self._stage, self._bar, self._zone, self._ripple = stage, bar, zone, ripple
        self._base = stage.composition
        self.path = bar.path

    def to(self, by: Fraction) -> None:
        """Shows what letting go here would do."""
        if self._bar.is_clip and self._zone == "middle":
            return  # a clip finds its place when it is let go
        key = "step.shift" if self._zone == "middle" else "step.trim"
        self._stage.edit(StepName(key), lambda _: self._changed(by))

    def drop(self, by: Fraction) -> LayerPath:
        """The end of the drag; gives the path that the bar has now."""
        if not (self._bar.is_clip and self._zone == "middle" and by):
            return self.path
        found = [self.path]

        def change(composition: Composition) -> Composition:
            start = start_in_holder(composition, self.path) + by
            changed, found[0] = move_clip(composition, self.path, max(Fraction(0), start))
            return changed

        self._stage.edit(StepName("step.shift"), change)
        return found[0]

    def _changed(self, by: Fraction) -> Composition:
        bar, base = self._bar, self._base
        if bar.is_clip:
            index = index_of(track_at(base, bar.path[:-1]), bar.path[-1])
            trim = ripple_trim if self._ripple else trim_item
            side: Literal["start", "end"] = "start" if self._zone == "start" else "end"
            return trim(base, bar.path[:-1], index, side, by)
        if self._zone == "middle":
            return move_layers(base, [bar.path], by)
        origin = holder_origin(base, bar.path)
        if self._zone == "start":
            return trim_start(base, bar.path, bar.start - origin + by)
        return trim_end(base, bar.path, bar.end - origin + by)
