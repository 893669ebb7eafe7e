"""Another brand kit for a film: its colours, faces and logos, as one value of the project."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from studio.model.brand import BrandKit, Look
from studio.model.project import FontFile, Project
from studio.services.brands import Brand
from studio.services.edits.media import add_media
from studio.services.tolerant import import_file
from studio.text.font_reading import read_font_file


class BrandInFilm(Struct, frozen=True):
    """A kit whose files lie in the project's folder.

    files: of each logo its media id, path and digest.  fonts: as the project lists them.
    """

    kit: BrandKit
    look: Look
    files: tuple[tuple[str, str, str], ...] = ()
    fonts: tuple[FontFile, ...] = ()


def bring_brand(brand: Brand, folder: Path) -> BrandInFilm:
    """Copies a kit's logos and fonts into a project's folder (not in the window's thread).

    Raises InputError, MediaError, FontError, OutputError.
    """
    look, logos = brand.for_film()
    files = tuple((identifier, *import_file(file, folder)) for identifier, file in logos.items())
    fonts = []
    for file in brand.fonts:
        path, digest = import_file(file, folder, "fonts")
        fonts.append(FontFile(path=path, family=read_font_file(file)[0].family, digest=digest))
    return BrandInFilm(brand.kit, look, files, tuple(fonts))


def with_brand(project: Project, brand: BrandInFilm) -> Project:
    """The project with the kit's look in all its compositions.  Raises DocumentError."""
    look = brand.look
    names: dict[str, str] = {}
    for identifier, path, digest in brand.files:
        project, names[identifier] = add_media(project, path, identifier, digest)
    logos = tuple(logo.model_copy(update={"media": names.get(logo.media, logo.media)}) for logo in look.logos)
    look = look.model_copy(update={"logos": logos})
    compositions = tuple(one.model_copy(update={"look": look}) for one in project.compositions)
    fonts = tuple(_with_fonts(project.fonts, brand.fonts))
    return project.model_copy(update={"compositions": compositions, "fonts": fonts})


def _with_fonts(old: Sequence[FontFile], new: Sequence[FontFile]) -> Iterator[FontFile]:
    paths = {one.path for one in new}
    yield from (one for one in old if one.path not in paths)
    yield from new


def brand_of(look: Look, brands: Sequence[Brand]) -> Brand | None:
    """The kit that a film's look comes from: the same colours and faces; failing that, the same colours."""
    alike = [one for one in brands if one.kit.look.palette == look.palette]
    exact = [one for one in alike if one.kit.look.type == look.type]
    return next(iter(exact or alike), None)
