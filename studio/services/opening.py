"""Whatever a person names (a template or a project, with wishes) as a composition and its resources."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from studio.base.errors import DocumentError, InputError, Mistake
from studio.base.languages import primary_language
from studio.base.paths import assets_dir
from studio.formats.package import PACKAGE_SUFFIX, open_project
from studio.formats.project_file import FOLDER_SUFFIX, PROJECT_NAME, OpenedProject, media_names
from studio.formats.safe_paths import inside
from studio.formats.suggestions import did_you_mean, near_and_all
from studio.media.images import digest, image_info, is_image
from studio.media.video_index import video_index
from studio.model.brand import BrandKit
from studio.model.composition import Composition, Digits
from studio.model.design import DesignSystem
from studio.model.document import as_json
from studio.model.parameters import ListParameter, Parameter
from studio.model.project import ASSET
from studio.model.template import Template
from studio.presets.catalog import Catalog, bundled
from studio.presets.check import check_template
from studio.presets.expressions import LANGUAGES
from studio.presets.instantiate import instantiate
from studio.services.film_sheet import SUFFIXES
from studio.services.given_values import Assignment, absolute_in, map_pictures, with_assignments
from studio.services.named_brand import named_brand
from studio.services.resources import ResourceList
from studio.text.fonts import PLAIN_FAMILY

_DIGITS: tuple[Digits, ...] = ("latn", "arab", "arabext", "auto")
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")
_LANGUAGES = {
    "ar": ("ara", "arab", "arabic", "عربي", "عربية", "العربية"),
    "en": ("eng", "engl", "english", "إنجليزي", "انجليزي", "الإنجليزية", "الانجليزية"),
}
"""What people write for a language whose tag they do not know."""


class Wishes(Struct, frozen=True):
    """What to make of a source; None: as the source is, or a template's first format, in Arabic.

    values: by parameter, their pictures relative to `folder`.  samples: fill what is missing with samples.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    folder: Path = Path()
    assignments: Sequence[Assignment] = ()
    samples: bool = False
    size: str | None = None
    language: str | None = None
    brand: str | None = None
    digits: str | None = None

    @property
    def gives_values(self) -> bool:
        return bool(self.values or self.assignments or self.samples)


class Opened(Struct, frozen=True):
    """name: of the source, for file names.  size: the format (`9:16`), or pixels if it is none.

    template, values: what the composition was made from (values with media ids), None for a project as it is.
    """

    composition: Composition
    resources: ResourceList
    name: str
    size: str
    template: Template | None = None
    values: Mapping[str, Any] | None = None

    def file_name(self, suffix: str) -> str:
        """`our-numbers-9x16-ar.mp4`; no colon, which Windows does not allow."""
        language = self.composition.language
        return f"{self.name}-{self.size.replace(':', 'x')}-{language}{suffix}"


def check_language(tag: str) -> None:
    """Raises InputError for what is no language tag (BCP 47), such as a language's name."""
    meant = next((one for one, names in _LANGUAGES.items() if tag.casefold() in names), None)
    if meant is None and _TAG.fullmatch(tag):
        return
    near = f"did you mean '{meant}'? " if meant else ""
    raise InputError(
        f"there is no language '{tag}'", f"{near}it is written ar or en, with a region ar-JO or en-GB"
    )


class ValuesNeededError(InputError):
    """A template was named without the values it needs; `mistakes` names them."""

    def __init__(self, template: Template) -> None:
        needed = [one for one in template.parameters if not one.optional and one.default is None]
        self.mistakes = tuple(Mistake(one.id, describe_need(one)) for one in needed)
        lines = "\n".join(f"  {mistake.path}: {mistake.message}" for mistake in self.mistakes)
        super().__init__(
            f"values are needed:\n{lines}",
            "Give them with --set name=value or --values FILE, or use its samples: --samples.",
            f"template '{template.id}'",
        )


def describe_need(parameter: Parameter) -> str:
    """One line on a parameter: its type, labels and sample."""
    labels = " / ".join(parameter.label.values())
    sample = parameter.sample
    if isinstance(sample, Mapping):
        sample = sample.get("ar", next(iter(sample.values()), ""))
    if isinstance(parameter, ListParameter):
        rows = f"{parameter.minimum} to {parameter.maximum} rows"
        return f"list of {', '.join(one.id for one in parameter.fields)} ({rows}), {labels}"
    return f"{parameter.type}, {labels}" + (f"; for example: {sample}" if sample is not None else "")


