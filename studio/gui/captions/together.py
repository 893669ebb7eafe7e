"""Two languages edited together: where both are said at the same times, the second follows the first."""

from studio.model.captions import Cue, SecondCaptions
from studio.services.captions.cues import Cues, mapped, sorted_cues


def following(before: Cues, after: Cues, second: SecondCaptions, pairs: list[tuple[int, int]]) -> Cues:
    """The second language's cues after times of the first were changed.

    pairs: the numbers of cues that are said together.  A cue that had the same times has them still; others
    are timed by themselves, and stay.
    """
    if len(before) != len(after):
        return second.cues
    changed: dict[int, Cue] = {}
    for first, other in pairs:
        if first < 0 or other < 0 or before[first] is after[first]:
            continue
        was, now, cue = before[first], after[first], second.cues[other]
        same_times = (was.start, was.end) == (cue.start, cue.end)
        if same_times and was.text == now.text and (was.start, was.end) != (now.start, now.end):
            changed[other] = _with_times_of(cue, now)
    if not changed:
        return second.cues
    return sorted_cues(changed.get(number, cue) for number, cue in enumerate(second.cues))


def _with_times_of(cue: Cue, like: Cue) -> Cue:
    """The cue in another's time, its words with it."""
    factor = (like.end - like.start) / (cue.end - cue.start)
    return mapped(cue, lambda time: like.start + (time - cue.start) * factor)
