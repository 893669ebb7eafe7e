"""The sound of films: what of which file is heard when, for layers wherever they stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from studio.base.time import TimeRange
from studio.media.audio import SoundClip
from studio.model.composition import Composition
from studio.model.layers import AfterEnd, CompositionLayer, GroupLayer, Layer, TrackLayer, VideoLayer
from studio.scene.resources import Film, SceneResources
from studio.scene.track_time import spans_of
from studio.scene.video_time import longest


@dataclass(frozen=True, slots=True)
class Heard:
    """A film that is heard: its layer's time 0, and when the layer is there, in the composition's time."""

    layer: VideoLayer
    zero: Fraction
    there: TimeRange


def heard_films(composition: Composition, *, alone: bool = False) -> Iterator[Heard]:
    """The films that are not muted.  alone: only those in tracks that are solo."""
    whole = TimeRange(Fraction(0), composition.duration)
    yield from _films(composition.layers, Fraction(0), whole, heard=not alone)


def _films(
    layers: Iterable[Layer], zero: Fraction, held: TimeRange, *, heard: bool, stagger: Fraction = Fraction(0)
) -> Iterator[Heard]:
    """zero: the composition's time at which the holder's clock shows 0; held: when the holder is there."""
    for turn, layer in enumerate(layer for layer in layers if not layer.hidden):
        begins = zero + layer.start + stagger * turn
        ends = held.end if layer.end is None else min(held.end, zero + layer.end + stagger * turn)
        first = max(begins, held.start)
        if ends <= first:
            continue
        there = TimeRange(first, ends)
        match layer:
            case VideoLayer() if heard and not layer.muted:
                yield Heard(layer, begins, there)
            case GroupLayer():
                yield from _films(layer.layers, begins, there, heard=heard, stagger=layer.stagger)
            case CompositionLayer():
                yield from _films(layer.composition.layers, begins, there, heard=heard)
            case TrackLayer() if not layer.muted:
                for span in spans_of(layer)[0]:
                    at = begins + span.start
                    seen = TimeRange(max(at, first), max(at, first, min(begins + span.end, ends)))
                    if span.clip is not None:
                        yield from _films(span.clip.source.layers, at, seen, heard=heard or layer.solo)


def film_sounds(
    composition: Composition, resources: SceneResources, within: TimeRange, *, alone: bool = False
) -> Iterator[SoundClip]:
    """The films' sounds `within` a stretch of the composition, in the time of that stretch.

    A film is heard as long as it is seen; once it stands still it is silent.  A fade belongs to the sound's
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
    first, last = max(one.there.start, within.start), min(ends, within.end)
    if last <= first or left <= 0:
        return None
    return SoundClip(
        index.path,
        first - within.start,
        last - first,
        layer.source_start + index.sound_offset,
        layer.gain,
        layer.fade_in if first == one.there.start else Fraction(0),
        layer.fade_out if last == ends else Fraction(0),
        loops,
        layer.speed,
        left,
        first - one.zero,
    )
