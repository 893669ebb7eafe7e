"""From the colours of a logo to the eight roles of a brand kit, dark and light; and what a palette lacks.

Lightness and chroma of each role are those of the style guide's own palettes (section 5: in OKLCH ground
.24/.97, ink .96/.26, accents .75-.9/.38-.53).  A colour of the logo is kept as it is wherever it can be read;
else its hue is kept and its lightness moved until it can.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from math import sqrt
from typing import Literal

from msgspec import Struct

from studio.base.color import Oklch, Rgba, contrast, from_oklch, to_oklch
from studio.base.color_blindness import least_distance
from studio.model.brand import Palette
from studio.services.logo_colors import CHROMATIC, LogoColors

Scheme = Literal["dark", "light"]
SCHEMES: tuple[Scheme, ...] = ("dark", "light")

READABLE = 4.5
"""WCAG 1.4.3: the contrast of text."""
_AIM = 4.8
"""The worst pair of the bundled kits."""
APART = 8.0
"""OKLab distance x100 that must stay between roles that stand side by side, whoever looks."""

GROUNDS = ("bg", "surface")
TEXTS = ("ink", "muted", "accent", "accent-2", "positive", "warning")
KEPT_APART = (("accent", "accent-2"), ("accent", "warning"), ("positive", "warning"))

_QUIET = Oklch(0.7, 0.09, 62)
"""The accent where a logo has no colour of its own: a warm sand."""
_POSITIVE_HUE, _WARNING_HUE = 172, {"dark": 92, "light": 68}
_OTHER_HUE = 165
"""Degrees from the accent to the second one, where the logo has only one colour."""


class Shortcoming(Struct, frozen=True):
    """A pair of roles that is too near.  kind `contrast`: WCAG's ratio; `alike`: OKLab distance x100."""

    kind: Literal["contrast", "alike"]
    first: str
    second: str
    value: float
    least: float


def contrasts(palette: Palette) -> dict[tuple[str, str], float]:
    """WCAG's ratio of every role that carries text on each ground."""
    return {
        (role, ground): contrast(Rgba.parse(palette.role(role)), Rgba.parse(palette.role(ground)))
        for role, ground in product(TEXTS, GROUNDS)
    }


def shortcomings(palette: Palette) -> tuple[Shortcoming, ...]:
    """What cannot be read, or can be mistaken for each other; empty for a sound palette."""
    found = [
        Shortcoming("contrast", role, ground, ratio, READABLE)
        for (role, ground), ratio in contrasts(palette).items()
        if ratio < READABLE
    ]
    for first, second in KEPT_APART:
        apart = least_distance(Rgba.parse(palette.role(first)), Rgba.parse(palette.role(second)))
        if apart < APART:
            found.append(Shortcoming("alike", first, second, apart, APART))
    return tuple(found)


def palette_of(found: LogoColors, scheme: Scheme) -> Palette:
    """A palette whose every pair keeps the style guide's limits."""
    dark = scheme == "dark"
    colored = [one for one in found.colors if one.is_chromatic]
    # The hue of most of the logo tints the grounds; its most telling colour is the accent.
    largest = to_oklch(colored[0].color) if colored else None
    telling = sorted(colored, key=lambda one: -sqrt(one.share) * _telling(to_oklch(one.color), dark))
    tint = 0.0 if largest is None else largest.hue
    depth = 0.0 if largest is None else min(0.05, largest.chroma * 0.4)

    def toned(lightness: float, chroma: float) -> Rgba:
        return from_oklch(Oklch(lightness, chroma, tint))

    grounds = (
        (toned(0.24, depth), toned(0.30, depth * 1.1))
        if dark
        else (toned(0.975, depth * 0.22), toned(0.935, depth * 0.36))
    )
    ink = toned(0.96, min(0.015, depth)) if dark else toned(0.26, depth * 0.7)
    muted = toned(0.79, min(0.03, depth)) if dark else toned(0.45, min(0.04, depth))
    accent_wish = to_oklch(telling[0].color) if telling else _QUIET
    accent = _fitting(accent_wish, dark, grounds, ())
    others = [to_oklch(one.color) for one in telling[1:]]
    second_wish = next(
        (one for one in others if _turn(one.hue, accent_wish.hue) > 25),
        Oklch(accent_wish.lightness, min(0.13, accent_wish.chroma), (accent_wish.hue + _OTHER_HUE) % 360),
    )
    second = _fitting(second_wish, dark, grounds, (accent,))
    level = 0.84 if dark else 0.47
    warning = _fitting(Oklch(level, 0.13, _WARNING_HUE[scheme]), dark, grounds, (accent, second))
    positive = _fitting(Oklch(level, 0.09, _POSITIVE_HUE), dark, grounds, (warning, second))
    return Palette(
        bg=grounds[0].hex,
        surface=grounds[1].hex,
        ink=ink.hex,
        muted=muted.hex,
        accent=accent.hex,
        accent_2=second.hex,
        positive=positive.hex,
        warning=warning.hex,
    )


