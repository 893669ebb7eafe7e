"""Letters that settle out of others: joined words stay joined, and stand in the places of the finished ones.

Each joined group is shaped anew with its other letters (`studio.text.substitutes`) and fitted to the width
that it has in the end, so neither words nor lines move.
"""

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from studio.animation.noise import hash_unit
from studio.base.geometry import Affine
from studio.model.animation import TextUnit
from studio.scene.display_list import Operation
from studio.scene.drawing import as_one
from studio.scene.writing.content import TextContent
from studio.scene.writing.paint import glyph_operations
from studio.scene.writing.shared import chunks_of, levels_of
from studio.text.stages import Chunk, letters_shaped, with_glyphs
from studio.text.substitutes import scrambled, without_coarse_pairs

_NARROWEST, _WIDEST = 0.8, 1.25
"""How far strange letters may be pressed together or pulled apart to take the width of the right ones."""


class Scrambled(Struct, frozen=True):
    """A text in other letters: `letters` has one for each of the text's, `settled` the right ones' numbers.

    strength: how far (0 … 1) the text has come.
    """

    content: TextContent
    letters: tuple[str, ...]
    settled: frozenset[int]
    strength: float

    @property
    def standing(self) -> TextContent | None:
        """Other letters stand on their own."""
        return None

    def operations(self, transform: Affine, opacity: float) -> Sequence[Operation]:
        """What is seen under a map of the canvas and an opacity."""
        content = self.content
        there: list[int] = []
        strange: list[tuple[TextContent, Affine]] = []
        for chunk in chunks_of(content):
            other = _in_other_letters(content, chunk, self.letters[chunk.first : chunk.end])
            if other is None:
                there += chunk.glyphs
            else:
                strange.append(other)
        found: list[Operation] = []
        for level in levels_of(content):
            if there:
                found += glyph_operations(content, tuple(there), transform, 1.0, None, level)
            for another, fitted in strange:
                glyphs = tuple(
                    range(len(another.layout.glyphs))
                )  # named: spans' grounds belong to these alone
                found += glyph_operations(another, glyphs, fitted.then(transform), 1.0, None, level)
        return as_one(found, opacity * self.strength)


@lru_cache(maxsize=256)
def letters_at(content: TextContent, settled: frozenset[int], tick: int, seed: int) -> tuple[str, ...]:
    """The letters of a text at a tick; the same for the same seed."""
    letters, words = _letters_and_words(content)
    found = list(scrambled(letters, words, settled, lambda place: hash_unit(seed * 65_537 + tick, place)))
    for chunk in chunks_of(content):
        # Where they would need too much pressing, the right letters come back, from the last one on.
        for place in range(chunk.end - 1, chunk.first - 1, -1):
            if _fits(content, chunk, tuple(found[chunk.first : chunk.end])):
                break
            found[place] = letters[place]
    return without_coarse_pairs(found, letters, words)


def _fits(content: TextContent, chunk: Chunk, letters: tuple[str, ...]) -> bool:
    if letters == _letters_and_words(content)[0][chunk.first : chunk.end]:
        return True
    shaped = letters_shaped(content.layout, chunk, letters)
    if shaped is None or shaped.width <= 0:
        return False
    alone = chunk.end - chunk.first == 1  # it need not be pulled apart
    growth = chunk.width / shaped.width
    return _NARROWEST <= growth <= (2 if alone else _WIDEST)


@lru_cache(maxsize=64)
def _letters_and_words(content: TextContent) -> tuple[tuple[str, ...], tuple[int, ...]]:
    layout = content.layout
    boxes = layout.units(TextUnit.LETTER)
    letters = tuple(layout.spec.text[box.start : box.end] for box in boxes)
    words = layout.units(TextUnit.WORD)
    numbers: list[int] = []
    for word in words:
        while len(numbers) < len(boxes) and boxes[len(numbers)].start < word.end:
            numbers.append(word.index)
    return letters, tuple(numbers)


@lru_cache(maxsize=1024)
def _in_other_letters(
    content: TextContent, chunk: Chunk, letters: tuple[str, ...]
) -> tuple[TextContent, Affine] | None:
    """A chunk in other letters and how they are fitted into its place; None where they are its own."""
    layout = content.layout
    boxes = layout.units(TextUnit.LETTER)[chunk.first : chunk.end]
    if all(
        layout.spec.text[box.start : box.end] == letter for box, letter in zip(boxes, letters, strict=True)
    ):
        return None
    shaped = letters_shaped(layout, chunk, letters)
    if shaped is None or not shaped.glyphs or shaped.width <= 0:
        return None
    other = content.with_layout(with_glyphs(layout, shaped.glyphs))
    growth = chunk.width / shaped.width
    if chunk.end - chunk.first == 1:
        growth = min(growth, 1.0)
    forward = -1 if chunk.rtl else 1
    spare = chunk.width - shaped.width * growth
    edge = content.x + chunk.edge
    # Pulled from the side where reading begins; what room is left, half on either side.
    return other, Affine.scaling(growth, 1).about(edge, 0).then(Affine.translation(forward * spare / 2, 0))
