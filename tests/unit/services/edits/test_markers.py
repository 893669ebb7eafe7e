"""Markers: added once at a moment, kept in order, within the film."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.services.edits.markers import add_marker, change_marker, marker_at, remove_marker

FILM = Composition.model_validate({"size": {"width": 160, "height": 160}, "duration": 6})


@given(times=st.lists(st.fractions(0, 8), max_size=8))
def test_markers_stand_in_order_and_never_twice_at_a_time(times: list[Fraction]) -> None:
    film = FILM
    for time in times:
        film, id = add_marker(film, time)
        assert marker_at(film, id).time == min(time, Fraction(6))
    found = [marker.time for marker in film.markers]
    assert found == sorted(set(found))
    for marker in film.markers:
        film = remove_marker(film, marker.id)
    assert film.markers == ()


def test_a_marker_is_renamed_moved_and_coloured() -> None:
    film, id = add_marker(FILM, Fraction(2), "اللازمة")
    film, other = add_marker(film, Fraction(3))
    film = change_marker(film, other, time=Fraction(1), color="positive")
    assert [marker.id for marker in film.markers] == [other, id]
    film = change_marker(film, id, name="الخاتمة", time=Fraction(99))
    assert marker_at(film, id).name == "الخاتمة"
    assert marker_at(film, id).time == 6
    assert change_marker(film, id, name="الخاتمة") is film
    assert Composition.model_validate(film.model_dump()) == film
    with pytest.raises(InputError):
        change_marker(film, id, color="puce")
    with pytest.raises(InputError):
        remove_marker(film, "none")
