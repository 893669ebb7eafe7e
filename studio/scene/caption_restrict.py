"""The captions that can be seen in a stretch of time, and what decides how they look and where they stand.

What is seen keeps its words, and so does what it stands above: its place follows from their heights.  Others
are kept without their words where their times count: a neighbour so near that no fade parts the two, one for
which a cue goes, and what holds the slots below any of these.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from studio.base.time import TimeRange
from studio.model.captions import Cue
from studio.model.layers import CaptionLayer
from studio.scene.captioning.blocks import Block, blocks_of, gives_way, table_of
from studio.scene.captions import speakers_of
from studio.scene.cue_table import CueTable

Table = CueTable[Block]


def restricted_captions(layer: CaptionLayer, within: TimeRange) -> CaptionLayer:
    """The layer with the cues that count in `within`.  Speakers keep their colours."""
    style = layer.style
    second = () if layer.second is None else layer.second.cues
    table = table_of(layer.cues, second)
    seen = table.shown_in(within.start, within.end)
    speakers = speakers_of(layer) if style.speaker_colors and seen else ()
    bare: dict[str, object] = {"preset": None, "speakers": speakers}
    if not seen:
        return layer.model_copy(update={**bare, "cues": (), "second": None})
    spoken = _standing(table, seen)
    near = _near(table, seen, within, style.fade)
    near |= {other for one in spoken if (other := table.yields_to(one)) is not None}
    kept = _kept(table, spoken, _held(table, near - spoken))
    if second:
        kept = _as_paired(table, seen, spoken, near, within, style.fade)
    update: dict[str, object] = {**bare, "cues": kept.firsts}
    if layer.second is not None:
        update["second"] = layer.second.model_copy(update={"cues": kept.seconds})
    return layer.model_copy(update=update)


@dataclass(frozen=True, slots=True)
class _Kept:
    firsts: tuple[Cue, ...]
    seconds: tuple[Cue, ...]


def _standing(table: Table, seen: Iterable[int]) -> set[int]:
    """What is seen with all on which its place depends."""
    found: set[int] = set()
    left = list(seen)
    left += [sign for one in left for sign in table.long_above(one)]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += table.below(one)
    return found


def _joined(table: Table, one: int, within: TimeRange, fade: Fraction) -> tuple[bool, bool]:
    """Whether something precedes or follows it so closely that it does not fade, while that can be seen."""
    comes, goes = table.cues[one].start + fade > within.start, table.end(one) - fade < within.end
    return comes and table.follows(one, fade), goes and table.is_followed(one, fade)


def _near(table: Table, seen: Iterable[int], within: TimeRange, fade: Fraction) -> set[int]:
    """The neighbours for which something that is seen does not fade."""
    found = set()
    for one in seen:
        pairs = zip(table.neighbours(one), _joined(table, one, within, fade), strict=True)
        found |= {other for other, joined in pairs if joined and other is not None}
    return found


def _held(table: Table, silent: Iterable[int]) -> set[int]:
    """These with what holds the slots below them when they begin: so they find the same ones again."""
    found: set[int] = set()
    left = list(silent)
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += table.there_first(one)
    return found


def _kept(table: Table, spoken: set[int], silent: Iterable[int]) -> _Kept:
    blocks = table.cues
    seen = {id(cue) for one in spoken for cue in blocks[one].cues}
    firsts, seconds = [], {}
    for one in sorted(spoken.union(silent)):
        block = blocks[one]
        if block.first is not None:
            firsts.append(block.first if one in spoken else _silent(block.first))
        for cue in block.seconds:
            seconds[id(cue)] = cue if id(cue) in seen else _silent(cue)
    return _Kept(tuple(firsts), tuple(sorted(seconds.values(), key=_by_time)))


def _by_time(cue: Cue) -> tuple[Fraction, Fraction]:
    return cue.start, cue.end


def _silent(cue: Cue) -> Cue:
    return cue.model_copy(update={"text": "-", "words": (), "speaker": ""})


# Two languages: which cues go together depends on their neighbours as well.


def _as_paired(
    table: Table, seen: Sequence[int], spoken: set[int], near: set[int], within: TimeRange, fade: Fraction
) -> _Kept:
    """The cues among which those that are seen go together as they do among all: these, what lies between and
    beside them, and what holds the slots below; all cues where that is not enough."""
    every, last = spoken | near, len(table.cues) - 1
    first, behind = max(0, min(every) - 1), min(last, max(every) + 1) + 1
    while (lowest := min(_held(table, range(first, behind)))) < first:
        first = lowest
    kept = _kept(table, spoken, range(first, behind))
    again = CueTable(blocks_of(kept.firsts, kept.seconds), gives_way)
    shown = again.shown_in(within.start, within.end)
    if _look(again, shown, within, fade) == _look(table, seen, within, fade):
        return kept
    return _kept(table, spoken, range(last + 1))


def _look(table: Table, seen: Sequence[int], within: TimeRange, fade: Fraction) -> object:
    """All on which depends how what is seen looks."""
    blocks = [(table.cues[one], table.end(one), table.slot(one)) for one in sorted(_standing(table, seen))]
    return blocks, [_joined(table, one, within, fade) for one in seen]
