"""Finished segments and sound to one film, without encoding anything again."""

from __future__ import annotations  # PyAV's packets are generic to the type checker alone

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream
from msgspec import Struct, field
from msgspec.structs import replace

from studio.base.cancellation import Cancellation
from studio.base.errors import EncodeError
from studio.base.files import output_errors, part_of
from studio.base.time import FrameRate
from studio.encode.check import CopiedSound, FilmReport, check_timed_film
from studio.encode.clock import FilmClock
from studio.encode.command import BT709, REORDERED_FRAMES, film_options, time_scale
from studio.media.ffmpeg import file_argument
from studio.media.probe import ColorTags, open_media

if TYPE_CHECKING:
    _Packet = Packet[VideoStream] | Packet[AudioStream]


class Segment(Struct, frozen=True):
    """A finished segment file and how many frames it holds."""

    path: Path
    frames: int


class FilmSound(Struct, frozen=True):
    """The sound of a film: a stream of a file, taken over as it is.

    begins: the moment of the file, in seconds from its start, that is the film's beginning.  whole: every
    packet is kept; else only what is heard before the film ends.  stream: its number among the file's streams
    of sound.  own_length: it may end before the pictures, or not be heard among them at all, and the film is
    to have the very packets that were taken; else it is to be as long as the pictures.
    """

    path: Path
    begins: Fraction = Fraction(0)
    whole: bool = False
    stream: int = 0
    own_length: bool = False


class FilmMeaning(Struct, frozen=True):
    """What is said of a film.  container: `mp4` or `mov`.  notes: words on it by name (place, camera …)."""

    color: ColorTags = BT709
    container: str = "mp4"
    notes: Mapping[str, str] = field(default_factory=dict)


def join(
    segments: Sequence[Segment],
    audio: Path | None,
    output: Path,
    size: tuple[int, int],
    rate: FrameRate,
    cancellation: Cancellation | None = None,
) -> FilmReport:
    """Write `output` (MP4, fast start, BT.709) from segments in their order and an AAC file, and check it.

    The film is exactly as long as its frames; sound beyond them is left out.  The file is written aside,
    flushed, checked and renamed: a film that is there stays until a better one takes its place.
    Nothing in it tells the time or the machine.

    Raises EncodeError when segments do not fit each other or the film is not right, MediaError when one
    cannot be read, OutputError when the place cannot be written to, and Cancelled.
    """
    clock = FilmClock.steady(rate, sum(segment.frames for segment in segments))
    sound = None if audio is None else FilmSound(audio)
    return join_timed(segments, sound, output, size, rate, clock, FilmMeaning(), cancellation)


def join_timed(
    segments: Sequence[Segment],
    sound: FilmSound | None,
    output: Path,
    size: tuple[int, int],
    rate: FrameRate,
    clock: FilmClock,
    meaning: FilmMeaning,
    cancellation: Cancellation | None = None,
) -> FilmReport:
    """The same for frames with times of their own.  rate: that the segments were encoded at.

    Raises as `join` does.
    """
    if not segments:
        raise ValueError("a film has at least one segment")
    with part_of(output) as part:
        with output_errors(output):
            copied = _write(segments, sound, part, rate, clock, meaning, cancellation or Cancellation())
        taken = copied if sound is not None and sound.own_length else None
        # A stream of sound without a packet is none: MP4 leaves it out.
        audio = sound is not None and (taken is None or taken.packets > 0)
        report = check_timed_film(part, clock, size, audio=audio, copied=taken, color=meaning.color)
        report.raise_if_wrong()
    return replace(report, path=output)


