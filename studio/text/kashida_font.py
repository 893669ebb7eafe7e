"""What a font can do with a kashida: measured, never believed.

A place is usable when one U+0640 there, shaped, is one glyph with ink and leaves every other glyph of the
joined letters as it is: the same glyphs, advances and offsets.  Then the letters can be drawn as they are
without it, and the bar be pushed in between at any length.  Where a font has a ligature or another form of
the letter there, the place is left alone.
"""

from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

import uharfbuzz as hb

from studio.base.geometry import Path, Rect
from studio.text.font_file import FontFace
from studio.text.kashida import TATWEEL, legal_places

KashidaCapability = Literal["stretch", "swap", "none"]

_EVENNESS = 0.02
"""em by which the bar's upper and lower edge may rise or sink along it; Amiri's curve stays within 0.005."""

_JOIN_STEP = 0.035
"""em by which the bar's edges may differ from those of the letters that it joins."""

_SAME = 0.0005
"""em by which heights may differ and still be the same."""

_NEAR = 0.02
"""em around the join in which the letter's stroke is looked at: some fonts end it with a slanted edge."""

_SAMPLES = ("بيت", "كتب", "محمد", "سلام", "علم", "عظيم", "صلة", "فجر", "لهم", "قطع", "تفتح", "مستقبل")
"""Words whose joins hold every kind of letter shape."""

_ABLE = 0.25
"""Share of the samples' places that a font must leave as they are to be called able."""


class KashidaBar(NamedTuple):
    """A tatweel glyph between two letters, in font units.

    advance: its own length.  x: from the origin of the letter before it (in reading order; it stands on the
    right) to where the bar's advance ends; the bar lies to the left of that.  offset: of its origin from its
    pen.  y: from the letter's origin, down.  scale, rise: what its own heights (y down) are multiplied by and
    then moved, so that its edges are exactly those of its letters (Scheherazade New Bold draws them apart).
    """

    face: FontFace
    glyph_id: int
    advance: int
    x: int
    offset: int
    y: int
    scale: float = 1.0
    rise: float = 0.0

    @property
    def ink(self) -> Rect:
        """Around its own outline at its own length, from its origin."""
        box = self.face.outline(self.glyph_id).bounds
        return Rect(box.x, box.y * self.scale + self.rise, box.width, box.height * self.scale)


class _Glyph(NamedTuple):
    glyph_id: int
    cluster: int
    advance: int
    x_offset: int
    y_offset: int


@lru_cache(maxsize=8192)
def kashida_bar(face: FontFace, letters: str, position: int, language: str) -> KashidaBar | None:
    """The bar of a kashida before `letters[position]`, or None if the font cannot draw one there.

    letters: a joined group (or a word) of Arabic.  language: BCP 47; may be empty.
    """
    if not face.covers(ord(TATWEEL)):
        return None
    plain = _shape(face, letters, language)
    if position not in {glyph.cluster for glyph in plain}:
        return None  # within a ligature
    longer = _shape(face, letters[:position] + TATWEEL + letters[position:], language)
    bars = [number for number, glyph in enumerate(longer) if glyph.cluster == position]
    others = [
        glyph._replace(cluster=glyph.cluster - (glyph.cluster > position))
        for glyph in longer
        if glyph.cluster != position
    ]
    if len(bars) != 1 or others != plain or any(glyph.glyph_id == 0 for glyph in longer):
        return None
    pens = list(accumulate((glyph.advance for glyph in longer), initial=0))
    number = bars[0]
    bar = longer[number]
    right = next((n for n in range(number + 1, len(longer)) if longer[n].advance > 0), None)
    left = next((n for n in range(number - 1, -1, -1) if longer[n].advance > 0), None)
    edges = band(face, bar.glyph_id)
    if right is None or left is None or bar.advance <= 0 or edges is None:
        return None
    start = pens[number + 1] - pens[right] - longer[right].x_offset
    sink = longer[right].y_offset - bar.y_offset
    end = pens[number] - pens[left] - longer[left].x_offset
    if not (
        _meets(face, longer[right], start, edges, sink)
        and _meets(face, longer[left], end, edges, longer[left].y_offset - bar.y_offset)
    ):
        return None
    heights = [
        _heights(face, longer[right], start, edges, sink),
        _heights(face, longer[left], end, edges, longer[left].y_offset - bar.y_offset),
    ]
    scale, rise = _fitted(face, bar.glyph_id, edges, heights)
    return KashidaBar(face, bar.glyph_id, bar.advance, start, bar.x_offset, sink, scale, rise)


_Edges = tuple[float, float]


def _heights(face: FontFace, letter: _Glyph, x: float, edges: _Edges, sink: float) -> _Edges | None:
    """The edges of the letter's stroke at the join, nearest to the bar's; None where it ends there."""
    ys = [y - sink for y in crossings(face.outline(letter.glyph_id), x)]
    if not ys:
        return None
    top, bottom = (min(ys, key=lambda y: abs(y - edge)) for edge in edges)
    return top, bottom


