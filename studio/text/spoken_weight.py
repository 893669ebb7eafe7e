"""How long a word takes to say, in letters' worth: for times of words that nobody measured.

    Arabic   a letter is a consonant with its vowel, or a long vowel: 1; shadda doubles its letter: +1;
             harakat say how it is spoken and lengthen it little: +0.2, tanwin adds an n: +0.6;
             teh marbuta is often silent: 0.5; alef with madda is two: 2
    Latin    syllables (groups of vowels) of 2.4 letters each; letters of an acronym are said one by one
    digits   are said as words: 2.5 each
    . ؟ ،    silence after the word

An estimate: what is fitted by hand or recognised from the sound is better.
"""

import re
import unicodedata
from fractions import Fraction

WORD = Fraction(1)
"""What every word takes beside its letters."""
HARAKA = Fraction(1, 5)
TANWIN = Fraction(3, 5)
SYLLABLE = Fraction(12, 5)
DIGIT = Fraction(5, 2)
SIGN = Fraction(4)
"""Signs that are said: per cent, plus, currencies."""
SENTENCE_PAUSE = Fraction(4)
CLAUSE_PAUSE = Fraction(2)

_MARKS = {
    "\u064b": TANWIN, "\u064c": TANWIN, "\u064d": TANWIN,
    "\u064e": HARAKA, "\u064f": HARAKA, "\u0650": HARAKA,
    "\u0651": Fraction(1), "\u0652": Fraction(0), "\u0653": Fraction(1), "\u0670": Fraction(1),
}  # fmt: skip
_LETTERS = {"ة": Fraction(1, 2), "آ": Fraction(2), "ـ": Fraction(0)}
_PAUSES = {**dict.fromkeys(".!?؟…۔", SENTENCE_PAUSE), **dict.fromkeys(",،;؛:–—", CLAUSE_PAUSE)}
_CLOSING = "»”’\"')]}\u200f\u200e"
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_VOWELS = re.compile(r"[aeiouyàâäáéèêëíîïóôöúùûüæœø]+", re.IGNORECASE)
_SAID_SIGNS = frozenset("%٪‰$€£¥₪+=@#&")


def spoken_weight(word: str) -> Fraction:
    """The weight of a word without the silence after it; at least `WORD`, so that no word has no time."""
    weight = WORD
    for char in _LATIN_WORD.sub("", word):
        if char in _MARKS:
            weight += _MARKS[char]
        elif char in _LETTERS:
            weight += _LETTERS[char]
        elif char in _SAID_SIGNS:
            weight += SIGN
        else:
            category = unicodedata.category(char)
            if category == "Nd":
                weight += DIGIT
            elif category[0] == "L":
                weight += 1
            elif category == "Mn":
                weight += HARAKA
    for latin in _LATIN_WORD.findall(word):
        weight += SYLLABLE * syllables(latin)
    return weight


def syllables(word: str) -> int:
    """Of a Latin word: groups of vowels, a silent e at the end not counted; letters of an acronym."""
    if word.isupper() and (len(word) <= 3 or _VOWELS.search(word) is None):
        return len(word)
    count = len(_VOWELS.findall(word))
    if count > 1 and re.search(r"[^aeiouy]e$", word, re.IGNORECASE) and not word.lower().endswith("le"):
        count -= 1
    return max(count, 1)


def pause_after(word: str) -> Fraction:
    """The silence after a word, in letters' worth."""
    return _PAUSES.get(word.rstrip(_CLOSING)[-1:], Fraction(0))
