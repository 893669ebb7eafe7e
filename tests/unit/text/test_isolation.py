"""Spans that Arabic paragraphs would scramble are isolated; everything else is left as it was."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.text.bidi import Direction, reset_line_levels, resolve_levels, visual_order
from studio.text.isolation import LRI, PDI, RLI, Isolated, isolate_neutral_spans

CORPUS = Path(__file__).parents[2] / "corpus" / "arabic_strings.json"
CONTROLS = "\u2066\u2067\u2068\u2069"


def seen(text: str, base: Direction = Direction.RTL) -> str:
    """What the eye meets from left to right, after isolation, without controls."""
    isolated = isolate_neutral_spans(text, base).text
    paragraph = resolve_levels(isolated, base)
    levels = reset_line_levels(isolated, paragraph.levels, paragraph.base_level, 0, len(isolated))
    return "".join(isolated[i] for i in visual_order(levels) if isolated[i] not in CONTROLS)


def without_inserted(isolated: Isolated) -> str:
    inserted = set(isolated.inserted)
    return "".join(character for index, character in enumerate(isolated.text) if index not in inserted)


@pytest.mark.parametrize(
    "span",
    [
        "10-20", "١٠-٢٠", "10–20", "1.5-2.5", "10%-20%", "$10-$20", "10-20kg", "2015/09/12", "2015-09-12",
        "٢٠١٥/٠٩/١٢", "٢٠١٥-٠٩-١٢", "50%", "50 %", "99.99$", "$149", "-5", "+72%", "10:00-12:30",
        "+966 50 123 4567", "+966 (50) 1234567", "00962-6-123-4567", "(06) 123 4567", "+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧",
        "*123#", "https://example.org/", "www.example.org/a(b)", "example.org/72/",
        "info@example.org", "@hiwar_2015", "@hiwar.org", "#Sale2026", "#2015", "1,234-5,678",
    ],
)  # fmt: skip
@pytest.mark.parametrize("frame", ["انظر {} ثم", "قال: {}، ومضى", "({})", "و{} معا", "{}", "من {}."])
def test_span_reads_as_typed_in_an_arabic_paragraph(span: str, frame: str) -> None:
    assert span in seen(frame.format(span))


def test_without_isolation_a_range_and_a_phone_number_would_be_reversed() -> None:
    for text in ("من 10-20", "اتصل: +966 50 123 4567"):
        order = visual_order(resolve_levels(text, Direction.RTL).levels)
        assert text.split(maxsplit=1)[1] not in "".join(text[i] for i in order)


@pytest.mark.parametrize(
    "text",
    [
        "٥٠٪ من المشاركين",  # the sign belongs at the left of Arabic digits, where UAX #9 puts it
        "446 متدربا و1,234.5 و10:30",
        "#خصم_كبير و #حِوار",
        "بدأ عام 2015 – 72 متدربا",  # a dash between spaces divides a sentence
        "iPhone 50% متوفر",  # the number belongs to the Latin phrase before it
        "COVID-19 و F-16",
        "في 10 20 30",
        "# وحده و @ وحده",
        "مرحبا",
        "",
    ],
)
def test_text_that_reads_right_is_left_alone(text: str) -> None:
    assert isolate_neutral_spans(text, Direction.RTL) == Isolated(text, tuple(range(len(text))))


@pytest.mark.parametrize("opening", ["\u2066", "\u2067", "\u2068", "\u202a", "\u202d"])
def test_what_the_author_isolated_or_embedded_is_left_alone(opening: str) -> None:
    closing = PDI if opening >= LRI else "\u202c"
    text = f"اتصل: {opening}+966 50 123 4567{closing} و{opening}من 10-20"
    assert isolate_neutral_spans(text, Direction.RTL).text == text


def test_a_stray_control_inside_a_span_never_closes_our_isolate() -> None:
    text = f"من 10{PDI}-20"
    assert isolate_neutral_spans(text, Direction.RTL).text == text


def test_hash_stays_with_its_word_in_both_directions() -> None:
    assert seen("#خصم و #Sale").split() == ["#Sale", "و", "مصخ#"]
    assert seen("Join #حوار now", Direction.LTR) == "Join راوح# now"
    assert isolate_neutral_spans("Join #حوار now", Direction.LTR).text == f"Join {RLI}#حوار{PDI} now"
    assert isolate_neutral_spans("Sale 10-20 #now", Direction.LTR).text == "Sale 10-20 #now"


@pytest.mark.parametrize("span", ["10-20", "+966 50 123 4567", "50%", "$10-$20", "2015-09-12", "١٠-٢٠"])
@pytest.mark.parametrize("frame", ["He said سلام {} and left", "سلام {}", "Pages {} of it", "({} حوار)"])
def test_span_reads_as_typed_in_an_english_paragraph_with_arabic_words(span: str, frame: str) -> None:
    assert span in seen(frame.format(span), Direction.LTR)


def test_a_row_of_handles_is_read_from_the_right() -> None:
    assert seen("تابعوا @one و@two @three") == "@three @twoو @one اوعبات"


def test_an_arabic_percentage_range_keeps_its_sign_at_the_left() -> None:
    assert seen("من ١٠-٢٠٪") == "٪١٠-٢٠ نم"


def test_punctuation_of_the_sentence_stays_outside_an_address() -> None:
    text = isolate_neutral_spans("(انظر https://example.org/a).", Direction.RTL).text
    assert text == f"(انظر {LRI}https://example.org/a{PDI})."


def test_arabic_digits_of_a_range_are_isolated_from_its_sign_too() -> None:
    isolated = isolate_neutral_spans("من ١٠-٢٠", Direction.RTL)
    assert isolated.text == f"من {LRI}{LRI}١٠{PDI}-{LRI}٢٠{PDI}{PDI}"
    assert isolated.to_original == (0, 1, 2, 3, 3, 3, 4, 5, 5, 6, 6, 7, 8, 8)


def test_an_address_with_arabic_letters_starts_at_its_left() -> None:
    assert seen("انظر https://example.org/حوار ثم").split() == ["مث", "https://example.org/راوح", "رظنا"]


def test_each_character_maps_back_to_its_place() -> None:
    isolated = isolate_neutral_spans("من 10-20", Direction.RTL)
    assert isolated.text == f"من {LRI}10-20{PDI}"
    assert isolated.to_original == (0, 1, 2, 3, 3, 4, 5, 6, 7, 8)
    assert isolated.inserted == (3, 9)


def test_corpus_texts_keep_every_character() -> None:
    for entry in json.loads(CORPUS.read_text(encoding="utf-8")):
        assert without_inserted(isolate_neutral_spans(entry["text"], Direction.RTL)) == entry["text"]


PIECES = [
    "10-20", "+966 50 123 4567", "#Sale", "#حوار", "@name", "https://a.org/x", "a@b.org", "50%", "٥٠٪",
    "١٠-٢٠", "Latin", "مرحبا", " ", " ", "\n", "(", ")", "-", "/", ".", "$", "0", "\u200f", *CONTROLS,
    "\u202b", "\u202c", "\ud800",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES)).map("".join), st.text(st.characters(exclude_categories=[]))
)


@given(TEXTS, st.sampled_from(list(Direction)))
def test_removing_the_inserted_controls_gives_back_the_text(text: str, base: Direction) -> None:
    isolated = isolate_neutral_spans(text, base)
    assert without_inserted(isolated) == text
    assert {isolated.text[i] for i in isolated.inserted} <= {LRI, RLI, PDI}
    assert len(isolated.to_original) == len(isolated.text)
    assert list(isolated.to_original) == sorted(isolated.to_original)
    for i, original in enumerate(isolated.to_original):
        assert i in isolated.inserted or isolated.text[i] == text[original]


@given(TEXTS, st.sampled_from(list(Direction)))
def test_isolating_twice_changes_nothing_more(text: str, base: Direction) -> None:
    once = isolate_neutral_spans(text, base).text
    assert isolate_neutral_spans(once, base).text == once


@pytest.mark.parametrize(
    "unit", ["1", "1-", "a.", "a", "+1 ", "(0", "#ا", "@a", "http://", "$1%", "*1", "0)"]
)
def test_ten_thousand_characters_of_anything_are_searched(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    assert without_inserted(isolate_neutral_spans(text, Direction.RTL)) == text


def test_a_text_of_endless_dialling_codes_is_read_in_linear_time() -> None:
    """With a quadratic pattern this takes minutes."""
    text = "*1" * 100_000
    assert isolate_neutral_spans(text, Direction.RTL).text
