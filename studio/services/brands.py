"""Brand kits: those that come with the program, and people's own.

    find_brand("nour-dark")          a kit with its files, whoever's it is
    make_from_logo("نور", logo)      a dark and a light kit out of a logo's colours
    save_brand, delete_brand         deleting gives a way back
    export_brand, import_brand       one file to hand on, with logos and fonts

An own kit is a folder of the person's data: `brands/ID/brand.toml` beside its logos and `fonts/`.
"""

import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from studio.base.errors import DocumentError, InputError, Mistake, StudioError
from studio.base.files import output_errors, write_file
from studio.base.paths import user_data_dir
from studio.formats.brand_file import BRAND_NAME, FONTS, font_files, kit_bytes
from studio.formats.document_file import read_document
from studio.formats.mistakes import in_order, validated
from studio.formats.safe_paths import inside
from studio.formats.suggestions import near_and_all
from studio.media.images import digest, image_info
from studio.model.brand import BrandKit, Logo, Look
from studio.model.project import ASSET
from studio.presets.catalog import Catalog, bundled
from studio.services.brand_palette import SCHEMES, Scheme, palette_of
from studio.services.logo_colors import logo_colors
from studio.services.own_ids import as_id, free_id
from studio.text.font_check import check_font
from studio.text.fonts import FontCatalog

_FOLDER, _ASIDE = "brands", "deleted-brands"
_KEPT_DAYS = 30
_SCHEME_NAMES = {"dark": {"ar": "داكن", "en": "dark"}, "light": {"ar": "فاتح", "en": "light"}}


class Brand(Struct, frozen=True):
    """folder: where an own kit's files are; None for a bundled one."""

    kit: BrandKit
    folder: Path | None = None

    @property
    def id(self) -> str:
        return self.kit.id

    @property
    def is_own(self) -> bool:
        return self.folder is not None

    @property
    def fonts(self) -> tuple[Path, ...]:
        """The font files that it brings along."""
        return () if self.folder is None else font_files(self.folder)

    def logo_file(self, logo: Logo) -> Path | None:
        """A logo's file; None for a bundled one, and while it is missing."""
        if self.folder is None or logo.media.startswith(ASSET):
            return None
        return inside(self.folder, logo.media)

    def for_film(self) -> tuple[Look, dict[str, Path]]:
        """The look with its logos named by ids that are made of their content, and the files of those."""
        files: dict[str, Path] = {}
        logos = []
        for logo in self.kit.look.logos:
            file = self.logo_file(logo)
            if file is None:
                logos.append(logo)
                continue
            identifier = f"logo-{digest(file)[:12]}"
            files[identifier] = file
            logos.append(logo.model_copy(update={"media": identifier}))
        return self.kit.look.model_copy(update={"logos": tuple(logos)}), files


class Shelf(Struct, frozen=True):
    """All kits: people's own first, then the bundled ones.  broken: own folders that cannot be used."""

    brands: tuple[Brand, ...]
    broken: dict[str, StudioError] = field(default_factory=dict)


def own_folder() -> Path:
    """Where people's own kits are.  Raises OutputError."""
    return user_data_dir() / _FOLDER


def all_brands(catalog: Catalog | None = None) -> Shelf:
    """Every kit that there is; own ones that are damaged are told, not raised."""
    catalog = catalog or bundled()
    own, broken = [], {}
    for name in _own_ids():
        try:
            own.append(Brand(read_kit(own_folder() / name), own_folder() / name))
        except StudioError as error:
            broken[name] = error
    return Shelf((*own, *(Brand(catalog.brand(name)) for name in catalog.ids("brands"))), broken)


def find_brand(identifier: str, catalog: Catalog | None = None) -> Brand:
    """A kit by its id.  Raises InputError with "did you mean", DocumentError."""
    catalog = catalog or bundled()
    if identifier in catalog.ids("brands"):
        return Brand(catalog.brand(identifier))
    own = _own_ids()
    if identifier in own:
        return Brand(read_kit(own_folder() / identifier), own_folder() / identifier)
    known = (*own, *catalog.ids("brands"))
    raise InputError(f"there is no brand kit '{identifier}'", near_and_all(identifier, known))


