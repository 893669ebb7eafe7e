"""Mending what the check found: one finding, or all that are surely mended, as one step.

Mending keeps what is said but for faults of its letters and digits, and keeps word times where words stay.
"""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from studio.base.errors import InputError
from studio.model.captions import Cue
from studio.scene.captions import cue_text
from studio.scene.written import localized_digits
from studio.services.captions.check import CheckOptions, check_cues, room_behind
from studio.services.captions.check_text import mended_text
from studio.services.captions.cue_edits import split
from studio.services.captions.cue_times import fix_overlaps
from studio.services.captions.cues import Cues, Edited, bounded, sorted_cues, with_text
from studio.services.captions.findings import CueFault, CueFinding, MendWay
from studio.services.captions.limits import exact
from studio.services.captions.words_of_cues import usual_digits
from studio.text.caption_lines import joined_lines, rebroken, seen_length, split_by_sense, word_spans


class MendedCues(Struct, frozen=True):
    """cues: mended.  mended: what was found and is gone.  left: what is still found."""

    cues: Cues
    mended: tuple[CueFinding, ...]
    left: tuple[CueFinding, ...]


def mend_one(cues: Cues, finding: CueFinding, options: CheckOptions | None = None) -> Edited:
    """The cues with one finding mended.  cues: those in which it was found.

    Raises InputError where the cue is another one meanwhile, or nothing surely mends it.
    """
    asked = options or CheckOptions()
    index = finding.cue
    if not 0 <= index < len(cues) or (cues[index].start, cues[index].text) != (finding.time, finding.text):
        raise InputError("the cue was changed meanwhile", "Check again.")
    if finding.mend is None:
        raise InputError("nothing mends this surely", "Change the cue by hand.")
    return _WAYS[finding.mend](cues, index, asked)


def mend_all(
    cues: Cues,
    options: CheckOptions | None = None,
    keep: Callable[[CueFinding], bool] = lambda _finding: False,
    faults: Collection[CueFault] | None = None,
    report: Callable[[float], object] = lambda _share: None,
) -> MendedCues:
    """All that is surely mended, texts before lines before times.

    keep: findings that are left as they are (ignored ones).  faults: only these; None: all.
    report: told how much is done (0 to 1), often; what it raises ends the work.
    """
    asked = options or CheckOptions()
    asked = replace(asked, digits=asked.digits or usual_digits(cues))

    def open_ones(now: Cues) -> list[CueFinding]:
        found = check_cues(now, asked)
        return [one for one in found if not keep(one) and (faults is None or one.fault in faults)]

    before = found = open_ones(cues)
    for number, way in enumerate(_ORDER * _ROUNDS):  # what is split may still stay too long, or blink
        told = partial(report, number / (len(_ORDER) * _ROUNDS))
        told()
        todo = [one for one in found if one.mend is way]
        if todo:
            cues = _all_mended(cues, todo, way, asked, told)
            found = open_ones(cues)
    left = tuple(found)
    still = {(one.fault, joined_lines(one.text)) for one in left}
    gone = tuple(one for one in before if (one.fault, joined_lines(one.text)) not in still)
    return MendedCues(cues, gone, left)


_ROUNDS = 2
_ORDER = (
    MendWay.SORT,
    MendWay.TEXT,
    MendWay.DIGITS,
    MendWay.TRIM,
    MendWay.SPLIT,
    MendWay.REBREAK,
    MendWay.SHORTEN,
    MendWay.EXTEND,
    MendWay.CLOSE,
)


def _all_mended(
    cues: Cues, todo: Sequence[CueFinding], way: MendWay, asked: CheckOptions, pause: Callable[[], object]
) -> Cues:
    """Every cue that is to be mended in one way, each beside the next one alone: as long as the list is."""
    if way is MendWay.SORT:
        return sorted_cues(cues)
    slots: list[Cues] = [(cue,) for cue in cues]
    mend = _WAYS[way]
    done = -1
    for index in dict.fromkeys(one.cue for one in todo):
        if index <= done:  # mended together with one before it
            continue
        pause()
        stop = index + 2
        if way is MendWay.TRIM:
            stop = _cluster_end(cues, index)
            done = stop - 1
        window = cues[index:stop]
        try:
            mended = mend(window, 0, asked).cues
        except InputError:  # one of two findings of a cue, which the other mended
            continue
        if way is MendWay.TRIM:
            slots[index : index + len(mended)] = [(cue,) for cue in mended]
        else:
            slots[index] = mended[: len(mended) - len(window) + 1]
    return tuple(cue for slot in slots for cue in slot)


