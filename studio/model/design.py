"""The design system: formats, safe areas, type scale and regions, as data (presets/design.toml; STYLE 2-4).

Numbers are pixels of each format's reference canvas, drawn for Arabic (reading side = right).  For
left-to-right languages regions are mirrored: x' = W - right.
"""

import math
from typing import Literal

from pydantic import Field

from studio.model.brand import TypePair
from studio.model.document import Model, NotNegative, Positive
from studio.model.style import TypeRole

Box = tuple[float, float, float, float]
"""left, top, right, bottom in canvas px, as seen in Arabic."""


class TypeSpec(Model):
    """Size in px for Cairo (times the family's k), how far it may shrink, the face, the line height."""

    size: Positive
    min_size: Positive
    face: str = "text"
    """display, text or strong of the look."""
    max_lines: int = Field(default=2, ge=1)
    line_height: Positive = 1.55
    """In Arabic; naskh faces add `FontMetrics.line`."""
    latin_line_height: Positive = 1.4


class Format(Model):
    """One of the canvas formats: 9:16, 4:5, 1:1, 16:9."""

    id: str
    width: int
    height: int
    safe: Box
    regions: dict[str, Box]
    """`layout.region`, e.g. `stack.text`; `safe` and `canvas` exist always."""
    type: dict[TypeRole, TypeSpec]


class FontMetrics(Model):
    """k: Arabic size = scale * k; r: Latin beside it, and the English version = that * r (STYLE 4)."""

    k: Positive = 1
    r: Positive = 1
    line: NotNegative = 0
    """Added to the line height in Arabic."""


class DesignSystem(Model):
    """All formats, type pairs and fonts (by family) of presets/design.toml."""

    schema_version: Literal[1] = 1
    formats: tuple[Format, ...]
    pairs: dict[str, TypePair] = Field(default_factory=dict)
    """Type pairs by name, T1 … T7 (STYLE section 4)."""
    fonts: dict[str, FontMetrics]

    def format_for(self, width: int, height: int) -> Format:
        """The format nearest in aspect ratio."""
        ratio = math.log(width / height)
        return min(self.formats, key=lambda f: abs(math.log(f.width / f.height) - ratio))
