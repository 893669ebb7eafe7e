"""Which file a media reference of the document means."""

from collections.abc import Mapping
from pathlib import Path

from studio.base.errors import MediaError
from studio.base.paths import assets_dir
from studio.model.project import ASSET


def locate(media: str, files: Mapping[str, Path]) -> Path:
    """The file of a media id of the project (`files`), or of an `asset:` path.

    Raises MediaError for an id that the project does not have, a path out of the assets, a missing file.
    """
    if media.startswith(ASSET):
        root = assets_dir().resolve()
        path = (root / media.removeprefix(ASSET)).resolve()
        if not path.is_relative_to(root):
            raise MediaError("An asset path leads out of the assets.", "Use asset:folder/name.", media)
    elif media in files:
        path = files[media]
    else:
        raise MediaError(
            f"The project has no media called '{media}'.", "Add it to the project, or name another.", media
        )
    if not path.is_file():
        raise MediaError("The file is missing.", "Find it again or choose another.", str(path))
    return path
