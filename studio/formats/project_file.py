"""Project files: a folder `name.hiwar/` with project.json in it, or a `.json` with its media beside it.

One zip with everything in it (`.hiwarz`) is the matter of `studio.formats.package`.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from msgspec import Struct

from studio.base.errors import DocumentError, InputError, Mistake
from studio.base.files import output_error, sync_folder, write_file
from studio.base.paths import assets_dir
from studio.formats.document_file import MAX_PROJECT_BYTES, SourceData, parse_json, read_bytes
from studio.formats.migrations import migrated
from studio.formats.mistakes import in_order, validated
from studio.formats.positions import Path, dotted
from studio.formats.safe_paths import inside, problem_of
from studio.formats.suggestions import unknown_name
from studio.model.document import as_json
from studio.model.project import ASSET, Project

FOLDER_SUFFIX = ".hiwar"
PROJECT_NAME = "project.json"


class OpenedProject(Struct, frozen=True):
    """A project and where it stands: `file` is its JSON, `folder` what its media paths start from."""

    project: Project
    file: FilePath

    @property
    def folder(self) -> FilePath:
        return self.file.parent

    def file_of(self, media: str) -> FilePath:
        """The file behind a media id or an `asset:` path.

        Raises InputError when there is none or it would lie outside the project's folder.
        """
        if media.startswith(ASSET):
            found = inside(assets_dir(), media.removeprefix(ASSET))
        else:
            by_id = {item.id: item.path for item in self.project.media}
            if media not in by_id:
                raise InputError(unknown_name("there is no media", media, by_id), where=str(self.file))
            path = by_id[media]
            if path.startswith(ASSET):
                found = inside(assets_dir(), path.removeprefix(ASSET))
            else:
                found = inside(self.folder, path)
        if found is None or not found.is_file():
            raise InputError(
                f"the file of media '{media}' is missing", "put it back, or choose another", str(self.file)
            )
        return found


def json_file(path: FilePath) -> FilePath:
    """The JSON file of a project given as a folder or as the file itself."""
    return path / PROJECT_NAME if path.is_dir() or path.suffix == FOLDER_SUFFIX else path


def media_names(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every `media = "…"` in plain data, with its path."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key == "media" and isinstance(value, str):
                yield (*path, key), value
            else:
                yield from media_names(value, (*path, key))
    elif isinstance(data, list | tuple):
        for index, value in enumerate(data):
            yield from media_names(value, (*path, index))


def _asset_or_relative(path: str) -> str | None:
    return problem_of(path.removeprefix(ASSET))


def _path_mistakes(source: SourceData, project: Project) -> Iterator[Mistake]:
    """Paths that leave the project's folder, and names of media that do not exist."""

    def mistake(path: Path, message: str) -> Mistake:
        return Mistake(dotted(path), message, source.positions.line_of(path))

    files: list[tuple[Path, str]]
    files = [(("media", index, "path"), media.path) for index, media in enumerate(project.media)]
    files += [(("fonts", index, "path"), font.path) for index, font in enumerate(project.fonts)]
    for path, name in files:
        problem = _asset_or_relative(name)
        if problem:
            yield mistake(path, f"{problem}; it is relative to the project's folder, or begins with 'asset:'")
    known = [media.id for media in project.media]
    for path, name in media_names(source.data.get("compositions", ()), ("compositions",)):
        if name.startswith(ASSET):
            problem = _asset_or_relative(name)
            if problem:
                yield mistake(path, problem)
        elif name not in known:
            yield mistake(path, unknown_name("there is no media", name, known))


def parse_project(source: SourceData) -> Project:
    """A project from plain data: brought up to date, validated, its paths checked.

    Raises DocumentError with every mistake, InputError for a version that is not known yet.
    """
    source = migrated(source)
    project = validated(Project, source)
    mistakes = list(_path_mistakes(source, project))
    if mistakes:
        raise DocumentError(source.where, in_order(mistakes))
    return project


def load_project(path: FilePath) -> OpenedProject:
    """Open a project folder or project JSON.  Raises InputError, DocumentError."""
    file = json_file(path)
    return OpenedProject(parse_project(parse_json(read_bytes(file, MAX_PROJECT_BYTES), str(file))), file)


def project_bytes(project: Project) -> bytes:
    """The project as UTF-8 JSON, one item a line, so that differences can be read."""
    return (json.dumps(as_json(project), ensure_ascii=False, indent=1) + "\n").encode()


def save_project(project: Project, path: FilePath) -> FilePath:
    """Write a project to a folder (`name.hiwar`, made if it is missing) or a `.json`; gives the file written.

    The file is written aside and renamed: there is the old one or the new one, never half a one.
    Raises OutputError.
    """
    file = json_file(path)
    content = project_bytes(project)
    if file != path and not path.is_dir():
        try:
            path.mkdir()
            sync_folder(path.parent)
        except OSError as error:
            raise output_error(error, path) from error
    write_file(file, content)
    return file
