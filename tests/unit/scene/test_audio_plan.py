"""What is heard within a stretch of a composition."""

from fractions import Fraction

import pytest

from studio.base.errors import MediaError
from studio.base.time import TimeRange
from studio.media.audio import SoundClip
from studio.model.composition import Composition
from studio.scene.audio_plan import sound_clips
from studio.services.resources import ResourceList, open_resources

MUSIC = "asset:sounds/calm-dialogue.opus"


def plan(first: float, last: float, **audio: object) -> list[SoundClip]:
    composition = Composition.model_validate(
        {
            "size": {"width": 64, "height": 64},
            "duration": 20,
            "audio": [{"id": "music", "media": MUSIC, **audio}],
        }
    )
    within = TimeRange(Fraction(first), Fraction(last))
    return sound_clips(composition, open_resources(ResourceList()), within)


def test_a_sound_without_an_end_lasts_as_long_as_the_film() -> None:
    (clip,) = plan(0, 20, start=2, fade_in=1, fade_out=3)
    assert [clip.start, clip.duration, clip.source_start] == [2, 18, 0]
    assert [clip.fade_in, clip.fade_out] == [1, 3]


def test_a_stretch_hears_the_middle_of_a_sound_without_its_fades() -> None:
    (clip,) = plan(5, 8, start=2, source_start=4, fade_in=1, fade_out=3)
    assert [clip.start, clip.duration] == [0, 3]
    assert clip.source_start == 4 + 3
    assert [clip.fade_in, clip.fade_out] == [0, 0]


def test_a_sound_that_begins_within_a_stretch_keeps_its_fade_in() -> None:
    (clip,) = plan(1, 8, start=2, duration=3, fade_in=1, fade_out=1)
    assert [clip.start, clip.duration] == [1, 3]
    assert [clip.fade_in, clip.fade_out] == [1, 1]


def test_what_is_not_heard_in_a_stretch_is_left_out() -> None:
    assert plan(6, 8, start=2, duration=3) == []
    assert plan(0, 2, start=2, duration=3) == []


def test_a_missing_sound_is_an_error_with_a_hint() -> None:
    with pytest.raises(MediaError) as caught:
        plan(0, 1, media="nowhere")
    assert caught.value.hint
