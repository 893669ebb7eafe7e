"""Finished segments and sound to one film, without encoding anything again."""

from __future__ import annotations  # PyAV's packets are generic to the type checker alone

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from studio.base.cancellation import Cancellation
from studio.base.errors import EncodeError
from studio.base.files import output_errors, part_of
from studio.base.time import FrameRate
from studio.encode.check import FilmReport, check_film
from studio.encode.command import REORDERED_FRAMES, film_options, time_scale
from studio.media.ffmpeg import file_argument
from studio.media.probe import open_media

if TYPE_CHECKING:
    _Packet = Packet[VideoStream] | Packet[AudioStream]


@dataclass(frozen=True, slots=True)
class Segment:
    """A finished segment file and how many frames it holds."""

    path: Path
    frames: int


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
    if not segments:
        raise ValueError("a film has at least one segment")
    with part_of(output) as part:
        with output_errors(output):
            _write(segments, audio, part, rate, cancellation or Cancellation())
        frames = sum(segment.frames for segment in segments)
        report = check_film(part, frames, size, rate, audio=audio is not None)
        report.raise_if_wrong()
    return replace(report, path=output)


def _write(
    segments: Sequence[Segment],
    audio: Path | None,
    part: Path,
    rate: FrameRate,
    cancellation: Cancellation,
) -> None:
    end = rate.time_of(sum(segment.frames for segment in segments))
    with contextlib.ExitStack() as stack:
        film = stack.enter_context(
            av.open(file_argument(part), "w", format="mp4", options=film_options(rate))
        )
        first = stack.enter_context(open_media(segments[0].path, header_only=True))
        pictures = film.add_stream_from_template(first.streams.video[0])
        pictures.time_base = Fraction(1, time_scale(rate))
        packets: Iterator[_Packet] = _video_packets(segments, pictures, rate)
        if audio is not None:
            source = stack.enter_context(open_media(audio))
            sound = film.add_stream_from_template(source.streams.audio[0])
            packets = _interleaved(packets, _audio_packets(source, sound, end))
        for packet in packets:
            cancellation.raise_if_cancelled()
            try:
                film.mux_one(packet)
            except av.error.FFmpegError as error:
                # As the system's own error: `open_media` around us speaks of what is read, not of this.
                raise OSError(error.errno, error.strerror) from error


def _video_packets(
    segments: Sequence[Segment], target: VideoStream, rate: FrameRate
) -> Iterator[Packet[VideoStream]]:
    """All packets with their times in the film.  Decoding order is that of the packets, one a frame."""
    tick = time_scale(rate) * rate.denominator // rate.numerator
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
                packet.pts += begin * tick
                packet.dts = (begin + count - REORDERED_FRAMES) * tick
                packet.duration = tick
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
    source: InputContainer, target: AudioStream, end: Fraction
) -> Iterator[Packet[AudioStream]]:
    """The sound's packets up to `end` seconds; the last one is declared as long as the film has room for."""
    stream = source.streams.audio[0]
    base = Fraction(stream.time_base or 1)
    last = int(end / base)
    for packet in source.demux(stream):
        if packet.pts is None or packet.pts >= last:
            continue
        packet.duration = min(packet.duration or 0, last - packet.pts)
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
