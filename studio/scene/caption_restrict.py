"""The captions that can be seen in a stretch of time, and what decides how they look and where they stand.

What is seen keeps its words, and so does what it stands above, in layers of lower rows too: its place follows
from their heights.  Others are kept without their words where their times count: a neighbour so near that no
fade parts the two, one for which a cue goes, and what holds the slots below any of these.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from studio.base.time import TimeRange
from studio.model.captions import Cue
from studio.model.layers import CaptionLayer
from studio.scene.captioning.blocks import Block, blocks_of, gives_way, table_of
from studio.scene.captioning.rows import rows_below, upwards, while_there
from studio.scene.captions import speakers_of
from studio.scene.cue_table import CueTable

Table = CueTable[Block]


def needed_by_rows(layers: Sequence[CaptionLayer], within: TimeRange) -> dict[str, list[TimeRange]]:
    """The stretches, besides `within`, whose captions count because captions of higher rows stand above them.

    By the ids of the layers, which one thing holds; in their own times.
    """
    needed: dict[str, list[TimeRange]] = {}
    order = upwards(layers)
    for layer in reversed(order):
        below = tuple(rows_below(layer, order))
        if not below:
            continue
        seen = while_there(layer, layer.start, within)
        second = () if layer.second is None else layer.second.cues
        table = table_of(layer.cues, second)
        spans = (*([] if seen is None else [seen]), *needed.get(layer.id, ()))
        for one in _standing(table, _shown_in(table, spans)):
            there = TimeRange(table.cues[one].start, table.end(one)).shifted(layer.start)
            for other in below:
                its = while_there(other, other.start, there)
                if its is not None:
                    needed.setdefault(other.id, []).append(its)
    return needed


def _shown_in(table: Table, spans: Iterable[TimeRange]) -> tuple[int, ...]:
    return tuple(sorted({one for span in spans for one in table.shown_in(span.start, span.end)}))


def restricted_captions(
    layer: CaptionLayer, within: TimeRange, needed: Sequence[TimeRange] = ()
) -> CaptionLayer:
    """The layer with the cues that count in `within`, and those of the stretches that other layers need.

    Speakers keep their colours.
    """
    style = layer.style
    second = () if layer.second is None else layer.second.cues
    table = table_of(layer.cues, second)
    blocks = table.cues
    seen = table.shown_in(within.start, within.end)
    speakers = speakers_of(layer) if style.speaker_colors and seen else ()
    bare: dict[str, object] = {"preset": None, "speakers": speakers}
    counting = _shown_in(table, (within, *needed))
    if not counting:
        return layer.model_copy(update={**bare, "cues": (), "second": None})
    spoken = _standing(table, counting)
    near = _near(table, seen, within, style.fade)
    near |= {other for one in spoken if (other := table.yields_to(one)) is not None}
    said = {id(cue) for one in spoken for cue in blocks[one].cues}
    if second:
        look = _Look(seen, within, style.fade, tuple(needed))
        firsts, others = _as_paired(layer.cues, second, table, spoken | near, look)
    else:
        kept = sorted(spoken | _held(table, near - spoken))
        firsts, others = [cue for one in kept for cue in blocks[one].cues], []
    update: dict[str, object] = {**bare, "cues": _without_words(firsts, said)}
    if layer.second is not None:
        update["second"] = layer.second.model_copy(update={"cues": _without_words(others, said)})
    return layer.model_copy(update=update)


def _without_words(cues: Iterable[Cue], said: set[int]) -> tuple[Cue, ...]:
    """The cues; all but those with these ids are silent."""
    silent = {"text": "-", "words": (), "speaker": ""}
    return tuple(cue if id(cue) in said else cue.model_copy(update=silent) for cue in cues)


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


# Two languages: which cues go together depends on their neighbours as well.


def _as_paired(
    cues: Sequence[Cue], second: Sequence[Cue], table: Table, counting: set[int], look: "_Look"
) -> tuple[Sequence[Cue], Sequence[Cue]]:
    """The cues among which those that count go together as they do among all: these with what stands beside
    them in time and holds the slots below, or all between them as well; all cues where that is not enough."""
    wanted, last = look.of(table), len(table.cues) - 1
    beside = {min(last, max(0, one + step)) for one in counting for step in (-1, 0, 1)}
    for numbers in (beside, range(min(beside), max(beside) + 1)):
        among = {id(cue) for one in _held(table, numbers) for cue in table.cues[one].cues}
        # In the document's order: of cues that begin and end together, the first is the first to be paired.
        firsts, others = ([cue for cue in track if id(cue) in among] for track in (cues, second))
        again = CueTable(blocks_of(firsts, others), gives_way)
        shown = again.shown_in(look.within.start, look.within.end)
        if replace(look, seen=shown).of(again) == wanted:
            return firsts, others
    return cues, second


class _Look(Struct, frozen=True):
    """All on which depends how what is seen looks, to be compared."""

    seen: tuple[int, ...]
    within: TimeRange
    fade: Fraction
    needed: tuple[TimeRange, ...] = ()

    def of(self, table: Table) -> object:
        standing = sorted(_standing(table, _shown_in(table, (self.within, *self.needed))))
        blocks = [(table.cues[one], table.end(one), table.slot(one)) for one in standing]
        return blocks, [_joined(table, one, self.within, self.fade) for one in self.seen]
