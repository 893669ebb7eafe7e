"""For every kind of layer: bounds hold all that is painted, and a frame depends on its time alone."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.color import Rgba
from studio.base.geometry import Rect
from studio.model.animation import Phase
from studio.model.layers import BlendMode, ShapeKind, TransitionKind
from studio.model.text_effects import PatternKind
from studio.presets.catalog import bundled
from studio.render.damage import pixel_bounds
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import DisplayList, FillPath, Layer, MovedStill, Operation, Still
from studio.scene.kinds import KINDS
from tests.unit.scene.composed import scene

SIDE = 240
WAYS_IN = [name for name in bundled().ids("animations") if Phase.IN in bundled().animation(name).phases]

numbers = st.integers(-40, 40).map(float)
moments = st.integers(0, 29).map(lambda tenth: Fraction(tenth, 10))


def between(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high).map(lambda value: round(value, 3))


strokes = st.none() | st.fixed_dictionaries({"color": st.just("#FF8000"), "width": between(1, 20)})
shadows = st.none() | st.fixed_dictionaries(
    {"color": st.just("#FF00FF"), "offset": st.tuples(numbers, numbers), "blur": between(0, 16)}
)
words = st.sampled_from(["حوار", "كَلِمَةٌ طيّبة", "Dialogue", "لا 72 🌙", "ﷺ"])
families = st.sampled_from(["Amiri", "Aref Ruqaa", "Cairo", "Scheherazade New"])

CONTENTS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "text": st.fixed_dictionaries(
        {
            "text": words,
            "style": st.fixed_dictionaries(
                {
                    "family": families,
                    "size": between(20, 120),
                    "stroke": strokes,
                    "shadow": shadows,
                    "align": st.sampled_from(["start", "center", "end"]),
                }
            ),
        }
    ),
    "shape": st.fixed_dictionaries(
        {
            "shape": st.sampled_from(ShapeKind),
            "stroke": strokes,
            "shadow": shadows,
            "radius": between(0, 30),
            "drawn": between(0, 1),
            "points": st.integers(3, 12),
        }
    ),
    "pattern": st.fixed_dictionaries(
        {"pattern": st.sampled_from(PatternKind), "tile": between(200, 900), "drawn": between(0, 1)}
    ),
    "icon": st.just({"icon": "arrow-right"}),
    "chart": st.sampled_from(
        [
            {"chart": {"kind": "counter", "end": 72}},
            {"chart": {"kind": "bars", "bars": [{"label": "عمّان", "value": 3}, {"label": "ب", "value": 9}]}},
        ]
    ),
    "caption": st.sampled_from(["box", "color", "sweep", "stretch"]).map(
        lambda highlight: {
            "cues": [{"start": 0, "end": 3, "text": "كلمة بعد كلمة"}],
            "style": {"highlight": highlight},
        }
    ),
    "bilingual": st.fixed_dictionaries(
        {
            "first": st.just({"text": "كلمةٌ طيبة"}),
            "second": st.just({"text": "A kind word"}),
            "look": st.fixed_dictionaries(
                {
                    "arrangement": st.sampled_from(["beneath", "beside"]),
                    "align": st.sampled_from(["start", "edges", "center"]),
                    "rule": st.just("accent"),
                }
            ),
        }
    ),
    "composition": st.just({"composition": {"background": "#102030", "layers": []}}),
    "track": st.sampled_from(TransitionKind).map(
        lambda kind: {
            "items": [
                {"kind": "clip", "id": "a", "duration": 1, "source": {"background": "#204060"}},
                {"kind": "transition", "transition": kind, "duration": 1},
                {"kind": "clip", "id": "b", "duration": 2, "source": {"background": "#604020"}},
            ]
        }
    ),
    "group": st.fixed_dictionaries(
        {
            "fill": st.just("surface"),
            "radius": between(0, 60),
            "shadow": shadows,
            "layers": st.just([{"type": "text", "id": "inner", "text": "حوار", "place": {}}]),
        }
    ),
}


@st.composite
def layers(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    size = st.none() | between(10, 200)
    return {
        "type": kind,
        "id": "layer",
        **draw(CONTENTS[kind]),
        "place": {
            "area": "canvas",
            "offset": (draw(numbers), draw(numbers)),
            "width": draw(size),
            "height": draw(size),
        },
        "opacity": draw(st.sampled_from([1, 1, 0.4])),
        "blend": draw(st.sampled_from([BlendMode.NORMAL, BlendMode.NORMAL, BlendMode.SCREEN])),
        "mask": draw(st.none() | st.just({"shape": "ellipse"})),
        "transform": {
            "rotation": draw(st.sampled_from([0, 0, 30])),
            "scale": draw(st.sampled_from([1, 1, 0.6])),
        },
        "animations": draw(
            st.lists(st.sampled_from(WAYS_IN).map(lambda name: {"preset": name, "duration": 2}), max_size=1)
        ),
    }


def all_operations(frame: DisplayList) -> list[Operation]:
    """Every operation, those within layers and still parts too."""
    out: list[Operation] = []
    for operation in frame:
        out.append(operation)
        if isinstance(operation, Layer | Still):
            out += all_operations(operation.operations)
        elif isinstance(operation, MovedStill):
            out += all_operations(operation.still.operations)
    return out


def assert_bounds_hold_ink(operation: Operation, scale: float) -> None:
    side = round(SIDE * scale)
    rasterizer = Rasterizer(side, side, scale, transparent=True)
    everywhere = Layer((operation,), Rect(0, 0, SIDE, SIDE), opacity=0.999)
    rasterizer.rasterize((everywhere,))
    ink = rasterizer.pixels[..., 3] > 0
    bounds = pixel_bounds(operation.bounds, scale).intersected(Rect(0, 0, side, side))
    ink[int(bounds.y) : int(bounds.bottom), int(bounds.x) : int(bounds.right)] = False
    assert not ink.any(), operation


@pytest.mark.parametrize("kind", sorted(CONTENTS))
@given(data=st.data(), time=moments, scale=st.sampled_from([1.0, 0.5]))
@settings(max_examples=40)
def test_bounds_hold_every_painted_pixel(
    kind: str, data: st.DataObject, time: Fraction, scale: float
) -> None:
    layer = data.draw(layers(kind))
    of = scene(layer, width=SIDE, height=SIDE, duration=3, background=None)
    for operation in all_operations(of.display_list(time)):
        assert_bounds_hold_ink(operation, scale)


def test_every_kind_of_layer_is_tested() -> None:
    assert set(CONTENTS) == set(KINDS) - {"image", "video"}, "pictures and films have tests of their own"


@pytest.mark.parametrize("kind", sorted(CONTENTS))
@given(data=st.data(), asked=st.lists(moments, min_size=1, max_size=5))
@settings(max_examples=15)
def test_a_frame_depends_on_its_time_alone(kind: str, data: st.DataObject, asked: list[Fraction]) -> None:
    """The same list, whatever was asked before, and from another scene of the same composition."""
    layer = data.draw(layers(kind))
    one, other = (scene(layer, width=SIDE, height=SIDE, duration=3) for _ in range(2))
    first = [one.display_list(time) for time in asked]
    again = [one.display_list(time) for time in reversed(asked)]
    assert first == again[::-1] == [other.display_list(time) for time in asked]


def test_evaluating_changes_nothing_in_the_composition() -> None:
    layer = {"type": "text", "id": "t", "text": "حوار", "animations": [{"preset": "rise"}]}
    of = scene(layer)
    before = of.composition.model_dump_json()
    for tenth in range(10):
        of.display_list(Fraction(tenth, 10))
    assert of.composition.model_dump_json() == before


def test_layers_are_painted_from_the_first_to_the_last() -> None:
    place = {"area": "canvas", "width": 10, "height": 10}
    colors = [f"#{n}0{n}0{n}0" for n in range(1, 6)]
    shapes = [
        {"type": "shape", "id": f"s{n}", "fill": color, "place": place} for n, color in enumerate(colors)
    ]
    frame = scene(*shapes, width=SIDE, height=SIDE, background=None).display_list(Fraction(0))
    assert [
        operation.paint.hex
        for operation in frame
        if isinstance(operation, FillPath) and isinstance(operation.paint, Rgba)
    ] == colors


def test_without_a_background_the_ground_is_transparent() -> None:
    of = scene(width=SIDE, height=SIDE, background=None)
    rasterizer = Rasterizer(SIDE, SIDE, transparent=True)
    rasterizer.rasterize(of.display_list(Fraction(0)))
    assert not np.any(rasterizer.pixels)
