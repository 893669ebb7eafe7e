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
