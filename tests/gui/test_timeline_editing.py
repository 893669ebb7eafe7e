"""Editing on the timeline with the mouse, in both languages: the document afterwards is what was drawn."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from studio.formats.project_file import save_project
from studio.gui.actions import hub
from studio.gui.document import Document
from studio.gui.i18n import WindowLanguage, tr, translator
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.clipboard_commands import Clipboard
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.lanes import Lanes
from studio.gui.workspace.timeline.snapping import snapped
from studio.gui.workspace.workspace import Workspace
from studio.model.composition import AudioClip
from studio.model.layers import CaptionLayer, Clip, TrackLayer
from studio.model.project import Project
from studio.services.edits.layers import add_layers
from studio.services.edits.paths import layer_at, node_at, sound_at, track_at
from studio.services.edits.times import item_start, span_of
from studio.services.edits.tracks import track_length
from studio.services.session import Session
from tests.gui.conftest import WAIT
from tests.gui.timeline_film import LEFT, NONE, VOICE, drag, film_document, held, place, seconds

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
A, B, C = (("track", name) for name in "abc")


@pytest.fixture
def workspace(qtbot: QtBot, look: None, tmp_path: Path, rest: Callable[[], None]) -> Iterator[Workspace]:
    """The film in a window; nothing snaps, and nothing ripples unless a test says so."""
    document = film_document(tmp_path)
    host = QMainWindow()
    qtbot.addWidget(host)
    hub().attach(host)
    hub().bind("edit.undo", document.undo, owner=host)
    space = Workspace(document)
    host.setCentralWidget(space)
    hub().set_project_open(True)
    host.resize(1366, 768)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow, timeout=WAIT)
    rest()
    space.timeline.lanes.snaps = space.timeline.lanes.ripple = False
    yield space
    space.close_project()
    hub().set_project_open(False)
    hub().release(host)
    document.close()


@pytest.fixture(params=["ar", "en"])
def either(request: pytest.FixtureRequest, workspace: Workspace) -> Workspace:
    """The same in both languages."""
    translator().switch(cast("WindowLanguage", request.param))
    QApplication.processEvents()
    return workspace


def clips(space: Workspace) -> dict[str, tuple[Fraction, Fraction]]:
    """Start and length of the track's clips."""
    items = track_at(space.stage.composition, ("track",)).items
    return {
        item.id: (item_start(items, number), item.duration)
        for number, item in enumerate(items)
        if isinstance(item, Clip)
    }


def starts(space: Workspace) -> dict[str, Fraction]:
    return {name: start for name, (start, _) in clips(space).items()}


def voice(space: Workspace) -> AudioClip:
    return sound_at(space.stage.composition, VOICE)


def cue_starts(space: Workspace) -> list[Fraction]:
    layer = layer_at(space.stage.composition, ("caption",))
    assert isinstance(layer, CaptionLayer)
    return [cue.start for cue in layer.cues]


def near(value: Any, wanted: float) -> bool:
    """Within two frames: a px is less than that here."""
    return abs(float(value) - wanted) < 0.08


def lanes_of(space: Workspace) -> Lanes:
    """All lanes in sight."""
    space.timeline.setMinimumHeight(space.timeline.lanes.rows_height() + px(80))
    QApplication.processEvents()
    return space.timeline.lanes


def test_a_clip_is_moved_and_another_drag_takes_three(either: Workspace) -> None:
    stage, lanes = either.stage, lanes_of(either)
    drag(lanes, place(lanes, C), seconds(lanes, 1.5))
    assert near(starts(either)["c"], 6.5)
    stage.select((A, B, C))
    steps = len(stage.document.history.undo_names)
    drag(lanes, place(lanes, B), seconds(lanes, 1))
    moved = starts(either)
    assert near(moved["a"], 1)
    assert near(moved["b"], 3)
    assert near(moved["c"], 7.5)
    assert set(stage.selection) == {A, B, C}
    name = stage.document.history.undo_names[0]
    assert len(stage.document.history.undo_names) == steps + 1
    assert tr(name.key, **name.arguments) in ("Move 3 clips", "نقل ٣ مقاطع")
    stage.document.undo()
    assert near(starts(either)["a"], 0)


