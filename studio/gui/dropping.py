"""Files that are dropped on Start: each kind begins what it is good for.

project                       it opens
sheet                         a batch begins with it
video (and a subtitle file)   a film of it, with its captions; their editor opens if there is one
pictures                      a film of them, one after another
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.base.errors import StudioError
from studio.gui.actions import hub
from studio.gui.bridge import Job, bridge
from studio.gui.document import Document, close_opened
from studio.gui.i18n import tr, translator
from studio.services.film_from_files import Begun, film_from_files, sorted_files
from studio.services.session import OpenedSession, Session

if TYPE_CHECKING:
    from studio.gui.main_window import MainWindow


class Dropping(QObject):
    """Takes files for the window."""

    sheet = Signal(Path)
    """A sheet: a batch is to begin with it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.start.files_dropped.connect(self.take)

    def take(self, files: list[Path]) -> None:
        """Begins with files whatever they are good for; says what to drop where they are good for nothing."""
        dropped = sorted_files(files)
        if dropped.kind == "project":
            self._window.open_project(dropped.files[0])
        elif dropped.kind == "sheet":
            self.sheet.emit(dropped.files[0])
        else:
            self._begin(files, with_captions=bool(dropped.videos))

    def _begin(self, files: list[Path], *, with_captions: bool) -> None:
        language = translator().language

        def work(_job: Job[tuple[OpenedSession, Begun]]) -> tuple[OpenedSession, Begun]:
            begun = film_from_files(files, language)
            return Session.new(begun.project, begun.files), begun

        def done(made: tuple[OpenedSession, Begun]) -> None:
            opened, begun = made
            self._window.toast.hide()
            self._window.show_document(Document(opened))
            if with_captions:
                # Where there is an editor of captions, it opens: styles first, or three ways to begin.
                captions = getattr(self._window.workspace, "captions", None)
                if captions is not None:
                    captions.begin_with(begun.mended)
            hub().trigger("play.toggle")

        self._window.say(tr("start.taking"))
        bridge().run(
            work,
            done,
            failed=self._failed,
            key="drop",
            lane="files",
            owner=self,
            unwanted=lambda made: close_opened(made[0]),
        )

    def _failed(self, error: StudioError) -> None:
        self._window.fail(error)
