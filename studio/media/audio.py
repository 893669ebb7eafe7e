"""The sound of a film: clips mixed, brought to the wanted loudness, encoded once."""

import contextlib
import hashlib
import math
import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from studio.base.cancellation import Cancellation
from studio.base.errors import EncodeError, MediaError
from studio.base.files import output_errors, part_path, put_in_place
from studio.media.ffmpeg import (
    SAMPLE_RATE,
    SoundTrack,
    file_argument,
    level_arguments,
    loudness_arguments,
    mix_arguments,
    recode_arguments,
    run,
)
from studio.media.images import digest
from studio.media.probe import probe

_VERSION = 2  # of how sound is made: part of its key
_AT_ONCE = 24  # sounds: each is some 500 characters of a command, and Windows takes 32,767
_SILENT_LUFS = -60.0  # below, it is noise; making it 46 dB louder would not help anybody
_CLOSE_ENOUGH = 0.2  # LU
_ATTEMPTS = 3
_SHORTEST_MEASURED = Fraction(2, 5)  # seconds: EBU R 128 measures blocks of 400 ms
_ENCODER_MARGIN = 0.5  # dB that AAC at these rates adds to peaks


class SoundClip(Struct, frozen=True):
    """A stretch of sound, in seconds of the film.

    duration: how long it is heard.  source_start: where it begins in its file.  gain: dB.
    loop: repeated from `source_start` where the file is shorter than `duration`, or every `period` seconds
    where that is given.  phase: seconds of what would be heard that are left out at its beginning.
    speed: seconds of the file in one of the film; the pitch stays.  crosses: its fades are of equal power, as
    of sounds that cross into each other without a dip.
    """

    path: Path
    start: Fraction
    duration: Fraction
    source_start: Fraction = Fraction(0)
    gain: float = 0.0
    fade_in: Fraction = Fraction(0)
    fade_out: Fraction = Fraction(0)
    loop: bool = False
    speed: Fraction = Fraction(1)
    period: Fraction | None = None
    phase: Fraction = Fraction(0)
    crosses: bool = False


class Loudness(Struct, frozen=True):
    """Measured by EBU R 128: integrated in LUFS, true peak in dBTP (both -inf for silence), range in LU."""

    integrated: float
    true_peak: float
    range: float


class SoundSettings(Struct, frozen=True):
    """What the sound should be: see `studio.model.export.ExportProfile`."""

    kbps: int = 160
    loudness: float | None = -14.0
    true_peak: float = -1.0


def sound_key(clips: Sequence[SoundClip], duration: Fraction, settings: SoundSettings) -> str:
    """The name of the finished sound: equal for equal clips (files by content), length and settings.

    Raises MediaError when a file cannot be read.
    """
    described = [(replace(clip, path=Path(digest(clip.path)))) for clip in clips]
    text = repr((_VERSION, described, duration, settings))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def render_sound(
    clips: Sequence[SoundClip],
    duration: Fraction,
    output: Path,
    settings: SoundSettings | None = None,
    cancellation: Cancellation | None = None,
) -> Path | None:
    """Mix `clips` into an AAC file (`output`, .m4a) of exactly `duration`, 48 kHz stereo; returns its path.

    Nothing to hear gives None and no file.  Loudness is reached by one constant gain; only where that would
    push peaks over `true_peak` a limiter holds those.  Under 0.4 s the sound stays as loud as it was
    mixed.  The file appears whole or not at all.

    Raises MediaError for a file that cannot be used, EncodeError, OutputError, Cancelled.
    """
    settings = settings or SoundSettings()
    samples = _samples(duration)
    tracks = [track for clip in clips if (track := _track(clip, samples)) is not None]
    if not tracks:
        return None
    mix, part = part_path(output), part_path(output)
    try:
        with output_errors(output):
            part.touch()
        _mix(tracks, samples, mix, cancellation)
        measured = measure_loudness(mix, cancellation)
        if duration < _SHORTEST_MEASURED:
            settings = replace(settings, loudness=None)  # too short to have one
            heard = measured.true_peak
        else:
            heard = measured.integrated
        if heard < _SILENT_LUFS:
            return None
        _encode(mix, part, samples, measured, settings, cancellation)
        put_in_place(part, output)
    finally:
        for path in (mix, part):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
    return output


