"""Where a line of an Arabic or English caption had better end, among the places where UAX #14 lets it end.

The rules of caption style: break after punctuation, before و or a preposition; never between a number and its
unit; not within a construct (مضاف ومضاف إليه) or between a noun and its adjective. Words are judged by their
form alone, without a dictionary, so the answer is a penalty to weigh when lines are balanced, not a verdict.
"""

import re
from enum import IntEnum

from studio.text.line_breaking import break_opportunities

_DIACRITICS = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c-\u200f\u061c\u2066-\u2069]"
)
_OPENING = "([{«“‘\"'"
_CLOSING = ")]}»”’\"'"
_SENTENCE_END = ".!?؟…۔"
_CLAUSE_END = ",،;؛:–—"
_NUMBER = re.compile(r"[+\-−±$€£¥]?\d[\d.,:٫٬/\-–]*")
_UNIT_AFTER = re.compile(r"[%٪‰$€£¥₪°]\w*")

# Words of their own that open a phrase; و and ف may stand before them.
_OPENER_WORDS = """
    من إلى الى على علي في عن مع حتى منذ بين حول خلال ضد دون عبر نحو لدى عند قبل بعد تحت فوق أمام وراء بدون ضمن
    أو أم ثم لكن بل أن إن كي لأن إذ إذا لو كما التي الذي الذين اللذين اللتين اللواتي حيث بينما
    and or but of to in on at for from with by about into over under between through during against without
    that which who when where while because if than as
"""
_OPENERS = frozenset(_OPENER_WORDS.split())
_DANGLING_WORDS = "و ف ب ل ك لا لم لن ما قد سوف يا هذا هذه ذلك تلك كل the a an no not very"
_DANGLING = frozenset(_DANGLING_WORDS.split())
# Frequent words whose own first letter is و: no conjunction. With ال before it a و is always one.
_OWN_WAW = re.compile(
    "(?:وقت|وزار|وزير|وزراء|وطن|وسائل|وسيل|وسط|وسيط|وجود|وجه|وضع|وضوح|واضح|واحد|وحد|وعي|وعد|ورش|ورق|وراء|ورد"
    "|وصول|وصف|وصل|وثيق|وثائق|ولد|والد|ولاي|ولاء|واقع|وقع|وقف|وفد|وفاة|وفاء|وكال|وظيف|وظائف|ود|وئام|وهم|وباء"
    "|واجب|وجد|وجب)(?:[ةهيا]|ات|ين|ون|ان|ها|هم|نا|ية|يا|يون|يين|ت)?"
)


class BreakPenalty(IntEnum):
    """How much a break hurts reading, from 0 (best) to 100 (never, if there is any other way)."""

    AFTER_SENTENCE = 0
    AFTER_CLAUSE = 5
    BEFORE_PHRASE = 10
    BETWEEN_WORDS = 30
    WITHIN_NOUN_PHRASE = 50
    AFTER_OPENER = 70
    WITHIN_WORD = 80
    NUMBER_AND_UNIT = 100


def preferred_break_penalty(text: str, position: int) -> BreakPenalty:
    """The penalty of ending a line of `text` before `position`, one of its `break_opportunities`.

    Mandatory breaks cost nothing. Raises `ValueError` where no line may end.
    """
    found = next((place for place in break_opportunities(text) if place.position == position), None)
    if found is None:
        raise ValueError(f"no line may end before index {position}")
    if found.mandatory:
        return BreakPenalty.AFTER_SENTENCE
    head, tail = text[:position], text[position:]
    if not head[-1].isspace():
        return BreakPenalty.WITHIN_WORD
    before = head.split()[-1] if head.split() else ""
    after = tail.split()[0] if tail.split() else ""
    ending = before.rstrip(_CLOSING)[-1:]
    if ending and ending in _SENTENCE_END:
        return BreakPenalty.AFTER_SENTENCE
    if ending and ending in _CLAUSE_END:
        return BreakPenalty.AFTER_CLAUSE
    return _between_words(_bare(before), _bare(after))


def _bare(word: str) -> str:
    """The word without harakat, controls and the punctuation around it."""
    return _DIACRITICS.sub("", word).strip(_OPENING + _CLOSING + _SENTENCE_END + _CLAUSE_END)


def _between_words(before: str, after: str) -> BreakPenalty:
    if _NUMBER.fullmatch(before) or _UNIT_AFTER.fullmatch(after):
        # "72 | and": a number on its own may end a phrase.
        return BreakPenalty.BEFORE_PHRASE if _opens_phrase(after) else BreakPenalty.NUMBER_AND_UNIT
    if before.lower() in _OPENERS | _DANGLING:
        return BreakPenalty.AFTER_OPENER
    if _opens_phrase(after):
        return BreakPenalty.BEFORE_PHRASE
    if after.startswith("ال") or _NUMBER.fullmatch(after):
        # الشبكات الاجتماعية, وسائل التواصل, سبتمبر 2015
        return BreakPenalty.WITHIN_NOUN_PHRASE
    return BreakPenalty.BETWEEN_WORDS


def _opens_phrase(word: str) -> bool:
    word = word.lower()
    if word in _OPENERS or (word[:1] in {"و", "ف"} and word[1:] in _OPENERS):
        return True
    return len(word) > 2 and word[0] == "و" and (word.startswith("وال") or not _OWN_WAW.fullmatch(word))
