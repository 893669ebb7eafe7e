"""Captions burnt into a film: plan segments, make what is missing side by side, join with the sound, check.

    film + captions --plan--> segments, cut at the film's key frames --in the store?--> kept
                                                                    \\-> a worker decodes, lays over, encodes
    the film's sound --copied, or coded anew where it must----------------------> join --check--> film

The decoded pictures go to the encoder as they are; only the rectangle of a caption is composed anew, from the
same display list that preview and stills paint.
"""

import contextlib
import hashlib
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from msgspec import Struct, field

from studio.base.cancellation import Cancellation
from studio.base.errors import InputError
from studio.base.paths import cache_dir
from studio.base.time import FrameRange, TimeRange
from studio.encode.check import FilmReport
from studio.encode.mux import FilmMeaning, FilmSound, Segment, join_timed
from studio.media.audio import recode_sound
from studio.media.images import digest
from studio.model.document import as_json
from studio.model.export import ExportProfile
from studio.scene.findings import Finding
from studio.scene.restrict import restricted
from studio.services.burning.captions import Captions, CaptionWishes, caption_style, captions_for
from studio.services.burning.footage import Footage, container_of, notes_of, open_footage
from studio.services.burning.timeline import Timeline, cut_points, timeline_of
from studio.services.film_making import FilmWork, make_film
from studio.services.findings import findings_of
from studio.services.output_place import check_place
from studio.services.progress import Report, ignore
from studio.services.render_job import BurnJob
from studio.services.render_workers import RenderWorkers
from studio.services.segment_plan import PlannedSegment, engine_fingerprint
from studio.services.sound_task import MakeSound

_LONGER = 2
"""Times the length of an export's segments: nothing here is changed word by word, and a key frame less is
smaller."""


class BurnRequest(Struct, frozen=True):
    """What to write over which film, where to, and how.

    steady: a constant frame rate instead of the frames' own times.  stretch: of the film, seconds from its
    beginning.  notes: what the file says of itself (when, where, camera) is kept.  fresh: keep nothing of
    earlier runs.  store: the folder of segments; None: the program's cache.
    """

    film: Path
    subtitles: Path
    output: Path
    profile: ExportProfile
    wishes: CaptionWishes = field(default_factory=CaptionWishes)
    steady: bool = False
    stretch: TimeRange | None = None
    notes: bool = False
    fresh: bool = False
    store: Path | None = None


class BurnPlan(Struct, frozen=True):
    """All that is known before any picture is made.  findings: what the layout could not do well.
    told: sentences on what cannot stay as it was in the film."""

    request: BurnRequest
    footage: Footage
    captions: Captions
    timeline: Timeline
    findings: tuple[Finding, ...]

    @property
    def told(self) -> tuple[str, ...]:
        short = self.request.profile.short_side
        kept = f"The profile's {short} px were not used: the film keeps its own size."
        varies = self.request.steady and self.footage.index.varies
        rate = f"Its frames came at varying times; now there are {self.footage.rate} a second."
        return (
            *self.footage.told,
            *((rate,) if varies else ()),
            *((kept,) if short else ()),
            *self.captions.told,
        )


class BurnResult(Struct, frozen=True):
    """report: None if it was cancelled.  kept: segments that were already there; made: now."""

    report: FilmReport | None
    kept: int
    made: int


def plan_burning(request: BurnRequest, cancellation: Cancellation | None = None) -> BurnPlan:
    """Reads film and captions and finds all that is wrong with either, before anything is written.

    Raises InputError, DocumentError, MediaError, FontError, OutputError, Cancelled.
    """
    container = container_of(request.output)
    check_place(request.output, "film")
    _not_itself(request)
    caption_style(request.wishes)
    footage = open_footage(request.film, container)
    captions = captions_for(
        request.subtitles,
        request.wishes,
        film=request.film,
        size=footage.size,
        rate=footage.rate,
        duration=footage.duration,
    )
    steady = footage.rate if request.steady else None
    timeline = timeline_of(footage.index, captions.composition, steady, request.stretch)
    if not len(timeline):
        raise InputError(
            "the range holds no frame of the film", f"It is {float(footage.duration):.1f} seconds long."
        )
    findings = findings_of(captions.composition, captions.resources, cancellation)
    return BurnPlan(request, footage, captions, timeline, findings)


def _not_itself(request: BurnRequest) -> None:
    """The sources stay: nothing is written over them."""
    sources = [(request.film, "the film itself"), (request.subtitles, "the subtitle file")]
    if request.wishes.second is not None:
        sources.append((request.wishes.second, "the second subtitle file"))
    for source, what in sources:
        with contextlib.suppress(OSError):
            if request.output.exists() and source.exists() and request.output.samefile(source):
                raise InputError(
                    f"the output is {what}", "Choose another name: the original stays.", str(request.output)
                )


