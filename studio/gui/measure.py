"""The window measured from inside, for `studio bench window`: seeking, playing, starting.

    python -m studio.gui.measure work FOLDER SEEKS SECONDS     the workspace with the demonstration's film
                                                               (also opening it, selecting its layers,
                                                               typing and switching the language)
    python -m studio.gui.measure start                         from the process's start to the first picture

Each writes one JSON object.  Meant for the platform without a screen; the window is the one that people have.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from studio.gui.workspace.workspace import Workspace

SIZE = (1366, 690)
"""The client area of a small laptop: logical px."""
FILM = ("our-numbers", "ar", "9:16")
WAIT = 300.0
_LETTERS = "كلمة طيبة تبني جسرا بيننا وبين الناس "
_TYPING_PAUSE = 0.12
"""Seconds between two letters of a quick hand."""
_THINKING_PAUSE, _WORD = 0.75, 5
"""Seconds of rest after so many letters: what waits for it begins then, and meets the next letter."""


class _PaintWatch(QObject):
    """Tells when a widget is painted."""

    def __init__(self, widget: QWidget, on_paint: Callable[[], object]) -> None:
        super().__init__(widget)
        self._on_paint = on_paint
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._on_paint()
        return False


def _until(condition: Callable[[], bool]) -> None:
    """Handles events until something is so; each event wholly, so a paint that was begun is done."""
    deadline = time.perf_counter() + WAIT
    heart = QTimer()  # so that waiting ends
    heart.start(50)
    while not condition():
        if time.perf_counter() > deadline:
            raise TimeoutError("the window does not answer")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        # The program's own loop does this; without it what was put away would be laid out for ever.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    heart.stop()


def _is_past(moment: float) -> bool:
    return time.perf_counter() > moment


def measure_start() -> dict[str, float]:
    """Seconds from the start of this process to the first picture of Start."""
    from studio.base.process import prepare_process

    seconds: list[float] = []

    def open_window() -> None:
        from studio.gui.app import create_application, make_window

        application = create_application()
        window = make_window()
        window.resize(*SIZE)
        painted: list[bool] = []
        _PaintWatch(window.start, lambda: painted.append(True))
        window.show()
        _until(lambda: bool(painted))
        application.processEvents()
        seconds.append(time.time() - psutil.Process().create_time())
        window.close()

    prepare_process()
    open_window()
    return {"first_window_s": seconds[0]}


def measure_work(folder: Path, seeks: int, seconds: float) -> dict[str, float]:
    """Seeking at random after a first pass, then playing with sound, in the workspace."""
    from studio.gui.app import create_application, make_window
    from studio.gui.bridge import bridge
    from studio.gui.workspace.workspace import Workspace
    from studio.services.new_project import new_project
    from studio.services.opening import Wishes

    create_application()
    template, language, form = FILM
    made = new_project(template, folder / "film.hiwar", Wishes(size=form, language=language))
    window = make_window(projects=folder)
    window.resize(*SIZE)
    window.show()
    _until(lambda: not bridge().busy)
    began = time.perf_counter()
    window.open_project(made.folder)
    _until(lambda: isinstance(window.workspace, Workspace))
    workspace = window.workspace
    assert isinstance(workspace, Workspace)
    _until(lambda: workspace.canvas.view.painted is not None)
    result = {"open_s": time.perf_counter() - began}
    try:
        result |= _seeking(workspace, seeks)
        result |= _selecting(workspace)
        result |= _typing(workspace)
        result |= _switching(workspace)
        result |= _playing(workspace, seconds)
    finally:
        window.close()
        QApplication.processEvents()
    return result


def _seeking(workspace: "Workspace", seeks: int) -> dict[str, float]:
    stage, view = workspace.stage, workspace.canvas.view
    shown: list[object] = [None]

    def painted() -> None:
        if view.painted is not None:
            shown[0] = view.painted.wish.time

    watch = _PaintWatch(view, painted)
    _until(lambda: shown[0] == stage.time)

    def seek(frame: int) -> float:
        began = time.perf_counter()
        stage.seek(frame)
        _until(lambda: shown[0] == stage.time)
        return time.perf_counter() - began

    for frame in range(0, stage.composition.frame_count, 5):
        seek(frame)
    choice = random.Random(4)
    times = sorted(seek(choice.randrange(stage.composition.frame_count)) for _ in range(seeks))
    view.removeEventFilter(watch)
    return {"seek_p95_ms": 1000 * times[min(len(times) - 1, round(0.95 * len(times)))]}


def _selecting(workspace: "Workspace") -> dict[str, float]:
    """Every layer of the film once: from asking until the inspector shows its fields, painted."""
    from studio.services.edits.paths import walk

    stage, inspector = workspace.stage, workspace.inspector
    painted: list[bool] = []
    watch = _PaintWatch(inspector, partial(painted.append, True))
    times: list[float] = []
    for path, _ in walk(stage.composition):
        painted.clear()
        began = time.perf_counter()
        stage.select([path])
        _until(partial(bool, painted))
        times.append(time.perf_counter() - began)
        QApplication.processEvents()
    inspector.removeEventFilter(watch)
    stage.select([])
    return {"select_p95_ms": 1000 * sorted(times)[round(0.95 * (len(times) - 1))]}


def _typing(workspace: "Workspace") -> dict[str, float]:
    """Letters into the words of the first text, with the motion tiles open: from the key to the picture."""
    from studio.gui.bridge import bridge
    from studio.gui.workspace.inspector.editors import TextEditor
    from studio.model.layers import TextLayer
    from studio.services.edits.paths import walk
    from studio.services.edits.times import span_of

    stage, view = workspace.stage, workspace.canvas.view
    path = next(path for path, node in walk(stage.composition) if isinstance(node, TextLayer))
    stage.select([path])
    workspace.show_panel("presets")
    form = workspace.inspector.form
    editor = None if form is None else form.row("text").editor
    assert isinstance(editor, TextEditor)
    box = editor.box
    # The moment at which the whole text has landed.
    span = span_of(stage.composition, path)
    stage.seek(stage.rate.frame_at(span.start + span.duration * 2 / 3))
    shown: list[object] = [None]

    def painted() -> None:
        shown[0] = None if view.painted is None else view.painted.wish.composition

    watch = _PaintWatch(view, painted)
    view.update()
    _until(lambda: shown[0] is stage.composition and not bridge().busy)
    times: list[float] = []
    for count, letter in enumerate(_LETTERS, 1):
        began = time.perf_counter()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(box, key)
        _until(lambda: shown[0] is stage.composition)
        times.append(time.perf_counter() - began)
        rested = time.perf_counter() + (_TYPING_PAUSE if count % _WORD else _THINKING_PAUSE)
        _until(partial(_is_past, rested))
    view.removeEventFilter(watch)
    return {"typing_p95_ms": 1000 * sorted(times)[round(0.95 * (len(times) - 1))]}


def _switching(workspace: "Workspace") -> dict[str, float]:
    """The window's language, there and back, until everything is painted in it."""
    from studio.gui.i18n import translator

    window = workspace.window()
    times: list[float] = []
    for language in (translator().other_language, translator().language):
        painted: list[bool] = []
        watch = _PaintWatch(workspace.inspector, partial(painted.append, True))
        began = time.perf_counter()
        translator().switch(language)
        window.update()
        _until(partial(bool, painted))
        QApplication.processEvents()
        times.append(time.perf_counter() - began)
        workspace.inspector.removeEventFilter(watch)
    return {"language_s": max(times)}


