"""A film with captions in the editor, and what tests ask of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.gui.captions.mode import CaptionMode
from studio.gui.captions.table_model import Column
from studio.gui.workspace.workspace import Workspace
from studio.model.captions import Cue
from studio.model.layers import CaptionLayer
from tests.gui.edited import film, workspace_of

TEXTS = ("الحوار يبدأ بالإصغاء", "حين نسمع بعضنا نفهم", "كلُّ كلمةٍ طيّبةٍ", "شكرًا لكم")


def cue(start: float, end: float, text: str, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text, **more}


def four_cues() -> list[dict[str, Any]]:
    """One a second and a half, half a second apart."""
    return [cue(number * 2 + 0.5, number * 2 + 2, text) for number, text in enumerate(TEXTS)]


@contextmanager
def captions_of(
    qtbot: QtBot,
    folder: Path,
    cues: list[dict[str, Any]] | None = None,
    *,
    seconds: float = 10,
    size: tuple[int, int] = (1366, 690),
    **layer: Any,
) -> Iterator[CaptionMode]:
    """The editor of a film with these cues (None: four), open."""
    wanted = four_cues() if cues is None else cues
    layers = [{"type": "caption", "id": "captions", "cues": wanted, **layer}]
    project = film(layers, (144, 256), duration=seconds)
    with workspace_of(qtbot, folder, project, size) as space:
        mode = space.captions
        mode.enter()
        QApplication.processEvents()
        yield mode


def layer_of(mode: CaptionMode) -> CaptionLayer:
    layer = mode.desk.layer
    assert layer is not None
    return layer


def texts(mode: CaptionMode) -> list[str]:
    return [one.text for one in layer_of(mode).cues]


def times(mode: CaptionMode, number: int, *, second: bool = False) -> tuple[float, float]:
    """Seconds of a cue."""
    found = layer_of(mode)
    cues: tuple[Cue, ...] = found.cues
    if second:
        assert found.second is not None
        cues = found.second.cues
    return float(cues[number].start), float(cues[number].end)


def steps(mode: CaptionMode) -> int:
    """How many steps can be undone."""
    return len(mode.desk.stage.document.history.undo_names)


def click_cell(mode: CaptionMode, row: int, column: Column = Column.FIRST, *, double: bool = False) -> None:
    table = mode.editor.table
    at = table.visualRect(table.cues.index(row, column)).center()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, none, at)
    if double:
        send_double(table.viewport(), at.toPointF())


def send_double(widget: QWidget, at: QPointF) -> None:
    """The second press of a double click, as a system sends it."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        event = QMouseEvent(kind, at, QPointF(widget.mapToGlobal(at)), left, left, none)
        QCoreApplication.sendEvent(widget, event)


def wave_at(mode: CaptionMode, seconds: float, share: float = 0.5) -> QPointF:
    """A place on the wave: a time, and how far down."""
    return QPointF(mode.wave.scale.x_of(Fraction(seconds)), mode.wave.height() * share)


def space_of(mode: CaptionMode) -> Workspace:
    return mode.space
