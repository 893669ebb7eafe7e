"""Captions of several layers in rows: a stack below makes room, and no two of them ever touch."""

from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.base.geometry import Rect
from studio.base.time import TimeRange
from studio.scene.layers.caption import CaptionState
from studio.scene.placed import captions_in
from studio.scene.restrict import restricted
from studio.scene.scene import Scene
from tests.unit.scene.composed import resources, scene
from tests.unit.scene.test_caption_stack import ARABIC, ENGLISH, SAID, SPANS, STEP, Spans, cues, extent

POSITIONS = st.sampled_from(["foot", "foot", "top", "middle"])
Document = dict[str, Any]


def layer(
    id: str, row: int, spans: Spans, texts: list[str] | tuple[str, ...] = ARABIC, **more: Any
) -> Document:
    style = {"row": row, **more.pop("style", {})}
    return {"type": "caption", "id": id, "cues": cues(spans, texts), "style": style, **more}


def shown(of: Scene, time: Fraction) -> dict[tuple[str, int], CaptionState]:
    """The captions that are seen, by their layer and number."""
    found: dict[tuple[str, int], CaptionState] = {}
    for node in of.evaluate(time):
        content = captions_in(of, (node.id,))
        if node.state is None or content is None:
            continue
        states = (node.state, *node.state.others)
        numbers = content.shown(time - next(one.start for one in of.layers if one.layer.id == node.id))
        found |= {(node.id, n): one for n, one in zip(numbers, states, strict=True)}
    return found


def edges(of: Scene) -> list[Fraction]:
    found: set[Fraction] = set()
    for laid in of.layers:
        table = laid.content.cues
        found |= {laid.start + time for n, one in enumerate(table.cues) for time in (one.start, table.end(n))}
        found |= {laid.start, laid.end}
    return sorted(found)


def apart(one: Rect, other: Rect) -> bool:
    return one.bottom <= other.y or other.bottom <= one.y


@st.composite
def films(draw: st.DrawFn) -> Scene:
    position = draw(POSITIONS)
    size = draw(st.sampled_from([{}, {"width": 1920, "height": 1080}]))
    style = {"position": position, "fade": draw(st.sampled_from(["0", "0.1"]))}
    made = []
    for row in range(draw(st.integers(2, 3))):
        texts = draw(st.lists(st.sampled_from(SAID), min_size=1, max_size=4))
        more: Document = {"start": draw(st.sampled_from([0, 0, "1.5"]))}
        if draw(st.booleans()):
            more["end"] = draw(st.sampled_from([4, 9]))
        if draw(st.integers(0, 3)) == 0:
            more["second"] = {"cues": cues(draw(SPANS), ENGLISH)}
        made.append(layer(f"row-{row}", row, draw(SPANS), texts, style=style, **more))
    made = draw(st.permutations(made))
    return scene(*made, language=draw(st.sampled_from(["ar", "en"])), duration=40, **size)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(films())
def test_captions_in_rows_never_touch_never_move_and_are_shown_or_told(of: Scene) -> None:
    places: dict[tuple[str, int], tuple[float, float]] = {}
    due: set[tuple[str, int]] = set()
    for one, other in pairwise(edges(of)):
        time = (one + other) / 2
        seen = shown(of, time)
        for (a, first), (b, second) in combinations(seen.items(), 2):
            assert apart(extent(first), extent(second)), (a, b, time)
        for key, state in seen.items():
            place = state.block.box.y, state.block.box.bottom
            assert places.setdefault(key, place) == place
        for laid in of.layers:
            if laid.start <= time < laid.end:
                due |= {(laid.layer.id, n) for n in laid.content.cues.at(time - laid.start)}
    told = {finding.layer for finding in of.findings() if finding.kind == "caption-hidden"}
    assert {name for name, _ in due - set(places)} <= told


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(films(), st.integers(0, 60), st.integers(1, 12))
def test_segments_show_rows_as_the_whole_film_does(of: Scene, start: int, length: int) -> None:
    within = TimeRange(start * STEP, (start + length) * STEP)
    part = Scene(restricted(of.composition, within), resources())
    for step in range(2 * length):
        time = within.start + step * STEP / 2
        assert part.display_list(time) == of.display_list(time)


@pytest.mark.parametrize(("texts", "language"), [(ARABIC, "ar"), (ENGLISH, "en")])
def test_a_row_stands_above_the_stack_below_it(texts: list[str], language: str) -> None:
    stack = layer("talk", 0, [(0, 20), (8, 20)], [texts[0]] * 2)
    of = scene(stack, layer("song", 1, [(4, 20)], texts), language=language)
    seen = shown(of, Fraction(3))
    assert list(seen) == [("talk", 0), ("talk", 1), ("song", 0)]
    song, upper = (extent(seen[key]) for key in (("song", 0), ("talk", 1)))
    assert song.bottom <= upper.y
    assert shown(of, Fraction(3, 2))["song", 0].block.box == seen["song", 0].block.box, "it need not move"


def test_a_row_without_a_stack_below_stands_where_it_did() -> None:
    alone = scene(layer("song", 1, [(0, 20)]))
    over = scene(layer("talk", 0, [(0, 10), (10, 20)]), layer("song", 1, [(0, 20)]))
    for time in (Fraction(1), Fraction(4)):
        assert shown(over, time)["song", 0].block.box == shown(alone, time)["song", 0].block.box


def test_a_stack_that_is_over_lifts_no_row() -> None:
    talk = layer("talk", 0, [(0, 20), (8, 20)], end=2)  # the second one would come just then
    over = scene(talk, layer("song", 1, [(8, 20)]))
    alone = scene(layer("song", 1, [(8, 20)]))
    assert shown(over, Fraction(3))["song", 0].block.box == shown(alone, Fraction(3))["song", 0].block.box


def test_a_row_that_finds_no_room_is_told() -> None:
    stack = layer("talk", 0, [(n, 30) for n in range(6)], [ARABIC[0]])
    of = scene(stack, layer("song", 1, [(8, 8)], [ARABIC[0]]), width=1920, height=1080)
    seen = shown(of, Fraction(3))
    assert ("song", 0) not in seen
    assert any(one.kind == "caption-hidden" and one.layer == "song" for one in of.findings())


def test_rows_of_layers_in_a_group_make_room_too_and_a_layer_that_was_moved_is_left_alone() -> None:
    talk = layer("talk", 0, [(0, 20), (8, 20)], [ARABIC[0]])
    moved = layer("moved", 1, [(4, 20)], [ARABIC[0]], transform={"offset": [0, -300]})
    whole = {"area": "canvas", "width": "100%", "height": "100%"}
    children = (talk, layer("song", 1, [(4, 20)], [ARABIC[0]]), moved)
    of = scene({"type": "group", "id": "group", "place": whole, "layers": children})
    stacks = {id: captions_in(of, ("group", id)) for id in ("talk", "song", "moved")}
    under, song, free = (one.stack for one in stacks.values() if one is not None)
    assert song.shift(0) < 0
    assert song.span(0).bottom <= under.span(1).top
    assert free.shift(0) == 0
