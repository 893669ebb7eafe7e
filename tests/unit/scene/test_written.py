"""Digits inside people's words follow the digit set of their text; those of addresses stay."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.digits import DigitSystem
from studio.scene.written import localized_digits
from tests.unit.scene.composed import scene

SYSTEMS: tuple[DigitSystem, ...] = ("latn", "arab", "arabext")


@pytest.mark.parametrize(
    ("text", "system", "expected"),
    [
        ("٦٠ من ٧٢ مشاركًا", "latn", "60 من 72 مشاركًا"),
        ("60 من ٧٢ مشاركًا", "arab", "٦٠ من ٧٢ مشاركًا"),
        ("عام ۲۰۱۵", "arab", "عام ٢٠١٥"),
        ("بلغت 1,234.5 ثم 2.5.", "arab", "بلغت ١٬٢٣٤٫٥ ثم ٢٫٥."),
        ("بلغت ١٬٢٣٤٫٥", "latn", "بلغت 1,234.5"),
        ("خصم 50% و 7 %", "arab", "خصم ٥٠٪ و ٧ ٪"),
        ("خصم ٥٠٪", "latn", "خصم 50%"),
        ("في 12/5/2026 الساعة 10:30", "arab", "في ١٢/٥/٢٠٢٦ الساعة ١٠:٣٠"),
        ("الإصدار 1.2.3", "arab", "الإصدار ١.٢.٣"),
        ("١, ٢, ٣", "latn", "1, 2, 3"),
        ("من 10-20، 1,500", "arab", "من ١٠-٢٠، ١٬٥٠٠"),
    ],
)
def test_a_text_has_one_digit_set(text: str, system: DigitSystem, expected: str) -> None:
    assert localized_digits(text, system) == expected


@pytest.mark.parametrize(
    "kept",
    [
        "+962 79 123 4567",
        "079 123 4567",
        "*123#",
        "https://example.org/2015/72%",
        "example.org/2015",
        "info2015@example.org",
        "@hiwar_2015",
        "#حوار_2015",
        "COVID-19",
        "A4",
    ],
)
def test_phones_addresses_tags_and_codes_stay_as_typed(kept: str) -> None:
    assert localized_digits(f"عام 2015: {kept} و5", "arab") == f"عام ٢٠١٥: {kept} و٥"


@given(st.text(alphabet="0123456789٠١٢٣٤٥.,٫٬%٪ -/:#@+aب", max_size=40), st.sampled_from(SYSTEMS))
def test_indexes_stay_and_a_second_pass_changes_nothing(text: str, system: DigitSystem) -> None:
    once = localized_digits(text, system)
    assert len(once) == len(text)
    assert localized_digits(once, system) == once


def shown(text: str, style: dict[str, Any], language: str = "ar", **more: Any) -> str:
    layer = {"type": "text", "id": "t", "text": text, "style": style}
    laid = scene(layer, language=language, **more)._layers[0]
    return str(laid.content.layout.spec.text)


@pytest.mark.parametrize(
    ("language", "digits", "style", "expected"),
    [
        ("ar", "auto", {}, "عام ٢٠١٥"),
        ("ar-JO", "auto", {}, "عام ٢٠١٥"),
        ("ar-MA", "auto", {}, "عام 2015"),
        ("fa", "auto", {}, "عام ۲۰۱۵"),
        ("ar", "latn", {}, "عام 2015"),
        ("ar", "latn", {"digits": "arab"}, "عام ٢٠١٥"),
        ("ar", "arab", {"digits": "latn"}, "عام 2015"),
        ("ar", "latn", {"digits": "auto"}, "عام ٢٠١٥"),
        ("ar", "arab", {"digits": "typed"}, "عام 2015"),
        ("ar", "auto", {"language": "fa"}, "عام ۲۰۱۵"),
        ("ar", "arab", {"language": "fa"}, "عام ٢٠١٥"),
        ("ar", "arab", {"language": "en"}, "عام 2015"),
        ("en", "arab", {}, "عام ٢٠١٥"),
        ("en", "auto", {"language": "ar"}, "عام ٢٠١٥"),
    ],
)
def test_digits_are_chosen_by_piece_language_and_text(
    language: str, digits: str, style: dict[str, Any], expected: str
) -> None:
    assert shown("عام 2015", style, language, digits=digits) == expected


def test_a_latin_text_in_an_arabic_piece_keeps_european_digits() -> None:
    assert shown("Phase 2", {}) == "Phase 2"
    assert shown("Phase 2", {"digits": "arab"}) == "Phase ٢"
    assert shown("Phase 2 المرحلة", {}) == "Phase ٢ المرحلة"
    assert shown("2015", {}) == "٢٠١٥"


def test_bars_and_counters_have_the_digits_of_their_own_texts() -> None:
    chart = {
        "kind": "bars",
        "bars": [{"label": "عام 2015", "value": 7}],
        "label_style": {"digits": "latn"},
        "value_style": {"digits": "arabext"},
    }
    of = scene({"type": "chart", "id": "c", "place": {"area": "safe", "height": 400}, "chart": chart})
    content = of._layers[0].content
    assert content.labels[0].layout.spec.text == "عام 2015"
    assert content.values.layout(7).spec.text == "۷"
    counter = {"kind": "counter", "end": 1500, "style": {"digits": "latn"}}
    of = scene({"type": "chart", "id": "c", "chart": counter})
    assert of._layers[0].content.writer.layout(1500).spec.text == "1,500"
    assert of.evaluate(Fraction(1))
