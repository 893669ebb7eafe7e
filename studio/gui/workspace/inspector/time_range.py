"""When a layer is there: a range with two handles over the whole of what holds it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.gui.i18n import tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label
from studio.gui.widgets.range_slider import RangeSlider
from studio.gui.workspace.stage import Stage
from studio.model.composition import Composition
from studio.services.editing import StepName
from studio.services.edits.fields import FieldPath, set_fields
from studio.services.edits.paths import LayerPath
from studio.services.edits.times import holder_origin, span_of


class TimeRangeRow(QWidget):
    """Start and end of one layer, in frames of the film."""

    def __init__(self, stage: Stage, path: LayerPath) -> None:
        super().__init__()
        self._stage, self._path = stage, path
        label = Label(tr("range.name"))
        set_look(label, "muted")
        self.slider = RangeSlider()
        for handle, key in zip(self.slider.handles, ("range.start", "range.end"), strict=True):
            handle.setAccessibleName(tr(key))
            handle.setToolTip(tr(key))
        self.slider.began.connect(stage.begin_drag)
        self.slider.ended.connect(stage.end_drag)
        self.slider.changed.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(label)
        column.addWidget(self.slider)

    def _room(self) -> tuple[int, int]:
        """The frames of the film in which the layer may be."""
        composition, rate = self._stage.composition, self._stage.rate
        if len(self._path) == 1:
            return 0, composition.frame_count
        span = span_of(composition, self._path[:-1])
        return rate.first_frame_from(span.start), rate.first_frame_from(span.end)

    def refresh(self) -> None:
        """Shows the document's times."""
        rate = self._stage.rate
        span = span_of(self._stage.composition, self._path)
        first, last = self._room()
        self.slider.set_values(
            rate.first_frame_from(span.start) - first, rate.first_frame_from(span.end) - first, last - first
        )

    def _changed(self, start: int, end: int) -> None:
        first, last = self._room()
        rate, path = self._stage.rate, self._path
        origin = holder_origin(self._stage.composition, path)

        def change(composition: Composition) -> Composition:
            values: dict[FieldPath, object] = {("start",): max(0, rate.time_of(first + start) - origin)}
            whole = end >= last - first
            values["end",] = None if whole else rate.time_of(first + end) - origin
            return set_fields(composition, path, values)

        self._stage.edit(StepName("step.shift"), change, merge_key=("range", path))
