"""What was mended, in words: Arabic and English, one by one and by kind."""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from studio.base.paths import data_dir
from studio.formats.subtitles.types import Mended, MendKind

TellingLanguage = Literal["ar", "en"]


class ToldKind(Struct, frozen=True):
    """All that was mended of one kind.  name: a few words; sentence: of the first."""

    kind: MendKind
    name: str
    sentence: str
    items: tuple[Mended, ...]

    @property
    def count(self) -> int:
        return len(self.items)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((data_dir("resources") / "translations" / "mended.toml").read_text("utf-8"))


def name_of(kind: MendKind, language: TellingLanguage = "en") -> str:
    """What a kind of mending is called in lists."""
    return str(_words()[kind.value]["name"][language])


def told(mended: Mended, language: TellingLanguage = "en") -> str:
    """One sentence on what was mended."""
    sentence = str(_words()[mended.kind.value][language])
    return sentence.format(was=_gap(mended.was), became=_gap(mended.became)).strip()


def _gap(text: str) -> str:
    """On one line, and apart from the sentence's direction."""
    line = " / ".join(part.strip() for part in text.split("\n") if part.strip())
    short = line if len(line) <= 100 else line[:99] + "…"
    return f"\u2068{short}\u2069" if short else ""


def told_by_kind(all_of_it: Iterable[Mended], language: TellingLanguage = "en") -> Sequence[ToldKind]:
    """By kind: losses first, then mendings, then notes; each in the order of the file."""
    groups: dict[MendKind, list[Mended]] = {}
    for one in all_of_it:
        groups.setdefault(one.kind, []).append(one)
    ordered = sorted(groups.values(), key=lambda items: (items[0].is_note, not items[0].is_loss))
    return [
        ToldKind(items[0].kind, name_of(items[0].kind, language), told(items[0], language), tuple(items))
        for items in ordered
    ]
