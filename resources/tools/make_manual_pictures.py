"""Makes the pictures of the manual anew: `python -m resources.tools.make_manual_pictures [FOLDER]`.

Start, workspace, panels, caption editor, batch, export and settings, in Arabic and English, dark and light,
on a small laptop, a full HD screen and at 200 %: what the program shows, nothing retouched.  Each screen is
shown in a process of its own, because Qt's platform without a screen has one size for its whole life.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from resources.tools.manual_films import SEARCHED, caption_film, sheet_file
from studio.base.paths import cache_dir

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from studio.gui.main_window import MainWindow
    from studio.gui.workspace.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "manual" / "pictures"
TEMPLATE = "a-word-heals"
WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen in pixels; scale: of everything in the window, as a person chooses it."""

    name: str
    width: int
    height: int
    scale: float = 1.0


SCREENS = (
    Screen("1366x768", 1366, 768),
    Screen("1920x1080", 1920, 1080),
    Screen("200-percent", 1920, 1080, 2.0),
)
LANGUAGES = ("ar", "en")
SCHEMES = ("dark", "light")
HOME = "/" + "home/amal"  # in parts: no text of the repository holds a path of a machine
EXPORTS = {"ar": f"{HOME}/أفلام", "en": f"{HOME}/Films"}


def main(arguments: list[str]) -> None:
    """All pictures; in a child (`--screen NAME`) those of one screen."""
    if arguments[:1] == ["--screen"]:
        screen = next(one for one in SCREENS if one.name == arguments[1])
        for name, picture in _pictures(screen, arguments[3:] or list(LANGUAGES)):
            save(picture, Path(arguments[2]) / f"{name}.webp")
        return
    make(Path(arguments[0]) if arguments else FOLDER)


def make(folder: Path, screens: tuple[Screen, ...] = SCREENS, languages: tuple[str, ...] = LANGUAGES) -> None:
    """Writes the pictures as `start-ar-dark-1366x768.webp` and so on.  Raises CalledProcessError."""
    folder.mkdir(parents=True, exist_ok=True)
    for screen in screens:
        with tempfile.TemporaryDirectory() as place:
            screens_file = Path(place) / "screens.json"
            one = {"name": "screen", "x": 0, "y": 0, "width": screen.width, "height": screen.height}
            screens_file.write_text(json.dumps({"screens": [{**one, "logicalDpi": 96, "dpr": 1}]}))
            own = {f"HIWAR_{name}_DIR": str(Path(place) / name) for name in ("CONFIG", "DATA")}
            # Folders are shown as those of a person, not of whoever makes the pictures.
            own |= {"HOME": HOME, "HIWAR_CACHE_DIR": str(cache_dir())}
            environment = {
                **os.environ,
                **own,
                "QT_QPA_PLATFORM": f"offscreen:configfile={screens_file}",
                "PYTHONPATH": str(ROOT),
            }
            command = [sys.executable, "-m", "resources.tools.make_manual_pictures"]
            subprocess.run(
                [*command, "--screen", screen.name, str(folder), *languages],
                env=environment,
                cwd=ROOT,
                check=True,
            )


def save(picture: "QPixmap", path: Path) -> None:
    """WebP: a tenth of the size of a PNG, and every browser shows it."""
    image = picture.toImage().convertToFormat(picture.toImage().Format.Format_RGB888)
    width, height = image.width(), image.height()
    data = bytes(image.constBits())
    Image.frombuffer("RGB", (width, height), data, "raw", "RGB", image.bytesPerLine(), 1).save(
        path, quality=86, method=6
    )


def _until(condition: Callable[[], bool]) -> None:
    from PySide6.QtCore import QCoreApplication

    deadline = time.monotonic() + WAIT
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the window does not come to rest")
        QCoreApplication.processEvents()
        time.sleep(0.005)


def _rest(seconds: float = 0.5) -> None:
    """Until no work is left and everything that was to be painted is."""
    from studio.gui.bridge import bridge

    end = time.monotonic() + seconds
    _until(lambda: time.monotonic() > end and not bridge().busy)
    end = time.monotonic() + 0.3
    _until(lambda: time.monotonic() > end)


