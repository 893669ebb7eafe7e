"""A brand kit as one file to hand on, and back again; what strangers send is checked as a package is."""

import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.base.errors import DocumentError, FontError, InputError, StudioError
from studio.base.files import output_errors, written_aside
from studio.formats.brand_file import (
    BRAND_LIMITS,
    BRAND_NAME,
    BRAND_SUFFIX,
    FONT_SUFFIXES,
    FONTS,
    kit_bytes,
)
from studio.formats.package import PackageLimits, add_member, unpack
from studio.model.project import ASSET
from studio.services.brands import Brand, free_brand_id, own_folder, read_kit, save_brand
from studio.text.font_check import embedding_problem
from studio.text.font_reading import read_font_file


def export_brand(brand: Brand, file: Path) -> Path:
    """Writes a kit with its logos and fonts into one file; returns its path.

    Raises FontError for a font that may not be handed on, InputError for a missing logo, OutputError.
    """
    if file.suffix.lower() != BRAND_SUFFIX:
        file = file.with_name(file.name + BRAND_SUFFIX)
    members: dict[str, bytes | Path] = {BRAND_NAME: kit_bytes(brand.kit)}
    for logo in brand.kit.look.logos:
        source = brand.logo_file(logo)
        if source is None or not source.is_file():
            if logo.media.startswith(ASSET):
                continue
            raise InputError(f"the logo '{logo.media}' is missing", "Choose it again, or take it out.")
        members[logo.media] = source
    for font in brand.fonts:
        for info in read_font_file(font):
            problem = embedding_problem(info)
            if problem is not None:
                raise FontError(problem.message, problem.hint, str(font))
        members[f"{FONTS}/{font.name}"] = font
    with written_aside(file) as target, zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            add_member(archive, name, content)
    return file


def import_brand(file: Path, limits: PackageLimits = BRAND_LIMITS) -> Brand:
    """Takes a kit from a file (`.hiwarbrand`, or a `brand.toml` with its files beside it) among one's own.

    One whose id is taken gets a free one.  Raises InputError for what is hostile, damaged or no kit,
    DocumentError with every mistake; then nothing is left behind.
    """
    if file.is_dir() or file.name == BRAND_NAME or file.suffix.lower() == ".toml":
        return _taken(file if file.is_dir() else file.parent, file)
    with unpacked_brand(file, own_folder(), limits) as aside:
        return _taken(aside, file)


@contextmanager
def unpacked_brand(file: Path, place: Path, limits: PackageLimits = BRAND_LIMITS) -> Iterator[Path]:
    """A new folder in `place` with what a `.hiwarbrand` file holds; it is gone afterwards, if not moved.

    Raises InputError for what is hostile or damaged, OutputError.
    """
    if not file.is_file():
        raise InputError("there is no such file", "Check the path.", str(file))
    aside = place / f".{secrets.token_hex(4)}.part"
    try:
        with output_errors(place):
            aside.mkdir(parents=True)
        with output_errors(aside):
            unpack(file, aside, limits, BRAND_NAME)
        for one in aside.rglob("*"):
            inside_fonts = one.parent == aside / FONTS
            if inside_fonts and one.suffix.lower() not in FONT_SUFFIXES:
                raise InputError("the package holds a file that is no font", "Ask for a new one.", one.name)
        yield aside
    except StudioError as error:
        error.where = error.where.replace(str(aside), str(file))
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _taken(folder: Path, told: Path) -> Brand:
    if told.is_file() and told.suffix.lower() == ".toml" and told.name != BRAND_NAME:
        return _from_toml(told)
    kit = read_kit(folder)
    kit = kit.model_copy(update={"id": free_brand_id(kit.id)})
    return save_brand(kit, beside=folder)


def _from_toml(file: Path) -> Brand:
    """A kit whose text has another name than brand.toml, such as one that was made after a bundled one."""
    aside = own_folder() / f".{secrets.token_hex(4)}.part"
    try:
        with output_errors(own_folder()):
            aside.mkdir(parents=True)
            shutil.copyfile(file, aside / BRAND_NAME)
        return _taken(aside, aside)
    except DocumentError as error:
        where = error.where.replace(str(aside / BRAND_NAME), str(file))
        raise DocumentError(where, error.mistakes, error.hint) from error
    except StudioError as error:
        error.where = error.where.replace(str(aside / BRAND_NAME), str(file))
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
