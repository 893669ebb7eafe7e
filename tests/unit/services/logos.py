"""Logos to take colours from, drawn when they are needed."""

from pathlib import Path

from PIL import Image, ImageDraw

CLEAR = (0, 0, 0, 0)
Shape = tuple[str, tuple[int, int, int, int], str]


def draw_logo(path: Path, shapes: list[Shape], ground: str | tuple[int, int, int, int] = CLEAR) -> Path:
    """A picture of 400x300 px with soft edges; opaque where it has a ground."""
    picture = Image.new("RGBA", (800, 600), ground)
    pen = ImageDraw.Draw(picture)
    for kind, box, color in shapes:
        getattr(pen, kind)([2 * one for one in box], fill=color)
    picture = picture.resize((400, 300), Image.Resampling.LANCZOS)
    (picture if ground == CLEAR else picture.convert("RGB")).save(path)
    return path


def two_colors(path: Path) -> Path:
    """A navy disc and an orange bar on nothing."""
    return draw_logo(
        path, [("ellipse", (40, 40, 260, 260), "#12305C"), ("rectangle", (270, 120, 380, 180), "#F28C28")]
    )
