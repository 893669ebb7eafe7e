"""What was said is said after saving, even where it is the default: its picture may depend on it."""

from fractions import Fraction
from typing import Any

import pytest

from studio.formats.document_file import parse_json
from studio.formats.project_file import parse_project, project_bytes
from studio.model.layers import CaptionLayer
from studio.model.project import Project
from studio.model.style import TextStyle


def saved_and_opened(layer: dict[str, Any]) -> tuple[Any, Any]:
    composition = {"size": {"width": 108, "height": 192}, "duration": 2, "layers": [layer]}
    project = Project.model_validate({"compositions": [composition]})
    again = parse_project(parse_json(project_bytes(project)))
    assert again == project
    assert project_bytes(again) == project_bytes(project)
    return project.compositions[0].layers[0], again.compositions[0].layers[0]


def captions(**more: Any) -> dict[str, Any]:
    return {"type": "caption", "id": "c", "cues": [{"start": 0, "end": 2, "text": "حوار"}], **more}


@pytest.mark.parametrize("anchor", ["center", "top"])
def test_an_anchor_that_was_given_is_given_after_saving(anchor: str) -> None:
    before, after = saved_and_opened(captions(place={"anchor": anchor}))
    assert after.place.model_fields_set == before.place.model_fields_set == {"anchor"}


def test_a_place_that_nobody_gave_is_not_there_after_saving() -> None:
    _, after = saved_and_opened(captions())
    assert isinstance(after, CaptionLayer)
    assert after.place.model_fields_set == set()
    assert b"place" not in project_bytes(
        Project.model_validate({"compositions": [{"size": {"width": 16, "height": 16}, "duration": 1}]})
    )


@pytest.mark.parametrize("said", [{"align": "start"}, {"role": "body"}, {"color": "ink", "balance": True}])
def test_a_style_that_says_its_defaults_says_them_after_saving(said: dict[str, Any]) -> None:
    before, after = saved_and_opened(captions(style={"text": said}))
    assert after.style.text.model_fields_set == before.style.text.model_fields_set == set(said)


def test_every_field_of_a_style_with_a_default_that_says_something_is_kept() -> None:
    speaking = {
        name
        for name, field in TextStyle.model_fields.items()
        if field.default is not None and not field.is_required() and field.default_factory is None
    }
    assert speaking == TextStyle.MEANT


def test_times_and_sizes_are_still_left_out_where_they_are_the_default() -> None:
    data = captions(start=0, opacity=1.0, hidden=False)
    _, after = saved_and_opened(data)
    assert after.start == Fraction(0)
    assert "hidden" not in after.model_fields_set
