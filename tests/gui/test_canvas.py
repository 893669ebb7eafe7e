"""The canvas by mouse: zoom, panning, snapping, guide lines, overlays, the direction of texts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from studio.base.digits import to_digits
from studio.base.geometry import Point, Rect
from studio.base.time import TimeRange
from studio.gui.actions import hub
from studio.gui.i18n import translator
from studio.gui.theme.theme import px
from studio.gui.workspace.canvas.snapping import Targets, snap_edge, snap_length, snap_move
from studio.gui.workspace.workspace import Workspace
from studio.model.style import DirectionChoice
from studio.scene.restrict import restricted
from studio.services.editing import StepName
from studio.services.edits.fields import field_value, set_field
from studio.services.edits.layers import add_layers, new_layer
from studio.services.overlays import overlays_for
from tests.gui.conftest import WAIT
from tests.gui.edited import LEFT, drag, film, settled, workspace_of

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
MIDDLE = Qt.MouseButton.MiddleButton
FAR = Rect(-9000, -9000, 1, 1)


def box(id: str, x: float, y: float, width: float = 100, height: float = 100) -> dict[str, Any]:
    place = {"anchor": "center", "offset": [x, y], "width": width, "height": height, "area": "canvas"}
    return {"type": "shape", "id": id, "place": place}


@pytest.fixture
def space(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Workspace]:
    layers = [
        box("a", -300, 300),
        box("b", -100, 300),
        box("c", 220, 300),
        {
            "type": "group",
            "id": "card",
            "place": {"width": 600, "height": 200, "anchor": "center", "offset": [0, -200], "area": "canvas"},
            "layers": [
                {
                    "type": "shape",
                    "id": "ground",
                    "place": {"width": 500, "height": 160, "anchor": "center"},
                },
                {
                    "type": "text",
                    "id": "words",
                    "text": "حوار",
                    "style": {"color": "bg"},
                    "place": {"anchor": "center", "width": 300},
                },
            ],
        },
    ]
    with workspace_of(qtbot, tmp_path, film(layers, (1000, 1000), language="en")) as space:
        yield space


def at(space: Workspace, x: float, y: float) -> QPointF:
    """Where a point of the film's canvas is in the view."""
    return space.canvas.view.to_widget(Point(x, y))


