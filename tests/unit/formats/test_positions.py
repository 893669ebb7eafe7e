import json
import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studio.formats.positions import Path, dotted, json_positions, toml_positions

TOML = '''# a comment with [brackets] and "quotes"
id = "a"
name = { ar = "حوار", en = "x # no comment" }
text = """
two
lines"""
raw = 'c:\\n'

[look.palette] # behind a header
"accent-2" = "#ffffff"

[[layers]]
type = "text"
sizes = [
    1, # one
    2,
    { a = 1, b = [ 3,
      4 ] },
]

[[layers]]
place.area = "safe"

[[layers.items]]
kind = "clip"

[layers.items.source]
x = 1

[[layers.items]]
kind = "gap"
'''


def _paths(data: Any, path: Path = ()) -> list[Path]:
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(found for key, value in children for found in _paths(value, (*path, key)))]


def test_every_value_of_a_toml_text_has_its_line() -> None:
    positions = toml_positions(TOML)
    lines = TOML.splitlines()
    paths = [path for path in _paths(tomllib.loads(TOML)) if path]
    assert set(paths) <= set(positions.lines)
    assert positions.lines["id",] == 2
    assert positions.lines["name", "en"] == 3
    assert lines[positions.lines["raw",] - 1].startswith("raw")
    assert lines[positions.lines["look", "palette", "accent-2"] - 1].startswith('"accent-2"')
    assert lines[positions.lines["layers", 0, "sizes", 1] - 1].strip() == "2,"
    assert lines[positions.lines["layers", 0, "sizes", 2, "b", 1] - 1].strip().startswith("4")
    assert lines[positions.lines["layers", 1, "place", "area"] - 1].startswith("place.area")
    assert lines[positions.lines["layers", 1, "items", 0, "source", "x"] - 1] == "x = 1"
    assert lines[positions.lines["layers", 1, "items", 1, "kind"] - 1] == 'kind = "gap"'


_keys = st.text(st.characters(codec="utf-8", exclude_characters="\u2028\u2029\x85\x0b\x0c\r\x1c\x1d\x1e"))
_data = st.recursive(
    st.none() | st.booleans() | st.integers() | _keys,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(_keys, children, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(_keys, _data, max_size=5))
def test_the_line_of_every_json_key_holds_that_key(data: dict[str, Any]) -> None:
    text = json.dumps(data, indent=1)
    lines, positions = text.split("\n"), json_positions(text)
    for path in _paths(data):
        if path and isinstance(path[-1], str) and path[-1].isascii():
            assert lines[positions.lines[path] - 1].lstrip().startswith(json.dumps(path[-1]))


def test_an_unknown_path_has_the_line_of_what_holds_it() -> None:
    positions = json_positions('{\n"a": {\n"b": 1}}')
    assert positions.line_of(("a", "c", 3)) == 2
    assert positions.line_of(("z",)) is None
    assert dotted(("layers", 2, "opacity")) == "layers.2.opacity"
