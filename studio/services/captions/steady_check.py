"""The check of cues that are being edited: only what changed, and what stands beside it, is checked again.

    steady = SteadyCheck()
    steady.check(cues, options)      all of them, in pieces
    steady.check(edited, options)    the changed ones and their neighbours

The findings are those of `check_cues`.  Cues are compared by identity, as edits
leave those that they do not touch.
"""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from studio.base.digits import DigitSystem
from studio.model.captions import Cue
from studio.scene.captions import cue_text
from studio.scene.cue_table import without_slot
from studio.services.captions.check import CheckOptions, check_cues
from studio.services.captions.cues import Cues
from studio.services.captions.findings import CueFault, CueFinding
from studio.services.captions.words_of_cues import most_common, systems_in

PIECE = 200
"""Cues that are checked between two pauses."""

_OfCue = tuple[CueFinding, ...]


class _Known(Struct, frozen=True):
    cues: Cues
    options: CheckOptions
    systems: tuple[set[DigitSystem], ...]
    found: tuple[_OfCue, ...]
    """By cue; but for those that find no room, which cues far away may give and take."""


class SteadyCheck:
    """For one list of cues.  Not for two threads at once.

    work: how many cues the last check looked at; looked: how many all checks did.
    """

    def __init__(self) -> None:
        self._known: _Known | None = None
        self.work = 0
        self.looked = 0

    def check(
        self, cues: Cues, options: CheckOptions, pause: Callable[[], object] = lambda: None
    ) -> tuple[CueFinding, ...]:
        """All that is found, in the order of cues.

        pause: called between pieces; what it raises ends the check, and the next one begins where the last
        whole one left off.
        """
        known = self._known if self._known is not None and self._known.options == options else None
        first, stop, gone_stop = _changed(known.cues if known else (), cues)
        systems = tuple(systems_in(cue_text(cue)) for cue in cues[first:stop])
        if known is not None:
            systems = (*known.systems[:first], *systems, *known.systems[gone_stop:])
        digits = options.digits or most_common(systems)
        if known is not None and digits != (options.digits or most_common(known.systems)):
            known, first, stop, gone_stop = None, 0, len(cues), 0
        asked = replace(options, digits=digits)
        # A cue is measured beside the next one, and told out of order beside the one before.
        begin, end = (max(first - 1, 0), min(stop + 1, len(cues))) if known else (0, len(cues))
        same = known is not None and first == stop and len(known.cues) == len(cues)
        if same:
            begin = end = 0
        fresh: list[_OfCue] = []
        self.work = 0
        for at in range(begin, end, PIECE):
            until = min(at + PIECE, end)
            fresh += _of_piece(cues, at, until, asked)
            self.work += until - at
            self.looked += until - at
            pause()
        found = tuple(fresh)
        if known is not None:
            moved = len(cues) - len(known.cues)
            behind = tuple(_moved(one, moved) for one in known.found[end - moved :])
            found = known.found if same else (*known.found[:begin], *found, *behind)
        self._known = _Known(cues, options, systems, found)
        hidden = set(without_slot(cues))
        if not hidden:
            return tuple(one for of_cue in found for one in of_cue)
        shown = (
            _with_hidden(of_cue, cues[at], at) if at in hidden else of_cue for at, of_cue in enumerate(found)
        )
        return tuple(one for of_cue in shown for one in of_cue)


def _changed(before: Cues, after: Cues) -> tuple[int, int, int]:
    """The first cue that is another, the one behind the last such, and the latter's number before."""
    most = min(len(before), len(after))
    first = 0
    while first < most and before[first] is after[first]:
        first += 1
    last = 0
    while last < most - first and before[-1 - last] is after[-1 - last]:
        last += 1
    return first, len(after) - last, len(before) - last


def _of_piece(cues: Cues, begin: int, end: int, asked: CheckOptions) -> list[_OfCue]:
    from_cue = max(begin - 1, 0)
    groups: list[list[CueFinding]] = [[] for _ in range(begin, end)]
    for one in check_cues(cues[from_cue : end + 1], asked, hidden=()):
        number = one.cue + from_cue
        if begin <= number < end:
            groups[number - begin].append(replace(one, cue=number))
    return [tuple(group) for group in groups]


def _with_hidden(of_cue: _OfCue, cue: Cue, number: int) -> _OfCue:
    """Told where `check_cues` tells it: before the letters that no font has."""
    told = CueFinding(CueFault.NOT_SHOWN, number, cue.start, cue.text)
    glyphs = tuple(one for one in of_cue if one.fault is CueFault.MISSING_GLYPH)
    return (*of_cue[: len(of_cue) - len(glyphs)], told, *glyphs)


def _moved(of_cue: _OfCue, by: int) -> _OfCue:
    return tuple(replace(one, cue=one.cue + by) for one in of_cue) if by else of_cue
