"""The demonstration: what the studio makes from one template file, in two languages and several formats.

Its content is the second phase of a training programme on social media as a space for dialogue; the words
and figures are the templates' own samples.
"""

import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.files import check_no_file_there, output_errors
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.presets.catalog import bundled
from studio.presets.instantiate import instantiate
from studio.services.export import ExportRequest, export
from studio.services.progress import Clock, Progress, Report, ignore
from studio.services.render_workers import RenderWorkers
from studio.services.resources import ResourceList
from studio.services.stills import contact_sheet, render_still

FILM = "our-numbers"
STILL = "one-number"
_FILMS = (("ar", "9:16", "vertical film in Arabic"), ("en", "16:9", "the same film in English"))
_STILLS = (("ar", "4:5", "infographic in Arabic"), ("en", "4:5", "the same infographic in English"))
_STANDARD = ExportProfile(id="standard", name={"ar": "قياسي", "en": "Standard"})


class DemoItem(Struct, frozen=True):
    """A file that was made, what it is, and how many seconds it took."""

    path: Path
    what: str
    seconds: float


class _WholeProgress:
    """The progress of all films together, in frames."""

    def __init__(self, films: list[Composition], report: Report) -> None:
        self._report = report
        self._clock = Clock("render", sum(film.frame_count for film in films))
        self._before = 0

    def __call__(self, progress: Progress) -> None:
        if progress.stage == "render":
            self._report(self._clock.at(self._before + progress.done))

    def finished(self, film: Composition) -> None:
        self._before += film.frame_count


def make_demo(
    folder: Path, report: Report = ignore, cancellation: Cancellation | None = None
) -> list[DemoItem]:
    """Makes two films, two infographics and a contact sheet of each film in `folder` (made if missing).

    Raises Cancelled, OutputError when the folder cannot be made or written to, EncodeError.
    """
    cancellation = cancellation or Cancellation()
    with output_errors(folder):
        check_no_file_there(folder)
        folder.mkdir(parents=True, exist_ok=True)
    items: list[DemoItem] = []

    def made(path: Path, what: str, make: Callable[[Path], object]) -> None:
        cancellation.raise_if_cancelled()
        began = time.monotonic()
        make(path)
        items.append(DemoItem(path, what, time.monotonic() - began))

    films = [_composition(FILM, language, size) for language, size, _ in _FILMS]
    progress = _WholeProgress(films, report)
    with RenderWorkers() as workers:
        for film, (language, size, what) in zip(films, _FILMS, strict=True):

            def render(path: Path, film: Composition = film) -> None:
                request = ExportRequest(film, ResourceList(), _STANDARD, path)
                if export(request, progress, cancellation, workers).cancelled:
                    raise Cancelled

            name = f"{FILM}-{language}-{size.replace(':', 'x')}"
            made(folder / f"{name}.mp4", what, render)
            progress.finished(film)
    for film, (language, size, _) in zip(films, _FILMS, strict=True):

        def sheet(path: Path, film: Composition = film) -> None:
            contact_sheet(film, ResourceList(), path)

        name = f"{FILM}-{language}-{size.replace(':', 'x')}"
        made(folder / f"{name}-sheet.png", "its frames at a glance", sheet)
    for language, size, what in _STILLS:

        def still(path: Path, language: str = language, size: str = size) -> None:
            render_still(_composition(STILL, language, size), ResourceList(), path)

        made(folder / f"{STILL}-{language}-{size.replace(':', 'x')}.png", what, still)
    return items


def _composition(template: str, language: str, size: str) -> Composition:
    loaded = bundled().load_template(template)
    return instantiate(loaded, {}, language=language, format=size, use_samples=True)
