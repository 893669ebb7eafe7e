"""How large a font looks: the sizes at which two fonts, or two scripts, look equal.

The design gives these figures for the bundled families (`FontMetrics`: k, r); for a person's own font they
are measured here in the same way.  Arabic fonts differ in how much of their em the letters fill, by a
quarter and more, so one size in px for all of them would make some shout and some whisper.
"""

from functools import lru_cache

import uharfbuzz as hb
from msgspec import Struct

from studio.text.font_file import FontFace

# The mean height of these letters as they stand alone (dal, heh, tah, hah: low and high ones, none with
# dots), compared with Cairo's, gives the style guide's k of the 14 families of its table to within 0.03 on
# average, and compared with the x-height its r to within 0.02.
_LETTERS = "دهطح"
_REFERENCE = 0.5543
"""Their height in Cairo, em."""
_R_SCALE = 0.916
"""Letter height by x-height where the two look equal."""
_BOUNDS = (0.5, 2.0)
_SAMPLES = ("لجج", "كعع", "طحي", "إليهم")
_LEVEL, _LINE_SHARE = 1.4, 0.8
"""Ink height of words (em) that needs no more room, and how much of what is beyond goes to the line."""


class OpticalSize(Struct, frozen=True):
    """k: by how much to set Arabic larger than in Cairo.  r: Latin beside it, as a part of the Arabic size.

    line: what tall and sloping letters add to a kufi's line height, as a multiple of the size.
    """

    k: float = 1.0
    r: float = 1.0
    line: float = 0.0


@lru_cache(maxsize=256)
def optical_size(arabic: FontFace, latin: FontFace | None = None) -> OpticalSize:
    """Measure a font; `latin` is the face of its Latin letters.  1 for a script that it does not have."""
    if not all(arabic.covers(ord(letter)) for letter in _LETTERS):
        return OpticalSize()
    height = sum(_ink(arabic, letter)[0] for letter in _LETTERS) / len(_LETTERS)
    x_height = _ink(latin, "x")[0] if latin is not None and latin.covers(ord("x")) else 0.0
    if height <= 0:
        return OpticalSize()
    k = _bounded(_REFERENCE / height)
    r = _bounded(_R_SCALE * height / x_height) if x_height > 0 else 1.0
    top = max(_ink(arabic, sample)[0] for sample in _SAMPLES)
    bottom = min(_ink(arabic, sample)[1] for sample in _SAMPLES)
    return OpticalSize(k, r, round(_LINE_SHARE * max(0.0, top - bottom - _LEVEL), 2))


def _bounded(value: float) -> float:
    return round(min(_BOUNDS[1], max(_BOUNDS[0], value)), 2)


def _ink(face: FontFace, text: str) -> tuple[float, float]:
    """Top and bottom of the ink of a word above the baseline, em."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face.hb_font, buffer)
    top = bottom = 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        box = face.glyph_extents(info.codepoint)
        if box.height:
            top = max(top, place.y_offset - box.y)
            bottom = min(bottom, place.y_offset - box.bottom)
    return top / face.upem, bottom / face.upem
