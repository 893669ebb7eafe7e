"""What was mended in a subtitle file, told on the command line."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from studio.cli import console

if TYPE_CHECKING:
    from studio.formats.subtitles.types import Mended
    from studio.services.captions.telling import TellingLanguage


def spoken_language(name: str) -> "TellingLanguage":
    """Raises InputError for languages in which nothing is told."""
    from studio.base.errors import InputError

    if name not in ("ar", "en"):
        raise InputError(f"mendings are not told in '{name}'", "There is: ar, en.")
    return "ar" if name == "ar" else "en"


def tell_mended(all_of_it: "Iterable[Mended]", spoken: str, *, every: bool = False) -> None:
    """On standard error: one line for each kind with its number, or one for each mending."""
    from studio.services.captions.telling import told, told_by_kind

    language = spoken_language(spoken)
    for kind in told_by_kind(all_of_it, language):
        for one in kind.items if every else kind.items[:1]:
            place = _place(one, language)
            count = f" ({kind.count}×)" if kind.count > 1 and not every else ""
            console.say(f"{kind.name}{count}: {told(one, language)}" + (f" [{place}]" if place else ""))


def _place(one: "Mended", language: str) -> str:
    line, cue = ("السطر", "التسمية") if language == "ar" else ("line", "cue")
    parts = [f"{line} {one.line}" if one.line else "", f"{cue} {one.cue}" if one.cue else ""]
    return ", ".join(filter(None, parts))


def mended_facts(all_of_it: "Iterable[Mended]", spoken: str) -> list[dict[str, Any]]:
    """What was mended as JSON."""
    from studio.services.captions.telling import told

    language = spoken_language(spoken)
    return [
        {
            "kind": one.kind.value,
            "line": one.line,
            "cue": one.cue,
            "was": one.was,
            "became": one.became,
            "message": told(one, language),
        }
        for one in all_of_it
    ]
