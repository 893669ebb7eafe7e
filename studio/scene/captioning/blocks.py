"""What is shown at once of one track of cues, or of two: blocks; and cues cut into phrases or words.

    first   |---- a ----||---- b ----|                block a+x is shown from the earlier start to the later
    second  |--- x ---|   |-- y --||- z -|            end; in block b, z follows y while b stays

Which cues go together: `pairing`; one that has no partner is a block of its own.  Blocks overlap only where
cues of one language do: else, the next one comes when it begins, and the one before goes.
"""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from studio.model.captions import Cue, Word
from studio.scene.captioning.pairing import partners
from studio.scene.captions import TimedWord, cue_text, lights, timed_words
from studio.scene.cue_table import CueTable, brief
from studio.text.caption_breaks import BreakPenalty, preferred_break_penalty

_TINY = 3
"""Words of fewer letters do not stand alone where one word is shown at a time: they go with the next."""
_PAUSING = "،؛,;:."
_SHORTEST_PHRASE = Fraction(7, 10)
"""Seconds that a phrase is shown at least, where it can."""


class Block(Struct, frozen=True):
    """What is seen together in [start, end): a cue, those in the second language, or both."""

    start: Fraction
    end: Fraction
    first: Cue | None
    seconds: tuple[Cue, ...] = ()

    @property
    def speaker(self) -> str:
        return next((cue.speaker for cue in self.cues if cue.speaker), "")

    @property
    def cues(self) -> tuple[Cue, ...]:
        return self.seconds if self.first is None else (self.first, *self.seconds)


def blocks_of(cues: Sequence[Cue], second: Sequence[Cue] = ()) -> list[Block]:
    """The blocks of one track, or of two.  No cue is left out."""
    if not second:
        return [Block(cue.start, cue.end, cue) for cue in cues]
    firsts = sorted(cues, key=_span)
    others = sorted(second, key=_span)
    pairs, alone = partners(firsts, others)
    blocks = []
    for number, cue in enumerate(firsts):
        its = pairs[number]
        before = pairs[number - 1] if number else ()
        after = pairs[number + 1] if number + 1 < len(firsts) else ()
        start = min([cue.start, *(others[one].start for one in its if one not in before)])
        end = max([cue.end, *(others[one].end for one in its if one not in after)])
        blocks.append(Block(start, end, cue, tuple(others[one] for one in its)))
    blocks += [Block(cue.start, cue.end, None, (cue,)) for cue in alone]
    return blocks


_KEPT: list[tuple[tuple[Cue, ...], tuple[Cue, ...], CueTable[Block]]] = []
"""The tables that were made last, by the very cues: a film's segments are planned one after another."""
_MOST_KEPT = 8


def table_of(cues: tuple[Cue, ...], second: tuple[Cue, ...] = ()) -> CueTable[Block]:
    """The blocks by time."""
    for kept_cues, kept_second, table in tuple(_KEPT):
        if kept_cues is cues and kept_second is second:
            return table
    made = CueTable(blocks_of(cues, second), gives_way if second else None)
    _KEPT.append((cues, second, made))
    del _KEPT[:-_MOST_KEPT]
    return made


def gives_way(one: Block, other: Block) -> bool:
    """Whether of two blocks that overlap the first goes when the second begins: the cues of neither language
    overlap for more than a moment.  (A cue that goes with both is no cue beside itself.)"""
    if one.first is not None and other.first is not None and not brief(one.first, other.first):
        return False
    return all(brief(a, b) for a in one.seconds for b in other.seconds if a is not b)


def _span(cue: Cue) -> tuple[Fraction, Fraction]:
    return cue.start, cue.end


def pieces_of(cue: Cue, show: str, most: int) -> tuple[Cue, ...]:
    """The cue as one cue for each phrase of at most `most` words, or for each word, one after another.

    Words that follow too fast to be seen one by one, and tiny ones, are shown together.
    """
    words = timed_words(cue)
    if show == "cue" or len(words) < 2:
        return (cue,)
    groups = _word_groups(cue, words) if show == "word" else _phrases(cue, words, most)
    text = cue_text(cue)
    groups = _in_turn(cue, words, groups)
    starts = [cue.start, *(words[first].start for first, _ in groups[1:]), cue.end]
    pieces = []
    for number, (first, last) in enumerate(groups):
        following = groups[number + 1][0] if number + 1 < len(groups) else None
        begins = words[first].first if number else 0
        ends = len(text) if following is None else words[following].first
        said = " ".join(text[begins:ends].split())
        if show == "word":  # alone, a word needs no sign that says that others follow
            said = said.rstrip(_PAUSING) or said
        start, end = starts[number], starts[number + 1]
        spoken = tuple(
            Word(text=text[one.first : one.last][:200], start=max(start, one.start), end=max(start, one.end))
            for one in words[first : last + 1]
        )
        pieces.append(Cue(start=start, end=end, text=said, words=spoken, speaker=cue.speaker))
    return tuple(pieces)


def _in_turn(
    cue: Cue, words: Sequence[TimedWord], groups: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The groups that begin one after another within the cue; what has no time of its own goes with the group
    before it: words are measured, and measures err."""
    found = [groups[0]]
    reached = cue.start
    for first, last in groups[1:]:
        if reached < words[first].start < cue.end:
            found.append((first, last))
            reached = words[first].start
        else:
            found[-1] = (found[-1][0], last)
    return found


def _word_groups(cue: Cue, words: Sequence[TimedWord]) -> list[tuple[int, int]]:
    """From the first to the last word of what is shown at once."""
    text = cue_text(cue)
    groups: list[tuple[int, int]] = []
    tiny = False
    lit = lights(words, [0] * len(words), cue.start, Fraction(0))
    for spoken in sorted(light.words for light in lit):
        first, last = spoken[0], spoken[-1]
        if tiny:
            groups[-1] = (groups[-1][0], last)
        else:
            groups.append((first, last))
        letters = sum(char.isalnum() for char in text[words[first].first : words[last].last])
        tiny = first == last and letters < _TINY and text[words[last].last - 1] not in ".،؛؟!,;?"
    return groups


def _phrases(cue: Cue, words: Sequence[TimedWord], most: int) -> list[tuple[int, int]]:
    """Phrases about as long as may be that end where a line had better end, by the least cost of all."""
    text = cue_text(cue)
    costs = [0.0]
    cuts: list[int] = []
    for end in range(1, len(words) + 1):
        ending = 0.0 if end == len(words) else _penalty(text, words[end].first) / 25
        tried = []
        for start in range(max(0, end - most), end):
            until = words[end].start if end < len(words) else cue.end
            hasty = max(0.0, float(_SHORTEST_PHRASE - (until - words[start].start)))
            tried.append((costs[start] + ending + 4 * hasty + 0.35 * (most - (end - start)) ** 2, start))
        cost, cut = min(tried)
        costs.append(cost)
        cuts.append(cut)
    groups: list[tuple[int, int]] = []
    end = len(words)
    while end:
        groups.append((cuts[end - 1], end - 1))
        end = cuts[end - 1]
    return groups[::-1]


def _penalty(text: str, position: int) -> int:
    try:
        return int(preferred_break_penalty(text, position))
    except ValueError:
        return int(BreakPenalty.NUMBER_AND_UNIT)
