"""The ways of appearing that are more than units in motion, by the mode of their preset.

Each gives, for a moment, how the text looks; nothing (None) where it rests.  A way out is the way in
backwards.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Protocol

from studio.animation.easing import easing
from studio.animation.stagger import step_between, turns
from studio.animation.timing import duration_of, motion_range
from studio.base.geometry import Affine
from studio.model.animation import Animation, AnimationPreset, Order, Phase, TextUnit
from studio.model.writing import WritingMode
from studio.scene.display_list import Operation
from studio.scene.writing.content import TextContent
from studio.scene.writing.pen import Penned
from studio.scene.writing.scramble import Scrambled, letters_at
from studio.scene.writing.typewriter import Typed


class Appearance(Protocol):
    """A text while it appears or goes."""

    @property
    def standing(self) -> TextContent | None:
        """What is seen as plain glyphs, for units that move meanwhile; None where that cannot be said."""
        ...

    def operations(self, transform: Affine, opacity: float) -> Sequence[Operation]:
        """What is seen under a map of the canvas and an opacity."""
        ...


def appearance(
    content: TextContent, animation: Animation, preset: AnimationPreset, time: Fraction, duration: Fraction
) -> Appearance | None:
    """How a mode other than `channels` shows the text, `time` seconds into its layer's `duration`."""
    way = _Way(content, animation, preset, duration)
    leaving = animation.phase is Phase.OUT
    now = float(way.range.end - time if leaving else time - way.range.start)
    if animation.phase is Phase.DURING or now >= way.length:
        return None
    return _MODES[preset.mode](way, max(0.0, now))


class _Way:
    """A mode's timing; times are seconds from where it begins, forwards."""

    def __init__(
        self, content: TextContent, animation: Animation, preset: AnimationPreset, duration: Fraction
    ) -> None:
        self.content = content
        self.preset = preset
        self.seed = animation.seed
        self.unit = TextUnit.LETTER if preset.mode is WritingMode.SCRAMBLE else animation.unit or preset.unit
        self.count = len(content.layout.units(self.unit))
        reading = preset.mode is not WritingMode.SCRAMBLE
        order = Order.READING if reading else animation.order or preset.order
        self.range = motion_range(
            animation.model_copy(update={"order": order}), preset, duration, max(1, self.count)
        )
        self.length = float(self.range.end - self.range.start)
        self.turns = turns(self.count, order, animation.seed)
        stagger = preset.stagger if animation.stagger is None else animation.stagger
        self.step = float(step_between(self.turns, stagger, preset.stagger_limit))
        self.duration = float(duration_of(animation, preset))
        leaving = animation.phase is Phase.OUT
        self.ease = easing(animation.easing or (preset.exit_easing if leaving else preset.easing))


def _typewriter(way: _Way, now: float) -> Appearance:
    takes = min(way.duration, way.step) if way.unit is TextUnit.LETTER and way.step else way.duration
    count, newest = 0, []
    for turn in range(way.count):
        since = now - turn * way.step
        if since <= 0:
            break
        count += 1
        if since < takes:
            newest.append(_share(way.ease(since / takes)))
    return Typed(way.content, way.unit, count, tuple(newest), way.preset.typewriter.cursor and now > 0)


def _pen(way: _Way, now: float) -> Appearance:
    progress = way.ease(now / way.length) if way.length else 1.0
    return Penned(way.content, TextUnit(way.preset.pen.marks), _share(progress))


def _scramble(way: _Way, now: float) -> Appearance:
    options = way.preset.scramble
    settled = frozenset(
        letter for letter, turn in enumerate(way.turns) if now >= turn * way.step + way.duration
    )
    tick = int(now / float(options.interval))
    fade = float(options.fade)
    strength = way.ease(min(1.0, now / fade)) if fade else float(now > 0)
    return Scrambled(way.content, letters_at(way.content, settled, tick, way.seed), settled, _share(strength))


def _share(value: float) -> float:
    """Easings that overshoot show no more than all."""
    return min(1.0, max(0.0, value))


_MODES: dict[WritingMode, Callable[[_Way, float], Appearance]] = {
    WritingMode.TYPEWRITER: _typewriter,
    WritingMode.PEN: _pen,
    WritingMode.SCRAMBLE: _scramble,
}
