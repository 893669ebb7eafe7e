"""The window on a real screen, for test_layouts.py: tells what happens, a line of JSON each."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer

from studio.gui.action_table import ACTIONS
from studio.gui.actions import hub
from studio.gui.app import create_application, make_window
from studio.gui.dialogs.palette import CommandPalette
from studio.presets.catalog import bundled


def tell(**facts: object) -> None:
    print(json.dumps(facts, ensure_ascii=False), flush=True)


class Teller(QObject):
    """Tells of the palette, which opens over the window."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, CommandPalette) and event.type() == QEvent.Type.Show:
            watched.search.textChanged.connect(lambda text: tell(typed=text))
            tell(shown="palette")
        return False


def main() -> int:
    application = create_application()
    window = make_window(projects=Path(sys.argv[1]), templates=[bundled().template("pull-quote")])
    for action in ACTIONS:
        bound = hub().action(action.id)
        if bound is not None:
            bound.triggered.connect(lambda _=False, id=action.id: tell(action=id))
    window.start.search.textChanged.connect(lambda text: tell(searched=text))
    window.pages.currentChanged.connect(lambda page: tell(page=page))
    teller = Teller(window)
    application.installEventFilter(teller)
    window.setGeometry(0, 0, 1280, 700)
    window.show()

    told: list[dict[str, object]] = []

    def look() -> None:
        tile = window.start.gallery.tiles[0]
        search = window.start.search
        places: dict[str, object] = {
            "window": int(window.winId()),
            "tile": tile.mapToGlobal(tile.rect().center()).toTuple(),
            "search": search.mapToGlobal(QPoint(40, 10)).toTuple(),
        }
        if told[-1:] != [places]:
            told.append(places)
            tell(**places)

    timer = QTimer(window)
    timer.timeout.connect(look)
    timer.start(200)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
