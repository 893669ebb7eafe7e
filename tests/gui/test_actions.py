"""Actions: shown where somebody carries them out; keys on every layout; the palette in both languages."""

from functools import partial

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.gui.action_table import ACTIONS, action_of
from studio.gui.actions import ActionHub, action_button, hub
from studio.gui.dialogs.palette import CommandPalette, answers
from studio.gui.dialogs.shortcuts import ShortcutsDialog
from studio.gui.i18n import translator
from studio.gui.key_filter import KeyFilter
from studio.gui.main_window import MainWindow
from tests.gui.conftest import WAIT
from tests.gui.typing_keys import press, type_text

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CODE = {"S": 39, "Z": 52, "T": 28, "K": 45, "C": 54, "1": 10}
"""X11 key codes of some keys."""


class Bench(QWidget):
    """A window with a stage and a text field, and a hub of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.hub = ActionHub(self)
        self.stage, self.field = QWidget(), QLineEdit()
        self.stage.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.addWidget(self.stage)
        column.addWidget(self.field)
        self.done: list[str] = []
        self.hub.attach(self)
        self.hub.add_stage(self.stage)
        self.hub.set_project_open(True)
        for id in ("file.save", "edit.undo", "time.split", "insert.text", "edit.copy"):
            self.hub.bind(id, partial(self.done.append, id), owner=self)


@pytest.fixture
def bench(qtbot: QtBot, look: None) -> Bench:
    bench = Bench()
    qtbot.addWidget(bench)
    keys = KeyFilter(bench.hub, bench)
    QTest.qWait(0)
    for widget in (bench.stage, bench.field):
        widget.installEventFilter(keys)
    bench.show()
    qtbot.waitUntil(bench.isActiveWindow, timeout=WAIT)
    return bench


def test_latin_keys_carry_out_actions(bench: Bench) -> None:
    bench.stage.setFocus()
    QTest.keyClick(bench.stage, Qt.Key.Key_S)
    QTest.keyClick(bench.stage, Qt.Key.Key_S, CONTROL)
    assert bench.done == ["time.split", "file.save"]


@pytest.mark.parametrize("code", [True, False], ids=["by scan code", "by letter"])
def test_the_same_keys_work_on_an_arabic_layout(bench: Bench, code: bool) -> None:
    bench.stage.setFocus()
    press(bench.stage, "س", CODE["S"] if code else 0)
    press(bench.stage, "س", CODE["S"] if code else 0, CONTROL)
    press(bench.stage, "ئ", CODE["Z"] if code else 0, CONTROL)
    assert bench.done == ["time.split", "file.save", "edit.undo"]


def test_letters_are_typed_into_a_field_and_do_nothing_else(bench: Bench) -> None:
    bench.field.setFocus()
    press(bench.field, "س", CODE["S"])
    type_text(bench.field, "s")
    assert bench.field.text() == "سs"
    assert bench.done == []


def test_control_with_an_arabic_letter_copies_in_a_field(bench: Bench, qapp: object) -> None:
    bench.field.setText("نص")
    bench.field.setFocus()
    press(bench.field, "ش", 38, CONTROL)  # the key A: all
    press(bench.field, "ؤ", CODE["C"], CONTROL)
    bench.field.clear()
    press(bench.field, "ر", 55, CONTROL)  # the key V
    assert bench.field.text() == "نص"
    assert bench.done == []


def test_stage_keys_act_only_in_the_stage(bench: Bench) -> None:
    bench.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    bench.setFocus()
    press(bench, "س", CODE["S"])
    assert bench.done == []


def test_an_action_ends_with_its_owner(qtbot: QtBot, bench: Bench) -> None:
    first, second = QObject(bench), QObject()
    bench.hub.bind("view.fit", lambda: bench.done.append("first"), owner=first)
    bench.hub.bind("view.fit", lambda: bench.done.append("second"), owner=second)
    bench.hub.trigger("view.fit")
    second.deleteLater()
    qtbot.waitUntil(lambda: bench.hub.trigger("view.fit") and bench.done[-1] == "first", timeout=WAIT)
    bench.hub.release(first)
    assert bench.hub.action("view.fit") is None


def test_own_keys_take_the_place_of_the_table(bench: Bench) -> None:
    bench.hub.set_keys({"file.save": ("Ctrl+1",)})
    QTest.keyClick(bench.stage, Qt.Key.Key_S, CONTROL)
    assert bench.done == []
    QTest.keyClick(bench.stage, Qt.Key.Key_1, CONTROL)
    press(bench.stage, "١", CODE["1"], CONTROL)
    assert bench.done == ["file.save", "file.save"]


def test_a_project_is_needed_for_the_actions_of_one(bench: Bench) -> None:
    bench.hub.set_project_open(False)
    assert not bench.hub.trigger("file.save")
    bench.hub.set_project_open(True)
    assert bench.hub.trigger("file.save")


def test_nothing_is_shown_that_nobody_carries_out(window: MainWindow) -> None:
    shown = {action.id for action in hub().bound()}
    assert "edit.palette" in shown
    assert "captions.speech" not in shown
    menu = hub().menu(window)
    menu.aboutToShow.emit()
    menus = menu.findChildren(QMenu)
    assert {action.objectName() for sub in menus for action in sub.actions()} == shown
    assert action_button("captions.speech").isHidden()


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("undo", "edit.undo"),
        ("تراجع", "edit.undo"),
        ("تُراجع", "edit.undo"),
        ("اعاده", "edit.redo"),
        ("شريط", "insert.lower"),
        ("zoom in", "time.zin"),
    ],
)
def test_a_command_is_found_in_either_language_however_it_is_spelt(typed: str, id: str) -> None:
    assert answers(typed, list(ACTIONS))[0] == action_of(id)


def test_the_palette_carries_out_what_is_chosen(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette)
    type_text(palette.search, "language")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: translator().language == "en", timeout=WAIT)


def test_the_shortcut_page_shows_every_action_that_can_be_used(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1, CONTROL)
    page = window.findChild(ShortcutsDialog)
    assert isinstance(page, ShortcutsDialog)
    assert {one.id for one in page.shown()} == {one.id for one in hub().bound()}
    page.close()
