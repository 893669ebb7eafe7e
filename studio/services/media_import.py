"""Files on their way into a project: checked, copied into its folder, then listed by one step of undo.

Copying is for a thread; listing works on the project as it is by then, so no edit made meanwhile is lost.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path, PurePosixPath

from msgspec import Struct

from studio.base.cancellation import Cancellation
from studio.base.errors import MediaError, StudioError
from studio.media.images import is_image
from studio.media.probe import probe
from studio.model.project import Media, Project
from studio.services.edits.media import add_media, media_of, repoint_font, repoint_media
from studio.services.edits.trims import with_trims_within
from studio.services.tolerant import Missing, find_again, import_file

MOST_OF_A_FOLDER = 200
"""Files that are taken from a folder that was dropped."""

_SKIPPED = (".", "~")
"""How the names of files begin that systems put there."""


class Taken(Struct, frozen=True):
    """A file that lies in the project's folder now.

    id: of the media that it is meant for, else empty.  font: the path of the font file that it stands for,
    else empty.  seconds: how long it is, where it takes another file's place.
    """

    source: Path
    path: str
    digest: str
    id: str = ""
    font: str = ""
    seconds: Fraction | None = None


class Import(Struct, frozen=True):
    """taken: in the order of the files.  refused: with the reason."""

    taken: tuple[Taken, ...] = ()
    refused: tuple[tuple[Path, StudioError], ...] = ()


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are; of folders the files in them, hidden ones left out."""
    for path in paths:
        if path.is_dir():
            inside = (one for one in sorted(path.iterdir()) if one.is_file())
            yield from [one for one in inside if not one.name.startswith(_SKIPPED)][:MOST_OF_A_FOLDER]
        else:
            yield path


def take_files(
    files: Sequence[Path],
    folder: Path,
    cancellation: Cancellation,
    report: Callable[[int, int], object] = lambda _done, _total: None,
) -> Import:
    """Checks each file and copies it into the project's folder.  report: files done, files in all.

    Raises Cancelled, OutputError (a full disk would refuse the next file too).
    """
    taken, refused = [], []
    for number, source in enumerate(files):
        cancellation.raise_if_cancelled()
        report(number, len(files))
        try:
            probe(source)
        except StudioError as error:
            refused.append((source, error))
            continue
        path, digest = import_file(source, folder)
        taken.append(Taken(source, path, digest))
    return Import(tuple(taken), tuple(refused))


def take_in_place(source: Path, folder: Path, identifier: str, old: str) -> Taken:
    """Copies the file that is to stand for a media.  old: the path that it had, which tells its kind.

    Raises MediaError for what cannot be read or is of another kind, OutputError.
    """
    info = probe(source)
    if old and is_image(Path(old)) and not is_image(source):
        raise MediaError("this media is a picture", "Choose a picture file.", str(source))
    if old and not is_image(Path(old)) and is_image(source):
        raise MediaError("this media is a film or a sound", "Choose a film or a sound.", str(source))
    path, digest = import_file(source, folder)
    seconds = None if info.image is not None else info.duration
    return Taken(source, path, digest, identifier, seconds=seconds)


def take_found(
    missing: Iterable[Missing],
    search: Path,
    folder: Path,
    cancellation: Cancellation | None = None,
    report: Callable[[int, int], object] = lambda _looked, _found: None,
) -> tuple[Taken, ...]:
    """Looks for missing media and fonts in a folder, by content and by name, and copies them into the
    project's.

    report: files looked at, missing ones found.  Raises InputError, OutputError, Cancelled.
    """
    asked = cancellation or Cancellation()
    taken = []
    for one, source in find_again(missing, search, cancellation=asked, report=report).items():
        asked.raise_if_cancelled()
        if one.kind == "font":
            taken.append(Taken(source, *import_file(source, folder, "fonts"), font=one.path))
        else:
            taken.append(Taken(source, *import_file(source, folder), one.id))
    return tuple(taken)


def with_taken(project: Project, taken: Iterable[Taken]) -> tuple[Project, list[str]]:
    """The project that lists the files; and their media ids (fonts have none).  Raises DocumentError."""
    ids = []
    for one in taken:
        if one.font:
            project = repoint_font(project, one.font, one.path, one.digest)
        elif one.id and any(item.id == one.id for item in project.media):
            project = repoint_media(project, one.id, one.path, one.digest)
            if one.seconds is not None:
                project = with_trims_within(project, one.id, one.seconds)
            ids.append(one.id)
        elif one.id:
            # A film names it, but the project never listed it.
            item = Media(id=one.id, path=one.path, digest=one.digest)
            project = project.model_copy(update={"media": (*project.media, item)})
            ids.append(one.id)
        else:
            project, identifier = add_media(project, one.path, PurePosixPath(one.path).stem, one.digest)
            ids.append(identifier)
    return project, ids


def without_media(project: Project, ids: Iterable[str]) -> Project:
    """The project without these media, but for those that a film uses."""
    gone = set(ids) - media_of(project)
    kept = tuple(item for item in project.media if item.id not in gone)
    return project if len(kept) == len(project.media) else project.model_copy(update={"media": kept})
