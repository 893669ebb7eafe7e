from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.layers import GroupLayer, ImageLayer, TextLayer, TrackLayer
from studio.model.style import GradientStop, TextStyle
from studio.presets.expressions import (
    OMITTED,
    ExpressionError,
    LeaveOut,
    Scope,
    chosen_key,
    holds,
    is_switch,
    substitute,
)

SCOPE = Scope(
    {"n": 1234.5, "year": 2015, "title": "حوار", "none": OMITTED, "on": True, "zero": 0, "rows": [],
     "item": {"label": "نص", "value": 7}, "format": "9:16"},
    language="ar",
    format="9:16",
    digits="arab",
    ungrouped=frozenset({"year"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "read", "value"),
    [
        ("{n}", False, 1234.5),
        ("{ n }", True, "١٬٢٣٤٫٥"),
        ("{year}", True, "٢٠١٥"),
        ("في {year}: {title}", True, "في ٢٠١٥: حوار"),
        ("row-{year}", False, "row-2015"),
        ("{item.label} {item.value}", True, "نص ٧"),
        ("{item}", False, {"label": "نص", "value": 7}),
        ("{{{title}}}", True, "{حوار}"),
        ("no names", True, "no names"),
    ],
)
def test_a_placeholder_is_replaced(text: str, read: bool, value: Any) -> None:
    assert substitute(text, SCOPE, read=read) == value


@pytest.mark.parametrize(
    "text", ["{titel}", "a {", "}", "{a b}", "x {rows}", "{item.valeu}", "{title.x}", "{}"]
)
def test_a_wrong_placeholder_is_a_mistake(text: str) -> None:
    with pytest.raises(ExpressionError):
        substitute(text, SCOPE, read=True)


@pytest.mark.parametrize("text", ["{none}", "x {none}"])
def test_a_missing_optional_value_leaves_out_what_needs_it(text: str) -> None:
    with pytest.raises(LeaveOut):
        substitute(text, SCOPE, read=True)


@given(st.text())
def test_values_are_never_read_as_expressions(value: str) -> None:
    assert substitute("{v}", Scope({"v": value}, "ar", "9:16"), read=True) == value
    assert substitute("<{v}>", Scope({"v": value}, "ar", "9:16"), read=True) == f"<{value}>"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("title", True), ("!title", False), ("none", False), ("!none", True), ("zero", False),
        ("rows", False),
        ("year=2015", True), ("year!=2015", False), ("none=x", False), ("format=9:16", True),
        ("item.label=نص", True), (["title", "!none"], True), (["title", "none"], False), ("on=true", True),
    ],
)  # fmt: skip
def test_a_condition_holds_as_it_reads(condition: Any, expected: bool) -> None:
    assert holds(condition, SCOPE) is expected


@pytest.mark.parametrize("condition", ["titel", "a b", "", 3, ["title", "x y"]])
def test_a_wrong_condition_is_a_mistake(condition: Any) -> None:
    with pytest.raises(ExpressionError):
        holds(condition, SCOPE)


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ({"ar": 1, "en": 2}, "ar"),
        ({"en": 2, "else": 3}, "else"),
        ({"en": 2}, None),
        ({"16:9": 1, "4:5, 9:16": 2}, "4:5, 9:16"),
        ({"1:1": 1, "else": 2}, "else"),
    ],
)
def test_a_switch_picks_its_branch(table: dict[str, Any], key: str | None) -> None:
    assert is_switch(table)
    assert chosen_key(table, SCOPE) == key


@pytest.mark.parametrize("model", [TextLayer, ImageLayer, GroupLayer, TrackLayer, TextStyle, GradientStop])
def test_no_field_of_the_model_is_mistaken_for_a_switch(model: Any) -> None:
    assert not any(is_switch({name: 1}) for name in model.model_fields)
    assert not is_switch({})


@pytest.mark.parametrize(
    ("value", "shown", "plain"),
    [(1234567, "١٬٢٣٤٬٥٦٧", "1234567"), (1234.25, "١٬٢٣٤٫٢٥", "1234.25"), (72.0, "٧٢", "72")],
)
def test_only_numbers_for_people_are_in_their_numbering_system(value: float, shown: str, plain: str) -> None:
    scope = Scope({"n": value}, language="ar", format="9:16", digits="arab")
    assert substitute("{n} كلمة", scope, read=True) == f"{shown} كلمة"
    assert substitute("{n}%", scope, read=False) == f"{plain}%"
