"""What a screen reader finds on the timeline: every bar, key and marker by name, role, value and action."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.gui import painted_access, window_actions
from studio.gui.actions import hub
from studio.gui.i18n import tr, translator
from studio.gui.main_window import MainWindow
from studio.services.editing import StepName
from studio.services.edits.markers import add_marker
from tests.gui.keyed import DOT, SCALE, Bench, open_bench
from tests.gui.small_project import open_small

NAME, VALUE = QAccessible.Text.Name, QAccessible.Text.Value


@pytest.fixture
def bench(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Bench]:
    with open_bench(qtbot, tmp_path) as bench:
        bench.stage.edit("step.marker", lambda one: add_marker(one, Fraction(3), "اللازمة")[0])
        yield bench


def children(bench: Bench) -> list[QAccessibleInterface]:
    found = QAccessible.queryAccessibleInterface(bench.lanes)
    return [found.child(index) for index in range(found.childCount())]


def plain(words: str) -> str:
    """Without the marks that keep directions apart."""
    return re.sub("[\u2066-\u2069]", "", words)


def names(bench: Bench) -> list[str]:
    return [plain(one.text(NAME)) for one in children(bench)]


def child(bench: Bench, part: str) -> QAccessibleInterface:
    return next(one for one in children(bench) if part in plain(one.text(NAME)))


def test_everything_on_the_timeline_has_a_name_in_both_languages(bench: Bench) -> None:
    translator().switch("en")
    assert names(bench) == [
        "Marker اللازمة, at 0:03",
        "نقطة, Shape, from 0:00 to 0:04",
        "Scale, keyframe at 0:01, Even",
        "Scale, keyframe at 0:02, Move",
        "Scale, keyframe at 0:03, Even",
        "Fill, keyframe at 0:01, Hold",
        "Fill, keyframe at 0:02, Even",
        "حوار, Text, from 0:00 to 0:04",
    ]
    translator().switch("ar")
    assert names(bench)[0] == "العلامة اللازمة، عند ٠:٠٣"
    assert names(bench)[1] == "نقطة، شكل، من ٠:٠٠ إلى ٠:٠٤"
    assert "إطار مفتاحي عند ٠:٠٢" in names(bench)[3]


def test_roles_values_and_states_follow_the_document(bench: Bench) -> None:
    translator().switch("en")
    key, bar, marker = child(bench, "Scale, keyframe at 0:02"), child(bench, "نقطة"), child(bench, "Marker")
    roles = (key.role(), bar.role(), marker.role())
    assert roles == (QAccessible.Role.Indicator, QAccessible.Role.ListItem, QAccessible.Role.Link)
    assert key.text(VALUE) == "2"
    assert plain(bar.text(VALUE)) == "0:04"
    assert bar.state().selected
    assert not key.state().selected
    bench.keys.choose([bench.key(SCALE, 2)])
    assert key.state().selected
    assert not bar.state().selected, "what is finer comes first"
    assert key.parent().indexOfChild(key) == 3
    center = key.rect().center()
    assert key.parent().childAt(center.x(), center.y()) is key
    away = center - bench.lanes.mapToGlobal(bench.key_point(SCALE, 2))
    assert away.manhattanLength() <= 2
    bench.keys.remove()
    assert plain(key.text(NAME)) == "Scale, keyframe at 0:03, Even", "the next one has its place now"
    bench.stage.select([("words",)])
    assert not key.isValid()
    assert key.text(NAME) == ""
    assert not key.actionInterface().actionNames()


def test_actions_do_what_the_mouse_can(bench: Bench) -> None:
    translator().switch("en")
    key = child(bench, "Scale, keyframe at 0:02").actionInterface()
    assert key.localizedActionName("Curve") == tr("access.curve")
    key.doAction("Increase")
    assert bench.times_of(SCALE) == [1, 2.1, 3]
    key.doAction("Delete")
    assert bench.times_of(SCALE) == [1, 3]
    marker = child(bench, "Marker").actionInterface()
    marker.doAction("Press")
    assert bench.stage.frame == 30
    marker.doAction("Decrease")
    assert bench.stage.composition.markers[0].time == Fraction(29, 10)
    marker.doAction("Delete")
    assert not bench.stage.composition.markers
    child(bench, "حوار").actionInterface().doAction("Press")
    assert bench.stage.selection == (("words",),)
    child(bench, "نقطة").actionInterface().doAction("Delete")
    assert not bench.stage.exists(DOT)


def test_undo_and_redo_are_said_with_the_name_of_the_step(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(window_actions, "announce", lambda _about, words: said.append(plain(words)))
    document = open_small(tmp_path)
    window.show_document(document)
    film = document.project.compositions[0]
    marked = film.model_copy(update={"markers": add_marker(film, Fraction(1, 2))[0].markers})
    document.do(
        StepName("step.marker"),
        document.project.model_copy(update={"compositions": (marked,)}),
    )
    hub().trigger("edit.undo")
    hub().trigger("edit.redo")
    assert said == ["تراجع: إضافة علامة", "إعادة: إضافة علامة"]


def test_what_is_chosen_by_keys_is_told_at_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    class Told(QAccessible):
        """Stands in for a screen reader that listens."""

        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            told.append(plain(event.accessibleInterface().text(NAME)))

    monkeypatch.setattr(painted_access, "QAccessible", Told)
    translator().switch("en")
    bench.stage.seek(0)
    QTest.keyClick(bench.lanes, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(bench.lanes, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(bench.lanes, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    assert told[0] == "Scale, keyframe at 0:01, Even"
    assert "Scale, keyframe at 0:02, Move" in told
    assert told[-1] == "Marker اللازمة, at 0:03"