def _own_ids() -> list[str]:
    try:
        found = [one.name for one in own_folder().iterdir() if (one / BRAND_NAME).is_file()]
    except OSError:
        return []
    return sorted(name for name in found if not name.startswith("."))


def read_kit(folder: Path, name: str = BRAND_NAME) -> BrandKit:
    """The kit in a folder with all that it brings along.  name: of its text there.

    Raises InputError, DocumentError with every mistake at once: of the text, and of logos and fonts.
    """
    source = read_document(folder / name)
    mistakes: list[Mistake] = []
    kit: BrandKit | None = None
    try:
        kit = validated(BrandKit, source)
    except DocumentError as error:
        mistakes += error.mistakes
    catalog = FontCatalog.bundled()
    for file in font_files(folder):
        try:
            catalog = catalog.with_file(file)
        except StudioError as error:
            mistakes.append(Mistake(f"{FONTS}/{file.name}", error.message))
    if kit is not None:
        for face in ("display", "text", "strong"):
            family = getattr(kit.look.type, face).family
            try:
                catalog.family(family)
            except StudioError as error:
                path = ("look", "type", face, "family")
                mistakes.append(Mistake(".".join(path), error.message, source.positions.line_of(path)))
        for index, logo in enumerate(kit.look.logos):
            message = _logo_problem(folder, logo.media)
            if message:
                line = source.positions.line_of(("look", "logos", index, "media"))
                mistakes.append(Mistake(f"look.logos.{index}.media", message, line))
    if mistakes or kit is None:
        raise DocumentError(source.where, in_order(mistakes))
    return kit


def _logo_problem(folder: Path, media: str) -> str:
    if media.startswith(ASSET):
        return ""
    file = inside(folder, media)
    if file is None or not file.is_file():
        return f"the file '{media}' is not beside the kit"
    try:
        image_info(file)
    except StudioError as error:
        return error.message
    return ""


def save_brand(kit: BrandKit, *, beside: Path | None = None) -> Brand:
    """Writes an own kit.

    beside: a folder whose logos and fonts it takes along (a kit that is copied); None: those that it has.
    Raises InputError for a bundled kit's id, OutputError; DocumentError for a kit whose files are missing,
    and then nothing has changed.
    """
    if kit.id in bundled().ids("brands"):
        raise InputError("this brand kit comes with the program", "Save it under a name of its own.")
    folder = own_folder() / kit.id
    with _made_aside(folder) as aside:
        source = beside if beside is not None else folder
        if source.is_dir():
            _copy_files(source, aside, kit)
        write_file(aside / BRAND_NAME, kit_bytes(kit))
        read_kit(aside)
    return Brand(kit, folder)


def make_from_logo(
    name: str, logo: Path, schemes: Sequence[Scheme] = SCHEMES, language: str = "ar"
) -> tuple[Brand, ...]:
    """Kits out of the colours of a logo, one for each scheme; all of them can be read.

    name: what the brand is called.  Raises MediaError for what is no picture, InputError, OutputError.
    """
    name = " ".join(name.split())
    if not name:
        raise InputError("the brand has no name", "Write what it is called.")
    found = logo_colors(logo)
    file_name = f"logo{logo.suffix.lower()}"
    made = []
    base = free_brand_id(as_id(name, "brand"), tuple(f"-{scheme}" for scheme in schemes))
    for scheme in schemes:
        words = _SCHEME_NAMES[scheme]
        kit = BrandKit(
            id=f"{base}-{scheme}",
            name={one: f"{name} {words[one]}" for one in ("ar", "en")},
            look=Look(palette=palette_of(found, scheme), logos=(Logo(media=file_name),)),
        )
        folder = own_folder() / kit.id
        with _made_aside(folder) as aside:
            shutil.copyfile(logo, aside / file_name)
            write_file(aside / BRAND_NAME, kit_bytes(kit))
            read_kit(aside)
        made.append(Brand(kit, folder))
    return tuple(made)


