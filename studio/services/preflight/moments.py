"""Which moments of a film to look at: as few as show every text and picture at rest in its middle."""

from collections.abc import Iterable
from fractions import Fraction

from studio.base.time import TimeRange
from studio.model.composition import Composition
from studio.model.layers import BilingualLayer, CaptionLayer, ChartLayer, ImageLayer, TextLayer
from studio.services.edits.paths import walk
from studio.services.edits.times import span_of
from studio.services.preflight.words import is_hidden

MOST_MOMENTS = 48
"""More are not looked at: of a long film every n-th."""
_MOST_CUES = 12
"""Of one caption layer, evenly."""


def moments_of(composition: Composition) -> list[Fraction]:
    """Times in order, in seconds of the composition; each on a frame."""
    spans: list[TimeRange] = []
    for path, node in walk(composition):
        if is_hidden(composition, path):
            continue
        if isinstance(node, CaptionLayer):
            begins = span_of(composition, path).start
            step = max(1, len(node.cues) // _MOST_CUES)
            spans += [TimeRange(begins + cue.start, begins + cue.end) for cue in node.cues[::step]]
        elif isinstance(node, TextLayer | BilingualLayer | ChartLayer | ImageLayer):
            spans.append(span_of(composition, path))
    whole = TimeRange(Fraction(0), Fraction(composition.duration))
    times = _stabbing(span for one in spans if (span := _cut(one, whole)).duration > 0)
    if len(times) > MOST_MOMENTS:
        times = [times[index * len(times) // MOST_MOMENTS] for index in range(MOST_MOMENTS)]
    rate, last = composition.rate_exact, composition.frame_count - 1
    return sorted({rate.time_of(min(last, rate.frame_at(time))) for time in times})


def _cut(span: TimeRange, whole: TimeRange) -> TimeRange:
    start = min(whole.end, max(whole.start, span.start))
    return TimeRange(start, max(start, min(whole.end, span.end)))


def _stabbing(spans: Iterable[TimeRange]) -> list[Fraction]:
    """Few times so that each span's middle part (0.45 … 0.8 of it) holds one: greedy by the parts' ends."""
    parts = sorted(
        ((one.start + one.duration * 9 / 20, one.start + one.duration * 4 / 5) for one in spans),
        key=lambda part: part[1],
    )
    times: list[Fraction] = []
    for start, end in parts:
        if not times or times[-1] < start:
            times.append(end)
    return times
