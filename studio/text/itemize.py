"""Runs: stretches of one bidi level, one script and one font, which is what HarfBuzz shapes at once.

    نشر Zoë كتابًا   ->   [نشر ] Arab, level 1    [Zoë] Latn, level 2    [ كتابًا] Arab, level 1

Scripts follow UAX #24: a common character (space, digit, comma) takes the script before it, a closing bracket
or quotation mark that of its opening one, and what stands at the start takes the first script to come.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct

from studio.base.languages import RTL_SCRIPTS, is_rtl, script_of
from studio.text import script_table
from studio.text.bidi import Direction
from studio.text.coverage import needs_glyph
from studio.text.font_file import FontFace
from studio.text.fonts import EMOJI_FAMILY, FontCatalog
from studio.text.graphemes import grapheme_boundaries
from studio.text.unicode_data import CLOSING_BRACKET, PropertyLookup

_MAX_OPEN_BRACKETS = 63  # as in UAX #9, BD16
_CURSIVE = frozenset({"Arab", "Syrc", "Nkoo", "Rohg", "Adlm"})
_COMMON = frozenset({"Zyyy", "Zinh", "Zzzz"})
_PAIRS = CLOSING_BRACKET | {"«": "»", "“": "”", "‘": "’", "‹": "›", "„": "“"}
_CLOSING = frozenset(_PAIRS.values())


class Run(Struct, frozen=True):
    """Code points [start, end) of one level, script (ISO 15924) and face; `face` None: no font has them."""

    start: int
    end: int
    level: int
    script: str
    face: FontFace | None

    @property
    def is_rtl(self) -> bool:
        return self.level % 2 == 1


@cache
def _scripts() -> PropertyLookup:
    return PropertyLookup(script_table.RANGES, script_table.DEFAULT)


def language_direction(language: str) -> Direction:
    """The direction of text that has no strong character."""
    return Direction.RTL if is_rtl(language) else Direction.LTR


def itemize(
    text: str, levels: Sequence[int], base_level: int, primary: FontFace, language: str, catalog: FontCatalog
) -> tuple[Run, ...]:
    """The runs of one paragraph in logical order; together they cover `text` without a gap.

    No grapheme cluster is cut, so every mark comes from the font of its letter, and joined letters come from
    one font where one has them all.
    """
    if not text:
        return ()
    script = _only_script(text, levels, base_level, primary)
    if script is not None:
        return (Run(0, len(text), base_level, script, primary),)
    return itemize_mixed(text, levels, base_level, primary, language, catalog)


_PLAIN = re.compile("[ -~\u0600-\u06ff]*")
"""Letters, marks and signs of which none is ever a picture: so coverage alone decides about the font."""


def _only_script(text: str, levels: Sequence[int], base_level: int, primary: FontFace) -> str | None:
    """The script of a text that is plainly one run: of one level and script, all of it in one font.

    Common characters belong to that script then.  None: it has to be looked at letter by letter.
    """
    if not _PLAIN.fullmatch(text) or any(level != base_level for level in levels):
        return None
    letters = set(text)
    scripts = {_scripts()[letter] for letter in letters} - {"Zyyy", "Zinh"}
    if len(scripts) != 1 or not set(map(ord, letters)) <= primary.characters:
        return None
    (script,) = scripts
    return script if (script in RTL_SCRIPTS) == (base_level % 2 == 1) else None


def itemize_mixed(
    text: str, levels: Sequence[int], base_level: int, primary: FontFace, language: str, catalog: FontCatalog
) -> tuple[Run, ...]:
    """The runs of any text, found letter by letter."""
    scripts = resolve_scripts(text, levels, base_level, script_of(language))
    runs: list[Run] = []
    for start, end, face in _faces(text, primary, catalog):
        level, script = levels[start], scripts[start]
        last = runs[-1] if runs else None
        if last and last.level == level and last.script == script and last.face is face:
            runs[-1] = Run(last.start, end, level, script, face)
        else:
            runs.append(Run(start, end, level, script, face))
    return tuple(runs)


def resolve_scripts(text: str, levels: Sequence[int], base_level: int, main: str) -> list[str]:
    """The script of each code point, common ones resolved; `main` is the script of the text's language."""
    raw = list(map(_scripts().__getitem__, text))
    current = next((script for script in raw if script not in _COMMON), main)
    open_brackets: list[tuple[str, str]] = []
    resolved: list[str] = []
    for char, script, level in zip(text, raw, levels, strict=True):
        if script == "Zinh":
            resolved.append(resolved[-1] if resolved else current)
        elif script in _COMMON:
            resolved.append(_script_of_common(char, current, level, base_level, main, open_brackets))
        else:
            current = script
            resolved.append(script)
    return resolved


