"""What the actions of time and playing do."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QObject

from studio.gui.actions import hub
from studio.gui.workspace.commands import span_frames
from studio.gui.workspace.playback import Player
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.rows import edges_of, rows_of
from studio.model.composition import AudioClip, Composition
from studio.model.layers import Clip
from studio.services.edits.paths import LayerPath, node_at, track_at
from studio.services.edits.ripple import ripple_together, ripple_trim_clip
from studio.services.edits.sounds import Side, trim_sound
from studio.services.edits.times import holder_origin, index_of, span_of
from studio.services.edits.timing import split_all, trim_end, trim_start
from studio.services.edits.together import is_locked, move_together
from studio.services.edits.tracks import trim_item
from studio.services.film_lengths import stills


class TimeCommands(QObject):
    """Playhead, range, split, trim."""

    def __init__(self, stage: Stage, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._player = stage, player
        for id, handler in (
            ("play.toggle", player.toggle),
            ("play.back", lambda: player.faster(-1)),
            ("play.stop", player.stop),
            ("play.fast", lambda: player.faster(1)),
            ("play.prev", lambda: self._step(-1)),
            ("play.next", lambda: self._step(1)),
            ("play.cutprev", lambda: self._cut(-1)),
            ("play.cutnext", lambda: self._cut(1)),
            ("play.start", lambda: stage.seek(stage.range[0])),
            ("play.end", lambda: stage.seek(stage.range[1] - 1)),
            ("time.in", self.range_start),
            ("time.out", self.range_end),
            ("time.split", self.split),
            ("time.trimin", lambda: self.trim("start")),
            ("time.trimout", lambda: self.trim("end")),
            ("time.early", lambda: self.shift(-1)),
            ("time.late", lambda: self.shift(1)),
        ):
            hub().bind(id, handler, owner=self)
        hub().bind("play.loop", self._toggle_loop, owner=self, checkable=True)
        hub().bind("play.mute", self._toggle_mute, owner=self, checkable=True)

    def _toggle_loop(self) -> None:
        action = hub().action("play.loop")
        self._player.set_loop(action is not None and action.isChecked())

    def _toggle_mute(self) -> None:
        action = hub().action("play.mute")
        self._player.set_muted(action is not None and action.isChecked())

    def _step(self, by: int) -> None:
        self._player.pause()
        self._stage.seek(self._stage.frame + by)

    def _cut(self, by: int) -> None:
        """To the next moment at which something begins or ends, or a marker stands."""
        stage = self._stage
        rows = rows_of(stage.composition, stage.time, stage.current)
        marked = (marker.time for marker in stage.composition.markers)
        frames = sorted({stage.rate.first_frame_from(edge) for edge in (*edges_of(rows), *marked)})
        later = [frame for frame in frames if (frame - stage.frame) * by > 0]
        if later:
            stage.seek(later[0] if by > 0 else later[-1])

    def range_start(self) -> None:
        _, end = self._stage.range
        frame = self._stage.frame
        self._stage.set_range((frame, end if end > frame else self._stage.composition.frame_count))

    def range_end(self) -> None:
        start, _ = self._stage.range
        frame = self._stage.frame + 1
        self._stage.set_range((start if start < frame else 0, frame))

    def split(self) -> None:
        """Cuts what is selected at the playhead; with nothing selected, the clip that is seen."""
        stage, time = self._stage, self._stage.time
        paths = list(stage.topmost()) or self._clips_here()
        pictures = _stills(stage)
        made: Sequence[LayerPath] = ()

        def change(composition: Composition) -> Composition:
            nonlocal made
            composition, made = split_all(composition, paths, time, stills=pictures)
            return composition

        if paths and stage.edit("step.split", change) and made:
            stage.select(made)

    def trim(self, side: str) -> None:
        """Cuts off what is before (after) the playhead; where rippling is on, the rest of a track follows."""
        stage, time = self._stage, self._stage.time
        paths = list(stage.topmost()) or self._clips_here()
        pictures = _stills(stage)

        def change(composition: Composition) -> Composition:
            for path in paths:
                span = span_of(composition, path)
                if not span.start < time < span.end:
                    continue
                by = time - (span.start if side == "start" else span.end)
                end: Side = "start" if side == "start" else "end"
                node = node_at(composition, path)
                if isinstance(node, Clip):
                    trim_clip = ripple_trim_clip if ripples() else plain_trim
                    composition = trim_clip(composition, path, end, by)
                elif isinstance(node, AudioClip):
                    composition = trim_sound(composition, path, end, by)
                else:
                    local = time - holder_origin(composition, path)
                    if side == "start":
                        composition = trim_start(composition, path, local, stills=pictures)
                    else:
                        composition = trim_end(composition, path, local)
            return composition

        if paths:
            stage.edit("step.trim", change)

    def shift(self, frames: int) -> None:
        """What is selected a frame earlier or later."""
        stage = self._stage
        paths = [path for path in stage.topmost() if not is_locked(stage.composition, path)]
        by = Fraction(frames) / stage.rate.fraction
        if paths:
            move = ripple_together if ripples() else move_together
            stage.edit("step.shift", lambda one: move(one, paths, by)[0], ("shift", tuple(paths)))

    def _clips_here(self) -> list[LayerPath]:
        stage = self._stage
        rows = rows_of(stage.composition, stage.time, None)
        found = [bar.path for row in rows for bar in row.bars if bar.is_clip]
        return [path for path in found if _holds(stage, path)]


def ripples() -> bool:
    """Whether the rest of a track goes along with its clips."""
    action = hub().action("time.ripple")
    return action is None or not action.isCheckable() or action.isChecked()


def plain_trim(composition: Composition, path: LayerPath, side: Side, by: Fraction) -> Composition:
    """Moves an end of a clip (its path); nothing else moves."""
    track = path[:-1]
    return trim_item(composition, track, index_of(track_at(composition, track), path[-1]), side, by)


def _holds(stage: Stage, path: LayerPath) -> bool:
    start, end = span_frames(stage, path)
    return start < stage.frame < end


def _stills(stage: Stage) -> frozenset[str]:
    return stills(stage.document.project, stage.document.resources().media)
