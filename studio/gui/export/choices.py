"""What the export sheet's fields mean: names that a file can have, sizes, the profile that results."""

import re
from pathlib import Path

from msgspec import Struct

from studio.model.composition import Composition
from studio.model.export import ExportProfile, Quality
from studio.services.export import output_size

FORBIDDEN = '\\/:*?"<>|'
"""What Windows does not allow in a file's name; a film goes from computer to computer."""

SHORT_SIDES = (1080, 720, 540)


class SizeChoice(Struct, frozen=True):
    """short_side: None for the canvas as it was designed.  size: pixels."""

    short_side: int | None
    size: tuple[int, int]


def size_choices(composition: Composition, profile: ExportProfile) -> list[SizeChoice]:
    """The profile's own size first, then the usual smaller ones."""
    own = SizeChoice(profile.short_side, output_size(composition, profile))
    found = [own]
    designed = min(composition.size.width, composition.size.height)
    for side in (None, *(side for side in SHORT_SIDES if side < designed)):
        size = output_size(composition, profile.model_copy(update={"short_side": side}))
        if size not in (one.size for one in found):
            found.append(SizeChoice(side, size))
    return [own, *sorted(found[1:], key=lambda one: -one.size[0])]


def with_choices(profile: ExportProfile, quality: Quality, short_side: int | None) -> ExportProfile:
    """The profile with what was chosen in its place."""
    return profile.model_copy(update={"quality": quality, "short_side": short_side})


def signs_not_allowed(name: str) -> str:
    """The characters of a file name that it cannot hold, each once."""
    return "".join(dict.fromkeys(sign for sign in name if sign in FORBIDDEN or ord(sign) < 32))


def file_stem(name: str) -> str:
    """A film's name as a file's: what a file cannot hold becomes a dash."""
    plain = "".join("-" if sign in FORBIDDEN or ord(sign) < 32 else sign for sign in name)
    return re.sub(r"\s+", " ", plain).strip(" .-")[:80] or "film"


def suggested_stem(name: str, destination: str, composition: Composition) -> str:
    """`our-numbers-whatsapp-ar`: what it is, where it goes, in which language."""
    return f"{file_stem(name)}-{destination}-{composition.language}"


def output_of(folder: str, stem: str, suffix: str) -> Path:
    """The file that is meant; a suffix that was typed is not put twice."""
    name = stem.strip()
    if not name.lower().endswith(suffix):
        name += suffix
    return Path(folder).expanduser() / name
