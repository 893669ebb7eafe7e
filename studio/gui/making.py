"""A film from a wizard's draft: a project folder of its own, opened."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject

from studio.base.errors import StudioError
from studio.base.files import output_errors
from studio.formats.project_file import FOLDER_SUFFIX
from studio.gui.bridge import Job, bridge
from studio.gui.document import close_opened
from studio.gui.wizard.draft import Draft
from studio.model.parameters import TextParameter
from studio.services.new_project import new_project
from studio.services.session import OpenedSession, Session

_LONGEST_NAME = 40


def projects_folder() -> Path:
    """Where films go unless another folder is chosen: Hiwar in the person's documents."""
    return platformdirs.user_documents_path() / "Hiwar"


def film_name(draft: Draft) -> str:
    """What a film is called by its first text, else by its template; fit for a file's name anywhere."""
    language = draft.language if draft.language in draft.template.name else "en"
    name = draft.template.name.get(language, draft.template.id)
    for parameter in draft.template.parameters:
        value = draft.value((parameter.id,))
        if isinstance(parameter, TextParameter) and isinstance(value, str) and value.strip():
            name = value
            break
    kept = "".join(one if unicodedata.category(one)[0] in "LMN" or one in "-_" else " " for one in name)
    words = " ".join(kept.split())
    while len(words) > _LONGEST_NAME and " " in words:
        words = words.rpartition(" ")[0]
    return words[:_LONGEST_NAME].strip() or draft.template.id


def free_folder(folder: Path, name: str) -> Path:
    """A place for the project that is not taken: a number is put behind the name."""
    place, number = folder / f"{name}{FOLDER_SUFFIX}", 2
    while place.exists():
        place, number = folder / f"{name} {number}{FOLDER_SUFFIX}", number + 1
    return place


def make_film(
    draft: Draft,
    folder: Path,
    done: Callable[[OpenedSession], object],
    failed: Callable[[StudioError], object],
    owner: QObject,
) -> Job[OpenedSession]:
    """Makes the project in a thread and opens it.  folder: of all projects, made if it is missing."""

    def work(job: Job[OpenedSession]) -> OpenedSession:
        with output_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        made = new_project(draft.template.id, free_folder(folder, film_name(draft)), draft.wishes())
        return Session.open(made.folder)

    return bridge().run(
        work, done, failed=failed, key="make", lane="files", owner=owner, unwanted=close_opened
    )
