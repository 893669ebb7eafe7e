"""Where the film of a layer begins: the scrubber of the wizard as a row of the form."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from studio.base.time import seconds
from studio.gui.dialogs.error_words import said
from studio.gui.i18n import tr
from studio.gui.widgets.film_start import FilmStart
from studio.gui.workspace.inspector.editors import Editor
from studio.gui.workspace.inspector.specs import FieldSpec
from studio.gui.workspace.inspector.words import label_of


class FilmStartEditor(Editor):
    """film: the layer's film as it is now; None where there is none: for pictures, and for missing files."""

    applies = Signal(bool)
    """Whether there is a film whose start can be chosen: else the row is not shown."""

    def __init__(self, spec: FieldSpec, film: Callable[[], Path | None]) -> None:
        super().__init__(spec)
        self._film = film
        self.start = FilmStart(with_picture=True)
        self.start.set_name(label_of(spec))
        self.start.moved.connect(self.changed)
        self.start.began.connect(self.began)
        self.start.ended.connect(self.ended)
        self.start.failed.connect(lambda error: self.failed.emit(said(error)))
        self.row.addWidget(self.start)
        self.setFocusProxy(self.start.slider)

    def show_value(self, value: Any) -> None:
        film = self._film()
        self.start.set_film(film, seconds(value or 0))
        self.applies.emit(film is not None)

    def show_mixed(self) -> None:
        self.start.field.show_mixed(tr("inspector.mixed"))