def open_source(source: str, wishes: Wishes | None = None, catalog: Catalog | None = None) -> Opened:
    """The composition that a source and wishes mean, ready to be rendered.

    source: a template's id or .toml file; a project's folder, .json or .hiwarz.
    Raises InputError, DocumentError, MediaError (of pictures among the values), OutputError (of a package
    that cannot be unpacked).
    """
    wishes, catalog = wishes or Wishes(), catalog or bundled()
    if wishes.digits is not None and wishes.digits not in _DIGITS:
        raise InputError(f"there are no digits '{wishes.digits}'", near_and_all(wishes.digits, _DIGITS))
    if wishes.language is not None:
        check_language(wishes.language)
    if wishes.brand is not None:
        named_brand(wishes.brand, catalog)
    path = Path(source)
    if is_project(path):
        return _from_project(open_project(path), path, wishes, catalog)
    if path.suffix != ".toml" and source not in catalog.ids("templates"):
        raise _unknown(source, catalog)
    try:
        template = catalog.load_template(source)
        return _from_template(template, {}, {}, ((), {}), wishes, catalog, template.id)
    except DocumentError as error:
        # A template of one's own with mistakes: all of them with their lines, not only those met on the way.
        mistakes = check_template(path, catalog=catalog) if path.suffix == ".toml" else []
        if mistakes:
            raise DocumentError(str(path), mistakes) from error
        raise


def is_project(path: Path) -> bool:
    """Whether a path is written like a project's, or is a folder with one in it."""
    return path.suffix in (FOLDER_SUFFIX, PACKAGE_SUFFIX, ".json") or (path / PROJECT_NAME).is_file()


def _unknown(source: str, catalog: Catalog) -> InputError:
    path = Path(source)
    if path.is_dir():
        return InputError("there is no project in this folder", f"It would hold a {PROJECT_NAME}.", source)
    if path.exists():
        hint = "A template is a .toml file; a project is a folder, a .json or a .hiwarz file."
        return InputError("this is neither a template nor a project", hint, source)
    near = did_you_mean(source, catalog.ids("templates"))
    return InputError(
        f"there is no template or project '{source}'", near or "`studio presets` lists templates."
    )


def _from_template(
    template: Template,
    media: Mapping[str, Path],
    given: Mapping[str, Any],
    fonts: tuple[Sequence[Path], Mapping[str, str]],
    wishes: Wishes,
    catalog: Catalog,
    name: str,
) -> Opened:
    """media, given, fonts (files, and those that are missing): what a project made from the template holds
    already."""
    needs_values = any(not one.optional and one.default is None for one in template.parameters)
    if needs_values and not wishes.gives_values and not given:
        raise ValuesNeededError(template)
    parameters = template.parameters
    from_file = map_pictures(parameters, wishes.values, absolute_in(wishes.folder, media))
    picture = absolute_in(Path(), media)
    values = with_assignments(
        parameters, {**given, **from_file}, wishes.assignments, picture, samples=wishes.samples
    )
    used = dict(media)
    values = map_pictures(parameters, values, lambda name: _as_media(name, used))
    size = wishes.size or template.formats[0]
    kit: BrandKit | None = None
    if wishes.brand is not None:
        brand = named_brand(wishes.brand, catalog)
        look, logos = brand.for_film()
        kit = brand.kit.model_copy(update={"look": look})
        used |= logos
        fonts = ((*fonts[0], *brand.fonts), fonts[1])
    language = wishes.language or "ar"
    try:
        composition = instantiate(
            template,
            values,
            language=language,
            format=size,
            brand=kit,
            digits=_digits(wishes),
            use_samples=wishes.samples,
            catalog=catalog,
        )
    except DocumentError as error:
        written = _sample_languages(template)
        if wishes.samples and written and primary_language(language) not in written:
            hint = f"There is: {', '.join(written)}; in others a film is made of values of your own."
            raise InputError(f"there are no samples in the language '{language}'", hint) from error
        raise
    return Opened(composition, ResourceList(used, *fonts), name, size, template, values)


