"""A composition to a film: plan segments, render what is missing side by side, join, check.

    composition --plan--> segments --in the store?--> yes: kept
                                                  \\-> no: a worker paints and encodes it
    sound --mixed meanwhile--------------------------------> join --check--> film

A cancelled, killed or crashed export goes on where it was, because finished segments stay in the store;
a changed
film renders only the segments in which something changed.  Both are the same mechanism.
"""

import multiprocessing
import os
import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from fractions import Fraction
from multiprocessing.queues import SimpleQueue
from pathlib import Path

import psutil

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import EncodeError, InputError, StudioError
from studio.base.paths import cache_dir
from studio.base.time import FrameRange
from studio.encode.check import FilmReport
from studio.encode.mux import Segment, join
from studio.encode.segments import SegmentStore
from studio.media.audio import SoundClip, SoundSettings, render_sound, sound_key
from studio.media.images import digest
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.scene.resources import SceneResources
from studio.services.progress import Clock, Progress, Report, ignore
from studio.services.resources import ResourceList, open_resources
from studio.services.segment_plan import PlannedSegment, plan_segments
from studio.services.worker import RenderJob, render_segment, start_worker

STORE_BYTES = 4 << 30
"""How much the store of segments may take before the least lately used are removed."""

_WORKER_BYTES = 260 << 20
"""About what a worker and its encoder take, beside frames (measured: 180 to 230 MiB at 1080 x 1920)."""

_POLL = 0.2
"""Seconds between two looks at cancellation and progress."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export, where to, and how.

    frames: only these (of the whole film).  fresh: keep nothing of earlier exports.  workers: None chooses by
    memory and cores.  store: the folder of segments; None: the program's cache.
    """

    composition: Composition
    resources: ResourceList
    profile: ExportProfile
    output: Path
    frames: FrameRange | None = None
    fresh: bool = False
    workers: int | None = None
    store: Path | None = None


@dataclass(frozen=True, slots=True)
class ExportResult:
    """report: None if it was cancelled.  kept: segments that were already there; rendered: made now."""

    output: Path
    report: FilmReport | None
    kept: int
    rendered: int
    workers: int
    seconds: float = 0.0
    worker_pids: Sequence[int] = field(default=())

    @property
    def cancelled(self) -> bool:
        return self.report is None