def test_a_join_rolls_and_the_tracks_length_stays(either: Workspace) -> None:
    lanes = lanes_of(either)
    track = track_at(either.stage.composition, ("track",))
    drag(lanes, place(lanes, B, 0) + QPoint(1, 0), seconds(lanes, -0.5))
    after = clips(either)
    assert near(after["a"][1], 1.5)
    assert near(after["b"][0], 1.5)
    assert near(after["b"][1], 2.5)
    assert track_length(track_at(either.stage.composition, ("track",))) == track_length(track)


def test_content_slips_within_its_bounds(either: Workspace) -> None:
    lanes = lanes_of(either)
    drag(lanes, place(lanes, VOICE, 0.5, 0.8), seconds(lanes, 1), SHIFT | CONTROL)
    after = voice(either)
    assert [after.start, after.duration] == [1, 3]
    assert near(after.source_start, 1)
    drag(lanes, place(lanes, VOICE, 0.5, 0.8), seconds(lanes, 3), SHIFT | CONTROL)
    assert voice(either).source_start == 0, "its file begins there"
    before = starts(either)
    drag(lanes, place(lanes, A), seconds(lanes, -0.5), SHIFT | CONTROL)
    assert starts(either) == before
    node = node_at(either.stage.composition, A)
    assert isinstance(node, Clip)
    assert near(node.source.layers[0].start, -0.5)


def test_shift_copies_when_it_is_drawn_and_adds_when_it_is_clicked(either: Workspace) -> None:
    stage, lanes = either.stage, lanes_of(either)
    stage.select((("title",),))
    QTest.mouseClick(lanes, LEFT, SHIFT, place(lanes, VOICE, 0.5, 0.8))
    assert stage.selection == (("title",), VOICE)
    QTest.mouseClick(lanes, LEFT, SHIFT, place(lanes, VOICE, 0.5, 0.8))
    drag(lanes, place(lanes, ("title",)), seconds(lanes, 4), SHIFT)
    copies = [layer for layer in stage.composition.layers if layer.type == "text"]
    assert [layer.id for layer in copies] == ["title", "title-2"]
    assert copies[0].start == 1
    assert near(copies[1].start, 5)
    assert stage.current == ("title-2",)
    drag(lanes, place(lanes, C), seconds(lanes, 2), SHIFT)
    assert near(starts(either)["c-2"], 7)
    assert starts(either)["c"] == 5


def test_an_occupied_place_shows_where_the_clip_will_be_put(either: Workspace) -> None:
    lanes = lanes_of(either)
    either.stage.seek(240)
    for _ in held(lanes, place(lanes, C), seconds(lanes, -4.6)):
        (shadow,) = lanes.bars.shadows
        assert shadow.edge == 0, "nearer to the first clip's start"
        picture = lanes.grab().toImage()
        x, y = round(lanes.scale.x_of(0)), place(lanes, A).y()
        assert picture.pixelColor(x, y).name() == theme().palette.error.lower()
    assert starts(either) == {"c": 0, "a": 1, "b": 3}
    either.stage.document.undo()
    for _ in held(lanes, place(lanes, C), seconds(lanes, 2)):
        (shadow,) = lanes.bars.shadows
        assert shadow.edge is None


