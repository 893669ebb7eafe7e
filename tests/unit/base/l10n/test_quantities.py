"""Money, ranges, durations and places in an order, in Arabic and English."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studio.base.digits import DigitSystem, digits_of, parse_number
from studio.base.errors import InputError
from studio.base.l10n import NBSP
from studio.base.l10n.currency_names import ARABIC_CURRENCIES
from studio.base.l10n.ordinals import format_ordinal
from studio.base.l10n.quantities import format_currency, format_duration, format_range


def money(value: float, code: str, language: str, form: str = "symbol") -> str:
    text = format_currency(value, code, language, digits_of(language), form=form)
    return text.replace(NBSP, " ").replace("\u200f", "").replace("\u200e", "")


@pytest.mark.parametrize(
    ("value", "code", "language", "symbol"),
    [
        (12500, "JOD", "ar-JO", "١٢٬٥٠٠ د.أ."),
        (12.5, "JOD", "ar-JO", "١٢٫٥٠٠ د.أ."),
        (99.9, "EGP", "ar-EG", "٩٩٫٩٠ ج.م."),
        (1500, "SAR", "ar-SA", "١٬٥٠٠ ر.س."),
        (20, "TND", "ar-TN", "20 د.ت."),
        (250000, "LBP", "ar-LB", "٢٥٠٬٠٠٠ ل.ل."),
        (12500, "JOD", "en", "JOD 12,500"),
        (1250.5, "USD", "en", "$1,250.50"),
        (-5, "USD", "en", "-$5"),
        (20, "EUR", "fr", "20 €"),
    ],
)
def test_signs_stand_where_the_region_puts_them(value: float, code: str, language: str, symbol: str) -> None:
    assert money(value, code, language) == symbol


@pytest.mark.parametrize(
    ("value", "code", "name"),
    [
        (1, "JOD", "دينار أردني واحد"),
        (2, "JOD", "ديناران أردنيان"),
        (3, "JOD", "٣ دنانير أردنية"),
        (11, "JOD", "١١ دينارًا أردنيًا"),
        (100, "JOD", "١٠٠ دينار أردني"),
        (-1, "JOD", "\u061c-١ دينار أردني"),
        (1, "LBP", "ليرة لبنانية واحدة"),
        (2, "SYP", "ليرتان سوريتان"),
        (5, "EGP", "٥ جنيهات مصرية"),
        (50, "SAR", "٥٠ ريالًا سعوديًا"),
        (7, "MAD", "٧ دراهم مغربية"),
        (4, "USD", "٤ دولارات أمريكية"),
        (9, "EUR", "٩ يورو"),
        (3, "JPY", "٣ ين ياباني"),
    ],
)
def test_money_is_counted_like_any_noun(value: float, code: str, name: str) -> None:
    assert money(value, code, "ar", "name") == name


def test_english_names_have_their_plural() -> None:
    assert [money(value, "JOD", "en", "name") for value in (1, 3)] == [
        "1 Jordanian dinar",
        "3 Jordanian dinars",
    ]


@pytest.mark.parametrize("forms", ARABIC_CURRENCIES.values())
def test_every_arabic_currency_has_a_form_for_the_rest(forms: dict[str, str]) -> None:
    assert "#" in forms["other"]
    assert all("#" in form for name, form in forms.items() if name not in ("one", "two"))


@pytest.mark.parametrize(("code", "form"), [("XXQ", "symbol"), ("", "symbol"), ("JOD", "words")])
def test_an_unknown_currency_or_form_is_told(code: str, form: str) -> None:
    with pytest.raises(InputError) as caught:
        format_currency(5, code, "ar", "arab", form=form)
    assert caught.value.hint


def test_ranges_in_figures_and_words() -> None:
    assert format_range("١٠", "٢٠", "ar") == "١٠–٢٠"
    assert format_range("١٠", "٢٠", "ar", words=True).replace(NBSP, " ") == "من ١٠ إلى ٢٠"
    assert format_range("10", "20", "en", words=True).replace(NBSP, " ") == "from 10 to 20"
    assert format_range("10", "20", "tr", words=True) == "10 – 20"


@pytest.mark.parametrize(
    ("seconds", "arabic", "english", "clock"),
    [
        (0, "٠ ثانية", "0 seconds", "٠:٠٠"),
        (1, "ثانية", "1 second", "٠:٠١"),
        (2, "ثانيتان", "2 seconds", "٠:٠٢"),
        (60, "دقيقة", "1 minute", "١:٠٠"),
        (200, "٣ دقائق و٢٠ ثانية", "3 minutes and 20 seconds", "٣:٢٠"),
        (7200, "ساعتان", "2 hours", "٢:٠٠:٠٠"),
        (3723, "ساعة ودقيقتان و٣ ثوان", "1 hour, 2 minutes, and 3 seconds", "١:٠٢:٠٣"),
    ],
)
def test_durations(seconds: int, arabic: str, english: str, clock: str) -> None:
    assert format_duration(seconds, "ar", "arab").replace(NBSP, " ") == arabic
    assert format_duration(seconds, "en", "latn").replace(NBSP, " ") == english
    assert format_duration(seconds, "ar", "arab", clock=True) == clock


@pytest.mark.parametrize("seconds", [-1, 360_000, float("nan"), float("inf")])
def test_a_duration_out_of_bounds_is_told(seconds: float) -> None:
    with pytest.raises(InputError):
        format_duration(seconds, "ar", "arab")


def test_places_in_an_order() -> None:
    assert [format_ordinal(n, "ar", "arab") for n in (1, 3, 12, 13)] == [
        "الأول",
        "الثالث",
        "الثاني عشر",
        "١٣",
    ]
    assert format_ordinal(3, "ar", "arab", "feminine") == "الثالثة"
    english = [format_ordinal(n, "en", "latn") for n in (1, 2, 3, 4, 11, 21, 112, 1003)]
    assert english == ["1st", "2nd", "3rd", "4th", "11th", "21st", "112th", "1,003rd"]


@given(
    st.decimals(-(10**12), 10**12, places=3),
    st.sampled_from(["JOD", "USD", "EGP", "LBP"]),
    st.sampled_from(["ar-JO", "ar", "fa", "en", "fr"]),
    st.sampled_from(("latn", "arab", "arabext")),
)
def test_an_amount_can_be_read_back(value: float, code: str, language: str, system: DigitSystem) -> None:
    text = format_currency(value, code, language, system, form="code", decimals=3)
    assert parse_number(text.replace(code, "").replace(NBSP, "")) == value


@example(1e30, "JPY", "ar", "name")
@example(1e308, "JOD", "ar", "name")
@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([*sorted(ARABIC_CURRENCIES), "JPY", "XAF"]),
    st.sampled_from(["ar", "ar-TN", "fa", "en", "xx"]),
    st.sampled_from(["symbol", "name", "code"]),
)
def test_every_finite_amount_is_written(value: float, code: str, language: str, form: str) -> None:
    assert format_currency(value, code, language, "arab", form=form)
