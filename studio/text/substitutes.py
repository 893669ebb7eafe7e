"""Letters that may stand for another for a moment: they join in the same way and have a like shape.

Taken from the same family, substitutes leave words joined as they are and about as wide.  They are there for
a few hundredths of a second, but a film can be stopped: so pairs that begin coarse words are never brought
about, Latin letters come without vowels (no word is spelt so), and the name of God and words of faith stay
as they are.
"""

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

_FAMILIES = (
    *("بتثني", "جحخعغ", "سشصضطظ", "فقمه", "دذرزو"),
    *("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"),
)
"""Letters that may stand for one another.  What is in none (alef, lam, kaf, marks alone) stays."""

_LATIN = (
    ("acenorsuvxz", "nrvz"),
    ("bdfhkl", "bdhl"),
    ("gjpqy", "jpq"),
    ("it", "lj"),
    ("mw", "mw"),
    ("ABCDEGHKNOPQRSUVXYZ", "BDHNRVZ"),
    ("FIJLT", "JLT"),
    ("MW", "MW"),
)
"""Latin letters of like shape, and which consonants stand for them."""

_APART = frozenset(
    {
        *("كس", "كش", "زب", "زن", "ني", "طي", "طن", "خر", "قح", "فح", "شر", "سر", "عر", "عه", "خو", "نج"),
        *("نخ", "حق", "حم", "بو", "بز", "جر", "حر", "بع", "قت", "قذ", "قو", "لع", "نذ", "خن", "وس", "نك"),
        *("هر", "وط", "لب", "غب", "جح", "بغ", "يس", "مو", "ذب", "عب", "مص", "بظ", "هب", "سق", "سخ", "غو"),
        *("فظ", "فض", "مض", "قط", "فج", "هج", "قص", "فس", "مس", "بط", "نه", "زف", "عف", "خس", "غد", "جذ"),
    }
)
"""Pairs of neighbours that no substitution brings about."""

_GOD = ("لله", "للهم")
_FAITH = (
    *("رحمن", "اسلام", "مسلم", "مؤمن", "قران", "محمد", "احمد", "رسول", "انبيا", "نبوي", "سنه"),
    *("شيعه", "شيعي", "مسجد", "مصحف", "كعبه", "قدس", "مسيح", "انجيل", "يسوع", "مريم", "كنيس"),
    *("توراه", "يهود"),
)
"""In words that hold one of these (alef, yeh and heh in their plain forms) no letter is another for a moment:
a letter beside the right one is soon an insult, as in dark for Islam."""

_PLAIN = str.maketrans("أإآٱىة", "اااايه")


@lru_cache(maxsize=4096)
def substitutes(letter: str) -> tuple[str, ...]:
    """What may stand for a letter (a grapheme cluster; its marks stay); nothing for what has no like."""
    base, marks = letter[:1], letter[1:]
    for members in _FAMILIES:
        if base and base in members:
            return tuple(other + marks for other in members if other != base)
    for members, others in _LATIN:
        if base and base in members:
            return tuple(other + marks for other in others if other != base)
    return ()


def scrambled(
    letters: Sequence[str],
    words: Sequence[int],
    settled: frozenset[int],
    draw: Callable[[int], float],
) -> tuple[str, ...]:
    """The letters with others in the places that are not settled.

    letters: grapheme clusters in reading order; words: the number of the word of each; draw: a number in
    [0, 1) for a place, which chooses.
    """
    kept = _kept(letters, words)
    found: list[str] = []
    for place, letter in enumerate(letters):
        found.append(letter)
        if place in settled or place in kept:
            continue
        before = found[-2][:1] if place and words[place - 1] == words[place] else ""
        follows = letters[place + 1][:1] if words[place + 1 : place + 2] == words[place : place + 1] else ""
        allowed = [other for other in substitutes(letter) if not _is_apart(before, other[0], follows)]
        if allowed:
            found[-1] = allowed[int(draw(place) * len(allowed))]
    return tuple(found)


def without_coarse_pairs(
    found: Sequence[str], letters: Sequence[str], words: Sequence[int]
) -> tuple[str, ...]:
    """`found` with the right letters back wherever two neighbours of a word came to be a coarse pair."""
    out = list(found)
    again = True
    while again:
        again = False
        for place in range(1, len(out)):
            pair = slice(place - 1, place + 1)
            coarse = out[place - 1][:1] + out[place][:1] in _APART and words[place - 1] == words[place]
            if coarse and out[pair] != list(letters[pair]):
                out[pair] = letters[pair]
                again = True
    return tuple(out)


def _is_apart(before: str, letter: str, follows: str) -> bool:
    return before + letter in _APART or letter + follows in _APART


def _kept(letters: Sequence[str], words: Sequence[int]) -> frozenset[int]:
    """The letters of words that end in the name of God, and of words of faith."""
    kept: set[int] = set()
    first = 0
    for place in range(1, len(letters) + 1):
        if place < len(letters) and words[place] == words[first]:
            continue
        bases = "".join(
            letter[0] for letter in letters[first:place] if unicodedata.category(letter[0]).startswith("L")
        )
        plain = bases.translate(_PLAIN)
        if plain.endswith(_GOD) or any(word in plain for word in _FAITH):
            kept.update(range(first, place))
        first = place
    return frozenset(kept)
