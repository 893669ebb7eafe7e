"""Earlier states of a project as values: listed, painted small, written as a copy.

Restoring in place is a step of undo like any other, so it needs no function here.
"""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

from studio.base.errors import InputError
from studio.base.files import output_errors
from studio.formats.project_file import FOLDER_SUFFIX, OpenedProject, json_file, save_project
from studio.model.project import ASSET, Project
from studio.render.rasterizer import Pixels
from studio.services.resources import ResourceList
from studio.services.stills import Painter, still_time
from studio.services.versions import Version, list_versions


def versions_of(path: Path) -> list[Version]:
    """The versions of a project given by its folder or file, newest first."""
    return list_versions(json_file(path))


def paint_small(project: Project, path: Path, longest: int) -> Pixels:
    """The still of a project's first film; (height, width, 4) BGRA, at most `longest` px a side.

    path: of the project, from which its media are found.  Raises MediaError, FontError, InputError.
    """
    composition = project.compositions[0]
    opened = OpenedProject(project, json_file(path))
    files = {item.id: opened.file_of(item.id) for item in project.media}
    scale = longest / max(composition.size.width, composition.size.height)
    painter = Painter(composition, ResourceList(files), scale)
    return painter.paint(still_time(composition)).copy()


def save_copy(project: Project, path: Path, time: float) -> Path:
    """Writes an earlier state beside the project, with its media; gives what to open.

    A folder `film.hiwar` becomes `film 2026-01-05 10.42.hiwar`.  Raises OutputError, InputError.
    """
    moment = f"{datetime.datetime.fromtimestamp(time).astimezone():%Y-%m-%d %H.%M}"
    file = json_file(path)
    if file == path:  # a .json with its media beside it: the copy stands in the same folder
        copy = _free(path.parent, f"{path.stem} {moment}", path.suffix)
        save_project(project, copy)
        return copy
    copy = _free(path.absolute().parent, f"{path.name.removesuffix(FOLDER_SUFFIX)} {moment}", FOLDER_SUFFIX)
    with output_errors(copy):
        for name in _own_files(project):
            source = path / name
            if source.is_file():
                target = copy / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
    save_project(project, copy)
    return copy


def _own_files(project: Project) -> Iterator[str]:
    for item in (*project.media, *project.fonts):
        if not item.path.startswith(ASSET):
            yield item.path


def _free(folder: Path, stem: str, suffix: str) -> Path:
    for number in range(1, 1000):
        found = folder / (f"{stem}{suffix}" if number == 1 else f"{stem} {number}{suffix}")
        if not found.exists():
            return found
    raise InputError("there are too many copies of that name", "Remove some of them.", str(folder))
