"""Colours: sRGB values, the document's colour grammar, perceptual mixing, and contrast.

Mixing goes through OKLab (Björn Ottosson, "A perceptual color space for image processing", 2020,
https://bottosson.github.io/posts/oklab/), where equal steps look equal and blue to yellow has no grey dip.
Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from studio.base.errors import InputError


class Oklab(NamedTuple):
    """`lightness` 0 (black) … 1 (white); `a` green to red and `b` blue to yellow, about -0.4 … 0.4."""

    lightness: float
    a: float
    b: float


class Oklch(NamedTuple):
    """OKLab in polar form: `chroma` from 0, about 0.32 at most in sRGB; `hue` in degrees [0, 360)."""

    lightness: float
    chroma: float
    hue: float


class Rgba(Struct, frozen=True):
    """An sRGB colour, each channel 0 … 255; alpha is straight (not premultiplied), 255 = opaque."""

    red: int
    green: int
    blue: int
    alpha: int = 255

    @classmethod
    def parse(cls, text: str) -> "Rgba":
        """From `#RRGGBB` or `#RRGGBBAA`; anything else raises InputError."""
        return _parse_hex(text)

    @property
    def hex(self) -> str:
        """`#RRGGBB`, or `#RRGGBBAA` where it is not opaque."""
        text = f"#{self.red:02X}{self.green:02X}{self.blue:02X}"
        return text if self.alpha == 255 else f"{text}{self.alpha:02X}"

    @property
    def opacity(self) -> float:
        return self.alpha / 255

    def with_opacity(self, factor: float) -> "Rgba":
        """The same colour, its opacity multiplied by `factor` (clamped to 0 … 1)."""
        if factor >= 1:
            return self
        return Rgba(self.red, self.green, self.blue, round(self.alpha * max(0.0, factor)))

    def over(self, below: "Rgba") -> "Rgba":
        """This colour painted on `below` (source over, in sRGB, as painters do)."""
        if self.alpha == 255:
            return self
        top, under = self.alpha / 255, below.alpha / 255 * (1 - self.alpha / 255)
        alpha = top + under
        if alpha == 0:
            return TRANSPARENT
        return Rgba(
            round((self.red * top + below.red * under) / alpha),
            round((self.green * top + below.green * under) / alpha),
            round((self.blue * top + below.blue * under) / alpha),
            round(alpha * 255),
        )


TRANSPARENT = Rgba(0, 0, 0, 0)
BLACK = Rgba(0, 0, 0)
WHITE = Rgba(255, 255, 255)

Palette = Mapping[str, str] | Callable[[str], str]
"""From a role (`accent`) to its hex; unknown roles raise KeyError or AttributeError."""


@lru_cache(maxsize=4096)
def _parse_hex(text: str) -> Rgba:
    digits = text[1:]
    if text[:1] == "#" and len(digits) in (6, 8) and set(digits) <= _HEX_DIGITS:
        return Rgba(*bytes.fromhex(digits))
    raise InputError(f"'{text}' is no colour", "Write a colour as #RRGGBB or #RRGGBBAA.")


_HEX_DIGITS = frozenset("0123456789abcdefABCDEF")


def parse_color(text: str, palette: Palette) -> Rgba | None:
    """A colour of the document: `accent`, `#RRGGBB`, `#RRGGBBAA`, each with `@60` for 60 % of its opacity;
    `none` is None.  Raises InputError for text outside the grammar and for roles the palette lacks."""
    name, at, percent = text.removeprefix("brand.").partition("@")
    if at and not (percent.isascii() and percent.isdigit() and int(percent) <= 100):
        raise InputError(f"'{text}' is no colour", "What follows @ is a whole number of percent, 0 to 100.")
    if name == "none":
        return None
    if not name.startswith("#"):
        try:
            name = palette(name) if callable(palette) else palette[name]
        except (KeyError, AttributeError) as error:
            raise InputError(
                f"the palette has no colour '{name}'", "Use one of its roles, or #RRGGBB."
            ) from error
    color = _parse_hex(name)
    return color.with_opacity(int(percent) / 100) if at else color


# sRGB <-> linear light (IEC 61966-2-1) <-> OKLab


def _decode(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


_LINEAR = tuple(_decode(value / 255) for value in range(256))


def _encode(light: float) -> int:
    """Linear light to 0 … 255; what lies outside the gamut is clipped."""
    if light <= 0.0031308:
        return max(0, round(light * (12.92 * 255)))
    return min(255, round((1.055 * math.pow(light, 1 / 2.4) - 0.055) * 255))


def linear_light(color: Rgba) -> tuple[float, float, float]:
    """Red, green and blue as amounts of light, 0 … 1, without alpha."""
    return _LINEAR[color.red], _LINEAR[color.green], _LINEAR[color.blue]


def nearest_rgba(red: float, green: float, blue: float, alpha: int = 255) -> Rgba:
    """The 8-bit colour of amounts of light (0 … 1); what lies outside is clipped."""
    return Rgba(_encode(red), _encode(green), _encode(blue), alpha)


@lru_cache(maxsize=4096)
def to_oklab(color: Rgba) -> Oklab:
    """The colour without its alpha."""
    red, green, blue = _LINEAR[color.red], _LINEAR[color.green], _LINEAR[color.blue]
    cone_l = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    cone_m = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    cone_s = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return Oklab(
        0.2104542553 * cone_l + 0.7936177850 * cone_m - 0.0040720468 * cone_s,
        1.9779984951 * cone_l - 2.4285922050 * cone_m + 0.4505937099 * cone_s,
        0.0259040371 * cone_l + 0.7827717662 * cone_m - 0.8086757660 * cone_s,
    )


def _linear_from_oklab(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    cone_l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    cone_m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    cone_s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * cone_l - 3.3077115913 * cone_m + 0.2309699292 * cone_s,
        -1.2684380046 * cone_l + 2.6097574011 * cone_m - 0.3413193965 * cone_s,
        -0.0041960863 * cone_l - 0.7034186147 * cone_m + 1.7076147010 * cone_s,
    )


def from_oklab(lab: Oklab, alpha: int = 255) -> Rgba:
    """The nearest 8-bit colour; channels outside sRGB are clipped."""
    red, green, blue = _linear_from_oklab(*lab)
    return Rgba(_encode(red), _encode(green), _encode(blue), alpha)


def to_oklch(color: Rgba) -> Oklch:
    lightness, a, b = to_oklab(color)
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def from_oklch(lch: Oklch, alpha: int = 255) -> Rgba:
    """The 8-bit colour; where sRGB cannot show it, chroma is reduced and lightness and hue are kept."""
    angle = math.radians(lch.hue)
    cos, sin = math.cos(angle), math.sin(angle)
    lightness = min(1.0, max(0.0, lch.lightness))

    def fits(chroma: float) -> bool:
        light = _linear_from_oklab(lightness, chroma * cos, chroma * sin)
        return all(-_GAMUT_SLACK <= value <= 1 + _GAMUT_SLACK for value in light)

    chroma = max(0.0, lch.chroma)
    if not fits(chroma):
        low, high = 0.0, chroma
        for _ in range(24):
            middle = (low + high) / 2
            low, high = (middle, high) if fits(middle) else (low, middle)
        chroma = low
    return from_oklab(Oklab(lightness, chroma * cos, chroma * sin), alpha)


_GAMUT_SLACK = 1e-5  # far below half a step of 8 bits; the matrices are rounded


def mix(a: Rgba, b: Rgba, t: float) -> Rgba:
    """From `a` (t = 0, exact) to `b` (t = 1, exact) in OKLab, premultiplied, so a transparent end lends no
    colour.  t may lie outside 0 … 1 (easings that overshoot): the result is clamped to what can be shown."""
    if t == 0 or a == b:
        return a
    if t == 1:
        return b
    weight_a, weight_b = a.alpha * (1 - t), b.alpha * t
    alpha = weight_a + weight_b
    if alpha <= 0:
        return TRANSPARENT
    weight_a, weight_b = weight_a / alpha, weight_b / alpha
    la, lb = to_oklab(a), to_oklab(b)
    red, green, blue = _linear_from_oklab(
        la[0] * weight_a + lb[0] * weight_b,
        la[1] * weight_a + lb[1] * weight_b,
        la[2] * weight_a + lb[2] * weight_b,
    )
    return Rgba(_encode(red), _encode(green), _encode(blue), min(255, round(alpha)))


def gradient_stops(stops: Sequence[tuple[float, Rgba]], per_span: int = 8) -> tuple[tuple[float, Rgba], ...]:
    """Stops (position 0 … 1 in rising order, colour) made dense, so that a painter which interpolates them in
    sRGB follows the OKLab curve.  Spans without length or change get nothing; the given stops stay exact."""
    dense: list[tuple[float, Rgba]] = []
    for (start, first), (end, last) in pairwise(stops):
        dense.append((start, first))
        if end > start and first != last:
            for step in range(1, per_span):
                t = step / per_span
                dense.append((start + (end - start) * t, mix(first, last, t)))
    dense.extend(stops[-1:])
    return tuple(dense)


def luminance(color: Rgba) -> float:
    """WCAG's relative luminance, 0 (black) … 1 (white), without alpha."""
    return 0.2126 * _LINEAR[color.red] + 0.7152 * _LINEAR[color.green] + 0.0722 * _LINEAR[color.blue]


def contrast(a: Rgba, b: Rgba) -> float:
    """WCAG's contrast ratio, 1 … 21.  A translucent `a` is first painted on `b` (taken as opaque)."""
    first = luminance(a.over(Rgba(b.red, b.green, b.blue)))
    second = luminance(b)
    light, dark = max(first, second), min(first, second)
    return (light + 0.05) / (dark + 0.05)
