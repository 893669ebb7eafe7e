"""Preflight: all findings of a film as one list, gravest first.

document --read-->  words, samples, reading time, licences, alt text, length
layout   --laid out--> what does not fit, glyphs and fonts that are missing
frames   --painted-->  contrast, safe area, hidden words, soft pictures, flashes
sound    --mixed-->    silence, loudness
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from studio.base.cancellation import Cancellation
from studio.base.errors import StudioError
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.model.project import Media, Project
from studio.presets.catalog import Catalog, bundled
from studio.scene.findings import Finding, FindingKind, Level
from studio.scene.scene import Scene
from studio.services.captions.limits import persons_limits
from studio.services.edits.fields import set_fields
from studio.services.edits.media import media_used
from studio.services.edits.paths import in_composition, walk
from studio.services.edits.texts import change_texts
from studio.services.edits.times import span_of
from studio.services.findings import profile_warnings
from studio.services.preflight.captions import caption_findings
from studio.services.preflight.flashes import flash_findings
from studio.services.preflight.frames import FrameLook
from studio.services.preflight.moments import moments_of
from studio.services.preflight.sound import licence_findings, sound_findings
from studio.services.preflight.words import reading_findings, sample_findings, word_findings
from studio.services.resources import ResourceList, open_resources
from studio.services.tolerant import Missing

_LEVELS: dict[FindingKind, Level] = {
    "text-too-long": "block",
    "caption-hidden": "block",
    "missing-glyph": "block",
    "missing-media": "block",
    "missing-region": "note",
    "font-licence": "note",
    "kashida-unavailable": "note",
    "width-not-filled": "note",
}
"""Of what the layout reports; the rest are warnings."""
_ORDER: dict[Level, int] = {"block": 0, "warning": 1, "note": 2}


class Film(Struct, frozen=True):
    """What is looked at: a composition of a project, its files, what is missing of them, where it goes.

    resources: with stand-ins for pictures that are missing, so that the rest can be looked at.
    """

    project: Project
    composition: Composition
    resources: ResourceList
    missing: tuple[Missing, ...] = ()
    profile: ExportProfile | None = None


Step = Callable[[int, int], object]
"""Told after each step: how many are done, and of how many."""


def preflight(
    film: Film,
    cancellation: Cancellation | None = None,
    told: Step = lambda _done, _all: None,
    *,
    frames: bool = True,
    flashes: bool = True,
    catalog: Catalog | None = None,
) -> tuple[Finding, ...]:
    """All findings, ignored ones too (see `ignored`), gravest first, then in the film's time.

    frames: False leaves out what takes painting and mixing; flashes: False, looking at every frame.
    Raises Cancelled, FontError; what else hinders a look is a finding itself.
    """
    asked = cancellation or Cancellation()
    steps = [
        *_reading(film, catalog or bundled()),
        *(_looking(film, asked, flashes=flashes) if frames else ()),
    ]
    found: list[Finding] = []
    for number, step in enumerate(steps):
        asked.raise_if_cancelled()
        told(number, len(steps))
        try:
            found += step()
        except StudioError as error:
            found.append(Finding("missing-media", "", error.message, error.hint, "block"))
    told(len(steps), len(steps))
    return _sorted(_located(one, film.composition) for one in found)


def ignored(finding: Finding, film: Film) -> bool:
    """Whether a person has chosen to leave it as it is."""
    return finding.key(film.composition.id) in film.project.ignored


def open_findings(film: Film, cancellation: Cancellation | None = None) -> tuple[Finding, ...]:
    """All findings that nobody has chosen to ignore; see `preflight`."""
    return tuple(one for one in preflight(film, cancellation) if not ignored(one, film))


def _reading(film: Film, catalog: Catalog) -> list[Callable[[], Iterable[Finding]]]:
    composition = film.composition

    def laid_out() -> Iterator[Finding]:
        scene = Scene(composition, open_resources(film.resources))
        for finding in scene.findings():
            yield replace(
                finding, level=_LEVELS.get(finding.kind, "warning"), about=finding.about or finding.message
            )
        yield from word_findings(composition, scene.context)

    return [
        lambda: _missing(film),
        laid_out,
        lambda: sample_findings(film.project, composition, catalog),
        lambda: reading_findings(composition),
        lambda: caption_findings(composition, frozenset(film.project.ignored), persons_limits()),
        lambda: licence_findings(film.project, composition),
        lambda: _facts(film, catalog),
    ]


def _looking(film: Film, asked: Cancellation, *, flashes: bool) -> list[Callable[[], Iterable[Finding]]]:
    composition = film.composition
    resources = open_resources(film.resources)
    gone = frozenset(one.id for one in film.missing)
    audible = all(clip.media not in gone for clip in composition.audio)
    steps: list[Callable[[], Iterable[Finding]]] = []
    if audible and not _is_still(film):
        steps.append(lambda: sound_findings(composition, resources, asked))
    steps.append(lambda: FrameLook(composition, resources, gone).findings(moments_of(composition), asked))
    if flashes and not _is_still(film):
        steps.append(lambda: flash_findings(composition, resources, asked))
    return steps


def _is_still(film: Film) -> bool:
    source, catalog = film.project.source, bundled()
    if source is None or source.template not in catalog.ids("templates"):
        return False
    return catalog.template(source.template).kind == "still"


def _missing(film: Film) -> Iterator[Finding]:
    used = {*media_used(film.composition), *(clip.media for clip in film.composition.audio)}
    for one in film.missing:
        if one.kind == "media" and one.id in used:
            path = next((path for path, node in walk(film.composition) if one.id in media_used(node)), ())
            yield Finding(
                "missing-media",
                path[-1] if path else "",
                f"the file of media '{one.id}' is missing",
                "put it back, or choose another",
                "block",
                path,
                about=one.id,
            )


def _facts(film: Film, catalog: Catalog) -> Iterator[Finding]:
    if _is_still(film) and not film.composition.alt.strip():
        yield Finding(
            "no-alt-text",
            "",
            "The picture has no alt text.",
            "Write in a sentence or two what it shows, for people who cannot see it.",
            "note",
            asks="alt",
        )
    if film.profile is not None and not _is_still(film):
        for message in profile_warnings(film.profile, float(film.composition.duration), 0):
            hint = "Shorten the film, or choose another destination."
            yield Finding("film-too-long", "", message, hint, "warning", about=message)


def _located(finding: Finding, composition: Composition) -> Finding:
    """With the path of its layer, and the middle of the time at which that is seen."""
    path, time = finding.path, finding.time
    if not path and finding.layer:
        path = next((one for one, _ in walk(composition) if one[-1] == finding.layer), ())
    if path and time is None:
        span = span_of(composition, path)
        time = (span.start + span.end) / 2
        time = min(max(time, Fraction(0)), Fraction(composition.duration))
    return replace(finding, path=path, time=time)


def _sorted(found: Iterable[Finding]) -> tuple[Finding, ...]:
    def order(finding: Finding) -> tuple[int, Fraction]:
        return _ORDER[finding.level], finding.time if finding.time is not None else Fraction(-1)

    return tuple(sorted(dict.fromkeys(found), key=order))


def with_fix(project: Project, composition: str, finding: Finding) -> Project:
    """The project with a finding's sure changes made.  Raises InputError, DocumentError."""

    def change(one: Composition) -> Composition:
        texts = {(fix.path, fix.field): fix.value for fix in finding.fix if isinstance(fix.value, str)}
        one = change_texts(one, texts) if texts else one
        for fix in finding.fix:
            if not isinstance(fix.value, str):
                one = set_fields(one, fix.path, {fix.field: fix.value})
        return one

    return in_composition(project, composition, change)


def with_answer(project: Project, composition: str, finding: Finding, words: str) -> Project:
    """The project with what a finding asks for written down: alt text, or the licence of a sound."""
    words = words.strip()
    if finding.asks == "alt":
        return in_composition(
            project, composition, lambda one: one.model_copy(update={"alt": words[:_LONGEST_ALT]})
        )
    if finding.asks == "licence":

        def with_licence(item: Media) -> Media:
            update = {"licence": words[:_LONGEST_LICENCE]}
            return item.model_copy(update=update) if item.id == finding.about else item

        return project.model_copy(update={"media": tuple(map(with_licence, project.media))})
    return project


_LONGEST_ALT, _LONGEST_LICENCE = 2000, 500


def with_ignored(project: Project, composition: str, finding: Finding, *, ignore: bool = True) -> Project:
    """The project in which a finding is ignored, or no longer is."""
    key = finding.key(composition)[:500]
    kept = tuple(one for one in project.ignored if one != key)
    return project.model_copy(update={"ignored": (*kept, key) if ignore else kept})
