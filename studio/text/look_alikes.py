"""Letters of one language that look like those of another: kaf, yeh, heh and digits from the wrong keyboard.

    Arabic   ك ي ى ه   ٤٥٦        Persian   ک ی ه   ۴۵۶        Urdu   ک ی ہ ھ   ۴۵۶

They are drawn nearly alike and are found by no search for each other. A word that holds a letter which the
language does not have is foreign, and left alone.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from msgspec import Struct

from studio.base.digits import DIGITS
from studio.base.languages import primary_language
from studio.text.draft import Edit, Fault
from studio.text.joining import joins_before

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c\u200d])*")
_PUNCTUATION = {",": "،", ";": "؛", "?": "؟"}
_MAY_FOLLOW = frozenset('?!.,;؟!،؛»”")]…')
_DAGGER_ALEF = "\u0670"
_ZWNJ = "\u200c"
_ENDS_IN_ALEF_MAKSURA = frozenset(
    [
        *("على", "إلى", "الى", "حتى", "متى", "لدى", "سوى", "بلى", "مدى", "هدى", "رؤى"),
        *("موسى", "عيسى", "مصطفى", "مستوى", "أخرى", "الأخرى", "كبرى", "الكبرى"),
    ]
)


class Spelling(Struct, frozen=True):
    """How a language is spelt. letters: wrong letter -> its own; foreign: letters of other languages that no
    keyboard mixes up with its own; digits: those that become its own."""

    name: str
    letters: Mapping[str, str]
    foreign: frozenset[str]
    digits: Mapping[str, str]


def _digits(wrong: str, right: str) -> dict[str, str]:
    return dict(zip(wrong, right, strict=True))


_TO_PERSIAN_DIGITS = _digits(DIGITS["arab"], DIGITS["arabext"])
SPELLINGS: Mapping[str, Spelling] = {
    "ar": Spelling(
        "Arabic",
        {"ک": "ك", "ڪ": "ك", "ی": "ي", "ہ": "ه", "ە": "ه", "ھ": "ه"},
        frozenset("پچژگڤٹڈڑںےۓۃۂڕڵێۆټډړښځڼ"),
        _digits(DIGITS["arabext"], DIGITS["arab"]),
    ),
    "fa": Spelling(
        "Persian",
        {"ك": "ک", "ڪ": "ک", "ي": "ی", "ى": "ی", "ہ": "ه", "ە": "ه", "ھ": "ه"},
        frozenset("ٹڈڑںےۓۃۂڕڵێۆټډړښځڼ"),
        _TO_PERSIAN_DIGITS,
    ),
    "ur": Spelling(
        "Urdu",
        {"ك": "ک", "ڪ": "ک", "ي": "ی", "ى": "ی", "ه": "ہ", "ە": "ہ"},
        frozenset("ڕڵێۆټډړښځڼ"),
        _TO_PERSIAN_DIGITS,
    ),
    "ckb": Spelling(
        "Kurdish",
        {"ك": "ک", "ڪ": "ک", "ي": "ی", "ى": "ی"},
        frozenset("ٹڈڑںےۓۃۂټډړښځڼ"),
        {},
    ),
}

_FOLDED = str.maketrans(
    {"ک": "ك", "ڪ": "ك", "ی": "ي", "ى": "ي", "ہ": "ه", "ە": "ه", "ھ": "ه"}
    | _digits(DIGITS["arabext"], DIGITS["arab"])
)
_WORDS = {
    language: frozenset(word.translate(_FOLDED) for word in words.split())
    for language, words in {
        "ar": "في من على إلى التي الذي هذا هذه أن إن لا ما عن هل كل مع بين كان ثم أو يا إلا قد",
        "fa": "این است که را های می برای از با یک شد بود تا اما اگر شما",
        "ur": "اور کے کی کا میں ہے ہیں سے کو نے یہ وہ کہ کیا",
    }.items()
}
_LETTERS = {"ar": "ةأإؤ", "fa": "پچژگ", "ur": "ٹڈڑںے", "ckb": "ڕڵێۆ"}


def guess_language(text: str) -> str | None:
    """ar, fa, ur or ckb by the letters and little words of a text; None where nothing decides.

    Letters that are mixed up count for nothing, so the guess is the same after mending.
    """
    folded = text.translate(_FOLDED)
    words = _WORD.findall(folded)
    score = dict.fromkeys(SPELLINGS, 0)
    for language, letters in _LETTERS.items():
        weight = 1 if language == "fa" else 2  # Arabic borrows words with Persian letters
        score[language] += weight * sum(not set(letters).isdisjoint(word) for word in words)
    has_further_letters = score["ur"] or score["ckb"]
    for language, known in _WORDS.items():
        score[language] += sum(word in known for word in words)
    score["ar"] += 2 * sum(len(word) > 3 and word.startswith(("ال", "وال", "بال")) for word in words)
    if has_further_letters:  # Urdu and Kurdish have the Persian letters too
        score["fa"] = 0
    best, second = sorted(score, key=lambda one: -score[one])[:2]
    return best if score[best] >= max(2, 2 * score[second]) else None


def look_alikes(text: str, language: str) -> Iterator[Edit]:
    """The edits that give a text the letters, digits and punctuation marks of its language (BCP 47).

    None for a language that is not known here.
    """
    spelling = SPELLINGS.get(primary_language(language))
    if spelling is None:
        return
    edits = [*_letters(text, spelling), *_digit_edits(text, spelling), *_punctuation(text, spelling)]
    yield from sorted(edits, key=lambda edit: edit.start)


def _letters(text: str, spelling: Spelling) -> Iterator[Edit]:
    joined = joins_before(text)
    for match in _WORD.finditer(text):
        word = match.group()
        if not spelling.foreign.isdisjoint(word):
            continue
        letters = [index for index, char in enumerate(word) if char.isalpha() and char != "\u0640"]
        for index in letters:
            char, place = word[index], match.start() + index
            if spelling.name == "Kurdish" and word[index : index + 2] == "ه" + _ZWNJ:
                yield Edit(
                    place, place + 2, "ە", Fault.LOOK_ALIKE, "heh with a non-joiner stands for Kurdish ae"
                )
                continue
            right = spelling.letters.get(char)
            last = index == letters[-1]
            if spelling.name == "Arabic" and char == "ی":
                right = "ى" if last and _ends_in_alef_maksura(word) else "ي"
            elif spelling.name == "Arabic" and char == "ى" and not last:
                right = "ي" if _is_medial(text, place, joined) else None
            if right is not None:
                yield Edit(place, place + 1, right, Fault.LOOK_ALIKE, _why(char, right, spelling))


def _ends_in_alef_maksura(word: str) -> bool:
    plain = "".join(char for char in word if char.isalpha() and char != "\u0640")
    plain = plain.translate({ord("ک"): "ك", ord("ہ"): "ه"})[:-1] + "ى"
    return plain in _ENDS_IN_ALEF_MAKSURA or (plain[1:] in _ENDS_IN_ALEF_MAKSURA and plain[0] in "وف")


def _is_medial(text: str, place: int, joined: frozenset[int]) -> bool:
    """Whether the next letter joins to the one here, which has no dagger alef (as in هُدَىٰهُم)."""
    after = place + 1
    while after < len(text) and unicodedata.combining(text[after]):
        if text[after] == _DAGGER_ALEF:
            return False
        after += 1
    return after in joined and text[after].isalpha() and text[after] != "\u0640"


def _why(wrong: str, right: str, spelling: Spelling) -> str:
    names = [unicodedata.name(char, "").removeprefix("ARABIC LETTER ").lower() for char in (wrong, right)]
    return f"{names[0]} looks like {names[1]}, which {spelling.name} is written with"


def _digit_edits(text: str, spelling: Spelling) -> Iterator[Edit]:
    why = f"digits of another language; {spelling.name} has its own"
    for index, char in enumerate(text):
        if char in spelling.digits:
            yield Edit(index, index + 1, spelling.digits[char], Fault.LOOK_ALIKE, why)


def _punctuation(text: str, spelling: Spelling) -> Iterator[Edit]:
    """A Latin comma, semicolon or question mark right after an Arabic letter."""
    for index, char in enumerate(text):
        if char not in _PUNCTUATION or not index:
            continue
        after = text[index + 1 : index + 2]
        if _is_arabic(text[index - 1]) and (
            not after or after in _MAY_FOLLOW or after.isspace() or _is_arabic(after)
        ):
            why = f"a Latin mark after an Arabic letter; {spelling.name} has its own"
            yield Edit(index, index + 1, _PUNCTUATION[char], Fault.LOOK_ALIKE, why)


def _is_arabic(char: str) -> bool:
    """An Arabic letter or mark."""
    return "\u0610" <= char <= "\u08ff" and (char.isalpha() or unicodedata.combining(char) > 0)


_LATIN_INSIDE = re.compile("(?<=[\u0620-\u064a\u0671-\u06d3])[A-Za-z|](?=[\u0620-\u064a\u0671-\u06d3])")


def latin_inside_words(text: str) -> Iterator[int]:
    """Places of single Latin letters (or a bar, which looks like alef) inside Arabic words."""
    for match in _LATIN_INSIDE.finditer(text):
        yield match.start()
