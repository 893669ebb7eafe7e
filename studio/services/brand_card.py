"""What a brand kit looks like at work: one small card with its words, colours and logo."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.model.brand import Look
from studio.model.composition import Composition
from studio.render.rasterizer import Pixels
from studio.services.resources import ResourceList
from studio.services.stills import Painter

WIDTH, HEIGHT = 960, 640
"""Canvas px of the card."""

_WORDS = {
    "ar": ("الكلمة الطيبة جسر", "نص يُقرأ على مهل، وبجانبه ما يُبرز", "نعم", "انتبه"),
    "en": ("A kind word is a bridge", "Words to read, and what stands out", "Yes", "Mind"),
}


def brand_card(
    look: Look, language: str, width: int, files: Mapping[str, Path], fonts: Sequence[Path] = ()
) -> Pixels:
    """The card, `width` px wide: (height, width, 4) BGRA.

    files: of the logos by the names that the look gives them.  Raises FontError, MediaError.
    """
    title, text, yes, mind = _WORDS["en" if language.startswith("en") else "ar"]

    def pill(id: str, words: str, color: str) -> dict[str, Any]:
        return {
            "type": "group", "id": id, "fill": color, "radius": 28, "padding": (10, 30),
            "layout": {"kind": "stack"},
            "layers": [
                {"type": "text", "id": "words", "text": words,
                 "style": {"size": 54, "color": "bg", "family": "strong"}}
            ],
        }  # fmt: skip

    layers: list[dict[str, Any]] = [
        {"type": "shape", "id": "bar", "fill": "accent",
         "place": {"area": "canvas", "anchor": "top-start", "offset": (64, 72), "width": 120, "height": 14}},
        {"type": "text", "id": "title", "text": title,
         "style": {"role": "title", "size": 122, "max_lines": 1, "min_size": 40},
         "place": {"area": "canvas", "anchor": "top-start", "offset": (64, 122), "width": 832}},
        {"type": "shape", "id": "surface", "fill": "surface", "radius": 32,
         "place": {"area": "canvas", "anchor": "bottom", "offset": (0, -48), "width": 864, "height": 300}},
        {"type": "text", "id": "text", "text": text,
         "style": {"role": "body", "size": 66, "max_lines": 1, "min_size": 24},
         "place": {"area": "canvas", "anchor": "top-start", "offset": (88, 328), "width": 784}},
        {"type": "group", "id": "pills",
         "place": {"area": "canvas", "anchor": "bottom-start", "offset": (88, -84)},
         "layout": {"kind": "stack", "axis": "inline", "gap": 20},
         "layers": [pill("accent", "١٢٣" if language.startswith("ar") else "123", "accent"),
                    pill("second", "أ ب" if language.startswith("ar") else "Ab", "accent-2"),
                    pill("yes", yes, "positive"), pill("mind", mind, "warning")]},
    ]  # fmt: skip
    logo = next((one.media for one in look.logos if one.media in files), None)
    if logo is not None:
        layers.append(
            {"type": "image", "id": "logo", "media": logo, "fit": "contain",
             "place": {"area": "canvas", "anchor": "top-end", "offset": (-56, 40), "width": 150,
                       "height": 76}}
        )  # fmt: skip
    composition = Composition.model_validate(
        {
            "size": {"width": WIDTH, "height": HEIGHT},
            "duration": 1,
            "language": "en" if language.startswith("en") else "ar",
            "look": look,
            "layers": layers,
        }
    )
    painter = Painter(composition, ResourceList(dict(files), tuple(fonts)), width / WIDTH)
    return painter.paint(composition.duration / 2).copy()
