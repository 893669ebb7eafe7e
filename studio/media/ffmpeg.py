"""The ffmpeg program: where it is, how it is started, watched, ended.  The only module that starts a process.

No shell, no console window, local files and pipes only, and nothing of ours waits for a program that hangs:
its messages are always read, and leaving the `with` block ends it within a second.
"""

import contextlib
import errno
import functools
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import ffmpeg
import imageio_ffmpeg
import psutil
from msgspec import Struct

from studio.base.cancellation import Cancellation
from studio.base.errors import EncodeError, InputError, OutputError
from studio.base.files import output_error

PROTOCOLS = "file,pipe"
"""What an input may be read through: never the network, a playlist's references or a device."""

FORMATS = "mov,mp4,m4a,3gp,matroska,webm,avi,mpegts,mpeg,asf,flv,wav,w64,flac,mp3,ogg,aac,aiff,caf"
"""Demuxers that may read people's files: plain containers of film and sound, no playlists, no scripts."""

SAMPLE_RATE = 48_000
"""Samples a second of every sound that is mixed: what films use."""

# How the C library of Linux hands memory to the encoder: large pieces in large pages, kept for the next
# frame instead of given back after each.  A segment takes the encoder 6 % less of a core (W1).
_MEMORY = "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=1000000000"

if sys.platform == "win32":
    _LOW = psutil.BELOW_NORMAL_PRIORITY_CLASS
else:
    _LOW = 15

_KEPT_LINES = 200
_POLL_SECONDS = 0.05
_PIPE_BYTES = 1 << 20  # Linux' usual limit for a pipe without privileges; the default is 64 KiB


def file_argument(path: Path) -> str:
    """A file as ffmpeg is told it: absolute, so that neither a dash at its start makes it an option nor a
    colon in it a protocol (`film: one.mp4`)."""
    return str(path.absolute())


@functools.cache
def _bundled() -> str:
    # Where the package carries one program, it is that one; asked, it would first run it, 20 ms each time.
    carried = list((Path(imageio_ffmpeg.__file__).parent / "binaries").glob("ffmpeg-*"))
    if len(carried) == 1 and os.access(carried[0], os.X_OK) and "IMAGEIO_FFMPEG_EXE" not in os.environ:
        return str(carried[0])
    return str(imageio_ffmpeg.get_ffmpeg_exe())


def ffmpeg_path() -> str:
    """The ffmpeg program: the bundled one, or what `HIWAR_FFMPEG` names (a path, or a name on PATH).

    Raises InputError when there is none.
    """
    wanted = os.environ.get("HIWAR_FFMPEG")
    if wanted:
        found = shutil.which(wanted)
        if found is None:
            raise InputError(
                f"HIWAR_FFMPEG names '{wanted}', which is no program",
                "Give the full path of ffmpeg, or unset HIWAR_FFMPEG to use the bundled one.",
            )
        return found
    try:
        return _bundled()
    except RuntimeError:
        raise InputError(
            "ffmpeg is missing", "Install the package imageio-ffmpeg again, or set HIWAR_FFMPEG to your own."
        ) from None


def ffmpeg_command(arguments: Sequence[str], *, stdin: bool = False, verbose: bool = False) -> list[str]:
    """The whole command line: the program, the general options and these arguments.  Raises InputError."""
    general = ["-hide_banner", "-nostats", "-loglevel", "info" if verbose else "warning", "-y"]
    return [ffmpeg_path(), *general, *([] if stdin else ["-nostdin"]), *arguments]


