"""A film from its segments: missing ones rendered side by side, the sound made meanwhile, all joined.

    segments --in the store?--> yes: kept
                            \\-> no: a worker paints and encodes it
    sound --made meanwhile----------------------> join --check--> film

What is cancelled, killed or crashed goes on where it was, because finished segments stay in the store.
"""

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from studio.base.cancellation import Cancellation, Cancelled
from studio.encode.check import FilmReport
from studio.encode.mux import Segment
from studio.encode.segments import SegmentStore
from studio.services.progress import Progress, Report
from studio.services.render_job import Job
from studio.services.render_workers import RenderWorkers, choose_count
from studio.services.rendering import Rendering, RenderProgress
from studio.services.segment_plan import PlannedSegment
from studio.services.sound_task import MakeSound, SoundTask

STORE_BYTES = 4 << 30
"""How much the store of segments may take before the least lately used are removed."""


class FilmWork(Struct, frozen=True):
    """What a film is made of, and how.

    segments: all of the film, in its order.  store: the folder of finished ones, and of made sound.
    fresh: keep nothing of earlier runs.  job: asked only if a segment is missing.  sound: None for a film
    without a sound to make.  order: in which missing segments are rendered.  join: writes and checks the
    film.
    """

    segments: Sequence[PlannedSegment]
    store: Path
    fresh: bool
    job: Callable[[], Job]
    sound: MakeSound | None
    join: Callable[[Sequence[Segment], Path | None], FilmReport]
    order: Callable[[Sequence[PlannedSegment]], Sequence[PlannedSegment]] = tuple


class MadeFilm(Struct, frozen=True):
    """report: None if it was cancelled.  kept: segments that were already there; rendered: made now."""

    report: FilmReport | None
    kept: int
    rendered: int


def make_film(
    work: FilmWork, report: Report, cancellation: Cancellation, workers: RenderWorkers | None
) -> MadeFilm:
    """Renders what is missing and joins the film.  Cancelling is a result; finished segments are kept.

    workers: a pool that is open already; None: one is opened if needed.  Raises what painting, encoding,
    the sound and joining raise.
    """
    store = SegmentStore(work.store)

    def there(segment: PlannedSegment) -> bool:
        return store.has(segment.key, len(segment.frames))

    missing = [segment for segment in work.segments if work.fresh or not there(segment)]
    kept = len(work.segments) - len(missing)
    sound = SoundTask(work.sound, cancellation)
    opened = RenderWorkers(min(choose_count(), len(missing))) if missing and workers is None else None
    try:
        with opened or contextlib.nullcontext():
            pool = workers or opened
            if pool is not None and missing:
                pool.prepare()
            sound.start()
            if pool is not None and missing:
                total = sum(len(segment.frames) for segment in work.segments)
                waiting = sum(len(segment.frames) for segment in missing)
                progress = RenderProgress(total, waiting, report)
                rendering = Rendering(pool, work.job(), store, progress, cancellation, sound.raise_if_failed)
                rendering.render(work.order(missing))
            report(Progress("join", 0, 1))
            audio = sound.result()
            finished = [Segment(store.path(one.key), len(one.frames)) for one in work.segments]
            film = work.join(finished, audio)
    except Cancelled:
        cancellation.cancel()
        sound.stop()
        return MadeFilm(None, kept, sum(there(segment) for segment in missing))
    except BaseException:
        sound.stop()
        raise
    store.prune(STORE_BYTES, keep={segment.key for segment in work.segments})
    report(Progress("join", 1, 1, 0.0))
    return MadeFilm(film, kept, len(missing))
