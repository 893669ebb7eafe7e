"""Spelling of captions, where a Hunspell dictionary is at hand: the system's, LibreOffice's, a person's own.

Nothing is downloaded.  Where there is no dictionary, `no_dictionary` says so and how to get one.
"""

import os
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from studio.base.errors import InputError
from studio.base.languages import script_of
from studio.formats.hunspell import Hunspell, read_hunspell
from studio.scene.captions import cue_text
from studio.services.captions.cues import Cues
from studio.services.captions.findings import CueFault, CueFinding

_WORD = re.compile(r"[^\W\d_](?:[\w\u0610-\u065f\u0670\u200c'’-]*[^\W_\u200c]|[\u064b-\u0652])?")
_LEFT_ALONE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[#@]\S+")
_TOLD = 3
_USUAL = {"ar": ("ar", "ar_SA", "ar_EG"), "en": ("en_US", "en_GB")}


def dictionary_folders() -> tuple[Path, ...]:
    """Where systems and LibreOffice keep dictionaries; those that there are."""
    return tuple(place for place in usual_folders() if place.is_dir())


def usual_folders() -> tuple[Path, ...]:
    """Where systems and LibreOffice keep dictionaries, whether they are there or not."""
    home = Path.home()
    if sys.platform == "win32":
        programs = [
            Path(os.environ[name]) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)") if name in os.environ
        ]
        places = [one / "LibreOffice" / "share" / "extensions" for one in programs]
    elif sys.platform == "darwin":
        places = [
            home / "Library/Spelling", Path("/Library/Spelling"),
            Path("/Applications/LibreOffice.app/Contents/Resources/extensions"),
        ]  # fmt: skip
    else:
        places = [
            home / ".local/share/hunspell", Path("/usr/share/hunspell"), Path("/usr/share/myspell/dicts"),
            Path("/usr/lib/libreoffice/share/extensions"), Path("/opt/libreoffice/share/extensions"),
        ]  # fmt: skip
    return tuple(places)


def find_dictionary(language: str, folder: Path | None = None) -> Path | None:
    """The `.aff` file of a language (BCP 47): in the folder, two levels deep; None: where systems have them.

    Raises InputError for a folder that is none.
    """
    if folder is not None and not folder.is_dir():
        raise InputError(
            "there is no such folder of dictionaries", "Name one with .aff and .dic files.", str(folder)
        )
    primary = language.replace("_", "-").split("-")[0].lower()
    wanted = (language.replace("-", "_"), *_USUAL.get(primary, ()), primary)
    for place in (folder,) if folder is not None else dictionary_folders():
        files = [*place.glob("*.aff"), *place.glob("*/*.aff"), *place.glob("*/*/*.aff")]
        there = {one.stem: one for one in sorted(files) if one.with_suffix(".dic").is_file()}
        for name in (*wanted, *(stem for stem in there if stem.split("_")[0].split("-")[0] == primary)):
            if name in there:
                return there[name]
    return None


def open_dictionary(language: str, folder: Path | None = None) -> Hunspell | None:
    """The dictionary of a language; None: there is none.  Raises InputError for one that cannot be read."""
    path = find_dictionary(language, folder)
    return None if path is None else _opened(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _opened(path: Path, _changed: int) -> Hunspell:
    return read_hunspell(path)


def no_dictionary(language: str, folder: Path | None = None) -> tuple[str, str]:
    """Message and hint where there is no dictionary of a language."""
    where = f" in {folder}" if folder is not None else ""
    return (
        f"spelling is not checked: there is no dictionary of '{language}'{where}",
        "Install LibreOffice's or Hunspell's dictionary of it, or name a folder with its .aff and .dic.",
    )


def spelling_findings(
    cues: Cues, dictionary: Hunspell, own: frozenset[str] = frozenset()
) -> Iterator[CueFinding]:
    """Words that the dictionary does not have, each with what it might be.  Addresses, words with digits,
    names of speakers, a person's own words, and words of another script than the
    dictionary's are left alone."""
    arabic = script_of(dictionary.name.replace("_", "-")) == "Arab"
    speakers = {part for cue in cues for part in cue.speaker.split()}
    known: dict[str, bool] = dict.fromkeys(speakers | own, True)
    suggested: dict[str, str] = {}
    for index, cue in enumerate(cues):
        for word in words_to_spell(cue_text(cue)):
            if ("\u0600" <= word[0] <= "\u06ff") != arabic:
                continue
            if word not in known:
                known[word] = dictionary.knows(word.replace("’", "'"))
            if known[word]:
                continue
            if word not in suggested:
                suggested[word] = ", ".join(dictionary.suggestions(word)[:_TOLD])
            values = {"place": word, "suggestions": f"({suggested[word]})" if suggested[word] else ""}
            yield CueFinding(CueFault.SPELLING, index, cue.start, cue.text, values)


def words_to_spell(text: str) -> Iterator[str]:
    """The words of a text, without addresses and tags, and without those that hold digits."""
    return (word for _, _, word in spelled_words(text))


def spelled_words(text: str) -> Iterator[tuple[int, int, str]]:
    """The same with where each begins and ends, in code points; words are without tatweel."""
    plain = _LEFT_ALONE.sub(lambda match: " " * len(match.group()), text)
    for match in _WORD.finditer(plain):
        word = match.group().replace("\u0640", "")
        if word and not any(char.isdigit() for char in word):
            yield match.start(), match.end(), word
