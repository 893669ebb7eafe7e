"""Hunspell dictionaries (`.aff` and `.dic`, as LibreOffice has them): is a word right, and what might it be?

A word is right when it stands in the list, or when taking off a prefix, a suffix or both (a suffix twice,
where it says so) leaves one that allows them: وبالحوار = و + بال + حوار.  Of the affix file are read SET,
FLAG, AF, IGNORE, PFX, SFX, REP, TRY, NEEDAFFIX, FORBIDDENWORD and ONLYINCOMPOUND (hunspell(5)); compounds,
which neither Arabic nor English needs, are not.

Own, since the one reader in Python (spylls) takes 9 s and 400 MB for the Arabic dictionary and is not kept
up; this takes a second and 60 MB.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from studio.base.errors import InputError

_MOST_BYTES = 64 << 20
_MOST_SUGGESTIONS = 6


class _Affix(Struct, frozen=True):
    """strip, add: what goes and what comes at the end (or beginning).  more: flags of what may follow it."""

    flag: str
    cross: bool
    strip: str
    add: str
    condition: re.Pattern[str] | None
    more: frozenset[str]


class Hunspell:
    """A dictionary that was read.  name: of its files."""

    def __init__(self, name: str, affix_text: str, word_text: str) -> None:
        self.name = name
        self._long_flags = "char"
        self._aliases: list[frozenset[str]] = []
        self._ignored: dict[int, None] = {}
        self._prefixes: dict[str, list[_Affix]] = defaultdict(list)
        self._suffixes: dict[str, list[_Affix]] = defaultdict(list)
        self._replacements: list[tuple[str, str]] = []
        self._letters = ""
        self._special: dict[str, str] = {}
        self._read_affixes(affix_text)
        self._most = max((len(one) for one in (*self._prefixes, *self._suffixes)), default=0)
        self._words: dict[str, list[str]] = {}
        self._read_words(word_text)
        self._flag_sets: dict[str, frozenset[str]] = {}

    def knows(self, word: str) -> bool:
        """Whether a word is right; capitals at its beginning, or throughout, are no mistake."""
        word = word.translate(self._ignored)
        if not word or self._is_right(word):
            return True
        lower = word.lower()
        return lower != word and (
            self._is_right(lower) or (word.isupper() and self._is_right(lower.capitalize()))
        )

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Right words that are one slip away, the likeliest first: the dictionary's own list of mix-ups, then
        letters swapped, wrong, missing, too many, then two words in one."""
        word = word.translate(self._ignored)
        found: dict[str, None] = {}
        for candidate in self._candidates(word):
            if candidate not in found and candidate != word and self.knows(candidate):
                found[candidate] = None
                if len(found) == _MOST_SUGGESTIONS:
                    break
        return tuple(found)

    def _candidates(self, word: str) -> Iterator[str]:
        for wrong, right in self._replacements:
            start = word.find(wrong)
            while start >= 0:
                yield word[:start] + right + word[start + len(wrong) :]
                start = word.find(wrong, start + 1)
        places = range(len(word))
        for place in places[:-1]:
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        for place in places:
            yield word[:place] + word[place + 1 :]
        for place in places:
            for letter in self._letters:
                yield word[:place] + letter + word[place + 1 :]
        for place in range(len(word) + 1):
            for letter in self._letters:
                yield word[:place] + letter + word[place:]
        for place in range(2, len(word) - 1):
            if self._is_right(word[:place]) and self._is_right(word[place:]):
                yield f"{word[:place]} {word[place:]}"

    def _is_right(self, word: str) -> bool:
        if " " in word:
            return all(self._is_right(part) for part in word.split())
        own = self._words.get(word)
        if own is not None:
            flags = [self._flags(one) for one in own]
            if any(self._special.get("FORBIDDENWORD") in one for one in flags):
                return False
            bound = {self._special.get("NEEDAFFIX"), self._special.get("ONLYINCOMPOUND")}
            if any(not (bound & one) for one in flags):
                return True
        return self._by_suffix(word, None) or self._by_prefix(word)

    def _by_prefix(self, word: str) -> bool:
        for length in range(min(self._most, len(word)) + 1):
            for affix in self._prefixes.get(word[:length], ()):
                stem = affix.strip + word[length:]
                if affix.condition is not None and not affix.condition.match(stem):
                    continue
                if self._has(stem, affix.flag) or (affix.cross and self._by_suffix(stem, affix)):
                    return True
        return False

    def _by_suffix(self, word: str, prefix: _Affix | None, depth: int = 0, wanted: str = "") -> bool:
        """Whether the word is a stem with a suffix (that allows the flag `wanted` behind it)."""
        for length in range(min(self._most, len(word)) + 1):
            for affix in self._suffixes.get(word[len(word) - length :], ()):
                if (prefix is not None and not affix.cross) or (wanted and wanted not in affix.more):
                    continue
                stem = word[: len(word) - length] + affix.strip
                if not stem or (affix.condition is not None and not affix.condition.search(stem)):
                    continue
                if self._has(stem, affix.flag, prefix, affix):
                    return True
                if depth == 0 and self._by_suffix(stem, prefix, 1, affix.flag):
                    return True
        return False

    def _has(self, stem: str, flag: str, prefix: _Affix | None = None, suffix: _Affix | None = None) -> bool:
        for one in self._words.get(stem, ()):
            flags = self._flags(one)
            if self._special.get("FORBIDDENWORD") in flags or flag not in flags:
                continue
            if prefix is None or prefix.flag in flags or (suffix is not None and prefix.flag in suffix.more):
                return True
        return False

    # Reading ------------------------------------------------------------------------------------------

    def _flags(self, text: str) -> frozenset[str]:
        found = self._flag_sets.get(text)
        if found is None:
            found = self._flag_sets[text] = self._parsed(text)
        return found

    def _parsed(self, text: str) -> frozenset[str]:
        if self._aliases and text.isdecimal():
            number = int(text)
            return self._aliases[number - 1] if 0 < number <= len(self._aliases) else frozenset()
        if self._long_flags == "num":
            return frozenset(part for part in text.split(",") if part)
        if self._long_flags == "long":
            return frozenset(text[index : index + 2] for index in range(0, len(text), 2))
        return frozenset(text)

    def _read_affixes(self, text: str) -> None:
        crossing: dict[tuple[str, str], bool] = {}
        for line in text.splitlines():
            parts = line.split()
            if not parts or parts[0].startswith("#"):
                continue
            name = parts[0]
            if name in ("PFX", "SFX") and len(parts) >= 4:
                if (name, parts[1]) not in crossing:
                    crossing[name, parts[1]] = parts[2] == "Y"
                else:
                    self._add_affix(name, parts, crossing[name, parts[1]])
            elif name == "FLAG" and len(parts) > 1:
                self._long_flags = parts[1]
            elif name == "AF" and len(parts) > 1:
                if not self._aliases and parts[1].isdecimal() and len(self._special.get("AF", "")) == 0:
                    self._special["AF"] = parts[1]
                else:
                    self._aliases.append(self._plain_flags(parts[1]))
            elif name == "IGNORE" and len(parts) > 1:
                self._ignored = dict.fromkeys(map(ord, parts[1]))
            elif name == "TRY" and len(parts) > 1:
                self._letters = _letters_of(parts[1])
            elif name == "REP" and len(parts) > 2:
                self._replacements.append((parts[1].strip("^$"), parts[2].replace("_", " ").strip("^$")))
            elif name in ("NEEDAFFIX", "FORBIDDENWORD", "ONLYINCOMPOUND") and len(parts) > 1:
                self._special[name] = parts[1]

    def _plain_flags(self, text: str) -> frozenset[str]:
        aliases, self._aliases = self._aliases, []
        found = self._parsed(text)
        self._aliases = aliases
        return found

    def _add_affix(self, name: str, parts: list[str], cross: bool) -> None:
        strip = "" if parts[2] == "0" else parts[2]
        add, _, more = parts[3].partition("/")
        add = ("" if add == "0" else add).translate(self._ignored)
        condition = None
        if len(parts) > 4 and parts[4] not in (".", ""):
            pattern = re.sub(r"[^\w\[\]^.]", lambda match: re.escape(match.group()), parts[4])
            try:
                condition = re.compile(pattern if name == "PFX" else f"{pattern}$")
            except re.error:
                return
        affix = _Affix(parts[1], cross, strip, add, condition, self._parsed(more) if more else frozenset())
        (self._prefixes if name == "PFX" else self._suffixes)[add].append(affix)

    def _read_words(self, text: str) -> None:
        lines = iter(text.splitlines())
        next(lines, None)  # how many there are, about
        ignored = self._ignored
        for line in lines:
            entry = line.split("\t", 1)[0].strip()
            if not entry:
                continue
            word, slash, flags = entry.partition("/")
            if slash and word.endswith("\\"):
                word, slash, flags = entry.replace("\\/", "\0").partition("/")
                word = word.replace("\0", "/")
            flags = flags.split(" ", 1)[0]
            if ignored:
                word = word.translate(ignored)
            known = self._words.setdefault(word, [])
            if flags not in known:
                known.append(flags)
        if not self._letters:
            self._letters = _letters_of("".join(list(self._words)[:2000]))[:60]


