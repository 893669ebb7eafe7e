"""Captions are pointed at where they are seen."""

from fractions import Fraction
from typing import Any

import numpy as np

from studio.base.geometry import Rect
from studio.model.composition import Composition
from studio.render.rasterizer import Rasterizer
from studio.scene.placed import Placed, placed_at
from studio.scene.scene import Scene
from studio.services.resources import ResourceList, open_resources

NOW = Fraction(1)


def scene(**more: Any) -> Scene:
    cue = {"start": 0, "end": 2, "text": "نختلف لنفهم"}
    layer = {"type": "caption", "id": "words", "cues": [cue], **more}
    data = {"size": {"width": 540, "height": 960}, "duration": 4, "background": "#000000", "layers": [layer]}
    return Scene(Composition.model_validate(data), open_resources(ResourceList()))


def ink(scene: Scene) -> Rect:
    rasterizer = Rasterizer(540, 960)
    rasterizer.rasterize(scene.display_list(NOW))
    rows, columns = np.nonzero(rasterizer.pixels[:, :, :3].max(axis=2))
    return Rect.from_edges(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)


def words(scene: Scene, time: Fraction = NOW) -> Placed:
    (placed,) = placed_at(scene, time)
    return placed


def test_the_box_of_captions_is_around_their_ink() -> None:
    film = scene()
    seen, box = ink(film), words(film).bounds
    assert box.expanded(2).contains(seen)
    assert box.width - seen.width < 8
    assert box.height - seen.height < 8


def test_shifted_captions_take_their_box_along() -> None:
    moved = scene(transform={"offset": (0, -200)})
    assert words(moved).bounds == words(scene()).bounds.moved(0, -200)
    assert words(moved).bounds.expanded(2).contains(ink(moved))


def test_between_two_captions_their_place_is_shown() -> None:
    film = scene()
    assert words(film, Fraction(3)).bounds.contains(words(film).bounds)
