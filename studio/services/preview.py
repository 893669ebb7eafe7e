"""What has been seen is kept by memory: the least lately seen goes first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")

CACHE_BYTES = 192 << 20
"""How much finished frames may take."""


class FrameCache(Generic[V]):
    """Finished frames by key.  size: bytes of one.  A single frame is kept however large it is.

    For one thread: the window's.
    """

    def __init__(self, size: Callable[[V], int], most_bytes: int = CACHE_BYTES) -> None:
        self._size = size
        self._most = most_bytes
        self._kept: OrderedDict[Hashable, V] = OrderedDict()
        self._bytes = 0

    @property
    def bytes(self) -> int:
        return self._bytes

    def get(self, key: Hashable) -> V | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, frame: V) -> None:
        old = self._kept.pop(key, None)
        self._bytes -= 0 if old is None else self._size(old)
        self._kept[key] = frame
        self._bytes += self._size(frame)
        while self._bytes > self._most and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= self._size(gone)

    def clear(self) -> None:
        self._kept.clear()
        self._bytes = 0
