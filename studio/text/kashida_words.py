"""The words of a laid-out text that can be lengthened, and where: legal by the scribes' rules, and such that
their font draws the letters as they are beside a bar."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from studio.model.animation import TextUnit
from studio.text.font_file import FontFace
from studio.text.kashida import KashidaPlace, best_first, legal_places
from studio.text.kashida_font import KashidaBar, group_glyphs, kashida_bar
from studio.text.layout import ParagraphLayout, PlacedGlyph
from studio.text.shaping import glyph_facts
from studio.text.units import UnitBox


class WordKashida(NamedTuple):
    """Where a word can be lengthened.  glyph: index of the glyph at whose left the bar is drawn."""

    word: int
    line: int
    glyph: int
    bar: KashidaBar
    place: KashidaPlace


def stretchable_words(layout: ParagraphLayout) -> Mapping[int, WordKashida]:
    """The words that have a legal place which their font can lengthen, by index: the best place of each."""
    found = layout.kept.get(WordKashida)
    if found is None:
        found = {one.word: one for one in _find_places(layout)}
        layout.kept[WordKashida] = found
    stretchable: Mapping[int, WordKashida] = found
    return stretchable


def _find_places(layout: ParagraphLayout) -> Iterator[WordKashida]:
    places = legal_places(layout.spec.text)
    if not places:
        return
    words = layout.units(TextUnit.WORD)
    glyphs_of = layout.glyphs_by_unit[TextUnit.WORD]
    ordered = iter(places)
    place = next(ordered, None)
    for word in words:
        here = []
        while place is not None and place.position < word.end:
            if place.position >= word.start:
                here.append(place)
            place = next(ordered, None)
        for choice in best_first(here):
            usable = _usable(layout, word, glyphs_of[word.index], choice)
            if usable is not None:
                yield usable
                break


def _usable(
    layout: ParagraphLayout, word: UnitBox, indexes: Sequence[int], place: KashidaPlace
) -> WordKashida | None:
    before = [
        index
        for index in indexes
        if layout.glyphs[index].start < place.position and layout.glyphs[index].advance > 0
    ]
    if not before:
        return None
    index = max(before, key=lambda one: (layout.glyphs[one].start, -one))
    letter = layout.glyphs[index]
    group = layout.units(TextUnit.GROUP)[letter.group]
    if not letter.rtl or letter.is_color or not group.start < place.position < group.end:
        return None
    members = [layout.glyphs[one] for one in indexes if layout.glyphs[one].group == letter.group]
    text, language = layout.spec.text[group.start : group.end], layout.spec.language
    if not _is_shaped_alone(letter.face, text, language, members):
        return None
    bar = kashida_bar(letter.face, text, place.position - group.start, language)
    return None if bar is None else WordKashida(word.index, word.line, index, bar, place)


def _is_shaped_alone(face: FontFace, text: str, language: str, members: Sequence[PlacedGlyph]) -> bool:
    """Whether the group has the same glyphs as when shaped by itself: only then is the font's answer true."""
    return tuple(glyph.glyph_id for glyph in members) == _drawn_glyphs(face, text, language) and all(
        glyph.face is face or glyph.face == face for glyph in members
    )


@lru_cache(maxsize=4096)
def _drawn_glyphs(face: FontFace, text: str, language: str) -> tuple[int, ...]:
    return tuple(
        glyph for glyph in group_glyphs(face, text, language) if not glyph_facts(face, glyph).ink.is_empty
    )
