"""A film in a picture's place moves under the pointer, rests otherwise, and with less motion always."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.gui.bridge import bridge
from studio.gui.theme.theme import theme
from studio.gui.wizard.picture_choice import PictureChoice
from tests.gui.conftest import WAIT
from tests.gui.small_project import picture
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


def settle(qtbot: QtBot) -> None:
    for _ in range(3):
        qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)
        QApplication.processEvents()


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
