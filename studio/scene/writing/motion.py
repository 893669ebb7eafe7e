"""How a text's units move: its animations at a time, and its glyphs drawn there.

While units move, those at rest stay one outline and each moving unit is one of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from studio.animation.units import REST, UnitState, combine, combine_units, unit_states
from studio.base.geometry import Affine
from studio.model.animation import Animation, AnimationPreset, TextUnit
from studio.model.writing import WritingMode
from studio.scene.context import Context
from studio.scene.display_list import Operation
from studio.scene.drawing import as_one, is_rest, softened
from studio.scene.motion import reveal_clip, state_transform
from studio.scene.writing.content import TextContent
from studio.scene.writing.modes import Appearance, appearance
from studio.scene.writing.paint import at_rest, glyph_operations
from studio.text.units import UnitBox


@dataclass(frozen=True, slots=True)
class TextState:
    """states: one per unit of kind `unit`, in reading order; None: all at rest.  whole: the text as one.

    writing: where a mode of writing is at, instead of the states.
    """

    content: TextContent
    unit: TextUnit = TextUnit.WORD
    states: tuple[UnitState, ...] | None = None
    whole: UnitState = REST
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
    whole = REST
    writing: Appearance | None = None
    chosen: list[tuple[TextUnit, tuple[UnitState, ...]]] = []
    for animation in animations:
        preset = context.resources.animation(animation.preset)
        if preset.mode is not WritingMode.CHANNELS:
            writing = appearance(content, animation, preset, time, duration) or writing
            continue
        unit = moving_unit(animation, preset)
        count = len(content.layout.units(unit))
        states = unit_states(animation, preset, count, time, duration)
        if unit is TextUnit.WHOLE:
            whole = combine(whole, states[0])
        elif any(state != REST for state in states):
            chosen.append((unit, states))
    if writing is not None or not chosen:
        return TextState(content, whole=whole, writing=writing)
    if len({unit for unit, _ in chosen}) == 1:
        combined = combine_units([states for _, states in chosen])
        return TextState(content, chosen[0][0], combined, whole)
    return _mixed(content, chosen, whole)


def moving_unit(animation: Animation, preset: AnimationPreset) -> TextUnit:
    """What moves as one.  Letters that join move as their joined group: apart they would tear, and show seams
    where they fade.  (Letters that join nothing are groups alone.)  A preset may ask for the cut."""
    unit = animation.unit or preset.unit
    return TextUnit.GROUP if unit is TextUnit.LETTER and not preset.cuts_joins else unit


_FINEST = (TextUnit.LETTER, TextUnit.GROUP, TextUnit.WORD, TextUnit.LINE)


def _mixed(
    content: TextContent, chosen: Sequence[tuple[TextUnit, tuple[UnitState, ...]]], whole: UnitState
) -> TextState:
    """Motions over different units at once, brought to the finest of them."""
    finest = min((unit for unit, _ in chosen), key=_FINEST.index)
    layout = content.layout
    states = [REST] * len(layout.units(finest))
    for index, glyphs in enumerate(layout.glyphs_by_unit[finest]):
        if glyphs:
            first = layout.glyphs[glyphs[0]]
            states[index] = combine(*(its[layout.unit_of(first, unit)] for unit, its in chosen))
    return TextState(content, finest, tuple(states), whole)


def draw_text(state: TextState, transform: Affine, opacity: float) -> Sequence[Operation]:
    """The text in a state, under a map of the canvas and an opacity."""
    if state.whole == REST:
        return _draw_units(state, transform, opacity)
    whole = state.content.layout.units(TextUnit.WHOLE)[0]
    return _as_moved(state.content, whole, state.whole, transform, opacity, partial(_draw_units, state))


def _draw_units(state: TextState, transform: Affine, opacity: float) -> Sequence[Operation]:
    content = state.content
    if state.writing is not None:
        return state.writing.operations(transform, opacity)
    if state.states is None:
        if is_rest(transform, opacity):
            return at_rest(content)
        return glyph_operations(content, None, transform, opacity)
    operations: list[Operation] = []
    by_unit = content.layout.glyphs_by_unit[state.unit]
    resting = tuple(
        glyph for glyphs, unit in zip(by_unit, state.states, strict=True) if unit == REST for glyph in glyphs
    )
    if resting:
        operations += glyph_operations(content, resting, transform, opacity)
    units = content.layout.units(state.unit)
    for unit, glyphs, unit_state in zip(units, by_unit, state.states, strict=True):
        if unit_state != REST and glyphs:
            draw = partial(glyph_operations, content, glyphs)
            operations += _as_moved(content, unit, unit_state, transform, opacity, draw)
    return operations


def _as_moved(
    content: TextContent,
    unit: UnitBox,
    state: UnitState,
    transform: Affine,
    opacity: float,
    draw: Callable[[Affine, float], Sequence[Operation]],
) -> Sequence[Operation]:
    """What `draw` paints under a map and an opacity, in the state of the unit that it is."""
    if state.is_hidden:
        return ()
    box = unit.box.united(unit.ink).moved(content.x, content.y)
    moved = state_transform(state, box, content.forward).then(transform)
    strength = opacity * min(1.0, state.opacity)
    clip = reveal_clip(state, box.expanded(2 + content.paint.overhang), rtl=unit.rtl)
    if clip is None and state.blur <= 0:
        return draw(moved, strength)
    operations = softened(draw(moved, 1.0), state.blur * transform.growth)
    return as_one(operations, strength, clip=None if clip is None else clip.transformed(moved))
