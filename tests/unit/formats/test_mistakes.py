import json
from typing import Any

import pytest

from studio.base.errors import DocumentError, Mistake
from studio.formats.document_file import SourceData, parse_json
from studio.formats.mistakes import validated
from studio.model.composition import Composition
from studio.model.template import Template


def _mistakes(**composition: Any) -> dict[str, str]:
    data = {"size": {"width": 1080, "height": 1920}, "duration": 5, **composition}
    with pytest.raises(DocumentError) as caught:
        validated(Composition, SourceData(data))
    return {mistake.path: mistake.message for mistake in caught.value.mistakes}


def _text(**more: Any) -> dict[str, Any]:
    return {"type": "text", "id": "a", "text": "نص", **more}


def _layer(layer: dict[str, Any]) -> dict[str, str]:
    return {path.removeprefix("layers.0."): text for path, text in _mistakes(layers=[layer]).items()}


@pytest.mark.parametrize(
    ("layer", "path", "part"),
    [
        (_text(stlye={}), "stlye", "did you mean 'style'?"),
        (_text(type="txet"), "type", "did you mean 'text'?"),
        (_text(style={"role": "titel"}), "style.role", "did you mean 'title'?"),
        (_text(style={"color": "acent"}), "style.color", "did you mean 'accent'?"),
        (_text(opacity={"keyframes": [{"time": 0, "value": 1, "easing": "ease-ni"}]}),
         "opacity.keyframes.0.easing", "did you mean 'ease-in'?"),
        (_text(opacity="much"), "opacity", "a number is expected here"),
        (_text(start="soon"), "start", "a time is a number of seconds"),
        (_text(id="no spaces"), "id", "a name has letters"),
        ({"type": "text", "id": "a"}, "text", "this is missing"),
        ({"id": "a"}, "", "'type' is missing"),
        ({"type": "shape", "id": "a", "fill": {"kind": "linaer", "stops": []}}, "fill.kind", "'linear'"),
        ({"type": "group", "id": "a", "layout": {"kind": "stak"}}, "layout.kind", "'stack'"),
        ({"type": "group", "id": "a", "padding": "x"}, "padding", "a number is expected"),
        ({"type": "group", "id": "a", "padding": [1, -2]}, "padding.1", "the smallest value here is 0"),
        ({"type": "group", "id": "g", "layers": [_text(style={"sise": 3})]}, "layers.0.style.sise", "'size'"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_plain_words_at_its_path(layer: dict[str, Any], path: str, part: str) -> None:
    found = {key.removeprefix("layers.0").strip("."): text for key, text in _mistakes(layers=[layer]).items()}
    assert part in found[path]


def test_one_wrong_value_is_one_mistake() -> None:
    assert len(_layer(_text(opacity="much"))) == 1
    assert len(_layer(_text(style={"color": "acent"}))) == 1
    assert len(_layer({"type": "shape", "id": "a", "fill": {"stops": [{"at": 2, "color": "ink"}]}})) == 2


def test_no_message_speaks_of_the_library_behind() -> None:
    layer = _text(style={"color": 3, "size": [], "role": None}, opacity={}, place=3, animations={"a": 1})
    for message in _layer(layer).values():
        assert not any(word in message for word in ("Input", "Value error", "pydantic", "BeforeValidator"))


def test_ids_used_twice_are_told_together_with_everything_else() -> None:
    found = _mistakes(layers=[_text(), _text(opacity="x")], duration=-1)
    assert "item 0" in found["layers.1.id"]
    assert set(found) == {"layers.1.id", "layers.1.opacity", "duration"}


def test_mistakes_carry_lines_and_come_in_their_order() -> None:
    text = json.dumps({"id": "x", "kind": "film", "parameters": [{"type": "text"}], "nmae": 1}, indent=1)
    with pytest.raises(DocumentError) as caught:
        validated(Template, parse_json(text.encode(), "t.json"))
    lines = [mistake.line for mistake in caught.value.mistakes if mistake.line is not None]
    assert lines == sorted(lines)
    assert len(lines) == 3
    assert Mistake("nmae", "there is no key 'nmae'; did you mean 'name'?", 9) in caught.value.mistakes
    assert {"name", "note", "body"} <= {mistake.path for mistake in caught.value.mistakes}


def test_a_sound_document_is_returned() -> None:
    data = {"size": {"width": 16, "height": 16}, "duration": 1, "layers": [_text()]}
    assert validated(Composition, SourceData(data)).layers[0].id == "a"
