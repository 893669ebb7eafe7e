"""The caption editor under real keys and clicks: list, writing in both directions, times, both languages."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.captions.cue_box import CueBox
from studio.gui.captions.mode import CaptionMode
from studio.gui.captions.table_model import Column, Index
from studio.gui.i18n import WindowLanguage, translator
from studio.services.captions.cue_edits import set_text
from tests.gui.captioned import TEXTS, captions_of, click_cell, cue, four_cues, layer_of, steps, texts, times
from tests.gui.typing_keys import type_text

KEY = Qt.Key
ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def mode(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[CaptionMode]:
    with captions_of(qtbot, tmp_path) as mode:
        yield mode


def box(mode: CaptionMode) -> CueBox:
    found = mode.editor.table.box
    assert found is not None
    return found


def test_f7_opens_the_editor_and_brings_everything_back(mode: CaptionMode) -> None:
    space = mode.space
    mode.desk.choose([2], seek=True)
    frame = space.stage.frame
    QTest.keyClick(mode.editor.table, KEY.Key_F7)
    assert not mode.active
    assert space.timeline.isVisible()
    assert space.rail.isVisible()
    assert space.inspector.isVisible()
    assert not mode.editor.isVisible()
    QTest.mouseClick(space.top.mode.buttons["captions"], Qt.MouseButton.LeftButton)
    assert mode.active
    assert mode.editor.isVisible()
    assert mode.wave.isVisible()
    assert not space.timeline.isVisible()
    assert space.stage.frame == frame
    assert mode.desk.current == 2


def test_choosing_a_cue_seeks_and_the_playhead_marks_its_cue(mode: CaptionMode) -> None:
    click_cell(mode, 2)
    assert mode.desk.stage.time == Fraction(9, 2)
    assert mode.editor.table.cues.seen == (2,)
    mode.desk.stage.seek(5)
    assert mode.editor.table.cues.seen == (0,)
    assert mode.desk.current == 2, "the choice is the person's"
    QTest.keyClick(mode.editor.table, KEY.Key_Down)
    assert mode.desk.current == 3
    assert mode.desk.stage.time == Fraction(13, 2)


def test_a_click_on_the_chosen_cue_brings_the_playhead_back(mode: CaptionMode) -> None:
    click_cell(mode, 1)
    start = mode.desk.stage.time
    mode.desk.stage.seek(9)
    click_cell(mode, 1)
    assert mode.desk.stage.time == start


def test_ctrl_end_chooses_the_last_cue_and_ctrl_home_the_first(mode: CaptionMode) -> None:
    table, control = mode.editor.table, Qt.KeyboardModifier.ControlModifier
    click_cell(mode, 1)
    QTest.keyClick(table, KEY.Key_End, control)
    assert mode.desk.chosen == (3,)
    assert mode.desk.stage.time == Fraction(13, 2)
    QTest.keyClick(table, KEY.Key_Home, control)
    assert mode.desk.chosen == (0,)


def test_enter_writes_and_goes_on_to_the_next_cue(mode: CaptionMode) -> None:
    click_cell(mode, 0)
    QTest.keyClick(mode.editor.table, KEY.Key_Return)
    assert box(mode).hasFocus()
    type_text(box(mode), " قبل الكلام")
    QTest.keyClick(box(mode), KEY.Key_Return)
    assert texts(mode)[0] == f"{TEXTS[0]} قبل الكلام"
    assert mode.desk.current == 1
    QTest.keyClick(box(mode), KEY.Key_Return, SHIFT)
    type_text(box(mode), "أكثر")
    QTest.keyClick(box(mode), KEY.Key_Escape)
    assert texts(mode)[1] == f"{TEXTS[1]}\nأكثر"
    assert mode.editor.table.hasFocus()


def test_a_text_stands_as_it_is_read_while_it_is_typed(mode: CaptionMode) -> None:
    assert mode.editor.table.write(3, select_all=True)
    assert box(mode).right_to_left
    type_text(box(mode), "Thank you")
    assert not box(mode).right_to_left
    assert box(mode).document().defaultTextOption().textDirection() == Qt.LayoutDirection.LeftToRight
    box(mode).selectAll()
    type_text(box(mode), "شكرًا COVID-19")
    assert box(mode).right_to_left
    assert box(mode).document().defaultCursorMoveStyle() == Qt.CursorMoveStyle.VisualMoveStyle


def test_typing_tells_characters_speed_and_balance(mode: CaptionMode) -> None:
    translator().switch("en")
    live = mode.editor.live
    mode.editor.table.write(0)
    assert "20 of 42" in live.lines.text().replace("\u2066", "").replace("\u2069", "")
    type_text(box(mode), " قبل أن نتكلم معًا كل يوم في كل مكان")
    assert live.pace.property("look") == "error"
    QTest.keyClick(box(mode), KEY.Key_Return, SHIFT)
    type_text(box(mode), "نعم")
    assert live.hint.text()


def test_an_emptied_text_keeps_what_it_said(mode: CaptionMode) -> None:
    mode.editor.table.write(0, select_all=True)
    QTest.keyClick(box(mode), KEY.Key_Delete)
    mode.editor.table.leave()
    assert texts(mode)[0] == TEXTS[0]


def test_a_cue_is_split_where_the_caret_stands(mode: CaptionMode) -> None:
    mode.editor.table.write(1)
    cursor = box(mode).textCursor()
    cursor.setPosition(len("حين نسمع"))
    box(mode).setTextCursor(cursor)
    QTest.keyClick(box(mode), KEY.Key_Return, CONTROL)
    assert texts(mode)[1:3] == ["حين نسمع", "بعضنا نفهم"]
    assert box(mode).text == "بعضنا نفهم", "the second half is gone on with"
    mode.editor.table.leave()
    hub().trigger("edit.undo")
    assert texts(mode) == list(TEXTS)


def test_cues_are_added_merged_deleted_and_nudged_by_keys(mode: CaptionMode) -> None:
    table = mode.editor.table
    click_cell(mode, 0)
    table.setFocus()
    QTest.keyClick(table, KEY.Key_J, CONTROL | SHIFT)
    assert texts(mode)[0] == f"{TEXTS[0]} {TEXTS[1]}"
    hub().trigger("edit.undo")
    mode.desk.choose([0])
    QTest.keyClick(table, KEY.Key_Right, ALT)
    assert times(mode, 0) == (0.6, 2.1)
    QTest.keyClick(table, KEY.Key_Left, ALT)
    QTest.keyClick(table, KEY.Key_Left, ALT)
    assert times(mode, 0) == (0.4, 1.9)
    QTest.keyClick(table, KEY.Key_Delete)
    assert texts(mode) == list(TEXTS[1:])
    assert mode.desk.current == 0
    mode.desk.stage.seek(0)
    QTest.keyClick(table, KEY.Key_Insert)
    assert len(texts(mode)) == 4
    assert box(mode).textCursor().selectedText() == texts(mode)[0], "ready to be written over"


def test_f3_and_f4_begin_and_end_a_cue_at_the_playhead(mode: CaptionMode) -> None:
    mode.desk.choose([1])
    mode.desk.stage.seek(27)
    QTest.keyClick(mode.editor.table, KEY.Key_F3)
    assert times(mode, 1)[0] == 2.7
    mode.desk.stage.seek(35)
    mode.editor.table.write(1)
    QTest.keyClick(box(mode), KEY.Key_F4)
    assert times(mode, 1) == (2.7, 3.5), "also while its text is written"


def test_a_time_is_typed_in_any_digits(mode: CaptionMode) -> None:
    table = mode.editor.table
    click_cell(mode, 0, Column.START, double=True)
    field = table.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    type_text(field, "٠:٠١.٢٥")
    QTest.keyClick(field, KEY.Key_Return)
    QApplication.processEvents()
    assert times(mode, 0) == (1.25, 2)


def test_s_splits_at_the_playhead_and_space_plays_in_the_list(mode: CaptionMode) -> None:
    mode.desk.choose([1], seek=True)
    mode.desk.stage.seek(33)
    mode.editor.table.setFocus()
    QTest.keyClick(mode.editor.table, KEY.Key_S)
    assert len(texts(mode)) == 5
    assert times(mode, 1)[1] == times(mode, 2)[0] == 3.3
    QTest.keyClick(mode.editor.table, KEY.Key_Space)
    assert mode.space.player.playing
    QTest.keyClick(mode.editor.table, KEY.Key_K)
    assert not mode.space.player.playing


def test_alt_with_letters_plays_while_a_text_is_written(mode: CaptionMode) -> None:
    mode.editor.table.write(0)
    QTest.keyClick(box(mode), KEY.Key_K, ALT)
    assert mode.space.player.playing
    QTest.keyClick(box(mode), KEY.Key_K, ALT)
    assert not mode.space.player.playing
    assert box(mode).text == TEXTS[0]


def test_a_drag_of_writing_is_one_step_and_undo_chooses_what_it_brought_back(mode: CaptionMode) -> None:
    before = steps(mode)
    mode.editor.table.write(2)
    type_text(box(mode), " تفتح")
    mode.editor.table.keep_typed()
    type_text(box(mode), " بابًا")
    mode.editor.table.leave()
    assert steps(mode) == before + 1
    mode.desk.choose([0])
    hub().trigger("edit.undo")
    assert texts(mode) == list(TEXTS)
    assert mode.desk.current == 2


def test_a_second_language_is_written_beside_the_first(mode: CaptionMode) -> None:
    mode.desk.choose([0])
    mode.editor.menu_action("cues.second").trigger()
    assert not mode.editor.table.isColumnHidden(Column.SECOND)
    assert not box(mode).right_to_left
    type_text(box(mode), "Dialogue begins with listening")
    QTest.keyClick(box(mode), KEY.Key_Tab)
    assert texts(mode) == list(TEXTS)
    second = layer_of(mode).second
    assert second is not None
    assert [one.text for one in second.cues] == ["Dialogue begins with listening"]
    assert times(mode, 0, second=True) == times(mode, 0)
    assert box(mode).right_to_left, "Tab went on to the next cue's first language"
    mode.editor.table.leave()
    mode.desk.choose([0])
    mode.commands.nudge(5)
    assert times(mode, 0, second=True) == times(mode, 0) == (1.0, 2.5), "timed together"
    mode.commands.delete()
    assert layer_of(mode).second is not None
    assert not (layer_of(mode).second or second).cues


def test_the_second_language_may_be_timed_apart(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    others = [cue(0.5, 1.5, "One"), cue(8.6, 9.4, "Alone")]
    with captions_of(qtbot, tmp_path, second={"cues": others, "language": "en"}) as mode:
        assert len(mode.desk.rows) == 5
        assert mode.desk.rows[4].first is None
        mode.desk.choose([0])
        mode.commands.nudge(2)
        assert times(mode, 0) == (0.7, 2.2)
        assert times(mode, 0, second=True) == (0.5, 1.5), "its own times stay"
        mode.desk.choose([4])
        mode.desk.stage.seek(88)
        mode.commands.start_here()
        assert times(mode, 1, second=True) == (8.8, 9.4)


def test_finding_heeds_neither_hamza_nor_harakat_and_replaces(mode: CaptionMode) -> None:
    mode.editor.table.setFocus()
    QTest.keyClick(mode.editor.table, KEY.Key_F, CONTROL)
    row = mode.editor.finding
    assert row.field.hasFocus()
    type_text(row.field, "كل كلمه")
    QTest.keyClick(row.field, KEY.Key_Return)
    assert len(row.hits) == 1
    assert mode.desk.current == 2
    QTest.keyClick(row.field, KEY.Key_H, CONTROL)
    assert row.by.isVisible()
    row.field.setText("شكرا")
    row.by.setText("أهلًا")
    row.look()
    QTest.mouseClick(row.all, Qt.MouseButton.LeftButton)
    assert texts(mode)[3] == "أهلًا لكم"


def test_everything_of_the_list_is_told_to_screen_readers(mode: CaptionMode) -> None:
    words: tuple[tuple[WindowLanguage, str], ...] = (("en", "Cue 2"), ("ar", "السطر ٢"))
    for language, word in words:
        translator().switch(language)
        model = mode.editor.table.cues
        said = model.data(model.index(1, Column.FIRST), Qt.ItemDataRole.AccessibleTextRole)
        assert word in said.replace("\u2068", "").replace("\u2069", "")
        assert TEXTS[1] in said
        wave = QAccessible.queryAccessibleInterface(mode.wave)
        names = [wave.child(index).text(QAccessible.Text.Name) for index in range(wave.childCount())]
        assert len(names) == 4
        assert TEXTS[1] in names[1]
        assert mode.wave.accessibleName()
    wave = QAccessible.queryAccessibleInterface(mode.wave)
    item = wave.child(3)
    item.actionInterface().doAction("Press")
    assert mode.desk.current == 3


def test_five_thousand_cues_are_edited_by_what_changes(
    qtbot: QtBot, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cues = [cue(number * 2, number * 2 + 1.5, f"سطر رقم {number}") for number in range(5000)]
    with captions_of(qtbot, tmp_path, cues, seconds=10_000) as mode:
        model = mode.editor.table.cues
        told: list[tuple[int, int]] = []
        resets: list[bool] = []
        model.dataChanged.connect(lambda first, last, *_: told.append((first.row(), last.row())))
        model.modelReset.connect(lambda: resets.append(True))
        mode.desk.choose([2500, 2501, 4999], current=2500)
        mode.desk.edit("step.cue-text", lambda found: set_text(found, 2500, "كلام آخر"), choose=False)
        assert (2500, 2500) in told
        assert max(last - first for first, last in told) < 3, "no more is told than what changed"
        assert not resets
        selected = {index.row() for index in mode.editor.table.selectionModel().selectedRows()}
        assert selected == {2500, 2501, 4999}
        asked: list[int] = []
        data = model.data

        def counted(index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
            asked.append(index.row())
            return data(index, role)

        monkeypatch.setattr(model, "data", counted)
        mode.commands.nudge(1)
        QApplication.processEvents()
        assert len(set(asked)) < 60, "only what is seen is read"
        assert len(mode.wave.seen_rows()) < 60
        selected = {index.row() for index in mode.editor.table.selectionModel().selectedRows()}
        assert selected == {2500, 2501, 4999}, "the choice stays"


def test_a_film_without_captions_offers_three_ways(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    with captions_of(qtbot, tmp_path, []) as mode:
        begin = mode.editor.begin
        assert begin.isVisible()
        for button in (begin.open_button, begin.paste_button, begin.speech_button):
            assert button.isVisible()
        mode.desk.stage.seek(10)
        hub().trigger("captions.add")
        assert times(mode, 0) == (1, 3)
        assert four_cues()
