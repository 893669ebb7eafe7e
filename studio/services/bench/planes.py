"""The frames of a film as the encoder takes them, in a file: what the encoder alone is given."""

from pathlib import Path

from studio.encode.frames import FrameConverter
from studio.render.rasterizer import Rasterizer
from studio.scene.scene import Scene
from studio.services.opening import open_source
from studio.services.resources import open_resources


def write_planes(project: Path, output: Path, count: int) -> tuple[int, int]:
    """Write the first `count` frames of a project's film as raw I420 frames, one after another.

    Returns the film's width and height.  Raises InputError, DocumentError, MediaError, OSError.
    """
    opened = open_source(str(project))
    composition = opened.composition
    width, height = composition.size.width, composition.size.height
    scene = Scene(composition, open_resources(opened.resources))
    rasterizer, converter = Rasterizer(width, height), FrameConverter(width, height)
    with output.open("wb") as file:
        for frame in range(count):
            changed = rasterizer.rasterize(scene.display_list(composition.rate_exact.time_of(frame)))
            file.write(converter.convert(rasterizer.pixels, changed))
    return width, height
