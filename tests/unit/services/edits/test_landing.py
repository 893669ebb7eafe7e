"""Where a clip lands that is brought to a time of a track."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.layers import Clip, TrackItem
from studio.services.edits.landing import Landing, landing, placed
from studio.services.edits.paths import track_at
from studio.services.edits.times import item_start
from tests.unit.services.edits.documents import clip, document, shape

LENGTHS = {"a": 2, "b": 2, "c": 1}


def items() -> tuple[TrackItem, ...]:
    """a 0-2, b 2-4, gap 4-5, c 5-6."""
    made = [clip(name, LENGTHS[name], shape("dot")) for name in "abc"]
    track = {"type": "track", "id": "t", "items": [*made[:2], {"kind": "gap", "duration": 1}, made[2]]}
    return track_at(document([track]), ("t",)).items


def new(duration: Fraction) -> Clip:
    made = track_at(document([{"type": "track", "id": "t", "items": [clip("new", 9, shape("x"))]}]), ("t",))
    item = made.items[0]
    assert isinstance(item, Clip)
    return item.model_copy(update={"duration": duration})


@pytest.mark.parametrize(
    ("duration", "time", "wanted"),
    [
        (1, 4, Landing(Fraction(4), 2, True)),  # the gap is as long
        (1, 6, Landing(Fraction(6), 4, False)),  # behind all
        (1, 9, Landing(Fraction(9), 4, False)),
        (1, Fraction(1, 2), Landing(Fraction(0), 0, False, True)),  # nearer to the start of a
        (1, Fraction(3, 2), Landing(Fraction(2), 1, False, True)),  # nearer to its end
        (1, Fraction(7, 2), Landing(Fraction(4), 2, True, True)),  # into the gap behind b
        (1, Fraction(23, 5), Landing(Fraction(4), 2, True, True)),  # c is in its way: before that
        (2, Fraction(9, 2), Landing(Fraction(5), 3, False, True)),  # too long for the gap: c moves on
    ],
)
def test_clips_land_where_there_is_room_or_at_the_nearer_edge(
    duration: Fraction, time: Fraction, wanted: Landing
) -> None:
    assert landing(items(), Fraction(duration), Fraction(time)) == wanted


@given(
    st.integers(1, 40).map(lambda n: Fraction(n, 10)),
    st.integers(0, 90).map(lambda n: Fraction(n, 10)),
)
def test_a_landed_clip_begins_where_it_was_told_and_nothing_is_lost(
    duration: Fraction, time: Fraction
) -> None:
    where = landing(items(), duration, time)
    after = placed(items(), new(duration), time)
    starts = {item.id: item_start(after, n) for n, item in enumerate(after) if isinstance(item, Clip)}
    assert starts.pop("new") == where.start
    assert list(starts) == ["a", "b", "c"]
    before = {"a": 0, "b": 2, "c": 5}
    if not where.occupied:
        assert where.start == time
        assert starts == before
    spans = sorted(
        [(at, at + LENGTHS[name]) for name, at in starts.items()] + [(where.start, where.start + duration)]
    )
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
