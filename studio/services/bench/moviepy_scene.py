"""W1 and W2 in MoviePy 2, as someone who knows it well would write them.

    python -m studio.services.bench.moviepy_scene w1|w2 MEDIA_FOLDER OUTPUT FRAMES

Whatever stands still is drawn once, by Pillow, and is an ImageClip; only what changes is a function of time.
"""

import json
import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from moviepy import ColorClip, CompositeVideoClip, ImageClip, VideoClip
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, features

from studio.base.paths import assets_dir, data_dir

FRAME_RATE = 30
FONTS = {"kufi_bold": "noto-kufi-arabic-700.ttf", "kufi": "noto-kufi-arabic-400.ttf"}
ENCODING = [
    *("-crf", "20", "-pix_fmt", "yuv420p"),
    *("-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"),
    *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"),
]
WHITE = "#FFFFFF"


def font(key: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(next((assets_dir() / "fonts").rglob(FONTS[key])), size)


def shaped(text: str) -> str:
    """The text as Pillow draws it right: as it is with Raqm, else joined and ordered beforehand."""
    if features.check("raqm"):
        return text
    import arabic_reshaper
    from bidi.algorithm import get_display

    return str(get_display(arabic_reshaper.reshape(text)))


def text_picture(text: str, key: str, size: int, color: str = WHITE) -> tuple[NDArray[np.uint8], int, int]:
    """RGBA, its width, and its baseline from the top."""
    face = font(key, size)
    width = math.ceil(face.getlength(shaped(text)))
    baseline = 2 * size
    picture = Image.new("RGBA", (width + 2 * size, 3 * size))
    ImageDraw.Draw(picture).text((size, baseline), shaped(text), font=face, fill=color, anchor="ls")
    return np.asarray(picture), width, baseline


def text_clip(text: str, key: str, size: int, middle: float, baseline: float) -> ImageClip:
    """A line of text, centred on x = middle."""
    picture, width, base = text_picture(text, key, size)
    return ImageClip(picture).with_position((middle - width / 2 - size, baseline - base))


def rounded(width: int, height: int, radius: float, color: str, alpha: float = 1.0) -> NDArray[np.uint8]:
    """A rounded rectangle as RGBA; drawn four times as large, because Pillow does not antialias."""
    large = Image.new("RGBA", (width * 4, height * 4))
    fill = (*bytes.fromhex(color[1:]), round(255 * alpha))
    ImageDraw.Draw(large).rounded_rectangle((0, 0, width * 4 - 1, height * 4 - 1), radius * 4, fill)
    return np.asarray(large.resize((width, height), Image.Resampling.LANCZOS))


def upright_gradient(
    width: int, top: Sequence[float], bottom: Sequence[float], height: int
) -> NDArray[np.uint8]:
    ramp = np.linspace(0, 1, height)[:, None]
    colors = np.asarray(top) * (1 - ramp) + np.asarray(bottom) * ramp
    return np.repeat(colors[:, None].round().astype(np.uint8), width, axis=1)


def fading(clip: ImageClip, strength: Callable[[float], float]) -> ImageClip:
    """The clip with an opacity that changes with time."""
    mask = clip.mask.transform(lambda frame_at, time: frame_at(time) * strength(time))
    return clip.with_mask(mask)


def eased(share: float) -> float:
    return float(1 - (1 - min(1.0, max(0.0, share))) ** 3)


def w1(spec: dict[str, Any], media: Path) -> list[VideoClip]:
    seconds = spec["frames"] / spec["fps"]
    photo = ImageClip(str(media / "photo.jpg")).with_duration(seconds)
    zoomed = photo.resized(lambda t: spec["scale0"] * (1 + spec["zoom"] * t / seconds)).with_position(
        "center"
    )
    top, bottom, alpha = spec["grad"]
    shade = upright_gradient(spec["w"], (0, 0, 0, 0), (0, 0, 0, alpha), bottom - top)
    clips: list[VideoClip] = [zoomed, ImageClip(shade).with_position((0, top))]
    words = " ".join(spec["lines"]).split()
    for hot in range(len(words)):
        picture = np.asarray(caption(spec, hot))
        each = seconds / len(words)
        clips.append(ImageClip(picture).with_start(hot * each).with_duration(each).with_position((0, 1380)))
    x, y, _ = spec["logo"]
    logo = ImageClip(str(media / "logo.png")).with_position((x, y))
    clips.append(fading(logo, lambda t: 0.6 + 0.4 * math.sin(math.pi * t)))
    clips.append(progress_bar(spec, seconds))
    return clips


def caption(spec: dict[str, Any], hot: int) -> Image.Image:
    """Both lines with one word in the other colour; words are measured from the line's right."""
    face = font("kufi_bold", spec["px"])
    picture = Image.new("RGBA", (spec["w"], 340))
    draw = ImageDraw.Draw(picture)
    number = 0
    for line, baseline in zip(spec["lines"], spec["baselines"], strict=True):
        right = spec["cx"] + face.getlength(shaped(line)) / 2
        for word in line.split():
            color = spec["hot"] if number == hot else spec["ink"]
            draw.text((right, baseline - 1380), shaped(word), font=face, fill=color, anchor="rs")
            right -= face.getlength(shaped(word + " "))
            number += 1
    return picture


def progress_bar(spec: dict[str, Any], seconds: float) -> VideoClip:
    x, y, width, height, radius = spec["bar"]
    color = bytes.fromhex(spec["bar_ink"][1:])

    def mask_at(time: float) -> NDArray[np.float64]:
        mask = np.zeros((height, width))
        done = round(width * time / seconds)
        if done:
            mask[:, :done] = rounded(done, height, min(radius, done / 2), WHITE)[..., 3] / 255
        return mask

    bar = ColorClip((width, height), tuple(color))
    return bar.with_mask(VideoClip(mask_at, is_mask=True)).with_position((x, y))


def w2(spec: dict[str, Any], _media: Path) -> list[VideoClip]:
    top, bottom = (tuple(bytes.fromhex(color[1:])) for color in spec["bg"])
    ground = upright_gradient(spec["w"], top, bottom, spec["h"])
    clips: list[VideoClip] = [ImageClip(ground)]
    clips += [swinging(spec[name]) for name in ("shape_a", "shape_b")]
    pictures = [text_picture(word, "kufi_bold", spec["px"]) for word in spec["words"]]
    right = spec["cx"] + (sum(width for _, width, _ in pictures) + spec["gap"] * (len(pictures) - 1)) / 2
    for index, (picture, width, baseline) in enumerate(pictures):
        start = spec["word_t0"] + spec["word_dt"] * index
        left = right - width - spec["px"]
        clips.append(entering(picture, left, spec["baseline"] - baseline, start, spec))
        right -= width + spec["gap"]
    for index in range(len(spec["bars"]["values"])):
        clips += column(spec["bars"], index)
    return clips


def swinging(shape: dict[str, Any]) -> ImageClip:
    picture = rounded(shape["w"], shape["h"], shape["r"], shape["ink"], shape["alpha"])

    def place(time: float) -> tuple[float, float]:
        x = shape["cx"] + shape["ax"] * math.sin(2 * math.pi * time / 10)
        y = shape["cy"] + shape["ay"] * math.cos(2 * math.pi * time / 5)
        return x - shape["w"] / 2, y - shape["h"] / 2

    return ImageClip(picture).with_position(place)


def entering(
    picture: NDArray[np.uint8], left: float, top: float, start: float, spec: dict[str, Any]
) -> ImageClip:
    def done(time: float) -> float:
        return eased(time / spec["word_dur"])

    clip = ImageClip(picture).with_position(lambda t: (left, top + spec["word_dy"] * (1 - done(t))))
    return fading(clip, done).with_start(start)


def column(bars: dict[str, Any], index: int) -> list[VideoClip]:
    value, label = bars["values"][index], bars["labels"][index]
    x = bars["x0"] + bars["step"] * (len(bars["values"]) - 1 - index)
    full = bars["max"] * value / bars["vmax"]
    start = bars["t0"] + bars["dt"] * index
    high, wide = math.ceil(full), bars["w"]
    numbers = {
        count: text_picture(arabic_digits(count), "kufi_bold", bars["num_px"]) for count in range(value + 1)
    }
    room = max(picture.shape[1] for picture, _, _ in numbers.values())

    def bar_mask(time: float) -> NDArray[np.float64]:
        mask = np.zeros((high, wide))
        now = round(full * eased(time / bars["dur"]))
        if now:
            mask[high - now :] = rounded(wide, now, min(bars["r"], now / 2), WHITE)[..., 3] / 255
        return mask

    def number_mask(time: float) -> NDArray[np.float64]:
        picture = numbers[round(value * eased(time / bars["dur"]))][0]
        mask = np.zeros((3 * bars["num_px"], room))
        left = (room - picture.shape[1]) // 2
        mask[:, left : left + picture.shape[1]] = picture[..., 3] / 255
        return mask

    baseline = numbers[0][2]
    bar = ColorClip((wide, high), tuple(bytes.fromhex(bars["ink"][1:])))
    number = ColorClip((room, 3 * bars["num_px"]), (255, 255, 255))
    return [
        bar.with_mask(VideoClip(bar_mask, is_mask=True))
        .with_position((x, bars["base"] - high))
        .with_start(start),
        number.with_mask(VideoClip(number_mask, is_mask=True))
        .with_position(
            lambda t: (
                x + wide / 2 - room / 2,
                bars["base"] - full * eased(t / bars["dur"]) + bars["num_dy"] - baseline,
            )
        )
        .with_start(start),
        text_clip(label, "kufi", bars["lab_px"], x + wide / 2, bars["lab_y"]),
    ]


def arabic_digits(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


def main(arguments: Sequence[str]) -> int:
    name, media, output, frames = arguments
    spec = json.loads((data_dir("resources") / "bench" / "spec.json").read_text("utf-8"))[name]
    clips = {"w1": w1, "w2": w2}[name](spec, Path(media))
    seconds = spec["frames"] / spec["fps"]
    film = CompositeVideoClip(clips, size=(spec["w"], spec["h"])).with_duration(seconds)
    if int(frames) < spec["frames"]:
        film = film.subclipped(0, int(frames) / spec["fps"])
    film.write_videofile(
        output,
        fps=FRAME_RATE,
        codec="libx264",
        preset="veryfast",
        audio=False,
        ffmpeg_params=ENCODING,
        logger=None,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
