"""Finding presets: templates, animations, caption styles, brand kits, export profiles, the design system.

A preset is one TOML file whose name is its id, in the folder of its kind.  Files are read when they are first
asked for, and kept.
"""

from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel

from studio.base.errors import DocumentError, InputError, Mistake
from studio.base.paths import presets_dir
from studio.formats.document_file import read_document
from studio.formats.mistakes import validated
from studio.formats.suggestions import near_and_all
from studio.model.animation import AnimationPreset
from studio.model.brand import BrandKit
from studio.model.captions import CaptionPreset
from studio.model.design import DesignSystem
from studio.model.export import ExportProfile
from studio.model.template import Template

Kind = Literal["templates", "animations", "captions", "brands", "exports"]
M = TypeVar("M", bound=BaseModel)

_SINGULAR = {
    "templates": "template",
    "animations": "animation",
    "captions": "caption style",
    "brands": "brand kit",
    "exports": "export profile",
}


class Catalog:
    """The presets in some folders; of two with one id, the one in the later folder is used."""

    def __init__(self, *folders: Path) -> None:
        self.folders = folders or (presets_dir(),)
        self._files: dict[Kind, dict[str, Path]] = {}
        self._read: dict[Path, BaseModel] = {}

    def files(self, kind: Kind) -> dict[str, Path]:
        """The files of a kind by id, sorted."""
        if kind not in self._files:
            found = {path.stem: path for folder in self.folders for path in (folder / kind).glob("*.toml")}
            self._files[kind] = dict(sorted(found.items()))
        return self._files[kind]

    def ids(self, kind: Kind) -> tuple[str, ...]:
        return tuple(self.files(kind))

    def path_of(self, kind: Kind, identifier: str) -> Path:
        """The file of a preset.  Raises InputError with "did you mean" and the list of what there is."""
        files = self.files(kind)
        if identifier in files:
            return files[identifier]
        hint = near_and_all(identifier, files)
        raise InputError(f"there is no {_SINGULAR[kind]} '{identifier}'", hint)

    def _load(self, path: Path, model: type[M]) -> M:
        if path not in self._read:
            read = validated(model, read_document(path))
            if getattr(read, "id", path.stem) != path.stem and path in self._listed():
                raise DocumentError(str(path), [Mistake("id", f"the id is the file's name, '{path.stem}'")])
            self._read[path] = read
        value = self._read[path]
        if not isinstance(value, model):
            raise TypeError(f"{path} was read as {type(value).__name__}")
        return value

    def _listed(self) -> set[Path]:
        return {path for files in self._files.values() for path in files.values()}

    def animation(self, identifier: str) -> AnimationPreset:
        """Raises InputError, DocumentError; so do the others."""
        return self._load(self.path_of("animations", identifier), AnimationPreset)

    def animations(self) -> dict[str, AnimationPreset]:
        return {identifier: self.animation(identifier) for identifier in self.ids("animations")}

    def caption(self, identifier: str) -> CaptionPreset:
        return self._load(self.path_of("captions", identifier), CaptionPreset)

    def captions(self) -> dict[str, CaptionPreset]:
        return {identifier: self.caption(identifier) for identifier in self.ids("captions")}

    def brand(self, identifier: str) -> BrandKit:
        return self._load(self.path_of("brands", identifier), BrandKit)

    def export(self, identifier: str) -> ExportProfile:
        return self._load(self.path_of("exports", identifier), ExportProfile)

    def template(self, identifier: str) -> Template:
        return self._load(self.path_of("templates", identifier), Template)

    def design(self) -> DesignSystem:
        path = next(
            (
                folder / "design.toml"
                for folder in reversed(self.folders)
                if (folder / "design.toml").is_file()
            ),
            presets_dir() / "design.toml",
        )
        return self._load(path, DesignSystem)

    def template_path(self, path_or_id: str | Path) -> Path:
        """The file of a template given by id or by a path (with `.toml`, or with a folder in it)."""
        path = Path(path_or_id)
        if path.suffix == ".toml" or len(path.parts) > 1:
            return path
        return self.path_of("templates", str(path_or_id))

    def load_template(self, path_or_id: str | Path) -> Template:
        return self._load(self.template_path(path_or_id), Template)


@cache
def bundled() -> Catalog:
    """The catalogue of the presets that come with the program."""
    return Catalog()


def load_template(path_or_id: str | Path) -> Template:
    """A bundled template by id, or any template by its path.  Raises InputError, DocumentError."""
    return bundled().load_template(path_or_id)
