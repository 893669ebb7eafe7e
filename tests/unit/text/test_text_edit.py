"""Typing into a text."""

from hypothesis import given
from hypothesis import strategies as st

from studio.text.text_edit import TextEdit


def _at_end(text: str) -> TextEdit:
    return TextEdit(text, len(text), len(text))


def test_backspace_takes_one_mark() -> None:
    once = _at_end("مُحَمَّ").backspaced()
    assert once.text == "مُحَمَّ"[:-1]
    assert once.backspaced().backspaced().text == "مُحَ"


def test_backspace_takes_a_whole_emoji() -> None:
    assert _at_end("a👩\u200d👧").backspaced().text == "a"


def test_delete_takes_a_whole_cluster() -> None:
    assert TextEdit("مُحَ").deleted().text == "حَ"
    assert _at_end("ab").deleted().text == "ab"


def test_typing_takes_the_place_of_the_selection() -> None:
    typed = TextEdit("مرحبا بكم", 6, 9).inserted("يا")
    assert (typed.text, typed.caret) == ("مرحبا يا", 8)


def test_keeping_the_anchor_selects() -> None:
    edit = TextEdit("abcd").moved(1).moved(3, keep=True)
    assert edit.selected == "bc"
    assert edit.all().selected == "abcd"


@given(st.text(max_size=12), st.text(max_size=4))
def test_deleting_all_leaves_nothing(text: str, more: str) -> None:
    edit = _at_end(text).inserted(more)
    for _ in range(len(text) + len(more)):
        edit = edit.backspaced()
    assert edit == TextEdit("")
