"""Values as a person gives them."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from studio.base.errors import InputError
from studio.model.parameters import Parameter
from studio.services.given_values import absolute_in, map_pictures, parse_assignment, with_assignments

PARAMETERS: list[Parameter] = TypeAdapter(list[Parameter]).validate_python(
    [
        {"id": "title", "type": "text", "label": {"en": "Title"}},
        {"id": "photo", "type": "image", "label": {"en": "Photo"}},
        {
            "id": "rows",
            "type": "list",
            "label": {"en": "Rows"},
            "fields": [
                {"id": "value", "type": "number", "label": {"en": "Value"}},
                {"id": "face", "type": "image", "label": {"en": "Face"}, "optional": True},
            ],
            "sample": [{"value": 1}, {"value": 2}],
        },
        {
            "id": "lines",
            "type": "list",
            "label": {"en": "Lines"},
            "fields": [{"id": "line", "type": "text", "label": {"en": "Line"}}],
        },
        {
            "id": "unit",
            "type": "plural",
            "label": {"en": "Unit"},
            "sample": {"ar": {"other": "# بيت"}, "en": {"other": "# houses"}},
        },
    ]
)


def given(*written: str, values: dict[str, Any] | None = None, samples: bool = False) -> dict[str, Any]:
    assignments = [parse_assignment(one) for one in written]
    return with_assignments(PARAMETERS, values or {}, assignments, lambda name: f"<{name}>", samples=samples)


def test_text_is_taken_as_it_is() -> None:
    assert given("title=[ليس] قائمة = نعم") == {"title": "[ليس] قائمة = نعم"}


def test_a_list_is_written_as_toml() -> None:
    assert given('rows=[{value = 72, face = "a.png"}]') == {"rows": [{"value": 72, "face": "<a.png>"}]}
    assert given('lines=["one", "two"]') == {"lines": ["one", "two"]}


def test_parts_of_lists_and_languages_are_set_alone() -> None:
    assert given("rows.0.value=72", "rows.1.value=8", "rows.0.face=b.png") == {
        "rows": [{"value": "72", "face": "<b.png>"}, {"value": "8"}]
    }
    assert given("lines.0=سطر") == {"lines": ["سطر"]}
    assert given("title.ar=حوار", "title.en=Dialogue") == {"title": {"ar": "حوار", "en": "Dialogue"}}


def test_a_part_of_a_list_changes_the_sample_where_samples_are_wanted() -> None:
    assert given("rows.1.value=9", samples=True) == {"rows": [{"value": 1}, {"value": "9"}]}
    assert PARAMETERS[2].sample == [{"value": 1}, {"value": 2}]


def test_what_was_given_is_never_changed() -> None:
    values = {"rows": [{"value": 1}]}
    given("rows.0.value=2", values=values)
    assert values == {"rows": [{"value": 1}]}


@pytest.mark.parametrize(
    "written", ["title", "=x", "a..b=1", "0=1", "rows=[", "rows.5.value=1", "rows.value=1"]
)
def test_an_assignment_that_sets_nothing_is_refused(written: str) -> None:
    with pytest.raises(InputError) as error:
        given(written, values={"rows": [{"value": 1}]})
    assert error.value.message


def test_an_at_sign_reads_a_file_and_two_write_one(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("سطر أول\nسطر ثان\n", encoding="utf-8")
    assert given(f"title=@{file}") == {"title": "سطر أول\nسطر ثان"}
    assert given("title=@@hiwar") == {"title": "@hiwar"}
    with pytest.raises(InputError, match="no such file") as error:
        given("title=@hiwar")
    assert "@@" in error.value.hint


def test_pictures_are_found_beside_the_file_that_names_them() -> None:
    values = {"photo": "a.png", "title": "a.png", "rows": [{"value": 1, "face": "asset:pictures/x.jpg"}]}
    assert map_pictures(PARAMETERS, values, absolute_in(Path("folder"))) == {
        "photo": str(Path("folder") / "a.png"),
        "title": "a.png",
        "rows": [{"value": 1, "face": "asset:pictures/x.jpg"}],
    }
    assert map_pictures(PARAMETERS, {"photo": "id"}, absolute_in(Path("f"), ["id"])) == {"photo": "id"}


def test_forms_are_set_one_by_one_in_the_place_of_what_was_there() -> None:
    forms = {"one": "# house", "other": "# houses"}
    written = ("unit.one=# house", "unit.other=# houses")
    assert given(*written) == {"unit": forms}
    assert given(*written, values={"unit": "houses"}) == {"unit": forms}
    assert given(*written, samples=True) == {"unit": forms}
    assert given("unit.one=x", values={"unit": {"other": "y"}}) == {"unit": {"one": "x", "other": "y"}}
    assert given('unit={one = "x", other = "y"}') == {"unit": {"one": "x", "other": "y"}}
    assert given("unit.en.other=houses", samples=True)["unit"]["en"] == {"other": "houses"}
    with pytest.raises(InputError, match="no valid TOML"):
        given("unit={one = ")


def test_where_a_film_begins_stays_with_its_changed_name() -> None:
    values = {"photo": "walk.mp4#t=2.5"}
    assert map_pictures(PARAMETERS, values, absolute_in(Path("/films"))) == {
        "photo": str(Path("/films/walk.mp4")) + "#t=2.5"
    }
