"""Display lists of all kinds of operations, for properties that hold for each."""

from typing import Literal

from hypothesis import strategies as st

from studio.base.color import Rgba
from studio.base.geometry import Affine, Path, Rect, ellipse_path, rect_path, rounded_rect_path
from studio.model.layers import BlendMode
from studio.scene.display_list import (
    BlurredPath,
    DisplayList,
    DrawImage,
    FillPath,
    GradientPaint,
    ImageSource,
    Layer,
    Operation,
    Stencil,
    Still,
    StrokePath,
)

WIDTH, HEIGHT = 60, 84
GROUND = FillPath(rect_path(Rect(0, 0, WIDTH, HEIGHT)), Rgba(10, 40, 42, 255))


coordinate = st.floats(-20, 90, allow_nan=False).map(lambda value: round(value, 2))
extent = st.floats(2, 60, allow_nan=False).map(lambda value: round(value, 2))
colors = st.builds(Rgba, *[st.integers(0, 255)] * 3, st.sampled_from([255, 255, 128, 30]))
opacities = st.sampled_from([1.0, 1.0, 0.5, 0.13])
transforms = st.one_of(
    st.just(Affine()),
    st.builds(Affine.translation, coordinate, coordinate),
    st.builds(Affine.rotation, st.floats(-40, 40)),
    st.builds(Affine.scaling, st.floats(0.3, 2), st.floats(0.3, 2)),
)


@st.composite
def paths(draw: st.DrawFn) -> Path:
    box = Rect(draw(coordinate), draw(coordinate), draw(extent), draw(extent))
    match draw(st.sampled_from(["rect", "round", "ellipse"])):
        case "rect":
            return rect_path(box)
        case "round":
            return rounded_rect_path(box, 7)
        case _:
            return ellipse_path(box)


@st.composite
def gradients(draw: st.DrawFn) -> GradientPaint:
    kind = draw(st.sampled_from(["linear", "radial"]))
    x0, y0 = draw(coordinate), draw(coordinate)
    x1 = x0 if draw(st.booleans()) else draw(coordinate)
    stops = ((0.0, draw(colors)), (1.0, draw(colors)))
    return GradientPaint("linear" if kind == "linear" else "radial", x0, y0, x1, y0 + draw(extent), stops)


def simple_operations(picture: ImageSource) -> st.SearchStrategy[Operation]:
    boxes = st.builds(Rect, coordinate, coordinate, extent, extent)
    return st.one_of(
        st.builds(
            FillPath,
            paths(),
            st.one_of(colors, gradients()),
            transforms,
            opacities,
            st.sampled_from([0.0, 0.0, 1.0]),
            st.booleans(),
        ),
        st.builds(StrokePath, paths(), colors, st.floats(0.5, 9), st.just(()), transforms, opacities),
        st.builds(
            BlurredPath, paths(), colors, st.floats(1, 8), transforms, opacities, st.sampled_from([0.0, 2.5])
        ),
        st.builds(
            DrawImage,
            st.just(picture),
            st.just(Rect(0, 0, 40, 50)),
            boxes,
            transforms,
            opacities,
            st.one_of(st.none(), paths()),
        ),
    )


@st.composite
def display_lists(draw: st.DrawFn, picture: ImageSource) -> DisplayList:
    """A ground and a few operations, some of them grouped or kept as a picture."""
    out: list[Operation] = [GROUND] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(0, 4))):
        inner = tuple(draw(st.lists(simple_operations(picture), min_size=1, max_size=2)))
        bounds = Rect(0, 0, 0, 0)
        for operation in inner:
            bounds = bounds.united(operation.bounds)
        wrapped = draw(st.sampled_from(["plain", "plain", "layer", "still", "stencil"]))
        if wrapped == "layer":
            out.append(
                Layer(
                    inner,
                    bounds,
                    draw(opacities),
                    draw(st.sampled_from(BlendMode)),
                    draw(st.one_of(st.none(), paths())),
                    draw(st.sampled_from([0.0, 0.0, 3.0])),
                    draw(st.one_of(st.none(), gradients())),
                )
            )
        elif wrapped == "stencil":
            keeps: Literal["inside", "outside"] = draw(st.sampled_from(["inside", "outside"]))
            shape, turned = draw(paths()), draw(transforms)
            out.append(Stencil(shape, inner, bounds, keeps, turned, draw(opacities)))
        elif wrapped == "still":
            out.append(Still(inner, bounds))
        else:
            out += inner
    return tuple(out)