class FfmpegProcess:
    """A running ffmpeg.

    arguments: everything after the program's name and the general options.
    stdin: it reads frames from us, by `write`.  If we are killed it sees the end of its input and ends.
    verbose: keep its reports (measurements) in the log, not only its warnings.
    background: it gives way to whatever else wants the processor.

    Leaving the block without `finish` (an error, a cancellation) ends the program at once.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        stdin: bool = False,
        verbose: bool = False,
        background: bool = False,
    ) -> None:
        self._process = _start(ffmpeg_command(arguments, stdin=stdin, verbose=verbose), stdin)
        if background:
            _give_way(self._process.pid)
        self._lines: deque[str] = deque(maxlen=_KEPT_LINES)
        if self._process.stdin is not None:
            _enlarge_pipe(self._process.stdin)
        self._reader = threading.Thread(target=self._read_messages, name="ffmpeg messages", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def log(self) -> str:
        """The last lines that ffmpeg wrote."""
        return "\n".join(self._lines)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Hand all of `data` to ffmpeg; waits while it is behind.

        Raises EncodeError or OutputError when ffmpeg ended or closed its input.
        """
        assert self._process.stdin is not None, "started without stdin"
        view = memoryview(data).cast("B")
        try:
            while view:
                view = view[self._process.stdin.write(view) :]
        except OSError as error:
            if error.errno not in (errno.EPIPE, errno.EINVAL):  # Windows says EINVAL
                raise
            self.finish()
            raise EncodeError("ffmpeg stopped reading before the end", "Try again.", log=self.log) from None

    def finish(self, cancellation: Cancellation | None = None, timeout: float | None = None) -> str:
        """Close ffmpeg's input, wait for it to end well, and return what it wrote.

        timeout: seconds.  Raises Cancelled, EncodeError (with ffmpeg's last words as `log`) or OutputError.
        """
        self._close_stdin()
        deadline = None if timeout is None else time.monotonic() + timeout
        while self._process.poll() is None:
            if cancellation is not None:
                cancellation.raise_if_cancelled()
            if deadline is not None and time.monotonic() > deadline:
                self.end()
                raise EncodeError(f"ffmpeg did not end within {timeout:g} s", "Try again.", log=self.log)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_POLL_SECONDS if cancellation or deadline else None)
        self._reader.join()
        if self._process.returncode != 0:
            raise _failure(self._process.returncode, self.log)
        return self.log

    def end(self) -> None:
        """End the program now, whatever it is doing.  What it wrote is half a file."""
        if self._process.poll() is None:
            # Asked politely, an encoder would first write all that it holds back: half a second for nothing.
            self._process.kill()
            self._process.wait()
        self._close_stdin()
        self._reader.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    def _read_messages(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._lines.append(line.decode("utf-8", "replace").rstrip())

    def _close_stdin(self) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):  # it is gone already
                self._process.stdin.close()


def _start(command: list[str], stdin: bool) -> "subprocess.Popen[bytes]":
    source = subprocess.PIPE if stdin else subprocess.DEVNULL
    # A group of its own: Ctrl-C in the terminal reaches us alone, and we decide what becomes of ffmpeg.
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(
            command,
            bufsize=0,
            stdin=source,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            creationflags=flags,
        )
    return subprocess.Popen(
        command,
        bufsize=0,
        stdin=source,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={"GLIBC_TUNABLES": _MEMORY, **os.environ},
        process_group=0,
    )


def _give_way(pid: int) -> None:
    with contextlib.suppress(psutil.Error, OSError):  # it ended already, or may not: then it is as any other
        psutil.Process(pid).nice(_LOW)


def _enlarge_pipe(pipe: IO[bytes]) -> None:
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):  # more than this user may have: the default works too
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _failure(code: int, log: str) -> EncodeError | OutputError:
    if "No space left on device" in log or "There is not enough space on the disk" in log:
        return output_error(OSError(errno.ENOSPC, ""), "")
    if "Read-only file system" in log or "Permission denied" in log:
        return output_error(OSError(errno.EACCES, ""), "")
    words = next((line for line in reversed(log.splitlines()) if line.strip()), "nothing")
    if code < 0:
        return EncodeError(
            f"ffmpeg was killed (signal {-code})",
            "If memory was short, close other programs; then start again: finished parts are kept.",
            log=log,
        )
    return EncodeError(f"ffmpeg failed with code {code}: {words}", "The log says more.", log=log)


def run(
    arguments: Sequence[str],
    *,
    cancellation: Cancellation | None = None,
    timeout: float | None = None,
    verbose: bool = False,
) -> str:
    """Run ffmpeg to its end; returns the last lines that it wrote.

    timeout: seconds.  verbose: keep its reports (measurements), not only warnings.
    Raises Cancelled (within a second; the program is ended), EncodeError or OutputError.
    """
    with FfmpegProcess(arguments, verbose=verbose) as process:
        return process.finish(cancellation, timeout)


class SoundTrack(Struct, frozen=True):
    """One sound of a mix, all times in samples of SAMPLE_RATE.

    start: where it begins in the mix.  length: how much of it is heard.  skip: left out at its beginning.
    gain: dB.  loop_length: with more than 0, so many samples after `skip` are repeated, silence where the
    sound is shorter.  tempo: how much faster, at the same pitch; skip is counted before it, all else after.
    phase: left out of what is heard then.  crosses: fades are of equal power (a quarter of a sine), not
    straight.
    """

    path: str
    start: int
    length: int
    skip: int = 0
    gain: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    loop_length: int = 0
    tempo: float = 1.0
    phase: int = 0
    crosses: bool = False


def mix_arguments(tracks: Sequence[SoundTrack], samples: int, output: str) -> list[str]:
    """Tracks laid over each other: a stereo float WAV of exactly so many samples, not levelled."""
    heard = [_track(track, number) for number, track in enumerate(tracks)]
    mixed = ffmpeg.filter(heard, "amix", inputs=len(tracks), normalize=0, duration="longest")
    exact = mixed.filter("apad", whole_len=samples).filter("atrim", end_sample=samples)
    stream = exact.output(
        output, f="wav", acodec="pcm_f32le", rf64="auto", fflags="+bitexact", map_metadata=-1
    )
    arguments: list[str] = ffmpeg.get_args(stream)
    return arguments


