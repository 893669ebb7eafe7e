"""Cut, copy and paste: layers, clips and sounds through the system's clipboard, as plain text.

Files of another project are copied into this one's folder first, in a thread; then pasting is one step.
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from studio.base.errors import StudioError
from studio.gui.bridge import bridge
from studio.gui.workspace.stage import Stage
from studio.media.probe import probe
from studio.model.composition import Composition
from studio.model.layers import Clip, LayerBase, TextLayer, TrackLayer
from studio.model.project import Project
from studio.services.edits.clipboard import (
    Copied,
    copied_from_text,
    copy_layers,
    paste_layers,
    with_own_files,
)
from studio.services.edits.keyframes import CopiedKeys, copied_keys_from_text, paste_keys
from studio.services.edits.paths import LayerPath, node_at
from studio.services.edits.times import span_of
from studio.services.tolerant import import_file


class Clipboard(QObject):
    """Of one stage.  style: of the text that was copied last, for `edit.style`."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self.style: dict[str, Any] | None = None

    def copy(self) -> bool:
        """Layers, clips and sounds that are selected; whether there are any."""
        stage = self._stage
        if not stage.topmost():
            return False
        project, folder = stage.document.project, stage.document.session.folder
        copied = copy_layers(project, stage.composition.id, stage.topmost(), folder)
        QGuiApplication.clipboard().setText(copied.text())
        self.style = next(
            (style for path in stage.topmost() if (style := _style_of(node_at(stage.composition, path)))),
            None,
        )
        return True

    def paste(self) -> bool:
        """What another part of the program copied; whether the clipboard holds such a thing."""
        text = QGuiApplication.clipboard().text()
        keys = copied_keys_from_text(text) if text else None
        if keys is not None:
            self._paste_keys(keys)
            return True
        try:
            copied = copied_from_text(text)
        except StudioError:
            return False
        folder = self._stage.document.session.folder
        if copied.folder == str(folder.absolute()) or not copied.media:
            self._paste(copied)
        else:
            bridge().run(
                lambda _job: with_own_files(copied, folder, lambda source: _brought(source, folder)),
                self._paste,
                lane="import",
                owner=self,
            )
        return True

    def _paste(self, copied: Copied) -> None:
        stage = self._stage
        made: list[LayerPath] = []

        def change(project: Project) -> Project:
            pasted = paste_layers(
                project,
                stage.composition.id,
                copied,
                folder=stage.document.session.folder,
                time=stage.time,
                track=self._track(),
            )
            made.extend(pasted.paths)
            return pasted.project

        if stage.edit_project("step.paste", change):
            stage.select(made)

    def _track(self) -> LayerPath | None:
        """The track that is selected, or that of the clip that is."""
        stage, path = self._stage, self._stage.current
        if path is None:
            return None
        match node_at(stage.composition, path):
            case TrackLayer():
                return path
            case Clip():
                return path[:-1]
            case _:
                return None

    def _paste_keys(self, keys: CopiedKeys) -> None:
        """Keyframes into the layers that are selected, the first of them at the playhead."""
        stage = self._stage
        found = [(path, node_at(stage.composition, path)) for path in stage.topmost()]
        layers = [path for path, node in found if isinstance(node, LayerBase)]

        def change(composition: Composition) -> Composition:
            for path in layers:
                local = stage.time - span_of(composition, path).start
                composition, _ = paste_keys(composition, path, keys, local)
            return composition

        stage.edit("step.keys-paste", change)


def _brought(source: Path, folder: Path) -> tuple[str, str]:
    """A media file copied into the project; no other kind of file is.  Raises MediaError, OutputError."""
    probe(source)
    return import_file(source, folder)


def _style_of(node: object) -> dict[str, Any] | None:
    return node.style.model_dump(exclude_unset=True) if isinstance(node, TextLayer) else None
