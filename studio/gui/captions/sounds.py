"""What is heard under the captions: the wave of all sounds together, and where somebody speaks."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from studio.gui.bridge import Job, bridge
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.waves import Waves
from studio.model.composition import Composition
from studio.model.layers import AfterEnd
from studio.scene.audio_plan import heard_audio
from studio.scene.film_sounds import heard_films
from studio.services.captions.speech import SpeechSpan, speech_spans
from studio.services.edits.sounds import sound_end

_LANE = "speech spans"


class Piece(Struct, frozen=True):
    """A stretch of a file that is heard in [start, end) of the film."""

    media: str
    start: Fraction
    end: Fraction
    source_start: Fraction
    speed: Fraction = Fraction(1)
    gain: float = 0.0
    loop: bool = False
    music: bool = False


def pieces_of(film: Composition) -> tuple[Piece, ...]:
    """All that is heard, films first."""
    found = [
        Piece(
            one.layer.media,
            one.there.start,
            one.there.end,
            one.layer.source_start + (one.there.start - one.zero) * one.layer.speed,
            one.layer.speed,
            one.layer.gain,
            one.layer.after is AfterEnd.LOOP,
        )
        for one in heard_films(film)
    ]
    found += [
        Piece(
            clip.media,
            clip.start,
            sound_end(film, clip),
            clip.source_start,
            gain=clip.gain,
            loop=clip.loop,
            music=clip.loop,
        )
        for clip in heard_audio(film)
    ]
    return tuple(found)


class CueSounds(QObject):
    """Peaks are read in a thread; until they are there the wave is flat."""

    arrived = Signal()
    """More of the wave, or of the speech in it, is known."""

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._waves = Waves(stage, self)
        self._waves.arrived.connect(self._changed)
        self._pieces: tuple[Piece, ...] = ()
        self._film: Composition | None = None
        self._asked: object = None
        self.speech: tuple[SpeechSpan, ...] = ()
        """Where somebody speaks, in the film's time, in order; empty while nobody knows."""
        self.active = False

    def close(self) -> None:
        """Nothing more is read."""
        self._waves.close()
        bridge().drop(id(self), _LANE)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        film = self._stage.composition
        if film is not self._film:
            self._film, self._pieces = film, pieces_of(film)
        return self._pieces

    @property
    def silent(self) -> bool:
        """Whether the film has no sound at all."""
        return not self.pieces

    def columns(self, times: NDArray[np.float64], width: float) -> NDArray[np.float32] | None:
        """Lowest and highest, -1 … 1, of stretches of `width` seconds that begin at film times; None while
        nothing is known."""
        whole: NDArray[np.float32] | None = None
        for piece in self.pieces:
            peaks = self._waves.peaks(piece.media)
            if peaks is None:
                continue
            inside = (times + width > float(piece.start)) & (times < float(piece.end))
            source = (times - float(piece.start)) * float(piece.speed) + float(piece.source_start)
            length = float(peaks.seconds)
            if piece.loop and length > 0:
                source = np.mod(source, length)
            heard = peaks.between(source, width * float(piece.speed)) * 10 ** (piece.gain / 20)
            heard[~inside] = 0
            if whole is None:
                whole = heard.astype(np.float32)
            else:
                whole[:, 0] = np.minimum(whole[:, 0], heard[:, 0])
                whole[:, 1] = np.maximum(whole[:, 1], heard[:, 1])
        return whole

    def ask_speech(self) -> None:
        """Finds where somebody speaks, in a thread; `arrived` tells when it is known."""
        known = [(piece, self._waves.peaks(piece.media)) for piece in self.pieces if not piece.music]
        there = [(piece, peaks) for piece, peaks in known if peaks is not None]
        asked = tuple(piece for piece, _ in there)
        if asked == self._asked:
            return
        self._asked = asked

        def work(job: Job[tuple[SpeechSpan, ...]]) -> tuple[SpeechSpan, ...]:
            found: list[SpeechSpan] = []
            for piece, peaks in there:
                job.cancellation.raise_if_cancelled()
                found += _in_film(piece, speech_spans(peaks))
            return _joined(found)

        bridge().run(work, self._know, key=id(self), lane=_LANE, owner=self)

    def _know(self, spans: tuple[SpeechSpan, ...]) -> None:
        self.speech = spans
        self.arrived.emit()

    def _changed(self) -> None:
        if self.active:
            self.ask_speech()
        self.arrived.emit()


def _in_film(piece: Piece, spans: tuple[SpeechSpan, ...]) -> list[SpeechSpan]:
    found = []
    for span in spans:
        start = piece.start + (span.start - piece.source_start) / piece.speed
        end = piece.start + (span.end - piece.source_start) / piece.speed
        start, end = max(start, piece.start), min(end, piece.end)
        if start < end:
            found.append(SpeechSpan(start, end))
    return found


def _joined(spans: list[SpeechSpan]) -> tuple[SpeechSpan, ...]:
    """In order, those that overlap as one."""
    ordered = sorted(spans, key=lambda span: span.start)
    if not any(other.start <= one.end for one, other in pairwise(ordered)):
        return tuple(ordered)
    found: list[SpeechSpan] = []
    for span in ordered:
        if found and span.start <= found[-1].end:
            found[-1] = SpeechSpan(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
