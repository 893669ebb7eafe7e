"""Earlier states of a project, written as a copy.

Restoring in place is a step of undo like any other, so it needs no function here.
"""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

from studio.base.errors import InputError
from studio.base.files import output_errors
from studio.formats.project_file import FOLDER_SUFFIX, json_file, save_project
from studio.model.project import ASSET, Project


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
    for path in (*(item.path for item in project.media), *(font.path for font in project.fonts)):
        if not path.startswith(ASSET):
            yield path


def _free(folder: Path, stem: str, suffix: str) -> Path:
    for number in range(1, 1000):
        found = folder / (f"{stem}{suffix}" if number == 1 else f"{stem} {number}{suffix}")
        if not found.exists():
            return found
    raise InputError("there are too many copies of that name", "Remove some of them.", str(folder))
