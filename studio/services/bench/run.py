"""Run the workloads: ours as a whole program, beside the encoder alone on the same frames and MoviePy.

Ours and the encoder take turns in one run, because machines are faster at one moment than at another; what is
compared are the medians of the same minutes.  Every run of ours begins with an empty store of segments.
"""

import compileall
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from studio.base.errors import InputError, OutputError
from studio.base.paths import cache_dir
from studio.base.time import FrameRate
from studio.encode.command import plain_arguments
from studio.formats.suggestions import unknown_name
from studio.media.ffmpeg import ffmpeg_command
from studio.services.bench.caption import measure_caption
from studio.services.bench.child import Measured, module_command, run_measured, studio_command
from studio.services.bench.media import ROWS, make_media
from studio.services.bench.planes import write_planes
from studio.services.bench.window import measure_window
from studio.services.bench.workloads import change_one_word, place_film, place_workload, specification

Results = dict[str, dict[str, float]]
Say = Callable[[str], None]

NAMES = ("W1", "W2", "W4", "shaping", "one_word", "ten_times", "window", "caption")
RATE = FrameRate(30, 1)


class Scale(Struct, frozen=True):
    """How much of each workload is done.  profile: of the films that are compared with themselves.

    short_seconds: so long that starting the program and its workers is a few per cent of the whole; else ten
    times the film would seem to take much less than ten times the time.
    """

    frames: int
    rows: int
    lines: int
    film_seconds: int
    short_seconds: int
    times: int
    repeat: int
    profile: str | None
    seeks: int
    play_seconds: int


FULL = Scale(300, ROWS, 300, 60, 30, 10, 3, None, 200, 10)
SMALL = Scale(10, 4, 20, 6, 2, 3, 1, "draft", 5, 1)
"""Proves that everything works; its figures say nothing."""


def run_bench(
    names: Sequence[str] = (),
    *,
    small: bool = False,
    repeat: int | None = None,
    work: Path | None = None,
    report: Say | None = None,
) -> Results:
    """The figures of the named workloads, all without a name: seconds, MiB (2**20) and MB (10**6).

    repeat: runs of ours and of the encoder, whose median counts (MoviePy runs once).  work: a folder to work
    in; what is made there is removed.  report: is told what is being done, and the shared memory.
    Raises InputError for an unknown name, OutputError for too little room, EncodeError when a program fails.
    """
    chosen = [_known(name) for name in names] or list(NAMES)
    scale = SMALL if small else FULL
    say = report if report is not None else _silent
    if getattr(sys, "frozen", False):
        raise InputError("the frozen program has nothing to compare itself with", "Measure in a source tree.")
    # Compiled as an installed program is, also where Python may not write beside its sources by itself.
    compileall.compile_dir(Path(__file__).parents[2], quiet=2)
    with _work_folder(work) as folder:
        media = folder / "media"
        say("making photo, logo and table")
        make_media(media)
        bench = _Bench(folder, media, scale, max(1, repeat or scale.repeat), say)
        runs = bench.by_name()
        return {name: {key: round(value, 3) for key, value in runs[name]().items()} for name in chosen}


def _known(name: str) -> str:
    for known in NAMES:
        if name.lower() == known.lower():
            return known
    raise InputError(unknown_name("there is no workload", name, NAMES))


def _silent(_line: str) -> None:
    pass


@contextmanager
def _work_folder(work: Path | None) -> Iterator[Path]:
    parent = work if work is not None else cache_dir()
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=parent) as folder:
        yield Path(folder)