def test_rippling_takes_the_rest_and_its_captions_along(either: Workspace) -> None:
    lanes = lanes_of(either)
    head = place(lanes, B).y()
    plain = either.timeline.heads.grab().toImage().pixelColor(either.timeline.heads.width() // 2, head)
    lanes.setFocus()
    QTest.keyClick(lanes, Qt.Key.Key_B)  # off in the table, as the test began with it off
    QTest.keyClick(lanes, Qt.Key.Key_B)
    assert lanes.ripple
    tinted = either.timeline.heads.grab().toImage().pixelColor(either.timeline.heads.width() // 2, head)
    assert tinted != plain
    drag(lanes, place(lanes, B), seconds(lanes, 1))
    assert near(starts(either)["b"], 3)
    assert near(starts(either)["c"], 6)
    assert [near(at, wanted) for at, wanted in zip(cue_starts(either), (1, 4, 6), strict=True)] == [True] * 3
    drag(lanes, place(lanes, A, 1) - QPoint(8, 0), seconds(lanes, -1))
    assert near(clips(either)["a"][1], 1)
    assert near(starts(either)["b"], 2)


def test_esc_takes_every_drag_back(workspace: Workspace) -> None:
    stage, lanes = workspace.stage, lanes_of(workspace)
    before, steps = stage.composition, len(stage.document.history.undo_names)
    inside = QPoint(2, 0)
    drags = (
        (place(lanes, C), NONE),
        (place(lanes, ("title",)), NONE),
        (place(lanes, ("title",), 1) - inside, NONE),
        (place(lanes, VOICE, 0, 0.8) + inside, NONE),
        (place(lanes, VOICE, 0.5, 0.8), SHIFT | CONTROL),
        (place(lanes, VOICE, 0.5, 0.8), SHIFT),
        (place(lanes, B, 0) + inside, NONE),
    )
    for at, keys in drags:
        for _ in held(lanes, at, seconds(lanes, 0.7), keys):
            assert stage.dragging
            QTest.keyClick(lanes, Qt.Key.Key_Escape)
            assert not stage.dragging
            assert not lanes.bars.shadows
        assert stage.composition == before
        assert len(stage.document.history.undo_names) == steps


def test_esc_puts_playhead_and_lane_height_back(workspace: Workspace) -> None:
    stage, lanes, heads = workspace.stage, lanes_of(workspace), workspace.timeline.heads
    stage.seek(30)
    for _ in held(lanes, QPoint(round(lanes.scale.x_of(1)), 8), seconds(lanes, 3)):
        assert stage.frame > 100
        QTest.keyClick(lanes, Qt.Key.Key_Escape)
    assert stage.frame == 30
    edge = QPoint(8, lanes.row_top(1))
    height = lanes.row_height(0)
    QTest.mousePress(heads, LEFT, NONE, edge)
    QTest.mouseMove(heads, edge + QPoint(0, 40), 1)
    assert lanes.row_height(0) == height + 40
    QTest.keyClick(heads, Qt.Key.Key_Escape)
    QTest.mouseRelease(heads, LEFT, NONE, edge)
    assert lanes.row_height(0) == height


def test_heads_make_lanes_higher_within_bounds(either: Workspace) -> None:
    lanes, heads = lanes_of(either), either.timeline.heads
    assert lanes.row_height(0) == px(44)
    for by, wanted in ((300, 120), (-300, 28)):
        edge = QPoint(8, lanes.row_top(1))
        QTest.mousePress(heads, LEFT, NONE, edge)
        QTest.mouseMove(heads, edge + QPoint(0, by), 1)
        QTest.mouseRelease(heads, LEFT, NONE, edge + QPoint(0, by))
        assert lanes.row_height(0) == px(wanted)
        assert lanes.row_height(1) == px(44)
    QTest.mouseDClick(heads, LEFT, NONE, QPoint(8, lanes.row_top(1)))
    assert lanes.row_height(0) == px(44)


def test_buttons_of_heads_mute_listen_alone_lock_and_hide(either: Workspace) -> None:
    stage, lanes, heads = either.stage, lanes_of(either), either.timeline.heads
    index = next(at for at, row in enumerate(lanes.rows) if row.path == VOICE)
    track = next(at for at, row in enumerate(lanes.rows) if row.kind == "track")
    for row, switch in (
        (index, "muted"),
        (index, "solo"),
        (index, "locked"),
        (track, "muted"),
        (track, "solo"),
    ):
        rect = heads.switch_rects(row)[cast("Any", switch)]
        assert rect.width() >= px(24)
        assert rect.left() >= 0
        assert rect.right() <= heads.width()
        words = heads.told(rect.center())
        QTest.mouseClick(heads, LEFT, NONE, rect.center().toPoint())
        assert getattr(node_at(stage.composition, lanes.rows[row].path), switch) is True
        assert heads.told(rect.center()) != words
    before = voice(either)
    drag(lanes, place(lanes, VOICE, 0.5, 0.8), seconds(lanes, 1))
    assert voice(either) == before, "it is locked"
    layer = track_at(stage.composition, ("track",))
    assert isinstance(layer, TrackLayer)
    assert (layer.muted, layer.solo, layer.hidden) == (True, True, False)


def test_fades_are_drawn_by_their_handles(either: Workspace) -> None:
    stage, lanes = either.stage, lanes_of(either)
    stage.select((VOICE,))
    found = lanes.bar_of(VOICE)
    assert found is not None
    rect = lanes.bar_rect(*found)
    drag(lanes, QPoint(round(rect.left()) + px(18), round(rect.top()) + px(7)), seconds(lanes, 1))
    assert near(voice(either).fade_in, 1)
    drag(lanes, QPoint(round(rect.right()) - px(18), round(rect.top()) + px(7)), seconds(lanes, -0.5))
    assert near(voice(either).fade_out, 0.5)
    assert [voice(either).start, voice(either).duration] == [1, 3]


def test_the_ends_of_a_sound_are_trimmed_in_its_file(workspace: Workspace) -> None:
    lanes = lanes_of(workspace)
    drag(lanes, place(lanes, VOICE, 0, 0.8) + QPoint(3, 0), seconds(lanes, 0.5))
    assert near(voice(workspace).start, 1.5)
    assert near(voice(workspace).source_start, 2.5)
    drag(lanes, place(lanes, VOICE, 1, 0.8) - QPoint(3, 0), seconds(lanes, -1))
    assert near(voice(workspace).duration, 1.5)
    workspace.stage.seek(60)
    lanes.setFocus()
    QTest.keyClick(lanes, Qt.Key.Key_S)
    assert [clip.id for clip in workspace.stage.composition.audio] == ["voice", "voice-2"]
    QTest.keyClick(lanes, Qt.Key.Key_Delete)
    assert [clip.id for clip in workspace.stage.composition.audio] == ["voice"]


def test_the_inspector_edits_a_sounds_loudness(either: Workspace) -> None:
    lanes = lanes_of(either)
    QTest.mouseClick(lanes, LEFT, NONE, place(lanes, VOICE, 0.5, 0.8))
    form = either.inspector.form
    assert form is not None
    names = [tr(f"field.{name}") for name in ("gain", "muted", "solo", "fade_in", "fade_out")]
    assert [form.row(name).label.text() for name in ("gain", "muted", "solo", "fade_in", "fade_out")] == names
    form.row("gain").editor.changed.emit(-6.0)
    assert voice(either).gain == -6
    form.row("fade_in").editor.changed.emit(Fraction(1, 2))
    assert voice(either).fade_in == Fraction(1, 2)


def test_repeated_nudges_are_one_step(workspace: Workspace) -> None:
    stage, lanes = workspace.stage, lanes_of(workspace)
    lanes.setFocus()
    QTest.keyClick(lanes, Qt.Key.Key_B)
    stage.select((C, VOICE, ("title",)))
    steps = len(stage.document.history.undo_names)
    for _ in range(4):
        QTest.keyClick(lanes, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(lanes, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    frames = Fraction(3, 30)
    assert starts(workspace)["c"] == 5 + frames
    assert voice(workspace).start == 1 + frames
    assert layer_at(stage.composition, ("title",)).start == 1 + frames
    assert len(stage.document.history.undo_names) == steps + 1
    stage.select((A,))
    QTest.keyClick(lanes, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert starts(workspace)["a"] == 0, "the next clip is in its way"
    QTest.keyClick(lanes, Qt.Key.Key_B)
    QTest.keyClick(lanes, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert starts(workspace) == {"a": frames / 3, "b": 2 + frames / 3, "c": 5 + frames * 4 / 3}


def test_a_drag_near_the_edge_scrolls_the_view(qtbot: QtBot, either: Workspace) -> None:
    lanes = lanes_of(either)
    lanes.set_scale(lanes.scale.zoomed(4, 0))
    before = lanes.scale.start
    at = place(lanes, ("title",))
    edge = QPoint(lanes.width() - 6, at.y())
    QTest.mousePress(lanes, LEFT, NONE, at)
    QTest.mouseMove(lanes, at + QPoint(20, 0), 1)
    QTest.mouseMove(lanes, edge, 1)
    qtbot.waitUntil(lambda: lanes.scale.start > before + 0.5, timeout=WAIT)
    QTest.mouseRelease(lanes, LEFT, NONE, edge)
    assert not lanes.edge_scroll.active
    moved = layer_at(either.stage.composition, ("title",)).start
    wanted = lanes.scale.time_of(edge.x()) - 1
    assert near(moved, wanted)


def wheel(lanes: Lanes, at: QPoint, delta: int, keys: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(lanes.mapToGlobal(at)), QPoint(), QPoint(0, delta),
        Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(lanes, event)


def test_the_wheel_zooms_about_the_pointer_and_scrolls_time(either: Workspace) -> None:
    lanes = lanes_of(either)
    at = QPoint(lanes.width() // 3, 60)
    time, pixels = lanes.scale.time_of(at.x()), lanes.scale.pixels
    wheel(lanes, at, 240, CONTROL)
    assert lanes.scale.pixels > pixels
    assert lanes.scale.time_of(at.x()) == pytest.approx(time)
    start = lanes.scale.start
    wheel(lanes, at, -240, SHIFT)
    assert lanes.scale.start > start
    for _ in range(60):
        wheel(lanes, at, 1200, CONTROL)
    assert lanes.scale.pixels == 40 * 30
    for _ in range(60):
        wheel(lanes, at, -1200, CONTROL)
    assert lanes.scale.pixels == pytest.approx(1 / 60)


def test_playing_turns_pages_until_people_scroll(workspace: Workspace) -> None:
    stage, lanes = workspace.stage, lanes_of(workspace)
    lanes.set_scale(lanes.scale.zoomed(4, 0))
    lanes.set_playing(True)
    inside = lanes.scale.frame_of(lanes.width() * 0.88)
    stage.seek(inside)
    assert lanes.scale.start == 0
    stage.seek(lanes.scale.frame_of(lanes.width() * 0.92))
    turned = lanes.scale.start
    assert turned > 0
    assert lanes.scale.x_of(stage.time) < lanes.width() * 0.2
    wheel(lanes, QPoint(100, 60), 2400, SHIFT)
    assert lanes.scale.start == 0
    stage.seek(stage.frame + 1)
    assert lanes.scale.start == 0, "people look elsewhere"
    lanes.set_playing(False)
    lanes.set_playing(True)
    stage.seek(stage.frame + 1)
    assert lanes.scale.start > 0


def test_at_rest_a_jump_brings_the_playhead_into_view(workspace: Workspace) -> None:
    stage, lanes = workspace.stage, lanes_of(workspace)
    lanes.set_scale(lanes.scale.zoomed(8, 0))
    wheel(lanes, QPoint(100, 60), -2400, SHIFT)
    assert lanes.scale.x_of(stage.time) < 0
    assert hub().trigger("play.next")
    assert 0 <= lanes.scale.x_of(stage.time) <= lanes.width()


def test_snapping_reaches_as_far_at_every_scale(workspace: Workspace) -> None:
    scale = lanes_of(workspace).scale
    near = Fraction(12) / Fraction(scale.pixels).limit_denominator(1000)
    assert snapped(near, [Fraction(0)], scale) is None
    theme().choose(scale=2.0)
    assert snapped(near, [Fraction(0)], scale) == 0
    theme().choose(scale=1.0)


def test_waves_run_left_to_right_in_both_languages(qtbot: QtBot, either: Workspace) -> None:
    lanes = lanes_of(either)
    lanes.redraw()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: lanes.waves.peaks("voice") is not None, timeout=WAIT)
    QApplication.processEvents()
    picture = lanes.grab().toImage()
    found = lanes.bar_of(VOICE)
    assert found is not None
    rect = lanes.bar_rect(*found)

    def lit(share: float) -> int:
        """Light px of the wave in a column."""
        x = round(rect.left() + rect.width() * share)
        rows = range(round(rect.top()) + px(16), round(rect.bottom()) - 1)
        return sum(picture.pixelColor(x, y).red() > 120 for y in rows)

    # From the second second of its file on: quiet for one, then loud.
    assert lit(0.2) <= 4
    assert lit(0.7) >= 15


def second_track(space: Workspace) -> int:
    """An empty track in front; its row."""
    above = TrackLayer(id="above", start=Fraction(1), items=())
    space.stage.edit("step.add", lambda one: add_layers(one, [above])[0])
    return next(at for at, row in enumerate(space.timeline.lanes.rows) if row.path == ("above",))


def test_a_clip_is_dragged_to_another_track(qtbot: QtBot, either: Workspace) -> None:
    lanes, row = either.timeline.lanes, second_track(either)
    middle = lanes.row_top(row) + lanes.row_height(row) // 2
    at = place(lanes, B)
    QTest.mousePress(lanes, LEFT, NONE, at)
    QTest.mouseMove(lanes, at + QPoint(20, 0), 1)
    target = QPoint(at.x() + seconds(lanes, 1), middle)
    QTest.mouseMove(lanes, target, 1)
    (shadow,) = lanes.bars.shadows
    assert shadow.track == ("above",)
    assert shadow.edge is None
    lanes.grab()
    QTest.mouseRelease(lanes, LEFT, NONE, target)
    assert sorted(starts(either)) == ["a", "c"]
    assert either.stage.selection == (("above", "b"),)
    assert abs(span_of(either.stage.composition, ("above", "b")).start - 3) < Fraction(1, 20)
    either.stage.document.undo()
    assert starts(either)["b"] == 2


def test_a_clip_does_not_go_to_a_locked_track_or_with_others(qtbot: QtBot, workspace: Workspace) -> None:
    lanes, row = workspace.timeline.lanes, second_track(workspace)
    middle = lanes.row_top(row) + lanes.row_height(row) // 2
    at = place(lanes, C)
    workspace.stage.select((C, VOICE))
    QTest.mousePress(lanes, LEFT, NONE, at)
    QTest.mouseMove(lanes, at + QPoint(30, 0), 1)
    QTest.mouseMove(lanes, QPoint(at.x() + 60, middle), 1)
    assert {shadow.track for shadow in lanes.bars.shadows} == {None}
    QTest.mouseRelease(lanes, LEFT, NONE, QPoint(at.x() + 60, middle))
    assert "c" in starts(workspace)


def test_clips_and_sounds_are_cut_and_pasted_at_the_playhead(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.stage.select((B, VOICE))
    hub().trigger("edit.cut")
    assert sorted(starts(workspace)) == ["a", "c"]
    assert starts(workspace)["c"] == 5
    assert workspace.stage.composition.audio == ()
    workspace.stage.seek(7 * 30)
    hub().trigger("edit.paste")
    # The voice began a second before the clip.
    assert workspace.stage.selection == (B, VOICE)
    assert starts(workspace)["b"] == 8
    assert voice(workspace).start == 7
    workspace.stage.document.undo()
    workspace.stage.document.undo()
    assert starts(workspace)["b"] == 2
    assert voice(workspace).start == 1


def test_clips_are_pasted_into_another_project_with_their_files(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, rest: Callable[[], None]
) -> None:
    workspace.stage.select((VOICE,))
    hub().trigger("edit.copy")
    folder = tmp_path / "other.hiwar"
    (folder / "media").mkdir(parents=True)
    empty = {"size": {"width": 160, "height": 90}, "duration": 10, "layers": []}
    save_project(Project.model_validate({"compositions": [empty]}), folder)
    document = Document(Session.open(folder))
    stage = Stage(document)
    Clipboard(stage, stage).paste()
    rest()
    QApplication.processEvents()
    assert [item.path for item in document.project.media] == ["media/voice.wav"]
    assert (folder / "media" / "voice.wav").is_file()
    assert sound_at(stage.composition, VOICE).start == 0
    document.close()
