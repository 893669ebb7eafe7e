"""Makes the pictures of README.md anew: `python -m resources.tools.make_readme_pictures`.

They show what the program paints, nothing retouched: moments of the shipped templates with their samples,
and a caption whose words light up.
"""

import os
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from studio.model.composition import Composition
from studio.presets.catalog import load_template
from studio.presets.instantiate import instantiate
from studio.services.resources import ResourceList
from studio.services.stills import Painter, still_time

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
HEIGHT = 520
GAP = 14
GROUND = 255

_CAPTION = {
    "ar": ("الكلمة الطيبة تفتح باب الحوار", "two-voices"),
    "en": ("A kind word opens the door to dialogue", "two-voices"),
}

Picture = npt.NDArray[np.uint8]


def template_moments(template: str, size: str, language: str, shares: Sequence[float]) -> Iterable[Picture]:
    """Moments of a template with its samples; shares: of its length, 1 the moment that a still shows."""
    composition = instantiate(load_template(template), {}, language=language, format=size, use_samples=True)
    times = [
        still_time(composition) if share == 1 else composition.duration * Fraction(share) for share in shares
    ]
    return moments(composition, times)


def caption_moments(language: str, size: tuple[int, int], shares: Sequence[float]) -> Iterable[Picture]:
    """Moments of one cue over a picture, its words lit one after another."""
    text, picture = _CAPTION[language]
    composition = Composition.model_validate(
        {
            "size": {"width": size[0], "height": size[1]},
            "duration": 3,
            "language": language,
            "layers": [
                {
                    "type": "image",
                    "id": "picture",
                    "media": f"asset:pictures/{picture}.jpg",
                    "place": {"area": "canvas"},
                },
                {"type": "caption", "id": "caption", "cues": [{"start": 0, "end": 3, "text": text}]},
            ],
        }
    )
    return moments(composition, [composition.duration * Fraction(share) for share in shares])


def moments(composition: Composition, times: Iterable[Fraction]) -> Iterable[Picture]:
    painter = Painter(composition, ResourceList(), HEIGHT / composition.size.height)
    return [painter.paint(time)[..., 2::-1].copy() for time in times]


def save_row(name: str, pictures: Iterable[Picture]) -> Path:
    """The pictures side by side, as one JPEG."""
    row = list(pictures)
    width = sum(picture.shape[1] for picture in row) + GAP * (len(row) - 1)
    sheet = np.full((HEIGHT, width, 3), GROUND, np.uint8)
    left = 0
    for picture in row:
        sheet[: picture.shape[0], left : left + picture.shape[1]] = picture[:HEIGHT]
        left += picture.shape[1] + GAP
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.jpg"
    Image.fromarray(sheet).save(path, quality=88, optimize=True)
    return path


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows = {
        "films": [
            *template_moments("a-word-heals", "9:16", "ar", (0.1, 0.5)),
            *template_moments("our-numbers", "9:16", "ar", (0.25,)),
            *template_moments("workshop-to-street", "16:9", "en", (0.2,)),
        ],
        "captions": [
            *caption_moments("ar", (1080, 1350), (0.1, 0.5, 0.9)),
            *caption_moments("en", (1080, 1350), (0.5,)),
        ],
        "stills": [
            *template_moments("one-number", "4:5", "ar", (1,)),
            *template_moments("top-five", "4:5", "ar", (1,)),
            *template_moments("pull-quote", "1:1", "ar", (1,)),
            *template_moments("steps", "4:5", "en", (1,)),
        ],
    }
    for name, pictures in rows.items():
        print(save_row(name, pictures))


if __name__ == "__main__":
    main()
