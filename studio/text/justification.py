"""Lines that fill the width: some words lengthened, then spaces widened, else left as they are.

Kashida is the Arabic way to justify, and easily too much of it: long bars in every word turn a text grey and
hard to read.  So a line gets as few as will do, in the words with the best places, none longer than becomes
the font's style; what is then missing, its spaces share, and where that would tear holes the line stays
ragged.  The figures below are those of careful setting ("Text Layout Requirements for the Arabic Script",
W3C, section on justification, gives the reasons but no figures); each can be set in the text's style.
"""

from collections.abc import Mapping
from math import ceil

from msgspec import Struct

from studio.base.errors import FontError
from studio.text.fonts import FontCatalog, Style
from studio.text.kashida import legal_places
from studio.text.kashida_stretch import count_spaces, line_glyphs, respaced, space_width
from studio.text.kashida_words import WordKashida, stretchable_words
from studio.text.layout import Justification, ParagraphLayout

LONGEST: Mapping[Style, float] = {
    "naskh": 0.6,
    "nastaliq": 0.0,
    "ruqaa": 0.6,
    "kufi": 0.8,
    "sans": 0.5,
    "display": 0.6,
    "hand": 0.5,
    "emoji": 0.0,
}
"""em: the longest kashida by the style of the font.  Kufi is made of bars; a sans is soon too wide."""

MAX_GROWTH = 1.3
"""How much larger a headline may become to fill its width, after its words are lengthened."""

TIGHTEST = 0.8
"""Of its own width, how narrow a space may become where a text fits its box in no other way."""

_COMFORT = 1 / 3
"""Of its width, that a space may grow without being noticed: "auto" does no more where this is enough."""

_FORCED = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_TOLERANCE = 0.01  # px
_FILLED = 0.5
"""px by which a line may be narrower than the box and still look as wide."""


class _Reach(Struct, frozen=True):
    """What can be done for a line: words to lengthen, best first, each by at most `longest` px; px that all
    its spaces may grow together; and how many they are."""

    words: tuple[WordKashida, ...]
    longest: float
    spaces: float
    count: int

    @property
    def kashida(self) -> float:
        return self.longest * len(self.words)


def justified(layout: ParagraphLayout, catalog: FontCatalog) -> ParagraphLayout:
    """The layout with its lines filled as its `spec.justification` says; itself if that is None.

    The last line of a paragraph, and one that ends where the text breaks it, stays as it is unless
    `every_line` is set.  Nothing changes in a text without a `max_width`.
    """
    style = layout.spec.justification
    if style is None or layout.spec.max_width is None:
        return layout
    bars: dict[int, float] = {}
    spaces: dict[int, float] = {}
    for number, line in enumerate(layout.lines):
        needed = layout.width - line.box.width
        if needed <= _TOLERANCE or not (style.every_line or _is_inside(layout, number)):
            continue
        reach = _reach(layout, number, style, catalog)
        share = min(needed, 0.0 if _eases(reach, style, needed) else reach.kashida)
        rest = needed - share
        if rest > reach.spaces + _TOLERANCE:
            continue
        if share > 0:
            count = max(1, ceil(share / reach.longest - 1e-9))
            bars.update((word.word, share / count) for word in reach.words[:count])
        if rest > 0 and reach.count:
            spaces[number] = rest / reach.count
    return respaced(layout, bars, spaces) if bars or spaces else layout


def tightened(layout: ParagraphLayout, width: float) -> ParagraphLayout | None:
    """A layout in a narrower box: the spaces of lines that are too long become narrower.

    None where a line would need spaces narrower than TIGHTEST.  layout: not justified.
    """
    spaces: dict[int, float] = {}
    for number, line in enumerate(layout.lines):
        excess = line.box.width - width
        if excess > 0:
            if excess > (1 - TIGHTEST) * space_width(layout, number):
                return None
            spaces[number] = -excess / count_spaces(layout, number)
    return respaced(layout, {}, spaces, width)


def lacks_kashida(layout: ParagraphLayout) -> bool:
    """Whether the text has legal places for a kashida and its fonts can draw it at none of them."""
    return bool(legal_places(layout.spec.text)) and not stretchable_words(layout)


def fills_its_width(layout: ParagraphLayout) -> bool:
    """Whether every line that holds anything is as wide as the box."""
    return all(line.box.width >= layout.width - _FILLED for line in layout.lines if line.end > line.start)


def growth_to_width(layout: ParagraphLayout, catalog: FontCatalog) -> float:
    """By which factor a text should be larger so that its lines can be filled, 1 to MAX_GROWTH.

    The smallest at which kashida fills every line that it can fill at all, or kashida and spaces do; lines
    that nothing fills do not count.  No line becomes wider than the box.
    """
    layout, style = layout.unstretched, layout.spec.justification
    widths = [line.box.width for line in layout.lines]
    if style is None or layout.spec.max_width is None or not max(widths, default=0.0):
        return 1.0
    most = min(layout.width / max(widths), MAX_GROWTH)
    wanted = [1.0]
    for number, width in enumerate(widths):
        reach = _reach(layout, number, style, catalog)
        if layout.width <= (width + reach.kashida) * most:
            wanted.append(layout.width / (width + reach.kashida))
        elif layout.width <= (width + reach.kashida + reach.spaces) * most:
            wanted.append(most)
    return max(1.0, min(max(wanted), most))


def _is_inside(layout: ParagraphLayout, number: int) -> bool:
    """Whether a line ends where it was full, not where the paragraph or the author ended it."""
    text, end = layout.spec.text, layout.lines[number].end
    return end < len(text) and text[end] not in _FORCED and text[end - 1 : end] not in _FORCED


def _eases(reach: _Reach, style: Justification, needed: float) -> bool:
    """Whether spaces alone fill the line, by the style or without being noticed."""
    if style.method == "auto":
        return bool(style.space_growth) and needed <= reach.spaces / style.space_growth * _COMFORT
    return style.method == "spaces"


def _reach(layout: ParagraphLayout, number: int, style: Justification, catalog: FontCatalog) -> _Reach:
    spaces = space_width(layout, number) * style.space_growth
    count = count_spaces(layout, number)
    if style.method == "spaces":
        return _Reach((), 0.0, spaces, count)
    letters: dict[int, set[int]] = {}
    for index in line_glyphs(layout, number):
        glyph = layout.glyphs[index]
        letters.setdefault(glyph.word, set()).add(glyph.letter)
    places = stretchable_words(layout)
    able = [places[word] for word in letters if word in places]
    # Words of two letters last: a bar is as long as they are.  Of equals, those nearer to the line's end.
    able.sort(key=lambda one: (len(letters[one.word]) < 3, one.place.preference, -one.word))
    allowed = able[: max(1, int(style.share * len(letters)))]
    longest = min((_longest(layout, one, style, catalog) for one in allowed), default=0.0)
    return _Reach(tuple(allowed) if longest > 0 else (), longest, spaces, count)


def _longest(layout: ParagraphLayout, one: WordKashida, style: Justification, catalog: FontCatalog) -> float:
    glyph = layout.glyphs[one.glyph]
    if style.longest is not None:
        return style.longest * glyph.size
    try:
        kind = catalog.family(glyph.face.family).style
    except FontError:  # a font file that is used without being in the catalogue
        kind = "sans"
    return LONGEST[kind] * glyph.size
