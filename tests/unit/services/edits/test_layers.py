"""Adding, removing, ordering, grouping: paths lead where they should, and what is drawn is what was meant."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.services.edits.groups import group_layers, ungroup
from studio.services.edits.layers import (
    add_layers,
    duplicate_layers,
    move_layer,
    new_layer,
    raise_layers,
    remove_layers,
    rename,
    set_hidden,
    set_locked,
)
from studio.services.edits.paths import layer_at, node_at, walk
from tests.unit.services.edits.documents import document, frames, shape

IDS = [layer.id for layer in document().layers]


def ids(composition: Composition) -> list[str]:
    return [layer.id for layer in composition.layers]


def test_every_path_leads_to_its_layer() -> None:
    composition = document()
    found = dict(walk(composition))
    assert ("track", "two", "dot") in found
    assert ("group", "words") in found
    assert ("scene", "deep") in found
    for path, node in found.items():
        assert node_at(composition, path) is node


@pytest.mark.parametrize("path", [(), ("none",), ("title", "none"), ("track", "one", "none")])
def test_a_path_that_leads_nowhere_is_refused(path: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match="no layer"):
        layer_at(document(), path)


@pytest.mark.parametrize("parent", [(), ("group",), ("scene",), ("track", "one")])
def test_layers_are_added_with_free_ids_wherever_layers_are_held(parent: tuple[str, ...]) -> None:
    layer = new_layer(shape("dot"))
    composition, (first,) = add_layers(document(), [layer], parent)
    composition, (second,) = add_layers(composition, [layer], parent, 0)
    assert first != second
    assert layer_at(composition, first).type == layer_at(composition, second).type == "shape"
    assert Composition.model_validate(composition.model_dump()) == composition
    assert remove_layers(composition, [first, second]) == document()


def test_what_did_not_change_is_shared() -> None:
    before = document()
    after, _ = add_layers(before, [new_layer(shape("new"))], ("group",))
    assert after.layers[2] is before.layers[2]
    assert after.layers[1] is not before.layers[1]


def test_a_title_holds_no_layers() -> None:
    with pytest.raises(InputError, match="holds no layers"):
        add_layers(document(), [new_layer(shape("new"))], ("title",))


def test_a_copy_stands_right_above_its_layer() -> None:
    composition, paths = duplicate_layers(document(), [("moving",), ("group", "inner")])
    assert paths == (("moving-2",), ("group", "inner-2"))
    assert ids(composition)[:2] == ["moving", "moving-2"]


@given(st.sets(st.sampled_from(IDS), min_size=1), st.integers(-8, 8))
def test_raised_layers_keep_their_order_and_come_back(chosen: set[str], by: int) -> None:
    before = document()
    after = raise_layers(before, [(one,) for one in chosen], by)
    assert sorted(ids(after)) == sorted(IDS)
    assert [one for one in ids(after) if one in chosen] == [one for one in IDS if one in chosen]
    assert [one for one in ids(after) if one not in chosen] == [one for one in IDS if one not in chosen]
    far = raise_layers(before, [(one,) for one in chosen], 20)
    assert ids(far)[-len(chosen) :] == [one for one in IDS if one in chosen]


@given(st.sampled_from(IDS), st.integers(0, len(IDS) - 1))
def test_moving_a_layer_there_and_back_is_identity(identifier: str, index: int) -> None:
    before = document()
    there, path = move_layer(before, (identifier,), (), index)
    back, _ = move_layer(there, path, (), IDS.index(identifier))
    assert back == before


def test_a_group_cannot_be_put_into_itself() -> None:
    with pytest.raises(InputError, match="into itself"):
        move_layer(document(), ("group",), ("group",))


def test_a_layer_moves_into_a_clip() -> None:
    composition, path = move_layer(document(), ("moving",), ("track", "two"))
    assert path == ("track", "two", "moving")
    assert "moving" not in ids(composition)


def test_names_eyes_and_locks() -> None:
    composition = rename(document(), ("track", "one"), "المقدمة")
    assert node_at(composition, ("track", "one")).name == "المقدمة"
    composition = set_hidden(composition, [("title",), ("group", "words")], True)
    assert layer_at(composition, ("group", "words")).hidden
    composition = set_locked(composition, [("title",)], True)
    assert layer_at(composition, ("title",)).locked


@pytest.mark.parametrize("chosen", [["moving"], ["moving", "group"], ["title", "counter", "caption"]])
def test_neighbours_look_the_same_as_a_group_and_after(chosen: list[str]) -> None:
    before = document()
    grouped, path = group_layers(before, [(one,) for one in chosen])
    assert frames(grouped) == frames(before)
    loose, paths = ungroup(grouped, path)
    assert [one[0] for one in paths] == chosen
    assert loose == before


def test_ungrouped_layers_are_seen_when_the_group_was() -> None:
    composition, paths = ungroup(document(), ("group",))
    inner, words = (layer_at(composition, path) for path in paths)
    assert inner.start == 1
    assert words.start == Fraction(3, 2)
    assert inner.end == words.end == 5


def test_layers_of_several_groups_are_not_grouped() -> None:
    with pytest.raises(InputError, match="side by side"):
        group_layers(document(), [("title",), ("group", "words")])
