"""The bundled and the project's own fonts, media and presets, ready for a scene."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct, field

from studio.base.paths import presets_dir
from studio.media.images import digest
from studio.presets.catalog import Catalog, bundled
from studio.scene.resources import SceneResources
from studio.text.fonts import FontCatalog


class ResourceList(Struct, frozen=True):
    """What a composition uses from outside the program, as plain paths: cheap to hand to another process."""

    media: Mapping[str, Path] = field(default_factory=dict)
    """Files by media id."""
    fonts: Sequence[Path] = ()
    """Font files of the project, beside the bundled ones."""
    missing_fonts: Mapping[str, str] = field(default_factory=dict)
    """Families of font files that are missing, and what is drawn instead."""
    presets: Sequence[Path] = ()
    """Folders of presets, beside the bundled ones."""
    stand_in: Path | None = None
    """A picture that is shown for films that cannot be read (the window); None: they are an error."""


def open_resources(listed: ResourceList) -> SceneResources:
    """Raises FontError for a font file that cannot be used."""
    fonts = FontCatalog.bundled()
    for path in listed.fonts:
        fonts = fonts.with_file(path)
    if listed.missing_fonts:
        fonts = fonts.with_stand_ins(listed.missing_fonts)
    catalog = Catalog(presets_dir(), *listed.presets) if listed.presets else bundled()
    return SceneResources(
        fonts, catalog.design(), cache(catalog.animation), dict(listed.media), listed.stand_in
    )


def contents(listed: ResourceList) -> tuple[str, ...]:
    """What the project's own fonts and presets hold, as digests: with other contents, frames may differ.

    Media count where they are seen.  Raises MediaError for a file that cannot be read.
    """
    presets = [path for folder in listed.presets for path in sorted(folder.rglob("*.toml"))]
    missing = (f"{family}: {instead}" for family, instead in sorted(listed.missing_fonts.items()))
    return (*(digest(path) for path in (*listed.fonts, *presets)), *missing)
