"""A film in a picture's place moves under the pointer, rests otherwise, and with less motion always."""

from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.gui.theme.theme import theme
from studio.gui.wizard.picture_choice import PictureChoice
from studio.model.film_start import without_start
from tests.gui.conftest import WAIT
from tests.gui.settling import settle
from tests.gui.small_project import picture
from tests.gui.typing_keys import type_text
from tests.unit.media.videos import film


@pytest.fixture
def choice(qtbot: QtBot, look: None, tmp_path: Path) -> PictureChoice:
    """A film of 4/3 s in a picture's place."""
    found = PictureChoice()
    qtbot.addWidget(found)
    found.show()
    found.set_value(str(film(tmp_path / "walk.mp4")), is_sample=False)
    found.choose_button.setFocus()
    settle(qtbot)
    assert not found.moving.playing
    return found


def enter(choice: PictureChoice) -> None:
    place = QPointF(5, 5)
    QApplication.sendEvent(choice.tile, QEnterEvent(place, place, place))


def leave(choice: PictureChoice) -> None:
    QApplication.sendEvent(choice.tile, QEvent(QEvent.Type.Leave))


def test_a_film_moves_under_the_pointer_and_comes_to_rest(qtbot: QtBot, choice: PictureChoice) -> None:
    still = choice.tile.grab().toImage()
    enter(choice)
    assert choice.moving.playing
    qtbot.waitUntil(lambda: choice.tile.grab().toImage() != still, timeout=WAIT)
    settle(qtbot)
    leave(choice)
    assert not choice.moving.playing
    settle(qtbot)
    assert choice.tile.grab().toImage() == still


def test_a_picture_and_a_film_with_less_motion_stand_still(
    qtbot: QtBot, choice: PictureChoice, tmp_path: Path
) -> None:
    theme().choose("dark", scale=1.0, reduced_motion=True)
    enter(choice)
    assert not choice.moving.playing
    leave(choice)
    theme().choose("dark", scale=1.0, reduced_motion=False)
    choice.set_value(str(picture(tmp_path / "tea.png", (9, 9, 9))), is_sample=False)
    settle(qtbot)
    enter(choice)
    assert not choice.moving.playing


def starts_of(choice: PictureChoice) -> list[Fraction]:
    """What is chosen from now on: where the film begins."""
    found: list[Fraction] = []
    choice.chosen.connect(lambda value: found.append(without_start(value)[1]))
    return found


def test_where_a_film_begins_is_chosen_by_the_keyboard_and_seen(qtbot: QtBot, choice: PictureChoice) -> None:
    """Of 40 frames, 30 a second."""
    slider, chosen = choice.start.slider, starts_of(choice)
    assert slider.isVisible()
    assert slider.isEnabled()
    assert choice.begins.text() == "يبدأ الفيديو من"
    first = choice.tile.grab().toImage()
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert chosen == [Fraction(34, 1000)], "the next frame, not one before it"
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert chosen[-1] == 1
    assert "١٫٠٠" in slider.accessibleName()
    qtbot.waitUntil(lambda: not choice.start._settle.isActive(), timeout=WAIT)
    settle(qtbot)
    assert choice.tile.grab().toImage() != first
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert chosen[-1] == Fraction(39, 30), "its last frame is the last that can be chosen"
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert chosen[-1] == 0


def test_a_start_can_be_written_and_one_that_is_known_is_shown(
    qtbot: QtBot, choice: PictureChoice, tmp_path: Path
) -> None:
    field, chosen = choice.start.field, starts_of(choice)
    field.setFocus()
    field.selectAll()
    type_text(field, "٠٫٥")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert chosen[-1] == Fraction(1, 2)
    assert choice.start.slider.value() == 15
    name = choice._value
    choice.set_value(f"{name}#t=1", is_sample=False)
    settle(qtbot)
    assert choice.start.slider.value() == 30
    assert choice.state.text() == "\u2068walk.mp4\u2069"
    choice.set_value(str(picture(tmp_path / "tea.png", (9, 9, 9))), is_sample=False)
    assert not choice.start.isVisible()
    settle(qtbot)


def test_a_film_moves_from_its_start(qtbot: QtBot, choice: PictureChoice) -> None:
    choice.set_value(f"{choice._value}#t=1", is_sample=False)
    settle(qtbot)
    enter(choice)
    settle(qtbot)
    assert len(choice.moving._frames) == 4, "a third of a second is left"
    leave(choice)
