"""Rippling: the rest of a track and the captions go along; without it, nothing else moves."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.composition import Composition
from studio.model.layers import CaptionLayer, Clip
from studio.services.edits.paths import layer_at, track_at
from studio.services.edits.ripple import ripple_move, ripple_remove, ripple_trim_clip
from studio.services.edits.times import item_start
from tests.unit.services.edits.documents import RATE, clip, document, shape

T = ("track",)


def film(*items: Any, cues: tuple[tuple[float, float], ...] = (), **captions: Any) -> Composition:
    """Clips of a track and cues named by their number."""
    spoken = [{"start": start, "end": end, "text": str(n)} for n, (start, end) in enumerate(cues)]
    return document(
        [
            {"type": "track", "id": "track", "items": list(items)},
            {"type": "caption", "id": "caption", "cues": spoken, **captions},
        ],
        duration=20,
    )


def three(**captions: Any) -> Composition:
    """a 0-2, b 2-4, c 4-6, each with words in its middle second."""
    made = [clip(name, 2, shape("dot")) for name in "abc"]
    return film(*made, cues=((0.5, 1.5), (2.5, 3.5), (4.5, 5.5)), **captions)


def starts(composition: Composition) -> dict[str, Fraction]:
    items = track_at(composition, T).items
    return {one.id: item_start(items, n) for n, one in enumerate(items) if isinstance(one, Clip)}


def cues(composition: Composition) -> dict[str, Any]:
    layer = layer_at(composition, ("caption",))
    assert isinstance(layer, CaptionLayer)
    return {cue.text: (cue.start, cue.end) for cue in layer.cues}


def test_a_longer_clip_moves_the_rest_and_its_captions() -> None:
    after = ripple_trim_clip(three(), ("track", "a"), "end", Fraction(1))
    assert starts(after) == {"a": 0, "b": 3, "c": 5}
    assert cues(after) == {"0": (0.5, 1.5), "1": (3.5, 4.5), "2": (5.5, 6.5)}


def test_what_is_said_in_a_trimmed_end_goes_with_it() -> None:
    after = ripple_trim_clip(three(), ("track", "b"), "end", Fraction(-1))
    assert cues(after) == {"0": (0.5, 1.5), "1": (2.5, 3), "2": (3.5, 4.5)}
    after = ripple_trim_clip(three(), ("track", "b"), "start", Fraction(1))
    assert cues(after) == {"0": (0.5, 1.5), "1": (2, 2.5), "2": (3.5, 4.5)}


def test_a_clip_moved_into_another_takes_its_words_along() -> None:
    after, start, occupied = ripple_move(three(), ("track", "c"), Fraction(-4))
    assert start == 0
    assert occupied
    assert starts(after) == {"c": 0, "a": 2, "b": 4}
    assert cues(after) == {"2": (0.5, 1.5), "0": (2.5, 3.5), "1": (4.5, 5.5)}


def test_a_clip_moved_later_takes_the_rest_along_and_back_closes_the_gap() -> None:
    before = three()
    after, start, occupied = ripple_move(before, ("track", "b"), Fraction(1))
    assert start == 3
    assert not occupied
    assert starts(after) == {"a": 0, "b": 3, "c": 5}
    assert cues(after)["2"] == (5.5, 6.5)
    back, start, _ = ripple_move(after, ("track", "b"), Fraction(-1))
    assert start == 2
    assert back == before


def test_a_removed_clip_takes_its_words_along() -> None:
    after = ripple_remove(three(), [("track", "a"), ("track", "c")])
    assert starts(after) == {"b": 0}
    assert cues(after) == {"1": (0.5, 1.5)}


def test_locked_captions_stay() -> None:
    before = three(locked=True)
    after = ripple_trim_clip(before, ("track", "a"), "end", Fraction(1))
    assert cues(after) == cues(before)


def test_captions_that_begin_later_count_from_their_own_start() -> None:
    made = [clip(name, 2, shape("dot")) for name in "ab"]
    before = film(*made, cues=((0, 0.5), (1.5, 2)), start=1)
    after = ripple_trim_clip(before, ("track", "a"), "end", Fraction(-1))
    assert cues(after) == {"1": (Fraction(1, 2), 1)}


@pytest.mark.parametrize("name", ["a", "b", "c"])
@given(st.integers(-70, 70).map(lambda frames: Fraction(frames, RATE)))
def test_rippling_keeps_every_clip_and_word(name: str, by: Fraction) -> None:
    before = three()
    after, start, _ = ripple_move(before, ("track", name), by)
    assert starts(after)[name] == start
    assert set(starts(after)) == {"a", "b", "c"}
    assert set(cues(after)) == {"0", "1", "2"}
    for number, one in enumerate("abc"):
        assert cues(after)[str(number)][0] - starts(after)[one] == Fraction(1, 2)
