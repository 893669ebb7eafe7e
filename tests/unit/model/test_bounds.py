"""The document refuses what would cost without end, and what could only fail later."""

from typing import Any

import pytest
from pydantic import ValidationError

from studio.model.composition import Composition

TEXT = {"type": "text", "id": "title", "text": "حوار"}


def composition(*layers: dict[str, Any], **more: Any) -> Composition:
    data = {"size": {"width": 320, "height": 320}, "duration": 2, "layers": layers, **more}
    return Composition.model_validate(data)


@pytest.mark.parametrize("time", ["1e999999999", "1e-999999999", "1/0", "9" * 5000, 1e300, True, "soon"])
def test_a_time_is_a_plain_number_or_fraction(time: object) -> None:
    with pytest.raises(ValidationError, match="a time is"):
        composition(duration=time)


@pytest.mark.parametrize(("numerator", "denominator"), [(240_000, 1), (1, 1001), (241, 1)])
def test_a_frame_rate_is_one_that_films_have(numerator: int, denominator: int) -> None:
    with pytest.raises(ValidationError, match="between 1 and 240"):
        composition(rate={"numerator": numerator, "denominator": denominator})


@pytest.mark.parametrize("easing", ["nonsense", "cubic-bezier(" + "0" * 100_000 + "x", "steps(0)"])
def test_every_easing_is_checked_at_once(easing: str) -> None:
    keyframes = [{"time": 0, "value": 0, "easing": easing}, {"time": 1, "value": 1}]
    with pytest.raises(ValidationError, match=r"no easing|at most 2000"):
        composition({**TEXT, "opacity": {"keyframes": keyframes}})


def test_a_transitions_easing_is_one_that_there_is() -> None:
    clips: list[dict[str, Any]] = [
        {"kind": "clip", "id": name, "duration": 1, "source": {}} for name in ("a", "b")
    ]
    transition = {"kind": "transition", "easing": "nonsense"}
    with pytest.raises(ValidationError, match="no easing"):
        composition({"type": "track", "id": "track", "items": [clips[0], transition, clips[1]]})


def test_path_data_is_checked_when_the_document_is_read() -> None:
    shape = {"type": "shape", "id": "star", "shape": "path"}
    with pytest.raises(ValidationError, match="a path begins with M"):
        composition({**shape, "path": "L 1 1"})
    keyframes = [{"time": 0, "value": "M 0 0 L 1 1"}, {"time": 1, "value": "M 0 0 Q 1 1 0 1"}]
    with pytest.raises(ValidationError, match="the same commands"):
        composition({**shape, "path": {"keyframes": keyframes}})


@pytest.mark.parametrize(
    "style",
    [
        {"size": 1e308},
        {"shadow": {"blur": 1e6}},
        {"shadow": {"offset": [1e308, 0]}},
        {"glow": {"radius": 1e6}},
        {"long_shadow": {"offset": [1e7, 0]}},
        {"knock_out": {"padding": [1e308, 0]}},
        {"texture": {"pattern": "girih", "tile": 1e300}},
    ],
)
def test_a_style_reaches_no_farther_than_can_be_painted(style: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"(less|greater) than or equal|is between"):
        composition({**TEXT, "style": style})


@pytest.mark.parametrize(
    "layer",
    [
        {"transform": {"scale": 1e308}},
        {"transform": {"rotation": {"keyframes": [{"time": 0, "value": 1e300}]}}},
        {"transform": {"offset": [1e308, 0]}},
        {"place": {"width": 1e300}},
        {"spans": [{"start": 0, "underline": {"width": 1, "gap": -1e308}}]},
    ],
)
def test_a_layer_reaches_no_farther_than_can_be_painted(layer: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"(less|greater) than or equal|is between"):
        composition({**TEXT, **layer})


@pytest.mark.parametrize("end", [1e308, -1e16])
def test_a_counter_counts_what_a_double_holds_exactly(end: float) -> None:
    with pytest.raises(ValidationError, match=r"(less|greater) than or equal|is between"):
        composition({"type": "chart", "id": "count", "chart": {"kind": "counter", "end": end}})