def _write(
    segments: Sequence[Segment],
    sound: FilmSound | None,
    part: Path,
    rate: FrameRate,
    clock: FilmClock,
    meaning: FilmMeaning,
    cancellation: Cancellation,
) -> CopiedSound:
    options = film_options(clock.scale, notes=bool(meaning.notes))
    heard = size = 0
    with contextlib.ExitStack() as stack:
        film = stack.enter_context(
            av.open(file_argument(part), "w", format=meaning.container, options=options)
        )
        film.metadata.update(meaning.notes)
        first = stack.enter_context(open_media(segments[0].path, header_only=True))
        pictures = film.add_stream_from_template(first.streams.video[0])
        pictures.time_base = Fraction(1, clock.scale)
        packets: Iterator[_Packet] = _video_packets(segments, pictures, rate, clock)
        if sound is not None:
            source = stack.enter_context(open_media(sound.path))
            target = film.add_stream_from_template(source.streams.audio[sound.stream])
            packets = _interleaved(packets, _audio_packets(source, sound, target, clock.duration))
        for packet in packets:
            cancellation.raise_if_cancelled()
            if packet.stream is not pictures:
                heard, size = heard + 1, size + packet.size
            try:
                film.mux_one(packet)
            except av.error.FFmpegError as error:
                # As the system's own error: `open_media` around us speaks of what is read, not of this.
                raise OSError(error.errno, error.strerror) from error
    return CopiedSound(heard, size)


def _video_packets(
    segments: Sequence[Segment], target: VideoStream, rate: FrameRate, clock: FilmClock
) -> Iterator[Packet[VideoStream]]:
    """All packets with their times in the film.  Decoding order is that of the packets, one a frame."""
    tick = time_scale(rate) * rate.denominator // rate.numerator
    base = Fraction(1, clock.scale)
    header: bytes | None = None
    begin = 0
    for segment in segments:
        count = 0
        with open_media(segment.path, header_only=True) as container:
            stream = container.streams.video[0]
            header = header or stream.codec_context.extradata
            if stream.codec_context.extradata != header or stream.time_base != Fraction(1, time_scale(rate)):
                raise EncodeError(
                    "this segment was encoded differently from the first one",
                    "Render again with --fresh.",
                    str(segment.path),
                )
            for packet in container.demux(stream):
                if packet.pts is None:
                    continue  # the empty packet at the end
                shown = begin + packet.pts // tick
                packet.pts = clock.pts[min(shown, len(clock.pts) - 1)]
                packet.dts = clock.decoding_time(min(begin + count, len(clock.pts) - 1), REORDERED_FRAMES)
                packet.duration = clock.length(min(shown, len(clock.pts) - 1))
                packet.time_base = base
                packet.stream = target
                count += 1
                yield packet
        if count != segment.frames:
            raise EncodeError(
                f"this segment has {count} frames instead of {segment.frames}",
                "Render again with --fresh.",
                str(segment.path),
            )
        begin += count


def _audio_packets(
    source: InputContainer, sound: FilmSound, target: AudioStream, end: Fraction
) -> Iterator[Packet[AudioStream]]:
    """The sound's packets up to `end` seconds; the last one is declared as long as the film has room for."""
    stream = source.streams.audio[sound.stream]
    base = Fraction(stream.time_base or 1)
    begins = round(sound.begins / base)
    last = int(end / base)
    for packet in source.demux(stream):
        if packet.pts is None:
            continue
        packet.pts -= begins
        packet.dts = packet.pts
        length = packet.duration or 0
        if not sound.whole:
            # What is partly before the beginning is kept: the file says from where on it is heard.
            if packet.pts >= last or (begins and packet.pts + length <= 0):
                continue
            packet.duration = min(length, last - packet.pts)
        packet.stream = target
        yield packet


def _interleaved(first: Iterator[_Packet], second: Iterator[_Packet]) -> Iterator[_Packet]:
    """Two streams' packets in the order of their decoding times, so that neither is held in memory."""
    a, b = next(first, None), next(second, None)
    while a is not None or b is not None:
        if b is None or (a is not None and _time(a) <= _time(b)):
            assert a is not None
            yield a
            a = next(first, None)
        else:
            yield b
            b = next(second, None)


def _time(packet: _Packet) -> Fraction:
    return Fraction(packet.dts or 0) * Fraction(packet.time_base or 1)
