"""A new project folder, made from a template."""

import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from studio.base.errors import InputError
from studio.base.files import check_no_file_there, output_error, output_errors
from studio.formats.project_file import FOLDER_SUFFIX, save_project
from studio.model.project import FontFile, Media, Project, TemplateUse
from studio.presets.catalog import Catalog
from studio.services.opening import Opened, Wishes, open_source
from studio.text.font_reading import read_font_file


class NewProject(Struct, frozen=True):
    """folder: of the project.  media: files that were copied into it."""

    folder: Path
    project: Project
    media: Sequence[Path]


def new_project(template: str, folder: Path, wishes: Wishes, catalog: Catalog | None = None) -> NewProject:
    """Make a project from a template; what the wishes do not give is filled with the template's samples.

    folder: must not exist yet, or be empty; `.hiwar` is put behind its name if it has no suffix.
    The folder appears whole or not at all.  Raises InputError, DocumentError, MediaError, OutputError.
    """
    if folder.name in ("", ".."):
        raise InputError("the project has no name", "Write a name for its folder, such as my-film.")
    folder = folder if folder.suffix else folder.with_name(folder.name + FOLDER_SUFFIX)
    with output_errors(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError("this place is not empty", "Choose a new name for the project.", str(folder))
        if not folder.absolute().parent.is_dir():
            check_no_file_there(folder.parent)
            raise InputError("the folder does not exist", "Make it, or choose another.", str(folder.parent))
    opened = open_source(template, replace(wishes, samples=True), catalog)
    if opened.template is None:
        raise InputError(f"'{template}' is no template", "`studio presets templates` lists them.")
    project = as_project(opened, folder.stem)
    files = {item.id: item.path for item in project.media}
    aside = folder.with_name(f".{folder.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        (aside / "media").mkdir(parents=True)
        for name, path in files.items():
            shutil.copyfile(opened.resources.media[name], aside / path)
        for font, source in zip(project.fonts, opened.resources.fonts, strict=True):
            (aside / font.path).parent.mkdir(exist_ok=True)
            shutil.copyfile(source, aside / font.path)
        save_project(project, aside)
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
    except OSError as error:
        raise output_error(error, folder) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return NewProject(folder, project, [folder / path for path in files.values()])


def as_project(opened: Opened, name: str) -> Project:
    """What was made from a template as a project; its pictures (`opened.resources.media`, by id) and the
    fonts of its brand kit (`opened.resources.fonts`, in order) are to be copied to the paths that it gives
    them.  Raises FontError."""
    source = None
    if opened.template is not None and opened.values is not None:
        # Samples are kept as values, in all their languages: the project can be made again in another one.
        samples = {one.id: one.sample for one in opened.template.parameters if one.sample is not None}
        source = TemplateUse(template=opened.template.id, values={**samples, **opened.values})
    media = tuple(
        Media(id=identifier, path=f"media/{identifier}{path.suffix.lower()}")
        for identifier, path in opened.resources.media.items()
    )
    fonts = tuple(
        FontFile(path=f"fonts/{path.name}", family=read_font_file(path)[0].family)
        for path in opened.resources.fonts
    )
    return Project(name=name, compositions=(opened.composition,), media=media, fonts=fonts, source=source)