def _playing(workspace: "Workspace", seconds: float) -> dict[str, float]:
    import miniaudio

    from studio.media.playback import DeviceStream

    stage, view, player = workspace.stage, workspace.canvas.view, workspace.player
    sound = player.sound
    _until(lambda: sound.player.has_sound)
    sound.open_device()
    _until(lambda: sound.player.has_device or sound.device_missing)
    if not sound.player.has_device:
        # It plays for nobody, but asks for sound as a card does, and keeps its time.
        sound.player.connect(DeviceStream([miniaudio.Backend.NULL]))
    stage.seek(0)
    _until(lambda: view.painted is not None and view.painted.wish.time == 0)
    moments: list[tuple[float, float, float]] = []

    def painted() -> None:
        if view.painted is not None:
            at = float(view.painted.wish.time)
            if not moments or moments[-1][1] != at:
                moments.append((time.perf_counter(), at, float(sound.player.time()) - at))

    watch = _PaintWatch(view, painted)
    player.play()
    began = time.perf_counter()
    _until(lambda: time.perf_counter() - began > seconds and len(moments) > 1)  # on a stalled machine, too
    player.pause()
    view.removeEventFilter(watch)
    late = [lag for _, _, lag in moments]
    few = max(2, len(late) // 5)
    passed = moments[-1][0] - moments[0][0]
    drift = statistics.fmean(late[-few:]) - statistics.fmean(late[:few])
    return {
        "play_fps": (len(moments) - 1) / passed,
        "sound_drift_ms": 1000 * abs(drift),
        "late_ms": 1000 * statistics.fmean(late),
    }


def run(arguments: list[str]) -> dict[str, float]:
    """Measures what the command line asks for."""
    from studio.gui.bridge import bridge

    try:
        if arguments[0] == "start":
            return measure_start()
        return measure_work(Path(arguments[1]), int(arguments[2]), float(arguments[3]))
    finally:
        bridge().wait_for_end(WAIT)  # a thread that still paints would abort the end of the process


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1:])))
