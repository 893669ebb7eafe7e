"""Shaping by HarfBuzz: one run of one font to glyphs with places, in font units.

Shaping does not depend on the size, so a run is shaped once for all sizes. Arabic letters take their joined
forms across runs: HarfBuzz is given the letters around the run as context.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb
from msgspec import Struct

from studio.base.geometry import Rect
from studio.text.coverage import needs_glyph
from studio.text.font_file import FontFace
from studio.text.itemize import Run

_CONTEXT = 8  # code points on either side; HarfBuzz looks at 5
_UNSAFE_TO_BREAK = int(hb.GlyphFlags.UNSAFE_TO_BREAK)
_REPLACEMENT = 0xFFFD
_INVISIBLE = 0x200B  # zero width space: HarfBuzz leaves it out
_NOTDEF = 0


class ShapedGlyph(NamedTuple):
    """A glyph of a run. Measures in font units, y up as HarfBuzz gives them.

    cluster: index of the first code point that it stands for. unsafe: a line that begins at this cluster (or
    ends before it) has to be shaped anew.
    """

    glyph_id: int
    cluster: int
    x_advance: int
    x_offset: int
    y_offset: int
    unsafe: bool


class ShapedRun(Struct, frozen=True):
    """A run with its glyphs from left to right, and `missing`: clusters that the font has no glyph for.

    keys: per glyph, ascending: the cluster (left to right) or its negative (right to left), for searching.
    """

    run: Run
    glyphs: tuple[ShapedGlyph, ...]
    keys: tuple[int, ...]
    missing: tuple[int, ...] = ()

    def glyphs_between(self, start: int, end: int) -> tuple[ShapedGlyph, ...]:
        """The glyphs of the clusters in [start, end), from left to right."""
        if start <= self.run.start and end >= self.run.end:
            return self.glyphs
        if self.run.is_rtl:
            return self.glyphs[bisect_right(self.keys, -end) : bisect_right(self.keys, -start)]
        return self.glyphs[bisect_left(self.keys, start) : bisect_left(self.keys, end)]


class GlyphFacts(NamedTuple):
    """What a glyph is wherever it stands: ink box in font units (y down), and of which kind it is."""

    ink: Rect
    is_mark: bool
    is_color: bool


def shaping_codepoints(text: str) -> list[int]:
    """What HarfBuzz is given: lone surrogates replaced, tabs as spaces, controls hidden."""
    if text.isascii() and text.isprintable():
        return list(map(ord, text))
    found = []
    for char in text:
        code = ord(char)
        if code == 0x09:
            code = 0x20
        elif 0xD800 <= code < 0xE000:
            code = _REPLACEMENT
        elif code < 0x20 or 0x7F <= code < 0xA0 or code in (0x2028, 0x2029):
            code = _INVISIBLE
        found.append(code)
    return found


def shape_run(codepoints: Sequence[int], run: Run, language: str) -> ShapedRun:
    """Shape code points [run.start, run.end) of a paragraph.

    language: a BCP 47 tag, for forms that differ by language (Urdu, Sindhi, Kurdish…); may be empty.
    Glyphs that the font lacks are left out and named in `missing`; so is a run without a face.
    """
    if run.face is None:
        lacking = (index for index in range(run.start, run.end) if needs_glyph(codepoints[index]))
        return ShapedRun(run, (), (), tuple(lacking))
    buffer = hb.Buffer()
    begin = max(0, run.start - _CONTEXT)
    context = codepoints[begin : run.end + _CONTEXT]
    buffer.add_codepoints(context, run.start - begin, run.end - run.start)
    buffer.direction = "rtl" if run.is_rtl else "ltr"
    buffer.script = run.script
    if language:
        buffer.language = language
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(run.face.hb_font, buffer)
    glyphs = []
    missing = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        cluster = info.cluster + begin
        if info.codepoint == _NOTDEF:
            missing.append(cluster)
            continue
        x_offset, y_offset, x_advance, _ = position.position
        unsafe = bool(info.flags.value & _UNSAFE_TO_BREAK)
        glyphs.append(ShapedGlyph(info.codepoint, cluster, x_advance, x_offset, y_offset, unsafe))
    sign = -1 if run.is_rtl else 1
    keys = tuple(glyph.cluster * sign for glyph in glyphs)
    return ShapedRun(run, tuple(glyphs), keys, tuple(sorted(set(missing))))


@lru_cache(maxsize=256)
def known_facts(face: FontFace) -> dict[int, GlyphFacts]:
    """Where `glyph_facts` are remembered, for loops over many glyphs of one face."""
    return {}


def glyph_facts(face: FontFace, glyph_id: int) -> GlyphFacts:
    """Facts about a glyph, read from the font once."""
    known = known_facts(face)
    if glyph_id not in known:
        known[glyph_id] = GlyphFacts(
            face.glyph_extents(glyph_id),
            face.is_mark_glyph(glyph_id),
            face.is_color_glyph(glyph_id),
        )
    return known[glyph_id]
