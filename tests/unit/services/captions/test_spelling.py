"""Spelling with a small dictionary in Hunspell's own format; without one, that is said."""

from fractions import Fraction
from pathlib import Path

import pytest

from studio.base.errors import InputError
from studio.formats.hunspell import read_hunspell
from studio.model.captions import Cue
from studio.services.captions import spelling
from studio.services.captions.findings import why
from studio.services.captions.spelling import (
    find_dictionary,
    no_dictionary,
    open_dictionary,
    spelling_findings,
    words_to_spell,
)

ARABIC = """SET UTF-8
FLAG long
IGNORE ًٌٍَُِّْ
TRY ابتحدرسعقلمنهوي
REP 1
REP ه ة
PFX Wa Y 2
PFX Wa 0 و .
PFX Wa 0 وال .
SFX Ha Y 1
SFX Ha ة تها ة
SFX Na N 1
SFX Na 0 نا .
"""
ENGLISH = """SET ISO8859-1
TRY esianrtolcdugmphbyfvkwz
FORBIDDENWORD !
NEEDAFFIX +
SFX S Y 2
SFX S y ies [^aeiou]y
SFX S 0 s [^y]
SFX D Y 1
SFX D 0 ed/S .
PFX U N 1
PFX U 0 un .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    below = tmp_path / "dict-ar"
    below.mkdir()
    (below / "ar.aff").write_text(ARABIC, encoding="utf-8")
    (below / "ar.dic").write_text("4\nحوار/Wa\nمدينة/WaHa\nكتاب/Na\nمن\n", encoding="utf-8")
    (tmp_path / "en_US.aff").write_text(ENGLISH, encoding="latin-1")
    words = "7\nhello\ncity/S\ntalk/SDU\nwrold/!\nhappi/+U\nSyria\ncafé\n"
    (tmp_path / "en_US.dic").write_text(words, encoding="latin-1")
    return tmp_path


def test_prefixes_and_suffixes_are_taken_off(folder: Path) -> None:
    arabic = read_hunspell(folder / "dict-ar" / "ar.aff")
    for word in ("حوار", "وحوار", "والحوار", "حِوَارٌ", "مدينتها", "ومدينتها", "كتابنا", "من"):
        assert arabic.knows(word), word
    for word in ("حواار", "ومن", "وكتابنا", "مدينةتها", "حوارنا"):
        assert not arabic.knows(word), word
    assert arabic.suggestions("مدينه")[0] == "مدينة"
    assert arabic.suggestions("حور") == ("حوار",)
    assert "من حوار" in arabic.suggestions("منحوار")


def test_english_has_its_capitals_and_forbidden_words(folder: Path) -> None:
    english = read_hunspell(folder / "en_US.aff")
    for word in ("hello", "Hello", "HELLO", "cities", "talks", "talked", "untalk", "Syria", "SYRIA", "café"):
        assert english.knows(word), word
    for word in ("citys", "wrold", "happi", "syria", "helo"):
        assert not english.knows(word), word
    assert english.suggestions("helo") == ("hello",)
    assert english.suggestions("hlelo") == ("hello",)


def cue(text: str) -> Cue:
    return Cue(start=Fraction(0), end=Fraction(2), text=text, speaker="سلمى")


def test_words_that_are_not_in_it_are_found_with_what_they_may_be(folder: Path) -> None:
    dictionary = open_dictionary("ar-EG", folder)
    assert dictionary is not None
    found = list(spelling_findings((cue("والحوار من المدينة"), cue("حور سلمى hello ٢٠١٥ #وسم")), dictionary))
    assert [(one.cue, one.values["place"]) for one in found] == [(0, "المدينة"), (1, "حور")]
    assert "حوار" in why(found[1], "ar")


def test_addresses_tags_and_numbers_are_no_words() -> None:
    text = "راسلنا info@hiwar.org أو https://hiwar.org/ا #حوار_وطني في covid19 الحـوار"
    assert list(words_to_spell(text)) == ["راسلنا", "أو", "في", "الحوار"]


def test_without_a_dictionary_it_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_dictionary("tr", folder) is None
    monkeypatch.setattr(spelling, "dictionary_folders", lambda: (folder,))
    assert find_dictionary("en-GB") == folder / "en_US.aff"
    message, hint = no_dictionary("tr")
    assert "'tr'" in message
    assert hint
    with pytest.raises(InputError, match="no such folder"):
        find_dictionary("ar", folder / "none")


def test_a_dictionary_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_hunspell(tmp_path / "xx.aff")
    (tmp_path / "xx.dic").write_text("1\nя\n", encoding="utf-8")
    for encoding in ("KLINGON-9", "UTF\0-8", "idna", "undefined", "hex"):
        (tmp_path / "xx.aff").write_text(f"SET {encoding}\n# я\n", encoding="utf-8")
        with pytest.raises(InputError, match="encoding"):
            read_hunspell(tmp_path / "xx.aff")
