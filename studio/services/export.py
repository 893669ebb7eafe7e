"""A composition to a film: plan segments and sound, and have them made and joined (`film_making`).

A cancelled, killed or crashed export goes on where it was, because finished segments stay in the store; a
changed film renders only the segments in which something changed.  Both are the same mechanism.
"""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from msgspec import Struct

from studio.base.cancellation import Cancellation
from studio.base.errors import InputError
from studio.base.paths import cache_dir
from studio.base.time import FrameRange
from studio.encode.check import FilmReport
from studio.encode.mux import Segment, join
from studio.media.audio import SoundSettings, render_sound, sound_key
from studio.media.images import digest
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.scene.audio_plan import sound_clips
from studio.scene.resources import SceneResources
from studio.services.film_making import FilmWork, make_film
from studio.services.output_place import check_film_size, check_place
from studio.services.progress import Report, ignore
from studio.services.render_job import RenderJob
from studio.services.render_workers import RenderWorkers
from studio.services.rendering import longest_first
from studio.services.resources import ResourceList, contents, open_resources
from studio.services.segment_plan import plan_segments
from studio.services.sound_task import MakeSound


class ExportRequest(Struct, frozen=True):
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


class ExportResult(Struct, frozen=True):
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
    check_place(request.output, "film", request.resources.media.values())
    resources = open_resources(request.resources)
    folder = request.store if request.store is not None else cache_dir() / "segments"

    def job() -> RenderJob:
        # Unset fields stay unset: a few meanings depend on what was said (the anchor of captions).
        document = composition.model_dump_json(by_alias=True, exclude_unset=True)
        return RenderJob(document, request.resources, profile, size)

    def join_film(segments: Sequence[Segment], audio: Path | None) -> FilmReport:
        return join(segments, audio, request.output, size, composition.rate_exact, cancellation)

    used = contents(request.resources)
    work = FilmWork(
        segments=plan_segments(
            composition, profile, size, lambda media: digest(resources.path_of(media)), frames, used
        ),
        store=folder,
        fresh=request.fresh,
        job=job,
        sound=_mixed_sound(request, frames, resources, folder),
        join=join_film,
        order=longest_first,
    )
    made = make_film(work, report, cancellation, workers)
    return ExportResult(request.output, made.report, made.kept, made.rendered)


def _mixed_sound(
    request: ExportRequest, frames: FrameRange, resources: SceneResources, folder: Path
) -> MakeSound | None:
    """Mixes what is heard during the frames; the file is kept by what it was made of.  None for silence."""
    profile = request.profile
    settings = SoundSettings(profile.audio_kbps, profile.loudness, profile.true_peak)
    times = frames.times(request.composition.rate_exact)
    clips = sound_clips(request.composition, resources, times)
    if not clips:
        return None

    def mix(cancellation: Cancellation) -> Path | None:
        path = folder / f"{sound_key(clips, times.duration, settings)}.m4a"
        if path.is_file() and not request.fresh:
            return path
        return render_sound(clips, times.duration, path, settings, cancellation)

    return mix
