"""What the parts of the workspace share: the composition on screen, the selection, the playhead.

    stage.edit(StepName("step.text"), lambda composition: …)     one step of undo; refusals are told
    stage.select((path,)); stage.seek(frame)

Parts speak to each other through it alone, so that each can be made and tested without the others.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction

from PySide6.QtCore import QObject, Signal

from studio.base.errors import StudioError
from studio.base.time import FrameRate
from studio.gui.document import Document
from studio.model.composition import Composition
from studio.model.project import Project
from studio.services.editing import StepName
from studio.services.edits.paths import LayerPath, in_composition, node_at, topmost

Edit = Callable[[Composition], Composition]


class Stage(QObject):
    """One composition of the document, with selection and playhead."""

    edited = Signal()
    """The composition is another value now."""
    selected = Signal()
    moved = Signal()
    """The playhead stands elsewhere."""
    ranged = Signal()
    """The playback range is another."""
    refused = Signal(object)
    """A StudioError: an edit was not possible; the composition is as it was."""
    text_added = Signal(tuple)
    """The path of a new text with sample words: people are about to type theirs."""
    draft = Signal(bool)
    """A drag begins (True) or ends: pictures may be coarse meanwhile."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._composition = document.project.compositions[0]
        self._selection: tuple[LayerPath, ...] = ()
        self._frame = 0
        self._range: tuple[int, int] | None = None
        self._dragging = False
        document.changed.connect(self._follow)

    @property
    def composition(self) -> Composition:
        return self._composition

    @property
    def rate(self) -> FrameRate:
        return self._composition.rate_exact

    @property
    def frame(self) -> int:
        return self._frame

    @property
    def time(self) -> Fraction:
        """Seconds of the frame at the playhead."""
        return self.rate.time_of(self._frame)

    @property
    def selection(self) -> tuple[LayerPath, ...]:
        return self._selection

    @property
    def current(self) -> LayerPath | None:
        """The one layer or clip that is selected; None for none and for several."""
        return self._selection[0] if len(self._selection) == 1 else None

    @property
    def range(self) -> tuple[int, int]:
        """Frames that are played: [start, end)."""
        end = self._composition.frame_count
        if self._range is None:
            return 0, end
        start, stop = self._range
        return (min(start, end - 1), min(stop, end)) if start < min(stop, end) else (0, end)

    @property
    def has_range(self) -> bool:
        return self._range is not None

    @property
    def dragging(self) -> bool:
        return self._dragging

    def seek(self, frame: int) -> None:
        """Puts the playhead on a frame of the film."""
        frame = max(0, min(frame, self._composition.frame_count - 1))
        if frame != self._frame:
            self._frame = frame
            self.moved.emit()

    def set_range(self, frames: tuple[int, int] | None) -> None:
        """What is played; None: all."""
        self._range = frames
        self.ranged.emit()

    def select(self, paths: Iterable[LayerPath]) -> None:
        """Selects layers and clips; what does not exist is left out."""
        found = tuple(path for path in dict.fromkeys(paths) if self.exists(path))
        if found != self._selection:
            self._selection = found
            self.selected.emit()

    def toggle(self, path: LayerPath) -> None:
        """Adds a layer to the selection or takes it out."""
        if path in self._selection:
            self.select(one for one in self._selection if one != path)
        else:
            self.select((*self._selection, path))

    def exists(self, path: LayerPath) -> bool:
        """Whether there is a layer or clip of that path."""
        try:
            node_at(self._composition, path)
        except StudioError:
            return False
        return True

    def edit(self, name: StepName | str, change: Edit, merge_key: Hashable | None = None) -> bool:
        """Changes the composition as one named step; whether it changed.  A refusal is told by `refused`."""
        name = StepName(name) if isinstance(name, str) else name
        try:
            project = in_composition(self.document.project, self._composition.id, change)
        except StudioError as error:
            self.refused.emit(error)
            return False
        return self.document.do(name, project, merge_key)

    def edit_project(
        self, name: StepName | str, change: Callable[[Project], Project], merge_key: Hashable | None = None
    ) -> bool:
        """Changes the whole project as one named step."""
        name = StepName(name) if isinstance(name, str) else name
        try:
            project = change(self.document.project)
        except StudioError as error:
            self.refused.emit(error)
            return False
        return self.document.do(name, project, merge_key)

    def begin_drag(self) -> None:
        """All edits until `end_drag` are one step; pictures may be coarse."""
        if not self._dragging:
            self._dragging = True
            self.document.begin_drag()
            self.draft.emit(True)

    def end_drag(self) -> None:
        if self._dragging:
            self._dragging = False
            self.document.end_drag()
            self.draft.emit(False)

    def cancel_drag(self) -> None:
        """Everything as it was before the drag."""
        if self._dragging:
            self._dragging = False
            self.document.cancel_drag()
            self.draft.emit(False)

    def topmost(self) -> Sequence[LayerPath]:
        """The selection without what lies in other selected layers."""
        return topmost(self._selection)

    def _follow(self, *_: object) -> None:
        project = self.document.project
        composition = next(
            (one for one in project.compositions if one.id == self._composition.id), project.compositions[0]
        )
        if composition is self._composition:
            return
        self._composition = composition
        kept = tuple(path for path in self._selection if self.exists(path))
        changed, self._selection = kept != self._selection, kept
        self.edited.emit()
        if changed:
            self.selected.emit()
        self.seek(self._frame)
