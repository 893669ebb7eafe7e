import datetime
from typing import Any

import pytest
from pydantic import TypeAdapter

from studio.model.parameters import Parameter
from studio.presets.expressions import OMITTED
from studio.presets.values import checked_values

LABEL = {"ar": "س", "en": "s"}
_adapter: TypeAdapter[tuple[Parameter, ...]] = TypeAdapter(tuple[Parameter, ...])
PARAMETERS = _adapter.validate_python(
    [
        {"id": "title", "type": "text", "label": LABEL, "max_length": 10,
         "sample": {"ar": "عنوان", "en": "Title"}},
        {"id": "year", "type": "number", "label": LABEL, "minimum": 2000, "maximum": 2100, "default": 2015},
        {"id": "mood", "type": "choice", "label": LABEL, "choices": ["calm", "bold"], "default": "calm"},
        {"id": "grid", "type": "boolean", "label": LABEL, "default": False},
        {"id": "tint", "type": "color", "label": LABEL, "default": "accent"},
        {"id": "photo", "type": "image", "label": LABEL, "optional": True},
        {"id": "mark", "type": "icon", "label": LABEL, "optional": True},
        {"id": "day", "type": "date", "label": LABEL, "optional": True},
        {"id": "unit", "type": "plural", "label": LABEL, "optional": True, "max_length": 12},
        {"id": "rows", "type": "list", "label": LABEL, "minimum": 1, "maximum": 2, "sample": [{"name": "a"}],
         "fields": [{"id": "name", "type": "text", "label": LABEL},
                    {"id": "value", "type": "number", "label": LABEL, "default": 1}]},
    ]
)  # fmt: skip
GIVEN: dict[str, Any] = {"title": "عنوان", "rows": [{"name": "a"}]}


def _check(values: dict[str, Any], language: str = "ar") -> tuple[dict[str, Any], dict[str, str]]:
    result, mistakes = checked_values(PARAMETERS, values, language)
    return result, {mistake.path.removeprefix("values."): mistake.message for mistake in mistakes}


def test_defaults_fill_what_is_missing_and_optional_values_are_omitted() -> None:
    values, mistakes = _check(GIVEN)
    assert not mistakes
    assert values["year"] == 2015
    assert values["photo"] is OMITTED
    assert values["rows"] == [{"name": "a", "value": 1}]


def test_samples_fill_only_when_asked() -> None:
    _, mistakes = _check({})
    assert set(mistakes) == {"title", "rows"}
    values, wrong = checked_values(PARAMETERS, {}, "en", use_samples=True)
    assert not wrong
    assert values["title"] == "Title"


def test_texts_are_chosen_by_language() -> None:
    by_language = {**GIVEN, "title": {"ar": "عنوان", "en": "Title"}}
    assert _check(by_language)[0]["title"] == "عنوان"
    assert _check(by_language, "en")[0]["title"] == "Title"
    assert "'en'" in _check({**GIVEN, "title": {"ar": "x"}}, "en")[1]["title"]


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [("year", "2015", 2015), ("year", "٢٠١٥", 2015), ("year", "٢٬٠١٥٫٥", 2015.5), ("grid", "yes", True),
     ("grid", "لا", False), ("title", 72, "72"), ("tint", "brand.ink", "ink"), ("photo", "", OMITTED)],
)  # fmt: skip
def test_values_may_come_as_text_from_a_command_line(name: str, given: Any, value: Any) -> None:
    values, mistakes = _check({**GIVEN, name: given})
    assert not mistakes
    assert values[name] == value


@pytest.mark.parametrize(
    ("name", "given", "path", "part"),
    [
        ("titel", "x", "titel", "did you mean 'title'?"),
        ("title", "x" * 11, "title", "11 characters; at most 10"),
        ("title", "a\nb", "title", "one line"),
        ("title", "  ", "title", "empty"),
        ("title", ["x"], "title", "text is expected"),
        ("title", "\x07", "title", "control"),
        ("year", "soon", "year", "a number"),
        ("year", True, "year", "a number"),
        ("year", "nan", "year", "a number"),
        ("year", 1999, "year", "the smallest value here is 2000"),
        ("year", 2101, "year", "the largest value here is 2100"),
        ("mood", "blod", "mood", "did you mean 'bold'?"),
        ("grid", "maybe", "grid", "true or false"),
        ("tint", "acent", "tint", "a colour is"),
        ("photo", 3, "photo", "a picture"),
        ("mark", "../x", "mark", "name of an icon"),
        ("rows", [], "rows", "1 to 2"),
        ("rows", [{"name": "a"}] * 3, "rows", "3 rows given"),
        ("rows", "a", "rows", "a list of rows"),
        ("rows", [{"nmae": "a"}], "rows.0.nmae", "did you mean 'name'?"),
        ("rows", [{"name": "a"}, {"name": "b", "value": "x"}], "rows.1.value", "a number"),
        ("rows", ["a"], "rows.0", "a row is a table"),
    ],
)
def test_a_wrong_value_is_told_at_its_path(name: str, given: Any, path: str, part: str) -> None:
    assert part in _check({**GIVEN, name: given})[1][path]


def test_all_mistakes_are_told_at_once() -> None:
    _, mistakes = _check(
        {"titel": 1, "year": "x", "mood": "x", "grid": "x", "tint": "x", "rows": [{"value": []}]}
    )
    assert set(mistakes) == {"titel", "title", "year", "mood", "grid", "tint", "rows.0.name", "rows.0.value"}


@pytest.mark.parametrize("number", [10**400, -(10**16), float("inf"), float("nan"), "1" * 400, "1e400"])
def test_a_number_beyond_reason_is_a_mistake(number: Any) -> None:
    _, mistakes = _check({**GIVEN, "rows": [{"name": "a", "value": number}]})
    assert "number is expected" in mistakes["rows.0.value"]


@pytest.mark.parametrize("given", ["2026-01-05", "٢٠٢٦-٠١-٠٥", datetime.date(2026, 1, 5)])
def test_a_date_is_read_however_it_is_given(given: Any) -> None:
    assert _check({**GIVEN, "day": given})[0]["day"] == datetime.date(2026, 1, 5)


@pytest.mark.parametrize("given", ["soon", "2026-02-30", "5/1/2026", 20260105, True, ["2026-01-05"]])
def test_what_is_no_date_is_told_how_one_is_written(given: Any) -> None:
    assert "2026-01-05" in _check({**GIVEN, "day": given})[1]["day"]


def test_forms_are_all_there_so_that_a_template_can_ask_for_them() -> None:
    forms = {"one": "مشارك", "other": "# مشاركين"}
    assert _check({**GIVEN, "unit": forms})[0]["unit"] == {
        **dict.fromkeys(("zero", "two", "few", "many"), OMITTED),
        **forms,
    }
    assert _check({**GIVEN, "unit": {"ar": forms, "en": "x"}}, "en")[0]["unit"]["other"] == "x"
    assert _check({**GIVEN, "unit": "مشارك"})[0]["unit"]["other"] == "مشارك"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"one": "x"}, "'other' is missing"),
        ({"other": "x", "tow": "y"}, "did you mean 'two'"),
        ({"other": "x" * 13}, "in 'other': the text has 13 characters"),
        ({"other": 5, "one": ["x"]}, "in 'one': text is expected"),
        ({}, "'other' is missing"),
    ],
)
def test_mistakes_in_forms_are_told(given: Any, message: str) -> None:
    assert message in _check({**GIVEN, "unit": given})[1]["unit"]