def mended(palette: Palette, role: str) -> str:
    """The colour nearest to a role's own that can be read on both grounds, as `#RRGGBB`."""
    grounds = tuple(Rgba.parse(palette.role(one)) for one in GROUNDS)
    color = Rgba.parse(palette.role(role))
    if min(contrast(color, ground) for ground in grounds) >= READABLE:
        return color.hex
    dark = to_oklch(grounds[0]).lightness < 0.55
    return _fitting(to_oklch(color), dark, grounds, (), keep_lightness=True).hex


_ACCENTS = {True: (0.70, 0.92), False: (0.36, 0.56)}
"""Lightness of accents, in dark and in light palettes."""


def _telling(color: Oklch, dark: bool) -> float:
    """How well a colour serves as accent: vivid, and readable without becoming another colour."""
    low, high = _ACCENTS[dark]
    move = max(low - color.lightness, color.lightness - high, 0)
    return color.chroma * max(0.25, 1 - 2 * move)


def _turn(first: float, second: float) -> float:
    """Degrees between two hues, 0 … 180."""
    apart = abs(first - second) % 360
    return min(apart, 360 - apart)


def _fitting(
    wish: Oklch, dark: bool, grounds: Sequence[Rgba], apart_from: Sequence[Rgba], keep_lightness: bool = False
) -> Rgba:
    """The colour nearest to the wish that can be read on the grounds and is not mistaken for others."""
    best: tuple[float, Rgba] | None = None
    fallback: tuple[float, Rgba] | None = None
    for cost, candidate in _candidates(wish, dark, keep_lightness):
        if best is not None and cost >= best[0]:
            continue
        readable = min(contrast(candidate, ground) for ground in grounds)
        if readable < _AIM:
            continue
        apart = min((least_distance(candidate, one) for one in apart_from), default=APART)
        if apart >= APART:
            best = (cost, candidate)
        elif fallback is None or -apart < fallback[0]:
            fallback = (-apart, candidate)
    chosen = best or fallback
    if chosen is None:  # grounds of middle lightness carry black or white alone
        black, white = Rgba(0, 0, 0), Rgba(255, 255, 255)
        return max((black, white), key=lambda one: min(contrast(one, ground) for ground in grounds))
    return chosen[1]


def _candidates(wish: Oklch, dark: bool, keep_lightness: bool) -> Iterator[tuple[float, Rgba]]:
    """Colours around the wish with what they cost: first the wish itself, then lightness, then hue."""
    exact = from_oklch(wish)
    low, high = _ACCENTS[dark]
    if keep_lightness or low <= wish.lightness <= high:
        yield 0.0, exact
    chroma = wish.chroma if keep_lightness or wish.chroma < CHROMATIC else max(wish.chroma, 0.06)
    for turn in (0, 8, -8, 16, -16, 26, -26, 40, -40, 60, -60, 90, -90, 130, -130, 180):
        for step in range(29):
            lightness = (0.97 - 0.02 * step) if dark else (0.20 + 0.02 * step)
            inside = low <= lightness <= high
            yield (
                abs(lightness - wish.lightness) * 2 + abs(turn) / 60 + (0 if inside else 0.4),
                from_oklch(Oklch(lightness, chroma, (wish.hue + turn) % 360)),
            )
