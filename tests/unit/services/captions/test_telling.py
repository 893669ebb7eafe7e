"""All that is mended is told, in Arabic and English, one by one and by kind."""

import string
import tomllib

import pytest

from studio.base.paths import data_dir
from studio.formats.subtitles.types import LOSSES, NOTES, Mended, MendKind
from studio.services.captions.telling import name_of, told, told_by_kind

TABLE = tomllib.loads((data_dir("resources") / "translations" / "mended.toml").read_text("utf-8"))


def test_there_is_a_sentence_for_every_kind_and_no_other() -> None:
    assert set(TABLE) == {kind.value for kind in MendKind}


@pytest.mark.parametrize("kind", MendKind)
def test_both_languages_say_what_was_and_what_became(kind: MendKind) -> None:
    one = Mended(kind, 3, 1, "قبل", "بعد")
    arabic, english = told(one, "ar"), told(one)
    assert any("\u0621" <= char <= "\u064a" for char in TABLE[kind.value]["ar"])
    assert english[0].isupper()
    assert name_of(kind, "ar") != name_of(kind)
    for language in ("ar", "en"):
        fields = {field for _, field, _, _ in string.Formatter().parse(TABLE[kind.value][language]) if field}
        assert fields <= {"was", "became"}
    assert "{" not in arabic + english


def test_a_kind_is_a_note_or_a_loss_or_neither() -> None:
    assert not NOTES & LOSSES


def test_kinds_are_counted_and_losses_come_first() -> None:
    all_of_it = [
        Mended(MendKind.TAGS, 1, 1),
        Mended(MendKind.TIME_FORM, 2, 1, "a", "b"),
        Mended(MendKind.TIME_FORM, 5, 2, "c", "d"),
        Mended(MendKind.EMPTY, 8),
    ]
    kinds = told_by_kind(all_of_it)
    assert [(kind.kind, kind.count) for kind in kinds] == [
        (MendKind.EMPTY, 1),
        (MendKind.TIME_FORM, 2),
        (MendKind.TAGS, 1),
    ]
    assert "a" in kinds[1].sentence


def test_long_texts_are_told_on_one_short_line() -> None:
    sentence = told(Mended(MendKind.LEFT_OUT, 1, 0, "سطر\n" * 200))
    assert "\n" not in sentence
    assert len(sentence) < 250
