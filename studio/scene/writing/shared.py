"""What the modes of writing share."""

from functools import lru_cache

from studio.scene.writing.content import TextContent
from studio.scene.writing.paint import LEVELS, Level
from studio.text.stages import Chunk, find_chunks


@lru_cache(maxsize=64)
def chunks_of(content: TextContent) -> tuple[Chunk, ...]:
    """The letters of a text that are shaped together, found once."""
    return find_chunks(content.layout)


def levels_of(content: TextContent) -> tuple[Level | None, ...]:
    """In which passes parts of a text are painted, so that no shadow or line of one covers another's fill."""
    return LEVELS if content.has_below else (None,)
