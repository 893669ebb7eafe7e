"""Captions at a moment, as drawing operations: grounds, pills, lines along words, the words, the tag."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from studio.animation.units import REST, UnitState, combine
from studio.base.color import Rgba, mix
from studio.base.geometry import Affine
from studio.model.animation import TextUnit
from studio.scene.captioning.content import BlockContent, CueContent
from studio.scene.captioning.looks import SpokenLinePart, WordLook
from studio.scene.captioning.styles import CaptionColors
from studio.scene.display_list import FillPath, Operation, StrokePath
from studio.scene.drawing import as_one, faded, is_rest, still
from studio.scene.motion import state_transform
from studio.scene.sweep import SweepPart
from studio.scene.writing.motion import TextState
from studio.scene.writing.moved import draw_text
from studio.scene.writing.paint import LEVELS, glyph_operations
from studio.scene.writing.style import TextPaint
from studio.scene.writing.typewriter import Typed

_HIDDEN = UnitState(opacity=0.0)
_SETTLED = 1 / 512
_MOST_KEPT = 64


class CueState(Struct, frozen=True):
    """A cue at a moment.  lit: (light's number, level 0 to 1), none or two while one follows the other.

    swept: for each part of a sweep how much of it is coloured.  looks: of each word, where words look
    otherwise than lit or not.  lines: along what is spoken.  motion: while the cue comes or goes.  typed:
    what is written so far.  fleeting: the cue is laid out for this moment alone.
    """

    cue: CueContent
    lit: tuple[tuple[int, float], ...]
    swept: tuple[float, ...] = ()
    looks: tuple[WordLook, ...] = ()
    lines: tuple[SpokenLinePart, ...] = ()
    motion: TextState | None = None
    typed: Typed | None = None
    fleeting: bool = False


class CaptionState(Struct, frozen=True):
    """What is on screen.  others: what is shown with it, in places of its own, from the nearest on."""

    block: BlockContent
    cues: tuple[CueState, ...]
    opacity: float
    others: "tuple[CaptionState, ...]" = ()

    @property
    def cue(self) -> CueContent:
        return self.cues[0].cue

    @property
    def colors(self) -> CaptionColors:
        return self.cue.colors

    @property
    def lit(self) -> tuple[tuple[int, float], ...]:
        return self.cues[0].lit

    @property
    def swept(self) -> tuple[float, ...]:
        return self.cues[0].swept


def draw_captions(state: CaptionState, transform: Affine, opacity: float) -> Sequence[Operation]:
    """The state under a map of the canvas and an opacity; what stays as it is is kept as one picture."""
    seen = opacity * state.opacity
    keys = [_key(cue) for cue in state.cues]
    rests = is_rest(transform, seen)
    if rests and all(key is not None for key in keys):
        kept = state.block._kept
        known = tuple((id(cue.cue), key) for cue, key in zip(state.cues, keys, strict=True))
        if known not in kept:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[known] = still(_all(state, transform))
        return kept[known]
    if rests and any(cue.swept for cue in state.cues) and all(_only_sweeps(cue) for cue in state.cues):
        return as_one(_sweeping(state, transform), seen)
    return as_one(_all(state, transform), seen)


def _key(state: CueState) -> object | None:
    """What tells one resting picture of a cue from another; None while something in it changes."""
    if state.motion is not None or state.typed is not None or state.fleeting:
        return None
    if any(_SETTLED < level < 1 - _SETTLED for _, level in state.lit):
        return None
    if any(0 < level < 1 for level in state.swept):
        return None
    if any(look.state is not REST and not look.state.is_hidden for look in state.looks):
        return None
    if state.looks or state.lines:
        return (state.lit, state.looks, state.lines)
    return (state.lit, state.swept)


def _only_sweeps(state: CueState) -> bool:
    return not (state.motion or state.typed or state.looks or state.lines or state.fleeting)


def _all(state: CaptionState, transform: Affine) -> list[Operation]:
    operations = _grounds(state.block, transform)
    for cue in state.cues:
        operations += _cue(cue, transform)
    return operations


def _grounds(block: BlockContent, transform: Affine) -> list[Operation]:
    operations: list[Operation] = []
    for ground in block.grounds:
        if ground.path.is_empty or not ground.color.alpha:
            continue
        operations.append(FillPath(ground.path, ground.color, transform))
        if ground.fatter:
            operations.append(StrokePath(ground.path, ground.color, ground.fatter, (), transform))
    if block.label is not None:
        operations += glyph_operations(block.label, None, transform, 1.0)
    return operations


def _cue(state: CueState, transform: Affine) -> list[Operation]:
    if state.typed is not None:
        return list(state.typed.operations(transform, 1.0))
    if state.motion is not None and state.motion.writing is not None:
        return list(draw_text(state.motion, transform, 1.0))
    if state.swept and state.motion is None:
        done, running = _swept_words(state, transform)
        return [*done, *running]
    if state.looks or state.motion is not None:
        return _with_looks(state, transform)
    return _lit(state, transform)


def _lit(state: CueState, transform: Affine) -> list[Operation]:
    """Words that are lit, or are not."""
    cue, colors = state.cue, state.cue.colors
    operations = _pills(state, transform)
    lit = {glyph for number, _ in state.lit for glyph in cue.glyphs[number]}
    operations += glyph_operations(
        cue.text, tuple(glyph for glyph in cue.glyphs[-1] if glyph not in lit), transform, 1.0
    )
    for number, level in state.lit:
        text = cue.painted(_lit_paint(colors, level))
        operations += glyph_operations(text, cue.glyphs[number], transform, 1.0)
    return operations


def _pills(state: CueState, transform: Affine) -> list[Operation]:
    cue = state.cue
    if cue.colors.pill is None:
        return []
    operations: list[Operation] = []
    for number, level in state.lit:
        moved = transform
        if state.looks and cue.words[number]:
            look = state.looks[cue.words[number][0]].state
            if look is not REST:
                moved = state_transform(look, cue.pills[number].bounds, cue.text.forward).then(transform)
        operations.append(FillPath(cue.pills[number], cue.colors.pill, moved, level))
    return operations


def _lit_paint(colors: CaptionColors, level: float) -> TextPaint:
    """The paint of lit text; on its pill it needs neither stroke nor shadow."""
    plain, lit = colors.text, colors.lit
    if lit is None:
        return plain
    fill = mix(plain.fill, lit, level) if isinstance(plain.fill, Rgba) else lit
    if colors.pill is None or level < 0.5:
        return replace(plain, fill=fill)
    return TextPaint(fill)


# Words with looks of their own


def _with_looks(state: CueState, transform: Affine) -> list[Operation]:
    """The words by their paints: those of one paint at once.  Lines and pills lie below all of them."""
    cue = state.cue
    looks = state.looks or _plain_looks(state)
    operations = _lines(state.lines, transform)
    operations += _pills(state, transform)
    paints: dict[TextPaint, list[int]] = {}
    for word, look in enumerate(looks):
        if not look.state.is_hidden:
            paints.setdefault(look.paint, []).append(word)
    if state.motion is None and all(looks[word].state is REST for its in paints.values() for word in its):
        return [*operations, *_at_rest(cue, paints, transform)]
    for paint, words in paints.items():
        operations += _moving(state, paint, set(words), looks, transform)
    return operations


def _plain_looks(state: CueState) -> tuple[WordLook, ...]:
    """Of words that are lit or not, or swept, while their cue comes or goes."""
    cue = state.cue
    units = cue.text.layout.units(TextUnit.WORD)
    paints = [cue.lines[unit.line] for unit in units]
    for number, level in state.lit:
        for word in cue.words[number]:
            paints[word] = _lit_paint(cue.colors, level)
    for part, level in zip(cue.sweep, state.swept, strict=bool(state.swept)):
        if level >= 0.5:
            paints[cue.text.layout.glyphs[part.glyphs[0]].word] = _lit_paint(cue.colors, 1.0)
    return tuple(map(WordLook, paints))


def _at_rest(cue: CueContent, paints: dict[TextPaint, list[int]], transform: Affine) -> list[Operation]:
    """Level by level, so that no stroke or shadow of one word lies over another."""
    by_word = cue.text.layout.glyphs_by_unit[TextUnit.WORD]
    parts = [
        (cue.painted(paint), tuple(sorted(glyph for word in words for glyph in by_word[word])))
        for paint, words in paints.items()
    ]
    if len(parts) == 1:
        text, glyphs = parts[0]
        return list(glyph_operations(text, glyphs, transform, 1.0))
    return [
        operation
        for level in LEVELS
        for text, glyphs in parts
        for operation in glyph_operations(text, glyphs, transform, 1.0, None, level)
    ]


def _moving(
    state: CueState, paint: TextPaint, words: set[int], looks: Sequence[WordLook], transform: Affine
) -> Sequence[Operation]:
    """The words of one paint where their looks and the cue's own motion have them."""
    layout = state.cue.text.layout
    motion = state.motion
    if motion is None or motion.states is None:
        unit, moved = TextUnit.WORD, (REST,) * len(looks)
    else:
        unit, moved = motion.unit, motion.states
        if unit in (TextUnit.LINE, TextUnit.WHOLE):
            unit, moved = _by_words(state, unit, moved)
    states = []
    for index, glyphs in enumerate(layout.glyphs_by_unit[unit]):
        word = layout.glyphs[glyphs[0]].word if glyphs else -1
        states.append(combine(moved[index], looks[word].state) if word in words else _HIDDEN)
    whole = REST if motion is None else motion.whole
    ripple = None if motion is None else motion.ripple
    below = motion is not None and motion.hidden_below
    text = state.cue.painted(paint)
    return draw_text(TextState(text, unit, tuple(states), whole, ripple, below), transform, 1.0)


def _by_words(
    state: CueState, unit: TextUnit, moved: Sequence[UnitState]
) -> tuple[TextUnit, tuple[UnitState, ...]]:
    layout = state.cue.text.layout
    states = [REST] * len(layout.units(TextUnit.WORD))
    for word, glyphs in enumerate(layout.glyphs_by_unit[TextUnit.WORD]):
        if glyphs:
            states[word] = moved[layout.unit_of(layout.glyphs[glyphs[0]], unit)]
    return TextUnit.WORD, tuple(states)


def _lines(parts: Sequence[SpokenLinePart], transform: Affine) -> list[Operation]:
    operations: list[Operation] = []
    for path, color, width, opacity in parts:
        if width:
            operations += faded([StrokePath(path, color, width, (), transform)], opacity)
        else:
            operations += faded([FillPath(path, color, transform)], opacity)
    return operations


# Sweeps


def _sweeping(state: CaptionState, transform: Affine) -> list[Operation]:
    """What has its colour and what has not, kept while it stays so, and the parts through which it runs."""
    key = tuple(
        (id(cue.cue), tuple((level > 0) + (level >= 1) for level in cue.swept), cue.lit) for cue in state.cues
    )
    kept = state.block._kept
    if key not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        there = _grounds(state.block, transform)
        for cue in state.cues:
            there += _swept_words(cue, transform)[0] if cue.swept else _lit(cue, transform)
        kept[key] = still(there)
    running = [
        operation
        for cue in state.cues
        if cue.swept
        for operation in _swept_words(cue, transform, only_running=True)[1]
    ]
    return [*kept[key], *running]


def _swept_words(
    state: CueState, transform: Affine, *, only_running: bool = False
) -> tuple[list[Operation], list[Operation]]:
    """The words through which no colour runs, and those through which it does."""
    cue, colors, parts = state.cue, state.cue.colors, state.cue.sweep
    running = [number for number, level in enumerate(state.swept) if 0 < level < 1]
    there: list[Operation] = []
    if not only_running:
        done = [number for number, level in enumerate(state.swept) if level >= 1]
        colored = {glyph for number in done for glyph in parts[number].glyphs}
        moving = {glyph for number in running for glyph in parts[number].glyphs}
        waiting = tuple(glyph for glyph in cue.glyphs[-1] if glyph not in colored | moving)
        there += glyph_operations(cue.text, waiting, transform, 1.0)
        there += glyph_operations(
            cue.painted(_lit_paint(colors, 1.0)), tuple(sorted(colored)), transform, 1.0
        )
    coming: list[Operation] = []
    for number in running:
        part = parts[number]
        text = cue.painted(_sweep_paint(cue, part, state.swept[number]))
        coming += glyph_operations(text, part.glyphs, transform, 1.0)
    return there, coming


def _sweep_paint(cue: CueContent, part: SweepPart, level: float) -> TextPaint:
    """The running part's paint; a text whose own colour is a gradient goes from that gradient's end."""
    plain, lit = cue.colors.text, cue.colors.lit
    rest = plain.fill if isinstance(plain.fill, Rgba) else plain.fill.stops[-1][1] if plain.fill else None
    if lit is None or rest is None:
        return plain
    return replace(plain, fill=part.paint(level, lit, rest, cue.text.x, cue.text.layout.spec.size))
