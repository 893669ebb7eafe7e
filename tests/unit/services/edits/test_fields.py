"""Setting any field: checked as a file is, said in plain words."""

from fractions import Fraction
from typing import Any

import pytest

from studio.base.errors import DocumentError, InputError
from studio.model.animation import Keyframes
from studio.model.layers import ShapeLayer, TextLayer
from studio.services.edits.fields import FieldPath, field_value, is_set, reset_field, set_field, set_fields
from studio.services.edits.paths import layer_at
from tests.unit.services.edits.documents import document


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ((), ("language",), "en"),
        ((), ("look", "palette", "accent"), "#102030"),
        (("title",), ("style", "size"), 48.0),
        (("title",), ("text",), "كلام آخر"),
        (("title",), ("place", "anchor"), "top-start"),
        (("title",), ("animations", 0, "delay"), Fraction(1, 3)),
        (("group", "words"), ("style", "color"), "accent@60"),
        (("track", "two"), ("duration",), Fraction(3)),
        (("track", "one", "dot"), ("radius",), 12.0),
        (("caption",), ("cues", 1, "text"), "غيره"),
    ],
)
def test_what_is_set_is_read_back(path: tuple[str, ...], field: tuple[str | int, ...], value: Any) -> None:
    before = document()
    after = set_field(before, path, field, value)
    assert field_value(after, path, field) == value
    assert is_set(after, path, field)
    assert type(before).model_validate(after.model_dump()) == after
    assert set_field(after, path, field, field_value(before, path, field)) == before


def test_a_table_that_is_not_there_is_begun() -> None:
    after = set_field(document(), ("moving",), ("shadow", "blur"), 20.0)
    assert field_value(after, ("moving",), ("shadow", "blur")) == 20
    assert reset_field(after, ("moving",), ("shadow",)) == document()


def test_a_number_gives_way_to_keyframes_and_they_grow() -> None:
    frame = {"time": 0, "value": 0.5}
    after = set_field(document(), ("title",), ("opacity",), {"keyframes": [frame]})
    after = set_field(after, ("title",), ("opacity", "keyframes", 1), {"time": 2, "value": 1})
    opacity = layer_at(after, ("title",)).opacity
    assert isinstance(opacity, Keyframes)
    assert [one.value for one in opacity.keyframes] == [0.5, 1]
    assert set_field(after, ("title",), ("opacity",), 1.0) == document()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (("style", "size"), "large", "number"),
        (("style", "size"), -3, "smallest|above"),
        (("style", "color"), "acent", "did you mean 'accent'"),
        (("place", "anchor"), "topp", "did you mean 'top'"),
        (("start",), "soon", "seconds"),
        (("text",), None, "text is expected"),
        (("opacity", "keyframes"), [{"time": 1, "value": 1}, {"time": 0, "value": 1}], "order of time"),
    ],
)
def test_mistakes_are_told_in_plain_words(field: tuple[str, ...], value: Any, message: str) -> None:
    with pytest.raises(DocumentError, match=message) as caught:
        set_field(document(), ("title",), field, value)
    assert caught.value.mistakes[0].path.startswith(field[0])


def test_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InputError, match="did you mean 'style'"):
        set_field(document(), ("title",), ("stile", "size"), 3)
    with pytest.raises(InputError, match="no item 9"):
        set_field(document(), ("caption",), ("cues", 9, "text"), "x")
    with pytest.raises(InputError, match="rename"):
        set_field(document(), ("title",), ("id",), "other")


def test_fields_that_need_each_other_are_set_together() -> None:
    values: dict[FieldPath, Any] = {("shape",): "path", ("path",): "M 0 0 L 1 1 Z"}
    after = layer_at(set_fields(document(), ("moving",), values), ("moving",))
    assert isinstance(after, ShapeLayer)
    assert after.shape == "path"


def test_what_is_reset_was_never_said() -> None:
    before = document()
    after = reset_field(before, ("title",), ("style", "size"))
    assert not is_set(after, ("title",), ("style", "size"))
    assert is_set(before, ("title",), ("style", "size"))
    title = layer_at(after, ("title",))
    assert isinstance(title, TextLayer)
    assert title.style.model_fields_set == set()
    with pytest.raises(DocumentError, match="missing"):
        reset_field(before, ("title",), ("text",))


def test_setting_what_is_there_changes_nothing() -> None:
    before = document()
    assert set_field(before, ("title",), ("style", "size"), 24.0) is before
