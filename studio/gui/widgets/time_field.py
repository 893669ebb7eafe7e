"""A time: shown as timecode or in seconds, typed as either, stepped by frames."""

from fractions import Fraction

from PySide6.QtWidgets import QWidget

from studio.base.digits import to_digits
from studio.base.time import FrameRate
from studio.gui.i18n import tr, translator
from studio.gui.widgets.number_field import NumberField
from studio.gui.widgets.time_text import read_typed_time
from studio.gui.workspace.timecode import timecode

_NEAR = 1e-4


class TimeField(NumberField):
    """value: seconds.  as_timecode: shows `0:03:12` (minutes, seconds, frames), and steps by one frame; else
    seconds, by a tenth."""

    def __init__(
        self,
        rate: FrameRate,
        *,
        as_timecode: bool,
        minimum: float = 0.0,
        maximum: float = float("inf"),
        parent: QWidget | None = None,
    ) -> None:
        self._rate, self._as_timecode = rate, as_timecode
        step = float(1 / rate.fraction) if as_timecode else 0.1
        unit = "" if as_timecode else tr("unit.s")
        super().__init__(minimum=minimum, maximum=maximum, step=step, decimals=6, unit=unit, parent=parent)
        if as_timecode:
            self.setToolTip(tr("time.how"))

    @property
    def seconds(self) -> Fraction:
        """The value, exactly a frame's time where it is as good as that."""
        frame = round(self.value * float(self._rate.fraction))
        exact = self._rate.time_of(frame)
        if abs(float(exact) - self.value) < _NEAR:
            return exact
        return Fraction(self.value).limit_denominator(1000)

    def read(self, text: str) -> float:
        return float(read_typed_time(text, self._rate))

    def written(self, value: float) -> str:
        if not self._as_timecode:
            return super().written(round(value, 3))
        frame = max(0, round(value * float(self._rate.fraction)))
        return to_digits(timecode(frame, self._rate), translator().digits)
