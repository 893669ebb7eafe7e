"""The sound of films: what of which file is heard when, for layers wherever they stand.

At a transition sounds cross: the going one fades out over all of it, the coming one fades in.

    picture  |---- A ----|---- B ----|        files go on beyond a clip's ends: what is there is heard softly;
    sound    |---- A ------\\                 where there is no more, the fade is as long as there is sound
                      //------ B ----|
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from studio.base.time import TimeRange
from studio.media.audio import SoundClip
from studio.model.composition import Composition
from studio.model.layers import (
    AfterEnd,
    CompositionLayer,
    GroupLayer,
    Layer,
    TrackLayer,
    TransitionKind,
    VideoLayer,
)
from studio.scene.resources import Film, SceneResources
from studio.scene.track_time import spans_of
from studio.scene.video_time import longest


class Heard(Struct, frozen=True):
    """A film that is heard: its layer's time 0, and when the layer is there, in the composition's time.

    opens, closes: the transitions in which it fades in and out.
    """

    layer: VideoLayer
    zero: Fraction
    there: TimeRange
    opens: TimeRange | None = None
    closes: TimeRange | None = None

    @property
    def fade_in(self) -> Fraction:
        """Seconds from where it begins: its own fade, or what is left of the transition."""
        crossing = self.opens is not None and self.opens.start <= self.there.start < self.opens.end
        rest = self.opens.end - self.there.start if crossing and self.opens else Fraction(0)
        return max(self.layer.fade_in, rest)

    def fade_out(self, ends: Fraction) -> Fraction:
        """Seconds before it ends."""
        crossing = self.closes is not None and self.closes.start < ends <= self.closes.end
        return max(self.layer.fade_out, ends - self.closes.start if crossing and self.closes else Fraction(0))


def heard_films(composition: Composition, *, alone: bool = False) -> Iterator[Heard]:
    """The films that are not muted.  alone: only those in tracks that are solo."""
    whole = TimeRange(Fraction(0), composition.duration)
    yield from _films(composition.layers, Fraction(0), whole, heard=not alone)


class _Crossing(Struct, frozen=True):
    """The transitions at a clip's ends, in the composition's time, and how long the clip is."""

    opens: TimeRange | None
    closes: TimeRange | None
    length: Fraction

    def beyond(self, layer: VideoLayer, there: TimeRange) -> TimeRange:
        """When a film of the clip itself may be heard: through the transitions, if it reaches them."""
        starts, ends = there.start, there.end
        if self.opens is not None and layer.start <= 0:
            starts = min(starts, self.opens.start)
        if self.closes is not None and (layer.end is None or layer.end >= self.length):
            ends = max(ends, self.closes.end)
        return TimeRange(starts, ends)


_PLAIN = _Crossing(None, None, Fraction(0))


def _films(
    layers: Iterable[Layer],
    zero: Fraction,
    held: TimeRange,
    *,
    heard: bool,
    stagger: Fraction = Fraction(0),
    cross: _Crossing = _PLAIN,
    inner: bool = False,
) -> Iterator[Heard]:
    """zero: the composition's time at which the holder's clock shows 0; held: when the holder is there.

    inner: within something of the clip whose transitions `cross` are.
    """
    for turn, layer in enumerate(layer for layer in layers if not layer.hidden):
        begins = zero + layer.start + stagger * turn
        ends = held.end if layer.end is None else min(held.end, zero + layer.end + stagger * turn)
        first = max(begins, held.start)
        if ends <= first:
            continue
        there = TimeRange(first, ends)
        match layer:
            case VideoLayer() if heard and not layer.muted:
                within = there if inner else cross.beyond(layer, there)
                yield Heard(layer, begins, within, cross.opens, cross.closes)
            case GroupLayer():
                yield from _films(
                    layer.layers, begins, there, heard=heard, stagger=layer.stagger, cross=cross, inner=True
                )
            case CompositionLayer():
                inside = layer.composition.layers
                yield from _films(inside, begins, there, heard=heard, cross=cross, inner=True)
            case TrackLayer() if not layer.muted:
                yield from _clips(layer, begins, there, heard=heard or layer.solo)


def _clips(track: TrackLayer, begins: Fraction, there: TimeRange, *, heard: bool) -> Iterator[Heard]:
    spans, changes = spans_of(track)
    by_cut = {
        change.into: TimeRange(change.start, change.end).shifted(begins)
        for change in changes
        if change.transition.transition is not TransitionKind.CUT
    }
    for at, span in enumerate(spans):
        if span.clip is None:
            continue
        zero = begins + span.start
        first = max(zero, there.start)
        seen = TimeRange(first, max(first, min(begins + span.end, there.end)))
        cross = _Crossing(by_cut.get(at), by_cut.get(at + 1), span.end - span.start)
        for one in _films(span.clip.source.layers, zero, seen, heard=heard, cross=cross):
            # Not longer than the track itself is there.
            starts, ends = max(one.there.start, there.start), min(one.there.end, there.end)
            if ends > starts:
                yield replace(one, there=TimeRange(starts, ends))


def film_sounds(
    composition: Composition, resources: SceneResources, within: TimeRange, *, alone: bool = False
) -> Iterator[SoundClip]:
    """The films' sounds `within` a stretch of the composition, in the time of that stretch.

    A film is heard as long as it is seen, and through a transition as long as its file goes on; once it
    stands still it is silent.  A fade belongs to the sound's
    own beginning or end: where the layer or the stretch cuts that off, there is none.
    Raises MediaError for a film that the project does not have or that cannot be read.
    """
    for one in heard_films(composition, alone=alone):
        film = resources.film(one.layer.media)
        if isinstance(film, Film) and film.index.has_sound:
            clip = _clip(one, film, within)
            if clip is not None:
                yield clip


def _clip(one: Heard, film: Film, within: TimeRange) -> SoundClip | None:
    layer, index = one.layer, film.index
    left = longest(layer.model_copy(update={"after": AfterEnd.NOTHING}), index.duration) or Fraction(0)
    loops = layer.after is AfterEnd.LOOP
    ends = one.there.end if loops else min(one.there.end, one.zero + left)
    # What lies before the layer's own beginning is heard as far as the file has it.
    begins = max(one.there.start, one.zero - (Fraction(0) if loops else layer.source_start / layer.speed))
    one = replace(one, there=TimeRange(begins, max(begins, one.there.end)))
    first, last = max(begins, within.start), min(ends, within.end)
    if last <= first or left <= 0:
        return None
    return SoundClip(
        index.path,
        first - within.start,
        last - first,
        layer.source_start + index.sound_offset + layer.speed * min(Fraction(0), first - one.zero),
        layer.gain,
        one.fade_in if first == begins else Fraction(0),
        one.fade_out(ends) if last == ends else Fraction(0),
        loops,
        layer.speed,
        left,
        max(Fraction(0), first - one.zero),
        one.opens is not None or one.closes is not None,
    )
