"""Editing cues one by one: added, deleted, split, merged, begun and ended here.

Pure functions: cues in, `Edited` cues out.  What is said is never lost but by deleting, and words keep their
times wherever that is possible.
"""

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from studio.base.errors import InputError
from studio.model.captions import Cue, Word
from studio.scene.captions import cue_text
from studio.services.captions.cues import (
    LONGEST_TEXT,
    SHORTEST_CUE,
    Cues,
    Edited,
    arranged,
    bounded,
    checked_text,
    in_time,
    indexes,
    moved,
    with_text,
)
from studio.services.captions.word_times import spread_words, with_word_times
from studio.text.caption_lines import word_spans

USUAL_LENGTH = Fraction(2)
"""Seconds of a cue that is added, where the next one leaves it so much."""


def add(cues: Cues, start: Fraction, text: str, end: Fraction | None = None, speaker: str = "") -> Edited:
    """A new cue at `start`.  end: None: after two seconds, but not into the next cue.

    Raises InputError for no text or no time.
    """
    start = max(Fraction(0), start)
    if end is None:
        following = min((cue.start for cue in cues if cue.start > start), default=start + USUAL_LENGTH)
        end = min(start + USUAL_LENGTH, following)
    if end <= start:
        raise InputError("a cue ends after it starts", "Choose a later end, or an earlier start.")
    cue = Cue(start=start, end=end, text=checked_text(text), speaker=speaker)
    in_time([cue])
    return arranged([*((one, False) for one in cues), (cue, True)])


def delete(cues: Cues, which: Iterable[int]) -> Edited:
    """Without these cues; chosen is what stands where the first of them stood."""
    gone = indexes(cues, which)
    kept = tuple(cue for index, cue in enumerate(cues) if index not in gone)
    return Edited(kept, (min(min(gone), len(kept) - 1),) if gone and kept else ())


def set_text(cues: Cues, index: int, text: str) -> Edited:
    """Says something else; words that stay keep their times.  Raises InputError for no text."""
    return _put(cues, index, with_text(_cue(cues, index), text))


def split(cues: Cues, index: int, caret: int | None = None, time: Fraction | None = None) -> Edited:
    """One cue as two.

    caret: code point of its text; within a word the nearer end of the word counts, so that joined letters
    are never torn.  None: between the words that are said around `time`.  time: when the second begins; None:
    as its first word is said.  With neither: where half of the time is over.
    Raises InputError for a cue of one word, or a caret at its end.
    """
    cue = _cue(cues, index)
    text = cue_text(cue)
    spans = word_spans(text)
    if len(spans) < 2:
        raise InputError("a cue of one word cannot be split", "Split between words.")
    timed = _timed(cue)
    if caret is None:
        asked = (cue.start + cue.end) / 2 if time is None else time
        count = min(range(1, len(spans)), key=lambda n: abs(timed[n].start - asked))
    else:
        count = _words_before(spans, caret)
    at = timed[count].start if time is None else time
    edge = min(SHORTEST_CUE, (cue.end - cue.start) / 2)
    at = min(max(at, cue.start + edge), cue.end - edge)
    place = spans[count][0]
    parts = (text[:place].strip(), text[place:].strip())
    its = with_word_times(cue).words if cue.words else ()
    shares = ((), ()) if not its else _shared(its, place, text)
    made = [
        bounded(cue.model_copy(update={"text": said, "words": words}), start, end)
        for said, words, start, end in (
            (parts[0], shares[0], cue.start, at),
            (parts[1], shares[1], at, cue.end),
        )
    ]
    rest = ((one, False) for number, one in enumerate(cues) if number != index)
    return arranged([*rest, *((one, True) for one in made)])


def merge(cues: Cues, which: Iterable[int]) -> Edited:
    """Cues that follow each other as one, with what stands between the first and the last of them.

    Different speakers are named in the text.  Raises InputError for fewer than two, or too much text.
    """
    chosen = indexes(cues, which)
    if len(chosen) < 2:
        raise InputError("merging takes two cues or more", "Choose cues that follow each other.")
    first, last = min(chosen), max(chosen)
    ones = cues[first : last + 1]
    return Edited((*cues[:first], merged(ones), *cues[last + 1 :]), (first,))