def _script_of_common(
    char: str, current: str, level: int, base_level: int, main: str, open_brackets: list[tuple[str, str]]
) -> str:
    if char in _CLOSING:
        for depth in range(len(open_brackets) - 1, -1, -1):
            closing, script = open_brackets[depth]
            if closing == char:
                del open_brackets[depth:]
                return script
    script = current
    # What bidi has put outside the foreign words belongs to the text around them.
    if level == base_level and (current in RTL_SCRIPTS) != (level % 2 == 1):
        fitting = (main in RTL_SCRIPTS) == (level % 2 == 1)
        script = main if fitting else ("Arab" if level % 2 else "Latn")
    if char in _PAIRS and len(open_brackets) < _MAX_OPEN_BRACKETS:
        open_brackets.append((_PAIRS[char], script))
    return script


def _faces(text: str, primary: FontFace, catalog: FontCatalog) -> Iterator[tuple[int, int, FontFace | None]]:
    """(start, end, face) of each grapheme cluster."""
    boundaries = grapheme_boundaries(text)
    clusters = list(pairwise(boundaries))
    faces: list[FontFace | None] = []
    mixed = False
    found: dict[str, FontFace | None] = {}
    for start, end in clusters:
        cluster = text[start:end]
        if cluster not in found:
            found[cluster] = _face_of(cluster, primary, catalog)
        face = found[cluster]
        if face is not primary and not _is_drawn(cluster):
            face = faces[-1] if faces else primary
        mixed = mixed or face is not primary
        faces.append(face)
    if mixed:
        _keep_joined_letters_together(text, clusters, faces, primary, catalog)
    for (start, end), face in zip(clusters, faces, strict=True):
        yield start, end, face


@lru_cache(maxsize=16_384)
def _face_of(cluster: str, primary: FontFace, catalog: FontCatalog) -> FontFace | None:
    return catalog.fallback(cluster, primary)


@lru_cache(maxsize=4096)
def _is_drawn(cluster: str) -> bool:
    return any(needs_glyph(ord(char)) for char in cluster)


def _keep_joined_letters_together(
    text: str,
    clusters: Sequence[tuple[int, int]],
    faces: list[FontFace | None],
    primary: FontFace,
    catalog: FontCatalog,
) -> None:
    """Where a font lacks a letter of an Arabic word, take the whole word from a font that has all of it.

    Strokes of two fonts do not meet, and a word of two designs looks broken.
    """
    first = 0
    while first < len(clusters):
        last = first
        while last < len(clusters) and _is_cursive(text[clusters[last][0]]):
            last += 1
        if last - first > 1 and len(set(faces[first:last])) > 1:
            word = text[clusters[first][0] : clusters[last - 1][1]]
            face = catalog.fallback(word, primary)
            if face is not None:
                faces[first:last] = [face] * (last - first)
        first = max(last, first + 1)


@lru_cache(maxsize=4096)
def _is_cursive(char: str) -> bool:
    return char == "ـ" or (unicodedata.category(char)[0] == "L" and _scripts()[char] in _CURSIVE)


def is_emoji_face(face: FontFace) -> bool:
    """Whether a face is the bundled font of colour pictures, whose size no optical ratio changes."""
    return face.family == EMOJI_FAMILY
