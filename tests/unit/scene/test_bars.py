"""Bar charts: honest lengths from zero, mirrored by direction, labels and values that can be read."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.geometry import Rect
from studio.scene.charts.bar_layout import bar_path
from studio.scene.charts.bars import BarsState
from studio.scene.display_list import Still
from studio.scene.scene import Scene
from studio.text.layout import ParagraphLayout
from tests.unit.scene.composed import near, pixels, scene, state

WIDE = {"area": "canvas", "width": 900, "height": 600}
NARROW = {"area": "canvas", "width": 700, "height": 900}
PLACES = [("horizontal", WIDE), ("horizontal", NARROW), ("vertical", WIDE)]
SAME_IN_BOTH = [("A", 120.0), ("B", 71.0), ("C", 12.0)]


def chart(
    bars: list[tuple[str, float]] = SAME_IN_BOTH,
    axis: str = "horizontal",
    place: dict[str, Any] = WIDE,
    language: str = "ar",
    highlight: int = 0,
    **more: Any,
) -> Scene:
    listed = [
        {"label": label, "value": value, "highlight": index == highlight}
        for index, (label, value) in enumerate(bars)
    ]
    layer = {
        "type": "chart",
        "id": "bars",
        "place": place,
        "chart": {"kind": "bars", "axis": axis, "bars": listed, **more},
    }
    return scene(layer, language=language, digits="latn")


def bars_at(of: Scene, time: float | str) -> BarsState:
    found: BarsState = state(of, time).state
    return found


def boxes(of: Scene, time: float | str = 10) -> list[Rect]:
    return [bar.path.bounds for bar in bars_at(of, time).bars]


def length(box: Rect, axis: str) -> float:
    return box.width if axis == "horizontal" else box.height


values = st.lists(st.floats(0, 1e6).map(lambda value: round(value, 3)), min_size=1, max_size=8)


@pytest.mark.parametrize(("axis", "place"), PLACES)
@pytest.mark.parametrize("language", ["ar", "en"])
@given(numbers=values)
@settings(max_examples=15)
def test_lengths_are_proportional_to_values(
    axis: str, place: dict[str, Any], language: str, numbers: list[float]
) -> None:
    of = chart([("ا", number) for number in numbers], axis, place, language)
    lengths = [length(box, axis) for box in boxes(of)]
    longest, largest = max(lengths), max(numbers)
    for found, number in zip(lengths, numbers, strict=True):
        expected = longest * number / largest if largest else 0.0
        assert abs(found - expected) < 1e-6 * max(1.0, longest)


@pytest.mark.parametrize(("axis", "place"), PLACES)
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("time", ["0.2", "0.5", "9"])
def test_all_bars_stand_on_one_line_at_zero(
    axis: str, place: dict[str, Any], language: str, time: str
) -> None:
    found = [box for box in boxes(chart(axis=axis, place=place, language=language), time) if not box.is_empty]
    assert found
    if axis == "vertical":
        zero = {round(box.bottom, 6) for box in found}
    else:
        zero = {round(box.right if language == "ar" else box.x, 6) for box in found}
    assert len(zero) == 1


def test_a_given_maximum_is_what_a_full_bar_stands_for() -> None:
    for value, share in ((50, 0.5), (100, 1.0), (300, 1.0)):
        of = chart([("A", value)], maximum=100)
        full = bars_at(of, 9).content.places[0].full
        assert abs(boxes(of)[0].width - share * full.width) < 1e-6


@pytest.mark.parametrize(("axis", "place"), PLACES)
@pytest.mark.parametrize("time", ["0.3", "9"])
def test_english_bars_are_the_mirror_image_of_arabic_ones(
    axis: str, place: dict[str, Any], time: str
) -> None:
    # The same family at the same size in both, so that labels and values are equally wide.
    styles: dict[str, Any] = {
        "label_style": {"language": "ar"},
        "value_style": {"language": "ar"},
    }
    arabic = boxes(chart(axis=axis, place=place, language="ar", **styles), time)
    english = boxes(chart(axis=axis, place=place, language="en", **styles), time)
    for one, two in zip(arabic, english, strict=True):
        assert near(one.mirrored(1080), two)


def test_the_first_column_stands_at_the_reading_side() -> None:
    arabic, english = (boxes(chart(axis="vertical", language=language)) for language in ("ar", "en"))
    assert arabic[0].x > arabic[1].x > arabic[2].x
    assert english[0].x < english[1].x < english[2].x


@pytest.mark.parametrize("axis", ["horizontal", "vertical"])
def test_rows_keep_their_order_downwards(axis: str) -> None:
    if axis == "horizontal":
        tops = [box.y for box in boxes(chart())]
        assert tops == sorted(tops)


@pytest.mark.parametrize(("axis", "place"), PLACES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_leaves_the_box(axis: str, place: dict[str, Any], language: str) -> None:
    long = [("الأردن وفلسطين وسوريا", 120.0), ("تونس والجزائر والمغرب", 119.0), ("لبنان", 3.0)]
    of = chart(long, axis, place, language)
    box = of._layers[0].box.expanded(3)
    for operation in of.display_list(Fraction(9))[1:]:
        assert box.contains(operation.bounds)


def test_labels_stand_above_the_bars_of_a_narrow_chart() -> None:
    of = chart(place=NARROW)
    content = bars_at(of, 9).content
    for place in content.places:
        assert place.label.bottom <= place.full.y
        assert place.label.right == place.full.right
    beside = bars_at(chart(), 9).content
    for place in beside.places:
        assert place.full.right < place.label.x


def shown(of: Scene, time: float | str) -> list[str | None]:
    return [None if bar.value is None else bar.value.layout.spec.text for bar in bars_at(of, time).bars]


def test_values_count_with_their_bars() -> None:
    of = chart(easing="linear", grow=1, stagger=0)
    assert shown(of, "0.5") == ["60", "36", "6"]
    assert shown(of, 5) == ["120", "71", "12"]


def test_bars_grow_in_turn_the_accent_last() -> None:
    of = chart(easing="linear", grow=1, stagger="0.5", highlight=0)
    first, second, third = (box.width for box in boxes(of, "0.4"))
    assert first == 0
    assert second > 0
    assert third == 0
    assert shown(of, "0.4")[0] is None


def test_a_value_stands_at_the_tip_of_its_bar() -> None:
    for language in ("ar", "en"):
        for bar in bars_at(chart(language=language), 9).bars:
            assert bar.value is not None
            ink = bar.value.layout.ink.moved(bar.value.x, bar.value.y)
            box = bar.path.bounds
            gap = box.x - ink.right if language == "ar" else ink.x - box.right
            assert 0 < gap < 24
            assert abs(ink.center.y - box.center.y) < 2


def test_values_too_long_for_the_box_stand_inside_the_bars() -> None:
    millions = [("A", 9_000_000.0), ("B", 8_500_000.0)]
    of = chart(millions, suffix=" دينار", place={**NARROW, "width": 560})
    content = bars_at(of, 9).content
    assert not content.value_beyond
    bar = bars_at(of, 9).bars[0]
    assert bar.value is not None
    ink = bar.value.layout.ink.moved(bar.value.x, bar.value.y)
    assert bar.path.bounds.contains(ink)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_texts_are_never_smaller_than_the_style_guide_allows(language: str) -> None:
    long = "اسم طويل جدا لا يسعه العمود مهما كان" if language == "ar" else "An internationalisation programme"
    of = chart([(long, 1.0)] * 8, "vertical", language=language)
    content = bars_at(of, 9).content
    family = 0.9 if language == "en" else 1.0  # optical factors of the bundled families are near these

    def size(layout: ParagraphLayout) -> float:
        return layout.spec.size

    assert all(size(label.layout) >= 34 * family for label in content.labels)
    assert content.values.spec.size >= 44 * family
    assert [finding.kind for finding in of.findings()] == ["text-too-long"]


def test_no_value_is_left_out_however_narrow_the_chart() -> None:
    of = chart([("A", 9_000_000.0), ("B", 1.0)], suffix=" دينار أردني", place={**NARROW, "width": 300})
    assert None not in shown(of, 9)
    assert [finding.kind for finding in of.findings()] == ["text-too-long"]


def test_a_reported_label_keeps_all_its_words() -> None:
    of = chart([("واحد اثنان ثلاثة أربعة خمسة ستة سبعة", 1.0)] * 6, "vertical", NARROW)
    assert of.findings()
    assert all(label.layout.dropped_lines == 0 for label in bars_at(of, 9).content.labels)


def test_a_chart_of_zeros_has_no_bars_but_labels_and_values() -> None:
    of = chart([("A", 0.0), ("B", 0.0)])
    assert all(box.is_empty for box in boxes(of))
    assert shown(of, 9) == ["0", "0"]


def test_at_rest_all_is_still_and_kept() -> None:
    of = chart()
    frame = of.display_list(Fraction(9))
    assert all(isinstance(operation, Still) for operation in frame[1:])
    assert of.display_list(Fraction(12)) == frame
    moving = of.display_list(Fraction("0.3"))
    assert moving[1] is frame[1]  # the labels


def test_labels_do_not_move_while_bars_grow() -> None:
    of = chart(place=WIDE)
    label = bars_at(of, 9).content.places[0].label
    right = slice(round(label.x), round(label.right))
    early, late = (pixels(of.display_list(Fraction(t)), 1.0)[:, right] for t in ("0.05", "9"))
    assert (early == late).all()


@given(st.floats(0, 500), st.floats(1, 100), st.floats(0, 60), st.booleans())
def test_a_bar_is_as_long_as_it_says_whatever_its_corners(
    along: float, across: float, radius: float, rtl: bool
) -> None:
    bar = Rect(100, 100, along, across)
    path = bar_path(bar, "beside", radius, rtl=rtl)
    assert path.is_empty if along == 0 else near(path.bounds, bar, 1e-6)
