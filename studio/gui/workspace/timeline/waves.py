"""Peaks of the sounds on the timeline, read in a thread; until they are there, bars are flat."""

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtCore import QObject, Signal

from studio.gui.bridge import Job, bridge
from studio.gui.workspace.stage import Stage
from studio.services.resources import open_resources
from studio.services.waveforms import Peaks, waveform

_LANE = "waveforms"


class Waves(QObject):
    """Asked by painters; says when more is there."""

    arrived = Signal()

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._kept: dict[tuple[str, str], Peaks | None] = {}
        self._jobs: dict[tuple[str, str], Job[Peaks]] = {}

    def peaks(self, media: str) -> Peaks | None:
        """The peaks of a sound; None while they are being read, and for what has none."""
        key = media, self._file(media)
        if key in self._kept:
            return self._kept[key]
        self._kept[key] = None
        listed = self._stage.document.resources()

        def work(job: Job[Peaks]) -> Peaks:
            return waveform(open_resources(listed).path_of(media), job.cancellation)

        self._jobs[key] = bridge().run(
            work,
            lambda peaks: self._keep(key, peaks),
            failed=lambda _error: None,  # missing media are named where they are seen
            key=(_LANE, key),
            lane=_LANE,
            owner=self,
        )
        return None

    def close(self) -> None:
        """Nothing more is read."""
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()

    def lengths(self) -> Mapping[str, Fraction]:
        """Seconds of the media whose peaks are there."""
        return {media: peaks.seconds for (media, _), peaks in self._kept.items() if peaks is not None}

    def _file(self, media: str) -> str:
        """Which file it is now: one that was found elsewhere is read again."""
        found = (item for item in self._stage.document.project.media if item.id == media)
        return next((item.digest or item.path for item in found), media)

    def _keep(self, key: tuple[str, str], peaks: Peaks) -> None:
        self._kept[key] = peaks
        self._jobs.pop(key, None)
        self.arrived.emit()
