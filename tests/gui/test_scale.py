"""Every screen at 100 and 200 % in both languages, and at 125 and 150 %: words are whole, nothing lies
outside or over another, targets are large enough, everything follows the reading direction, and a page needs
no more room than small screens have.  The scale is changed in the open window, so what was laid out before
is seen to follow."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.captions.table import CueTable
from studio.gui.captions.table_model import Column
from studio.gui.i18n import LANGUAGES, WindowLanguage, translator
from studio.gui.main_window import MainWindow, make_workspace
from studio.gui.theme.theme import px, theme
from studio.gui.wizard.draft import Draft
from studio.gui.wizard.form import Form
from studio.gui.workspace.exporting import window_queue
from studio.gui.workspace.workspace import Workspace
from studio.model.composition import CanvasSize
from studio.presets.catalog import bundled
from studio.services.editing import StepName
from studio.services.edits.paths import in_composition
from tests.gui.captioned import four_cues
from tests.gui.conftest import WAIT
from tests.gui.edited import film, workspace_of
from tests.gui.fitting import misfits
from tests.gui.reading import astray, blind_arrows
from tests.gui.small_project import open_small

SMALLEST, LAPTOP = (960, 540), (1366, 690)
STATES: tuple[tuple[float, tuple[int, int], tuple[WindowLanguage, ...]], ...] = (
    (1.0, SMALLEST, LANGUAGES),
    (1.25, SMALLEST, ("ar",)),  # one language is enough between what both are looked at in
    (1.5, LAPTOP, ("en",)),
    (2.0, LAPTOP, LANGUAGES),
)
DIALOGS = ("file.export", "file.queue", "file.settings", "file.versions", "edit.palette", "help.keys")
SIZES = {"tall": (144, 256), "wide": (256, 144)}


class Eye:
    """Looks at what a window shows and notes what does not fit."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot
        self.found: list[str] = []
        self._where, self._size = "", SMALLEST

    def states(self) -> Iterator[None]:
        """The smallest window at 100 and 125 %, a laptop's at 150 and 200 %."""
        for scale, size, languages in STATES:
            theme().choose(scale=scale)
            for language in languages:
                translator().switch(language)
                self._size = size
                self.window.resize(*size)
                self._where = f"{language} {scale:.0%}"
                yield

    def look(self, screen: str, at: QWidget | None = None) -> None:
        QApplication.processEvents()
        self._qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)
        for _ in range(3):  # heights that follow from widths are laid out in a second turn
            QApplication.processEvents()
        seen = at or self.window
        found = [*misfits(seen), *astray(seen), *blind_arrows(seen)]
        needs, has = self.window.pages.minimumSizeHint(), self._size
        if needs.width() > has[0] or needs.height() > has[1]:
            found.append(f"needs {needs.width()}x{needs.height()} of {has[0]}x{has[1]}")
        self.found += [f"{screen} {self._where}: {one}" for one in found]


@pytest.fixture
def eye(window: MainWindow, qtbot: QtBot) -> Eye:
    return Eye(window, qtbot)


def test_start_and_the_steps_of_the_wizard_fit(window: MainWindow, eye: Eye) -> None:
    for _ in eye.states():
        window.show_start()
        eye.look("start")
        window.begin_film("our-numbers", "9:16", "ar")
        for step in range(3):
            window.wizard.go_to(step)
            eye.look(f"step {step}")
        window.show_batch()
        eye.look("batch")
    assert eye.found == []


@pytest.fixture
def space(
    request: pytest.FixtureRequest, qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> Iterator[Workspace]:
    """The workspace of a tall or wide film, with its text chosen."""
    window.make_workspace = make_workspace
    document = open_small(tmp_path)
    project = document.project
    width, height = SIZES[request.param]
    size = CanvasSize(width=width, height=height)
    project = in_composition(project, "main", lambda film: film.model_copy(update={"size": size}))
    document.do(StepName("step.field"), project)
    document.save()
    window.show_document(document)
    found = window.workspace
    assert isinstance(found, Workspace)
    qtbot.waitUntil(lambda: found.canvas.view.painted is not None, timeout=WAIT)
    found.stage.select([("title",)])
    yield found
    window.show_start()
    window_queue().close()
    window_queue.cache_clear()


@pytest.mark.parametrize("space", SIZES, indirect=True)
def test_the_workspace_fits(space: Workspace, eye: Eye) -> None:
    for _ in eye.states():
        for panel in space.rail.buttons:
            space.show_panel(panel)
            eye.look(panel)
    assert eye.found == []


@pytest.mark.parametrize("space", ["tall"], indirect=True)
def test_dialogs_and_messages_fit(window: MainWindow, space: Workspace, eye: Eye) -> None:
    for _ in eye.states():
        window.toast.fail("لا يمكن حفظ المشروع لأن القرص ممتلئ", "أفرغ مساحة ثم أعد المحاولة", action="إعادة")
        eye.look("message", window.toast)
        window.toast.hide()
        for action in DIALOGS:
            hub().trigger(action)
            QApplication.processEvents()
            tops = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
            (dialog,) = [one for one in tops if one is not window and not isinstance(one, QMenu)]
            eye.look(action, dialog)
            dialog.close()
    assert eye.found == []


def test_the_words_of_a_template_fit_in_a_narrow_inspector(qtbot: QtBot, look: None) -> None:
    """Beside a wide film the notes of the fields take several lines."""
    found = []
    for language in LANGUAGES:
        translator().switch(language)
        template = bundled().template("our-numbers")
        place = QScrollArea()
        qtbot.addWidget(place)
        place.setWidgetResizable(True)
        place.setWidget(Form(Draft(template, "16:9", language), pictures=False))
        place.resize(270, 600)
        place.show()
        for _ in range(3):
            QApplication.processEvents()
        found += misfits(place)
    assert found == []


def test_the_list_of_cues_keeps_its_ends_at_twice_the_size(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    translator().switch("en")
    layers = [{"type": "caption", "id": "captions", "cues": four_cues()}]
    with workspace_of(qtbot, tmp_path, film(layers, (256, 144), duration=10), (1920, 1000)) as space:
        theme().choose(scale=2.0)
        space.captions.enter()
        QApplication.processEvents()
        (table,) = [one for one in space.findChildren(CueTable) if one.isVisible()]
        assert not table.isColumnHidden(Column.END)
        assert table.columnWidth(Column.FIRST) >= px(110)
        theme().choose(scale=1.0)
