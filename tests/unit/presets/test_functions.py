"""Functions of the template language write for people; mistakes in them are told in plain words."""

import contextlib
import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.l10n import NBSP
from studio.presets.expressions import OMITTED, ExpressionError, LeaveOut, Scope, substitute

PEOPLE = {
    "one": "مشارك واحد",
    "two": "مشاركان",
    "few": "# مشاركين",
    "many": OMITTED,
    "other": "# مشارك",
}
VALUES: dict[str, Any] = {
    "n": 3,
    "x": 1234.5,
    "share": 50,
    "day": datetime.date(2026, 1, 5),
    "people": PEOPLE,
    "word": "نص",
    "none": OMITTED,
    "row": {"value": 11},
}
ARABIC = Scope(VALUES, "ar-JO", "9:16", "arab")
ENGLISH = Scope(VALUES, "en-GB", "9:16", "latn")


def written(text: str, scope: Scope = ARABIC) -> str:
    return str(substitute(text, scope, read=True)).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("text", "arabic", "english"),
    [
        ("{number(x)}", "١٬٢٣٤٫٥", "1,234.5"),
        ("{ number(x, 2) }", "١٬٢٣٤٫٥٠", "1,234.50"),
        ("{percent(share)}", "٥٠٪", "50%"),
        ("{currency(n, 'JOD')}", "٣ د.أ.\u200f", "JOD 3"),
        ("{currency(n, 'JOD', form=name)}", "٣ دنانير أردنية", "3 Jordanian dinars"),
        ("{currency(n, 'USD', 2, form=code)}", "٣٫٠٠ USD", "USD 3.00"),
        ("{range(n, row.value)}", "٣–١١", "3–11"),
        ("{range(n, '20+', form=words)}", "من ٣ إلى 20+", "from 3 to 20+"),
        ("{date(day)}", "٥ كانون الثاني ٢٠٢٦", "5 January 2026"),
        ("{day}", "٥ كانون الثاني ٢٠٢٦", "5 January 2026"),
        ("{date('2026-01-05', region='EG')}", "٥ يناير ٢٠٢٦", "5 January 2026"),
        ("{date(day, style=month, calendar=hijri)}", "رجب ١٤٤٧ هـ", "Rajab 1447 AH"),
        ("{duration(200)}", "٣ دقائق و٢٠ ثانية", "3 minutes and 20 seconds"),
        ("{duration(200, form=clock)}", "٣:٢٠", "3:20"),
        ("{ordinal(n, gender=feminine)}", "الثالثة", "3rd"),
        ("{plural(n, people)}", "٣ مشاركين", "3 مشارك"),
        ("{plural(row.value, people)}", "١١ مشارك", "11 مشارك"),
        ("{plural(n, one='# day', other='# days')}", "٣ days", "3 days"),
        ("{plural(n, few=\"# 'بيوت' (صغيرة)\", other='# it''s')}", "٣ 'بيوت' (صغيرة)", "3 it's"),
        (
            "شارك {plural(n, people)} في {day}",
            "شارك ٣ مشاركين في ٥ كانون الثاني ٢٠٢٦",
            "شارك 3 مشارك في 5 January 2026",
        ),
        ("{{date(day)}}", "{date(day)}", "{date(day)}"),
        ("{plural(n, other='')}", "", ""),
    ],
)
def test_a_function_writes_in_the_films_language(text: str, arabic: str, english: str) -> None:
    assert written(text) == arabic
    assert written(text, ENGLISH) == english


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{dat(day)}", "did you mean 'date'"),
        ("{date()}", "takes (date)"),
        ("{currency(n)}", "takes (value, code, [decimals])"),
        ("{date(dya)}", "did you mean 'day'"),
        ("{date(n)}", "2026-01-05"),
        ("{date('2026-02-30')}", "no such day"),
        ("{date('1800-01-01', calendar=hijri)}", "1924-08-01"),
        ("{date(day, style=lang)}", "did you mean 'long'"),
        ("{date(day, calender=hijri)}", "did you mean 'calendar'"),
        ("{date(day, region=JO)}", "there is no parameter 'JO'"),
        ("{date(day, region='Jordan')}", "two letters"),
        ("{currency(n, 'JDO')}", "ISO 4217"),
        ("{currency(word, 'JOD')}", "number"),
        ("{number(x, 9)}", "0 to 6"),
        ("{number(x y)}", "cannot be read"),
        ("{number(style=1, x)}", "no option"),
        ("{date(style=long, day)}", "before options"),
        ("{plural(n)}", "'other' is missing"),
        ("{plural(n, few='x')}", "zero, one, two, few, many, other"),
        ("{duration(-5)}", "100 hours"),
        ("{ordinal(x)}", "whole number"),
        ("{number(day", "a lone '{'"),
        ("{people}", "plural(number, people)"),
    ],
)
def test_a_mistake_in_a_call_is_told(text: str, hint: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        written(text)
    assert hint in str(caught.value)


def test_what_needs_a_missing_optional_value_is_left_out() -> None:
    with pytest.raises(LeaveOut):
        written("{date(none)}")


def test_a_date_that_nobody_reads_is_iso() -> None:
    assert substitute("{day}", ARABIC, read=False) == "2026-01-05"
    assert substitute("on-{day}", ARABIC, read=False) == "on-2026-01-05"


def test_forms_alone_are_passed_on_without_those_that_are_missing() -> None:
    assert substitute("{people}", ARABIC, read=False) == {
        name: form for name, form in PEOPLE.items() if form is not OMITTED
    }


@given(st.text(alphabet="{}()',\"=# abndy12.-_نص", max_size=60))
def test_any_text_is_written_or_refused_in_words(text: str) -> None:
    for body in (text, f"{{number({text})}}", f"{{plural(n, {text})}}"):
        with contextlib.suppress(ExpressionError, LeaveOut):
            assert isinstance(substitute(body, ARABIC, read=True), str)


def test_a_long_row_of_quotes_is_read_in_no_time() -> None:
    with pytest.raises(ExpressionError):
        written("{plural(n, " + "'" * 20_001 + ")}")