class _Bench:
    """The workloads in one work folder."""

    def __init__(self, work: Path, media: Path, scale: Scale, repeat: int, say: Say) -> None:
        self._work = work
        self._media = media
        self._scale = scale
        self._repeat = repeat
        self._say = say

    def by_name(self) -> dict[str, Callable[[], dict[str, float]]]:
        return {
            "W1": self.run_w1,
            "W2": self.run_w2,
            "W4": self.run_w4,
            "shaping": self.run_shaping,
            "one_word": self.run_one_word,
            "ten_times": self.run_ten_times,
            "window": self.run_window,
            "caption": self.run_caption,
        }

    def run_w1(self) -> dict[str, float]:
        """A zoomed photo under captions: every pixel changes in every frame."""
        return self._film("W1")

    def run_w2(self) -> dict[str, float]:
        """Moving shapes, entering words and growing bars on a ground that stands still."""
        return self._film("W2")

    def _film(self, name: str) -> dict[str, float]:
        spec, frames = specification(name.lower()), self._scale.frames
        project = place_workload(name.lower(), self._work, self._media)
        ours_film, plain_film, other_film = (
            self._work / f"{name}-{by}.mp4" for by in ("ours", "encoder", "moviepy")
        )
        planes = self._work / f"{name}.yuv"
        _need_room(self._work, frames * spec["w"] * spec["h"] * 3 // 2)
        self._say(f"{name}: the finished frames, for the encoder alone")
        width, height = write_planes(project, planes, frames)
        encoder = ffmpeg_command(plain_arguments(planes, width, height, RATE, plain_film))
        seconds = f"0-{frames / spec['fps']:.3f}"
        render = ["render", str(project), "-o", str(ours_film), "--fresh", "--json", "--range", seconds]
        ours, alone = [], []
        for turn in range(self._repeat):
            self._say(f"{name}: ours, {turn + 1} of {self._repeat}")
            ours.append(self._studio(*render))
            self._say(f"{name}: the encoder alone, {turn + 1} of {self._repeat}")
            alone.append(run_measured(encoder, self._work))
        planes.unlink()
        self._say(f"{name}: ours once more, its memory watched")
        watched = self._studio(*render, memory=True)
        self._say(f"{name}: MoviePy, {frames} frames")
        arguments = (name.lower(), str(self._media), str(other_film), str(frames))
        other = run_measured(module_command("studio.services.bench.moviepy_scene", *arguments), self._work)
        if watched.shared_mib is not None:
            self._say(f"{name}: {watched.shared_mib:.0f} MiB at most with shared pages counted once")
        return {
            "ours_s": _median(ours),
            "encoder_s": _median(alone),
            "moviepy_s": other.seconds,
            "peak_mib": watched.peak_mib or 0.0,
            "ours_mb": ours_film.stat().st_size / 1e6,
            "encoder_mb": plain_film.stat().st_size / 1e6,
        }

    def run_w4(self) -> dict[str, float]:
        """Stills from the rows of a table, beside compressing and writing the same pictures alone."""
        project = place_workload("w4", self._work, self._media)
        folder = self._work / "cards"
        folder.mkdir()
        arguments = (str(project), str(self._media / "data.csv"), str(folder), str(self._scale.rows))
        command = module_command("studio.services.bench.cards", *arguments)
        ours, floor = [], []
        for turn in range(self._repeat):
            self._say(f"W4: ours, {turn + 1} of {self._repeat}")
            ours.append(run_measured(command, self._work))
            self._say(f"W4: saving alone, {turn + 1} of {self._repeat}")
            floor.append(float(run_measured([*command, "--floor"], self._work).output))
        return {"ours_s": _median(ours), "png_s": statistics.median(floor)}

    def run_shaping(self) -> dict[str, float]:
        """Lines of Arabic shaped, laid out and moved, in a process that does nothing else."""
        self._say(f"shaping: {self._scale.lines} lines, {self._repeat} times")
        command = module_command("studio.services.bench.shaping", str(self._scale.lines))
        runs = [json.loads(run_measured(command, self._work).output) for _ in range(self._repeat)]
        return {name: statistics.median(run[name] for run in runs) for name in runs[0]}

    def run_one_word(self) -> dict[str, float]:
        """A captioned film, and the same film with one word of one caption changed."""
        seconds = self._scale.film_seconds
        project = place_film("one_word", self._work, self._media, seconds, seconds)
        store = self._work / "one_word-store"
        command = studio_command(*self._film_arguments(project, self._work / "one_word.mp4"))
        self._say(f"one_word: the whole film of {seconds} s")
        full = run_measured(command, store)
        change_one_word(project, cue=seconds // 4)
        self._say("one_word: again, with one word changed")
        again = run_measured(command, store)
        shutil.rmtree(store)
        return {"full_s": full.seconds, "again_s": again.seconds}

    def run_ten_times(self) -> dict[str, float]:
        """A film, and the same content many times longer."""
        short, times = self._scale.short_seconds, self._scale.times
        runs = []
        for seconds, repeat in ((short, self._repeat), (short * times, 1)):
            project = place_film(f"film-{seconds}", self._work, self._media, seconds, short)
            arguments = self._film_arguments(project, self._work / f"film-{seconds}.mp4", "draft")
            self._say(f"ten_times: a film of {seconds} s, {repeat} times")
            runs.append([self._studio(*arguments, memory=True) for _ in range(repeat)])
        return {
            "time_ratio": _median(runs[1]) / _median(runs[0]),
            "memory_ratio": _peak(runs[1]) / _peak(runs[0]),
        }

    def run_window(self) -> dict[str, float]:
        """The window with the demonstration's film: seeking, playing with sound, starting."""
        scale = self._scale
        self._say(f"window: {scale.seeks} seeks, {scale.play_seconds} s of playing, {self._repeat} starts")
        return measure_window(self._work, scale.seeks, scale.play_seconds, self._repeat)

    def run_caption(self) -> dict[str, float]:
        """Captions burnt into a phone's video, beside ffmpeg with libass."""
        return measure_caption(self._work, self._media, self._scale.film_seconds, self._repeat, self._say)

    def _film_arguments(self, project: Path, output: Path, profile: str | None = None) -> list[str]:
        arguments = ["render", str(project), "-o", str(output), "--json"]
        wanted = profile or self._scale.profile
        return [*arguments, "--profile", wanted] if wanted is not None else arguments

    def _studio(self, *arguments: str, memory: bool = False) -> Measured:
        """Runs our program with an empty store of segments."""
        store = self._work / "store"
        try:
            return run_measured(studio_command(*arguments), store, memory=memory)
        finally:
            shutil.rmtree(store, ignore_errors=True)


def _median(runs: Sequence[Measured]) -> float:
    return statistics.median(run.seconds for run in runs)


def _peak(runs: Sequence[Measured]) -> float:
    return max(run.peak_mib or 0.0 for run in runs)


def _need_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size * 1.2:
        raise OutputError(
            f"There is no room for {size / 1e9:.1f} GB of raw frames.",
            "Choose another folder with --work.",
            str(folder),
        )
