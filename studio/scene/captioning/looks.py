"""How the words of a cue look at a moment: their paint, how they stand, and the line along them.

time  ----before----|== spoken ==|----after----
said        0       /-------- 1 --------------       level      0     /--------\\____ 0
"""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from msgspec.structs import replace

from studio.animation.units import REST, UnitState, combine, unit_states
from studio.base.color import Rgba, mix
from studio.base.geometry import Path
from studio.model.animation import TextUnit
from studio.model.captions import CaptionStyle
from studio.scene.captioning.content import CueContent
from studio.scene.captions import Light
from studio.scene.context import Context
from studio.scene.display_list import PaintValue
from studio.scene.writing.decorations import decoration
from studio.scene.writing.stretches import stretches
from studio.scene.writing.style import GlowPaint, TextPaint
from studio.text.layout import ParagraphLayout
from studio.text.units import UnitBox

_HOP_SECONDS = Fraction(2, 5)
_FIRST_HOP, _SECOND_HOP = 0.62, 0.22
"""The share of the time that the first jump takes, and how high the second is beside it."""
_DRAWN_BY, _LONGEST_LINE = Fraction(7, 10), Fraction(1, 2)
"""A line is drawn when this share of the word is said, in this many seconds at most."""
_LONG = Fraction(1000)
"""Seconds: words that have come do not go."""
_LINE_BELOW = 0.06
"""em from the lowest ink of a line to a line drawn under it."""


class WordLook(NamedTuple):
    """How a word is painted and how it stands."""

    paint: TextPaint
    state: UnitState = REST


class SpokenLinePart(NamedTuple):
    """A line along words, drawn so far: filled, or `width` px wide."""

    path: Path
    color: Rgba
    width: float
    opacity: float


def has_looks(style: CaptionStyle) -> bool:
    """Whether words look otherwise than lit or not."""
    parts = (style.before, style.after, style.spoken_line, style.spoken_motion, style.spoken_glow)
    return bool(style.lines) or any(part is not None for part in parts)


def word_looks(
    cue: CueContent, style: CaptionStyle, time: Fraction, context: Context
) -> tuple[WordLook, ...]:
    """One for each word of the text, in reading order."""
    units = cue.text.layout.units(TextUnit.WORD)
    found = [WordLook(cue.lines[unit.line]) for unit in units]
    for light, words in zip(cue.lights, cue.words, strict=True):
        look: dict[int, WordLook] = {}
        for word in words:
            line = units[word].line
            if line not in look:
                look[line] = _look(cue, cue.lines[line], light, style, time, context)
            found[word] = look[line]
    return tuple(found)


def _said(light: Light, time: Fraction) -> float:
    if light.change <= 0:
        return float(time >= light.start)
    return float(max(Fraction(0), min(Fraction(1), (time - light.start) / light.change)))


def _begins(cue: CueContent, light: Light) -> Fraction:
    """When a word is seen to be spoken: what is said as the cue comes is lit before it."""
    return max(light.start, cue.cue.start)


def _look(
    cue: CueContent,
    paint: TextPaint,
    light: Light,
    style: CaptionStyle,
    time: Fraction,
    context: Context,
) -> WordLook:
    colors = cue.colors
    said, level = _said(light, time), light.level(time)
    fill = _between(colors.before or paint.fill, colors.after or paint.fill, said)
    if colors.lit is not None and level > 0:
        fill = _between(fill, colors.lit, level)
    if colors.pill is not None and level >= 0.5:
        painted = TextPaint(fill)  # on its pill a word needs neither stroke nor shadow
    else:
        painted = paint if fill == paint.fill else replace(paint, fill=fill)
    if colors.glow is not None and level > 0:
        color = colors.glow.color.with_opacity(level)
        painted = replace(painted, glow=GlowPaint(color, colors.glow.radius, colors.glow.spread))
    return WordLook(painted, _state(cue, light, style, said, level, time, context))


def _between(one: PaintValue | None, two: PaintValue | None, share: float) -> PaintValue | None:
    if share <= 0 or one == two:
        return one
    if share < 1 and isinstance(one, Rgba) and isinstance(two, Rgba):
        return mix(one, two, share)
    return two