def _sample_languages(template: Template) -> list[str]:
    """Those that samples are written in; none where they are the same for all."""
    samples = (one.sample for one in template.parameters if isinstance(one.sample, Mapping))
    return sorted({key for one in samples for key in one if key in LANGUAGES})


def _as_media(name: str, media: dict[str, Path]) -> str:
    """The media id of a picture or film that was given as a file; made from its content, so that it stays the
    same.

    Raises MediaError for what is neither.
    """
    if name.startswith(ASSET) or name in media:
        return name
    path = Path(name).absolute()
    kind = "film" if path.suffix.lower() in SUFFIXES and not is_image(path) else "picture"
    if kind == "film":
        video_index(path)
    else:
        image_info(path)
    identifier = f"{kind}-{digest(path)[:12]}"
    media[identifier] = path
    return identifier


def _digits(wishes: Wishes) -> Digits | None:
    return next((digits for digits in _DIGITS if digits == wishes.digits), None)


def _from_project(opened: OpenedProject, path: Path, wishes: Wishes, catalog: Catalog) -> Opened:
    project, design = opened.project, catalog.design()
    folder = opened.folder.absolute() if path.is_dir() else path.absolute()
    name = folder.name.removesuffix(FOLDER_SUFFIX) if path.is_dir() else path.stem
    fonts, missing = _fonts_of(opened)
    fitting = [one for one in project.compositions if _fits(one, wishes, design)]
    if fitting and not wishes.gives_values:
        composition = fitting[0]
        update: dict[str, Any] = {}
        if wishes.digits is not None:
            update["digits"] = wishes.digits
        logos: dict[str, Path] = {}
        if wishes.brand is not None:
            brand = named_brand(wishes.brand, catalog)
            update["look"], logos = brand.for_film()
            fonts += brand.fonts
        composition = composition.model_copy(update=update) if update else composition
        named = {name for _, name in media_names(as_json(composition))} - set(logos)
        media = _media_of(opened, named) | logos
        resources = ResourceList(media, fonts, missing)
        return Opened(composition, resources, name, size_name(composition, design))
    if project.source is None:
        hint = "It was not made from a template; edit its project.json, or render it as it is."
        raise InputError("this project has no composition of that size, language or values", hint, str(path))
    first = project.compositions[0]
    asked = replace(
        wishes,
        size=wishes.size or size_name(first, design),
        language=wishes.language or first.language,
        digits=wishes.digits or first.digits,
    )
    template = catalog.template(project.source.template)
    media = _media_of(opened, (item.id for item in project.media))
    made = _from_template(template, media, project.source.values, (fonts, missing), asked, catalog, name)
    if wishes.brand is None:
        return replace(made, composition=made.composition.model_copy(update={"look": first.look}))
    return made


def _media_of(opened: OpenedProject, names: Iterable[str]) -> dict[str, Path]:
    return {name: opened.file_of(name) for name in names if not name.startswith(ASSET)}


def _fonts_of(opened: OpenedProject) -> tuple[list[Path], dict[str, str]]:
    """The project's font files, and for each family whose file is missing the one to use instead.

    A project opens without its fonts: their texts are drawn in another family, which is reported.
    """
    files: list[Path] = []
    missing: dict[str, str] = {}
    for font in opened.project.fonts:
        root = assets_dir() if font.path.startswith(ASSET) else opened.folder
        file = inside(root, font.path.removeprefix(ASSET))
        if file is not None and file.is_file():
            files.append(file)
        else:
            name = PurePosixPath(font.path).stem.replace("-", " ").replace("_", " ")
            missing[font.family or name] = font.fallback or PLAIN_FAMILY
    return files, missing


def _fits(composition: Composition, wishes: Wishes, design: DesignSystem) -> bool:
    language = wishes.language is None or wishes.language == composition.language
    return language and wishes.size in (None, size_name(composition, design))


def size_name(composition: Composition, design: DesignSystem) -> str:
    """The format of a composition's shape, such as `9:16`; its pixels where it is none."""
    width, height = composition.size.width, composition.size.height
    for form in design.formats:
        if width * form.height == height * form.width:
            return form.id
    return f"{width}x{height}"
