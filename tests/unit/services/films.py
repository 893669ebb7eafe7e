"""A small film with everything in it, exported for real, and its pictures as they come out of a decoder."""

import hashlib
import math
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from msgspec.structs import replace
from PIL import Image

from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.services.export import ExportRequest
from studio.services.resources import ResourceList

WIDTH, HEIGHT = 216, 384
RATE = 30
SECONDS = 3
WORDS = ("حوار", "يفتح بابا", "لكل الناس")
"""The captions, one a second."""

PROFILE = ExportProfile(id="small", name={"en": "Small"}, segment_seconds=0.5)
"""Many segments for a short film."""


@dataclass(frozen=True)
class Film:
    """A composition with its files."""

    composition: Composition
    resources: ResourceList

    def request(self, folder: Path, name: str = "film", **more: Any) -> ExportRequest:
        """An export to `folder`/`name`.mp4; its segments are kept in `folder`/store unless said otherwise."""
        request = ExportRequest(
            self.composition, self.resources, PROFILE, folder / f"{name}.mp4", store=folder / "store"
        )
        return replace(request, **more)


def text_layer(text: str, **more: Any) -> dict[str, Any]:
    place = {"area": "canvas", "width": "100%", "anchor": "top", "offset": [0, 40]}
    return {"type": "text", "id": "text", "text": text, "style": {"size": 36}, "place": place, **more}


def caption_layer(words: Sequence[str] = WORDS) -> dict[str, Any]:
    cues = [{"start": at, "end": at + 1, "text": text} for at, text in enumerate(words)]
    return {"type": "caption", "id": "caption", "cues": cues, "style": {"text": {"size": 26}}}


def layers(words: Sequence[str] = WORDS) -> list[dict[str, Any]]:
    """A picture with a slow zoom, a track with a transition, a counter, a moving shape, a text, captions."""
    full = {"area": "canvas", "width": "100%", "height": "100%"}
    zoom = {"keyframes": [{"time": 0, "value": 1}, {"time": SECONDS, "value": 1.3}]}
    path = [{"time": 0, "value": [-60, 0]}, {"time": SECONDS, "value": [60, 30], "easing": "linear"}]
    clips = [
        {"kind": "clip", "id": name, "duration": 1.5, "source": {"layers": [text_layer(name, id="title")]}}
        for name in ("one", "two")
    ]
    return [
        {"type": "image", "id": "photo", "media": "photo", "place": full, "zoom": zoom, "end": 1.8},
        {
            "type": "track",
            "id": "track",
            "items": [clips[0], {"kind": "transition", "transition": "push", "duration": 0.6}, clips[1]],
        },
        {
            "type": "chart",
            "id": "counter",
            "chart": {"kind": "counter", "end": 446, "duration": 1, "style": {"size": 40}},
            "place": {"area": "canvas"},
        },
        {
            "type": "shape",
            "id": "dot",
            "shape": "ellipse",
            "place": {"area": "canvas", "width": 40, "height": 40},
            "transform": {"offset": {"keyframes": path}},
        },
        text_layer(
            "الحوار بيت الجميع",
            id="title",
            start=0.5,
            end=2.8,
            animations=[{"preset": "rise"}, {"preset": "fade", "phase": "out"}],
        ),
        caption_layer(words),
    ]


def composition(those: list[dict[str, Any]] | None = None, **more: Any) -> Composition:
    size = {"width": WIDTH, "height": HEIGHT}
    document = {"size": size, "duration": SECONDS, "layers": layers() if those is None else those, **more}
    return Composition.model_validate(document)


def photo(path: Path) -> Path:
    """A picture of coloured noise over a slope: no two of its parts are alike."""
    random = np.random.default_rng(7)
    slope = np.linspace(0, 160, 320)[:, None, None]
    pixels = np.clip(slope + random.integers(0, 24, (320, 240, 3)), 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(path, quality=90)
    return path


def music(path: Path, seconds: float = SECONDS, level: float = 0.05) -> Path:
    """Three tones that swell: quiet, so that it must be made louder."""
    time = np.arange(int(seconds * 48_000)) / 48_000
    sound = sum(np.sin(2 * math.pi * tone * time) for tone in (220.0, 277.2, 329.6)) / 3
    samples = (sound * (0.7 + 0.3 * np.sin(2 * math.pi * time)) * level * 32_767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(samples.tobytes())
    return path


def whole_film(folder: Path, words: Sequence[str] = WORDS) -> Film:
    """The film of `layers` with music; its files are made in `folder`."""
    audio = [{"id": "bed", "media": "bed", "fade_in": 0.2, "fade_out": 0.2}]
    media = {"photo": photo(folder / "photo.jpg"), "bed": music(folder / "bed.wav")}
    return Film(composition(layers(words), audio=audio), ResourceList(media))


def frame_hashes(film: Path) -> list[str]:
    """A hash of each decoded picture."""
    with av.open(str(film)) as container:
        return [
            hashlib.blake2b(frame.to_ndarray(format="yuv420p").tobytes(), digest_size=12).hexdigest()
            for frame in container.decode(video=0)
        ]


def decoded_rgb(film: Path) -> list[npt.NDArray[np.float64]]:
    """Each picture as R'G'B' of 0 … 255, by the matrix of BT.709 with limited range written out here."""
    pictures = []
    with av.open(str(film)) as container:
        for frame in container.decode(video=0):
            planes = frame.to_ndarray(format="yuv420p").astype(np.float64)
            height, width = frame.height, frame.width
            luma = (planes[:height] - 16) / 219
            chroma = planes[height:].reshape(2, height // 2, width // 2)
            blue, red = ((chroma - 128) / 224).repeat(2, axis=1).repeat(2, axis=2)
            r = luma + 1.5748 * red
            g = luma - 0.1873 * blue - 0.4681 * red
            b = luma + 1.8556 * blue
            pictures.append(np.stack((r, g, b), axis=-1) * 255)
    return pictures
