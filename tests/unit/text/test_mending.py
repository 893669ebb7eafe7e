"""Mending: what is mended and told, what is left, and that it never harms."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.text.joining import joining_types
from studio.text.legacy import LegacyOptions, Marks, to_legacy
from studio.text.look_alikes import guess_language
from studio.text.mending import Fault, Mended, MendOptions, mend
from studio.text.visual_order import evidence_of, logical_reading

CORPUS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "corpus" / "arabic_strings.json").read_text(encoding="utf-8")
)
TEXT = {entry["id"]: entry["text"] for entry in CORPUS}
WITH_FORMS = "t41_presentation_forms"
CLEAN = [
    *(text for name, text in TEXT.items() if name != WITH_FORMS),
    "قال: «اسمعني؟» ثم مضى؛ ولم يعد.",
    "این کتاب‌های من است که می‌خواهم بخوانم",
    "یہ کتاب میری ہے، آپ کی نہیں۔",
    "هُدَىٰ وعلى ومصطفى والأخرى إلا وإلا لولا مثلا كلا",
    "ٱلْحَمْدُ لِلَّهِ",
    "السعر \u200e+20% و 3.5 كغ",
    "co\u00adoperate نصّ",
    "क्\u200dष 👩\u200d💻 ❤\ufe0f",
    "الـحمـد",
    "گوگل وواتساپ في العربية",
    "https://example.com/?q=1,2;3 ثم",
    "أهلا وسهلا، مثلا وأصلا وقليلا",
    "ىک ىا ىن",
]


def faults(found: Mended) -> set[Fault]:
    return {change.fault for change in found.changes}


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_is_never_changed(text: str) -> None:
    found = mend(text)
    assert found.text == text
    assert found.changes == ()


@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: entry["id"])
def test_clean_text_is_never_changed_in_its_own_language(entry: dict[str, Any]) -> None:
    language = entry["expected"].get("lang", "ar")
    if entry["id"] != WITH_FORMS:
        assert mend(entry["text"], MendOptions(language)).text == entry["text"]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def test_the_arabic_of_our_own_presets_is_never_changed_and_comes_back_from_legacy() -> None:
    folder = Path(__file__).parents[3] / "presets"
    found = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.toml")))
    texts = [text for text in dict.fromkeys(strings(list(found))) if re.search("[ء-ي]", text)]
    assert len(texts) > 100
    for text in texts:
        assert mend(text).text == text
        if any(type_ == "D" for type_ in joining_types(text)):  # else nothing tells its order
            assert mend(to_legacy(text).text).text == text


def test_marks_on_a_lam_alef_go_to_the_letter_that_takes_them() -> None:
    for text in ("بِلَا", "أولًا نعم", "لِأَنَّ", "الأَمر", "الإِنسان", "السَّلَامُ"):
        assert mend(to_legacy(text).text).text == text


def test_presentation_forms_become_letters() -> None:
    assert mend(TEXT[WITH_FORMS]).text == "مرحبا ﷺ ﷽ لا"
    assert mend("ﷲ ﶈ ﷴ").text == "الله لمح\u200d محمد"
    assert mend("ﻣﹷﺮﺣﺒﹱﺎ").text == "م\u064eرحب\u064bا"


def test_phrases_are_written_out_only_when_asked() -> None:
    assert mend("ﷺ ﷽").text == "ﷺ ﷽"
    assert [note.after for note in mend("ﷺ").notes] == ["صلى الله عليه وسلم"]
    expanded = mend("ﷺ ﷽", MendOptions(phrases=True))
    assert expanded.text == "صلى الله عليه وسلم بسم الله الرحمن الرحيم"


def test_frozen_shapes_that_the_letters_would_lose_are_kept_by_joiners() -> None:
    assert mend("ﻣﯽﺧﻮاﻫﻢ").text == "می\u200cخواهم"
    assert mend("1443ﻫ").text == "1443ه\u200d"
    assert mend("ﻪ").text == "\u200dه"


LOSSY = {
    "t11_zwj": "a joiner between letters that join anyway",
    "t21_phone_iso": "the author's isolates; ours do the same",
    "t39_isolates_unclosed": "the author's isolate",
    WITH_FORMS: "its letters were forms already",
    "t45_empty_ws": "a direction mark alone",
    "t47_percent_ar": "50% and %50 look the same after Arabic",
}


@pytest.mark.parametrize("name", sorted(set(TEXT) - set(LOSSY)))
@pytest.mark.parametrize("marks", ["after", "before"])
def test_mending_undoes_the_legacy_text(name: str, marks: Marks) -> None:
    if (name, marks) == ("t09_tatweel_mark", "before"):
        return  # where marks on tatweels belong cannot be seen then
    text = TEXT[name]
    assert mend(to_legacy(text, LegacyOptions(marks=marks)).text).text == text


@pytest.mark.parametrize("name", sorted(set(TEXT) - {WITH_FORMS}))
def test_mending_undoes_the_legacy_text_in_reading_order(name: str) -> None:
    text = TEXT[name]
    controls = dict.fromkeys(map(ord, "\u200d\u200f"))
    found = mend(to_legacy(text, LegacyOptions(reorder=False)).text)
    assert found.text.translate(controls) == text.translate(controls)


def test_visual_order_is_told_with_its_confidence() -> None:
    found = mend("ﺎﺒﺣﺮﻣ")
    assert found.text == "مرحبا"
    first = found.changes[0]
    assert (first.fault, first.start, first.end, first.confidence) == (Fault.VISUAL_ORDER, 0, 5, 1.0)


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("ابحرم ةسردملا يف بلاطلا", "الطالب في المدرسة مرحبا"),
        ("(Hello) ةبيطلا ةملكلا", "الكلمة الطيبة (Hello)"),
        ("2026 ماعلا ةياهن يف", "في نهاية العام 2026"),
    ],
)
def test_plain_letters_in_visual_order_are_known_by_their_words(seen: str, read: str) -> None:
    assert mend(seen).text == read


def test_lines_without_a_sign_go_with_the_others() -> None:
    assert mend("ﺎﺒﺣﺮﻣ\nﺭﺍﺩ").text == "مرحبا\nدار"
    assert mend("ﺩﺍﺭ").text == "دار"


def test_lines_without_a_sign_stay_where_other_lines_are_in_reading_order() -> None:
    assert mend("ﺎﺒﺣﺮﻣ\nالسلام عليكم\nشكرا جزيلا").text == "مرحبا\nالسلام عليكم\nشكرا جزيلا"
    assert mend("ﺎﺒﺣﺮﻣ\nﻣﺮﺣﺒﺎ\nقیمت ۱۲۳ دینار").text.splitlines()[2].startswith("ق")


@pytest.mark.parametrize("text", ["عبد ﷲ", "عبد اﷲ", "ﻋﺒﺪ ﺍﷲ"])
def test_the_name_of_god_has_one_alef_however_it_was_typed(text: str) -> None:
    assert mend(text).text == "عبد الله"


def test_a_doubtful_order_is_told_and_left() -> None:
    found = mend("2026 ةياهن")
    assert found.text == "2026 ةياهن"
    assert [note.after for note in found.notes] == ["نهاية 2026"]
    found = mend("ﻣﺮ ﺎﺒ ﺐﺣ ﻣﻦ ﻦﻣ")
    assert found.text == "مر اب بح من نم"
    assert [(note.fault, note.start, note.end) for note in found.notes] == [(Fault.VISUAL_ORDER, 0, 14)]
    assert 0 < found.notes[0].confidence < 0.6


def test_a_reading_that_draws_the_same_line_again_is_sure() -> None:
    line = to_legacy("قال (Hello) 10-20").text
    reading = logical_reading(line)
    assert reading.sure
    assert sorted(reading.order) == list(range(len(line)))
    assert evidence_of(line).is_visual
    assert not evidence_of(reading.text).is_visual


@pytest.mark.parametrize(
    ("text", "mended", "language"),
    [
        ("کتاب", "كتاب", "ar"),
        ("علی", "على", "ar"),
        ("وعلی", "وعلى", "ar"),
        ("فی بیتی", "في بيتي", "ar"),
        ("علىه", "عليه", "ar"),
        ("هہھە", "هههه", "ar"),
        ("۱۲ كتاب", "١٢ كتاب", "ar"),
        ("مرحبا, كيف حالك? نعم; لا", "مرحبا، كيف حالك؟ نعم؛ لا", "ar"),
        ("1,000 و a,b", "1,000 و a,b", "ar"),
        ("گوگل کتاب", "گوگل كتاب", "ar"),  # a foreign word is left alone
        ("كتاب علي ٤٥٦", "کتاب علی ۴۵۶", "fa"),
        ("كتاب ه", "کتاب ہ", "ur"),
        ("ه\u200cم كورد", "ەم کورد", "ckb"),
        ("کتاب", "کتاب", "en"),
        ("کتاب", "کتاب", None),  # nothing decides the language
        ("قرأت کتابا في الطریق", "قرأت كتابا في الطريق", None),
        ("این كتاب‌هاي من است که خواندم", "این کتاب‌های من است که خواندم", None),
    ],
)
def test_look_alikes_follow_the_language(text: str, mended: str, language: str | None) -> None:
    assert mend(text, MendOptions(language)).text == mended


@pytest.mark.parametrize(
    ("text", "language"),
    [("في البيت", "ar"), ("این را", "fa"), ("کتاب ہے، میں", "ur"), ("هەولێر", "ckb"), ("123", None)],
)
def test_the_language_is_guessed_by_letters_and_little_words(text: str, language: str | None) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("\ufeffمرحبا", "مرحبا"),
        ("مر\u00adحبا", "مرحبا"),
        ("مر\u200bحبا", "مر\u200bحبا"),  # between letters that do not join it may be meant as a break
        ("مرح\u200bبا", "مرحبا"),
        ("نعم \u200bلا", "نعم لا"),
        ("نعم\u200f لا\u200f", "نعم لا"),
        ("بي\u200c\u200cنا", "بي\u200cنا"),
        ("نعم\u200c لا", "نعم لا"),
        ("ه\u200d 1443", "ه\u200d 1443"),
        ("نعم \u200d لا", "نعم  لا"),
        ("رقم \u200e-5", "رقم \u200e-5"),
        ("\u202bنعم\u202c", "نعم"),
        ("هو \u2067نعم\u2069 \u2068Zoë\u2069", "هو نعم Zoë"),
        ("\u2067نعم\u2069", "\u2067نعم\u2069"),  # the paragraph's direction would change
        ("قال \u2066a-1\u2069 \u2066-1 a\u2069", "قال a-1 \u2066-1 a\u2069"),
        ("a\u206a", "a"),
    ],
)
def test_controls_go_where_they_do_nothing(text: str, mended: str) -> None:
    assert mend(text, MendOptions("ar")).text == mended


def test_persian_keeps_non_joiners_that_arabic_does_not_need() -> None:
    assert mend("کار\u200cها", MendOptions("fa")).text == "کار\u200cها"
    assert mend("دار\u200cها", MendOptions("ar")).text == "دارها"


@pytest.mark.parametrize(
    ("text", "mended", "fault"),
    [
        ("السَََّلام", "السَّلام", Fault.DOUBLED_MARK),
        ("نعم \u064eلا", "نعم لا", Fault.ORPHAN_MARK),
        ("\u0651نعم", "نعم", Fault.ORPHAN_MARK),
        ("رب\u0651\u0650", "رب\u0650\u0651", Fault.MARK_ORDER),
        ("ا\u0653منة", "آمنة", Fault.NORMALIZATION),
    ],
)
def test_marks_are_mended(text: str, mended: str, fault: Fault) -> None:
    found = mend(text)
    assert found.text == mended
    assert fault in faults(found)


def test_decorative_tatweel_is_told_and_removed_only_when_asked() -> None:
    found = mend("جمـــــيل")
    assert found.text == "جمـــــيل"
    assert [(note.fault, note.start, note.end) for note in found.notes] == [(Fault.TATWEEL, 2, 7)]
    assert mend("جمـــــيل مـَـرحبـًا هـ", MendOptions(tatweel=True)).text == "جميل مـَرحبـًا هـ"


def test_a_latin_letter_inside_a_word_is_told() -> None:
    notes = mend("السلlم").notes
    assert [(note.start, note.before, note.after) for note in notes] == [(4, "l", "ا")]


def test_every_change_is_told_by_its_place_in_the_original() -> None:
    text = "\ufeffکتاب ﻣﺮﺣﺒﺎ,"
    found = mend(text, MendOptions("ar"))
    assert found.text == "كتاب مرحبا،"
    for change in found.changes:
        assert text[change.start : change.end] == change.before
        assert change.why


PIECES = (
    "سلاملآأبىةهیيكکہھەپچژگ\u200b\u200c\u200d\u200e\u200f\u061c\u202b\u202e\u202c\u2066\u2067\u2069"
    "\ufeff\u00ad\u064e\u0651\u0650\u064b\u0670\u0654\u0653ـ 12٤۴-(),?|lx.\n\u2029ﻣﺮﺣﺒﺎﻻﷺﷲﹷﹶﱠ"
    "\u0300e\u1100\u1161\ud800🎉"
)
OPTIONS = st.builds(
    MendOptions, st.sampled_from([None, "ar", "fa", "ur", "ckb", "en"]), st.booleans(), st.booleans()
)


@settings(max_examples=500)
@given(st.text(PIECES, max_size=16), OPTIONS)
def test_what_was_mended_once_stays_as_it_is(text: str, options: MendOptions) -> None:
    once = mend(text, options)
    again = mend(once.text, options)
    assert again.text == once.text
    assert again.changes == ()
    assert all(0 <= change.start <= change.end <= len(text) for change in once.changes)


@settings(max_examples=200)
@given(st.text())
def test_any_string_can_be_mended(text: str) -> None:
    assert mend(mend(text).text).changes == ()


@given(st.text("abc xyz 123 .,;?!()", max_size=40))
def test_latin_text_is_never_changed(text: str) -> None:
    assert mend(text).text == text


def test_latin_marks_in_arabic_text_may_stand_before_others() -> None:
    assert mend("كيف الحال?! «نعم?»", MendOptions("ar")).text == "كيف الحال؟! «نعم؟»"
    assert mend("انظر /بحث?q=1", MendOptions("ar")).text == "انظر /بحث?q=1"
