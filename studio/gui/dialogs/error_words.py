"""Errors and findings in the window's language.

The command line speaks English; the window says the same sentences, in Arabic where it is Arabic, and in
English without the command line's options.  A sentence that the table does not have stays as it is.
"""

import re
import tomllib
from functools import cache

from msgspec import Struct

from studio.base.digits import to_digits
from studio.base.errors import StudioError
from studio.base.paths import data_dir
from studio.gui.i18n import isolated, translator

_NUMBER = re.compile(r"[\d.,]+")


class _Sentence(Struct, frozen=True):
    """pattern: of the English words, a group for each `{}`; arabic, english: with {0}, {1} …"""

    pattern: re.Pattern[str]
    arabic: str
    english: str | None


@cache
def _table() -> tuple[dict[str, _Sentence], tuple[_Sentence, ...]]:
    """Sentences that are fixed, by their words, and those with gaps."""
    files = sorted((data_dir("resources") / "translations").glob("errors*.toml"))
    fixed: dict[str, _Sentence] = {}
    open_ones: list[_Sentence] = []
    for row in (row for file in files for row in tomllib.loads(file.read_text("utf-8"))["sentence"]):
        words = row["en"]
        pattern = re.compile("(.*)".join(map(re.escape, words.split("{}"))), re.DOTALL)
        sentence = _Sentence(pattern, row["ar"], row.get("window"))
        if "{}" in words:
            open_ones.append(sentence)
        else:
            fixed[words] = sentence
    # The most telling first: "{} is missing" would take what "The font {} is missing" says better.
    return fixed, tuple(sorted(open_ones, key=lambda one: -len(one.pattern.pattern)))


def in_window_language(words: str) -> str:
    """A sentence of an error or finding as the window says it."""
    fixed, open_ones = _table()
    found, match = fixed.get(words), None
    if found is None:
        for one in open_ones:
            match = one.pattern.fullmatch(words)
            if match is not None:
                found = one
                break
    if found is None:
        return words
    said = found.arabic if translator().right_to_left else found.english
    if said is None:
        return words
    gaps = [_isolated(gap) for gap in match.groups()] if match is not None else []
    return said.format(*gaps)


def _isolated(gap: str) -> str:
    if _NUMBER.fullmatch(gap):
        return to_digits(gap, translator().digits)
    return isolated(gap)


def words_of_error(error: StudioError) -> tuple[str, str]:
    """Message and hint in the window's language, each as a sentence of its own."""
    return sentence_of(error.message), sentence_of(error.hint)


def said(error: StudioError) -> str:
    """All that an error tells, for a line below a field: what is wrong (each mistake of a document), what to
    do."""
    mistakes = getattr(error, "mistakes", ())
    if mistakes:
        return " ".join(sentence_of(mistake.message) for mistake in mistakes)
    return " ".join(words_of_error(error)).strip()


def sentence_of(words: str) -> str:
    """A sentence of an error or finding in the window's language, with capital and full stop."""
    return _sentence(in_window_language(words))


def _sentence(words: str) -> str:
    """With a capital at the beginning and a full stop at the end; lists of mistakes stay as they are."""
    if not words or "\n" in words:
        return words
    stop = "" if words[-1] in ".!?؟…" else "."
    return f"{words[0].upper()}{words[1:]}{stop}"
