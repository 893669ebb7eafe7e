"""A film that is quickly made: one second, small, with a title and a picture."""

from pathlib import Path

import numpy as np
from PIL import Image

from studio.formats.project_file import save_project
from studio.gui.document import Document
from studio.model.project import Project
from studio.services.session import Session

WORDS = "حوار"


def picture(path: Path, color: tuple[int, int, int], size: tuple[int, int] = (96, 64)) -> Path:
    """A flat picture file."""
    Image.fromarray(np.full((size[1], size[0], 3), color, np.uint8)).save(path)
    return path


def small_project(folder: Path, seconds: float = 1, text: str = WORDS) -> Path:
    """A project on disk, in a folder `film.hiwar`; its picture lies in `media`."""
    path = folder / "film.hiwar"
    (path / "media").mkdir(parents=True)
    picture(path / "media" / "tea.png", (180, 90, 30))
    project = Project.model_validate(
        {
            "name": "فيلم الحوار",
            "media": [{"id": "tea", "path": "media/tea.png"}],
            "compositions": [
                {
                    "id": "main",
                    "size": {"width": 144, "height": 256},
                    "duration": seconds,
                    "layers": [
                        {"type": "image", "id": "photo", "media": "tea"},
                        {"type": "text", "id": "title", "text": text},
                    ],
                }
            ],
        }
    )
    save_project(project, path)
    return path


def open_small(folder: Path, seconds: float = 1, text: str = WORDS) -> Document:
    """The same, open in the window's way."""
    return Document(Session.open(small_project(folder, seconds, text)))
