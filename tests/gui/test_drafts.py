"""What is filled in, without widgets: samples, rows, names of films, the moment at which a value is seen."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from studio.gui.making import film_name, free_folder
from studio.gui.search import folded, rank
from studio.gui.wizard.draft import Draft
from studio.gui.wizard.moments import moment_of
from studio.model.layers import TrackLayer
from studio.model.parameters import ImageParameter
from studio.presets.catalog import bundled
from studio.scene.track_time import spans_of
from studio.services.opening import open_source


def draft(template: str, language: str = "ar") -> Draft:
    found = bundled().template(template)
    return Draft(found, found.formats[0], language)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("template", bundled().ids("templates"))
def test_every_template_stands_with_nothing_filled_in(template: str, language: str) -> None:
    """All samples as a person sees them, given back as values, are a film as well."""
    empty = draft(template, language)
    assert empty.given() == {}
    whole = empty
    for place, parameter in empty.places():
        sample = empty.sample(place)
        if sample is not None and not isinstance(parameter, ImageParameter):
            whole = whole.with_value(place, sample)
    assert open_source(template, whole.wishes()).composition.duration > 0


def test_one_field_of_a_row_leaves_the_others_as_they_are() -> None:
    one = draft("our-numbers").with_value(("figures", 1, "value"), 99)
    rows = one.given()["figures"]
    assert len(rows) == one.row_count("figures")
    assert rows[1]["value"] == 99
    assert rows[0]["value"] == one.sample(("figures", 0, "value"))


def test_taking_a_value_back_is_as_if_it_had_not_been_given() -> None:
    one = draft("our-numbers")
    assert one.with_value(("hook",), "x").with_value(("hook",), None) == one


def test_a_row_that_is_taken_away_leaves_the_rest_in_order() -> None:
    one = draft("steps")
    before = [one.sample(("steps", row, "text")) for row in range(one.row_count("steps"))]
    less = one.without_row("steps", 1)
    after = [row["text"] for row in less.given()["steps"]]
    assert after == [before[0], *before[2:]]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), max_size=12))
def test_rows_stay_within_their_bounds(changes: list[tuple[bool, int]]) -> None:
    one = draft("our-numbers")
    parameter = one.parameter("figures")
    low, high = getattr(parameter, "minimum", 0), getattr(parameter, "maximum", 0)
    for add, row in changes:
        count = one.row_count("figures")
        one = one.with_rows("figures", count + 1) if add else one.without_row("figures", row % count)
        assert low <= one.row_count("figures") <= high
        if one.rows:
            assert len(one.given()["figures"]) == one.row_count("figures")


def test_a_value_is_shown_while_its_clip_is_on_screen() -> None:
    one = draft("our-numbers")
    composition = open_source("our-numbers", one.wishes()).composition
    track = next(layer for layer in composition.layers if isinstance(layer, TrackLayer))
    spans = {span.clip.id: span for span in spans_of(track)[0] if span.clip is not None}

    def on_screen(name: str, row: int = 0) -> str:
        time = moment_of(one.template, composition, name, row)
        return next(id for id, span in spans.items() if span.start <= time < span.end)

    assert on_screen("hook") == "hook"
    assert on_screen("context") == "context"
    assert [on_screen("figures", row) for row in range(3)] == ["figure-1", "figure-2", "figure-3"]
    assert on_screen("finding") == "chart"
    assert on_screen("action") == "end"


@pytest.mark.parametrize("template", bundled().ids("templates"))
def test_every_moment_is_within_the_film(template: str) -> None:
    one = draft(template)
    composition = open_source(template, one.wishes()).composition
    for parameter in one.template.parameters:
        assert 0 <= moment_of(one.template, composition, parameter.id, 7) < composition.duration


def test_a_film_is_called_by_its_first_words() -> None:
    one = draft("a-word-heals")
    assert film_name(one) == "كلمة تداوي"
    assert film_name(replace(one, language="en")) == "A Word Heals"
    assert film_name(one.with_value(("hook",), "حوار\nيبني: جسرًا/وبيتًا؟")) == "حوار يبني جسرًا وبيتًا"
    assert film_name(one.with_value(("hook",), "...")) == "a-word-heals"
    assert len(film_name(one.with_value(("hook",), "كلمة " * 30))) <= 40


@given(st.text(max_size=60))
def test_a_name_can_be_a_folder_everywhere(text: str) -> None:
    name = film_name(draft("a-word-heals").with_value(("hook",), text))
    assert name == name.strip()
    assert name
    assert not set(name) & set('/\\:*?"<>|.\n\t\0')


def test_a_folder_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    assert free_folder(tmp_path, "film").name == "film.hiwar"
    (tmp_path / "film.hiwar").mkdir()
    assert free_folder(tmp_path, "film").name == "film 2.hiwar"


@pytest.mark.parametrize(
    ("query", "text"),
    [("تشكيل", "تَشْكِيل"), ("الاخيره", "الأخيرة"), ("hiwar", "HIWAR"), ("٢٠٢٦", "2026"), ("مدرسه", "مدرسة")],
)
def test_words_are_found_however_they_are_spelt(query: str, text: str) -> None:
    assert rank(query, text) == 0
    assert folded(query) == folded(text)


def test_the_best_answers_come_first() -> None:
    assert [rank("red", text) for text in ("red", "a red", "hatred", "green")] == [0, 1, 2, None]
    assert rank("film new", "new film") == 3
    assert rank("", "anything") == 0


def test_times_are_exact() -> None:
    one = draft("our-numbers")
    composition = open_source("our-numbers", one.wishes()).composition
    assert isinstance(moment_of(one.template, composition, "hook"), Fraction)
