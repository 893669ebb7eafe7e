"""What dragging bars does: from the composition as it was when the drag began.

shown at once     trims, rolls, slips, fades; layers and sounds that move
shadows           clips that move, and copies: they find their place when they are let go
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.rows import Bar
from studio.model.composition import AudioClip, Composition
from studio.model.layers import Clip, Transition
from studio.services.editing import StepName
from studio.services.edits.clips import move_clips
from studio.services.edits.film_bounds import within_files
from studio.services.edits.landing import landing
from studio.services.edits.paths import LayerPath, node_at, sound_at, track_at
from studio.services.edits.ripple import ripple_together, ripple_trim_clip
from studio.services.edits.slips import slip_within
from studio.services.edits.sounds import set_fade, trim_sound
from studio.services.edits.times import holder_origin, index_of, span_of, start_in_holder
from studio.services.edits.timing import trim_end, trim_start
from studio.services.edits.together import copy_together, earliest, move_together, sorted_out
from studio.services.edits.tracks import lift, roll, trim_item
from studio.services.film_lengths import film_lengths, stills

Mode = Literal["move", "copy", "start", "end", "roll", "slip", "fade-in", "fade-out"]
"""move, copy: all that is chosen.  roll: the cut at the bar's start.  The others: the one bar."""

_STEPS: Mapping[Mode, str] = {
    "start": "step.trim",
    "end": "step.trim",
    "roll": "step.roll",
    "slip": "step.slip",
    "fade-in": "step.fade",
    "fade-out": "step.fade",
}


class Shadow(Struct, frozen=True):
    """A bar on its way, seconds of the composition.  path: of the bar whose lane it is in.

    edge: where it will be inserted, as something else is where it was brought; None: it stands free.
    track: the path of the other track that it goes to; None: it stays in its own.
    """

    path: LayerPath
    start: Fraction
    end: Fraction
    edge: Fraction | None = None
    track: LayerPath | None = None


