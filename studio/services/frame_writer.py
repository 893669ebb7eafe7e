"""Frames of a scene into an encoder: painted, or where film fills the frame, only what is over it."""

from studio.base.geometry import Rect
from studio.encode.encoder import SegmentEncoder
from studio.encode.overlay import FilmOverlay
from studio.render.film_ground import FilmGround, film_ground
from studio.render.pictures import PictureCache
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import DisplayList, FilmFrame

_Place = tuple[FilmFrame, int, int]


class FrameWriter:
    """Writes frames of one size, one after another, into one encoder after another.

    scale: output px per canvas px.  A frame is the same whatever was written before.
    """

    def __init__(self, width: int, height: int, scale: float, pictures: PictureCache) -> None:
        self._size, self._scale, self._pictures = (width, height), scale, pictures
        self._rasterizer = Rasterizer(width, height, scale, pictures=pictures)
        self._over: Rasterizer | None = None
        self._overlay = FilmOverlay(width, height)
        self._shown: tuple[Rect, ...] | None = None
        self._place: _Place | None = None
        self._planes = memoryview(b"")

    def write(self, frame: DisplayList, encoder: SegmentEncoder) -> None:
        """Raises EncodeError, OutputError, MediaError."""
        ground = film_ground(frame, *self._size, self._scale)
        if ground is None:
            changed = self._rasterizer.rasterize(frame)
            encoder.write(self._rasterizer.pixels, changed)
            return
        changed_over = self._paint_over(ground)
        place = (ground.film, ground.left, ground.top)
        if changed_over or place != self._place:
            film = self._pictures.films.planes(ground.film, ground.width, ground.height)
            self._planes = self._overlay.compose(film, ground.left, ground.top)
            self._place = place
        encoder.write_planes(self._planes)

    def _paint_over(self, ground: FilmGround) -> bool:
        """Paints what is over the film; whether it is another picture than before."""
        if self._over is None:
            self._over = Rasterizer(*self._size, self._scale, transparent=True, pictures=self._pictures)
        changed = self._over.rasterize(ground.above)
        if not changed and ground.rects == self._shown:
            return False
        self._overlay.show(self._over.pixels, ground.rects, changed)
        self._shown = ground.rects
        return True
