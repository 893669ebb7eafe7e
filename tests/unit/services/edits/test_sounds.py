"""A composition's sounds in time: moved, trimmed, slipped, faded, split, copied."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.base.time import TimeRange
from studio.model.composition import AudioClip, Composition
from studio.scene.audio_plan import sound_clips
from studio.services.edits.fields import set_field
from studio.services.edits.paths import sound_at, sound_path
from studio.services.edits.slips import slip_within
from studio.services.edits.sounds import (
    copy_sounds,
    move_sounds,
    remove_sounds,
    set_fade,
    sound_end,
    split_sound,
    trim_sound,
)
from studio.services.edits.times import span_of
from studio.services.edits.together import copy_together, move_together
from studio.services.resources import ResourceList, open_resources
from tests.unit.services.edits.documents import RATE, document

MUSIC = sound_path("music")
VOICE = sound_path("voice")
FRAME = Fraction(1, RATE)
FILE = "asset:sounds/calm-dialogue.opus"
shifts = st.integers(-90, 90).map(lambda frames: Fraction(frames, RATE))


def film(**music: object) -> Composition:
    own = {"id": "music", "media": FILE, "start": 1, "duration": 3, "source_start": 2, **music}
    return document(audio=[own, {"id": "voice", "media": FILE, "start": 2}])


def music(composition: Composition) -> AudioClip:
    return sound_at(composition, MUSIC)


@given(shifts)
def test_sounds_moved_together_keep_their_distance_and_begin_in_the_film(by: Fraction) -> None:
    after = move_sounds(film(), [MUSIC, VOICE], by)
    assert sound_at(after, VOICE).start - music(after).start == 1
    assert music(after).start == max(Fraction(0), 1 + by)


@given(st.sampled_from(["start", "end"]), shifts)
def test_a_trimmed_sound_is_heard_at_the_same_moments(side: str, by: Fraction) -> None:
    before = film()
    after = trim_sound(before, MUSIC, "start" if side == "start" else "end", by)
    new, old = music(after), music(before)
    assert new.source_start - new.start == old.source_start - old.start
    assert new.start >= 0
    assert new.source_start >= 0
    assert sound_end(after, new) - new.start >= FRAME
    kept = sound_end(after, new) == sound_end(before, old) if side == "start" else new.start == old.start
    assert kept


@given(shifts)
def test_slipping_stays_within_the_file(by: Fraction) -> None:
    after = music(slip_within(film(), MUSIC, by, {FILE: Fraction(6)}))
    assert after.start == 1
    assert after.duration == 3
    assert after.source_start == min(max(2 - by, Fraction(0)), Fraction(3))


def test_fades_share_a_sounds_length() -> None:
    after = set_fade(set_fade(film(), MUSIC, "start", Fraction(2)), MUSIC, "end", Fraction(5))
    assert music(after).fade_in == 2
    assert music(after).fade_out == 1
    assert music(set_fade(after, MUSIC, "start", Fraction(-1))).fade_in == 0


def test_both_parts_of_a_split_sound_are_heard_as_the_whole_was() -> None:
    before = film(fade_in=1, fade_out=1)
    after, (first, second) = split_sound(before, MUSIC, Fraction(2))
    one, two = sound_at(after, first), sound_at(after, second)
    assert [one.start, one.duration, one.source_start] == [1, 1, 2]
    assert [two.start, two.duration, two.source_start] == [2, 2, 3]
    assert [one.fade_in, one.fade_out, two.fade_in, two.fade_out] == [1, 0, 0, 1]
    with pytest.raises(InputError, match="not there"):
        split_sound(before, MUSIC, Fraction(5))
    with pytest.raises(InputError, match="loop"):
        split_sound(film(loop=True), MUSIC, Fraction(2))


def test_copies_have_ids_of_their_own_and_go_alone() -> None:
    after, paths = copy_sounds(film(), [MUSIC, VOICE], Fraction(2))
    assert [path[1] for path in paths] == ["music-2", "voice-2"]
    assert [sound_at(after, path).start for path in paths] == [3, 4]
    assert remove_sounds(after, paths) == film()


def test_a_sound_has_a_path_a_span_and_fields_like_a_layer() -> None:
    before = film()
    assert span_of(before, MUSIC) == TimeRange(Fraction(1), Fraction(4))
    assert span_of(before, VOICE) == TimeRange(Fraction(2), Fraction(6))
    assert music(set_field(before, MUSIC, ("gain",), -6)).gain == -6
    with pytest.raises(InputError, match="no sound"):
        sound_at(before, sound_path("gone"))


def test_layers_clips_and_sounds_are_moved_and_copied_as_one() -> None:
    before = film()
    paths = [("track", "three"), ("title",), MUSIC]
    after, moved = move_together(before, paths, Fraction(-1, 2))
    assert set(moved) == set(paths)
    for path in paths:
        assert span_of(after, path).start == max(
            span_of(before, path).start - Fraction(1, 2), Fraction(-1, 2)
        )
    copied, made = copy_together(before, paths, Fraction(1, 2))
    assert len(made) == 3
    for path in paths:
        assert span_of(copied, path) == span_of(before, path) or path == ("track", "three")
    assert {span_of(copied, path).start for path in made} >= {Fraction(3, 2), Fraction(1, 2)}


def heard(composition: Composition) -> list[Fraction]:
    whole = TimeRange(Fraction(0), composition.duration)
    clips = sound_clips(composition, open_resources(ResourceList()), whole)
    return [clip.start for clip in clips]


def test_what_is_muted_is_not_heard_and_solo_is_heard_alone() -> None:
    assert heard(film()) == [1, 2]
    assert heard(film(muted=True)) == [2]
    assert heard(film(solo=True)) == [1]
    assert heard(film(solo=True, muted=True)) == []
    track = document(
        [{"type": "track", "id": "t", "solo": True, "items": []}],
        audio=[{"id": "music", "media": FILE}],
    )
    assert heard(track) == []
