"""Finding and replacing words as people who read Arabic expect it.

text    هٰذا حِوَارٌ وهذا حـوار      wanted  حوار
found        [5, 12)    [18, 24)    indexes of the original text, its marks with it

What is compared is the text folded letter by letter (grapheme cluster); each folded sign knows where it came
from.  Folded are, unless the options say otherwise: harakat and tatweel (left out), the seats of hamza, alef
and its hats, yeh and alef maqsura, Persian and Arabic yeh and kaf, teh marbuta and heh, digits of all three
kinds, capitals, and presentation forms (always).

The choice of letters follows the Arabic normalisation that search engines use (Larkey, Ballesteros and
Connell, "Light stemming for Arabic information retrieval", 2007, section 3), with Persian's letters added.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct

from studio.text.graphemes import grapheme_boundaries

Found = tuple[int, int]
"""[start, end) in code points of the original text."""

_TATWEEL = "\u0640"
_HAMZAS = "\u0653\u0654\u0655"  # the madda and hamzas that are written as marks when decomposed
_LETTERS = str.maketrans(
    {"ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك"}
    | dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True))
    | dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True))
)
_HEHS = str.maketrans(dict.fromkeys("ةۃەہھ", "ه"))


class SearchOptions(Struct, frozen=True):
    """What makes a difference.  Nothing does at first: what looks alike to a reader is found.

    exact_letters: أ إ آ ا, ؤ و, ئ ي, ى ي, ک ك, and digits of different kinds differ; so do é and e.
    exact_marks: harakat and tatweel count.  exact_teh: ة and ه differ (exact_letters says so too).
    """

    match_case: bool = False
    whole_words: bool = False
    exact_letters: bool = False
    exact_marks: bool = False
    exact_teh: bool = False


ANY = SearchOptions()


def find_spans(text: str, wanted: str, options: SearchOptions = ANY) -> tuple[Found, ...]:
    """Where `wanted` stands in `text`, in order and not overlapping.

    A place begins and ends between letters as a reader sees them: a letter has all its marks (and, unless
    marks count, the tatweel behind it); joiners and marks of direction behind it stay outside.  Nothing is
    found for what has no letter, digit or sign: marks alone, nothing.
    """
    loose = wanted.translate(_loose())
    if not loose or loose not in text.translate(_loose()):  # the quick way out, for long films
        return ()
    sought = folded(wanted, options)
    signs, owners, clusters = _signs(text, options)
    found: list[Found] = []
    at = signs.find(sought)
    while at >= 0:
        end = at + len(sought)
        whole = _begins(owners, at) and _begins(owners, end)
        if whole and not (options.whole_words and not _stands_alone(signs, at, end)):
            last = _with_tail(clusters, owners[end - 1], options)
            found.append((clusters[owners[at]][0], _without_controls(text, clusters[last])))
            at = signs.find(sought, end)
        else:
            at = signs.find(sought, at + 1)
    return tuple(found)


def folded(text: str, options: SearchOptions = ANY) -> str:
    """What of a text is compared: two texts with the same are the same to a search."""
    return "".join(_fold(text[start:end], options) for start, end in pairwise(grapheme_boundaries(text)))


def replaced(text: str, places: Iterable[Found], by: str) -> str:
    """The text with each of the places replaced.  places: in order, not overlapping, as found."""
    parts: list[str] = []
    at = 0
    for start, end in places:
        parts += (text[at:start], by)
        at = end
    return "".join((*parts, text[at:]))


def moved(index: int, places: Sequence[Found], length: int, *, is_end: bool) -> int:
    """Where a place in a text is after `replaced`.  length: of what stands there now.

    is_end: the index ends a range (it is the first code point behind it).  What is replaced counts to the
    range that holds its first code point, as in word processors: it keeps the style that it began with.
    """
    shift = 0
    for start, end in places:
        if index <= start:
            break
        if index >= end:
            shift += length - (end - start)
            continue
        # Inside: a range that ends here held the beginning, one that begins here did not.
        return start + shift + length
    return index + shift


def _signs(text: str, options: SearchOptions) -> tuple[str, list[int], list[tuple[int, int, str]]]:
    """The folded text, the number of the cluster of each sign, and all clusters: start, end, folded."""
    clusters = [
        (start, end, _fold(text[start:end], options)) for start, end in pairwise(grapheme_boundaries(text))
    ]
    owners = [number for number, (_, _, signs) in enumerate(clusters) for _ in signs]
    return "".join(signs for _, _, signs in clusters), owners, clusters


def _begins(owners: Sequence[int], at: int) -> bool:
    """Whether a cluster begins there (or the text ends)."""
    return at in (0, len(owners)) or owners[at] != owners[at - 1]


def _with_tail(clusters: Sequence[tuple[int, int, str]], last: int, options: SearchOptions) -> int:
    """The last cluster of a place: tatweel that does not count belongs to the letter before it."""
    while not options.exact_marks and last + 1 < len(clusters) and not clusters[last + 1][2]:
        last += 1
    return last


def _without_controls(text: str, cluster: tuple[int, int, str]) -> int:
    """The end of a cluster, but for joiners and marks of direction at it."""
    start, end, _ = cluster
    while end - 1 > start and unicodedata.category(text[end - 1]) == "Cf":
        end -= 1
    return end


def _stands_alone(signs: str, start: int, end: int) -> bool:
    return (start == 0 or not signs[start - 1].isalnum()) and (end == len(signs) or not signs[end].isalnum())


@lru_cache(maxsize=8192)
def _fold(cluster: str, options: SearchOptions) -> str:
    plain = unicodedata.normalize("NFKD", cluster)
    if not options.match_case:
        plain = unicodedata.normalize("NFKD", plain.casefold())
    if not options.exact_letters:
        plain = plain.translate(_LETTERS)
        plain = plain if options.exact_teh else plain.translate(_HEHS)
    return "".join(" " if char.isspace() else char for char in plain if _counts(char, options))


def _counts(char: str, options: SearchOptions) -> bool:
    if char == _TATWEEL:
        return options.exact_marks
    category = unicodedata.category(char)
    if category in ("Cf", "Cc"):
        return char.isspace()
    if category not in ("Mn", "Me"):
        return True
    return options.exact_marks if _is_haraka(char) else options.exact_letters


def _is_haraka(char: str) -> bool:
    """An Arabic mark that a text can do without; hamza and madda are parts of letters."""
    return "\u0610" <= char <= "\u08ff" and char not in _HAMZAS


class _Loose(dict[int, str]):
    """By code point, what counts of it in any search: made as it is asked for."""

    def __missing__(self, code: int) -> str:
        sign = self[code] = _fold(chr(code), ANY)
        return sign


@cache
def _loose() -> _Loose:
    return _Loose()
