"""The check of captions: what is found, why in two languages, and that mending mends and loses nothing."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings

from studio.base.errors import DocumentError, InputError
from studio.base.time import FrameRate
from studio.model.captions import Cue
from studio.scene.cue_table import CueTable
from studio.services.captions.check import CheckOptions, check_cues
from studio.services.captions.cues import Cues
from studio.services.captions.findings import (
    CueFault,
    CueFinding,
    MendWay,
    mend_name,
    name_of,
    why,
)
from studio.services.captions.limits import ARABIC, USUAL, read_limits, with_wishes
from studio.services.captions.mending import mend_all, mend_one, rebreak_all
from studio.services.captions.reading_load import reading_load, reading_speed
from tests.unit.services.captions.cue_examples import cue_lists, holds, plain

OPTIONS = CheckOptions()
EASY = "نبدأ الحوار بالإنصات"


def cue(start: float, end: float, text: str = EASY) -> Cue:
    return Cue(start=Fraction(str(start)), end=Fraction(str(end)), text=text)


def faults(*cues: Cue, options: CheckOptions = OPTIONS) -> list[str]:
    return [finding.fault.value for finding in check_cues(cues, options)]


@pytest.mark.parametrize(
    ("fault", "cues"),
    [
        ("too-fast", [cue(0, 1)]),
        ("fast", [cue(0, 1.4)]),
        ("too-short", [cue(0, 0.5, "نعم")]),
        ("too-long", [cue(0, 9)]),
        ("overlap", [cue(0, 3), cue(2.5, 5)]),
        ("overlap", [cue(0, 3), cue(2.9, 5)]),
        ("not-shown", [cue(0, 3 + number / 10) for number in range(7)]),
        ("gap", [cue(0, 3), cue(3.2, 6)]),
        ("order", [cue(5, 8), cue(0, 3)]),
        ("many-lines", [cue(0, 4, "نبدأ\nالحوار\nبالإنصات")]),
        ("long-line", [cue(0, 5, "الحوار الصادق يبدأ من الإنصات إلى الآخر كل يوم")]),
        ("bad-break", [cue(0, 5, "وصلت الرسالة إلى\nكل الناس في المدينة القديمة")]),
        ("bad-break", [cue(0, 5, "حضر اللقاء من الشباب ٧٢\nكم من القرى البعيدة عن هنا")]),
        ("orphan", [cue(0, 5, "نبدأ الحوار بالإنصات إلى الآخر\nهنا")]),
        ("unbalanced", [cue(0, 5, "أهلا بكم\nنبدأ الحوار اليوم بالإنصات، ثم نسأل")]),
        ("stray-marks", [cue(0, 4, "ﻣﺮﺣﺒﺎ بكم جميعا")]),
        ("stray-marks", [cue(0, 4, "مرحبا\u202b بكم جميعا")]),
        ("latin-punctuation", [cue(0, 4, "مرحبا, كيف الحال?")]),
        ("mixed-digits", [cue(0, 3, "عام ٢٠١٥ و٢٠١٦"), cue(3, 6, "عام ٢٠١٧"), cue(6, 9, "عام 2018")]),
        ("missing-glyph", [cue(0, 3, "مرحبا \U00013000")]),
    ],
)  # fmt: skip
def test_each_fault_is_found_and_told_in_both_languages(fault: str, cues: list[Cue]) -> None:
    found = [one for one in check_cues(tuple(cues), OPTIONS) if one.fault.value == fault]
    assert found
    for language in ("ar", "en"):
        sentence = why(found[0], language)
        assert sentence.endswith((".", "،"))
        assert "{" not in sentence
    if found[0].mend is not None:
        edited = mend_one(tuple(cues), found[0], OPTIONS)
        assert holds(edited.cues)
        left = check_cues(edited.cues, OPTIONS)
        assert not any((one.fault, one.text) == (found[0].fault, found[0].text) for one in left)


def test_good_captions_have_no_findings() -> None:
    assert not faults(cue(0, 3), cue(3, 6), cue(6.08, 9, "نبدأ الحوار اليوم\nبالإنصات إلى الآخر"))
    assert not faults(cue(0, 3), cue(3, 6), cue(10, 13, "هل تسمعني؟ عام ٢٠١٥"))


def test_an_overlap_says_what_will_be_seen() -> None:
    together, briefly = (check_cues((cue(0, 3), cue(start, 5)), OPTIONS)[0] for start in (2.5, 2.9))
    assert "one above the other" in why(together)
    assert "فوق الأخرى" in why(together, "ar")
    assert "goes when that comes" in why(briefly)
    assert "فتختفي حين تأتي التالية" in why(briefly, "ar")


@settings(max_examples=60, deadline=None)
@given(cue_lists())
def test_every_cue_is_shown_until_its_end_or_the_check_tells_it(cues: Cues) -> None:
    """Whatever the cues of a moment are: each has a place then, or was told to have none, or to go early."""
    table = CueTable(cues)
    found = check_cues(cues, CheckOptions(language="en", glyphs=False))
    unseen = {(one.time, one.text) for one in found if one.fault is CueFault.NOT_SHOWN}
    told = {one.cue for one in found if one.fault in (CueFault.OVERLAP, CueFault.ORDER)}
    for index, one in enumerate(table.cues):
        if table.slot(index) is None:
            assert (one.start, one.text) in unseen
        elif table.end(index) < one.end:
            assert told
    assert len(unseen) <= sum(table.slot(index) is None for index in range(len(cues)))


def test_marks_are_not_read_as_letters() -> None:
    assert reading_speed("حِوَارٌ", Fraction(1)) == 4
    assert not faults(cue(0, 2, "حِوَارٌ صَادِقٌ مَعَ الجَمِيعِ"))


def test_a_dialogue_keeps_its_lines() -> None:
    assert not faults(cue(0, 4, "- هل تسمعني من هناك؟\n- نعم"))


def test_what_is_past_the_film_is_cut_to_it() -> None:
    options = CheckOptions(length=Fraction(5))
    found = check_cues((cue(2, 6),), options)
    assert [one.fault.value for one in found] == ["outside-film"]
    assert mend_one((cue(2, 6),), found[0], options).cues[0].end == 5


@settings(max_examples=40, deadline=None)
@given(cue_lists())
def test_mending_all_keeps_the_laws_and_what_is_said(cues: Cues) -> None:
    options = CheckOptions(language="en", glyphs=False)
    result = mend_all(cues, options)
    assert holds(result.cues)
    clean = check_cues(cues, options)
    if not any(one.mend in (MendWay.TEXT, MendWay.DIGITS, MendWay.SORT, MendWay.TRIM) for one in clean):
        assert plain(result.cues) == plain(cues)
    assert not any(one.fault in (CueFault.OVERLAP, CueFault.ORDER) for one in result.left)
    assert len(result.left) <= len(clean) + 2 * len(result.cues)


def test_mending_all_is_one_list_and_tells_what_it_did() -> None:
    long = (
        "الحوار الصادق يبدأ من الإنصات إلى الآخر، لا من انتظار دورنا في الكلام, "
        "ثم نسأل ونفهم قبل أن نحكم على أحد"
    )
    cues = (cue(0, 12, long), cue(12.3, 12.8, "نعم"), cue(20, 24))
    result = mend_all(cues, OPTIONS)
    assert {one.fault.value for one in result.mended} >= {"too-long", "latin-punctuation", "too-short"}
    assert not result.left
    assert " ".join(plain(result.cues).split()) == plain(cues).replace(",", "،")


def test_what_is_kept_is_not_mended() -> None:
    cues = (cue(0, 3), cue(2.5, 6))
    kept = mend_all(cues, OPTIONS, keep=lambda finding: finding.fault is CueFault.OVERLAP)
    assert kept.cues == cues
    assert mend_all(cues, OPTIONS, faults={CueFault.GAP}).cues == cues


def test_a_finding_of_another_cue_meanwhile_is_refused() -> None:
    found = check_cues((cue(0, 3), cue(2.5, 6)), OPTIONS)[0]
    with pytest.raises(InputError, match="changed meanwhile"):
        mend_one((cue(1, 3), cue(2.5, 6)), found, OPTIONS)
    with pytest.raises(InputError, match="surely"):
        mend_one((cue(0, 3),), CueFinding(CueFault.TOO_FAST, 0, Fraction(0), EASY), OPTIONS)


def test_keys_name_a_finding_until_the_text_is_another() -> None:
    one = CueFinding(CueFault.FAST, 3, Fraction(1), "أهلا")
    moved = CueFinding(CueFault.FAST, 9, Fraction(7), "أهلا")
    other = CueFinding(CueFault.FAST, 3, Fraction(1), "مرحبا")
    assert one.key("main", ("captions",)) == moved.key("main", ("captions",))
    assert one.key("main", ("captions",)) != other.key("main", ("captions",))


def test_every_fault_and_mend_has_words_in_both_languages() -> None:
    for language in ("ar", "en"):
        assert all(name_of(fault, language) for fault in CueFault)
        assert all(mend_name(way, language) for way in MendWay)


def test_limits_are_a_table_by_language(tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    path.write_text("[ar]\nspeed = 11\n[en]\nline = 37\n", encoding="utf-8")
    table = read_limits(path)
    assert table.of("ar-EG").speed == 11
    assert (table.of("en").line, table.of("en").speed) == (37, 15)
    assert table.of("fa") == USUAL.of("ar") == ARABIC
    assert with_wishes(ARABIC, ["speed=12", "lines = 3"]).lines == 3


@pytest.mark.parametrize(
    "text", ["[ar]\nspeed = 900\n", "[ar]\nsped = 12\n", "speed = 12\n", "[ar\n", "\xff"]
)
def test_limits_that_make_no_sense_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "limits.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError) as refused:
        read_limits(path)
    assert refused.value.message


def test_wishes_for_limits_that_there_are_not_name_near_ones() -> None:
    with pytest.raises(InputError, match="speed"):
        with_wishes(ARABIC, ["sped=3"])
    with pytest.raises(DocumentError):
        with_wishes(ARABIC, ["speed=fast"])


def test_reading_load_is_of_the_hardest_cue_of_a_column() -> None:
    load = reading_load((cue(0, 2, "a" * 26), cue(4, 5, "a" * 26)), ARABIC)
    assert load.at([0, 2.5, 4], 1.0).tolist() == [1, 0, 2]
    assert load.at([0], 10).tolist() == [2]
    assert reading_load((), ARABIC).at([0, 1], 1).tolist() == [0, 0]


def test_lines_are_broken_anew_everywhere() -> None:
    text = "وصلت الرسالة إلى كل الناس في\nالمدينة القديمة"
    better = "وصلت الرسالة إلى كل الناس\nفي المدينة القديمة"
    assert rebreak_all((cue(0, 5, text),), OPTIONS).cues[0].text == better


def test_rates_decide_what_two_frames_are() -> None:
    cues = (cue(0, 3), cue(3.08, 6))
    assert faults(*cues, options=CheckOptions(rate=FrameRate(50))) == ["gap"]
    assert not faults(*cues, options=CheckOptions(rate=FrameRate(25)))
