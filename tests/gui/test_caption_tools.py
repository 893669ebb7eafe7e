"""The wave, tapping, the check, styles and subtitle files in the caption editor."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.captions.editor import PAGES
from studio.gui.captions.findings_view import WHAT
from studio.gui.captions.import_dialog import ImportDialog, PasteDialog
from studio.gui.captions.mode import CaptionMode
from studio.gui.captions.sidecar_dialog import SidecarDialog
from studio.gui.captions.speech_dialog import SpeechDialog
from studio.gui.captions.table_model import Column
from studio.gui.captions.time_dialogs import ShiftDialog, SyncDialog
from studio.gui.i18n import LANGUAGES, translator
from studio.gui.theme.theme import theme
from studio.gui.workspace.inspector.editors import OptionalEditor
from studio.gui.workspace.inspector.row import Row
from studio.services.caption_styles import find_caption_style
from studio.services.captions.cue_edits import set_text
from tests.gui.captioned import (
    TEXTS,
    captions_of,
    cue,
    four_cues,
    layer_of,
    send_double,
    steps,
    texts,
    times,
    wave_at,
)
from tests.gui.conftest import WAIT
from tests.gui.edited import drag
from tests.gui.fitting import misfits

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def mode(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[CaptionMode]:
    with captions_of(qtbot, tmp_path) as mode:
        yield mode


def idle(qtbot: QtBot) -> None:
    """Until no work is left, and its results have come."""
    qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)
    QApplication.processEvents()


def test_edges_and_cues_are_dragged_on_the_wave_as_one_step_each(mode: CaptionMode) -> None:
    wave = mode.wave
    wave.snaps = False
    before = steps(mode)
    drag(wave, wave_at(mode, 2), wave_at(mode, 2.25))
    assert times(mode, 0) == pytest.approx((0.5, 2.25), abs=0.03)
    drag(wave, wave_at(mode, 2.5), wave_at(mode, 1))
    assert times(mode, 1)[0] == pytest.approx(times(mode, 0)[1], abs=0.001), "it stops at its neighbour"
    drag(wave, wave_at(mode, 5.2), wave_at(mode, 5.4))
    assert times(mode, 2) == pytest.approx((4.7, 6.2), abs=0.03)
    assert steps(mode) == before + 3
    held = times(mode, 3)
    drag(
        wave,
        wave_at(mode, 7.2),
        wave_at(mode, 7.6),
        before_release=lambda: QTest.keyClick(wave, KEY.Key_Escape),
    )
    assert times(mode, 3) == held, "Esc takes the drag back"
    wave.snaps = True
    mode.desk.stage.seek(0)
    drag(wave, wave_at(mode, 6.5), wave_at(mode, float(times(mode, 2)[1]) + 0.05))
    assert times(mode, 3)[0] == times(mode, 2)[1], "edges are drawn to edges"


def test_the_wave_runs_from_the_left_in_both_languages(mode: CaptionMode) -> None:
    wave = mode.wave
    for language in LANGUAGES:
        translator().switch(language)
        lefts = [wave.rect_of(row).left() for row in range(4)]
        assert lefts == sorted(lefts)
        assert wave.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_the_wave_chooses_seeks_adds_and_times_words(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    words = [
        {"text": "الحوار", "start": 0.5, "end": 1.2},
        {"text": "يبدأ", "start": 1.2, "end": 2.0},
    ]
    cues = [cue(0.5, 2, "الحوار يبدأ", words=words), *four_cues()[1:]]
    with captions_of(qtbot, tmp_path, cues) as mode:
        wave = mode.wave
        QTest.mouseClick(wave, LEFT, pos=wave_at(mode, 5).toPoint())
        assert mode.desk.current == 2
        assert mode.desk.stage.time == pytest.approx(5, abs=0.1)
        QTest.mouseClick(wave, LEFT, pos=wave_at(mode, 9, 0.05).toPoint())
        assert mode.desk.stage.time == 9, "the ruler seeks"
        mode.desk.choose([0])
        lower = (wave.height() - wave.load_height - 8) / wave.height()
        wave.snaps = False
        drag(wave, wave_at(mode, 1.2, lower), wave_at(mode, 1.5, lower))
        timed = layer_of(mode).cues[0].words
        assert float(timed[1].start) == pytest.approx(1.5, abs=0.03)
        assert timed[0].end == timed[1].start
        send_double(wave, wave_at(mode, 9.2))
        assert len(texts(mode)) == 5
        assert times(mode, 4)[0] == pytest.approx(9.2, abs=0.1)
        mode.editor.table.leave()


def test_tapping_times_phrases_while_it_plays_and_is_one_step(
    mode: CaptionMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(mode.space.player), "play", lambda _player: None)
    before = steps(mode)
    mode.desk.choose([0])
    QTest.keyClick(mode.editor.table, KEY.Key_F8)
    bar = mode.tap_bar
    assert bar.isVisible()
    assert bar.hasFocus()
    bar.unit.button("cue").click()
    for frame, key in ((10, KEY.Key_Space), (30, KEY.Key_F8), (55, KEY.Key_Return), (56, KEY.Key_Space)):
        mode.desk.stage.seek(frame)
        QTest.keyClick(bar, key)
    QTest.keyClick(bar, KEY.Key_Backspace)
    assert mode.desk.stage.time == Fraction(45, 10) - Fraction(1, 20) or mode.desk.stage.time < 5
    mode.desk.stage.seek(70)
    QTest.keyClick(bar, KEY.Key_Down)
    QTest.keyClick(bar, KEY.Key_Escape)
    assert not bar.isVisible()
    assert times(mode, 0)[0] == 0.85
    assert times(mode, 1)[0] == 2.85
    assert times(mode, 2) == pytest.approx((5.35, 6.85), abs=0.01)
    assert times(mode, 3) == (6.5, 8) or times(mode, 3)[0] >= 6.5
    assert steps(mode) == before + 1
    hub().trigger("edit.undo")
    assert times(mode, 0) == (0.5, 2)


def test_findings_are_mended_one_by_one_and_all_as_one_step(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    long = "ومعًا نصنع فرقًا حقيقيًا في مجتمعاتنا المحلية كل يوم"
    cues = [cue(0.5, 3.5, long), cue(3.3, 5, "شكرًا لكم"), cue(6, 6.4, "أهلًا"), cue(8, 9.5, "الحوار")]
    with captions_of(qtbot, tmp_path, cues) as mode:
        hub().trigger("captions.check")
        idle(qtbot)
        page = mode.editor.check
        qtbot.waitUntil(lambda: len(page.found) > 0, timeout=WAIT)
        count = len(page.found)
        assert count >= 3
        shown = [str(page.model.index(at, WHAT).data()) for at in range(count)]
        assert any("٫" in one for one in shown), "decimals have the sign of the digits"
        assert not any("العربية" in one for one in shown), "one language is not named"
        assert mode.editor.table.cues.marked
        page.view.setCurrentIndex(page.model.index(0, 1))
        QTest.keyClick(page.view, KEY.Key_Return)
        assert mode.desk.current == page.found[0][1].cue
        row = next(at for at, (_, one) in enumerate(page.found) if one.mend is not None)
        page.mend(row)
        idle(qtbot)
        assert len(page.found) < count
        before = steps(mode)
        QTest.mouseClick(page.all_button, LEFT)
        idle(qtbot)
        assert steps(mode) == before + 1
        assert all(one.mend is None for _, one in page.found)
        said = " ".join(" ".join(texts(mode)).split())
        assert said == " ".join(text["text"] for text in cues), "what is said stays"
        if page.found:
            left = len(page.found)
            page.ignore()
            assert len(page.found) == left - 1


def test_a_click_on_a_tile_gives_a_style_and_it_is_saved_as_ones_own(mode: CaptionMode, qtbot: QtBot) -> None:
    mode.desk.choose([1])
    mode.editor.show_page("style")
    page = mode.editor.style_page
    tile = page.tile("word-sweep")
    QTest.mouseClick(tile, LEFT)
    assert layer_of(mode).preset == "word-sweep"
    assert tile.isChecked()
    assert texts(mode) == list(TEXTS)
    page.position.button("top").click()
    assert layer_of(mode).style.position == "top"
    qtbot.waitUntil(lambda: page.tile("classic-boxed").still is not None, timeout=WAIT)
    page.part.button("fields").click()
    assert page.form is not None
    page.form.row("style", "highlight")
    page.save_button.click()
    page.name.setText("نمط حملتي")
    QTest.keyClick(page.name, KEY.Key_Return)
    own = layer_of(mode).preset
    assert own is not None
    assert find_caption_style(own).preset.style.position == "top"
    assert page.chosen is not None
    page.delete(page.chosen)
    assert layer_of(mode).style.position == "top", "the film keeps its look"
    hub().trigger("edit.undo")
    idle(qtbot)


def test_a_file_of_another_encoding_is_shown_before_it_comes(
    mode: CaptionMode, qtbot: QtBot, tmp_path: Path
) -> None:
    srt = tmp_path / "film.en.srt"
    srt.write_bytes("1\n00:00:00,500 --> 00:00:02,000\nDialogue\n".encode("utf-16"))
    mode.bring(srt)
    dialog = mode.dialog
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: dialog.file is not None, timeout=WAIT)
    assert dialog.where.value == "second", "another language goes beside the first"
    QTest.mouseClick(dialog.take_button, LEFT)
    assert [one.text for one in (layer_of(mode).second or pytest.fail("none")).cues] == ["Dialogue"]
    assert mode.importing.mended
    assert mode.editor.mended.isVisible()
    QTest.mouseClick(mode.editor.mended.cross, LEFT)
    assert not mode.editor.mended.isVisible()
    arabic = tmp_path / "old.srt"
    arabic.write_bytes("1\n00:00:00,500 --> 00:00:02,000\nأهلا بكم في حوار\n".encode("cp1256"))
    mode.bring(arabic)
    other = mode.dialog
    assert isinstance(other, ImportDialog)
    qtbot.waitUntil(lambda: other.file is not None, timeout=WAIT)
    assert other.encoding.currentData() == "windows-1256"
    other.read("utf-8")
    idle(qtbot)
    assert other.file is not None
    assert "أهلا" not in other.file.cues[0].text
    other.read("windows-1256")
    idle(qtbot)
    other.take()
    assert texts(mode) == ["أهلا بكم في حوار"]
    bad = tmp_path / "bad.srt"
    bad.write_bytes(b"\x89PNG\r\n")
    mode.bring(bad)
    idle(qtbot)
    refused = mode.dialog
    assert isinstance(refused, ImportDialog)
    assert refused.preview.error.text()
    assert not refused.take_button.isEnabled()
    refused.reject()


def test_every_field_of_a_style_that_is_left_to_itself_can_be_set(mode: CaptionMode, qtbot: QtBot) -> None:
    mode.desk.choose([1])
    mode.editor.show_page("style")
    page = mode.editor.style_page
    page.part.button("fields").click()
    assert page.form is not None
    optional = [row for row in page.form.findChildren(Row) if isinstance(row.editor, OptionalEditor)]
    assert len(optional) >= 2
    for row in optional:
        name = row.editor.spec.dotted
        editor = row.editor
        assert isinstance(editor, OptionalEditor)
        editor.changed.emit(editor.initial)
        assert not row.error.isVisible(), (name, row.error.text())
    style = layer_of(mode).style
    assert (style.text.size, style.text.weight) == (64, 700), "as captions are by themselves"


def test_the_language_of_a_file_is_that_of_its_captions(
    mode: CaptionMode, qtbot: QtBot, tmp_path: Path
) -> None:
    def head() -> str:
        return str(mode.editor.table.cues.headerData(Column.FIRST, Qt.Orientation.Horizontal))

    translator().switch("en")
    assert head() == "Arabic"
    srt = tmp_path / "film.srt"
    srt.write_text("1\n00:00:00,500 --> 00:00:02,000\nWelcome to all of you!\n", encoding="utf-8")
    mode.bring(srt)
    dialog = mode.dialog
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: dialog.file is not None, timeout=WAIT)
    assert dialog.where.value == "second"
    dialog.where.set_value("first")
    dialog.take()
    assert head() == "English"
    assert mode.check_options().limits.speed == 15
    mode.desk.edit("step.cue-text", lambda cues: set_text(cues, 0, "أهلا بكم جميعا"))
    assert head() == "Text", "what it is not is not said"


def test_a_file_is_shown_whole_once_it_is_read(mode: CaptionMode, qtbot: QtBot, tmp_path: Path) -> None:
    srt = tmp_path / "film.srt"
    lines = ((3, 2), (1, 5), (4, 6))
    srt.write_text("".join(f"1\n00:00:0{a}.000 --> 00:00:0{b}.000\nحوار\n\nأهلًا\n\n" for a, b in lines))
    mode.bring(srt)
    dialog = mode.dialog
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: dialog.file is not None and dialog.preview.mended.isVisible(), timeout=WAIT)
    idle(qtbot)
    areas = dialog.findChildren(QScrollArea)
    area = next(one for one in areas if one.isAncestorOf(dialog.preview))
    qtbot.waitUntil(lambda: not area.verticalScrollBar().isVisible(), timeout=WAIT)
    dialog.reject()


def test_a_pasted_text_is_spread_over_the_film(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    with captions_of(qtbot, tmp_path, []) as mode:
        QTest.mouseClick(mode.editor.begin.paste_button, LEFT)
        dialog = mode.dialog
        assert isinstance(dialog, PasteDialog)
        dialog.field.setPlainText("أهلًا بكم\n\nفي حوار\n\nشكرًا لكم")
        dialog.take()
        assert texts(mode) == ["أهلًا بكم", "في حوار", "شكرًا لكم"]
        assert 0 < times(mode, 2)[1] <= 10


def test_dialogs_shift_sync_and_write_subtitle_files(mode: CaptionMode, tmp_path: Path) -> None:
    mode.desk.choose([1])
    hub().trigger("captions.shift")
    shifting = mode.dialog
    assert isinstance(shifting, ShiftDialog)
    shifting.which.button("from").click()
    shifting.by.set_value(0.25)
    shifting.carry_out()
    assert [times(mode, at)[0] for at in range(4)] == [0.5, 2.75, 4.75, 6.75]
    hub().trigger("captions.shift")
    again = mode.dialog
    assert isinstance(again, ShiftDialog)
    again.which.button("all").click()
    again.by.set_value(-3)
    again.carry_out()
    assert again.error.text(), "nothing goes before the film; the dialog says so"
    again.reject()
    hub().trigger("captions.sync")
    syncing = mode.dialog
    assert isinstance(syncing, SyncDialog)
    for field, time in zip(syncing.fields, (1.0, 8.0), strict=True):
        field.set_value(time)
    syncing.carry_out()
    assert [times(mode, at)[0] for at in (0, 3)] == [1.0, 8.0]
    mode.export_files()
    saving = mode.dialog
    assert isinstance(saving, SidecarDialog)
    saving.folder.setText(str(tmp_path))
    assert not saving.replaces.isVisible()
    ((path, _),) = saving.files()
    path.write_text("somebody's work")
    saving.retranslate()
    assert saving.replaces.isVisible(), "that a file is replaced is said before"
    assert saving.save_button.accessibleName() == "استبدل"
    saving.save()
    (written,) = saving.written
    assert written.name.endswith(".ar.srt")
    assert TEXTS[0] in written.read_text("utf-8")
    saving.reject()


def test_recognising_says_plainly_what_is_missing(mode: CaptionMode) -> None:
    hub().trigger("captions.speech")
    dialog = mode.dialog
    assert isinstance(dialog, SpeechDialog)
    assert dialog.state.text()
    assert not dialog.start_button.isEnabled()
    dialog.cancel()
    assert mode.dialog is None


def test_the_editor_fits_small_windows_and_large_letters(mode: CaptionMode, qtbot: QtBot) -> None:
    host = mode.space.window()
    assert isinstance(host, QWidget)
    found: list[str] = []
    for scale, size in ((1.0, (960, 540)), (2.0, (1366, 690))):
        theme().choose(scale=scale)
        for language in LANGUAGES:
            translator().switch(language)
            host.resize(*size)
            for page in PAGES:
                mode.editor.show_page(page)
                idle(qtbot)
                idle(qtbot)
                found += [f"{page} {language} {scale}: {one}" for one in misfits(host)]
            assert (host.width(), host.height()) == size
    assert found == []
    assert mode.wave.mapTo(host, QPointF(0, 0).toPoint()).y() > 0
