"""Another file keeps what was cut out of the old one, as far as it is long enough."""

from fractions import Fraction

import pytest

from studio.model.composition import AudioClip
from studio.model.layers import VideoLayer
from studio.model.project import Project
from studio.services.edits.paths import node_at, sound_at
from studio.services.edits.trims import with_trims_within


def project(**film: object) -> Project:
    """A film from its fourth second on, in a clip of two seconds; a sound from its fourth, three seconds."""
    layer = {"type": "video", "id": "film", "media": "walk", "source_start": 4, **film}
    clip = {"kind": "clip", "id": "clip", "duration": 2, "source": {"layers": [layer]}}
    sound = {"id": "sound", "media": "walk", "source_start": 4, "duration": 3}
    other = {"id": "other", "media": "other", "source_start": 4, "duration": 3}
    made = {
        "size": {"width": 64, "height": 48},
        "duration": 10,
        "layers": [{"type": "track", "id": "track", "items": [clip]}],
        "audio": [sound, other],
    }
    return Project.model_validate({"compositions": [made]})


def starts(changed: Project) -> list[Fraction]:
    made = changed.compositions[0]
    film = node_at(made, ("track", "clip", "film"))
    assert isinstance(film, VideoLayer)
    sounds: list[AudioClip] = [sound_at(made, ("sound:", one)) for one in ("sound", "other")]
    return [film.source_start, *(one.source_start for one in sounds)]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(20, [4, 4, 4]), (7, [4, 4, 4]), (6, [4, 3, 4]), (5, [3, 2, 4]), (1, [0, 0, 4])],
)
def test_trims_stay_as_far_as_the_file_goes(seconds: int, expected: list[int]) -> None:
    assert starts(with_trims_within(project(), "walk", Fraction(seconds))) == expected


def test_speed_counts_and_loops_need_only_their_beginning() -> None:
    assert starts(with_trims_within(project(speed=2), "walk", Fraction(7)))[0] == 3
    assert starts(with_trims_within(project(after="loop"), "walk", Fraction(5)))[0] == 4
    assert starts(with_trims_within(project(after="loop"), "walk", Fraction(4)))[0] == 0


def test_long_enough_a_file_changes_nothing() -> None:
    before = project()
    assert with_trims_within(before, "walk", Fraction(20)) is before
