"""How a text's units move: its animations at a time.  `studio.scene.writing.moved` draws them there."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from studio.animation.units import REST, UnitState, combine, combine_units, unit_states
from studio.model.animation import Animation, AnimationPreset, TextUnit
from studio.model.writing import WritingMode
from studio.scene.context import Context
from studio.scene.writing.content import TextContent
from studio.scene.writing.field import Ripple
from studio.scene.writing.modes import Appearance, appearance


class TextState(Struct, frozen=True):
    """states: one per unit of kind `unit`, in reading order; None: all at rest.  whole: the text as one.

    ripple: the waves that run along the lines.  hidden_below: nothing is seen under the foot of a line.
    writing: where a mode of writing is at, instead of the states.
    """

    content: TextContent
    unit: TextUnit = TextUnit.WORD
    states: tuple[UnitState, ...] | None = None
    whole: UnitState = REST
    ripple: Ripple | None = None
    hidden_below: bool = False
    writing: Appearance | None = None


def text_state(
    content: TextContent,
    animations: Sequence[Animation],
    time: Fraction,
    duration: Fraction,
    context: Context,
) -> TextState:
    """Where the animations have the text's units, `time` seconds into its `duration`."""
    if not animations:
        return TextState(content)
    layout = content.layout
    whole = REST
    writing: Appearance | None = None
    ripple: Ripple | None = None
    hidden_below = False
    chosen: list[tuple[TextUnit, tuple[UnitState, ...]]] = []
    for animation in animations:
        preset = context.resources.animation(animation.preset)
        if preset.mode is not WritingMode.CHANNELS:
            writing = appearance(content, animation, preset, time, duration) or writing
            continue
        unit = animation.unit or preset.unit
        joined = content.letter_groups if unit is TextUnit.LETTER else None
        count = len(layout.units(unit))
        states = unit_states(animation, preset, count, time, duration, layout.spec.size, joined)
        if all(state is REST or state == REST for state in states):
            continue
        hidden_below = hidden_below or preset.hidden_below
        if any(state.wave or state.jelly for state in states):
            ripple = _ripple(content, preset, time)
        if unit is TextUnit.WHOLE and preset.hidden_below:  # each line comes up behind its own foot
            unit, states = TextUnit.LINE, states * len(layout.lines)
        if unit is TextUnit.WHOLE:
            inside, outside = _split(states[0])
            whole, states = combine(whole, outside), (inside,)
        if any(state is not REST for state in states):
            chosen.append((unit, states))
    if writing is not None and chosen and (standing := writing.standing) is not None:
        content, writing = standing, None
    if writing is not None or not chosen:
        return TextState(content, whole=whole, writing=writing)
    unit, combined = chosen[0]
    if len({unit for unit, _ in chosen}) > 1:
        unit, combined = _mixed(content, chosen)
    elif len(chosen) > 1:
        combined = combine_units([states for _, states in chosen])
    return TextState(content, unit, combined, whole, ripple, hidden_below)


def _ripple(content: TextContent, preset: AnimationPreset, time: Fraction) -> Ripple:
    length, speed = preset.ripple.length, preset.ripple.speed
    return Ripple(length * content.layout.spec.size, speed * float(time), content.forward)


def _split(state: UnitState) -> tuple[UnitState, UnitState]:
    """What of a state moves the parts of its unit, and what moves it as one."""
    if state.marks is not None:
        return state, REST
    inside = UnitState(tracking=state.tracking, stretch=state.stretch, wave=state.wave, jelly=state.jelly)
    if inside == REST:
        return REST, state
    outside = state._replace(tracking=0.0, stretch=0.0, wave=0.0, jelly=0.0)
    return inside, REST if outside == REST else outside


_FINEST = (TextUnit.LETTER, TextUnit.GROUP, TextUnit.WORD, TextUnit.LINE, TextUnit.WHOLE)


def _mixed(
    content: TextContent, chosen: Sequence[tuple[TextUnit, tuple[UnitState, ...]]]
) -> tuple[TextUnit, tuple[UnitState, ...]]:
    """Motions over different units at once, brought to the finest of them."""
    finest = min((unit for unit, _ in chosen), key=_FINEST.index)
    layout = content.layout
    states = [REST] * len(layout.units(finest))
    for index, glyphs in enumerate(layout.glyphs_by_unit[finest]):
        if glyphs:
            first = layout.glyphs[glyphs[0]]
            states[index] = combine(*(its[layout.unit_of(first, unit)] for unit, its in chosen))
    return finest, tuple(states)