def _fitted(
    face: FontFace, glyph_id: int, edges: _Edges, heights: list[_Edges | None]
) -> tuple[float, float]:
    """Scale and rise that bring a straight bar to the edges of both letters, where these agree."""
    right, left = heights
    same = face.upem * _SAME
    outline = face.outline(glyph_id)
    box = outline.bounds
    ends = [_span(outline, box.x + box.width * share) for share in (0.25, 0.75)]
    straight = all(abs(a - b) <= same for end in ends for a, b in zip(end, edges, strict=True))
    if right is None or left is None or not straight:
        return 1.0, 0.0
    if any(abs(a - b) > same for a, b in zip(right, left, strict=True)):
        return 1.0, 0.0
    steps = [abs(a - b) for a, b in zip(right, edges, strict=True)]
    if max(steps) <= same or max(steps) > _JOIN_STEP * face.upem:
        return 1.0, 0.0
    scale = (right[1] - right[0]) / (edges[1] - edges[0])
    return scale, right[0] - edges[0] * scale


def group_glyphs(face: FontFace, letters: str, language: str) -> tuple[int, ...]:
    """The glyphs of a joined group shaped by itself, from left to right."""
    return tuple(glyph.glyph_id for glyph in _shape(face, letters, language))


def _meets(face: FontFace, letter: _Glyph, x: float, edges: _Edges, sink: float) -> bool:
    """Whether the letter's stroke has about the bar's upper and lower edge near x, where they meet."""
    outline = face.outline(letter.glyph_id)
    near = _NEAR * face.upem
    ys = [y for at in (x - near, x, x + near) for y in crossings(outline, at)]
    allowed = _JOIN_STEP * face.upem
    return all(any(abs(y - edge - sink) <= allowed for y in ys) for edge in edges)


def _shape(face: FontFace, text: str, language: str) -> list[_Glyph]:
    buffer = hb.Buffer()
    buffer.add_codepoints(list(map(ord, text)))
    buffer.direction, buffer.script = "rtl", "Arab"
    if language:
        buffer.language = language
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(face.hb_font, buffer)
    return [
        _Glyph(info.codepoint, info.cluster, at.x_advance, at.x_offset, at.y_offset)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


@lru_cache(maxsize=1024)
def band(face: FontFace, glyph_id: int) -> tuple[float, float] | None:
    """Top and bottom (font units, y down) of a bar that is about the same all along; else None."""
    outline = face.outline(glyph_id)
    if outline.is_empty:
        return None
    box = outline.bounds
    spans = [_span(outline, box.x + box.width * share) for share in (0.25, 0.4, 0.5, 0.6, 0.75)]
    tops, bottoms = [top for top, _ in spans], [bottom for _, bottom in spans]
    allowed = _EVENNESS * face.upem
    if max(tops) - min(tops) > allowed or max(bottoms) - min(bottoms) > allowed:
        return None
    return tops[2], bottoms[2]


def _span(outline: Path, x: float) -> tuple[float, float]:
    """Highest and lowest ink at x; (0, 0) where there is none."""
    ys = crossings(outline, x)
    return (min(ys), max(ys)) if ys else (0.0, 0.0)


_STEPS = 12  # straight pieces of a curve


def crossings(outline: Path, x: float) -> list[float]:
    """The heights at which the outline crosses the vertical line at x."""
    ys = []
    start = here = (0.0, 0.0)
    for verb, numbers in outline.segments():
        if verb == "M":
            start = here = (numbers[0], numbers[1])
            continue
        controls = [here, *zip(numbers[0::2], numbers[1::2], strict=True)] if numbers else [here, start]
        if min(controls)[0] <= x < max(controls)[0]:
            points = [controls[-1]] if verb in "LZ" else [_on_curve(controls, n / _STEPS) for n in _TURNS]
            for point in points:
                if (here[0] <= x) != (point[0] <= x):
                    ys.append(here[1] + (point[1] - here[1]) * (x - here[0]) / (point[0] - here[0]))
                here = point
        here = controls[-1]
    return ys


_TURNS = range(1, _STEPS + 1)


def _on_curve(controls: list[tuple[float, float]], t: float) -> tuple[float, float]:
    """De Casteljau's construction."""
    while len(controls) > 1:
        controls = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(controls)]
    return controls[0]


@lru_cache(maxsize=512)
def kashida_capability(face: FontFace) -> KashidaCapability:
    """What a face can do, by shaping sample words and looking at the bar between their letters.

    "stretch": its tatweel is an even bar that meets the letters at their height, alone as well as in a run.
    "swap": runs of tatweel become other glyphs, or most letters change beside one: it is stretched only
    where the letters stay as they are.  "none": it has no bar, or one that does not fit its letters.
    """
    places = [(word, place.position) for word in _SAMPLES for place in legal_places(word)]
    usable = sum(kashida_bar(face, word, position, "ar") is not None for word, position in places)
    if usable < _ABLE * len(places):
        return "none"
    run = [glyph.glyph_id for glyph in _shape(face, "بـــــب", "ar") if 1 <= glyph.cluster <= 5]
    return "stretch" if len(run) == 5 and len(set(run)) == 1 and usable > 2 * _ABLE * len(places) else "swap"
