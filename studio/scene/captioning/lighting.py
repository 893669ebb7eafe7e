"""When what of a cue lights up, and what lies behind it: from words in time to glyphs in their places."""

from collections.abc import Sequence
from fractions import Fraction

from studio.base.geometry import Path, Rect
from studio.model.animation import TextUnit
from studio.model.captions import CaptionStyle, Cue
from studio.scene.caption_boxes import pill_path
from studio.scene.captions import Light, TimedWord, lights, timed_words
from studio.scene.sweep import letter_weight
from studio.text.layout import ParagraphLayout
from studio.text.units import UnitBox


def words_of(layout: ParagraphLayout, glyphs: Sequence[tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
    """The words of each light, by its glyphs."""
    return tuple(
        tuple(sorted({layout.unit_of(layout.glyphs[glyph], TextUnit.WORD) for glyph in its}))
        for its in glyphs[:-1]
    )


def needs_lights(style: CaptionStyle) -> bool:
    """Whether anything of the style goes by the word that is being spoken."""
    parts = (style.before, style.after, style.spoken_line, style.spoken_motion, style.spoken_glow)
    return style.highlight in ("color", "box") or any(part is not None for part in parts)


Found = tuple[tuple[Light, ...], tuple[tuple[int, ...], ...], tuple[Path, ...]]


def highlights(
    cue: Cue, layout: ParagraphLayout, style: CaptionStyle, bands: Sequence[Rect], x: float
) -> Found:
    """What is lit when, the glyphs of each light (after them: all of them), and the pills behind."""
    everything = tuple(range(len(layout.glyphs)))
    if not needs_lights(style) or style.highlight in ("sweep", "stretch"):
        return (), (everything,), ()
    units = layout.units(TextUnit.WORD)
    words = [
        (word, its)
        for word in timed_words(cue)
        if (its := [unit for unit in units if unit.start < word.last and word.first < unit.end])
    ]
    if style.before is not None:
        _take_along(words, units)
    lines = [its[0].line for _, its in words]
    found = lights([word for word, _ in words], lines, cue.start, style.highlight_change)
    by_word = layout.glyphs_by_unit[TextUnit.WORD]
    glyphs: list[tuple[int, ...]] = []
    pills: list[Path] = []
    for light in found:
        lit = {unit.index for number in light.words for unit in words[number][1]}
        glyphs.append(tuple(sorted(glyph for index in lit for glyph in by_word[index])))
        pills.append(pill_path(units, lit, style, bands, x))
    return found, (*glyphs, everything), tuple(pills)


def _take_along(words: Sequence[tuple[TimedWord, list[UnitBox]]], units: Sequence[UnitBox]) -> None:
    """What has no time of its own (a dash, a word that was added) comes with the word before it."""
    taken = {unit.index for _, its in words for unit in its}
    for unit in units:
        if unit.index in taken or not words:
            continue
        before = [its for _, its in words if its[0].index < unit.index]
        (before[-1] if before else words[0][1]).append(unit)


def letter_times(cue: Cue, layout: ParagraphLayout) -> tuple[Fraction, ...]:
    """When each letter is said; one outside of all words is said with the one before it."""
    letters = layout.units(TextUnit.LETTER)
    text = layout.spec.text
    times: list[Fraction | None] = [None] * len(letters)
    for word in timed_words(cue):
        its = [letter for letter in letters if word.first <= letter.start < word.last]
        weights = [
            Fraction(letter_weight(text[one.start : one.end], timed=bool(cue.words))).limit_denominator(100)
            for one in its
        ]
        passed, whole = Fraction(0), sum(weights, start=Fraction(0))
        for letter, weight in zip(its, weights, strict=True):
            times[letter.index] = word.start + (word.end - word.start) * passed / whole
            passed += weight
    reached = cue.start
    found = []
    for time in times:
        reached = reached if time is None else max(reached, time)
        found.append(reached)
    return tuple(found)
