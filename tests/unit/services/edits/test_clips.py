"""Several clips at once: distances, order, copies."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.model.layers import Clip
from studio.services.edits.clips import duplicate_clip, move_clips, reorder_clip
from studio.services.edits.paths import LayerPath, track_at
from studio.services.edits.times import start_in_holder
from studio.services.edits.tracks import track_length
from tests.unit.services.edits.documents import document

CLIPS: list[LayerPath] = [("track", name) for name in ("one", "two", "three")]


def starts(composition: Composition) -> dict[str, Fraction]:
    return {path[-1]: start_in_holder(composition, path) for path in CLIPS}


@given(st.integers(-80, 80).map(lambda n: Fraction(n, 10)))
def test_all_clips_moved_together_keep_their_distances(by: Fraction) -> None:
    before = document()
    after, paths = move_clips(before, CLIPS, by)
    assert list(paths) == CLIPS
    shift = max(by, Fraction(0))
    assert starts(after) == {name: start + shift for name, start in starts(before).items()}
    back, _ = move_clips(after, CLIPS, -shift)
    assert starts(back) == starts(before)


@pytest.mark.parametrize("chosen", [[CLIPS[0], CLIPS[1]], [CLIPS[1], CLIPS[0]]])
def test_neighbours_moved_together_do_not_push_each_other(chosen: list[LayerPath]) -> None:
    after, _ = move_clips(document(), chosen, Fraction(1))
    assert starts(after) == {"one": 1, "two": 3, "three": 5}
    far, _ = move_clips(document(), chosen, Fraction(7))
    assert starts(far) == {"one": 7, "two": 9, "three": 5}


def test_not_moving_changes_nothing() -> None:
    before = document()
    assert move_clips(before, [CLIPS[0]], Fraction(-3))[0] is before


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_clips_come_into_any_order(order: tuple[int, ...]) -> None:
    composition = document()
    length = track_length(track_at(composition, ("track",)))
    for place, number in enumerate(order):
        composition = reorder_clip(composition, CLIPS[number], place)
    track = track_at(composition, ("track",))
    names = [item.id for item in track.items if isinstance(item, Clip)]
    assert names == [CLIPS[number][-1] for number in order]
    assert track_length(track) <= length
    assert Composition.model_validate(composition.model_dump()) == composition


def test_a_copy_stands_behind_its_clip_and_the_rest_moves_on() -> None:
    after, path = duplicate_clip(document(), ("track", "two"))
    assert path == ("track", "two-2")
    assert starts(after) == {"one": 0, "two": 2, "three": 7}
    with pytest.raises(InputError, match="no clip"):
        duplicate_clip(after, ("title",))
