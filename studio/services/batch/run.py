"""From checked rows to files, by the program's queue of exports; what has been made is not made again.

rows --exports_of--> exports --Ledger.is_made?--> queue --done--> Ledger.note
"""

import contextlib
import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from studio.base.cancellation import Cancellation
from studio.base.errors import OutputError, StudioError
from studio.base.files import output_errors, write_file
from studio.media.images import digest
from studio.model.document import as_json
from studio.model.export import ExportProfile
from studio.model.template import Template
from studio.services.batch.plan import CheckedRow, Item
from studio.services.export import ExportRequest
from studio.services.export_queue import (
    FINISHED,
    Event,
    Export,
    ExportQueue,
    FilmExport,
    JobState,
    StillExport,
)

LEDGER = ".hiwar-batch.json"
_MOST_BYTES = 16 << 20


def exports_of(
    rows: Iterable[CheckedRow], template: Template, folder: Path, profile: ExportProfile, still: str = ".png"
) -> list[tuple[Item, Export]]:
    """The exports of all items that are not blocked: pictures of templates for stills, else films.

    still: how names of pictures end, one of STILL_SUFFIXES.
    """
    found: list[tuple[Item, Export]] = []
    for checked in rows:
        for item in () if checked.blocked else checked.items:
            if item.composition is None:
                continue
            export: Export
            if template.kind == "still":
                output = folder / f"{item.name}{still}"
                export = StillExport(item.name, item.composition, item.resources, output)
            else:
                request = ExportRequest(
                    item.composition, item.resources, profile, folder / f"{item.name}.mp4"
                )
                export = FilmExport(item.name, request)
            found.append((item, export))
    return found


class Ledger:
    """What a folder's files were made of, so that a batch goes on where it was.  For several threads."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / LEDGER
        self._lock = threading.Lock()
        self._made: dict[str, str] = _read(self._file)

    def is_made(self, export: Export) -> bool:
        """Whether the very same film or picture is there already."""
        kept = self._made.get(export.output.name)
        return kept is not None and export.output.is_file() and kept == key_of(export)

    def note(self, export: Export) -> None:
        """It has been made.  Raises OutputError."""
        key = key_of(export)
        with self._lock:
            # Read anew: another batch may be filling the same folder.
            self._made = {**_read(self._file), export.output.name: key}
            text = json.dumps(self._made, ensure_ascii=False, indent=1, sort_keys=True)
            with output_errors(self._file):
                write_file(self._file, text.encode())


def _read(file: Path) -> dict[str, str]:
    try:
        if file.stat().st_size > _MOST_BYTES:
            return {}
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {name: key for name, key in data.items() if isinstance(name, str) and isinstance(key, str)}


def key_of(export: Export) -> str:
    """Equal for equal compositions, media by their contents, and profiles."""
    if isinstance(export, StillExport):
        composition, resources, profile = export.composition, export.resources, None
    else:
        request = export.request
        composition, resources, profile = request.composition, request.resources, as_json(request.profile)
    media = {name: _content(path) for name, path in sorted(resources.media.items())}
    text = json.dumps([as_json(composition), profile, media], sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _content(path: Path) -> str:
    try:
        return digest(path)
    except StudioError:
        return ""


class Made(Struct, frozen=True):
    """What became of an item.  kept: it was there already."""

    item: Item
    output: Path
    state: Literal["made", "kept", "failed", "cancelled"]
    error: StudioError | None = None


def run_batch(
    exports: Sequence[tuple[Item, Export]],
    folder: Path,
    told: Callable[[int, int], object] = lambda _done, _all: None,
    cancellation: Cancellation | None = None,
    workers: int | None = None,
) -> list[Made]:
    """Makes everything, one after another; what fails is told and the others go on.

    told: how many are over, and of how many.  Raises OutputError for a folder that cannot be made.
    """
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    asked = cancellation or Cancellation()
    ledger = Ledger(folder)
    waiting: dict[int, tuple[Item, Export]] = {}
    made = [Made(item, export.output, "kept") for item, export in exports if ledger.is_made(export)]
    kept = {one.output for one in made}
    over = threading.Semaphore(0)

    def heard(event: Event) -> None:
        if event.job.state in FINISHED and event.what in ("done", "failed", "cancelled"):
            over.release()

    queue = ExportQueue(heard, workers)
    try:
        for item, export in exports:
            if export.output not in kept:
                waiting[queue.add(export)] = (item, export)
        told(len(made), len(exports))
        finished: set[int] = set()
        while len(finished) < len(waiting) and not asked.cancelled:
            over.acquire(timeout=0.2)
            for number, (item, export) in waiting.items():
                job = queue.job(number)
                if number in finished or job.state not in FINISHED:
                    continue
                finished.add(number)
                if job.state is JobState.DONE:
                    with contextlib.suppress(OutputError):  # it is made all the same, if again the next time
                        ledger.note(export)
                made.append(Made(item, export.output, _STATES[job.state], job.error))
                told(len(made), len(exports))
        made += [
            Made(item, export.output, "cancelled")
            for number, (item, export) in waiting.items()
            if number not in finished
        ]
    finally:
        queue.close()
    return made


_STATES: Mapping[JobState, Literal["made", "failed", "cancelled"]] = {
    JobState.DONE: "made",
    JobState.FAILED: "failed",
    JobState.CANCELLED: "cancelled",
}
