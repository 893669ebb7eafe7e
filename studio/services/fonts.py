"""The font library, and people's own fonts: told, checked, added to a project."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from studio.base.errors import InputError
from studio.base.files import output_errors, write_file
from studio.base.paths import assets_dir
from studio.formats.package import PACKAGE_SUFFIX, file_digest, open_project
from studio.formats.project_file import PROJECT_NAME, OpenedProject, load_project, save_project
from studio.formats.safe_paths import inside, problem_of
from studio.model.document import as_json
from studio.model.project import ASSET, FontFile, Project
from studio.text.font_check import FaceReport, FontProblem, check_font, embedding_problem
from studio.text.font_reading import read_font_file
from studio.text.fonts import PLAIN_FAMILY, FontCatalog, FontFamily

_FOLDER = "fonts"
_NOT_TEXT = frozenset({"media", "path", "id", "name", "preset", "type", "digest"})


class FontLabels(Struct, frozen=True):
    """What the library's keys are called, by language: assets/fonts/library.toml."""

    moods: Mapping[str, Mapping[str, str]]
    styles: Mapping[str, Mapping[str, str]]
    capabilities: Mapping[str, Mapping[str, str]]
    kashida: Mapping[str, Mapping[str, str]]
    axes: Mapping[str, Mapping[str, str]]


@cache
def font_labels() -> FontLabels:
    return FontLabels(**tomllib.loads((assets_dir() / "fonts" / "library.toml").read_text(encoding="utf-8")))


def library(
    mood: str | None = None, abilities: Sequence[str] = (), style: str | None = None
) -> tuple[FontFamily, ...]:
    """The bundled families of text, in the order of their first moods; those of a mood and a kind of writing,
    with all abilities.

    Raises InputError for a mood, an ability or a style that does not exist.
    """
    labels = font_labels()
    _known(mood, labels.moods, "mood")
    _known(style, labels.styles, "style")
    for ability in abilities:
        _known(ability, (*labels.capabilities, "kashida"), "ability")
    order = list(labels.moods)
    families = [one for one in FontCatalog.bundled().families() if one.style != "emoji"]
    families.sort(key=lambda one: (order.index(one.moods[0]), one.name))
    return tuple(
        one
        for one in families
        if (mood is None or mood in one.moods)
        and style in (None, one.style)
        and all(
            one.kashida != "none" if ability == "kashida" else ability in one.capabilities
            for ability in abilities
        )
    )


def latin_partner(family: FontFamily) -> str:
    """The family that draws the Latin letters beside this one's Arabic: itself, where it has them all."""
    if "latin" in family.capabilities:
        return family.name
    catalog = FontCatalog.bundled()
    face = catalog.fallback("é", catalog.face(family.name))
    return family.name if face is None else face.family


def _known(name: str | None, names: Iterable[str], what: str) -> None:
    if name is not None and name not in tuple(names):
        raise InputError(f"there is no {what} '{name}'", f"There is: {', '.join(names)}.")


class AddedFont(Struct, frozen=True):
    """file: in the project.  replaced: whether the project had this face before."""

    file: Path
    font: FontFile
    project: Project
    reports: tuple[FaceReport, ...]
    replaced: bool


def texts_of(project: Project) -> str:
    """The characters of all texts of a project's compositions, each once, in the order of the document."""
    data = [as_json(composition) for composition in project.compositions]
    return "".join(dict.fromkeys("".join(_strings(data, ""))))


def _strings(data: Any, key: str) -> Iterator[str]:
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from _strings(value, str(name))
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _strings(value, key)
    elif isinstance(data, str) and key not in _NOT_TEXT and (key == "text" or not data.isascii()):
        yield data


def check_font_file(file: Path, project: Path | None = None, text: str = "") -> tuple[FaceReport, ...]:
    """Check a font file; what it lacks of a text, and of a project's texts.

    Raises FontError for what is no font, InputError, DocumentError.
    """
    own = "" if project is None else texts_of(open_project(project).project)
    return check_font(file, text + own)


def add_font(file: Path, project: Path, fallback: str | None = None) -> AddedFont:
    """Copy a font file into a project and enter it there; the same face is replaced.

    fallback: the bundled family to draw its texts in, should the file be missing one day.
    Raises FontError for what is no font, InputError, DocumentError, OutputError.
    """
    if project.suffix == PACKAGE_SUFFIX:
        raise InputError(
            "a package is not changed", "Name the project's folder or its project.json.", str(project)
        )
    opened = load_project(project)
    added = _entered(file, opened, fallback)
    save_project(added.project, opened.file)
    return added


def entered_font(file: Path, project: Project, folder: Path, fallback: str | None = None) -> AddedFont:
    """The same for a project that is open: the file is copied into its folder, its document is left to the
    caller.

    Raises FontError for what is no font, InputError, OutputError.
    """
    return _entered(file, OpenedProject(project, folder / PROJECT_NAME), fallback)


def _entered(file: Path, opened: OpenedProject, fallback: str | None) -> AddedFont:
    instead = FontCatalog.bundled().family(fallback or PLAIN_FAMILY).name
    reports = check_font(file, texts_of(opened.project))
    target = _place(opened, file)
    with output_errors(target):
        target.parent.mkdir(exist_ok=True)
    if not target.exists():
        write_file(target, file.read_bytes())
    path = target.relative_to(opened.folder).as_posix()
    font = FontFile(path=path, family=reports[0].info.family, fallback=instead)
    others = [one for one in opened.project.fonts if not _is_same_face(one, font, reports, opened)]
    changed = opened.project.model_copy(update={"fonts": (*others, font)})
    replaced = len(others) < len(opened.project.fonts)
    return AddedFont(target, font, changed, reports, replaced)


def _place(opened: OpenedProject, file: Path) -> Path:
    """Where the file goes: under its own name, or a numbered one where another file has it."""
    name = file.name if problem_of(f"{_FOLDER}/{file.name}") is None else f"font{file.suffix.lower()}"
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    folder = opened.folder / _FOLDER
    for number in range(1, 10_000):
        target = folder / (name if number == 1 else f"{stem}-{number}{suffix}")
        if not target.exists() or (target.is_file() and file_digest(target) == file_digest(file)):
            return target
    raise InputError("there are too many fonts of that name", "Give the file another name.", str(file))


def _is_same_face(old: FontFile, new: FontFile, reports: Sequence[FaceReport], opened: OpenedProject) -> bool:
    """Whether an entry is of the same family and weight, or of a file of that family that is gone."""
    if old.path == new.path:
        return True
    file = font_path(old, opened)
    if file is None:
        return bool(old.family) and old.family.casefold() == new.family.casefold()
    faces = {(info.family, info.weight, info.italic) for info in read_font_file(file)}
    return faces == {(one.info.family, one.info.weight, one.info.italic) for one in reports}


def font_path(font: FontFile, opened: OpenedProject) -> Path | None:
    """The file of a project's font; None where it is missing."""
    root = assets_dir() if font.path.startswith(ASSET) else opened.folder
    file = inside(root, font.path.removeprefix(ASSET))
    return file if file is not None and file.is_file() else None


def fonts_not_to_hand_on(opened: OpenedProject) -> Iterator[tuple[int, FontProblem]]:
    """The project's fonts that may not be packed with it: their number, and why.

    Raises FontError for a file that is no font.
    """
    for number, font in enumerate(opened.project.fonts):
        file = font_path(font, opened)
        if file is not None and not font.path.startswith(ASSET):
            for info in read_font_file(file):
                problem = embedding_problem(info)
                if problem is not None:
                    yield number, problem
                    break
