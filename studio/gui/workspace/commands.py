"""What the actions of a project do: bound to the table's ids, all through the document."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from studio.gui.actions import hub
from studio.gui.i18n import tr, translator
from studio.gui.workspace.clipboard_commands import Clipboard
from studio.gui.workspace.stage import Stage
from studio.model.composition import AudioClip, Composition
from studio.model.layers import Clip, Fit, ImageLayer, LayerBase, TextLayer, TrackLayer, VideoLayer
from studio.services.editing import StepName
from studio.services.edits.clips import duplicate_clip
from studio.services.edits.fields import set_field
from studio.services.edits.groups import group_layers, ungroup
from studio.services.edits.layers import (
    add_layers,
    duplicate_layers,
    new_layer,
    raise_layers,
    remove_layers,
    set_hidden,
)
from studio.services.edits.paths import LayerPath, node_at
from studio.services.edits.ripple import ripple_remove
from studio.services.edits.sounds import copy_sounds, remove_sounds
from studio.services.edits.times import index_of, span_of
from studio.services.edits.together import is_locked
from studio.services.edits.tracks import lift

_NEW_SECONDS = Fraction(3)
"""How long a new layer stands, unless the film ends before."""


class Commands(QObject):
    """Edit, insert, layer: what works on the selection."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._clipboard = Clipboard(stage, self)
        for id, handler in (
            ("edit.cut", self.cut),
            ("edit.copy", self.copy),
            ("edit.paste", self.paste),
            ("edit.style", self.paste_style),
            ("edit.dup", self.duplicate),
            ("edit.del", self.delete),
            ("edit.gap", self.ripple_delete),
            ("edit.all", self.select_all),
            ("insert.text", self.insert_text),
            ("layer.group", self.group),
            ("layer.ungroup", self.ungroup),
            ("layer.up", lambda: self.order(1)),
            ("layer.down", lambda: self.order(-1)),
            ("layer.lock", self.lock),
            ("layer.hide", self.hide),
            ("layer.fit", lambda: self.fit(Fit.CONTAIN)),
            ("layer.fill", lambda: self.fit(Fit.COVER)),
        ):
            hub().bind(id, handler, owner=self)
        stage.selected.connect(self._enable)
        self._enable()

    def _enable(self, *_: object) -> None:
        chosen = bool(self._stage.selection)
        for id in ("edit.cut", "edit.copy", "edit.dup", "edit.del", "layer.up", "layer.down", "layer.lock"):
            hub().set_enabled(id, chosen)
        for id in ("edit.gap", "edit.style", "layer.hide", "layer.group", "layer.ungroup"):
            hub().set_enabled(id, chosen)
        for id in ("layer.fit", "layer.fill"):
            hub().set_enabled(id, bool(self._pictures()))

    # selection

    def _layers(self) -> list[LayerPath]:
        """Selected layers; clips are none."""
        composition = self._stage.composition
        return [path for path in self._stage.topmost() if isinstance(node_at(composition, path), LayerBase)]

    def _pictures(self) -> list[LayerPath]:
        """Selected pictures and films, which fit into their boxes or fill them."""
        composition = self._stage.composition
        return [
            path for path in self._layers() if isinstance(node_at(composition, path), ImageLayer | VideoLayer)
        ]

    def _clips(self) -> list[LayerPath]:
        composition = self._stage.composition
        return [path for path in self._stage.topmost() if isinstance(node_at(composition, path), Clip)]

    def _sounds(self) -> list[LayerPath]:
        composition = self._stage.composition
        return [path for path in self._stage.topmost() if isinstance(node_at(composition, path), AudioClip)]

    def select_all(self) -> None:
        self._stage.select((layer.id,) for layer in self._stage.composition.layers)

    # edit

    def copy(self) -> None:
        """What is selected into the system's clipboard, for this and other projects."""
        self._clipboard.copy()

    def cut(self) -> None:
        layers, clips, sounds = self._layers(), self._clips(), self._sounds()
        if self._clipboard.copy():
            self._stage.edit("step.cut", lambda composition: _without(composition, layers, clips, sounds))

    def paste(self) -> None:
        if not self._clipboard.paste():
            self._paste_words(QGuiApplication.clipboard().text())

    def _paste_words(self, text: str) -> None:
        """Plain text becomes a text layer."""
        words = text.strip()[:2000]
        if words:
            self._insert({"type": "text", "id": "text", "text": words, "style": {"role": "body"}}, "text")

    def paste_style(self) -> None:
        """The look of what was copied, on texts that are selected."""
        style = self._clipboard.style
        if style is None:
            return

        def change(composition: Composition) -> Composition:
            for path in self._layers():
                if isinstance(node_at(composition, path), TextLayer):
                    composition = set_field(composition, path, ("style",), style)
            return composition

        self._stage.edit("step.paste-style", change)

    def duplicate(self) -> None:
        made: list[LayerPath] = []

        def change(composition: Composition) -> Composition:
            changed, paths = duplicate_layers(composition, self._layers())
            made[:] = paths
            for path in self._sounds():
                # A sound's copy follows it: over it, it would only be louder.
                span = span_of(composition, path)
                length = span.end - span.start if span.end < composition.duration else Fraction(0)
                changed, copies = copy_sounds(changed, [path], length)
                made.extend(copies)
            for path in self._clips():
                changed, copied = duplicate_clip(changed, path)
                made.append(copied)
            return changed

        if self._stage.edit("step.duplicate", change):
            self._stage.select(made)

    def delete(self) -> None:
        self._remove(ripple=False)

    def ripple_delete(self) -> None:
        self._remove(ripple=True)

    def _remove(self, *, ripple: bool) -> None:
        layers, clips, sounds = self._layers(), self._clips(), self._sounds()

        def change(composition: Composition) -> Composition:
            if ripple:
                composition = remove_sounds(remove_layers(composition, layers), sounds)
                return ripple_remove(composition, clips)
            return _without(composition, layers, clips, sounds)

        if layers or clips or sounds:
            self._stage.edit("step.delete", change)

    # insert

    def insert_text(self) -> None:
        data = {
            "type": "text",
            "id": "text",
            "text": translator().words("new.text", language="ar" if self._stage.composition.is_rtl else "en"),
            "style": {"role": "title", "align": "center"},
            "place": {"area": "safe", "width": "90%"},
        }
        if self._insert(data, "text"):
            self._stage.text_added.emit(self._stage.current)

    def _insert(self, data: dict[str, Any], kind: str) -> bool:
        stage = self._stage
        start = stage.time
        end = min(start + _NEW_SECONDS, stage.composition.duration)
        made: list[LayerPath] = []

        def change(composition: Composition) -> Composition:
            layer = new_layer({**data, "start": start, "end": end})
            changed, paths = add_layers(composition, [layer])
            made[:] = paths
            return changed

        if stage.edit(StepName("step.add", {"what": tr(f"kind.{kind}")}), change):
            stage.select(made)
        return bool(made)

    # layer

    def group(self) -> None:
        made: list[LayerPath] = []

        def change(composition: Composition) -> Composition:
            changed, path = group_layers(composition, self._layers())
            made[:] = [path]
            return changed

        if self._layers() and self._stage.edit("step.group", change):
            self._stage.select(made)

    def ungroup(self) -> None:
        path = self._stage.current
        made: list[LayerPath] = []
        if path is None:
            return

        def change(composition: Composition) -> Composition:
            changed, paths = ungroup(composition, path)
            made[:] = paths
            return changed

        if self._stage.edit("step.ungroup", change):
            self._stage.select(made)

    def order(self, by: int) -> None:
        layers = self._layers()
        if layers:
            self._stage.edit(
                "step.order", lambda composition: raise_layers(composition, layers, by), ("order", by)
            )

    def hide(self) -> None:
        layers = self._layers()
        nodes = [node_at(self._stage.composition, path) for path in layers]
        hidden = not all(isinstance(node, LayerBase) and node.hidden for node in nodes)
        if layers:
            self._stage.edit("step.hide", lambda composition: set_hidden(composition, layers, hidden))

    def fit(self, fit: Fit) -> None:
        """Pictures and films whole in their boxes, or filling them."""
        pictures = self._pictures()

        def change(composition: Composition) -> Composition:
            for path in pictures:
                composition = set_field(composition, path, ("fit",), fit)
            return composition

        if pictures:
            self._stage.edit("step.fit" if fit is Fit.CONTAIN else "step.fill", change)

    def lock(self) -> None:
        paths = [*self._layers(), *self._sounds()]
        locked = not all(is_locked(self._stage.composition, path) for path in paths)

        def change(composition: Composition) -> Composition:
            for path in paths:
                composition = set_field(composition, path, ("locked",), locked)
            return composition

        if paths:
            self._stage.edit("step.lock", change)


def span_frames(stage: Stage, path: LayerPath) -> tuple[int, int]:
    """The frames in which a layer or clip is there: [start, end)."""
    span = span_of(stage.composition, path)
    return stage.rate.first_frame_from(span.start), stage.rate.first_frame_from(span.end)


def _without(
    composition: Composition,
    layers: Sequence[LayerPath],
    clips: Sequence[LayerPath],
    sounds: Sequence[LayerPath],
) -> Composition:
    """Layers and sounds gone; clips leave gaps.  Raises InputError."""
    composition = remove_sounds(remove_layers(composition, layers), sounds)
    for track_path in dict.fromkeys(path[:-1] for path in clips):
        track = node_at(composition, track_path)
        assert isinstance(track, TrackLayer)
        indexes = [index_of(track, path[-1]) for path in clips if path[:-1] == track_path]
        composition = lift(composition, track_path, indexes)
    return composition
