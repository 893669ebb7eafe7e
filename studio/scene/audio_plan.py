"""What is heard when: the composition's sounds as clips for the mixer."""

from fractions import Fraction

from studio.base.time import TimeRange
from studio.media.audio import SoundClip
from studio.model.composition import Composition
from studio.scene.resources import SceneResources


def sound_clips(composition: Composition, resources: SceneResources, within: TimeRange) -> list[SoundClip]:
    """The sounds that are heard `within` a stretch of the composition, in the time of that stretch.

    A fade belongs to an end of its clip: where the stretch cuts that end off, there is none.
    Raises MediaError for a sound that the project does not have.
    """
    clips = []
    for clip in composition.audio:
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
    return clips
