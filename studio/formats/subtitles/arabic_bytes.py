"""Which 8-bit encoding an old file is in: Windows-1256, ISO-8859-6 or Windows-1252.

Arabic comes in runs of high bytes between spaces, while Western European text has single high bytes among
ASCII letters.  Between the two Arabic encodings the letters decide: decoded wrongly, a text is full of rare
letters, of marks without a letter, and of signs inside words.  Frequencies are of Arabic newspaper text, in
permille of letters (M. Madi, "A Study of Arabic Letter Frequency Analysis", 2010), rounded.
"""

import codecs
import math
import re
import unicodedata
from functools import cache

_FREQUENCIES = {
    "ا": 127, "ل": 122, "ي": 68, "م": 65, "و": 61, "ن": 66, "ر": 52, "ت": 44, "ب": 37, "ه": 41, "ع": 39,
    "د": 34, "س": 28, "ف": 31, "ة": 27, "ك": 25, "ق": 25, "أ": 25, "ح": 22, "ج": 15, "ش": 12, "ص": 12,
    "ط": 10, "ى": 11, "خ": 9, "ض": 8, "ذ": 9, "إ": 9, "ث": 8, "غ": 5, "ز": 6, "ء": 5, "ئ": 5, "ظ": 3,
    "آ": 2, "ؤ": 2, "،": 12, "؟": 4, "؛": 1,
    # Persian and Urdu, which Windows-1256 has and ISO-8859-6 lacks.
    "پ": 3, "چ": 2, "ژ": 1, "گ": 3, "ک": 6, "ی": 6, "ں": 2, "ے": 2, "ھ": 1,
    "ٹ": 1, "ڈ": 1, "ڑ": 1, "ہ": 3,
    # What belongs to no letter.
    "ـ": 3, "\u200c": 1, "\u200d": 1,
}  # fmt: skip
_HARAKAT = frozenset(map(chr, range(0x064B, 0x0653)))
_UNKNOWN = math.log(1e-5)
_COMMON = 0.15
"""By so much Windows-1256 is likelier beforehand: nearly all old Arabic files are in it."""
_AL_BONUS = math.log(3)  # a word that begins with the article
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_ASCII_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


@cache
def _logs() -> dict[str, float]:
    whole = sum(_FREQUENCIES.values())
    return {letter: math.log(count / whole) for letter, count in _FREQUENCIES.items()}


def arabic_likelihood(text: str) -> float:
    """How well the letters of a text go with Arabic: mean log probability of what is not ASCII.

    About -3 for Arabic, below -5 for what is something else; -20 where there is nothing to judge.
    """
    logs = _logs()
    total = 0.0
    count = 0
    previous = " "
    for index, char in enumerate(text):
        if char < "\x80":
            previous = char
            continue
        count += 1
        if char in _HARAKAT:
            # A mark stands on a letter.
            total += -3.0 if previous in logs or previous in _HARAKAT else _UNKNOWN
        else:
            total += logs.get(char, _UNKNOWN)
        if char == "ا" and not _is_letter(previous) and text[index + 1 : index + 2] == "ل":
            total += _AL_BONUS
        if char == "ة" and _is_letter(text[index + 1 : index + 2]):
            total += _UNKNOWN / 2  # teh marbuta ends a word
        previous = char
    return total / count if count else -20.0


def _is_letter(char: str) -> bool:
    return bool(char) and char > "\x7f" and unicodedata.category(char)[0] == "L"


def guess_encoding(content: bytes) -> str:
    """The 8-bit encoding of a text that is no UTF-8: `cp1256`, `iso8859_6` or `cp1252`."""
    sample = content[: 1 << 18]
    among_latin = 0
    high = 0
    longest = 0
    for run in _HIGH_RUN.finditer(sample):
        length = run.end() - run.start()
        high += length
        longest = max(longest, length)
        beside = sample[max(0, run.start() - 1) : run.start()] + sample[run.end() : run.end() + 1]
        if any(byte in _ASCII_LETTERS for byte in beside):
            among_latin += length
    if longest < 2 or among_latin > high / 2:
        return "cp1252"
    windows = arabic_likelihood(_decoded(sample, "cp1256")) + _COMMON
    return "cp1256" if windows >= arabic_likelihood(_decoded(sample, "iso8859_6")) else "iso8859_6"


def _decoded(content: bytes, encoding: str) -> str:
    return codecs.decode(content, encoding, "replace")