def _pictures(screen: Screen, languages: list[str]) -> Iterator[tuple[str, "QPixmap"]]:
    from studio.gui.app import create_application, make_window
    from studio.services.new_project import new_project
    from studio.services.opening import Wishes

    create_application()
    with tempfile.TemporaryDirectory() as place:
        window = make_window(projects=Path(place))
        window.resize(screen.width, screen.height)
        window.show()
        for language in languages:
            form = "9:16" if language == "ar" else "16:9"
            name = "كلمة تداوي" if language == "ar" else "A word heals"
            made = new_project(TEMPLATE, Path(place) / f"{name}.hiwar", Wishes(size=form, language=language))
            captioned, sheet = caption_film(Path(place), language), sheet_file(Path(place), language)
            for scheme in SCHEMES:
                window.preferences.store.change(
                    language=language, scheme=scheme, scale=screen.scale, exports_folder=EXPORTS[language]
                )
                views = (_start(window), _film(window, made.folder, language), _captions(window, captioned))
                for view, picture in (*chain(*views), ("batch", _batch(window, sheet, language))):
                    yield f"{view}-{language}-{scheme}-{screen.name}", picture
        window.close()


def _start(window: "MainWindow") -> Iterator[tuple[str, "QPixmap"]]:
    window.show_start()
    _rest()
    yield "start", window.grab()


def _open(window: "MainWindow", folder: Path) -> "Workspace":
    from studio.gui.workspace.workspace import Workspace

    window.show_start()
    window.open_project(folder)
    _until(lambda: isinstance(window.workspace, Workspace))
    assert isinstance(window.workspace, Workspace)
    _rest()
    return window.workspace


def _film(window: "MainWindow", folder: Path, language: str) -> Iterator[tuple[str, "QPixmap"]]:
    """The film of a template: the workspace with its panels, and what opens over it."""
    from studio.gui.actions import hub

    workspace = _open(window, folder)
    workspace.stage.seek(75)
    _rest(0.6)
    _select_text(workspace)
    _rest(0.6)
    yield "workspace", window.grab()
    yield "export", _with_dialog(window, "file.export")
    yield "settings", _with_dialog(window, "file.settings")
    hub().trigger("edit.find")
    find = workspace.canvas.find_bar
    find.field.setText(SEARCHED[language])
    find.search()
    _rest(0.6)
    yield "find", window.grab()
    find.leave()
    workspace.rail.chosen.emit("brand")
    _rest(0.6)
    yield "brand", window.grab()
    hub().trigger("help.check")
    _rest(0.8)
    yield "preflight", window.grab()
    workspace.show_panel("layers")


def _captions(window: "MainWindow", folder: Path) -> Iterator[tuple[str, "QPixmap"]]:
    """The caption editor: its list and its styles."""
    from studio.gui.actions import hub

    workspace = _open(window, folder)
    hub().trigger("captions.edit")
    mode = workspace.captions
    mode.desk.choose([2], seek=True)
    workspace.stage.seek(workspace.stage.frame + 24)
    _rest(0.8)
    yield "captions", window.grab()
    mode.editor.show_page("style")
    _rest(1.5)
    yield "styles", window.grab()
    mode.leave()


def _batch(window: "MainWindow", sheet: Path, language: str) -> "QPixmap":
    """The batch screen, its rows checked."""
    window.show_batch(sheet)
    page = window.batch
    assert page is not None
    _until(lambda: page.setup.table is not None)
    page.setup.choose("pull-quote")
    for name, box in page.setup.languages.items():
        box.setChecked(name == language)
    _rest()
    page.check()
    _rest(0.8)
    return window.grab()


def _with_dialog(window: "MainWindow", action: str) -> "QPixmap":
    """The window with the dialog of an action over it, as the system would show them."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QColor, QPainter

    from studio.gui.actions import hub
    from studio.gui.dialogs.frame import StudioDialog

    hub().trigger(action)
    dialogs: list[StudioDialog] = []

    def opened() -> bool:
        dialogs[:] = [one for one in window.findChildren(StudioDialog) if one.isVisible()]
        return bool(dialogs)

    _until(opened)
    _rest(0.8)
    dialog = dialogs[0]
    picture = window.grab()
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
    at = ((picture.width() - dialog.width()) // 2, max(0, (picture.height() - dialog.height()) // 2))
    painter.drawPixmap(*at, dialog.grab())
    painter.end()
    dialog.close()
    QCoreApplication.processEvents()
    return picture


def _select_text(workspace: "Workspace") -> None:
    """The text that is seen, as a person would click it."""
    from studio.services.edits.paths import node_at

    stage = workspace.stage
    for placed in reversed(workspace.canvas.view.placed):
        if getattr(node_at(stage.composition, placed.path), "type", "") == "text":
            stage.select([placed.path])
            return


if __name__ == "__main__":
    main(sys.argv[1:])
