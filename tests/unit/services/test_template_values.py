"""Other values of a film's template: what was changed by hand stays."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.model.layers import TextLayer
from studio.model.project import Project, TemplateUse
from studio.presets.catalog import bundled
from studio.presets.instantiate import instantiate
from studio.services.edits.fields import set_field
from studio.services.edits.layers import add_layers, remove_layers
from studio.services.edits.paths import in_composition
from studio.services.edits.template_values import merged, with_template_values, with_value
from studio.services.edits.texts import texts_of


def _film() -> Project:
    template = bundled().template("our-numbers")
    values = {one.id: one.sample for one in template.parameters if one.sample is not None}
    composition = instantiate(template, values, language="ar")
    return Project(compositions=(composition,), source=TemplateUse(template=template.id, values=values))


def _words(project: Project) -> set[str]:
    return {one.text for one in texts_of(project.compositions[0])}


def test_another_value_is_seen_in_the_film() -> None:
    film = _film()
    assert film.source is not None
    values = with_value(film.source.values, ("hook",), "هل نسمع؟", "ar")
    assert values["hook"]["en"] == film.source.values["hook"]["en"], "the other language stays"
    changed = with_template_values(film, values)
    assert "هل نسمع؟" in _words(changed)
    assert changed.source is not None
    assert changed.source.values == values


def test_changes_by_hand_stay() -> None:
    film = _film()
    path = next(one.path for one in texts_of(film.compositions[0]) if one.text == "ماذا يصنع الحوار؟")
    by_hand = in_composition(film, "main", lambda one: set_field(one, path, ("style", "color"), "warning"))
    by_hand = in_composition(
        by_hand, "main", lambda one: add_layers(one, [TextLayer(id="mine", text="بيدي")])[0]
    )
    assert by_hand.source is not None
    values = with_value(by_hand.source.values, ("hook",), "هل نسمع؟", "ar")
    changed = with_template_values(by_hand, values)
    assert {"هل نسمع؟", "بيدي"} <= _words(changed)
    layer = next(one for one in texts_of(changed.compositions[0]) if one.text == "هل نسمع؟")
    assert layer.path == path
    assert changed.compositions[0].layers[-1].id == "mine"


def test_what_was_removed_stays_removed() -> None:
    film = _film()
    path = next(one.path for one in texts_of(film.compositions[0]) if one.text == "ماذا يصنع الحوار؟")
    without = in_composition(film, "main", lambda one: remove_layers(one, [path]))
    assert without.source is not None
    values = with_value(without.source.values, ("context",), "سياق آخر", "ar")
    changed = with_template_values(without, values)
    assert "ماذا يصنع الحوار؟" not in _words(changed)
    assert "سياق آخر" in _words(changed)


def test_a_film_without_a_template_is_told() -> None:
    film = _film().model_copy(update={"source": None})
    with pytest.raises(InputError):
        with_template_values(film, {})


_PLAIN = st.recursive(
    st.integers(0, 3), lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3), max_leaves=6
)


@given(_PLAIN, _PLAIN)
def test_one_sided_changes_win(base: Any, other: Any) -> None:
    assert merged(base, base, other) == other
    assert merged(base, other, base) == other
    assert merged(base, other, other) == other
