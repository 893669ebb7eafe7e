"""Numbers that are typed, dragged and stepped, in all digits."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.base.digits import DIGITS, DigitSystem
from studio.gui.i18n import translator
from studio.gui.widgets.number_field import NumberField
from studio.gui.widgets.number_text import read_typed_number, write_number
from tests.gui.conftest import WAIT
from tests.gui.typing_keys import type_text

LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("25", 25),
        ("٢٥", 25),
        ("۲۵", 25),
        ("2.5", 2.5),
        ("٢٫٥", 2.5),
        ("2,5", 2.5),
        ("۲٫۵", 2.5),
        ("١٬٢٣٤٫٥", 1234.5),
        ("1,234.5", 1234.5),
        ("-3", -3),
        ("\u061c-٣", -3),
        ("\u2066-3\u2069", -3),
        ("−3", -3),
        ("50%", 50),
        ("٥٠٪", 50),
        ("64 px", 64),
        (".5", 0.5),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: float) -> None:
    assert read_typed_number(typed) == number


@pytest.mark.parametrize("typed", ["", "-", "px", "abc", "1a2", "٫", "nan", "1-2"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        read_typed_number(typed)


@given(st.floats(-1e6, 1e6).map(lambda value: round(value, 2)), st.sampled_from(sorted(DIGITS)))
def test_what_is_written_is_read_back(value: float, system: DigitSystem) -> None:
    assert read_typed_number(write_number(value, 2, system)) == value


@pytest.fixture
def field(qtbot: QtBot, look: None) -> Iterator[NumberField]:
    panel = QWidget()
    before, field = QPushButton("before"), NumberField(10, minimum=0, maximum=100, unit="px")
    row = QHBoxLayout(panel)
    row.addWidget(before)
    row.addWidget(field)
    qtbot.addWidget(panel)
    panel.show()
    before.setFocus()
    yield field
    panel.close()


@pytest.mark.parametrize("typed", ["42", "٤٢", "۴۲"])
def test_typing_in_any_digits_gives_the_number(qtbot: QtBot, field: NumberField, typed: str) -> None:
    field.setFocus()
    field.selectAll()
    with qtbot.waitSignal(field.committed, timeout=WAIT) as committed:
        type_text(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert committed.args == [42.0]
    assert field.value == 42


def test_the_window_digits_write_it(field: NumberField) -> None:
    assert field.text() == "١٠ px"
    translator().switch("en", "auto")
    assert field.text() == "10 px"
    translator().switch("ar", "latn")
    assert field.text() == "10 px"


def test_dragging_right_is_more_in_both_languages_and_one_change(field: NumberField) -> None:
    finished: list[float] = []
    field.committed.connect(finished.append)
    for language in ("ar", "en"):
        translator().switch(language)
        field.set_value(10)
        finished.clear()
        QTest.mousePress(field, LEFT, pos=QPoint(20, 10))
        QTest.mouseMove(field, QPoint(30, 10))
        QTest.mouseMove(field, QPoint(40, 10))
        QTest.mouseRelease(field, LEFT, pos=QPoint(40, 10))
        assert field.value == 20
        assert finished == [20.0]


def test_a_click_edits_and_does_not_change(qtbot: QtBot, field: NumberField) -> None:
    QTest.mouseClick(field, LEFT, pos=QPoint(20, 10))
    qtbot.waitUntil(field.hasFocus, timeout=WAIT)
    assert field.value == 10
    assert field.selectedText() == field.text()


def test_arrows_step_and_stay_within_the_bounds(field: NumberField) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.value == 11
    QTest.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert field.value == 21
    for _ in range(20):
        QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert field.value == 0


def test_nonsense_is_marked_and_the_last_number_stays(field: NumberField) -> None:
    field.setFocus()
    field.selectAll()
    type_text(field, "x")
    assert field.property("wrong") is True
    field.clearFocus()
    assert field.value == 10


def test_escape_takes_back_what_was_typed(field: NumberField) -> None:
    field.setFocus()
    field.selectAll()
    type_text(field, "77")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.value == 10
