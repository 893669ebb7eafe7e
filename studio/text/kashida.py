"""Where a word may be drawn longer: the legal places of a kashida, and which of them is best.

A kashida lengthens the stroke between two joined letters.  Scribes and typesetters agree on where it looks
right; the order of preference here is that of Microsoft Word and LibreOffice, from the best down:

    author    where the author wrote one (U+0640)          محـمد
    seen      after seen or sad, not at a word's end       سـلام، قصـة
    heh       before the final form of teh marbuta,        مدينـة، كتابـه، محمـد
              heh or dal
    alef      before that of alef, tah, lam, kaf, gaf      كتـاب، جميـل
    beh       before medial beh and its kin, when reh      كـبير، غـيري
              or yeh follows
    waw       before that of waw, ain, qaf, feh            يقـول، موقـف
    final     before any other final form                  عظيـم
    join      at any other join

There is none inside lam-alef; beside a joiner, a non-joiner or any other control; anywhere in a word that
ends in the name of God (الله، لله، بالله، اللهم, vocalised or not); between marks and their letter; beside
digits or letters of other scripts; and a word that the author lengthened gets no second one.  Whether a
font can do it there is another question: studio/text/kashida_font.py.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from studio.text.joining import joining_types, joins_before

TATWEEL = "\u0640"


class Preference(IntEnum):
    """How good a place is; the smallest is the best (see the module's table)."""

    AUTHOR = 0
    SEEN = 1
    HEH = 2
    ALEF = 3
    BEH = 4
    WAW = 5
    FINAL = 6
    JOIN = 7


class KashidaPlace(NamedTuple):
    """A join that may be lengthened.

    position: index of the letter after it; the bar stands before this letter and after all marks of the one
    before.  word: which word of the text, counted at white space from 0.
    """

    position: int
    preference: Preference
    word: int


_SEEN_SAD = frozenset("سشصضښڛڜڝڞۺۻݜݭݰݽݾ")
_FINAL_HEH = frozenset("ةهدذەۀہۂۃھۿڈډڊڋڌڍڎڏڐۮݙݚ")
_ALEFS = frozenset("اأإآٱٲٳٵݳݴ")
_LAMS = frozenset("لڵڶڷڸݪ")
_FINAL_ALEF = _ALEFS | _LAMS | frozenset("طظكکگڪګڬڭڮڰڱڲڳڴݢݣݤݿڟ")
_BEHS = frozenset("بتثنيئىیپٹٺٻټٽٿڀێېۑںڻڼڽڹݐݑݒݓݔݕݖݧݨݩ")
_REH_YEH = frozenset("رزژڑڒړڔڕږڗڙۯݛݫݬݱيىیئېۍێےۓ")
_FINAL_WAW = frozenset("وؤۄۅۆۇۈۉۊۋۏݸݹعغڠۼݝݞݟقفڡڢڣڤڥڦڧڨݠݡ")

# The letters of the name of God, however alef and heh are written; marks are not looked at.
_SAME = str.maketrans(dict.fromkeys("أإآٱٲٳ", "ا") | dict.fromkeys("ہھەۀۂ", "ه"))
_GOD = ("لله", "للهم")


@lru_cache(maxsize=1024)
def legal_places(text: str) -> tuple[KashidaPlace, ...]:
    """All joins of `text` that may be lengthened, in its order; any string is valid."""
    joins = joins_before(text)
    if not joins:
        return ()
    words = _word_numbers(text)
    return tuple(
        KashidaPlace(position, preference, words[position])
        for start, end in _arabic_parts(text)
        for position, preference in _places_in(text, start, end, joins)
    )


def best_first(places: Iterable[KashidaPlace]) -> list[KashidaPlace]:
    """The places of one word, the best first; of equally good ones the last, as scribes do."""
    return sorted(places, key=lambda one: (one.preference, -one.position))


def _word_numbers(text: str) -> list[int]:
    numbers = []
    word, after_space = -1, True
    for char in text:
        if char.isspace():
            after_space = True
        elif after_space:
            word, after_space = word + 1, False
        numbers.append(max(0, word))
    return numbers


def _arabic_parts(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of Arabic letters with what is transparent to joining: a word's parts between punctuation,
    digits, other scripts and non-joiners."""
    start = -1
    for index, kind in enumerate(joining_types(text)):
        inside = kind in "TC" or _is_arabic_letter(text[index])
        if inside and start < 0:
            start = index
        elif not inside and start >= 0:
            yield start, index
            start = -1
    if start >= 0:
        yield start, len(text)


def _is_arabic_letter(char: str) -> bool:
    """A letter of the Arabic script; presentation forms, which are drawn as they are, are none."""
    return (
        "\u0620" <= char <= "\u08ff"
        and unicodedata.category(char) == "Lo"
        and unicodedata.name(char).startswith("ARABIC LETTER")
    )


def _places_in(text: str, start: int, end: int, joins: frozenset[int]) -> Iterator[tuple[int, Preference]]:
    letters = [index for index in range(start, end) if _is_arabic_letter(text[index])]
    skeleton = "".join(text[index] for index in letters).translate(_SAME)
    if skeleton.endswith(_GOD):
        return
    lengthened = TATWEEL in text[start:end]
    for number in range(1, len(letters)):
        before, at = letters[number - 1], letters[number]
        if at not in joins or (text[before] in _LAMS and text[at] in _ALEFS):
            continue
        between = text[before + 1 : at]
        own = TATWEEL in between
        if own != lengthened or not all(char == TATWEEL or _is_mark(char) for char in between):
            continue
        after = letters[number + 1] if number + 1 < len(letters) else -1
        follows = text[after] if after in joins else ""
        yield at, Preference.AUTHOR if own else _preference(text[before], text[at], follows)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


def _preference(before: str, letter: str, follows: str) -> Preference:
    """follows: the letter that `letter` joins to; empty where it has its final form."""
    if before in _SEEN_SAD:
        return Preference.SEEN
    if follows:
        medial_beh = letter in _BEHS and follows in _REH_YEH
        return Preference.BEH if medial_beh else Preference.JOIN
    if letter in _FINAL_HEH:
        return Preference.HEH
    if letter in _FINAL_ALEF:
        return Preference.ALEF
    return Preference.WAW if letter in _FINAL_WAW else Preference.FINAL
