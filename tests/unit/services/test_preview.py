"""Frames that were seen are kept by memory."""

from hypothesis import given
from hypothesis import strategies as st

from studio.services.preview import FrameCache


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 40)), max_size=40), st.integers(10, 80))
def test_the_cache_never_holds_more_than_it_may(puts: list[tuple[int, int]], most: int) -> None:
    cache = FrameCache[bytes](len, most)
    for key, size in puts:
        cache.put(key, bytes(size))
        assert cache.get(key) == bytes(size)
        assert cache.bytes <= max(most, size)
    cache.clear()
    assert cache.bytes == 0


def test_what_was_seen_least_lately_goes_first() -> None:
    cache = FrameCache[bytes](len, 30)
    for key in (1, 2, 3):
        cache.put(key, bytes(10))
    assert cache.get(1) is not None
    cache.put(4, bytes(10))
    assert [key for key in (1, 2, 3, 4) if cache.get(key) is not None] == [1, 3, 4]
