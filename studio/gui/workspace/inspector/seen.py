"""What a row says about its value as it is seen: letters and size of words, contrast of colours."""

from collections.abc import Sequence
from typing import Any

from studio.base.color import parse_color
from studio.base.errors import InputError
from studio.gui.i18n import tr, translator
from studio.gui.workspace.frames import Painted
from studio.gui.workspace.inspector.behind import ENOUGH, LARGE_ENOUGH, ground_of, ratio_on
from studio.gui.workspace.inspector.specs import FieldSpec
from studio.model.brand import Palette
from studio.model.composition import Composition
from studio.model.style import Gradient
from studio.scene.findings import Finding
from studio.scene.placed import Placed
from studio.services.edits.fields import field_value
from studio.services.edits.paths import LayerPath
from studio.text.graphemes import grapheme_boundaries

_LARGE = 24 / 1080
"""Of a short side: letters from which less contrast does."""
_SHRUNK = 0.985
_ASKED = ("color", "fill")
"""Fields whose colour is seen against what is behind the layer."""


def fit_words(spec: FieldSpec, placed: Placed | None, text: Any, findings: Sequence[Finding]) -> str:
    """How many letters a text has, and how it fits its box."""
    count = tr("inspector.letters", count=max(0, len(grapheme_boundaries(str(text or ""))) - 1))
    part = 1 if spec.path[0] == "second" else 0
    written = next((one for one in placed.texts if one.part == part), None) if placed is not None else None
    if placed is None or written is None:
        return count
    if any(one.kind == "text-too-long" and one.layer == placed.path[-1] for one in findings):
        fits = tr("inspector.does-not-fit")
    elif written.asked and written.layout.spec.size < written.asked * _SHRUNK:
        fits = tr("inspector.shrunk", share=round(100 * written.layout.spec.size / written.asked))
    else:
        fits = tr("inspector.fits")
    return f"{count} · {fits}"


def is_painted(painted: Painted, film: Composition, path: LayerPath, spec: FieldSpec) -> bool:
    """Whether a field of a layer was painted with the value that it has in the film now."""
    return bool(field_value(painted.wish.composition, path, spec.path) == field_value(film, path, spec.path))


def color_words(
    spec: FieldSpec, placed: Placed | None, value: Any, painted: Painted, palette: Palette
) -> tuple[str, str]:
    """Contrast against what is behind; and what is wrong: too little of it, no colour of the brand."""
    if isinstance(value, Gradient) or not value:
        return "", ""
    text = str(value)
    notes = [tr("inspector.off-brand")] if text.startswith("#") else []
    words = ""
    try:
        color = parse_color(text, palette.role)
    except InputError:
        color = None
    if color is not None and placed is not None and placed.seen > 0 and _is_seen_on_ground(spec, placed):
        ground = ground_of(painted, placed)
        if ground is not None:
            ratio = ratio_on(color, ground)
            words = tr("inspector.contrast", ratio=translator().in_digits(f"{ratio:g} : 1"))
            if placed.texts:
                size = painted.wish.composition.size
                large = placed.texts[0].layout.spec.size >= _LARGE * min(size.width, size.height) * 1.5
                if ratio < (LARGE_ENOUGH if large else ENOUGH):
                    notes.append(tr("inspector.low-contrast"))
    return words, " ".join(notes)


def _is_seen_on_ground(spec: FieldSpec, placed: Placed) -> bool:
    if spec.name not in _ASKED:
        return False
    if placed.texts:
        return spec.dotted in ("style.color", "first.style.color", "second.style.color")
    return len(spec.path) == 1 and placed.layer.type in ("icon", "shape")
