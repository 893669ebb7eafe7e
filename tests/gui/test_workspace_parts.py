"""What the workspace computes without a window: scales, snapping, rows, forms, places."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.geometry import Affine, Point, Rect
from studio.base.time import FrameRate
from studio.gui.workspace.canvas.snapping import snap_move
from studio.gui.workspace.inspector.specs import specs_of
from studio.gui.workspace.inspector.words import choice_name, label_of
from studio.gui.workspace.timecode import clock, timecode
from studio.gui.workspace.timeline.rows import edges_of, rows_of
from studio.gui.workspace.timeline.scale import TimeScale
from studio.model.animation import Keyframe, Keyframes
from studio.model.composition import CanvasSize, Composition
from studio.model.layers import ShapeLayer, TextLayer
from studio.model.style import Stroke, TextStyle
from studio.presets.catalog import bundled
from studio.presets.instantiate import instantiate
from studio.scene.placed import chosen, hit, inverse, placed_at
from studio.scene.scene import Scene
from studio.services.edits.at_time import has_key, set_here, value_here, with_key
from studio.services.overlays import overlays_for, safe_area
from studio.services.resources import ResourceList, open_resources

RATE = FrameRate(30)


def _numbers() -> Composition:
    template = bundled().template("our-numbers")
    values = {one.id: one.sample for one in template.parameters if one.sample is not None}
    return instantiate(template, values, language="ar")


# Timeline


@given(st.floats(0.1, 1200), st.floats(0, 3600), st.integers(0, 100_000))
def test_x_and_time_are_inverse(pixels: float, start: float, frame: int) -> None:
    scale = TimeScale(RATE, pixels, start)
    assert scale.frame_of(scale.x_of_frame(frame)) == frame
    assert scale.x_of(scale.time_of(250.0)) == pytest.approx(250.0, abs=1e-3)


@given(st.floats(0.2, 5), st.floats(12, 580))
def test_zooming_keeps_what_is_under_the_pointer(factor: float, x: float) -> None:
    scale = TimeScale(RATE, 40.0, 30.0)
    before = scale.time_of(x)
    zoomed = scale.zoomed(factor, x)
    if zoomed.start > 0:
        assert zoomed.time_of(x) == pytest.approx(before, abs=1e-6)


def test_zoom_goes_from_a_minute_a_pixel_to_forty_pixels_a_frame() -> None:
    scale = TimeScale(RATE)
    assert scale.zoomed(1e9, 100).pixels == 40 * 30
    assert scale.zoomed(1e-9, 100).pixels == 1 / 60


def test_timecode_counts_frames_within_the_second() -> None:
    assert timecode(0, RATE) == "0:00:00"
    assert timecode(102, RATE) == "0:03:12"
    assert timecode(30 * 3661, RATE) == "1:01:01:00"
    assert timecode(29, FrameRate(30000, 1001)) == "0:00:29"
    assert clock(65.5) == "1:05.5"


def test_rows_show_the_clip_that_is_seen_and_its_layers() -> None:
    film = _numbers()
    rows = rows_of(film, Fraction(1), None)
    assert rows[0].kind == "track"
    assert len(rows[0].bars) == 7
    assert all(row.bars[0].start == 0 for row in rows[1:]), "layers of the first clip"
    later = rows_of(film, Fraction(1), rows[0].bars[2].path)
    assert later[1].bars[0].start == rows[0].bars[2].start, "the selected clip is opened"
    assert 0 in edges_of(rows)
    assert any(bar.joins for bar in rows[0].bars)


# Canvas


def test_edges_and_middles_snap_and_show_guides() -> None:
    canvas, safe = Rect(0, 0, 1000, 1000), Rect(100, 100, 800, 800)
    near_middle = snap_move(Rect(447, 300, 100, 50), [], canvas, safe, 6)
    assert near_middle.dx == 3
    assert [guide.at for guide in near_middle.guides if guide.vertical] == [500, 500]
    beside = snap_move(Rect(604, 700, 50, 50), [Rect(200, 20, 400, 30)], canvas, safe, 6)
    assert beside.dx == -4
    assert snap_move(Rect(350, 333, 40, 40), [], canvas, safe, 6).guides == ()


def test_overlays_leave_both_sides_alike() -> None:
    film = _numbers()
    vertical = next(one for one in overlays_for(film) if one.id == "vertical")
    clear = vertical.clear(1080, 1920)
    assert (clear.x, clear.y, 1080 - clear.right, 1920 - clear.bottom) == (160, 220, 160, 420)
    assert overlays_for(film.model_copy(update={"size": CanvasSize(width=1080, height=1080)})) == ()
    assert Rect(0, 0, 1080, 1920).contains(safe_area(film))


@given(
    st.floats(-200, 200), st.floats(-200, 200), st.floats(0.1, 5), st.floats(-180, 180), st.floats(-500, 500)
)
def test_an_inverse_leads_back(x: float, y: float, scale: float, angle: float, shift: float) -> None:
    there = Affine.scaling(scale, scale).then(Affine.rotation(angle)).then(Affine.translation(shift, -shift))
    back = inverse(there)
    assert back is not None
    at = back.apply(there.apply(Point(x, y)))
    assert (at.x, at.y) == pytest.approx((x, y), abs=1e-6)
    assert inverse(Affine(0, 0, 0, 0)) is None


def test_a_click_finds_the_topmost_layer_and_control_goes_deeper() -> None:
    film = Composition(
        size=CanvasSize(width=400, height=400),
        duration=Fraction(2),
        layers=(
            ShapeLayer.model_validate({"id": "below", "place": {"width": 300, "height": 300}}),
            ShapeLayer.model_validate(
                {
                    "id": "above",
                    "place": {"width": 100, "height": 100},
                    "transform": {"offset": [-50, 0], "scale": 2},
                }
            ),
            ShapeLayer.model_validate({"id": "gone", "start": 1}),
        ),
    )
    scene = Scene(film, open_resources(ResourceList()))
    placed = placed_at(scene, Fraction(0))
    assert [one.path for one in placed] == [("below",), ("above",)]
    above = placed[1]
    assert above.bounds.center.x == pytest.approx(250), "x runs along the reading direction: to the left"
    hits = hit(placed, Point(250, 200))
    top = chosen(hits)
    assert top is not None
    assert top.path == ("above",)
    deeper = chosen(hits, top.path, deeper=True)
    assert deeper is not None
    assert deeper.path == ("below",)
    outside = chosen(hit(placed, Point(60, 60)))
    assert outside is not None
    assert outside.path == ("below",)
    assert chosen(hit(placed, Point(5, 5))) is None


def test_layers_within_clips_have_their_whole_path_and_time() -> None:
    film = _numbers()
    scene = Scene(film, open_resources(ResourceList()))
    placed = placed_at(scene, Fraction(5))
    text = next(one for one in placed if one.texts)
    assert text.path[:2] == ("film", "context")
    assert text.start <= 5 < text.end


# Inspector


def test_forms_come_from_the_model_words_first() -> None:
    layer = TextLayer(id="a", text="x", style=TextStyle(stroke=Stroke()))
    specs = {spec.dotted: spec for spec in specs_of(layer)}
    assert next(iter(specs)) == "text"
    assert specs["style.color"].kind == "color"
    assert specs["style.size"].optional
    assert specs["opacity"].animated
    assert (specs["opacity"].maximum, specs["opacity"].unit) == (100, "%")
    assert specs["style.weight"].minimum == 100
    assert "style.stroke.width" in specs, "a stroke that is there shows its fields"
    assert "style.shadow.blur" not in specs
    assert specs["place.anchor"].group == "more"


@pytest.mark.parametrize("kind", ["text", "shape"])
def test_every_field_and_choice_has_a_name(kind: str) -> None:
    layer = TextLayer(id="a", text="x") if kind == "text" else ShapeLayer(id="a")
    for spec in specs_of(layer):
        assert label_of(spec) != spec.name.replace("_", " "), spec.dotted
        for value in spec.choices:
            assert choice_name(spec, value) != value or value in ("123",), (spec.dotted, value)


def test_keyframes_are_set_and_taken_away_at_a_moment() -> None:
    one = Fraction(1)
    animated = with_key(0.5, one)
    assert has_key(animated, one)
    assert value_here(animated, Fraction(3)) == 0.5
    moved = set_here(animated, Fraction(2), 1.0)
    assert isinstance(moved, Keyframes)
    assert [frame.time for frame in moved.keyframes] == [1, 2]
    assert value_here(moved, Fraction(2)) == 1.0
    assert with_key(with_key(moved, Fraction(2)), one) == 0.5
    assert set_here(3.0, one, 4.0) == 4.0
    again = set_here(Keyframes[float](keyframes=(Keyframe[float](time=one, value=2.0),)), one, 5.0)
    assert value_here(again, one) == 5.0
