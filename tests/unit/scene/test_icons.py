"""The bundled icons: all readable, inside their grid, named in both languages, mirrored where they point."""

import pytest

from studio.base.errors import InputError
from studio.base.geometry import Rect
from studio.base.paths import assets_dir
from studio.scene.icons import GRID, STROKE, Icon, icon, icon_ids

ALL = [icon(id) for id in icon_ids()]


def test_there_are_enough_icons_with_their_licence_beside_them() -> None:
    assert len(ALL) >= 60
    assert "MIT License" in (assets_dir() / "icons" / "LICENSE").read_text("utf-8")


@pytest.mark.parametrize("one", ALL, ids=icon_ids())
def test_lines_stay_in_the_grid_with_their_stroke(one: Icon) -> None:
    assert one.paths
    half = STROKE / 2
    for path in one.paths:
        bounds = path.bounds  # holds control points too, so allow a little at the sides
        assert (
            Rect(0, 0, GRID, GRID)
            .expanded(0.5)
            .contains(
                Rect.from_edges(bounds.x - half, bounds.y - half, bounds.right + half, bounds.bottom + half)
            )
        )


def test_every_icon_has_a_name_of_its_own_in_arabic_and_english() -> None:
    for language in ("ar", "en"):
        names = [one.names[language] for one in ALL]
        assert all(names)
        assert len(set(names)) == len(names)
    assert all("\u0600" <= one.names["ar"][0] <= "\u06ff" for one in ALL)


def test_icons_that_point_along_the_line_mirror_and_others_do_not() -> None:
    assert all(
        icon(id).mirrors for id in ("arrow-right", "arrow-left", "chevron-right", "help-circle", "send")
    )
    assert not any(
        icon(id).mirrors
        for id in ("check", "list-check", "clock", "player-play", "phone", "search", "arrow-up")
    )


def test_mirrored_arrow_points_the_other_way() -> None:
    arrow = icon("arrow-right")
    assert arrow.outline(24, right_to_left=True).bounds == arrow.outline(24).bounds.mirrored(24)
    right, left = arrow.outline(48), arrow.outline(48, right_to_left=True)
    assert right.coords[1::2] == left.coords[1::2]
    assert [48 - x for x in right.coords[0::2]] == pytest.approx(list(left.coords[0::2]))
    check = icon("check")
    assert check.outline(48) == check.outline(48, right_to_left=True)


def test_an_icon_is_read_once() -> None:
    assert icon("heart") is icon("heart")


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("hart", "'heart'"), ("user-s", "'users'"), ("Megaphone", "'speakerphone'"), ("قلب", "'heart'")],
)
def test_unknown_icons_are_refused_with_the_name_that_was_meant(wrong: str, meant: str) -> None:
    with pytest.raises(InputError) as caught:
        icon(wrong)
    assert meant in caught.value.hint


def test_a_name_like_no_other_lists_what_there_is() -> None:
    with pytest.raises(InputError, match="no icon 'zzzzzz'") as caught:
        icon("zzzzzz")
    assert "heart" in caught.value.hint
