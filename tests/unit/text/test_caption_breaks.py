"""A caption's line ends where a reader would pause."""

import pytest

from studio.text.caption_breaks import BreakPenalty, preferred_break_penalty
from studio.text.line_breaking import break_opportunities


def penalty(marked: str) -> BreakPenalty:
    """The penalty of the break at the mark |."""
    before, _, after = marked.partition("|")
    return preferred_break_penalty(before + after, len(before))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("انتهى البرنامج. |وبدأ العمل", BreakPenalty.AFTER_SENTENCE),
        ("هل نتحاور؟ |نعم", BreakPenalty.AFTER_SENTENCE),
        ("قال «نعم.» |ومضى", BreakPenalty.AFTER_SENTENCE),
        ("72 مشاركا، |منهم 60 جديدا", BreakPenalty.AFTER_CLAUSE),
        ("شباب |وشابات من ثماني دول", BreakPenalty.BEFORE_PHRASE),
        ("اجتمعوا |في عمّان", BreakPenalty.BEFORE_PHRASE),
        ("اجتمعوا |وَفِي عمّان", BreakPenalty.BEFORE_PHRASE),
        ("الحوار |والوالد", BreakPenalty.BEFORE_PHRASE),
        ("dialogue |and peace", BreakPenalty.BEFORE_PHRASE),
        ("شارك |72 متدربا", BreakPenalty.WITHIN_NOUN_PHRASE),
        ("شارك 72 |متدربا", BreakPenalty.NUMBER_AND_UNIT),
        ("مسافة ١٠ |كم", BreakPenalty.NUMBER_AND_UNIT),
        ("بنسبة 50 |%", BreakPenalty.NUMBER_AND_UNIT),
        ("72 |participants", BreakPenalty.NUMBER_AND_UNIT),
        ("بدأ في 2015 |وانتهى", BreakPenalty.BEFORE_PHRASE),
        ("سبتمبر |2015", BreakPenalty.WITHIN_NOUN_PHRASE),
        ("الشبكات |الاجتماعية", BreakPenalty.WITHIN_NOUN_PHRASE),
        ("وسائل |التواصل", BreakPenalty.WITHIN_NOUN_PHRASE),
        ("اجتمعوا في |عمّان", BreakPenalty.AFTER_OPENER),
        ("the |dialogue", BreakPenalty.AFTER_OPENER),
        ("نمضي |وقتا طيبا", BreakPenalty.BETWEEN_WORDS),
        ("في |ورشة", BreakPenalty.AFTER_OPENER),
        ("well-|known", BreakPenalty.WITHIN_WORD),
        ("سطر\n|سطر", BreakPenalty.AFTER_SENTENCE),
    ],
)
def test_break_is_judged_by_the_words_around_it(marked: str, expected: BreakPenalty) -> None:
    assert penalty(marked) is expected


def test_best_break_of_a_caption_comes_before_its_second_phrase() -> None:
    text = "نتعلم أن نصغي إلى الآخرين وأن نتحاور باحترام"
    best = min(break_opportunities(text), key=lambda place: preferred_break_penalty(text, place.position))
    assert text[best.position :].split()[0] in {"أن", "إلى", "وأن"}


def test_place_where_no_line_may_end_is_refused() -> None:
    with pytest.raises(ValueError, match="no line may end"):
        preferred_break_penalty("حوار", 2)


def test_white_space_alone_has_a_penalty_everywhere() -> None:
    for text in ("   \u200f ", " \u200b ", "\u200b\u200b", "- - -"):
        for place in break_opportunities(text):
            assert preferred_break_penalty(text, place.position) in BreakPenalty
