"""What is laid over film in the encoder's planes looks as if it had been painted."""

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from studio.base.geometry import Rect
from studio.encode.frames import FrameConverter
from studio.encode.overlay import FilmOverlay

WIDTH, HEIGHT = 48, 32
Pixels = NDArray[np.uint8]


def film_of(bgra: Pixels) -> av.VideoFrame:
    """The picture as a decoded frame."""
    planes = FrameConverter(WIDTH, HEIGHT).convert(bgra)
    data = np.frombuffer(planes, np.uint8).reshape(HEIGHT * 3 // 2, WIDTH)
    return av.VideoFrame.from_ndarray(data, format="yuv420p")


def smooth(random: np.random.Generator) -> Pixels:
    """Opaque pixels whose colour is the same in every 2 x 2 of them: chroma loses nothing."""
    small = random.integers(0, 256, (HEIGHT // 2, WIDTH // 2, 3), np.uint8)
    pixels = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    pixels[..., :3] = small.repeat(2, axis=0).repeat(2, axis=1)
    return pixels


def over(random: np.random.Generator, rect: Rect) -> Pixels:
    """A translucent picture within a rectangle, colour multiplied by alpha."""
    pixels = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    part = smooth(random).astype(np.uint16)
    alpha = random.integers(0, 256, (HEIGHT // 2, WIDTH // 2), np.uint16).repeat(2, axis=0).repeat(2, axis=1)
    part[..., :3] = part[..., :3] * alpha[..., None] // 255
    part[..., 3] = alpha
    rows, columns = slice(int(rect.y), int(rect.bottom)), slice(int(rect.x), int(rect.right))
    pixels[rows, columns] = part[rows, columns]
    return pixels


@given(
    st.integers(0, 2**32 - 1),
    st.integers(0, WIDTH - 2),
    st.integers(0, HEIGHT - 2),
    st.integers(1, WIDTH),
    st.integers(1, HEIGHT),
)
@settings(max_examples=60)
def test_it_is_as_if_painted(seed: int, left: int, top: int, width: int, height: int) -> None:
    random = np.random.default_rng(seed)
    left, top = left & ~1, top & ~1
    right, bottom = min(WIDTH, (left + width + 1) & ~1), min(HEIGHT, (top + height + 1) & ~1)
    rect = Rect.from_edges(left, top, right, bottom)
    below, above = smooth(random), over(random, rect)
    overlay = FilmOverlay(WIDTH, HEIGHT)
    overlay.show(above, [rect])
    made = np.frombuffer(overlay.compose(film_of(below)), np.uint8).astype(int)
    painted = below.astype(np.uint16)
    alpha = above[..., 3:].astype(np.uint16)
    painted[..., :3] = above[..., :3] + (painted[..., :3] * (255 - alpha) + 127) // 255
    flat = np.minimum(painted, 255).astype(np.uint8)
    wanted = np.frombuffer(FrameConverter(WIDTH, HEIGHT).convert(flat), np.uint8).astype(int)
    assert np.abs(made - wanted).max() <= 3


def test_nothing_over_it_leaves_every_byte() -> None:
    film = film_of(smooth(np.random.default_rng(1)))
    overlay = FilmOverlay(WIDTH, HEIGHT)
    whole = bytes(overlay.compose(film))
    assert whole == film.to_ndarray().tobytes()
    overlay.show(np.zeros((HEIGHT, WIDTH, 4), np.uint8), [Rect(4, 4, 20, 20)])
    assert bytes(overlay.compose(film)) == whole
    overlay.show(over(np.random.default_rng(2), Rect(4, 4, 20, 20)), [Rect(4, 4, 20, 20)])
    assert bytes(overlay.compose(film)) != whole
    overlay.show(np.zeros((HEIGHT, WIDTH, 4), np.uint8), [])
    assert bytes(overlay.compose(film)) == whole


def test_only_what_changed_need_be_told() -> None:
    random = np.random.default_rng(3)
    film, rect = film_of(smooth(random)), Rect(8, 6, 24, 20)
    first, second = over(random, rect), np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    second[...] = first
    changed = Rect(10, 8, 6, 6)
    second[8:14, 10:16] = over(random, changed)[8:14, 10:16]
    partly, wholly = FilmOverlay(WIDTH, HEIGHT), FilmOverlay(WIDTH, HEIGHT)
    partly.show(first, [rect])
    partly.show(second, [rect], [changed])
    wholly.show(second, [rect])
    assert bytes(partly.compose(film)) == bytes(wholly.compose(film))


@pytest.mark.parametrize(("left", "top"), [(0, 0), (16, 8)])
def test_a_part_of_a_larger_film_is_shown(left: int, top: int) -> None:
    random = np.random.default_rng(4)
    data = random.integers(0, 256, (48 * 3 // 2, 80), np.uint8)
    film = av.VideoFrame.from_ndarray(data, format="yuv420p")
    made = np.frombuffer(FilmOverlay(WIDTH, HEIGHT).compose(film, left, top), np.uint8)
    luma = made[: WIDTH * HEIGHT].reshape(HEIGHT, WIDTH)
    assert (luma == data[top : top + HEIGHT, left : left + WIDTH]).all()
