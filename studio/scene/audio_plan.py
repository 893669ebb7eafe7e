"""What is heard when: the composition's sounds as clips for the mixer."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from studio.base.time import TimeRange
from studio.media.audio import SoundClip
from studio.model.composition import AudioClip, Composition
from studio.model.layers import Clip, CompositionLayer, GroupLayer, Layer, TrackLayer
from studio.scene.film_sounds import film_sounds
from studio.scene.resources import SceneResources


def sound_clips(composition: Composition, resources: SceneResources, within: TimeRange) -> list[SoundClip]:
    """The sounds that are heard `within` a stretch of the composition, in the time of that stretch: its own
    ones, then those of its films.

    What is muted is left out; while any sound or track is solo, so is what is not.  A fade belongs to an end
    of its clip: where the stretch cuts that end off, there is none.
    Raises MediaError for a sound that the project does not have.
    """
    clips = []
    for clip in heard_audio(composition):
        ends = composition.duration
        if clip.duration is not None:
            ends = min(ends, clip.start + clip.duration)
        if ends <= within.start or clip.start >= within.end:
            continue
        cut = max(Fraction(0), within.start - clip.start)
        clips.append(
            SoundClip(
                resources.path_of(clip.media),
                max(Fraction(0), clip.start - within.start),
                min(ends, within.end) - max(clip.start, within.start),
                clip.source_start + cut,
                clip.gain,
                clip.fade_in if not cut else Fraction(0),
                clip.fade_out if ends <= within.end else Fraction(0),
                clip.loop,
            )
        )
    return [*clips, *film_sounds(composition, resources, within, alone=has_solo(composition))]


def heard_audio(composition: Composition) -> Iterator[AudioClip]:
    """The composition's own sounds that are neither muted nor put aside by others' solo."""
    alone = has_solo(composition)
    for clip in composition.audio:
        if not clip.muted and (clip.solo or not alone):
            yield clip


def has_solo(composition: Composition) -> bool:
    """Whether any sound or track is to be heard alone."""
    return any(clip.solo for clip in composition.audio) or any(
        track.solo for track in _tracks(composition.layers)
    )


def _tracks(layers: Iterable[Layer]) -> Iterator[TrackLayer]:
    """Tracks, also those in groups and in clips."""
    for layer in layers:
        match layer:
            case TrackLayer():
                yield layer
                for item in layer.items:
                    if isinstance(item, Clip):
                        yield from _tracks(item.source.layers)
            case GroupLayer():
                yield from _tracks(layer.layers)
            case CompositionLayer():
                yield from _tracks(layer.composition.layers)
            case _:
                pass