def _track(track: SoundTrack, number: int) -> ffmpeg.nodes.FilterableStream:
    # An input that is said twice alike would be one input with two readers, which graphs do not allow.
    source = ffmpeg.input(
        track.path, protocol_whitelist=PROTOCOLS, format_whitelist=FORMATS, thread_queue_size=64 + number
    )
    sound = source.audio.filter("aresample", SAMPLE_RATE, **{"async": 1, "first_pts": 0})
    sound = sound.filter("aformat", sample_fmts="fltp", channel_layouts="stereo")
    sound = sound.filter("atrim", start_sample=track.skip).filter("asetpts", "N/SR/TB")
    for factor in tempo_factors(track.tempo):
        sound = sound.filter("atempo", f"{factor:.9f}")
    if track.loop_length:
        sound = sound.filter("apad", whole_len=track.loop_length).filter(
            "atrim", end_sample=track.loop_length
        )
        sound = sound.filter("aloop", loop=-1, size=track.loop_length)
    if track.phase:
        sound = sound.filter("atrim", start_sample=track.phase).filter("asetpts", "N/SR/TB")
    sound = sound.filter("atrim", end_sample=track.length)
    if track.gain:
        sound = sound.filter("volume", f"{track.gain:.4f}dB", precision="float")
    curve = {"curve": "qsin"} if track.crosses else {}
    if track.fade_in:
        sound = sound.filter("afade", t="in", ss=0, ns=track.fade_in, **curve)
    if track.fade_out:
        sound = sound.filter("afade", t="out", ss=track.length - track.fade_out, ns=track.fade_out, **curve)
    if track.start:
        sound = sound.filter("adelay", delays=f"{track.start}S", all=1)
    return sound


def tempo_factors(tempo: float) -> list[float]:
    """Steps of `atempo` that give a tempo: beyond 0.5 … 2 one step would leave out samples or refuse."""
    factors = []
    while tempo > 2:
        factors.append(2.0)
        tempo /= 2
    while tempo < 0.5:
        factors.append(0.5)
        tempo *= 2
    return [*factors, tempo] if tempo != 1 else factors


def level_arguments(
    source: str, samples: int, gain: float, peak_limit: float | None, kbps: int, output: str
) -> list[str]:
    """A WAV file made louder by `gain` dB, kept under `peak_limit` dBTP where given, and encoded as AAC."""
    sound = ffmpeg.input(source, protocol_whitelist=PROTOCOLS, format_whitelist="wav").audio
    sound = sound.filter("volume", f"{gain:.4f}dB", precision="float")
    if peak_limit is not None:
        # Four times the samples show the peaks between them (ITU-R BS.1770-5, annex 2).
        sound = sound.filter("aresample", 4 * SAMPLE_RATE)
        sound = sound.filter(
            "alimiter", limit=f"{10 ** (peak_limit / 20):.6f}", attack=5, release=50, level=0, latency=1
        )
        sound = sound.filter("aresample", SAMPLE_RATE)
    sound = sound.filter("apad", whole_len=samples).filter("atrim", end_sample=samples)
    return _aac_arguments(sound, kbps, output)


def recode_arguments(source: str, stream: int, kbps: int, output: str) -> list[str]:
    """One of a file's streams of sound as AAC, from the file's beginning on, with its channels."""
    film = ffmpeg.input(source, protocol_whitelist=PROTOCOLS, format_whitelist=FORMATS)
    sound = film[f"a:{stream}"].filter("aresample", SAMPLE_RATE, **{"async": 1, "first_pts": 0})
    return _aac_arguments(sound, kbps, output)


def _aac_arguments(sound: Any, kbps: int, output: str) -> list[str]:
    """A stream of ffmpeg-python as AAC in MP4, which tells nothing of time or machine."""
    coded = sound.output(
        output,
        f="mp4",
        acodec="aac",
        fflags="+bitexact",
        map_metadata=-1,
        **{"b:a": f"{kbps}k", "flags:a": "+bitexact"},
    )
    arguments: list[str] = ffmpeg.get_args(coded)
    return arguments


def loudness_arguments(source: str) -> list[str]:
    """Report a file's loudness and true peak by EBU R 128 in the log (with `verbose`)."""
    guard = {"protocol_whitelist": PROTOCOLS, "format_whitelist": FORMATS}
    sound = ffmpeg.input(source, **guard).audio.filter("ebur128", peak="true", framelog="quiet")
    arguments: list[str] = ffmpeg.get_args(sound.output("-", f="null"))
    return arguments
