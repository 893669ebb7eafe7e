"""Colour conversion against the formula of ITU-R BT.709-6, and parts against whole frames."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.geometry import Rect
from studio.encode.frames import FrameConverter
from studio.encode.planes import compiled_conversion

sizes = st.tuples(st.integers(2, 90), st.integers(2, 120)).map(lambda half: (2 * half[0], 2 * half[1]))


def bt709(bgra: npt.NDArray[np.uint8]) -> list[npt.NDArray[np.float64]]:
    """The planes by the formula: luma of each pixel, chroma of the mean of each 2 x 2 pixels."""
    height, width = bgra.shape[:2]
    colors = bgra[..., :3].astype(np.float64) / 255
    means = colors.reshape(height // 2, 2, width // 2, 2, 3).mean(axis=(1, 3))

    def luma(color: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        blue, green, red = color[..., 0], color[..., 1], color[..., 2]
        return np.asarray(0.2126 * red + 0.7152 * green + 0.0722 * blue)

    mean_luma = luma(means)
    return [
        16 + 219 * luma(colors),
        128 + 224 * (means[..., 0] - mean_luma) / 1.8556,
        128 + 224 * (means[..., 2] - mean_luma) / 1.5748,
    ]


def planes_of(data: memoryview, width: int, height: int) -> list[npt.NDArray[np.uint8]]:
    flat = np.frombuffer(data, np.uint8)
    luma, chroma = width * height, width * height // 4
    return [
        flat[:luma].reshape(height, width),
        flat[luma : luma + chroma].reshape(height // 2, width // 2),
        flat[luma + chroma :].reshape(height // 2, width // 2),
    ]


by_either = pytest.mark.parametrize("compiled", [True, False])


@by_either
@given(size=sizes, seed=st.integers(0, 2**32 - 1))
def test_every_sample_is_that_of_bt709_rounded(size: tuple[int, int], seed: int, compiled: bool) -> None:
    width, height = size
    frame = np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)
    found = planes_of(FrameConverter(width, height, compiled=compiled).convert(frame), width, height)
    for plane, wanted in zip(found, bt709(frame), strict=True):
        assert np.abs(plane - wanted).max() <= 0.75


@pytest.mark.skipif(compiled_conversion() is None, reason="nothing was compiled: there was no C compiler")
@given(size=sizes, seed=st.integers(0, 2**32 - 1), dark=st.booleans())
def test_compiled_code_gives_what_swscale_gives(size: tuple[int, int], seed: int, dark: bool) -> None:
    width, height = size
    frame = np.random.default_rng(seed).integers(0, 6 if dark else 256, (height, width, 4), dtype=np.uint8)
    found = bytes(FrameConverter(width, height).convert(frame))
    assert found == bytes(FrameConverter(width, height, compiled=False).convert(frame))


@pytest.mark.skipif(compiled_conversion() is None, reason="nothing was compiled: there was no C compiler")
def test_compiled_code_gives_what_swscale_gives_for_every_colour_of_a_coarse_cube() -> None:
    """All of 0, 5, 10 … 255 in every channel, and 2 x 2 pixels of unlike colours beside each other."""
    steps = np.arange(0, 256, 5, dtype=np.uint8)
    cube = np.stack(np.meshgrid(steps, steps, steps, steps[-1:]), -1).reshape(2 * 26, 52 * 52, 4).copy()
    for frame in (cube, np.random.default_rng(7).permutation(cube.reshape(-1, 4)).reshape(cube.shape)):
        height, width = frame.shape[:2]
        found = bytes(FrameConverter(width, height).convert(frame))
        assert found == bytes(FrameConverter(width, height, compiled=False).convert(frame))


@by_either
@given(size=sizes, seed=st.integers(0, 2**32 - 1), data=st.data())
def test_converting_what_changed_is_converting_everything(
    size: tuple[int, int], seed: int, data: st.DataObject, compiled: bool
) -> None:
    width, height = size
    random = np.random.default_rng(seed)
    frame = random.integers(0, 256, (height, width, 4), dtype=np.uint8)
    converter = FrameConverter(width, height, compiled=compiled)
    converter.convert(frame)

    def span(limit: int) -> st.SearchStrategy[tuple[int, int]]:
        both = st.tuples(st.integers(0, limit), st.integers(0, limit))
        return both.map(lambda pair: (min(pair), max(pair)))

    dirty = data.draw(st.lists(st.tuples(span(width), span(height)), max_size=4))
    changed = frame.copy()
    for (left, right), (top, bottom) in dirty:
        part = (bottom - top, right - left, 4)
        changed[top:bottom, left:right] = random.integers(0, 256, part, dtype=np.uint8)
    rects = [Rect.from_edges(left, top, right, bottom) for (left, right), (top, bottom) in dirty]
    partly = bytes(converter.convert(changed, rects))
    assert partly == bytes(FrameConverter(width, height).convert(changed))


def test_an_unchanged_frame_keeps_its_planes() -> None:
    frame = np.random.default_rng(1).integers(0, 256, (48, 64, 4), dtype=np.uint8)
    converter = FrameConverter(64, 48)
    before = bytes(converter.convert(frame))
    assert bytes(converter.convert(frame, ())) == before


def test_the_first_frame_is_converted_whatever_is_said_of_it() -> None:
    frame = np.full((48, 64, 4), 200, np.uint8)
    assert bytes(FrameConverter(64, 48).convert(frame, ())) == bytes(FrameConverter(64, 48).convert(frame))


def test_the_fourth_byte_does_not_matter() -> None:
    frame = np.full((48, 64, 4), 200, np.uint8)
    other = frame.copy()
    other[..., 3] = 0
    assert bytes(FrameConverter(64, 48).convert(frame)) == bytes(FrameConverter(64, 48).convert(other))


@pytest.mark.parametrize("size", [(63, 48), (64, 47), (0, 48), (64, -2), (64, 2)])
def test_odd_and_tiny_sizes_are_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="even"):
        FrameConverter(*size)


def test_a_frame_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        FrameConverter(64, 48).convert(np.zeros((48, 62, 4), np.uint8))
