"""Words in time: which words of a cue are being spoken (which cues are shown: `studio.scene.cue_table`).

Time is logical: words follow each other as they are said.  Where they stand is the layout's matter alone.
"""

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from studio.model.captions import Cue
from studio.model.layers import CaptionLayer
from studio.text.spoken_times import spoken_times

SHORTEST_LIGHT = Fraction(2, 5)
"""Seconds that a highlight lasts at least where it can: above 2.5 words a second, phrases are lit."""
LONGEST_PHRASE = 3
LIGHT_CHANGE = Fraction(1, 10)
"""Seconds in which a highlight comes or goes, unless the style says otherwise."""
HELD_GAP = Fraction(1, 4)
"""Silences up to this long between two words keep the first one lit."""


class TimedWord(Struct, frozen=True):
    """Code points [first, last) of the cue's text, spoken in [start, end)."""

    first: int
    last: int
    start: Fraction
    end: Fraction


class Light(Struct, frozen=True):
    """What is lit as one from `start` until `end`: words by their numbers.  change: seconds to come or go."""

    words: tuple[int, ...]
    start: Fraction
    end: Fraction
    change: Fraction = LIGHT_CHANGE

    def level(self, time: Fraction) -> float:
        """How far the highlight has come, 0 to 1; it goes as it came, after its end."""
        if self.change <= 0:
            return 1.0 if self.start <= time < self.end else 0.0
        rising = (time - self.start) / self.change
        falling = 1 - (time - self.end) / self.change
        return float(max(Fraction(0), min(Fraction(1), rising, falling)))


def speakers_of(layer: CaptionLayer) -> tuple[str, ...]:
    """The layer's speakers in the order of their colours: as they are named, then as they speak."""
    found = dict.fromkeys(layer.speakers)
    second = () if layer.second is None else layer.second.cues
    for cue in sorted((*layer.cues, *second), key=lambda cue: cue.start):
        if cue.speaker:
            found.setdefault(cue.speaker)
    return tuple(found)


def cue_text(cue: Cue) -> str:
    """The cue's text; where it has words only, those with a space between."""
    return cue.text or " ".join(word.text for word in cue.words)


def timed_words(cue: Cue) -> tuple[TimedWord, ...]:
    """The words of `cue_text` with their times: their own, or a share of the cue's time by their length.

    Words that do not stand in the text in their order are left out.
    """
    text = cue_text(cue)
    if not cue.words:
        return _shared(text, cue.start, cue.end)
    found = []
    cursor = 0
    for word in cue.words:
        first = text.find(word.text.strip(), cursor)
        if first >= 0:
            cursor = first + len(word.text.strip())
            found.append(TimedWord(first, cursor, word.start, word.end))
    return tuple(found)


def _shared(text: str, start: Fraction, end: Fraction) -> tuple[TimedWord, ...]:
    ranges = []
    cursor = 0
    for word in text.split():
        first = text.index(word, cursor)
        cursor = first + len(word)
        ranges.append((first, cursor))
    times = spoken_times([text[first:last] for first, last in ranges], start, end)
    # The silence after a word is its own here: it stays lit until the next one is said.
    ends = [*(begins for begins, _ in times[1:]), end]
    return tuple(
        TimedWord(first, last, begins, stops)
        for (first, last), (begins, _), stops in zip(ranges, times, ends, strict=False)
    )


def lights(
    words: Sequence[TimedWord], lines: Sequence[int], cue_start: Fraction, change: Fraction = LIGHT_CHANGE
) -> tuple[Light, ...]:
    """What is lit when: one word, or a phrase of a line where words follow too fast to see each.

    lines: the line that each word stands on.  A word that is said as the cue comes is lit from the first.
    """
    phrases: list[list[int]] = []
    for index, word in enumerate(words):
        last = phrases[-1] if phrases else []
        joins = (
            last
            and len(last) < LONGEST_PHRASE
            and lines[last[-1]] == lines[index]
            and words[last[-1]].end - words[last[0]].start < SHORTEST_LIGHT
            and word.end - words[last[0]].start <= 2 * SHORTEST_LIGHT
        )
        if joins:
            last.append(index)
        else:
            phrases.append([index])
    phrases.sort(key=lambda phrase: words[phrase[0]].start)
    out = []
    for number, phrase in enumerate(phrases):
        start, end = words[phrase[0]].start, words[phrase[-1]].end
        if start <= cue_start + change:
            start = min(start, cue_start) - change
        if number + 1 < len(phrases):
            following = words[phrases[number + 1][0]].start
            end = following if following - end <= HELD_GAP else end
        out.append(Light(tuple(phrase), start, max(start, end), change))
    return tuple(out)


def lit_at(found: Sequence[Light], time: Fraction) -> tuple[tuple[int, float], ...]:
    """(number, level) of the lights that are seen at `time`: the one that shines, and the one that goes."""
    index = bisect_right(found, time, key=lambda light: light.start) - 1
    return tuple(
        (number, level)
        for number in (index - 1, index)
        if number >= 0 and (level := found[number].level(time)) > 0
    )