class BarDrag:
    """Some bars by one of them.  `by` is seconds from where the drag began."""

    def __init__(
        self,
        stage: Stage,
        bar: Bar,
        mode: Mode,
        paths: Sequence[LayerPath],
        *,
        ripple: bool,
        lengths: Mapping[str, Fraction],
    ) -> None:
        """paths: of what moves or is copied.  ripple: the rest of a track goes along.  lengths: seconds of
        media, as far as they are known."""
        self._stage, self._bar, self._mode = stage, bar, mode
        self._paths, self._ripple = tuple(paths), ripple
        self._base = stage.composition
        files = stage.document.resources().media
        self._stills = stills(stage.document.project, files)
        self._lengths = {**lengths, **film_lengths(self._base, bar.path, files)}
        self._before = self._clip_before() if mode == "roll" else None
        if self._before is not None:
            self._lengths |= film_lengths(self._base, self._before, files)
        self._chosen = sorted_out(self._base, self._paths)
        self._track: LayerPath | None = None
        self.is_live = mode != "copy" and not (mode == "move" and self._chosen.clips)

    def to(self, by: Fraction) -> None:
        """Shows what letting go here would do."""
        if self.is_live:
            self._stage.edit(self._name(), lambda _: self._changed(by)[0])

    def over(self, track: LayerPath | None) -> None:
        """The mouse is over a track (None: over something else): clips that move, and nothing else with them,
        go there."""
        chosen = self._chosen
        movable = self._mode == "move" and chosen.clips and not chosen.layers and not chosen.sounds
        inside = track is not None and any(track[: len(path)] == path for path in chosen.clips)
        home = {path[:-1] for path in chosen.clips} == {track}
        self._track = track if movable and not inside and not home else None

    def drop(self, by: Fraction) -> tuple[LayerPath, ...]:
        """The end of the drag; gives the paths that are chosen now."""
        if self.is_live or not (by or self._track):
            return self._paths
        found = [self._paths]

        def change(_: Composition) -> Composition:
            changed, found[0] = self._changed(by)
            return changed

        return found[0] if self._stage.edit(self._name(), change) else self._paths

    def shadows(self, by: Fraction) -> tuple[Shadow, ...]:
        """Where the bars would be, if that is not shown by themselves."""
        if self.is_live or not (by or self._track):
            return ()
        base = self._base
        by = earliest(base, self._paths, by)
        found = []
        for path in self._paths:
            span = span_of(base, path)
            edge = self._edge(path, by) if path in self._chosen.clips else None
            found.append(Shadow(path, span.start + by, span.end + by, edge, self._track))
        return tuple(found)

    def _edge(self, path: LayerPath, by: Fraction) -> Fraction | None:
        """Where a clip is inserted, if something is in its way."""
        base, track = self._base, self._track or path[:-1]
        origin = span_of(base, track).start
        if self._ripple and self._track is None and self._mode == "move":
            changed, _ = self._changed(by)
            start = start_in_holder(changed, path)
            return None if start == start_in_holder(base, path) + by else origin + start
        here = track_at(base, track)
        if self._mode == "move":
            gone = [index_of(here, one[-1]) for one in self._chosen.clips if one[:-1] == track]
            here = track_at(lift(base, track, gone), track)
        clip = node_at(base, path)
        assert isinstance(clip, Clip)
        start = max(Fraction(0), span_of(base, path).start + by - origin)
        where = landing(here.items, clip.duration, start)
        return origin + where.start if where.occupied else None

    def _name(self) -> StepName:
        count = len(self._paths)
        if self._mode == "copy":
            return StepName("step.copies", {"count": count})
        if self._track is not None:
            return StepName("step.other-track", {"count": count})
        if self._mode == "move":
            if count == 1:
                return StepName("step.shift")
            return StepName("step.moves" if self._chosen.layers else "step.move-clips", {"count": count})
        return StepName(_STEPS[self._mode])

    def _changed(self, by: Fraction) -> tuple[Composition, tuple[LayerPath, ...]]:
        if self._mode == "copy":
            return copy_together(self._base, self._paths, by)
        if self._track is not None:
            return move_clips(self._base, self._chosen.clips, by, self._track)
        if self._mode == "move":
            move = ripple_together if self._ripple and self._chosen.clips else move_together
            return move(self._base, self._paths, by)
        return self._one_changed(by), self._paths

    def _within_files(self, by: Fraction, side: Literal["start", "end"]) -> Fraction:
        """As far as the files of films go."""
        if self._mode != "roll":
            return within_files(self._base, self._bar.path, side, by, self._lengths)
        by = within_files(self._base, self._bar.path, "start", by, self._lengths)
        if self._before is not None:
            by = within_files(self._base, self._before, "end", by, self._lengths)
        return by

    def _clip_before(self) -> LayerPath | None:
        """The clip on the other side of the cut at the bar's start."""
        items = track_at(self._base, self._bar.path[:-1]).items
        earlier = items[: index_of(track_at(self._base, self._bar.path[:-1]), self._bar.path[-1])]
        last = next((item for item in reversed(earlier) if not isinstance(item, Transition)), None)
        return (*self._bar.path[:-1], last.id) if isinstance(last, Clip) else None

    def _one_changed(self, by: Fraction) -> Composition:
        base, path, mode = self._base, self._bar.path, self._mode
        if mode == "slip":
            return slip_within(base, path, by, self._lengths)
        if mode == "fade-in":
            return set_fade(base, path, "start", sound_at(base, path).fade_in + by)
        if mode == "fade-out":
            return set_fade(base, path, "end", sound_at(base, path).fade_out - by)
        side: Literal["start", "end"] = "start" if mode == "start" else "end"
        by = self._within_files(by, side)
        match node_at(base, path):
            case Clip():
                track = path[:-1]
                index = index_of(track_at(base, track), path[-1])
                if mode == "roll":
                    return roll(base, track, index, by)
                if self._ripple:
                    return ripple_trim_clip(base, path, side, by)
                return trim_item(base, track, index, side, by)
            case AudioClip():
                return trim_sound(base, path, side, by)
            case _:
                origin = holder_origin(base, path)
                if side == "start":
                    start = self._bar.start - origin + by
                    return trim_start(base, path, start, stills=self._stills)
                return trim_end(base, path, self._bar.end - origin + by)