def _extend(cues: Cues, index: int, asked: CheckOptions) -> Edited:
    """As long as it takes to read with ease, within the room there is."""
    cue, limits = cues[index], asked.limits
    wanted = max(
        exact(limits.shortest), Fraction(seen_length(joined_lines(cue_text(cue)))) / exact(limits.speed)
    )
    end = min(cue.end + room_behind(cues, index, asked), cue.start + wanted)
    end = Fraction(int(end * 1000) + (end * 1000 % 1 > 0), 1000)
    if index + 1 < len(cues):
        end = min(end, max(cue.end, cues[index + 1].start))
    return _replaced(cues, index, bounded(cue, cue.start, max(end, cue.end)))


def _shorten(cues: Cues, index: int, asked: CheckOptions) -> Edited:
    cue = cues[index]
    end = min(cue.end, cue.start + exact(asked.limits.longest))
    if asked.length is not None and cue.start < asked.length:
        end = min(end, asked.length)
    return _replaced(cues, index, bounded(cue, cue.start, end))


def _split(cues: Cues, index: int, asked: CheckOptions) -> Edited:
    """By sense into as few cues as hold it; each part's lines broken anew."""
    cue, limits = cues[index], asked.limits
    text = cue_text(cue)
    length = seen_length(joined_lines(text))
    count = max(
        -(-length // (limits.line * limits.lines)), -int(-(cue.end - cue.start) // exact(limits.longest))
    )
    parts = split_by_sense(text, max(-(-length // max(count, 2)) + limits.line // 4, 1))
    if len(parts) < 2:
        raise InputError("the cue cannot be split", "It is one word.")
    edited = Edited(cues, (index,))
    made = [index]
    for number, part in enumerate(parts[:-1]):
        at = index + number
        rest = cue_text(edited.cues[at])
        spans = word_spans(rest)
        edited = split(edited.cues, at, caret=spans[len(part.split()) - 1][1])
        made.append(at + 1)
    for at in made:
        edited = _rebreak(edited.cues, at, asked)
    return Edited(edited.cues, tuple(made))


def _rebreak(cues: Cues, index: int, asked: CheckOptions) -> Edited:
    cue, limits = cues[index], asked.limits
    return _replaced(cues, index, with_text(cue, rebroken(cue_text(cue), limits.line, limits.lines)))


def rebreak_all(
    cues: Cues, options: CheckOptions | None = None, which: Collection[int] | None = None
) -> Edited:
    """Lines of the cues (None: of all) broken anew by sense and balance."""
    asked = options or CheckOptions()
    chosen = range(len(cues)) if which is None else sorted(which)
    out = list(cues)
    for index in chosen:
        text = rebroken(cue_text(cues[index]), asked.limits.line, asked.limits.lines)
        out[index] = with_text(cues[index], text)
    return Edited(tuple(out), tuple(chosen))


def _trim(cues: Cues, index: int, asked: CheckOptions) -> Edited:
    """This cue and those that it reaches into, one after the other."""
    stop = _cluster_end(cues, index)
    fixed = fix_overlaps(cues[index:stop], asked.rate).cues
    return Edited((*cues[:index], *fixed, *cues[stop:]), (index,))


def _cluster_end(cues: Cues, index: int) -> int:
    """The number behind the last of the cues from `index` on that reach into each other."""
    reached, stop = cues[index].end, index + 1
    while stop < len(cues) and cues[stop].start < reached:
        reached = max(reached, cues[stop].end)
        stop += 1
    return stop


def _close(cues: Cues, index: int, asked: CheckOptions) -> Edited:
    cue, following = cues[index], cues[index + 1]
    end = following.start - asked.limits.gap_frames / asked.rate.fraction
    end = min(Fraction(round(end * 1000), 1000), following.start)
    return _replaced(cues, index, bounded(cue, cue.start, end if end > cue.start else following.start))


def _sort(cues: Cues, _index: int, _asked: CheckOptions) -> Edited:
    return Edited(sorted_cues(cues))


def _text(cues: Cues, index: int, asked: CheckOptions) -> Edited:
    cue = cues[index]
    return _replaced(cues, index, with_text(cue, mended_text(cue_text(cue), asked.language)[0]))


def _digits(cues: Cues, index: int, asked: CheckOptions) -> Edited:
    system = asked.digits or usual_digits(cues)
    cue = cues[index]
    text = localized_digits(cue_text(cue), system) if system is not None else cue_text(cue)
    return _replaced(cues, index, with_text(cue, text))


def _replaced(cues: Cues, index: int, cue: Cue) -> Edited:
    return Edited((*cues[:index], cue, *cues[index + 1 :]), (index,))


_WAYS: dict[MendWay, Callable[[Cues, int, CheckOptions], Edited]] = {
    MendWay.EXTEND: _extend,
    MendWay.SHORTEN: _shorten,
    MendWay.SPLIT: _split,
    MendWay.REBREAK: _rebreak,
    MendWay.TRIM: _trim,
    MendWay.CLOSE: _close,
    MendWay.SORT: _sort,
    MendWay.TEXT: _text,
    MendWay.DIGITS: _digits,
}
