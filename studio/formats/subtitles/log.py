"""What a reader tells while it reads."""

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from studio.formats.subtitles.types import Mended, MendKind

_LONGEST = 300
"""Characters of a text that is told of."""


class Log:
    """Collects what was mended.  Lines are the file's; which cue they belong to is known in the end."""

    def __init__(self) -> None:
        self._told: list[Mended] = []

    def tell(self, kind: MendKind, *, line: int = 0, cue: int = 0, was: str = "", became: str = "") -> None:
        self._told.append(Mended(kind, line, cue, _short(was), _short(became)))

    def told(self, cue_lines: Sequence[int] = ()) -> tuple[Mended, ...]:
        """All of it by line.  cue_lines: where each cue begins, in the order of cues."""
        starts = sorted((line, number) for number, line in enumerate(cue_lines, 1) if line)
        lines = [line for line, _ in starts]

        def placed(one: Mended) -> Mended:
            if one.cue or not one.line or not lines:
                return one
            index = bisect_right(lines, one.line) - 1
            return replace(one, cue=starts[index][1]) if index >= 0 else one

        return tuple(sorted(map(placed, self._told), key=lambda one: one.line))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