def _letters_of(text: str) -> str:
    """Each once, in order, without marks."""
    return "".join(dict.fromkeys(char for char in text.lower() if unicodedata.category(char) != "Mn"))


def read_hunspell(affixes: Path) -> Hunspell:
    """The dictionary of an `.aff` file and the `.dic` beside it.  Raises InputError."""
    words = affixes.with_suffix(".dic")
    try:
        if affixes.stat().st_size > _MOST_BYTES or words.stat().st_size > _MOST_BYTES:
            raise InputError("the dictionary is too large", "Is it a Hunspell dictionary?", str(words))
        raw, listed = affixes.read_bytes(), words.read_bytes()
    except OSError as error:
        raise InputError(f"the dictionary cannot be read: {error.strerror}", "", str(affixes)) from error
    match = re.search(rb"^SET\s+(\S+)", raw, re.MULTILINE)
    encoding = match[1].decode("ascii", "replace").lower() if match else "iso8859-1"
    encoding = {"microsoft-cp1251": "cp1251", "microsoft-cp1256": "cp1256"}.get(encoding, encoding)
    try:
        return Hunspell(
            affixes.stem, raw.decode(encoding, "replace").lstrip("\ufeff"),
            listed.decode(encoding, "replace").lstrip("\ufeff"),
        )  # fmt: skip
    except (LookupError, ValueError):  # codecs that are none for text have errors of their own
        raise InputError(f"the dictionary's encoding '{encoding}' is not known", "", str(affixes)) from None