def wheel(space: Workspace, steps: int, where: QPointF) -> None:
    view = space.canvas.view
    event = QWheelEvent(
        where,
        QPointF(view.mapToGlobal(where)),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(view, event)


def offset(space: Workspace, id: str) -> Any:
    return field_value(space.stage.composition, (id,), ("place", "offset"))


# what snaps


@given(st.floats(0, 900), st.floats(0, 900), st.floats(5, 200), st.floats(1, 30))
def test_snapping_never_moves_a_box_farther_than_its_reach(
    x: float, y: float, side: float, reach: float
) -> None:
    others = [Rect(100, 100, 50, 50), Rect(300, 120, 80, 40), Rect(500, 90, 60, 70)]
    snapped = snap_move(Rect(x, y, side, side), others, Rect(0, 0, 1000, 1000), FAR, reach, [333], [444])
    assert abs(snapped.dx) <= reach
    assert abs(snapped.dy) <= reach
    again = snap_move(
        Rect(x, y, side, side).moved(snapped.dx, snapped.dy),
        others,
        Rect(0, 0, 1000, 1000),
        FAR,
        reach,
        [333],
        [444],
    )
    assert abs(again.dx) < 1e-6
    assert abs(again.dy) < 1e-6


def test_gaps_like_others_snap_and_are_shown() -> None:
    row = [Rect(0, 0, 100, 50), Rect(140, 0, 100, 50)]
    beyond = snap_move(Rect(283, 0, 60, 50), row, FAR, FAR, 6)
    assert beyond.dx == pytest.approx(-3), "40 px further on"
    gaps = [(guide.start, guide.end) for guide in beyond.guides if guide.kind == "gap"]
    assert gaps == [(100, 140), (240, 280)]
    between = snap_move(Rect(303, 0, 50, 50), [Rect(0, 0, 200, 50), Rect(450, 0, 100, 50)], FAR, FAR, 6)
    assert between.dx == pytest.approx(-3), "in the middle of the gap"
    under = snap_move(Rect(0, 283, 40, 40), [Rect(0, 0, 40, 100), Rect(0, 140, 40, 100)], FAR, FAR, 6)
    assert under.dy == pytest.approx(-3)
    assert any(guide.vertical and guide.kind == "gap" for guide in under.guides)


def test_edges_and_lengths_snap() -> None:
    targets = Targets(FAR, FAR, (Rect(100, 0, 200, 10),), xs=(50,))
    assert snap_edge(303, targets, 6) == 300
    assert snap_edge(48, targets, 6) == 50
    assert snap_edge(80, targets, 6) == 80
    assert snap_length(196, [200, 500], 6) == 200
    assert snap_length(100, [200], 6) is None


# by mouse


def test_a_box_dragged_snaps_into_an_even_gap(qtbot: QtBot, space: Workspace) -> None:
    space.stage.select([("c",)])
    settled(qtbot, space)
    shown: list[str] = []
    # a is at 200, b at 400: the next even place is at 600; c comes from 720 and is let go 2 px beside.
    drag(
        space.canvas.view,
        at(space, 720, 800),
        at(space, 602, 800),
        before_release=lambda: shown.extend(guide.kind for guide in space.canvas.select._guides),
    )
    assert offset(space, "c")[0] == pytest.approx(100, abs=1)
    assert "gap" in shown
    assert hub().trigger("edit.undo")
    assert offset(space, "c")[0] == 220


def test_a_side_dragged_snaps_to_the_length_of_another(qtbot: QtBot, space: Workspace) -> None:
    space.stage.edit("step.resize", lambda one: _wide(one))
    space.stage.select([("c",)])
    settled(qtbot, space)
    placed = space.canvas.view.placed_layer(("c",))
    assert placed is not None
    assert placed.box.width == 60
    right = at(space, placed.bounds.right, placed.bounds.center.y)
    drag(space.canvas.view, right, right + QPointF(41 * space.canvas.view.zoom, 0))
    assert field_value(space.stage.composition, ("c",), ("place", "width")) == pytest.approx(100, abs=0.2)


def _wide(composition: Any) -> Any:
    return set_field(composition, ("c",), ("place", "width"), 60)


def test_control_click_goes_deeper_and_double_click_enters(qtbot: QtBot, space: Workspace) -> None:
    view, middle = space.canvas.view, at(space, 500, 300)
    QTest.mouseClick(view, LEFT, NONE, middle.toPoint())
    assert space.stage.current == ("card", "words")
    QTest.mouseClick(view, LEFT, CONTROL, middle.toPoint())
    assert space.stage.current == ("card", "ground")
    QTest.mouseClick(view, LEFT, CONTROL, middle.toPoint())
    assert space.stage.selection[0][-1] == "card"
    QTest.mouseDClick(view, LEFT, NONE, middle.toPoint())
    assert space.canvas.text.active
    assert space.stage.current == ("card", "words")


def test_a_new_text_is_typed_at_once(qtbot: QtBot, space: Workspace) -> None:
    """Letters that are shortcuts (h hides, l plays faster) are words, from the first key on."""
    view, before = space.canvas.view, space.stage.composition
    space.timeline.lanes.setFocus()
    QTest.keyClick(space.timeline.lanes, Qt.Key.Key_T)
    assert view.hasFocus()
    for key in (Qt.Key.Key_H, Qt.Key.Key_E, Qt.Key.Key_L, Qt.Key.Key_L, Qt.Key.Key_O):
        QTest.keyClick(view, key)
    path = space.stage.current
    assert path is not None
    assert field_value(space.stage.composition, path, ("text",)) == "hello"
    assert not field_value(space.stage.composition, path, ("hidden",))
    qtbot.waitUntil(lambda: space.canvas.text.caret_shape is not None, timeout=WAIT)
    form = space.inspector.form
    assert form is not None
    row = form.row("text")
    qtbot.waitUntil(lambda: "5" in to_digits(row.status.text(), "latn"), timeout=WAIT)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not space.canvas.text.active
    QTest.keyClick(view, Qt.Key.Key_H)
    assert field_value(space.stage.composition, path, ("hidden",))
    for _ in range(3):
        space.stage.document.undo()
    assert space.stage.composition == before, "hiding, the words, the text: three steps"


def test_an_empty_film_says_how_it_begins(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    with workspace_of(qtbot, tmp_path, film([], (1000, 1000), language="en")) as space:
        view = space.canvas.view

        def lit() -> bool:
            """Whether words of the window stand in the middle of the frame."""
            image = view.grab().toImage()
            middle = view.to_widget(Point(500, 500)).toPoint()
            line = range(middle.x() - 100, middle.x() + 100)
            return any(image.pixelColor(x, middle.y()).lightness() > 200 for x in line)

        assert lit()
        added = [new_layer(box("a", 0, 400))]
        space.stage.edit(StepName("step.order"), lambda empty: add_layers(empty, added)[0])
        settled(qtbot, space)
        assert not lit()


def test_zoom_goes_from_a_tenth_to_eight_and_keeps_the_point(qtbot: QtBot, space: Workspace) -> None:
    view, where = space.canvas.view, at(space, 250, 250)
    before = view.to_canvas(where)
    wheel(space, 3, where)
    assert not view.fitted
    after = view.to_canvas(where)
    assert (after.x, after.y) == pytest.approx((before.x, before.y), abs=2)
    wheel(space, 60, where)
    assert view.zoom == 8
    assert "٨٠٠" in space.canvas.bar.zoom.text()
    wheel(space, -99, where)
    assert view.zoom == 0.1
    menu = space.canvas.bar.zoom.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if "٢٠٠" in one.text()).trigger()
    assert view.zoom == 2
    assert hub().trigger("view.fit")
    assert view.fitted


def test_the_middle_button_moves_the_view(qtbot: QtBot, space: Workspace) -> None:
    view = space.canvas.view
    view.set_zoom(1.0)
    before = view.origin()
    drag(view, QPoint(100, 100), QPoint(140, 60), button=MIDDLE)
    assert view.origin() - before == QPointF(40, -40)
    assert offset(space, "a") == (-300, 300), "nothing of the film moved"


def test_lines_are_pulled_out_of_the_rulers_and_snapped_to(qtbot: QtBot, space: Workspace) -> None:
    view = space.canvas.view
    assert hub().trigger("view.guides")
    drag(view, QPointF(px(8), 200), at(space, 640, 640))
    (pulled,) = space.stage.composition.guides
    assert pulled.vertical
    assert pulled.at == pytest.approx(640, abs=2)
    drag(view, QPointF(200, px(8)), at(space, 100, 100))
    assert len(space.stage.composition.guides) == 2
    line = space.stage.composition.guides[0].at
    space.stage.select([("b",)])
    settled(qtbot, space)
    drag(view, at(space, 400, 800), at(space, line + 3, 860))
    assert offset(space, "b")[0] + 500 == pytest.approx(line, abs=0.6)
    space.stage.select(())
    drag(view, at(space, line, 500), QPointF(px(8), 300))
    assert len(space.stage.composition.guides) == 1, "let go over the ruler it is gone"
    assert hub().trigger("edit.undo")
    assert len(space.stage.composition.guides) == 2
    menu = QMenu()
    qtbot.addWidget(menu)
    space.canvas.fill_menu(menu)
    lines = menu.actions()[-1].menu()
    assert isinstance(lines, QMenu)
    lines.actions()[0].trigger()
    assert space.stage.composition.guides[-1].at == 500, "through the middle, by keys"
    lines.actions()[2].trigger()
    assert space.stage.composition.guides == ()
    assert hub().trigger("view.guides")


def test_guide_lines_are_kept_in_the_file_and_seen_in_no_frame(qtbot: QtBot, space: Workspace) -> None:
    hub().trigger("view.guides")
    before = space.stage.composition
    space.canvas.guides.add(vertical=True)
    after = space.stage.composition
    assert after.guides
    whole = TimeRange(before.duration * 0, before.duration)
    assert restricted(before, whole) == restricted(after, whole)
    document = space.stage.document
    document.save()
    assert '"guides"' in (document.path / "project.json").read_text("utf-8")
    hub().trigger("view.guides")


def test_the_direction_of_a_text_is_chosen_on_the_canvas(qtbot: QtBot, space: Workspace) -> None:
    button = space.canvas.bar.direction
    assert button.isHidden()
    space.stage.select([("card", "words")])
    assert not button.isHidden()
    menu = QMenu()
    qtbot.addWidget(menu)
    space.canvas.fill_menu(menu)
    choice = menu.actions()[-1].menu()
    assert isinstance(choice, QMenu)
    assert [one.text() for one in choice.actions()][1] == "عربي، من اليمين"
    choice.actions()[2].trigger()
    path, field = ("card", "words"), ("style", "direction")
    assert field_value(space.stage.composition, path, field) is DirectionChoice.LTR
    form = space.inspector.form
    assert form is not None
    assert form.row("style", "direction").editor.spec.group == "words"
    translator().switch("en")
    assert "from the left" in button.accessibleName()


def test_apps_have_overlays_and_what_they_cover_is_told(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    low = {"type": "text", "id": "low", "text": "سطر", "place": {"anchor": "bottom", "area": "canvas"}}
    with workspace_of(qtbot, tmp_path, film([low])) as space:
        ids = [one.id for one in overlays_for(space.stage.composition)]
        assert {"instagram", "tiktok", "youtube-shorts", "whatsapp"} <= set(ids)
        assert hub().trigger("view.safe")
        menu = space.canvas.bar.app.menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        assert [one.text() for one in menu.actions()][ids.index("tiktok")] == "تيك توك"
        menu.actions()[ids.index("whatsapp")].trigger()
        assert space.canvas.bar.app.text() == "حالة واتساب"
        placed = space.canvas.view.placed_layer(("low",))
        assert placed is not None
        assert space.canvas.overlay.offends(placed.bounds)
        assert not space.canvas.overlay.offends(Rect(400, 800, 200, 100))
        picture = space.canvas.view.grab().toImage()
        edge = space.canvas.view.to_widget(Point(placed.bounds.x, placed.bounds.center.y)).toPoint()
        near = [picture.pixelColor(edge.x() + by, edge.y()) for by in (-1, 0, 1)]
        amber = [one for one in near if one.red() > 200 and one.green() > 150 and one.blue() < 120]
        assert amber, "what is covered is outlined"
        hub().trigger("view.safe")
