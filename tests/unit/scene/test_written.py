"""Digits inside people's words follow the project's digit set."""

import pytest

from studio.base.digits import DigitSystem
from studio.scene.written import localized_digits


@pytest.mark.parametrize(
    ("text", "system", "expected"),
    [
        ("٦٠ من ٧٢ مشاركًا", "latn", "60 من 72 مشاركًا"),
        ("60 من ٧٢ مشاركًا", "arab", "٦٠ من ٧٢ مشاركًا"),
        ("عام ۲۰۱۵", "arab", "عام ٢٠١٥"),
        ("#حوار_٢٠١٥ عام ٢٠١٥", "latn", "#حوار_٢٠١٥ عام 2015"),
    ],
)
def test_a_text_has_one_digit_set(text: str, system: DigitSystem, expected: str) -> None:
    assert localized_digits(text, system) == expected
