"""A brand kit as a folder: brand.toml (as in presets/brands), its logos, and fonts/ with faces of its own.

The same folder in one zip (`.hiwarbrand`) is what people hand on.  Logos are named relative to the folder.
"""

from pathlib import Path

from studio.formats.package import PackageLimits
from studio.formats.toml_text import inline
from studio.model.brand import BrandKit
from studio.model.document import as_json

BRAND_NAME = "brand.toml"
BRAND_SUFFIX = ".hiwarbrand"
FONTS = "fonts"
FONT_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"})

BRAND_LIMITS = PackageLimits(members=64, member_bytes=64 << 20, total_bytes=256 << 20)
"""A kit is a page of text, a few logos and a few fonts."""


def font_files(folder: Path) -> tuple[Path, ...]:
    """The faces of its own that a kit brings along."""
    found = (folder / FONTS).glob("*")
    return tuple(sorted(one for one in found if one.suffix.lower() in FONT_SUFFIXES and one.is_file()))


def kit_bytes(kit: BrandKit) -> bytes:
    """A kit as TOML, in the order of the bundled ones."""
    data = as_json(kit)
    # All roles and faces are written, also where they are the default: a kit is read by people.
    look = {
        "palette": kit.look.palette.model_dump(by_alias=True),
        "type": {
            face: as_json(getattr(kit.look.type, face))
            | {
                "family": getattr(kit.look.type, face).family,
                "weight": getattr(kit.look.type, face).weight,
            }
            for face in ("display", "text", "strong")
        },
    }
    lines = [f"id = {inline(data['id'])}", f"name = {inline(data['name'])}"]
    if kit.note:
        lines.append(f"note = {inline(data['note'])}")
    for table, content in look.items():
        lines += ["", f"[look.{table}]"]
        lines += [f"{key} = {inline(value)}" for key, value in content.items()]
    for logo in kit.look.logos:
        lines += ["", "[[look.logos]]", f"media = {inline(logo.media)}"]
        lines.append(f"clear_space = {inline(logo.clear_space)}")
    return ("\n".join(lines) + "\n").encode()
