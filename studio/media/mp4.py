"""The outer structure of MP4 and QuickTime files (ISO/IEC 14496-12, 4.2): boxes, their places and sizes."""

from pathlib import Path

from msgspec import Struct

_MANY = 10_000  # a film of ours has five
_FIRST = frozenset(b"ftyp moov mdat wide free skip pnot styp sidx moof uuid".split())
"""What such files begin with: four letters at that place are in texts as well."""


class Box(Struct, frozen=True):
    """A top-level box: its four-letter kind, where it begins, and how many bytes it says it has."""

    kind: str
    offset: int
    size: int

    @property
    def end(self) -> int:
        return self.offset + self.size


def top_level_boxes(path: Path) -> tuple[Box, ...]:
    """The boxes of a file in their order; the last one may claim to end behind the file's end.

    Empty for a file of another kind.  Raises OSError when the file cannot be read.
    """
    boxes: list[Box] = []
    length = path.stat().st_size
    with path.open("rb") as file:
        offset = 0
        while offset + 8 <= length and len(boxes) < _MANY:
            file.seek(offset)
            header = file.read(16)
            size, kind = int.from_bytes(header[:4], "big"), header[4:8]
            if size == 1:
                size = int.from_bytes(header[8:16], "big")
            elif size == 0:
                size = length - offset  # up to the end of the file
            if size < 8 or not kind.isascii() or not kind.decode("ascii").isprintable():
                break
            if not boxes and kind not in _FIRST:
                break
            boxes.append(Box(kind.decode("ascii"), offset, size))
            offset += size
    return tuple(boxes)


def is_cut_short(path: Path) -> bool:
    """Whether an MP4 or QuickTime file ends before its boxes do."""
    boxes = top_level_boxes(path)
    return bool(boxes) and boxes[-1].end > path.stat().st_size


def is_fast_start(path: Path) -> bool:
    """Whether the index stands before the pictures, so that a player can begin before it has all of it."""
    kinds = [box.kind for box in top_level_boxes(path)]
    return "moov" in kinds and "mdat" in kinds and kinds.index("moov") < kinds.index("mdat")
