"""Finding and replacing in cues as people who read Arabic expect it (`studio.text.search`), over line breaks.

A place may reach over a line's end; word times stay where words stay.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from studio.base.errors import InputError
from studio.scene.captions import cue_text
from studio.services.captions.cues import Cues, Edited, with_text
from studio.text.search import ANY, SearchOptions, find_spans, replaced


class CueHit(Struct, frozen=True, order=True):
    """[start, end): code points of the cue's text."""

    cue: int
    start: int
    end: int


def find_in_cues(cues: Cues, wanted: str, options: SearchOptions = ANY) -> tuple[CueHit, ...]:
    """All places in the order of the cues."""
    return tuple(
        CueHit(index, start, end)
        for index, cue in enumerate(cues)
        for start, end in find_spans(cue_text(cue), wanted, options)
    )


def replace_in_cues(cues: Cues, hits: Iterable[CueHit], by: str) -> Edited:
    """These places say `by`; all in one step.  A cue of which nothing is left goes.

    Raises InputError for a hit that is not there any more, or for too much text.
    """
    out = dict(enumerate(cues))
    gone: set[int] = set()
    touched: list[int] = []
    for index, group in groupby(sorted(set(hits)), key=lambda hit: hit.cue):
        places: Sequence[tuple[int, int]] = [(hit.start, hit.end) for hit in group]
        if not 0 <= index < len(cues) or places[-1][1] > len(cue_text(cues[index])):
            raise InputError("what was found is not there any more", "Search again.")
        text = replaced(cue_text(cues[index]), places, by)
        if text.strip():
            out[index] = with_text(cues[index], _tidy(text) if not by else text)
            touched.append(index)
        else:
            gone.add(index)
    kept = [index for index in out if index not in gone]
    moved = {index: place for place, index in enumerate(kept)}
    return Edited(tuple(out[index] for index in kept), tuple(moved[index] for index in touched))


def _tidy(text: str) -> str:
    """Without the two spaces that a word leaves behind."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))