def add_logo(brand: Brand, logo: Path) -> Brand:
    """The kit with one more logo.  Raises MediaError, OutputError; InputError for a bundled kit."""
    folder = _own(brand)
    image_info(logo)
    target = _free_file(folder, f"logo{logo.suffix.lower()}")
    with output_errors(target):
        shutil.copyfile(logo, target)
    look = brand.kit.look
    logos = (*look.logos, Logo(media=target.name))
    return save_brand(
        brand.kit.model_copy(update={"look": look.model_copy(update={"logos": logos})}), beside=folder
    )


def add_font(brand: Brand, font: Path) -> tuple[Brand, str]:
    """The kit with a font file; gives its family too.  Raises FontError, OutputError, InputError."""
    folder = _own(brand)
    family = check_font(font)[0].info.family
    target = _free_file(folder / FONTS, _plain_name(font.name))
    with output_errors(target):
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(font, target)
    return brand, family


def _own(brand: Brand) -> Path:
    if brand.folder is None:
        raise InputError("this brand kit comes with the program", "Copy it first, then change the copy.")
    return brand.folder


class Deleted(Struct, frozen=True):
    """A kit that was deleted; `restore` brings it back for thirty days."""

    id: str
    place: Path

    def restore(self) -> Brand:
        """Raises InputError when it is gone or another kit has taken its name, OutputError."""
        target = own_folder() / self.id
        if target.exists() or not self.place.is_dir():
            raise InputError("the brand kit cannot be brought back", "Import it again, or make it anew.")
        with output_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            self.place.rename(target)
        return find_brand(self.id)


def delete_brand(identifier: str) -> Deleted:
    """Puts an own kit aside.  Raises InputError for one that is not the person's own, OutputError."""
    folder = own_folder() / identifier
    if identifier not in _own_ids():
        find_brand(identifier)
        raise InputError("this brand kit comes with the program", "Only your own kits can be deleted.")
    aside = user_data_dir() / _ASIDE
    place = aside / f"{identifier}-{int(time.time())}-{secrets.token_hex(3)}"
    with output_errors(folder):
        aside.mkdir(parents=True, exist_ok=True)
        _forget_old(aside)
        folder.rename(place)
    return Deleted(identifier, place)


def _forget_old(aside: Path) -> None:
    for one in aside.iterdir():
        if time.time() - one.stat().st_mtime > _KEPT_DAYS * 86_400:
            shutil.rmtree(one, ignore_errors=True)


def free_brand_id(wanted: str, endings: Sequence[str] = ("",)) -> str:
    """An id that no kit has, with none of the endings."""
    return free_id(wanted, (*_own_ids(), *bundled().ids("brands")), "brand", endings)


def _free_file(folder: Path, name: str) -> Path:
    target, count = folder / name, 2
    while target.exists():
        target, count = folder / f"{Path(name).stem}-{count}{Path(name).suffix}", count + 1
    return target


def _plain_name(name: str) -> str:
    path = Path(name)
    stem = "".join(one if one.isalnum() or one in "-_" else "-" for one in path.stem).strip("-")[:60]
    return f"{stem or 'font'}{path.suffix.lower()}"


def _copy_files(source: Path, target: Path, kit: BrandKit) -> None:
    for logo in kit.look.logos:
        file = None if logo.media.startswith(ASSET) else inside(source, logo.media)
        if file is not None and file.is_file():
            (target / logo.media).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target / logo.media)
    for font in font_files(source):
        (target / FONTS).mkdir(exist_ok=True)
        shutil.copyfile(font, target / FONTS / font.name)


@contextmanager
def _made_aside(folder: Path) -> Iterator[Path]:
    """A folder that takes the place of `folder` when all went well; else nothing has changed."""
    aside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    try:
        with output_errors(folder):
            aside.mkdir(parents=True)
            yield aside
            old = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.old")
            if folder.exists():
                folder.rename(old)
            try:
                aside.rename(folder)
            except OSError:
                if old.exists():
                    old.rename(folder)
                raise
            shutil.rmtree(old, ignore_errors=True)
    except DocumentError as error:
        raise _told_of(error, aside, folder) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _told_of(error: DocumentError, aside: Path, folder: Path) -> DocumentError:
    """The same mistakes, told of the place that people know."""
    return DocumentError(error.where.replace(str(aside), str(folder)), error.mistakes, error.hint)
