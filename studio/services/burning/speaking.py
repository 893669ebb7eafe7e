"""A text without times laid over what is spoken in a film."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from msgspec.structs import replace

from studio.base.errors import MediaError
from studio.formats.subtitles.times import to_millisecond
from studio.formats.subtitles.types import SubtitleFile
from studio.services.captions.opening import OpenOptions, open_subtitles
from studio.services.captions.speech import SpeechSpan, speech_spans
from studio.services.waveforms import waveform

_LEAST_SHARE = Fraction(1, 10)
"""Of the film: where less is speech, it was not found, and the text takes the whole film."""


def spread_over_speech(path: Path, opening: OpenOptions, film: Path, duration: Fraction) -> SubtitleFile:
    """A plain text with times: it is said while somebody speaks, at an even pace, and nothing is shown to
    change in the pauses between.

    Where no speech is found, over the whole film.  Raises InputError.
    """
    spans = _spoken(film, duration)
    spoken = sum((span.end - span.start for span in spans), start=Fraction(0))
    if spoken < duration * _LEAST_SHARE:
        return open_subtitles(path, replace(opening, duration=duration))
    file = open_subtitles(path, replace(opening, duration=spoken))
    cues = []
    for cue in file.cues:
        start, end = _moment(spans, cue.start, after=True), _moment(spans, cue.end, after=False)
        cues.append(cue.model_copy(update={"start": start, "end": max(end, start + Fraction(1, 1000))}))
    return replace(file, cues=tuple(cues))


def _spoken(film: Path, duration: Fraction) -> Sequence[SpeechSpan]:
    try:
        found = speech_spans(waveform(film))
    except MediaError:
        return ()
    return [SpeechSpan(span.start, min(span.end, duration)) for span in found if span.start < duration]


def _moment(spans: Sequence[SpeechSpan], spoken: Fraction, *, after: bool) -> Fraction:
    """When so many seconds have been spoken; in a pause its end (`after`) or its beginning."""
    for span in spans:
        length = span.end - span.start
        if spoken < length or (spoken == length and not after):
            return to_millisecond(span.start + spoken)
        spoken -= length
    return to_millisecond(spans[-1].end)
