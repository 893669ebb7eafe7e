"""Text that fits its box: the largest size between two bounds; headlines that fill its width.

What still does not fit at the smallest size is not cut in silence: `fits` is False and `reason` says why.
"""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from studio.text.fonts import FontCatalog
from studio.text.justification import growth_to_width, justified, tightened
from studio.text.layout import ParagraphLayout, TextSpec
from studio.text.paragraph import layout_paragraph

STEPS = 12
"""Sizes tried at most between the two bounds: neighbours differ by less than an eye notices in one text."""

_TOLERANCE = 0.01  # px


class FitProblem(StrEnum):
    """Why a text does not fit."""

    WORD_TOO_WIDE = "word too wide"
    TOO_MANY_LINES = "too many lines"
    TOO_HIGH = "too high"


class Fitted(Struct, frozen=True):
    """A text at the size that was found (em, canvas px). reason: None if it fits."""

    layout: ParagraphLayout
    size: float
    reason: FitProblem | None

    @property
    def fits(self) -> bool:
        return self.reason is None


def fit_paragraph(
    spec: TextSpec, catalog: FontCatalog, width: float, height: float | None, min_size: float
) -> Fitted:
    """Lay out `spec` in a box of `width` by `height` px (None: any height) at the largest size that fits.

    Sizes go down from `spec.size` to `min_size` (at most spec.size) in even steps; the line height goes with
    them. A size fits when no word is wider than the box, no line is dropped and the lines are not too high.
    Bisection takes it that what fits at one size fits at all smaller ones, and tries at most six sizes.
    What does not fit even at the smallest may do so with spaces a little narrower (`justification.TIGHTEST`).
    A text whose every line is to fill the width grows beyond `spec.size` where its words cannot be lengthened
    enough, by `justification.MAX_GROWTH` at most and never into more or other lines.
    """
    smallest = min(min_size, spec.size)
    steps = STEPS if smallest < spec.size else 0
    sizes = [spec.size + (smallest - spec.size) * step / STEPS for step in range(steps + 1)]
    found = _at_size(spec, catalog, width, height, sizes[0])
    if found.fits:
        return _filling(found, spec, catalog, width, height)
    if steps == 0:
        return _tightened(spec, catalog, width, height, spec.size) or found
    found = _at_size(spec, catalog, width, height, smallest)
    if not found.fits:
        return _tightened(spec, catalog, width, height, smallest) or found
    too_large, fitting = 0, steps
    while fitting - too_large > 1:
        middle = (too_large + fitting) // 2
        tried = _at_size(spec, catalog, width, height, sizes[middle])
        if tried.fits:
            found, fitting = tried, middle
        else:
            too_large = middle
    return found


def _filling(
    found: Fitted, spec: TextSpec, catalog: FontCatalog, width: float, height: float | None
) -> Fitted:
    if spec.justification is None or not spec.justification.every_line:
        return found
    growth = growth_to_width(found.layout, catalog)
    if height is not None and found.layout.height > 0:
        growth = min(growth, height / found.layout.height)
    if growth <= 1:
        return found
    grown = _at_size(spec, catalog, width, height, spec.size * growth)
    same = [(line.start, line.end) for line in grown.layout.lines] == [
        (line.start, line.end) for line in found.layout.lines
    ]
    return grown if grown.fits and same else found


_TIGHTER = (1.01, 1.02, 1.03)
"""Widths for which lines are broken that then become narrower: a fifth of their spaces is no more."""


def _tightened(
    spec: TextSpec, catalog: FontCatalog, width: float, height: float | None, size: float
) -> Fitted | None:
    for wider in _TIGHTER:
        loose = _at_size(spec, catalog, width * wider, height, size)
        layout = tightened(loose.layout.unstretched, width) if loose.fits else None
        if layout is not None:
            return Fitted(justified(layout, catalog), size, None)
    return None


def _at_size(spec: TextSpec, catalog: FontCatalog, width: float, height: float | None, size: float) -> Fitted:
    sized = replace(spec, size=size, line_height=spec.line_height * size / spec.size, max_width=width)
    layout = layout_paragraph(sized, catalog)
    return Fitted(layout, size, _problem(layout, height))


def _problem(layout: ParagraphLayout, height: float | None) -> FitProblem | None:
    if layout.too_wide:
        return FitProblem.WORD_TOO_WIDE
    if layout.dropped_lines:
        return FitProblem.TOO_MANY_LINES
    if height is not None and layout.height > height + _TOLERANCE:
        return FitProblem.TOO_HIGH
    return None
