"""Where a project is saved under a new name: a `.hiwar` folder of its own, or a `.json` among other files."""

from pathlib import Path

from msgspec import Struct

from studio.base.errors import InputError, OutputError
from studio.base.files import check_no_file_there, output_errors
from studio.formats.project_file import FOLDER_SUFFIX, json_file


class ProjectPlace(Struct, frozen=True):
    """path: what people see of it, absolute.  file: the project's JSON.  folder: what its media paths start
    from."""

    path: Path
    file: Path
    folder: Path

    @classmethod
    def named(cls, path: Path) -> "ProjectPlace":
        """The place that a name stands for; `.hiwar` is put behind what ends in neither that nor `.json`."""
        if path.suffix not in (FOLDER_SUFFIX, ".json"):
            path = path.with_name(path.name + FOLDER_SUFFIX)
        path = path.absolute()
        file = json_file(path)
        return cls(path, file, path if file != path else path.parent)

    def make(self) -> None:
        """Makes the project's folder.

        Raises OutputError where it cannot be, and InputError if it is one that holds something else.
        """
        if not self.path.parent.is_dir():
            check_no_file_there(self.path.parent)
            raise OutputError(
                "the folder does not exist", "Make it, or choose another.", str(self.path.parent)
            )
        own = self.folder == self.path
        if own and self.folder.is_dir() and any(self.folder.iterdir()) and not self.file.exists():
            raise InputError("this folder holds something else", "Choose another name.", str(self.path))
        with output_errors(self.path):
            self.folder.mkdir(exist_ok=True)
