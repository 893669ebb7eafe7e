"""A film where a picture stands: it plays from the moment that was chosen, and its last frame is held."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from studio.base.time import TimeRange
from studio.model.composition import Composition
from studio.model.document import as_json
from studio.model.layers import ImageLayer, VideoLayer
from studio.scene.display_list import DrawImage, FilmFrame
from studio.scene.resources import SceneResources
from studio.scene.restrict import restricted
from studio.scene.scene import Scene
from studio.services.edits.timing import split_layer
from tests.unit.media.videos import film
from tests.unit.scene.composed import resources


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty frames, 30 a second."""
    return film(tmp_path_factory.mktemp("film") / "walk.mp4", frames=20)


def composition(**layer: Any) -> Composition:
    document = {
        "size": {"width": 160, "height": 120},
        "duration": 2,
        "background": None,
        "layers": [{"type": "image", "id": "film", "media": "walk", "place": {"area": "canvas"}, **layer}],
    }
    return Composition.model_validate(document)


def scene(walk: Path, **layer: Any) -> Scene:
    plain = resources()
    with_film = SceneResources(plain.fonts, plain.design, plain.animation, {"walk": walk})
    return Scene(composition(**layer), with_film)


def number(of: Scene, time: Fraction) -> int:
    (one,) = (one for one in of.display_list(time) if isinstance(one, DrawImage))
    assert isinstance(one.image, FilmFrame)
    return one.image.number


def test_it_plays_from_its_start_and_holds_its_last_frame(walk: Path) -> None:
    times = [Fraction(frame, 30) for frame in (0, 4, 25)]
    assert [number(scene(walk), time) for time in times] == [0, 4, 19]
    assert [number(scene(walk, source_start="1/3"), time) for time in times] == [10, 14, 19]
    assert [number(scene(walk, start=1, source_start="1/3"), time + 1) for time in times] == [10, 14, 19]
    assert not scene(walk, source_start="1/3").findings()


@pytest.mark.parametrize("kind", ["image", "video"])
def test_a_start_behind_the_films_end_is_told(walk: Path, kind: str) -> None:
    of = scene(walk, type=kind, source_start=9)
    (finding,) = of.findings()
    assert finding.kind == "film-over"
    assert finding.layer == "film"
    assert "9" in finding.message
    assert "0.7" in finding.message
    assert finding.hint
    if kind == "image":
        assert number(of, Fraction(0)) == 19, "its last frame stands there"
    else:
        assert not list(of.display_list(Fraction(0)))


def test_a_value_names_the_start_as_addresses_do() -> None:
    assert composition(media="walk#t=1.25").layers[0] == composition(source_start="5/4").layers[0]
    assert composition(type="video", media="walk#t=1.25").layers[0] == VideoLayer.model_validate(
        {**as_json(composition(type="video").layers[0]), "source_start": "5/4"}
    )
    layer = composition(media="walk#t=x").layers[0]
    assert isinstance(layer, ImageLayer)
    assert (layer.media, layer.source_start) == ("walk#t=x", Fraction(0))


def test_what_is_not_chosen_is_not_written_and_what_is_changes_the_segments() -> None:
    assert "source_start" not in as_json(composition().layers[0])
    within = TimeRange(Fraction(0), Fraction(1))
    plain, later = (as_json(restricted(composition(source_start=one), within)) for one in (0, 1))
    assert plain != later


def test_it_goes_on_where_its_layer_is_split(walk: Path) -> None:
    whole = scene(walk, start="1/10", source_start="1/10")
    parts, _ = split_layer(whole.composition, ("film",), Fraction(1, 3))
    plain = resources()
    split = Scene(parts, SceneResources(plain.fonts, plain.design, plain.animation, {"walk": walk}))
    times = [Fraction(frame, 30) for frame in range(3, 40)]
    assert [number(split, time) for time in times] == [number(whole, time) for time in times]
