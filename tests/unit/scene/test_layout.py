"""Boxes: anchors, stacks and grids, the mirror image of Arabic in English, text that shrinks before it is
reported."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.geometry import Rect
from studio.model.place import Anchor
from tests.unit.scene.composed import box_layer, boxes, group, laid, near, scene

WIDTH, HEIGHT = 1080, 1920
RTL, LTR = "he", "en"
"""Two languages that differ in nothing but direction: the same sizes of type, the same digits."""

LONG = "الحوار طريق إلى فهم الآخر، والكلمة الطيبة بداية كل طريق بين الناس. " * 6


def text(name: str, words: str = "حوار", **more: Any) -> dict[str, Any]:
    return {"type": "text", "id": name, "text": words, **more}


def stack(
    *children: dict[str, Any], width: float = 600, height: float = 800, **layout: Any
) -> dict[str, Any]:
    return group(
        *children,
        layout={"kind": "stack", "gap": 0, **layout},
        place={"area": "canvas", "anchor": "top-start", "width": width, "height": height},
    )


def grid(*children: dict[str, Any], width: float = 600, height: float = 800, **layout: Any) -> dict[str, Any]:
    return group(
        *children,
        layout={"kind": "grid", "gap": 0, **layout},
        place={"area": "canvas", "anchor": "top-start", "width": width, "height": height},
    )


# Anchors


@pytest.mark.parametrize("anchor", Anchor)
@pytest.mark.parametrize("language", [RTL, LTR])
def test_an_anchor_of_the_box_meets_the_same_point_of_the_area(anchor: Anchor, language: str) -> None:
    place = {"area": "canvas", "anchor": anchor}
    box = boxes(box_layer("a", 200, 100, **place), language=language)["a"]
    ends = {"start": 0, "end": WIDTH - 200}
    if language == RTL:
        ends = {"start": ends["end"], "end": ends["start"]}
    side = next((side for side in ends if anchor.value.endswith(side)), None)
    assert box.x == (ends[side] if side else (WIDTH - 200) / 2)
    rows = {"top": 0, "bottom": HEIGHT - 100}
    row = next((row for row in rows if anchor.value.startswith(row)), None)
    assert box.y == (rows[row] if row else (HEIGHT - 100) / 2)


def test_an_offset_runs_along_the_reading_direction_and_down() -> None:
    place = {"area": "canvas", "anchor": "top-start", "offset": (30, 40)}
    assert boxes(box_layer("a", 200, 100, **place), language=LTR)["a"] == Rect(30, 40, 200, 100)
    assert boxes(box_layer("a", 200, 100, **place), language=RTL)["a"] == Rect(850, 40, 200, 100)


def test_percentages_are_shares_of_the_area() -> None:
    place = {"area": "canvas", "anchor": "top-start"}
    box = boxes(box_layer("a", "50%", "25%", **place), language=LTR)["a"]
    assert box == Rect(0, 0, 540, 480)


def test_regions_of_the_design_are_mirrored_for_left_to_right() -> None:
    place = {"area": "stack.text"}
    arabic = boxes(box_layer("a", **place), language=RTL)["a"]
    assert near(boxes(box_layer("a", **place), language=LTR)["a"], arabic.mirrored(WIDTH))
    assert near(arabic, Rect.from_edges(80, 350, 1000, 780))


def test_areas_grow_with_the_canvas() -> None:
    small = boxes(box_layer("a", area="safe"), width=540, height=960)["a"]
    large = boxes(box_layer("a", area="safe"))["a"]
    assert near(Rect(small.x * 2, small.y * 2, small.width * 2, small.height * 2), large)


def test_an_unknown_region_is_reported_and_the_safe_area_used() -> None:
    found, findings = laid(box_layer("a", area="nowhere"))
    assert [(finding.kind, finding.layer) for finding in findings] == [("missing-region", "a")]
    assert found["a"].box == boxes(box_layer("a", area="safe"))["a"]


def test_the_area_of_a_child_is_its_group_unless_it_names_another() -> None:
    place = {"area": "canvas", "anchor": "center", "width": 400, "height": 300}
    found = boxes(
        group(
            box_layer("own", "100%", "100%"),
            box_layer("other", area="canvas"),
            place=place,
        ),
        language=LTR,
    )
    assert found["own"] == found["group"] == Rect(340, 810, 400, 300)
    assert found["other"] == Rect(0, 0, WIDTH, HEIGHT)


# Stacks


def test_a_stack_puts_children_one_below_another_with_its_gap() -> None:
    found = boxes(stack(box_layer("a", 100, 50), box_layer("b", 200, 70), gap=24), language=LTR)
    assert found["a"] == Rect(0, 0, 100, 50)
    assert found["b"] == Rect(0, 74, 200, 70)


def test_an_inline_stack_runs_along_the_reading_direction() -> None:
    children = stack(box_layer("a", 100, 50), box_layer("b", 200, 70), axis="inline", gap=24)
    english = boxes(children, language=LTR)
    assert (english["a"].x, english["b"].x) == (0, 124)
    arabic = boxes(children, language=RTL)
    assert (arabic["a"].right, arabic["b"].right) == (WIDTH, WIDTH - 124)


@pytest.mark.parametrize(("axis", "room", "side"), [("block", 800, "height"), ("inline", 600, "width")])
def test_children_that_grow_share_what_is_left(axis: str, room: float, side: str) -> None:
    children = [box_layer("fixed", 100, 100), box_layer("one", grow=1), box_layer("two", grow=2)]
    found = boxes(stack(*children, axis=axis, gap=20), language=LTR)
    left = room - 100 - 2 * 20
    assert getattr(found["one"], side) == pytest.approx(left / 3)
    assert getattr(found["two"], side) == pytest.approx(left * 2 / 3)
    last = found["two"].bottom if axis == "block" else found["two"].right
    assert last == pytest.approx(room)


@pytest.mark.parametrize(
    ("justify", "first", "second"),
    [("start", 0, 100), ("center", 300, 400), ("end", 600, 700), ("between", 0, 700)],
)
def test_justify_spreads_the_free_room(justify: str, first: float, second: float) -> None:
    found = boxes(stack(box_layer("a", 50, 100), box_layer("b", 50, 100), justify=justify), language=LTR)
    assert (found["a"].y, found["b"].y) == (first, second)


def test_stretched_children_fill_the_stack_across() -> None:
    assert boxes(stack(box_layer("a", 50, 50), align="stretch"))["a"].width == 600
    row = stack(box_layer("a", 50, 50), axis="inline", align="stretch")
    assert boxes(row)["a"].height == 800


def test_a_child_may_align_itself_otherwise_than_its_stack() -> None:
    found = boxes(stack(box_layer("a", 50, 50), box_layer("b", 50, 50, align="end")), language=LTR)
    assert (found["a"].x, found["b"].right) == (0, 600)


def test_padding_keeps_children_off_the_groups_edges() -> None:
    inside = {**stack(box_layer("a", "100%", "100%")), "padding": (10, 40)}
    assert boxes(inside, language=LTR)["a"] == Rect(40, 10, 520, 780)


def test_shares_of_a_stack_leave_room_for_its_gaps() -> None:
    halves = [box_layer("a", "50%", 50), box_layer("b", "50%", 50)]
    found, findings = laid(stack(*halves, axis="inline", gap=40), language=LTR)
    assert (found["a"].box.width, found["b"].box.width, found["b"].box.right) == (280, 280, 600)
    assert not findings
    halves = [box_layer("a", 50, "50%"), box_layer("b", 50, "50%")]
    found, findings = laid(stack(*halves, gap=40), language=LTR)
    assert (found["a"].box.height, found["b"].box.bottom) == (380, 800)
    assert not findings


def test_a_hidden_child_takes_no_place() -> None:
    hidden = {**box_layer("b", 100, 300), "hidden": True}
    shown = boxes(stack(box_layer("a", 50, 50), hidden, box_layer("c", 50, 50), gap=20), language=LTR)
    assert "b" not in shown
    assert shown["c"].y == 70


def test_a_group_without_a_size_is_as_large_as_its_content() -> None:
    inner = {
        **group(box_layer("a", 100, 50), box_layer("b", 200, 70), layout={"kind": "stack", "gap": 10}),
        "padding": (5, 20),
        "place": {"area": "canvas"},
    }
    box = boxes(inner)["group"]
    assert (box.width, box.height) == (240, 140)


# Grids


@pytest.mark.parametrize("language", [RTL, LTR])
def test_grid_cells_are_equal_and_begin_at_the_reading_side(language: str) -> None:
    children = [box_layer(name) for name in "abcde"]
    found = boxes(grid(*children, columns=3, gap=30), language=language)
    cells = [found[name] for name in "abcde"]
    assert {(round(cell.width, 6), round(cell.height, 6)) for cell in cells} == {(180, 385)}
    ways = [cells[index + 1].x - cells[index].x for index in (0, 1, 3)]
    assert ways == pytest.approx([210 if language == LTR else -210] * 3)
    assert cells[3].x == pytest.approx(cells[0].x)
    assert cells[3].y == pytest.approx(415)


def test_rows_of_a_grid_without_a_height_are_as_high_as_their_content() -> None:
    children = [box_layer("a", 10, 40, align="start"), box_layer("b", 10, 90), box_layer("c", 10, 30)]
    place = {"area": "canvas", "anchor": "top-start", "width": 400}
    found = boxes(group(*children, layout={"kind": "grid", "columns": 2, "gap": 10}, place=place))
    assert (found["a"].height, found["b"].height, found["c"].y) == (40, 90, 100)
    assert found["group"].height == 130


# What does not fit


def test_text_in_a_full_group_shrinks_together_and_nothing_leaves_it() -> None:
    two = [text(name, LONG, style={"max_lines": 40}) for name in "ab"]
    roomy, _ = laid(stack(*two, width=900, height=3000))
    needed = roomy["b"].box.bottom
    found, findings = laid(stack(*two, width=900, height=needed * 0.85))
    sizes = {name: found[name].content.layout.spec.size for name in "ab"}
    assert not findings
    assert found["b"].box.bottom <= needed * 0.85 + 1
    assert sizes["a"] == sizes["b"] < roomy["a"].content.layout.spec.size


def test_text_never_shrinks_below_its_smallest_size_but_is_reported() -> None:
    style = {"size": 50, "min_size": 45}
    found, findings = laid(stack(text("a", LONG * 3, style=style), width=600, height=400))
    spec = found["a"].content.layout.spec
    smallest = laid(text("b", style={"size": 45, "min_size": 45}))[0]["b"].content.layout.spec.size
    assert spec.size >= smallest - 0.01
    assert "text-too-long" in {finding.kind for finding in findings}


@pytest.mark.parametrize("height", [60, 200, 900])
def test_text_is_never_dropped(height: float) -> None:
    place = {"area": "canvas", "width": 500, "height": height}
    layout = laid(text("a", LONG, place=place, style={"max_lines": 2}))[0]["a"].content.layout
    laid_out = {place for glyph in layout.glyphs for place in range(glyph.start, glyph.end)}
    assert {at for at, char in enumerate(LONG) if not char.isspace()} <= laid_out
    assert layout.dropped_lines == 0


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (stack(box_layer("a", 700, 50)), "wider"),
        (stack(box_layer("a", 400, 50), box_layer("b", 400, 50), axis="inline"), "wider"),
        (stack(box_layer("a", 50, 500), box_layer("b", 50, 500)), "higher"),
        (stack(box_layer("a", 50, 900), axis="inline"), "higher"),
        (grid(box_layer("a", 400, 50, align="start"), columns=2), "wider"),
        (grid(box_layer("a", 50, 500, align="start"), box_layer("b", 9, 9), columns=1), "higher"),
    ],
)
@pytest.mark.parametrize("language", [RTL, LTR])
def test_what_leaves_its_group_is_reported(case: dict[str, Any], words: str, language: str) -> None:
    _, findings = laid(case, language=language)
    assert [(finding.layer, words in finding.message) for finding in findings] == [("group", True)]


def test_a_group_is_never_larger_than_its_area() -> None:
    children = [text(f"t{index}", LONG) for index in range(9)]
    found, findings = laid(group(*children, layout={"kind": "stack"}, place={"area": "safe"}))
    safe = boxes(box_layer("a", area="safe"))["a"]
    assert found["group"].box.height == safe.height
    assert findings, "so much text cannot fit, and it is said"


def test_nested_groups_flow_within_each_other() -> None:
    rows = [
        {
            **group(box_layer(f"dot{n}", 40, 40), text(f"words{n}", "كلمة"), layout=ROW),
            "id": f"row{n}",
            "place": {"width": "100%"},
        }
        for n in range(3)
    ]
    found, findings = laid(stack(*rows, gap=12))
    assert not findings
    for n in range(3):
        row, dot, words = found[f"row{n}"].box, found[f"dot{n}"].box, found[f"words{n}"].box
        assert dot.right == pytest.approx(row.right)
        assert words.right == pytest.approx(dot.x - 16)
        assert row.contains(dot)
    assert found["row1"].box.y == pytest.approx(found["row0"].box.bottom + 12)


ROW = {"kind": "stack", "axis": "inline", "align": "center"}


def test_layout_does_not_depend_on_time_or_on_what_was_asked_before() -> None:
    layers = stack(text("a", LONG, animations=[{"preset": "rise"}]), text("b"))
    one, other = scene(layers), scene(layers)
    times = [Fraction(tenth, 10) for tenth in range(1, 9)]
    backwards = [other.display_list(time) for time in reversed(times)]
    assert [one.display_list(time) for time in times] == backwards[::-1]


# English is the mirror image

lengths = st.one_of(st.none(), st.integers(20, 300).map(float), st.sampled_from(["30%", "50%", "100%"]))
KINDS: tuple[dict[str, Any], ...] = (
    {"type": "shape"},
    {"type": "shape", "shape": "line"},
    {"type": "pattern"},
    {"type": "icon", "icon": "arrow-right"},
    {"type": "text", "text": "72 people"},
    {"type": "text", "text": "Dialogue is a way to understand one another, word by word"},
    {"type": "chart", "chart": {"kind": "counter", "end": 72}},
    {"type": "composition", "composition": {"layers": []}},
)


@st.composite
def places(draw: st.DrawFn, areas: tuple[str, ...]) -> dict[str, Any]:
    return {
        "area": draw(st.sampled_from(areas)) if areas else None,
        "anchor": draw(st.sampled_from(Anchor)),
        "offset": (draw(st.integers(-50, 50)), draw(st.integers(-50, 50))),
        "width": draw(lengths),
        "height": draw(lengths),
        "grow": draw(st.sampled_from([0, 0, 0, 1, 2])),
        "align": draw(st.sampled_from([None, None, "start", "center", "end", "stretch"])),
    }


layouts = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {
            "kind": st.just("stack"),
            "axis": st.sampled_from(["block", "inline"]),
            "gap": st.integers(0, 40),
            "align": st.sampled_from(["start", "center", "end", "stretch"]),
            "justify": st.sampled_from(["start", "center", "end", "between"]),
        }
    ),
    st.fixed_dictionaries({"kind": st.just("grid"), "columns": st.integers(1, 4), "gap": st.integers(0, 40)}),
)


@st.composite
def trees(draw: st.DrawFn, name: str = "r", depth: int = 2) -> dict[str, Any]:
    place = draw(places(("canvas", "safe", "stack.text") if name == "r" else ()))
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        return {**draw(st.sampled_from(KINDS)), "id": name, "place": place}
    children = [draw(trees(f"{name}-{turn}", depth - 1)) for turn in range(draw(st.integers(1, 3)))]
    padding = draw(st.sampled_from([0, 12, (8, 30)]))
    layout = draw(layouts)
    return {
        "type": "group",
        "id": name,
        "layout": layout,
        "padding": padding,
        "place": place,
        "layers": children,
    }


@given(tree=trees())
@settings(max_examples=120)
def test_english_is_the_mirror_image_of_arabic(tree: dict[str, Any]) -> None:
    rtl, ltr = laid(tree, language=RTL), laid(tree, language=LTR)
    assert [(one.kind, one.layer) for one in rtl[1]] == [(one.kind, one.layer) for one in ltr[1]]
    assert rtl[0].keys() == ltr[0].keys()
    for name, one in rtl[0].items():
        assert near(one.box.mirrored(WIDTH), ltr[0][name].box, 1e-6), name


@given(tree=trees())
@settings(max_examples=120)
def test_no_box_of_a_stack_or_grid_leaves_it_unreported(tree: dict[str, Any]) -> None:
    found, findings = laid(tree)
    reported = {finding.layer for finding in findings}
    for name, one in found.items():
        parent = found.get(name.rpartition("-")[0])
        if parent is None or parent.layer.layout is None or parent.layer.id in reported:
            continue
        dx, dy = one.layer.place.offset
        rest = one.box.moved(dx, -dy)  # as it stood before its offset: Arabic runs to the left
        assert parent.box.expanded(1.01).contains(rest), name
