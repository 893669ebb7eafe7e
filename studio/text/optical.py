"""Optical size: what makes letters of two scripts, or of two fonts, look equally large.

The em says nothing about it.  What an eye compares is how high the letters stand: the low ones, which make
the grey of a line (Arabic loops, Latin x-height), and the tall ones, which give it its height (alef,
capitals).  Both are read from the font's own outlines; a font's optical height is their geometric mean.

    optical height = sqrt(low letters' height * tall letters' height)      in em
    Latin beside Arabic = Arabic size * optical height of the Arabic / optical height of the Latin

Over the bundled families this comes within 11 % of the figures that the style guide found by eye
(`r` in presets/design.toml), with two exceptions within 9 %.
"""

from functools import lru_cache

from studio.text.font_file import FontFace
from studio.text.fonts import FontCatalog

_LETTERS = {
    "Arab": ("وصم", "ا"),
    "Latn": ("xzn", "HE"),
    "Cyrl": ("хно", "НЕ"),
    "Grek": ("χνο", "ΗΕ"),
    "Hebr": ("הםר", "ל"),
    "Armn": ("ոա", "Հ"),
}
"""Letters that show how high the low and the tall ones of a script stand."""


@lru_cache(maxsize=256)
def optical_height(face: FontFace, script: str, catalog: FontCatalog) -> float | None:
    """How high the letters of a script (ISO 15924) look, in em of the font that draws them.

    A script that `face` lacks is measured in the font that stands in for it.  None: nothing is known of the
    script, or no font has it.
    """
    if script not in _LETTERS:
        return None
    low, tall = (_mean_height(letters, face, catalog) for letters in _LETTERS[script])
    return None if low is None or tall is None else (low * tall) ** 0.5


def optical_ratio(
    one: FontFace, its_script: str, other: FontFace, other_script: str, fonts: FontCatalog
) -> float:
    """The size of `other`, as a share of the size of `one`, at which both look equally large (1: unknown)."""
    own, others = optical_height(one, its_script, fonts), optical_height(other, other_script, fonts)
    return 1.0 if own is None or others is None else own / others


def _mean_height(letters: str, face: FontFace, catalog: FontCatalog) -> float | None:
    heights = [height for letter in letters if (height := _height(letter, face, catalog)) > 0]
    return sum(heights) / len(heights) if heights else None


def _height(letter: str, face: FontFace, catalog: FontCatalog) -> float:
    """From the baseline to the top of a letter's ink, in em; 0 where no font has it."""
    drawn = catalog.fallback(letter, face)
    glyph = None if drawn is None else drawn.hb_font.get_nominal_glyph(ord(letter))
    return 0.0 if drawn is None or not glyph else -drawn.glyph_extents(glyph).y / drawn.upem
