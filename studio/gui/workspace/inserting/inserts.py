"""The actions of the menu "Insert" that ask something first, or make more than one layer."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from studio.base.errors import InputError
from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.i18n import tr, translator
from studio.gui.theme.icons import set_icon
from studio.gui.workspace.inserting.chart_dialog import ChartDialog
from studio.gui.workspace.inserting.music_dialog import ChosenSound, MusicDialog
from studio.gui.workspace.inserting.transition_dialog import TransitionDialog
from studio.gui.workspace.inserting.voice_dialog import VoiceDialog
from studio.gui.workspace.playback import Player
from studio.gui.workspace.stage import Stage
from studio.model.charts import BarChart
from studio.model.composition import Composition
from studio.model.layers import ChartLayer, LayerBase, ShapeKind
from studio.model.project import Project
from studio.services.editing import StepName
from studio.services.edits.inserts import (
    CHARTS,
    LOWER_THIRD_SECONDS,
    SHAPES,
    ChartKind,
    add_music,
    add_track,
    add_voice,
    chart,
    has_music,
    lower_third,
    nearest_cut,
    shape,
)
from studio.services.edits.layers import add_layers, new_layer
from studio.services.edits.media import add_media
from studio.services.edits.paths import LayerPath, in_composition, node_at
from studio.services.tolerant import import_file

_SECONDS, _CHART_SECONDS = Fraction(3), Fraction(5)
_SHAPE_ICONS = {
    ShapeKind.RECT: "square-rounded",
    ShapeKind.ELLIPSE: "circle",
    ShapeKind.LINE: "minus",
    ShapeKind.STAR: "star",
    ShapeKind.POLYGON: "shape",
    ShapeKind.ARC: "gauge",
}
_CHART_ICONS = {"bars": "chart-bar", "columns": "chart-bar", "counter": "clock"}


class Inserts(QObject):
    """Lower third, shape, chart, music, voice-over, transition, track."""

    def __init__(self, stage: Stage, player: Player, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage, self._player, self._over = stage, player, parent
        self._was_muted = False
        self.menu: QMenu | None = None
        self.dialog: TransitionDialog | MusicDialog | VoiceDialog | ChartDialog | None = None
        for id, handler in (
            ("insert.lower", self.insert_lower_third),
            ("insert.shape", self.choose_shape),
            ("insert.chart", self.choose_chart),
            ("insert.music", self.choose_music),
            ("insert.voice", self.choose_voice),
            ("insert.trans", self.choose_transition),
            ("insert.track", self.insert_track),
        ):
            hub().bind(id, handler, owner=self)

    # layers

    def insert_lower_third(self) -> None:
        """A name and what the person does, at the foot, for five seconds."""
        rule = self._words("insert.shape_line")
        data = lower_third(self._words("insert.person"), self._words("insert.role"), rule)
        made = self._add(data, "insert.lower_third", LOWER_THIRD_SECONDS, Fraction(1))
        if made is not None:
            self._stage.select([(*made, "name")])

    def choose_shape(self) -> None:
        """Asks which shape."""
        self._popup(
            [
                (tr(f"insert.shape_{kind.value}"), _SHAPE_ICONS[kind], self._shape_maker(kind))
                for kind in SHAPES
            ]
        )

    def _shape_maker(self, kind: ShapeKind) -> Callable[[], object]:
        return lambda: self._add(shape(kind), f"insert.shape_{kind.value}", _SECONDS)

    def choose_chart(self) -> None:
        """Asks which chart; with a chart of bars selected, its figures are edited."""
        path = self._stage.current
        node = node_at(self._stage.composition, path) if path is not None else None
        if path is not None and isinstance(node, ChartLayer) and isinstance(node.chart, BarChart):
            self.edit_chart(path)
            return
        self._popup(
            [(tr(f"insert.chart_{kind}"), _CHART_ICONS[kind], self._chart_maker(kind)) for kind in CHARTS]
        )

    def _chart_maker(self, kind: ChartKind) -> Callable[[], object]:
        return lambda: self.insert_chart(kind)

    def insert_chart(self, kind: ChartKind) -> None:
        """A chart of sample figures; those of bars are asked for at once."""
        labels = [self._words(f"insert.sample_{number}") for number in range(1, 5)]
        made = self._add(chart(kind, labels), f"insert.chart_{kind}", _CHART_SECONDS, Fraction(3, 2))
        if made is not None and kind != "counter":
            self.edit_chart(made)

    def edit_chart(self, path: LayerPath) -> None:
        """Opens the figures of a chart of bars."""
        node = node_at(self._stage.composition, path)
        if isinstance(node, ChartLayer) and isinstance(node.chart, BarChart):
            dialog = ChartDialog(self._stage, path, node.chart, self._over.window())
            self.dialog = dialog
            dialog.open()

    def insert_track(self) -> None:
        """A track; layers that are selected become its clips."""
        stage = self._stage
        chosen = [
            path
            for path in stage.topmost()
            if len(path) == 1 and isinstance(node_at(stage.composition, path), LayerBase)
        ]
        made: list[LayerPath] = []

        def change(composition: Composition) -> Composition:
            changed, path = add_track(composition, tr("insert.track_name"), chosen)
            made[:] = [path]
            return changed

        if stage.edit(StepName("step.add", {"what": tr("kind.track")}), change):
            stage.select(made)

    def _add(
        self, data: dict[str, Any], name: str, seconds: Fraction, landed: Fraction = Fraction(0)
    ) -> LayerPath | None:
        """Puts a layer on top at the playhead and selects it.  landed: seconds until all of it is seen."""
        stage = self._stage
        start = stage.time
        end = min(start + seconds, stage.composition.duration)
        made: list[LayerPath] = []

        def change(composition: Composition) -> Composition:
            layer = new_layer({"name": self._words(name), **data, "start": start, "end": end})
            changed, paths = add_layers(composition, [layer])
            made[:] = paths
            return changed

        if not stage.edit(StepName("step.add", {"what": tr(name)}), change):
            return None
        stage.select(made)
        if not self._player.playing:
            # What enters and grows is not there yet at its first frame: to where it has landed.
            stage.seek(
                min(stage.frame + stage.rate.first_frame_from(landed), stage.rate.first_frame_from(end) - 1)
            )
        return made[0]

    def _words(self, key: str) -> str:
        """Sample words in the film's language, whatever the window's is."""
        return translator().words(key, language="ar" if self._stage.composition.is_rtl else "en")

    def _popup(self, entries: list[tuple[str, str, Callable[[], object]]]) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
        menu = self.menu = QMenu(self._over)
        for name, icon, handler in entries:
            action = menu.addAction(name)
            set_icon(action, icon)
            action.triggered.connect(lambda _=False, handler=handler: handler())
        menu.popup(self._over.mapToGlobal(self._over.rect().center()))
        menu.setActiveAction(menu.actions()[0])

    # sounds

    def choose_music(self) -> None:
        """Music to listen to and to put."""
        dialog = MusicDialog(self._over.window(), has_music=has_music(self._stage.composition))
        dialog.chosen.connect(self.put_music)
        self._pause()
        self.dialog = dialog
        dialog.open()

    def put_music(self, sound: ChosenSound) -> None:
        """Puts what was chosen under the film."""
        start = Fraction(0) if sound.from_start else self._stage.time

        def place(composition: Composition, media: str) -> tuple[Composition, LayerPath]:
            return add_music(
                composition,
                media,
                sound.name,
                start,
                loop=sound.loop,
                length=sound.seconds,
                replace=sound.replaces,
            )

        if sound.media:
            self._put_sound("insert.music", lambda project: (project, sound.media), place)
        else:
            self._bring(sound.file, "insert.music", place)

    def choose_voice(self) -> None:
        """A voice to record or to import."""
        dialog = VoiceDialog(self._over.window())
        dialog.chosen.connect(self.put_voice)
        dialog.rolling.connect(self._roll)
        self._pause()
        self.dialog = dialog
        dialog.open()

    def put_voice(self, file: Path, lower_music: bool) -> None:
        """Puts a voice at the playhead."""
        start = self._stage.time
        self._bring(
            file,
            "insert.voice",
            lambda composition, media: add_voice(
                composition, media, tr("insert.voice"), start, lower_music=lower_music
            ),
        )

    def _bring(
        self, file: Path, name: str, place: Callable[[Composition, str], tuple[Composition, LayerPath]]
    ) -> None:
        """Copies a file into the project, then puts it."""
        folder = self._stage.document.session.folder
        bridge().run(
            lambda _job: import_file(file, folder),
            lambda brought: self._put_sound(
                name, lambda project: add_media(project, brought[0], file.stem, brought[1]), place
            ),
            failed=self._stage.refused.emit,
            lane="files",
            owner=self,
        )

    def _put_sound(
        self,
        name: str,
        listed: Callable[[Project], tuple[Project, str]],
        place: Callable[[Composition, str], tuple[Composition, LayerPath]],
    ) -> None:
        made: list[LayerPath] = []
        stage = self._stage

        def change(project: Project) -> Project:
            project, media = listed(project)

            def put(composition: Composition) -> Composition:
                changed, path = place(composition, media)
                made[:] = [path]
                return changed

            return in_composition(project, stage.composition.id, put)

        if stage.edit_project(StepName("step.add", {"what": tr(name)}), change):
            stage.select(made)

    def _pause(self) -> None:
        if self._player.playing:
            self._player.pause()

    def _roll(self, on: bool) -> None:
        """The film plays along, silently, while somebody speaks to it."""
        if on and not self._player.playing:
            self._was_muted = self._player.muted
            self._player.set_muted(True)
            self._player.play()
        elif not on:
            self._pause()
            self._player.set_muted(self._was_muted)

    # transitions

    def choose_transition(self) -> None:
        """Asks which transition stands over the cut at the playhead."""
        stage = self._stage
        cut = nearest_cut(stage.composition, stage.time, stage.selection)
        if cut is None:
            stage.refused.emit(
                InputError(
                    "there is no cut between two clips",
                    "Split a clip, or put a second one on the track, then add a transition.",
                )
            )
            return
        stage.seek(stage.rate.first_frame_from(cut.time))
        dialog = TransitionDialog(stage, cut, self._over.window())
        self.dialog = dialog
        dialog.open()
