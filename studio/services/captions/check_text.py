"""Findings that are read in a cue's words: breaks, orphans, balance, faults, digits, glyphs."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from studio.model.caption_limits import CaptionLimits
from studio.model.captions import Cue
from studio.scene.captions import cue_text
from studio.services.captions.cues import Cues
from studio.services.captions.findings import CueFault, CueFinding, MendWay
from studio.services.captions.words_of_cues import has_look_alikes, is_spoilt
from studio.text.caption_breaks import BreakPenalty
from studio.text.caption_lines import break_penalties, is_dialogue, rebroken, seen_length
from studio.text.coverage import needs_glyph
from studio.text.draft import Change, Draft, Fault
from studio.text.fonts import FontCatalog
from studio.text.look_alikes import look_alikes
from studio.text.mending import Mended, MendOptions, mend

_BAD = BreakPenalty.WITHIN_NOUN_PHRASE
_UNEVEN = 0.4
"""Two lines of which one is shorter than this share of the other."""
_SHORT_WORD = 8
"""Characters of a word that is lost alone on a line; longer ones stand for themselves."""
_UNSEEN = frozenset({Fault.NORMALIZATION, Fault.MARK_ORDER})
_LATIN_SIGNS = (",", ";", "?")


def broken_findings(
    cue: Cue, index: int, text: str, length: int, limits: CaptionLimits
) -> Iterator[CueFinding]:
    """Line ends that tear, words alone, uneven lines: each only where another break is surely better."""
    lines = text.split("\n")
    if len(lines) < 2 or is_dialogue(text) or length > limits.line * limits.lines:
        return
    penalties = break_penalties(text)
    worst = max(penalties)
    lengths = [seen_length(line) for line in lines]
    last = lines[-1].strip()
    orphan = " " not in last and lengths[-1] <= _SHORT_WORD and " " in lines[0].strip()
    uneven = len(lines) == 2 and min(lengths) < _UNEVEN * max(lengths)
    if worst < _BAD and not orphan and not uneven:
        return
    better = rebroken(text, limits.line, limits.lines)
    if better == text or max(map(seen_length, better.split("\n"))) > limits.line:
        return
    now = max(break_penalties(better), default=0)

    def finding(fault: CueFault, **values: str) -> CueFinding:
        return CueFinding(fault, index, cue.start, cue.text, values, MendWay.REBREAK)

    if worst >= _BAD and now < worst:
        place = penalties.index(worst)
        before, after = lines[place].split()[-1], lines[place + 1].split()[0]
        yield finding(CueFault.BAD_BREAK, place=f"{before} | {after}")
    elif orphan:
        yield finding(CueFault.ORPHAN, place=last)
    elif uneven and now <= worst and _evenness(better) > _evenness(text):
        yield finding(CueFault.UNBALANCED, first=str(lengths[0]), second=str(lengths[1]))


def _evenness(text: str) -> float:
    lengths = [seen_length(line) for line in text.split("\n")]
    return min(lengths) / max(1, *lengths)


def word_findings(cue: Cue, index: int, text: str, language: str) -> Iterator[CueFinding]:
    """Marks, letter forms and signs that do not belong there."""
    better, changes = mended_text(text, language)
    if better == text:
        return
    faults = {change.fault for change in changes} - _UNSEEN
    latin = any(change.fault is Fault.LOOK_ALIKE and change.before in _LATIN_SIGNS for change in changes)
    if latin:
        yield CueFinding(CueFault.LATIN_PUNCTUATION, index, cue.start, cue.text, {}, MendWay.TEXT)
    if faults - ({Fault.LOOK_ALIKE} if latin else set()):
        yield CueFinding(CueFault.STRAY_MARKS, index, cue.start, cue.text, {}, MendWay.TEXT)


def mended_text(text: str, language: str) -> tuple[str, Sequence[Change]]:
    """The text without faults, and what was changed.  Clean texts cost next to nothing, look-alikes alone
    little; all of the repairs are made only where old programs were at work."""
    if is_spoilt(text):
        found = _mended(text, language)
        return found.text, found.changes
    if has_look_alikes(text):
        draft = Draft(text)
        draft.apply(list(look_alikes(text, language)))
        return draft.text, draft.changes
    return text, ()


@lru_cache(maxsize=8192)
def _mended(text: str, language: str) -> Mended:
    return mend(text, MendOptions(language))


def glyph_findings(cues: Cues) -> Iterator[CueFinding]:
    """Characters that no font of the library has: each is looked for once, however many cues there are."""
    texts = [cue_text(cue) for cue in cues]
    used = set().union(*texts)
    catalog = FontCatalog.bundled()
    missing = {char for char in used if not char.isspace() and not _has(char, catalog)}
    if not missing:
        return
    for index, text in enumerate(texts):
        for char in sorted(missing.intersection(text)):
            values = {"place": f"{char} U+{ord(char):04X}"}
            yield CueFinding(CueFault.MISSING_GLYPH, index, cues[index].start, cues[index].text, values)


@lru_cache(maxsize=4096)
def _has(char: str, catalog: FontCatalog) -> bool:
    if not needs_glyph(ord(char)):
        return True
    primary = catalog.face(catalog.families()[0].name)
    return catalog.fallback(char, primary) is not None
