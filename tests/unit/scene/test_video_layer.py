"""Films as layers: which frame, how large, and what stands there when a file cannot be read."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from studio.base.errors import MediaError
from studio.base.geometry import Rect
from studio.model.composition import Composition
from studio.model.layers import VideoLayer
from studio.scene.display_list import DrawImage, FilmFrame, ImageSource
from studio.scene.resources import SceneResources
from studio.scene.scene import Scene
from studio.scene.video_time import longest, source_time
from studio.services.tolerant import placeholder_picture
from tests.unit.media.videos import film
from tests.unit.scene.composed import resources

FILE = Fraction(4)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("film") / "walk.mp4", frames=20)


def scene(walk: Path, stand_in: Path | None = None, **layer: Any) -> Scene:
    document = {
        "size": {"width": 160, "height": 120},
        "duration": 2,
        "background": None,
        "layers": [{"type": "video", "id": "film", "media": "walk", "place": {"area": "canvas"}, **layer}],
    }
    plain = resources()
    with_film = SceneResources(plain.fonts, plain.design, plain.animation, {"walk": walk}, stand_in)
    return Scene(Composition.model_validate(document), with_film)


def drawn(of: Scene, time: Fraction) -> list[DrawImage]:
    return [one for one in of.display_list(time) if isinstance(one, DrawImage)]


def test_moments_within_one_frame_of_the_file_draw_the_same(walk: Path) -> None:
    of = scene(walk)
    first, second = Fraction(3, 30), Fraction(3, 30) + Fraction(1, 50)
    assert of.display_list(first) == of.display_list(second)
    assert of.display_list(first) != of.display_list(Fraction(4, 30))
    (one,) = drawn(of, first)
    assert isinstance(one.image, FilmFrame)
    assert one.image.number == 3


def test_a_film_is_decoded_as_large_as_it_is_drawn(walk: Path) -> None:
    whole = {"area": "canvas", "width": "100%", "height": "100%"}
    (one,) = drawn(scene(walk, place=whole), Fraction(0))
    assert isinstance(one.image, FilmFrame)
    assert (one.image.width, one.image.height) == (160, 120)
    assert one.target == Rect(0, 0, 160, 120)
    zooming = {"keyframes": [{"time": 0, "value": 1}, {"time": 2, "value": 2}]}
    sizes = set()
    for tenth in range(6):
        (one,) = drawn(scene(walk, place=whole, zoom=zooming), Fraction(tenth, 10))
        assert isinstance(one.image, FilmFrame)
        sizes.add((one.image.width, one.image.height))
    assert len(sizes) == 1, "not a size of its own for every frame"


def test_times_of_the_file_follow_start_and_speed() -> None:
    layer = VideoLayer(id="film", media="walk", source_start=1, speed="3/2")
    assert source_time(layer, FILE, Fraction(1)) == Fraction(5, 2)
    assert longest(layer, FILE) == 2
    assert source_time(layer, FILE, Fraction(3)) is None


def test_a_loop_begins_again_at_its_own_start() -> None:
    layer = VideoLayer(id="film", media="walk", source_start=1, after="loop")
    assert [source_time(layer, FILE, Fraction(time)) for time in (0, 2, 3, 5, 6)] == [1, 3, 1, 3, 1]
    assert longest(layer, FILE) is None
    beyond = VideoLayer(id="film", media="walk", source_start=9, after="loop")
    assert source_time(beyond, FILE, Fraction(2)) == FILE


def test_an_unreadable_film_is_an_error_or_stripes_with_a_finding(tmp_path: Path) -> None:
    broken = tmp_path / "walk.mp4"
    broken.write_bytes(b"no film")
    with pytest.raises(MediaError):
        scene(broken)
    of = scene(broken, placeholder_picture())
    (one,) = drawn(of, Fraction(0))
    assert isinstance(one.image, ImageSource)
    (finding,) = of.findings()
    assert finding.kind == "missing-media"
    assert finding.level == "block"
    assert finding.hint
