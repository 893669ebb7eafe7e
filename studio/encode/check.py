"""Is a finished film what it was meant to be?  Asked of every film before it gets its name."""

from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from msgspec import Struct

from studio.base.errors import EncodeError, MediaError
from studio.base.time import FrameRate
from studio.encode.clock import FilmClock
from studio.encode.command import BT709
from studio.media.mp4 import is_fast_start
from studio.media.probe import ColorTags, color_tags, open_media

_AUDIO_FRAME = 1024  # samples in an AAC packet


class FilmReport(Struct, frozen=True):
    """A film as it was found, and every way in which it differs from what was asked for.

    duration: seconds of its pictures.  audio_duration: seconds of its sound, None without.
    mistakes: sentences; empty for a good film.
    """

    path: Path
    bytes: int
    frames: int
    duration: Fraction
    width: int
    height: int
    rate: Fraction | None
    color: ColorTags
    fast_start: bool
    audio_duration: Fraction | None
    sample_rate: int | None
    mistakes: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.mistakes

    def raise_if_wrong(self) -> None:
        """Raises EncodeError that names every mistake."""
        if self.mistakes:
            raise EncodeError(
                f"the finished film is not right: {'; '.join(self.mistakes)}",
                "Render it again with --fresh. If this stays, please report it.",
                str(self.path),
            )


class CopiedSound(Struct, frozen=True):
    """The packets of a sound that was taken over as it was."""

    packets: int
    bytes: int

    def is_copy_of(self, source: "CopiedSound") -> bool:
        """Nothing is missing.  AAC in transport streams has a header on every packet (ADTS, 7 or 9 bytes)
        that MP4 has once for all."""
        bare = (source.bytes - size * source.packets for size in (0, 7, 9))
        return self.packets == source.packets and self.bytes in bare


class _Pictures(Struct, frozen=True):
    times: tuple[int, ...]
    time_base: Fraction
    first_decodes: bool
    sound: CopiedSound


def check_film(path: Path, frames: int, size: tuple[int, int], rate: FrameRate, *, audio: bool) -> FilmReport:
    """Count and measure a film: every frame's time, size, tags, sound, and the place of its index.

    frames, size, rate, audio: what it should have.  Only the first frame is decoded.
    Raises MediaError when it cannot be read at all.
    """
    return check_timed_film(path, FilmClock.steady(rate, frames), size, audio=audio)


def check_timed_film(
    path: Path,
    clock: FilmClock,
    size: tuple[int, int],
    *,
    audio: bool,
    copied: CopiedSound | None = None,
    color: ColorTags = BT709,
) -> FilmReport:
    """The same for a film whose frames have times of their own.

    copied: its sound is to have these packets; else it is to be as long as the pictures.
    """
    with open_media(path, header_only=True) as container:
        if not container.streams.video:
            raise MediaError("the film has no pictures", "Render it again.", str(path))
        stream = container.streams.video[0]
        context = stream.codec_context
        found_size = (context.width, context.height)
        found_rate = Fraction(stream.average_rate) if stream.average_rate else None
        pictures = _pictures(container)
        found_color = color_tags(context)  # the container may leave it to the first frame
        sound = container.streams.audio[0] if container.streams.audio else None
        audio_duration = sample_rate = None
        if sound is not None:
            sample_rate = sound.codec_context.sample_rate
            audio_duration = (sound.duration or 0) * Fraction(sound.time_base or 0)
    fast_start = is_fast_start(path)
    duration = clock.duration

    mistakes: list[str] = []
    if len(pictures.times) != len(clock.pts):
        mistakes.append(f"{len(pictures.times)} frames instead of {len(clock.pts)}")
    elif any(
        time * pictures.time_base != Fraction(pts, clock.scale)
        for pts, time in zip(clock.pts, pictures.times, strict=True)
    ):
        mistakes.append("frames are not at their times")
    if found_size != size:
        mistakes.append(f"{found_size[0]}x{found_size[1]} pixels instead of {size[0]}x{size[1]}")
    if not pictures.first_decodes:
        mistakes.append("its first frame cannot be decoded")
    if found_color != color:
        wanted = "BT.709" if color == BT709 else "the film that it was made of"
        mistakes.append(f"it is not tagged as {wanted}")
    if not fast_start:
        mistakes.append("its index is not at the start")
    if audio != (sound is not None):
        mistakes.append("it has no sound" if audio else "it has sound that nobody asked for")
    if copied is not None and not pictures.sound.is_copy_of(copied):
        mistakes.append("its sound is not that of the film it was made of")
    if copied is None and audio_duration is not None and sample_rate is not None:
        # A tick of the container's clock more or less; never shorter by a packet or longer than the film.
        tick = Fraction(1, 1000)
        shortest = duration - Fraction(_AUDIO_FRAME, sample_rate)
        if not shortest - tick <= audio_duration <= duration + tick:
            mistakes.append(f"sound of {float(audio_duration):.3f} s for {float(duration):.3f} s of film")
    return FilmReport(
        path,
        path.stat().st_size,
        len(pictures.times),
        duration,
        *found_size,
        found_rate,
        found_color,
        fast_start,
        audio_duration,
        sample_rate,
        tuple(mistakes),
    )


def _pictures(container: InputContainer) -> _Pictures:
    stream = container.streams.video[0]
    heard = container.streams.audio[:1]
    times: list[int] = []
    decoded = False
    packets = size = 0
    for packet in container.demux(stream, *heard):
        if packet.pts is None:
            continue  # the empty packet at the end
        if packet.stream is not stream:
            packets, size = packets + 1, size + packet.size
            continue
        if not times:
            try:
                # The decoder keeps some frames back; all that is asked is whether it takes the first.
                stream.codec_context.decode(packet)
                decoded = True
            except av.error.FFmpegError:
                decoded = False
        times.append(packet.pts)
    sound = CopiedSound(packets, size)
    return _Pictures(tuple(sorted(times)), Fraction(stream.time_base or 1), decoded, sound)
