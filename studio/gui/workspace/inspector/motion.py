"""How a layer comes, stays in motion and goes: one row for each phase, by preset."""

from fractions import Fraction
from functools import cache

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from studio.base.time import seconds
from studio.gui.i18n import localized, tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label
from studio.gui.widgets.number_field import NumberField
from studio.gui.workspace.stage import Stage
from studio.model.animation import Animation, AnimationPreset, Phase
from studio.model.composition import Composition
from studio.model.layers import LayerBase
from studio.presets.catalog import bundled
from studio.services.editing import StepName
from studio.services.edits.fields import set_field
from studio.services.edits.paths import LayerPath, node_at

PHASES = (Phase.IN, Phase.DURING, Phase.OUT)


@cache
def presets_of(phase: Phase) -> tuple[AnimationPreset, ...]:
    """The motion presets that suit a phase, by id."""
    return tuple(preset for preset in bundled().animations().values() if phase in preset.phases)


def with_animation(
    composition: Composition, path: LayerPath, phase: Phase, preset: str | None, **changes: object
) -> Composition:
    """The layer with another motion in one phase (None: without); its other settings stay.

    Raises InputError, DocumentError.
    """
    layer = node_at(composition, path)
    animations: tuple[Animation, ...] = getattr(layer, "animations", ())
    old = next((one for one in animations if one.phase is phase), None)
    made: list[object] = [one for one in animations if one.phase is not phase]
    if preset is not None:
        kept = (
            {}
            if old is None
            else {"delay": old.delay, **({"duration": old.duration} if old.duration else {})}
        )
        data = {"preset": preset, "phase": phase, **kept, **changes}
        made.append(Animation.model_validate(data))
    return set_field(composition, path, ("animations",), tuple(made))


class MotionRows(QWidget):
    """Preset, duration and delay for the way in, during, and the way out."""

    def __init__(self, stage: Stage, path: LayerPath, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage, self._path = stage, path
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.rows = {phase: _PhaseRow(self, phase) for phase in PHASES}
        for row in self.rows.values():
            column.addWidget(row)

    def refresh(self) -> None:
        layer = node_at(self._stage.composition, self._path)
        animations: tuple[Animation, ...] = layer.animations if isinstance(layer, LayerBase) else ()
        for phase, row in self.rows.items():
            row.show_animation(next((one for one in animations if one.phase is phase), None))

    def choose(self, phase: Phase, preset: str | None) -> None:
        """Another motion for a phase."""
        self._stage.edit(
            StepName("step.motion"),
            lambda composition: with_animation(composition, self._path, phase, preset),
        )

    def set_times(self, phase: Phase, preset: str, **changes: Fraction) -> None:
        self._stage.edit(
            StepName("step.motion-time"),
            lambda composition: with_animation(composition, self._path, phase, preset, **changes),
            merge_key=("motion", self._path, phase, tuple(changes)),
        )

    @property
    def stage(self) -> Stage:
        return self._stage


class _PhaseRow(QWidget):
    def __init__(self, rows: MotionRows, phase: Phase) -> None:
        super().__init__(rows)
        self._rows, self._phase = rows, phase
        self.setObjectName(f"motion:{phase.value}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        line, times = QHBoxLayout(), QHBoxLayout()
        for row in (line, times):
            row.setSpacing(px(4))
            column.addLayout(row)
        self._label = Label(tr(f"motion.{phase.value}"))
        set_look(self._label, "muted")
        self._label.setFixedWidth(px(92))
        self.preset = QComboBox()
        self.preset.setAccessibleName(self._label.text())
        self.preset.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.preset.setMinimumContentsLength(4)
        self.preset.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.preset.addItem(tr("motion.none"), None)
        for preset in presets_of(phase):
            self.preset.addItem(localized(preset.name), preset.id)
        self.preset.activated.connect(self._chosen)
        self.duration = NumberField(minimum=0, maximum=60, step=0.1, decimals=2, unit=tr("unit.s"))
        self.duration.setAccessibleName(tr("motion.duration"))
        self.duration.setToolTip(tr("motion.duration"))
        self.delay = NumberField(minimum=0, maximum=600, step=0.1, decimals=2, unit=tr("unit.s"))
        self.delay.setAccessibleName(tr("motion.delay"))
        self.delay.setToolTip(tr("motion.delay"))
        for field, name in ((self.duration, "duration"), (self.delay, "delay")):
            field.setFixedWidth(px(64))
            field.editing_began.connect(rows.stage.begin_drag)
            field.committed.connect(lambda *_: rows.stage.end_drag())
            field.value_changed.connect(lambda value, name=name: self._timed(name, value))
        line.addWidget(self._label)
        line.addWidget(self.preset)
        times.addSpacing(px(96))
        self._times = [Label(tr("motion.duration")), self.duration, Label(tr("motion.delay")), self.delay]
        for widget in self._times:
            set_look(widget, "small")
            times.addWidget(widget)
        times.addStretch(1)

    def show_animation(self, animation: Animation | None) -> None:
        at = 0 if animation is None else self.preset.findData(animation.preset)
        self.preset.setCurrentIndex(max(0, at))
        for field in self._times:
            field.setVisible(animation is not None)
        if animation is not None:
            preset = bundled().animation(animation.preset)
            duration = animation.duration if animation.duration is not None else preset.duration
            self.duration.set_value(float(duration))
            self.delay.set_value(float(animation.delay))

    def _chosen(self, index: int) -> None:
        self._rows.choose(self._phase, self.preset.itemData(index))

    def _timed(self, name: str, value: float) -> None:
        preset = self.preset.currentData()
        if preset is not None:
            self._rows.set_times(self._phase, preset, **{name: seconds(round(value, 3))})
