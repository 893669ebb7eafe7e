"""The menu "Insert" by keys: each action asks what it must, and makes one step of undo."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import miniaudio
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from studio.formats.project_file import save_project
from studio.gui.actions import hub
from studio.gui.document import Document
from studio.gui.i18n import WindowLanguage, translator
from studio.gui.theme.theme import theme
from studio.gui.workspace.inserting.chart_dialog import ChartDialog, bars_in
from studio.gui.workspace.inserting.listening import Listener
from studio.gui.workspace.inserting.music_dialog import ChosenSound, MusicDialog
from studio.gui.workspace.inserting.transition_dialog import TransitionDialog
from studio.gui.workspace.inserting.voice_dialog import VoiceDialog
from studio.gui.workspace.layer_names import layer_name
from studio.gui.workspace.workspace import Workspace
from studio.media.playback import DeviceStream, Stream
from studio.media.recording import Hear, Microphone, write_voice
from studio.media.sound_device import NoDeviceError
from studio.model.charts import BarChart
from studio.model.layers import ChartLayer, GroupLayer, ShapeLayer, TextLayer, TrackLayer, Transition
from studio.model.project import Project
from studio.services.edits.inserts import MUSIC_UNDER_SPEECH
from studio.services.edits.paths import node_at
from studio.services.session import Session
from studio.services.sounds import bundled_sounds
from tests.gui.conftest import WAIT
from tests.gui.typing_keys import type_text

LEFT = Qt.MouseButton.LeftButton
BOTH = pytest.mark.parametrize("space", ["ar", "en"], indirect=True)


def two_clips(folder: Path, language: str) -> Path:
    path = folder / "film.hiwar"
    path.mkdir()
    clips = [
        {"kind": "clip", "id": name, "name": name, "duration": 3, "source": {"background": color}}
        for name, color in (("one", "surface"), ("two", "accent"))
    ]
    project = Project.model_validate(
        {
            "compositions": [
                {
                    "size": {"width": 144, "height": 256},
                    "duration": 6,
                    "language": language,
                    "layers": [{"type": "track", "id": "track", "items": clips}],
                }
            ]
        }
    )
    save_project(project, path)
    return path


@pytest.fixture
def space(
    request: pytest.FixtureRequest, qtbot: QtBot, look: None, tmp_path: Path, settle: Callable[[], None]
) -> Iterator[Workspace]:
    """A workspace with two clips of three seconds; in Arabic unless a test says otherwise."""
    language: WindowLanguage = getattr(request, "param", "ar")
    translator().switch(language)
    document = Document(Session.open(two_clips(tmp_path, language)))
    host = QMainWindow()
    qtbot.addWidget(host)
    hub().attach(host)
    found = Workspace(document)
    host.setCentralWidget(found)
    hub().set_project_open(True)
    host.resize(1366, 690)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow, timeout=WAIT)
    found.canvas.view.setFocus()
    settle()
    yield found
    found.close_project()
    hub().set_project_open(False)
    document.close()


def press(space: Workspace, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(space.canvas.view, key, modifiers or Qt.KeyboardModifier.NoModifier)


def steps(space: Workspace) -> int:
    count = 0
    while space.stage.document.undo():
        count += 1
    while space.stage.document.redo():
        pass
    return count


@BOTH
def test_a_lower_third_is_one_key_in_the_films_language(space: Workspace, settle: Callable[[], None]) -> None:
    press(space, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
    settle()
    band = space.stage.composition.layers[-1]
    assert isinstance(band, GroupLayer)
    name = next(one for one in band.layers if one.id == "name")
    assert isinstance(name, TextLayer)
    assert name.text == ("الاسم الكامل" if space.stage.composition.is_rtl else "Full name")
    assert band.end == 5
    assert space.stage.current == (band.id, "name"), "its words are typed next"
    assert steps(space) == 1
    assert space.stage.document.undo()
    assert len(space.stage.composition.layers) == 1


def test_what_was_inserted_is_called_in_the_windows_language_until_it_is_renamed(space: Workspace) -> None:
    hub().trigger("insert.lower")
    band = space.stage.composition.layers[-1]
    assert isinstance(band, GroupLayer)
    translator().switch("ar")
    assert layer_name(band) == "شريط تعريف"
    translator().switch("en")
    assert layer_name(band) == "Lower third"
    assert layer_name(band.model_copy(update={"name": "ضيف الحلقة"})) == "ضيف الحلقة"


def test_a_shape_is_chosen_from_a_menu_by_keys(space: Workspace, settle: Callable[[], None]) -> None:
    press(space, Qt.Key.Key_R)
    QApplication.processEvents()
    menu = space.inserts.menu
    assert menu is not None
    assert len(menu.actions()) == 6
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle()
    made = space.stage.composition.layers[-1]
    assert isinstance(made, ShapeLayer)
    assert made.shape == "ellipse"
    assert steps(space) == 1


@BOTH
def test_a_chart_asks_for_its_figures(space: Workspace, settle: Callable[[], None]) -> None:
    press(space, Qt.Key.Key_C)
    QApplication.processEvents()
    menu = space.inserts.menu
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle()
    dialog = space.inserts.dialog
    assert isinstance(dialog, ChartDialog)
    type_text(dialog.rows[0].label, "عمّان" if translator().right_to_left else "Amman")
    dialog.rows[0].value.setFocus()
    dialog.rows[0].value.selectAll()
    type_text(dialog.rows[0].value, "٩٠")
    QTest.mouseClick(dialog.rows[3].gone, LEFT)
    QTest.mouseClick(dialog.rows[1].accent, LEFT)
    QTest.mouseClick(dialog.done_button, LEFT)
    settle()
    path = space.stage.current
    assert path is not None
    layer = node_at(space.stage.composition, path)
    assert isinstance(layer, ChartLayer)
    assert isinstance(layer.chart, BarChart)
    bars = layer.chart.bars
    assert [one.value for one in bars] == [90, 54, 31]
    assert [one.highlight for one in bars] == [False, True, False]
    assert bars[0].label in ("عمّان", "Amman")
    space.canvas.view.setFocus()
    press(space, Qt.Key.Key_C)
    assert isinstance(space.inserts.dialog, ChartDialog), "again: its figures"
    space.inserts.dialog.reject()


def test_figures_are_pasted_from_a_sheet(look: None) -> None:
    QGuiApplication.clipboard().setText("مدينة\tعدد\nعمّان\t١٬٢٠٠\nإربد\t٣٤٠٫٥\n")
    bars = bars_in(QGuiApplication.clipboard().text())
    assert [(one.label, one.value) for one in bars] == [("عمّان", 1200), ("إربد", 340.5)]
    assert [one.highlight for one in bars] == [True, False]
    assert bars_in("no figures at all") == []


def test_music_is_listened_to_and_put_with_fades(
    space: Workspace,
    qtbot: QtBot,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HIWAR_CACHE_DIR", str(tmp_path / "cache"))
    press(space, Qt.Key.Key_U)
    dialog = space.inserts.dialog
    assert isinstance(dialog, MusicDialog)
    dialog.listener._open = quiet_card
    QTest.mouseClick(dialog.plays[1], LEFT)
    qtbot.waitUntil(lambda: dialog.listener.player.playing, timeout=WAIT)
    assert dialog.listener.file is not None
    QTest.mouseClick(dialog.plays[1], LEFT)
    assert dialog.listener.file is None
    QTest.keyClick(dialog, Qt.Key.Key_Down)
    QTest.mouseClick(dialog.put_button, LEFT)
    settle()
    (sound,) = space.stage.composition.audio
    assert sound.media == "asset:sounds/steady-hope.opus"
    assert sound.loop
    assert sound.fade_in > 0
    assert steps(space) == 1


def quiet_card() -> Stream:
    """A sound card that nobody hears."""
    return DeviceStream([miniaudio.Backend.NULL])


def no_card() -> Stream:
    raise NoDeviceError


def test_without_a_sound_card_listening_says_so(
    qtbot: QtBot, look: None, settle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIWAR_CACHE_DIR", str(tmp_path / "cache"))
    dialog = MusicDialog(listener=Listener(device=no_card))
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.mouseClick(dialog.plays[0], LEFT)
    settle()
    assert "لا يوجد جهاز صوت" in dialog._told.text()
    assert dialog.put_button.isEnabled()
    dialog.reject()


class Spoken:
    """A microphone that a test speaks into."""

    def __init__(self) -> None:
        self.hear: Hear | None = None
        self.closed = False

    def say(self, level: float, frames: int = 9600) -> None:
        assert self.hear is not None
        self.hear(np.full(frames, round(level * 32767), np.int16).tobytes())

    def start(self, hear: Hear) -> None:
        self.hear = hear

    def stop(self) -> None:
        self.hear = None

    def close(self) -> None:
        self.closed = True


def test_a_voice_is_counted_in_recorded_heard_again_and_given(
    qtbot: QtBot, look: None, settle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIWAR_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("studio.gui.workspace.inserting.voice_dialog.COUNT_IN", 0.2)
    microphone = Spoken()
    dialog = VoiceDialog(microphone=lambda: microphone, listener=Listener(device=quiet_card))
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    assert dialog.state == "ready"
    rolled: list[bool] = []
    chosen: list[tuple[object, bool]] = []
    dialog.rolling.connect(rolled.append)
    dialog.chosen.connect(lambda file, lower: chosen.append((file, lower)))
    microphone.say(0.6)
    qtbot.waitUntil(lambda: dialog.meter.level > 0.3, timeout=WAIT)
    QTest.mouseClick(dialog.record_button, LEFT)
    assert dialog.state == "counting"
    assert dialog.big.text() == "١"
    qtbot.waitUntil(lambda: dialog.state == "recording", timeout=WAIT)
    microphone.say(0.4)
    qtbot.waitUntil(lambda: dialog._loudest > 0.3, timeout=WAIT)
    QTest.mouseClick(dialog.record_button, LEFT)
    assert dialog.state == "review"
    assert rolled == [True, False]
    QTest.mouseClick(dialog.listen_button, LEFT)
    qtbot.waitUntil(lambda: dialog.listener.player.playing, timeout=WAIT)
    QTest.mouseClick(dialog.put_button, LEFT)
    settle()
    assert chosen == [(dialog.take_file, True)]
    assert dialog.take_file is not None
    assert dialog.take_file.stat().st_size > 9600
    assert microphone.closed


def test_a_take_that_is_too_loud_is_told(
    qtbot: QtBot, look: None, settle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIWAR_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("studio.gui.workspace.inserting.voice_dialog.COUNT_IN", 0)
    microphone = Spoken()
    dialog = VoiceDialog(microphone=lambda: microphone, listener=Listener(device=quiet_card))
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    QTest.mouseClick(dialog.record_button, LEFT)
    qtbot.waitUntil(lambda: dialog.state == "recording", timeout=WAIT)
    microphone.say(1.0)
    qtbot.waitUntil(lambda: dialog._loudest > 0.9, timeout=WAIT)
    QTest.mouseClick(dialog.record_button, LEFT)
    assert "عاليًا" in dialog.told.text()
    dialog.reject()


def no_microphone() -> Microphone:
    raise NoDeviceError


def test_without_a_microphone_it_is_said_and_a_file_can_be_imported(
    space: Workspace, settle: Callable[[], None], tmp_path: Path
) -> None:
    space.inserts.put_music(_bed())
    settle()
    dialog = VoiceDialog(space.window(), microphone=no_microphone, listener=Listener(device=no_card))
    dialog.chosen.connect(space.inserts.put_voice)
    dialog.open()
    settle()
    assert dialog.state == "missing"
    assert not dialog.record_button.isVisible()
    assert ("ميكروفون" in dialog.told.text()) == translator().right_to_left
    (tmp_path / "text.wav").write_text("no sound", encoding="utf-8")
    dialog.take(tmp_path / "text.wav")
    settle()
    assert not dialog.put_button.isEnabled()
    dialog.take(_wav(tmp_path / "my voice.wav"))
    settle()
    QTest.mouseClick(dialog.put_button, LEFT)
    settle()
    music, voice = space.stage.composition.audio
    assert music.gain == MUSIC_UNDER_SPEECH
    assert voice.media in {item.id for item in space.stage.document.project.media}
    assert space.stage.document.undo()
    assert space.stage.composition.audio[0].gain > MUSIC_UNDER_SPEECH, "one step for both"


def _bed() -> ChosenSound:
    one = bundled_sounds()[0]
    return ChosenSound(one.file, one.media, "bed", loop=True, seconds=one.seconds, from_start=True)


def _wav(path: Path) -> Path:
    return write_voice(path, (4000 * np.sin(np.arange(24_000) / 9)).astype(np.int16))


def test_a_transition_is_chosen_among_moving_kinds_and_taken_away_again(
    space: Workspace, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    space.stage.seek(80)
    press(space, Qt.Key.Key_X)
    dialog = space.inserts.dialog
    assert isinstance(dialog, TransitionDialog)
    assert space.stage.time == 3, "at the cut"
    settle()
    assert all(tile.still is not None or tile.playing for tile in dialog.tiles.values())
    tile = dialog.tiles[list(dialog.tiles)[2]]
    QTest.mouseClick(tile, LEFT)
    assert dialog.toward.isVisible()
    dialog.length.setFocus()
    dialog.length.selectAll()
    QTest.keyClicks(dialog.length, "1.5")
    QTest.mouseClick(dialog.put_button, LEFT)
    settle()
    track = space.stage.composition.layers[0]
    assert isinstance(track, TrackLayer)
    over = track.items[1]
    assert isinstance(over, Transition)
    assert (over.transition, over.duration) == ("push", Fraction(3, 2))
    assert steps(space) == 1
    space.canvas.view.setFocus()
    press(space, Qt.Key.Key_X)
    again = space.inserts.dialog
    assert isinstance(again, TransitionDialog)
    QTest.mouseClick(again.remove_button, LEFT)
    track = space.stage.composition.layers[0]
    assert isinstance(track, TrackLayer)
    assert len(track.items) == 2
    settle()


def test_less_motion_keeps_the_tiles_still(space: Workspace, settle: Callable[[], None]) -> None:
    theme().choose("dark", reduced_motion=True)
    press(space, Qt.Key.Key_X)
    dialog = space.inserts.dialog
    assert isinstance(dialog, TransitionDialog)
    settle()
    assert not any(tile.playing for tile in dialog.tiles.values())
    assert all(tile.still is not None for tile in dialog.tiles.values())
    dialog.reject()


def test_without_a_cut_the_transition_says_what_to_do(space: Workspace) -> None:
    told: list[object] = []
    space.stage.refused.connect(told.append)
    space.stage.edit("step.delete", lambda one: one.model_copy(update={"layers": ()}))
    press(space, Qt.Key.Key_X)
    assert len(told) == 1


def test_a_track_takes_in_what_is_selected(space: Workspace, settle: Callable[[], None]) -> None:
    press(space, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
    space.stage.select([("lower-third",)])
    press(space, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle()
    track = space.stage.composition.layers[-1]
    assert isinstance(track, TrackLayer)
    assert [one.kind for one in track.items] == ["clip"]
    assert space.stage.current == (track.id,)


def test_the_rail_opens_templates_and_brand_and_esc_goes_back_to_the_canvas(
    space: Workspace, settle: Callable[[], None]
) -> None:
    for name, panel in (("templates", space.templates), ("brand", space.brand)):
        QTest.mouseClick(space.rail.buttons[name], LEFT)
        settle()
        assert panel.isVisible()
        assert panel.tiles
    space.templates.search.setFocus()
    tile = next(iter(space.brand.tiles.values()))
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Escape)
    assert space.canvas.view.hasFocus()
