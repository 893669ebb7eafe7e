"""Mistakes in spans are told in words."""

from typing import Any

import pytest
from pydantic import ValidationError

from studio.model.layers import TextLayer
from studio.model.text_effects import Texture


def layer(**span: Any) -> TextLayer:
    return TextLayer.model_validate({"id": "text", "text": "سلام", "spans": [span]})


@pytest.mark.parametrize(
    ("span", "message"),
    [
        ({"color": "accent"}, "needs 'find' or 'start'"),
        ({"find": "سلام", "start": 1}, "not both"),
        ({"find": "سلام", "end": 1}, "not both"),
        ({"start": 3, "end": 3}, "must be greater than"),
        ({"start": 0, "nth": 2}, "'find', which is not given"),
        ({"start": 0, "whole_words": True}, "'find', which is not given"),
        ({"find": ""}, "at least 1 character"),
        ({"find": "س", "nth": 0}, "greater than or equal to 1"),
        ({"find": "س", "part": "dots"}, "'all', 'letters' or 'marks'"),
        ({"find": "س", "colour": "accent"}, "Extra inputs"),
    ],
)
def test_mistakes_are_refused_in_words(span: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        layer(**span)


def test_a_span_may_begin_without_an_end() -> None:
    assert layer(start=0, color="accent").spans[0].end is None


@pytest.mark.parametrize("wrong", [{}, {"pattern": "star-8", "media": "photo"}])
def test_a_texture_is_a_pattern_or_a_picture(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="either 'pattern' or 'media'"):
        Texture.model_validate(wrong)
