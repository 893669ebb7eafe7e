"""The media of the workloads, made at run time: the same bytes of picture on every machine."""

import csv
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

PHOTO_SIZE = (1600, 2400)
OCTAVES = 7
PERSISTENCE = 0.6
"""How much weaker each octave is than the one before: as hard to compress as a soft photograph."""

ROWS = 100
TITLES = (
    "المشاركة في الحوار",
    "دعم الشباب العربي",
    "مبادرات التعايش",
    "التعليم الرقمي",
    "صحة المجتمع",
    "تمكين المرأة",
    "العمل التطوعي",
    "حماية البيئة",
    "ريادة الأعمال",
    "الثقافة والفنون",
)
UNITS = ("مستفيد", "مشارك", "متطوع", "ساعة تدريب", "مبادرة")


def make_media(folder: Path) -> None:
    """Write photo.jpg, logo.png and data.csv into the folder, unless they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in (("photo.jpg", make_photo), ("logo.png", make_logo), ("data.csv", make_table)):
        if not (folder / name).exists():
            make(folder / name)


def make_photo(path: Path) -> None:
    """Coloured fractal noise: random colours at doubling resolutions, smoothly enlarged and summed up."""
    random = np.random.default_rng(1)
    width, height = PHOTO_SIZE
    total = np.zeros((height, width, 3), np.float32)
    for octave in range(OCTAVES):
        shrink = 2 ** (OCTAVES + 1 - octave)
        coarse = random.integers(0, 256, (height // shrink, width // shrink, 3), dtype=np.uint8)
        smooth = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
        total += PERSISTENCE**octave * np.asarray(smooth, np.float32)
    total -= total.min()
    Image.fromarray((total * (255 / total.max())).astype(np.uint8)).save(path, quality=92)


def make_logo(path: Path) -> None:
    """A translucent disc with a white square, 220 x 220."""
    logo = Image.new("RGBA", (220, 220), (0, 0, 0, 0))
    draw = ImageDraw.Draw(logo)
    draw.ellipse((10, 10, 210, 210), fill=(20, 160, 140, 230))
    draw.rectangle((70, 70, 150, 150), fill=(255, 255, 255, 255))
    logo.save(path)


def make_table(path: Path) -> None:
    """A hundred rows for a hundred cards: texts, a number, a share of 100 and five values of 100."""
    random = np.random.default_rng(5)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["title", "number", "unit", "share", "v1", "v2", "v3", "v4", "v5", "footer"])
        for row in range(ROWS):
            number, share = int(random.integers(100, 99_999)), int(random.integers(5, 96))
            values = [int(value) for value in random.integers(20, 101, 5)]
            footer = f"حملة مساحة للحوار — تقرير رقم {row + 1}"
            table.writerow(
                [TITLES[row % len(TITLES)], number, UNITS[row % len(UNITS)], share, *values, footer]
            )