def _mix(tracks: Sequence[SoundTrack], samples: int, output: Path, cancellation: Cancellation | None) -> None:
    """All tracks in one WAV file; many of them group by group, those near to each other together."""
    if len(tracks) <= _AT_ONCE:
        run(mix_arguments(tracks, samples, file_argument(output)), cancellation=cancellation)
        return
    ordered = sorted(tracks, key=lambda track: track.start)
    mixed: list[SoundTrack] = []
    try:
        for first in range(0, len(ordered), _AT_ONCE):
            group = ordered[first : first + _AT_ONCE]
            begin = group[0].start
            length = max(track.start + track.length for track in group) - begin
            part = part_path(output)
            mixed.append(SoundTrack(file_argument(part), begin, length))
            local = [replace(track, start=track.start - begin) for track in group]
            run(mix_arguments(local, length, file_argument(part)), cancellation=cancellation)
        _mix(mixed, samples, output, cancellation)
    finally:
        for one in mixed:
            with contextlib.suppress(OSError):
                Path(one.path).unlink(missing_ok=True)


def _encode(
    mix: Path,
    part: Path,
    samples: int,
    measured: Loudness,
    settings: SoundSettings,
    cancellation: Cancellation | None,
) -> None:
    gain = 0.0 if settings.loudness is None else settings.loudness - measured.integrated
    ceiling = settings.true_peak - _ENCODER_MARGIN
    limit = ceiling if measured.true_peak + gain > ceiling else None

    for _ in range(_ATTEMPTS):
        arguments = level_arguments(
            file_argument(mix), samples, gain, limit, settings.kbps, file_argument(part)
        )
        run(arguments, cancellation=cancellation)
        if settings.loudness is None:
            return
        # Limiter and encoder take loudness away, and the encoder adds to peaks: give both back.
        result = measure_loudness(part, cancellation)
        missing, excess = settings.loudness - result.integrated, result.true_peak - settings.true_peak
        if abs(missing) <= _CLOSE_ENOUGH and excess <= 0:
            return
        gain += missing
        if excess > 0:
            limit = (ceiling if limit is None else limit) - excess


def measure_loudness(path: Path, cancellation: Cancellation | None = None) -> Loudness:
    """Integrated loudness, true peak and loudness range of a file's sound, to 0.1.

    Raises MediaError when there is no sound that can be read.
    """
    if probe(path).audio is None:
        raise MediaError("there is no sound in this file", "Choose another.", str(path))
    log = run(loudness_arguments(file_argument(path)), cancellation=cancellation, verbose=True)
    summary = log[log.rfind("Integrated loudness") :]

    def figure(pattern: str) -> float:
        found = re.search(pattern + r":\s+(-?inf|nan|-?[\d.]+) (?:LUFS|LU|dBFS)", summary)
        if found is None:
            raise EncodeError("the loudness could not be measured", "Try again.", str(path), log)
        return float(found[1])

    integrated, peak = figure(r"\bI"), figure("Peak")
    if not integrated > -70.0:  # EBU R 128's absolute gate: silence, or nan for very short sounds
        integrated = -math.inf
    return Loudness(integrated, peak, figure("LRA"))


def recode_sound(
    source: Path, stream: int, output: Path, kbps: int, cancellation: Cancellation | None = None
) -> Path:
    """One of a file's streams of sound as AAC from the file's beginning on; returns the path.

    It appears whole or not at all.  Raises EncodeError, OutputError, Cancelled.
    """
    part = part_path(output)
    try:
        with output_errors(output):
            part.touch()
        arguments = recode_arguments(file_argument(source), stream, kbps, file_argument(part))
        run(arguments, cancellation=cancellation)
        put_in_place(part, output)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return output


def _samples(time: Fraction) -> int:
    return round(time * SAMPLE_RATE)


def _track(clip: SoundClip, total: int) -> SoundTrack | None:
    """The clip in samples, cut at the film's end; None where nothing of it is heard."""
    info = probe(clip.path)
    if info.audio is None:
        raise MediaError("there is no sound in this file", "Choose another.", str(clip.path))
    start, length = _samples(clip.start), _samples(clip.duration)
    available = length
    if info.duration is not None:
        available = _samples((info.duration - clip.source_start) / clip.speed)
    if clip.loop and clip.period is not None:
        available = _samples(clip.period)
    phase = _samples(clip.phase)
    if not clip.loop:
        length = min(length, available - phase)
    length = min(length, total - start)
    if length <= 0 or available <= 0:
        return None
    return SoundTrack(
        path=file_argument(clip.path),
        start=start,
        length=length,
        skip=_samples(clip.source_start),
        gain=clip.gain,
        fade_in=min(_samples(clip.fade_in), length),
        fade_out=min(_samples(clip.fade_out), length),
        loop_length=available if clip.loop and available < length + phase else 0,
        tempo=float(clip.speed),
        phase=phase,
        crosses=clip.crosses,
    )
