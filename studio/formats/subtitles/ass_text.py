"""The text of an ASS event: override blocks, karaoke, drawings, line breaks.

    {\\k20}سَ{\\k30}لام {\\i1}عليكم{\\i0}\\Nورحمة   ->   سَلام عليكم / ورحمة, with the times of its words

https://aegisub.org/docs/latest/ass_tags/ says what the tags mean.
"""

import re
from fractions import Fraction

from msgspec import Struct, field

from studio.formats.subtitles.cues import RawWord

_BLOCK = re.compile(r"(?<!\\)\{([^{}]*)\}")
_KARAOKE = re.compile(r"\\(?:k|K|kf|ko|kt)\s*(-?\d+(?:\.\d+)?)")
_DRAWING = re.compile(r"\\p(\d+)")
_ESCAPE = re.compile(r"\\([Nnh{}]|\u2060)")
MARK_COMMENT = "{rlm}"
"""Stands before a mark of direction that the writer put there; reading takes both away."""
FILL_FROM_THE_RIGHT = r"{\frz180\frx180\fry180}"
"""Leaves words as they are, but libass then fills their karaoke from the right."""
FILL_FROM_THE_LEFT = r"{\frz0\frx0\fry0}"
"""For Latin words in the same line."""


class EventText(Struct):
    """text: what is read.  runs: timed parts of it.  has_tags: other tags than karaoke stood there.
    drawings: drawing commands that were skipped.  syllables: karaoke parts inside of words."""

    text: str = ""
    runs: list[RawWord] = field(default_factory=list)
    has_tags: bool = False
    drawings: list[str] = field(default_factory=list)
    syllables: bool = False


def parse(source: str, start: Fraction, wrap_at_n: bool) -> EventText:
    """start: seconds, of the event.  wrap_at_n: `\\n` breaks lines (WrapStyle 2), else it is a space."""
    found = EventText()
    parts: list[str] = []
    drawing = False
    at: Fraction | None = None
    until = start
    cursor = 0
    for own in (f"{MARK_COMMENT}\u200f", FILL_FROM_THE_RIGHT, FILL_FROM_THE_LEFT):
        source = source.replace(own, "")
    for block in [*_BLOCK.finditer(source), None]:
        piece = source[cursor : len(source) if block is None else block.start()]
        if piece:
            if drawing:
                found.drawings.append(piece.strip())
            else:
                text = _ESCAPE.sub(lambda match: _said(match[1], wrap_at_n), piece)
                parts.append(text)
                if at is not None:
                    _add_run(found, text, at, until)
        if block is None:
            break
        cursor = block.end()
        tags = block[1]
        for tag in _DRAWING.finditer(tags):
            drawing = int(tag[1]) > 0
        karaoke = [Fraction(tag[1]) / 100 for tag in _KARAOKE.finditer(tags)]
        if karaoke:
            # Several in one block: all but the last are pauses.
            begins = until + sum(karaoke[:-1], start=Fraction(0))
            at, until = begins, begins + max(karaoke[-1], Fraction(0))
        if _KARAOKE.sub("", tags).strip():
            found.has_tags = True
    found.text = "".join(parts)
    return found


def _add_run(found: EventText, text: str, at: Fraction, until: Fraction) -> None:
    last = found.runs[-1] if found.runs else None
    if last is not None and last.start == at:
        last.text += text
        return
    if last is not None and last.text and not last.text[-1].isspace() and not text[:1].isspace():
        found.syllables = True
    found.runs.append(RawWord(text, at, until))


def _said(escape: str, wrap_at_n: bool) -> str:
    if escape == "N":
        return "\n"
    if escape == "n":
        return "\n" if wrap_at_n else " "
    if escape == "h":
        return "\u00a0"
    return "\\" if escape == "\u2060" else escape


def escaped(text: str) -> str:
    """Text as it stands in an event, so that reading gives the same again.

    A word joiner parts a backslash from a letter that it would make a command.
    """
    text = re.sub(r"\\(?=[Nnh{}\u2060])", "\\\\\u2060", text)
    return text.replace("{", r"\{").replace("}", r"\}").replace("\n", r"\N")
