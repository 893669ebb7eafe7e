"""Frames of a scene into an encoder: painted, or where film fills the frame, only what is over it."""

from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace

from studio.base.geometry import Rect
from studio.encode.encoder import SegmentEncoder
from studio.encode.overlay import FilmOverlay
from studio.render.film_ground import film_ground, touched_rects
from studio.render.pictures import PictureCache
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import DisplayList, FilmFrame

_Place = tuple[FilmFrame, int, int]


class OverFilm:
    """Film frames with something painted over them, in planes of one size.

    scale: output px per canvas px.  matrix, full_range: of the film's numbers.
    """

    def __init__(
        self,
        width: int,
        height: int,
        scale: float,
        pictures: PictureCache,
        matrix: Colorspace = Colorspace.ITU709,
        *,
        full_range: bool = False,
    ) -> None:
        self._size, self._scale, self._pictures = (width, height), scale, pictures
        self._rasterizer: Rasterizer | None = None
        self._overlay = FilmOverlay(width, height, matrix, full_range=full_range)
        self._shown: tuple[Rect, ...] | None = None

    def show(self, above: DisplayList) -> bool:
        """What is over the film from now on; whether it is another picture than before."""
        if self._rasterizer is None:
            self._rasterizer = Rasterizer(*self._size, self._scale, transparent=True, pictures=self._pictures)
        rects = touched_rects(above, *self._size, self._scale)
        changed = self._rasterizer.rasterize(above)
        if not changed and rects == self._shown:
            return False
        self._overlay.show(self._rasterizer.pixels, rects, changed)
        self._shown = rects
        return True

    def compose(self, film: VideoFrame, left: int = 0, top: int = 0) -> memoryview:
        """The planes of a film frame with what is over it; they hold until the next call.

        left, top: even px of the film frame where the part that is shown begins.
        """
        return self._overlay.compose(film, left, top)


class FrameWriter:
    """Writes frames of one size, one after another, into one encoder after another.

    scale: output px per canvas px.  A frame is the same whatever was written before.
    """

    def __init__(self, width: int, height: int, scale: float, pictures: PictureCache) -> None:
        self._size, self._scale, self._pictures = (width, height), scale, pictures
        self._rasterizer = Rasterizer(width, height, scale, pictures=pictures)
        self._over = OverFilm(width, height, scale, pictures)
        self._place: _Place | None = None
        self._planes = memoryview(b"")

    def write(self, frame: DisplayList, encoder: SegmentEncoder) -> None:
        """Raises EncodeError, OutputError, MediaError."""
        ground = film_ground(frame, *self._size, self._scale)
        if ground is None:
            changed = self._rasterizer.rasterize(frame)
            encoder.write(self._rasterizer.pixels, changed)
            return
        changed_over = self._over.show(ground.above)
        place = (ground.film, ground.left, ground.top)
        if changed_over or place != self._place:
            film = self._pictures.films.planes(ground.film, ground.width, ground.height)
            self._planes = self._over.compose(film, ground.left, ground.top)
            self._place = place
        encoder.write_planes(self._planes)
