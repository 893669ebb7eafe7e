"""Laying out everything that will be shown, once, to learn what does not fit: nothing is drawn or kept.

A film's clips and cues are otherwise laid out when they are first seen, which is too late to tell.  Those
that fall between two frames are left out, so that this takes less than rendering in every film.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from studio.base.time import TimeRange
from studio.scene.context import Context
from studio.scene.kind import Laid
from studio.scene.layers.caption import CaptionContent
from studio.scene.layers.composition import Precomposed, precompose
from studio.scene.layers.group import GroupContent
from studio.scene.layers.track import TrackContent


def survey(
    layers: Sequence[Laid],
    origin: Fraction,
    seen: TimeRange,
    context: Context,
    between: Callable[[], None] = lambda: None,
) -> None:
    """Lays out all that the layers show; findings gather in the context.

    origin, seen: the layers' time 0, and when what holds them is seen, in the composition's time.
    between: called before each clip and cue, to stop by raising.
    Raises what rendering them would raise: MediaError, FontError, InputError.
    """
    for laid in layers:
        begins = origin + laid.start
        shown = _cut(seen, begins, origin + laid.end)
        for animation in laid.layer.animations:
            context.resources.animation(animation.preset)
        match laid.content:
            case GroupContent(children=children):
                survey(children, begins, shown, context, between)
            case Precomposed(layers=inner):
                survey(inner, begins, shown, context, between)
            case TrackContent() as track:
                for span in track.spans:
                    part = _cut(shown, begins + span.start, begins + span.end)
                    if span.clip is not None and _has_frame(part, context):
                        between()
                        clip = precompose(span.clip.source, track.context, span.end - span.start)
                        survey(clip.layers, begins + span.start, part, context, between)
            case CaptionContent() as captions:
                table = captions.cues
                for number, cue in enumerate(table.cues):
                    if _has_frame(_cut(shown, begins + cue.start, begins + table.end(number)), context):
                        between()
                        captions.survey(number)


def _cut(time: TimeRange, start: Fraction, end: Fraction) -> TimeRange:
    """What of `time` lies from `start` to `end`."""
    begins = min(time.end, max(time.start, start))
    return TimeRange(begins, max(begins, min(time.end, end)))


def _has_frame(time: TimeRange, context: Context) -> bool:
    rate = context.composition.rate_exact
    return rate.first_frame_from(time.start) < rate.first_frame_from(time.end)
