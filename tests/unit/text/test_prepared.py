"""Paragraphs before they are broken into lines."""

from hypothesis import given
from hypothesis import strategies as st

from studio.text.bidi import Direction
from studio.text.fonts import FontCatalog
from studio.text.graphemes import grapheme_boundaries
from studio.text.isolation import isolate_neutral_spans
from studio.text.joining import joins_before
from studio.text.line_breaking import break_opportunities
from studio.text.prepared import prepare_paragraph

CATALOG = FontCatalog.bundled()
FACE = CATALOG.face("Cairo", 400)
WORDS = st.text(st.sampled_from("ابتلمكويءآىَّْٰ  ،؟ـ"), max_size=40)


@given(text=WORDS)
def test_arabic_words_break_where_the_algorithm_says(text: str) -> None:
    """Lines of letters, harakat and spaces are broken without it, and must break at the same places."""
    prepared = prepare_paragraph(text, 0, Direction.RTL, FACE, "ar", 1.0, CATALOG)
    places = frozenset(grapheme_boundaries(text)) - joins_before(text)
    allowed = [one for one in break_opportunities(text) if one.mandatory or one.position in places]
    assert list(prepared.breaks) == allowed


@given(text=WORDS, base=st.sampled_from(list(Direction)))
def test_arabic_words_need_no_isolates(text: str, base: Direction) -> None:
    isolated = isolate_neutral_spans(text, base)
    assert isolated.text == text
    assert isolated.to_original == tuple(range(len(text)))
    assert isolated.inserted == ()
