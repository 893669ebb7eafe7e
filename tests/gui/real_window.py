"""The program as it is started, telling where its controls are: for a test that has only mouse and keys.

    python tests/gui/real_window.py STATE.json

Nothing is done to the window from here: ten times a second its state is written down, with a growing number.
"""

import json
import sys
from itertools import count
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from studio.gui import app
from studio.gui.main_window import MainWindow
from studio.gui.widgets.text_box import TextBox
from studio.gui.workspace.workspace import Workspace


def centre(widget: QWidget) -> list[int]:
    point = widget.mapToGlobal(QPoint(widget.width() // 2, min(widget.height() // 2, 60)))
    return [point.x(), point.y()]


def state_of(window: MainWindow) -> dict[str, object]:
    points: dict[str, list[int]] = {}
    page = window.pages.currentWidget()
    state: dict[str, object] = {"page": type(page).__name__, "id": int(window.winId()), "points": points}
    if page is window.start:
        points.update({f"tile:{tile.template.id}": centre(tile) for tile in window.start.gallery.tiles})
    elif page is window.wizard:
        points["next"] = centre(window.wizard.next_button)
        state["step"] = window.wizard.step
        for box in window.wizard.findChildren(TextBox):
            if box.isVisible():
                points[box.objectName()] = centre(box)
    elif isinstance(page, Workspace):
        points["canvas"] = centre(page.canvas)
        state["frame"] = page.stage.frame
        state["playing"] = page.player.playing
        state["layers"] = len(page.stage.composition.layers)
        state["painted"] = page.canvas.view.painted is not None
    if window.document is not None:
        state["dirty"] = window.document.is_dirty
    return state


beats = count()


def tell(path: Path) -> None:
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible():
            part = path.with_suffix(".part")
            part.write_text(json.dumps(state_of(window) | {"beat": next(beats)}), encoding="utf-8")
            part.replace(path)


if __name__ == "__main__":
    application = app.create_application()
    timer = QTimer()
    timer.timeout.connect(lambda: tell(Path(sys.argv[1])))
    timer.start(100)
    sys.exit(app.main())
