"""What the layout could not do is found in every clip and cue before a film is made."""

from collections.abc import Callable
from typing import Any

import pytest

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import InputError
from studio.scene.scene import Scene
from tests.unit.scene.composed import scene

LONG = "كلمة طويلة جدا " * 40
FULL = {"area": "canvas", "width": "100%", "height": 200}
Layer = dict[str, Any]


def text(words: str, **more: Any) -> Layer:
    return {"type": "text", "id": "text", "text": words, "style": {"size": 90}, "place": FULL, **more}


def track(*clips: tuple[float, Layer]) -> Layer:
    items = [
        {"kind": "clip", "id": f"clip-{number}", "duration": seconds, "source": {"layers": [layer]}}
        for number, (seconds, layer) in enumerate(clips)
    ]
    return {"type": "track", "id": "track", "items": items}


def captions(*cues: tuple[float, float, str]) -> Layer:
    said = [{"start": start, "end": end, "text": words} for start, end, words in cues]
    return {"type": "caption", "id": "caption", "cues": said}


def group(layer: Layer) -> Layer:
    return {"type": "group", "id": "group", "start": 2, "layers": [layer], "place": FULL}


def composition(layer: Layer) -> Layer:
    return {"type": "composition", "id": "inner", "composition": {"layers": [layer]}}


BAD = text(LONG)
GOOD = text("حوار")


@pytest.mark.parametrize(
    "layer",
    [
        pytest.param(track((1, GOOD), (1, BAD)), id="in the second clip"),
        pytest.param(group(track((1, GOOD), (2, BAD))), id="in a clip of a track in a group"),
        pytest.param(composition(group(track((3, BAD)))), id="deep down"),
        pytest.param(captions((0, 1, "حوار"), (1, 2, LONG)), id="in the second cue"),
        pytest.param(track((3, captions((0, 1, "حوار"), (1, 2, LONG)))), id="in a cue inside a clip"),
        pytest.param(captions((0, 1, "حوار"), (7, 8, "\U000e0100\u0378")), id="a sign that no font has"),
        pytest.param(captions((1, 2, LONG), (1, 9, "حوار")), id="with another cue"),
    ],
)
def test_what_does_not_fit_is_found_wherever_it_is(layer: Layer) -> None:
    assert scene(layer).findings()


@pytest.mark.parametrize(
    "layer",
    [
        pytest.param(track((30, GOOD), (1, BAD)), id="after the film's end"),
        pytest.param({**captions((0, 1, "حوار"), (5, 6, LONG)), "end": 3}, id="after the layer's end"),
        pytest.param(track((0.01, GOOD), (0.001, BAD), (1, GOOD)), id="between two frames"),
        pytest.param(captions((2.01, 2.02, LONG), (2.03, 9, "حوار")), id="of a cue between two frames"),
    ],
)
def test_what_is_never_shown_is_not_looked_at(layer: Layer) -> None:
    assert scene(layer).findings() == ()


def test_an_animation_that_there_is_not_is_found_before_it_is_played() -> None:
    with pytest.raises(InputError, match="nope"):
        scene(track((1, GOOD), (1, text("حوار", animations=[{"preset": "nope"}])))).findings()


def test_looking_keeps_nothing() -> None:
    """Five thousand cues are not five thousand layouts in memory."""
    of = scene(captions(*((number / 10, number / 10 + 0.1, "حوار") for number in range(100))))
    of.findings()
    assert of._layers[0].content._laid == {}


def test_looking_can_be_stopped() -> None:
    of: Scene = scene(track((1, GOOD), (1, GOOD)))
    asked: Callable[[], None] = Cancellation(lambda: True).raise_if_cancelled
    with pytest.raises(Cancelled):
        of.findings(asked)
