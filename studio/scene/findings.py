"""What a composition's layout could not do well; shown before and after an export, never silently dropped."""

from dataclasses import dataclass
from typing import Literal

FindingKind = Literal[
    "text-too-long",
    "missing-glyph",
    "missing-region",
    "small-text",
    "missing-font",
    "font-licence",
    "kashida-unavailable",
    "width-not-filled",
    "span-not-found",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """layer: the id of the layer it is about; message: one sentence; hint: what to do."""

    kind: FindingKind
    layer: str
    message: str
    hint: str = ""