def _state(
    cue: CueContent,
    light: Light,
    style: CaptionStyle,
    said: float,
    level: float,
    time: Fraction,
    context: Context,
) -> UnitState:
    begins = _begins(cue, light)
    em = cue.text.layout.spec.size
    states: list[UnitState] = []
    if style.arrive is not None:
        preset = context.resources.animation(style.arrive.preset)
        frame = 1 / context.composition.rate_exact.fraction  # on the first one it is already seen
        states.append(unit_states(style.arrive, preset, 1, time - begins + frame, _LONG, em)[0])
        if time < begins:
            states.append(UnitState(opacity=0.0))
        after = 1.0 if style.after is None else style.after.opacity
        if said > 0 and after < 1:
            states.append(UnitState(opacity=1 + (after - 1) * (said - level)))
    else:
        before = 1.0 if style.before is None else style.before.opacity
        after = 1.0 if style.after is None else style.after.opacity
        opacity = before + (after - before) * said
        opacity = max(opacity, level)
        if opacity < 1:
            states.append(UnitState(opacity=opacity))
    motion = style.spoken_motion
    if motion is not None and (motion.hop or level > 0):
        grows = 1 + (motion.scale - 1) * _smooth(level)
        up = motion.lift * _smooth(level) + motion.hop * _hop(float((time - begins) / _HOP_SECONDS))
        if grows != 1 or up:
            states.append(UnitState(scale_x=grows, scale_y=grows, dy=-up * em))
    state = combine(*states)
    return REST if state == REST else state


def _smooth(share: float) -> float:
    return share * share * (3 - 2 * share)


def _hop(share: float) -> float:
    """A jump and a small one after it, each the parabola of what is thrown up; 0 before and after."""
    if not 0 < share < 1:
        return 0.0
    if share < _FIRST_HOP:
        way = share / _FIRST_HOP
        return 4 * way * (1 - way)
    way = (share - _FIRST_HOP) / (1 - _FIRST_HOP)
    return _SECOND_HOP * 4 * way * (1 - way)


def spoken_lines(cue: CueContent, style: CaptionStyle, time: Fraction) -> tuple[SpokenLinePart, ...]:
    """The lines along what is spoken, as far as they are drawn; in canvas coordinates."""
    paint = cue.colors.line
    if paint is None or style.spoken_line is None:
        return ()
    stays = style.spoken_line.stays
    units = cue.text.layout.units(TextUnit.WORD)
    whole: dict[int, set[int]] = {}
    parts: list[SpokenLinePart] = []
    for light, words in zip(cue.lights, cue.words, strict=True):
        begins = _begins(cue, light)
        lasts = min(_LONGEST_LINE, _DRAWN_BY * max(Fraction(1, 100), light.end - begins))
        share = min(1.0, float((time - begins) / lasts))
        if share <= 0:
            continue
        for line in sorted({units[word].line for word in words}):
            its = {word for word in words if units[word].line == line}
            if not stays:
                opacity = 1.0 if time < light.end else light.level(time)
                if opacity > 0:
                    parts += _part(cue, line, its, set(), share, opacity)
                continue
            said = whole.setdefault(line, set())
            if share >= 1:
                said |= its
            else:
                parts += _part(cue, line, its | said, said, share, 1.0)
                whole[line] = set()
    for line, said in whole.items():
        if said:
            parts += _part(cue, line, said, said, 1.0, 1.0)
    return tuple(parts)


def _part(
    cue: CueContent, line: int, words: set[int], said: set[int], share: float, opacity: float
) -> list[SpokenLinePart]:
    """Along words of one line, of which `said` have their line whole, the others a share of it."""
    paint = cue.colors.line
    assert paint is not None
    layout = cue.text.layout
    if share < 1:
        whole = _length(layout, line, words)
        already = _length(layout, line, said) if said else 0.0
        share = (already + (whole - already) * share) / max(1e-6, whole)
    if paint.kind != "marker":
        foot = layout.lines[line].ink.bottom - layout.lines[line].baseline
        paint = replace(paint, gap=foot + _LINE_BELOW * layout.spec.size + paint.width / 2)
    made = decoration(layout, _of_words(layout, line, words), replace(paint, drawn=share), None)
    path = made.path.moved(cue.text.x, cue.text.y)
    return [] if path.is_empty else [SpokenLinePart(path, paint.color, made.line, opacity)]


def _of_words(layout: ParagraphLayout, line: int, words: set[int]) -> Callable[[UnitBox], bool]:
    """Whether a letter is of some words on a line."""
    units = layout.units(TextUnit.WORD)
    ranges = [(units[word].start, units[word].end) for word in words]
    return lambda letter: letter.line == line and any(a <= letter.start < b for a, b in ranges)


def _length(layout: ParagraphLayout, line: int, words: set[int]) -> float:
    """px along words, with what is between neighbours."""
    found = stretches(layout, _of_words(layout, line, words))
    return sum(run.right - run.left for stretch in found for run in stretch.runs)