def merged(ones: Cues) -> Cue:
    """The cue that says what these say, from the first start to the last end.  Raises InputError."""
    speakers = list(dict.fromkeys(cue.speaker for cue in ones))
    texts = [cue_text(cue) for cue in ones]
    if len(speakers) > 1:
        said = [
            f"{cue.speaker}: {text}" if cue.speaker else text for cue, text in zip(ones, texts, strict=True)
        ]
        text = "\n".join(said)
    else:
        text = " ".join(texts)
    if len(text) > LONGEST_TEXT:
        raise InputError(f"a cue has at most {LONGEST_TEXT:,} characters; together these have {len(text):,}")
    words: list[Word] = []
    if any(cue.words for cue in ones):
        words = [word for cue in ones for word in with_word_times(cue).words]
    reached = ones[0].start
    in_order = []
    for word in words:  # cues that overlapped
        start = max(word.start, reached)
        reached = start
        in_order.append(word.model_copy(update={"start": start, "end": max(word.end, start)}))
    return Cue(
        start=min(cue.start for cue in ones),
        end=max(cue.end for cue in ones),
        text=text,
        words=tuple(in_order),
        speaker=speakers[0] if len(speakers) == 1 else "",
    )


def start_here(cues: Cues, index: int, time: Fraction, *, trim: bool = True) -> Edited:
    """The cue begins at `time`; where that is behind its end, it moves there with its length.

    trim: the cue before it, where that would still be shown, ends as this one begins.
    """
    cue, time = _cue(cues, index), max(Fraction(0), time)
    changed = bounded(cue, time, cue.end) if time < cue.end else moved(cue, time - cue.start)
    in_time([changed])
    pairs = [(one, False) for one in cues]
    pairs[index] = (changed, True)
    if trim and index > 0 and (before := cues[index - 1]).start < time < before.end:
        pairs[index - 1] = (bounded(before, before.start, time), False)
    return arranged(pairs)


def end_here(cues: Cues, index: int, time: Fraction, *, trim: bool = True) -> Edited:
    """The cue ends at `time`.  trim: the next one begins no earlier.

    Raises InputError where that is before its start.
    """
    cue = _cue(cues, index)
    if time <= cue.start:
        raise InputError("the end would come before the start", "Play on a little, then set the end.")
    changed = bounded(cue, cue.start, time)
    in_time([changed])
    pairs = [(one, False) for one in cues]
    pairs[index] = (changed, True)
    following = cues[index + 1] if index + 1 < len(cues) else None
    if (
        trim
        and following is not None
        and following.start < time < following.end
        and cue.end <= following.start
    ):
        pairs[index + 1] = (bounded(following, time, following.end), False)
    return arranged(pairs)


def _cue(cues: Cues, index: int) -> Cue:
    indexes(cues, (index,))
    return cues[index]


def _put(cues: Cues, index: int, cue: Cue) -> Edited:
    return Edited((*cues[:index], cue, *cues[index + 1 :]), (index,))


def _timed(cue: Cue) -> tuple[Word, ...]:
    """A word for each word of the text: its own times where they are all there, else spread."""
    text = cue_text(cue)
    words = with_word_times(cue).words
    return words if len(words) == len(text.split()) else spread_words(text, cue.start, cue.end)


def _words_before(spans: tuple[tuple[int, int], ...], caret: int) -> int:
    """How many words stand before a caret; within a word its nearer end counts.  Raises InputError."""
    count = sum(last <= caret for _, last in spans)
    for number, (first, last) in enumerate(spans):
        if first < caret < last:
            count = number + (caret - first >= last - caret)
    if not 0 < count < len(spans):
        raise InputError("there are no words on one side of the caret", "Put it between two words.")
    return count


def _shared(words: tuple[Word, ...], place: int, text: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words whose place in the text is before and behind `place`."""
    cursor = 0
    for number, word in enumerate(words):
        found = text.find(word.text, cursor)
        if found >= place:
            return words[:number], words[number:]
        cursor = found + len(word.text) if found >= 0 else cursor
    return words, ()


def in_order(cues: Cues) -> bool:
    """Whether the cues stand by their start."""
    return all(one.start <= other.start for one, other in pairwise(cues))
