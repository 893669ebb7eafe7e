"""Frames that are film all over, with something painted on top: the film need not be painted then."""

from msgspec import Struct

from studio.base.geometry import Rect
from studio.model.layers import BlendMode
from studio.render.damage import merged, pixel_bounds
from studio.render.films import MOST_ENLARGED
from studio.scene.display_list import DisplayList, DrawImage, FillPath, FilmFrame, Layer, Operation

_CLOSE = 0.02
"""Pixels that an edge may be off."""


class FilmGround(Struct, frozen=True):
    """The film that fills the frame, and what is over it.

    width, height: px that the whole film frame is decoded to.  left, top: even px of it where the frame
    begins.  above: what lies over it.
    """

    film: FilmFrame
    width: int
    height: int
    left: int
    top: int
    above: DisplayList


def film_ground(frame: DisplayList, width: int, height: int, scale: float) -> FilmGround | None:
    """The ground of a frame (output px; scale: output px per canvas px), or None where it must be painted:
    where no film fills it as it is decoded, or where something mixes with what is below."""
    for at in range(len(frame) - 1, -1, -1):
        operation = frame[at]
        if isinstance(operation, DrawImage) and isinstance(operation.image, FilmFrame):
            found = _filling(operation, operation.image, width, height, scale)
            if found is not None:
                left, top = found
                film, above = operation.image, frame[at + 1 :]
                size = round(film.width * scale), round(film.height * scale)
                return FilmGround(film, *size, left, top, above)
        if _mixes(operation):
            return None
    return None


def touched_rects(above: DisplayList, width: int, height: int, scale: float) -> tuple[Rect, ...]:
    """The whole pixels of a frame that operations touch, not overlapping."""
    canvas = Rect(0, 0, width, height)
    rects = [pixel_bounds(one.bounds, scale).intersected(canvas) for one in above]
    return tuple(merged([rect for rect in rects if not rect.is_empty]))


def _mixes(operation: Operation) -> bool:
    match operation:
        case FillPath(replaces=True):
            return True
        case Layer(blend=blend):
            return blend is not BlendMode.NORMAL
        case _:
            return False


def _filling(
    operation: DrawImage, film: FilmFrame, width: int, height: int, scale: float
) -> tuple[int, int] | None:
    """Where in the decoded frame the output begins; None if it does not fill the output pixel by pixel."""
    if not film.opaque or operation.opacity < 1 or operation.clip is not None:
        return None
    if not operation.transform.is_identity:
        return None
    target, source = operation.target, operation.source
    inside = (
        target.x * scale < _CLOSE
        and target.y * scale < _CLOSE
        and target.right * scale > width - _CLOSE
        and target.bottom * scale > height - _CLOSE
    )
    if not inside:
        return None
    across, down = target.width / source.width, target.height / source.height
    if max(across, down) * scale > MOST_ENLARGED:
        return None
    left = (source.x * across - target.x) * scale
    top = (source.y * down - target.y) * scale
    even = round(left / 2) * 2, round(top / 2) * 2
    if abs(left - even[0]) > _CLOSE or abs(top - even[1]) > _CLOSE or min(even) < 0:
        return None
    decoded = round(film.width * scale), round(film.height * scale)
    fits = even[0] + width <= decoded[0] and even[1] + height <= decoded[1]
    return even if fits else None
