import os
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.base.errors import OutputError
from studio.encode.mux import Segment
from studio.encode.segments import SegmentStore, count_frames

MakeSegment = Callable[..., Segment]

KEYS = tuple(digit * 32 for digit in "abcd")


@pytest.fixture
def store(tmp_path: Path) -> SegmentStore:
    return SegmentStore(tmp_path / "cache" / "segments")


@pytest.fixture
def filled(store: SegmentStore, make_segment: MakeSegment) -> SegmentStore:
    """Four segments of five frames, used in the order of KEYS."""
    for age, key in enumerate(KEYS):
        make_segment(f"{key}.mp4", 5).path.rename(store.path(key))
        os.utime(store.path(key), (1000 + age, 1000 + age))
    return store


def test_a_segment_is_found_by_its_key_and_frames(filled: SegmentStore) -> None:
    assert filled.has(KEYS[0], 5)
    assert not filled.has("e" * 32, 5)


@pytest.mark.parametrize("damage", ["short", "empty", "text", "frames"])
def test_a_broken_segment_is_removed_to_be_made_again(filled: SegmentStore, damage: str) -> None:
    path = filled.path(KEYS[0])
    data = path.read_bytes()
    broken = {"short": data[: len(data) // 2], "empty": b"", "text": b"text " * 99, "frames": data}
    path.write_bytes(broken[damage])
    assert not filled.has(KEYS[0], 6 if damage == "frames" else 5)
    assert not path.exists()


def test_a_segment_whose_first_picture_is_garbage_has_no_frames(filled: SegmentStore) -> None:
    path = filled.path(KEYS[0])
    data = path.read_bytes()
    begin = data.index(b"mdat") + 4
    path.write_bytes(data[:begin] + bytes(2000) + data[begin + 2000 :])
    assert count_frames(path) == 0


def test_what_was_used_longest_ago_goes_first(filled: SegmentStore) -> None:
    one = filled.path(KEYS[0]).stat().st_size
    filled.touch(KEYS[0])
    assert filled.prune(2 * one) == 2 * one
    assert [filled.has(key, 5) for key in KEYS] == [True, False, False, True]
    assert filled.size() == 2 * one


def test_what_is_in_use_stays(filled: SegmentStore) -> None:
    filled.prune(0, keep=KEYS[:2])
    assert [filled.has(key, 5) for key in KEYS] == [True, True, False, False]


def test_nothing_is_removed_while_there_is_room(filled: SegmentStore) -> None:
    assert filled.prune(10**9) == 0
    assert all(filled.has(key, 5) for key in KEYS)


def test_what_a_killed_encoder_left_is_removed_once_it_is_old(store: SegmentStore) -> None:
    old, new = (store.path(key).with_name(f".{key}.mp4.1.part") for key in KEYS[:2])
    old.touch()
    new.touch()
    os.utime(old, (1000, 1000))
    store.prune(10**9)
    assert not old.exists()
    assert new.exists()


@pytest.mark.parametrize("key", ["", "../../x", "ABCDEF0123456789", "a" * 200])
def test_what_is_no_key_is_refused(store: SegmentStore, key: str) -> None:
    with pytest.raises(ValueError, match="no segment key"):
        store.path(key)


def test_a_cache_that_cannot_be_made_is_bad_output(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        SegmentStore(tmp_path / "file" / "segments")
