"""What is not as it should be in a film: one kind of value, whoever found it (layout, preflight).

The layout reports what it could not do well; `studio.services.preflight` adds what it reads in the document,
measures on frames and hears.  Shown before and after an export, never silently dropped.
"""

import hashlib
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from studio.model.captions import Cue

FindingKind = Literal[
    "text-too-long",
    "caption-hidden",
    "missing-glyph",
    "missing-region",
    "small-text",
    "missing-font",
    "font-licence",
    "kashida-unavailable",
    "width-not-filled",
    "span-not-found",
    "missing-media",
    "film-over",
    "empty-text",
    "text-shrunk",
    "text-fault",
    "latin-punctuation",
    "mixed-digits",
    "sample-words",
    "sample-picture",
    "reading-time",
    "low-contrast",
    "unsafe-place",
    "hidden-words",
    "low-resolution",
    "flashes",
    "no-sound",
    "silent-sound",
    "quiet-sound",
    "no-licence",
    "no-alt-text",
    "film-too-long",
    "caption-check",
]

Level = Literal["block", "warning", "note"]
"""block: what is shown is broken; warning: people will read or hear it badly; note: worth a thought."""

Asked = Literal["", "alt", "licence"]
"""What a person can write to put it right: the film's alt text; the licence of the media in `about`."""


class SetField(Struct, frozen=True):
    """A change that surely puts something right: one field of the layer at `path` (see `services.edits`)."""

    path: tuple[str, ...]
    field: tuple[str | int, ...]
    value: str | float | tuple[float, float] | tuple[Cue, ...] | None


class Finding(Struct, frozen=True):
    """layer: the id of the layer it is about; message: one sentence; hint: what to do.

    path: where the layer is, time: when it can be seen (seconds of the composition), both once known.
    about: what exactly (a text, a media id), so that what was ignored comes back when that is another.
    fix: sure changes, all together one step.
    """

    kind: FindingKind
    layer: str
    message: str
    hint: str = ""
    level: Level = "warning"
    path: tuple[str, ...] = ()
    time: Fraction | None = None
    about: str = ""
    fix: tuple[SetField, ...] = ()
    asks: Asked = ""

    def key(self, composition: str) -> str:
        """Names the finding in a project, to be ignored: equal as long as it is about the same."""
        digest = hashlib.blake2b(self.about.encode(), digest_size=6).hexdigest() if self.about else ""
        return "|".join((composition, "/".join(self.path) or self.layer, self.kind, digest))
