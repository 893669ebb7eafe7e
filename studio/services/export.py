"""A composition to a film: plan segments, render what is missing side by side, join, check.

    composition --plan--> segments --in the store?--> yes: kept
                                                  \\-> no: a worker paints and encodes it
    sound --mixed meanwhile--------------------------------> join --check--> film

A cancelled, killed or crashed export goes on where it was, because finished segments stay in the store; a
changed film renders only the segments in which something changed.  Both are the same mechanism.
"""

import contextlib
import threading
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import InputError, StudioError
from studio.base.paths import cache_dir
from studio.base.time import FrameRange
from studio.encode.check import FilmReport
from studio.encode.mux import Segment, join
from studio.encode.segments import SegmentStore
from studio.media.audio import SoundSettings, render_sound, sound_key
from studio.media.images import digest
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.scene.audio_plan import sound_clips
from studio.scene.resources import SceneResources
from studio.services.output_place import check_film_size, check_place
from studio.services.progress import Progress, Report, ignore
from studio.services.render_job import RenderJob
from studio.services.render_workers import RenderWorkers, choose_count
from studio.services.rendering import Rendering, RenderProgress, longest_first
from studio.services.resources import ResourceList, contents, open_resources
from studio.services.segment_plan import plan_segments

STORE_BYTES = 4 << 30
"""How much the store of segments may take before the least lately used are removed."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export, where to, and how.

    frames: only these (of the whole film).  fresh: keep nothing of earlier exports.  store: the folder of
    segments; None: the program's cache.
    """

    composition: Composition
    resources: ResourceList
    profile: ExportProfile
    output: Path
    frames: FrameRange | None = None
    fresh: bool = False
    store: Path | None = None


@dataclass(frozen=True, slots=True)
class ExportResult:
    """report: None if it was cancelled.  kept: segments that were already there; rendered: made now."""

    output: Path
    report: FilmReport | None
    kept: int
    rendered: int

    @property
    def cancelled(self) -> bool:
        return self.report is None


def output_size(composition: Composition, profile: ExportProfile) -> tuple[int, int]:
    """The film's pixels: the canvas scaled to the profile's short side, even both ways.

    The width sets the scale; the height is rounded down, so that the canvas covers every row.
    """
    width, height = composition.size.width, composition.size.height
    if profile.short_side is None:
        return width, height
    wide = Fraction(width * profile.short_side, min(width, height))
    even_width = max(2, round(wide / 2) * 2)
    return even_width, max(2, height * even_width // width // 2 * 2)


def export(
    request: ExportRequest,
    report: Report = ignore,
    cancellation: Cancellation | None = None,
    workers: RenderWorkers | None = None,
) -> ExportResult:
    """Renders the film to `request.output`.  Cancelling is a result; finished segments are kept.

    workers: a pool that is open already (it starts while the document is read); None: one is opened if
    needed.

    Raises InputError for what cannot be rendered, MediaError, FontError, EncodeError when the encoder or a
    worker fails (finished segments are kept), OutputError when the place cannot be written to.
    """
    cancellation = cancellation or Cancellation()
    composition, profile = request.composition, request.profile
    size = output_size(composition, profile)
    frames = request.frames if request.frames is not None else FrameRange(0, composition.frame_count)
    if not len(frames) or frames.end > composition.frame_count:
        raise InputError(
            "The range holds no frame of the film.", f"It has frames 0 to {composition.frame_count - 1}."
        )
    check_film_size(*size)
    check_place(request.output, "film")
    resources = open_resources(request.resources)
    folder = request.store if request.store is not None else cache_dir() / "segments"
    store = SegmentStore(folder)
    used = contents(request.resources)
    planned = plan_segments(
        composition, profile, size, lambda media: digest(resources.path_of(media)), frames, used
    )
    missing = [
        segment for segment in planned if request.fresh or not store.has(segment.key, len(segment.frames))
    ]
    sound = _SoundTask(request, frames, resources, folder, cancellation)
    opened = RenderWorkers(min(choose_count(), len(missing))) if missing and workers is None else None
    try:
        with opened or contextlib.nullcontext():
            pool = workers or opened
            if pool is not None and missing:
                pool.prepare()
            sound.start()
            if pool is not None and missing:
                # Unset fields stay unset: a few meanings depend on what was said (the anchor of captions).
                document = composition.model_dump_json(by_alias=True, exclude_unset=True)
                job = RenderJob(document, request.resources, profile, size)
                waiting = sum(len(segment.frames) for segment in missing)
                progress = RenderProgress(len(frames), waiting, report)
                check = sound.raise_if_failed
                Rendering(pool, job, store, progress, cancellation, check).render(longest_first(missing))
            report(Progress("join", 0, 1))
            audio = sound.result()
            segments = [Segment(store.path(segment.key), len(segment.frames)) for segment in planned]
            film = join(segments, audio, request.output, size, composition.rate_exact, cancellation)
    except Cancelled:
        cancellation.cancel()
        sound.join()
        done = sum(store.has(segment.key, len(segment.frames)) for segment in missing)
        return ExportResult(request.output, None, len(planned) - len(missing), done)
    except BaseException:
        sound.stop()
        raise
    store.prune(STORE_BYTES, keep={segment.key for segment in planned})
    report(Progress("join", 1, 1, 0.0))
    return ExportResult(request.output, film, len(planned) - len(missing), len(missing))


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
        self._clips = sound_clips(request.composition, resources, times)
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
        self.raise_if_failed()
        return self._path

    def raise_if_failed(self) -> None:
        """Raises what went wrong so far: nobody waits for pictures whose sound cannot be made."""
        if self._error is not None:
            raise self._error

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
