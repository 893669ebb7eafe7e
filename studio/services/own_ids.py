"""Ids of what people keep as their own (brand kits, caption styles): they name its folder or file as well."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from studio.formats.safe_paths import problem_of, same_file_key

_LONGEST = 56


def as_id(name: str, otherwise: str) -> str:
    """A name as an id: its Latin letters and digits, else `otherwise`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or otherwise


def free_id(wanted: str, taken: Iterable[str], otherwise: str, endings: Sequence[str] = ("",)) -> str:
    """An id that is not taken, with none of the endings, and that names a file on every system."""
    keys = {same_file_key(one) for one in taken}
    stem = re.sub(r"-\d+$", "", wanted)[:40] or otherwise
    if problem_of(f"{stem}-2") is not None:  # what Windows keeps for devices, whatever stands behind it
        stem = f"{otherwise}-{stem}"
    found, count = wanted[:_LONGEST], 2

    def is_taken(name: str) -> bool:
        return same_file_key(name) in keys or problem_of(name) is not None

    while any(is_taken(found + ending) for ending in endings):
        found, count = f"{stem}-{count}", count + 1
    return found