def burn(
    plan: BurnPlan,
    report: Report = ignore,
    cancellation: Cancellation | None = None,
    workers: RenderWorkers | None = None,
) -> BurnResult:
    """Makes the film.  Cancelling is a result; finished segments are kept.

    workers: a pool that is open already; None: one is opened if needed.
    Raises MediaError, FontError, EncodeError when the encoder or a worker fails (finished segments are kept),
    OutputError when the place cannot be written to.
    """
    cancellation = cancellation or Cancellation()
    request, footage, timeline = plan.request, plan.footage, plan.timeline
    folder = request.store if request.store is not None else cache_dir() / "segments"

    def join_film(segments: Sequence[Segment], coded: Path | None) -> FilmReport:
        notes = notes_of(request.film) if request.notes else {}
        return join_timed(
            segments,
            _heard(plan, coded),
            request.output,
            footage.size,
            footage.rate,
            timeline.clock,
            FilmMeaning(footage.color, container_of(request.output), notes),
            cancellation,
        )

    work = FilmWork(
        segments=_segments(plan),
        store=folder,
        fresh=request.fresh,
        job=lambda: _job(plan),
        sound=_coded_sound(plan, folder),
        join=join_film,
    )
    made = make_film(work, report, cancellation, workers)
    return BurnResult(made.report, made.kept, made.rendered)


def _job(plan: BurnPlan) -> BurnJob:
    request, footage = plan.request, plan.footage
    # Unset fields stay unset: a few meanings depend on what was said (the anchor of captions).
    document = plan.captions.composition.model_dump_json(by_alias=True, exclude_unset=True)
    return BurnJob(
        document,
        plan.captions.resources,
        request.profile,
        footage.size,
        request.film,
        footage.rate,
        request.steady,
        request.stretch,
        footage.as_decoded,
        footage.color,
    )


def _segments(plan: BurnPlan) -> list[PlannedSegment]:
    cuts = cut_points(plan.timeline, plan.footage.index, _LONGER * plan.request.profile.segment_seconds)
    return [
        PlannedSegment(number, FrameRange(start, end), _key(plan, FrameRange(start, end)))
        for number, (start, end) in enumerate(pairwise(cuts))
    ]


def _key(plan: BurnPlan, frames: FrameRange) -> str:
    """A hash of all that decides the segment's pictures and their encoding."""
    timeline, footage, profile = plan.timeline, plan.footage, plan.request.profile
    within = slice(frames.start, frames.end)
    color = footage.color
    content = {
        "engine": engine_fingerprint(),
        "captions": as_json(restricted(plan.captions.composition, timeline.times_of(frames))),
        "film": digest(plan.request.film),
        "numbers": _hash(timeline.numbers[within].tobytes()),
        "times": [timeline.scale, _hash(timeline.times[within].tobytes())],
        "size": footage.size,
        "rate": str(footage.rate),
        "as_decoded": footage.as_decoded,
        "color": [color.primaries, color.transfer, color.matrix, color.full_range],
        "encoding": [profile.container, profile.quality, profile.speed],
    }
    data = json.dumps(content, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _hash(data)


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def _coded_sound(plan: BurnPlan, folder: Path) -> MakeSound | None:
    """Makes AAC of a sound that cannot be copied; None for one that can, and for silence."""
    request, sound = plan.request, plan.footage.sound
    if sound is None or sound.copied:
        return None

    def code(cancellation: Cancellation) -> Path:
        kbps = request.profile.audio_kbps
        key = _hash(f"{digest(request.film)} {sound.stream} {kbps}".encode())
        path = folder / f"{key}.m4a"
        if request.fresh or not path.is_file():
            recode_sound(request.film, sound.stream, path, kbps, cancellation)
        return path

    return code


def _heard(plan: BurnPlan, coded: Path | None) -> FilmSound | None:
    """What is joined to the pictures, None for silence.  coded: the sound coded anew."""
    sound, begins = plan.footage.sound, plan.timeline.begins
    if sound is not None and sound.copied:
        whole = plan.request.stretch is None
        return FilmSound(plan.request.film, sound.begins + begins, whole, sound.stream, own_length=True)
    return None if coded is None else FilmSound(coded, begins, own_length=True)


def listed(plan: BurnPlan) -> Sequence[str]:
    """What stays and what becomes of the film, for people: one fact a line."""
    footage, index = plan.footage, plan.footage.index
    low, high = index.rates
    if plan.request.steady or not index.varies:
        rate = f"{float(footage.rate.fraction):g} frames a second"
    else:
        rate = f"{low:.0f} to {high:.0f} frames a second, each at its own time"
    sound = "no sound"
    if footage.sound is not None:
        sound = f"sound {'copied' if footage.sound.copied else 'coded anew'} ({footage.sound.codec})"
    return (f"{footage.size[0]} x {footage.size[1]}, {rate}, {sound}",)