def output_size(composition: Composition, profile: ExportProfile) -> tuple[int, int]:
    """The film's pixels: the canvas scaled to the profile's short side, even both ways."""
    width, height = composition.size.width, composition.size.height
    if profile.short_side is None:
        return width, height
    scale = profile.short_side / min(width, height)
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def choose_workers(segments: int, size: tuple[int, int]) -> int:
    """As many as there are cores, as long as they take at most half of the memory that is free."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    each = _WORKER_BYTES + size[0] * size[1] * 4 * 12
    by_memory = int(psutil.virtual_memory().available * 0.5) // each
    return max(1, min(cores, by_memory, segments))


def export(
    request: ExportRequest, report: Report = ignore, cancellation: Cancellation | None = None
) -> ExportResult:
    """Renders the film to `request.output`.  Cancelling is a result; finished segments are kept.

    Raises InputError for what cannot be rendered, MediaError, FontError, EncodeError when the encoder or
    a worker
    fails (finished segments are kept), OutputError when the place cannot be written to.
    """
    cancellation = cancellation or Cancellation()
    composition, profile = request.composition, request.profile
    size = output_size(composition, profile)
    frames = request.frames or FrameRange(0, composition.frame_count)
    if not len(frames) or frames.end > composition.frame_count:
        raise InputError(
            "The range holds no frame of the film.", f"It has frames 0 to {composition.frame_count - 1}."
        )
    _check_place(request.output)
    resources = open_resources(request.resources)
    folder = request.store if request.store is not None else cache_dir() / "segments"
    store = SegmentStore(folder)
    planned = plan_segments(
        composition, profile, size, lambda media: digest(resources.path_of(media)), frames
    )
    missing = [
        segment for segment in planned if request.fresh or not store.has(segment.key, len(segment.frames))
    ]
    workers = request.workers or choose_workers(len(missing), size)
    sound = _SoundTask(request, frames, resources, folder, cancellation)
    sound.start()
    try:
        job = RenderJob(composition, request.resources, profile, size)
        if missing:
            _render(job, missing, store, min(workers, len(missing)), report, cancellation, len(frames))
        report(Progress("join", 0, 1))
        audio = sound.result()
        segments = [Segment(store.path(segment.key), len(segment.frames)) for segment in planned]
        film = join(segments, audio, request.output, size, composition.rate_exact, cancellation)
    except Cancelled:
        cancellation.cancel()
        sound.join()
        done = sum(store.has(segment.key, len(segment.frames)) for segment in missing)
        return ExportResult(request.output, None, len(planned) - len(missing), done, workers)
    except BaseException:
        sound.stop()
        raise
    store.prune(STORE_BYTES, keep={segment.key for segment in planned})
    report(Progress("join", 1, 1, 0.0))
    return ExportResult(request.output, film, len(planned) - len(missing), len(missing), workers)


def _check_place(output: Path) -> None:
    """Says at once what would go wrong only at the end."""
    if output.is_dir():
        raise InputError("The output is a folder.", "Give the film a name in it.", str(output))
    if not output.parent.is_dir():
        raise InputError(
            "The output folder does not exist.", "Make it, or choose another.", str(output.parent)
        )
    if not os.access(output.parent, os.W_OK):
        raise InputError("The output folder cannot be written to.", "Choose another.", str(output.parent))


def _render(
    job: RenderJob,
    missing: Sequence[PlannedSegment],
    store: SegmentStore,
    workers: int,
    report: Report,
    cancellation: Cancellation,
    total: int,
) -> None:
    """Renders the missing segments by worker processes.  Raises the first error, or Cancelled."""
    context = multiprocessing.get_context("spawn")
    cancelled = context.Event()
    done: SimpleQueue[int] = context.SimpleQueue()
    waiting = sum(len(segment.frames) for segment in missing)
    clock, painted = Clock("render", total), total - waiting
    report(clock.at(0))
    with ProcessPoolExecutor(workers, context, start_worker, (job, cancelled, done)) as pool:
        # The longest first: the last to finish keeps the others waiting least.
        turns = sorted(missing, key=lambda segment: -len(segment.frames))
        running: set[Future[bool]] = {
            pool.submit(render_segment, segment.frames, store.path(segment.key)) for segment in turns
        }
        try:
            while running:
                finished, running = wait(running, timeout=_POLL, return_when=FIRST_COMPLETED)
                while not done.empty():
                    painted += done.get()
                report(_with_kept(clock, painted, total, waiting))
                for future in finished:
                    if not future.result():
                        raise Cancelled
                cancellation.raise_if_cancelled()
        except BrokenProcessPool as error:
            raise EncodeError(
                "A render worker ended unexpectedly (perhaps the memory was full).",
                "Run the same command again: finished segments are kept. --workers 1 takes less memory.",
            ) from error
        finally:
            cancelled.set()
            for future in running:
                future.cancel()


def _with_kept(clock: Clock, painted: int, total: int, waiting: int) -> Progress:
    """Progress over all frames; the pace only of those that had to be painted now."""
    now = clock.at(max(0, painted - (total - waiting)))
    left = None if now.left is None else now.left * (waiting - now.done) / max(1, total - now.done)
    return Progress("render", painted, total, left)


class _SoundTask:
    """Mixes the sound while the workers paint; its result is kept by what it was made of."""

    def __init__(
        self,
        request: ExportRequest,
        frames: FrameRange,
        resources: SceneResources,
        folder: Path,
        cancellation: Cancellation,
    ) -> None:
        self._settings = SoundSettings(
            request.profile.audio_kbps, request.profile.loudness, request.profile.true_peak
        )
        times = frames.times(request.composition.rate_exact)
        self._duration = times.duration
        self._clips = sound_clips(request.composition, resources, times.start, times.end)
        self._folder = folder
        self._fresh = request.fresh
        self._cancellation = Cancellation(lambda: cancellation.cancelled)
        self._error: BaseException | None = None
        self._path: Path | None = None
        self._thread = threading.Thread(target=self._work, name="sound")

    def start(self) -> None:
        if self._clips:
            self._thread.start()

    def result(self) -> Path | None:
        """The finished AAC file, None for silence.  Raises what went wrong."""
        self.join()
        if self._error is not None:
            raise self._error
        return self._path

    def stop(self) -> None:
        self._cancellation.cancel()
        self.join()

    def join(self) -> None:
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        try:
            path = self._folder / f"{sound_key(self._clips, self._duration, self._settings)}.m4a"
            if path.is_file() and not self._fresh:
                self._path = path
            else:
                self._path = render_sound(
                    self._clips, self._duration, path, self._settings, self._cancellation
                )
        except (StudioError, OSError, Cancelled) as error:  # handed on by result()
            self._error = error


def sound_clips(
    composition: Composition, resources: SceneResources, start: Fraction, end: Fraction
) -> list[SoundClip]:
    """The composition's sounds as heard from `start` to `end` seconds.

    Raises MediaError for a sound that the project does not have.
    """
    clips = []
    for clip in composition.audio:
        begins = clip.start
        stops = min(composition.duration, begins + clip.duration) if clip.duration else composition.duration
        cut = max(Fraction(0), start - begins)
        if stops <= start or begins >= end:
            continue
        clips.append(
            SoundClip(
                resources.path_of(clip.media),
                max(Fraction(0), begins - start),
                min(stops, end) - max(begins, start),
                clip.source_start + cut,
                clip.gain,
                clip.fade_in if not cut else Fraction(0),
                clip.fade_out if stops <= end else Fraction(0),
                clip.loop,
            )
        )
    return clips
