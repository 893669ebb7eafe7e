"""Caption styles on the person's own cue and picture: small stills, and a cue's time as frames.

The film's picture is painted once, without captions; each style's caption is painted over it by the same
engine as the export's.  All of it happens in one thread.
"""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from studio.gui.captions.desk import CueDesk
from studio.model.captions import CaptionStyle, Cue, SecondCaptions
from studio.model.composition import Composition
from studio.model.layers import CaptionLayer
from studio.services.edits.layers import remove_layers
from studio.services.frame_stage import FrameStage
from studio.services.resources import ResourceList

RATIO = 1.9
"""Of a tile's picture, width to height."""
_LONGEST = Fraction(4)
_FILLED = 0.96
"""Of a tile's width that a caption may take."""
_SEEN_AT = Fraction(3, 5)
"""Of the cue's time: it has come, and is not about to go."""


class Sample(Struct, frozen=True):
    """What styles are shown on.  ground: the film without these captions; layer: the captions, one cue."""

    ground: Composition
    layer: CaptionLayer
    resources: ResourceList
    cue: Cue

    @property
    def moment(self) -> Fraction:
        """The film's time at which a still shows it."""
        return self.layer.start + self.cue.start + (self.cue.end - self.cue.start) * _SEEN_AT


def sample_of(desk: CueDesk, words: str) -> Sample | None:
    """The current cue on its picture; `words` where there is none.  None without captions."""
    layer, path = desk.layer, desk.path
    if layer is None or path is None:
        return None
    film = desk.stage.composition
    cue = desk.cue or (desk.rows[0].cue if desk.rows else None)
    first: tuple[Cue, ...] = (cue,) if cue is not None else (Cue(start=0, end=3, text=words),)
    second = layer.second
    if second is not None and cue is not None:
        near = tuple(one for one in second.cues if one.start < cue.end and one.end > cue.start)
        second = SecondCaptions(cues=near, language=second.language)
    own = desk.index_of(desk.current) if desk.current >= 0 else 0
    if own < 0:
        first = ()
    shown = layer.model_copy(update={"cues": first, "second": second, "start": desk.origin, "end": None})
    ground = remove_layers(film, [path]).model_copy(update={"audio": ()})
    return Sample(ground, shown, desk.stage.document.resources(), cue or first[0])


class StylePictures:
    """Keeps the ground while it is the same.  For one thread."""

    def __init__(self) -> None:
        self._film, self._captions = FrameStage(), FrameStage()
        self._ground: tuple[object, QImage] | None = None

    def still(self, sample: Sample, style: CaptionStyle, width: int) -> QImage:
        """The caption at rest, cut to its surroundings.  Raises FontError, MediaError."""
        whole = self._whole(sample, style, width)
        words = self._painted(sample, style, whole, sample.moment)
        return self._together(sample, words, whole, self._crop(words, width))

    def frames(self, sample: Sample, style: CaptionStyle, width: int, rate: int) -> Iterator[QImage]:
        """A cue's time, `rate` a second."""
        whole = self._whole(sample, style, width)
        crop = self._crop(self._painted(sample, style, whole, sample.moment), width)
        start, length = sample.layer.start + sample.cue.start, sample.cue.end - sample.cue.start
        for number in range(max(1, int(min(length, _LONGEST) * rate))):
            words = self._painted(sample, style, whole, start + Fraction(number, rate))
            yield self._together(sample, words, whole, crop)

    def _whole(self, sample: Sample, style: CaptionStyle, width: int) -> int:
        """px of the whole film's width: so large that the caption is seen whole."""
        whole = _largest(sample, width)
        words = self._painted(sample, style, whole, sample.moment)
        data = np.frombuffer(words.constBits(), np.uint8).reshape(words.height(), words.bytesPerLine())
        seen = np.flatnonzero((data[:, 3 : 4 * words.width() : 4] > 0).any(axis=0))
        ink = int(seen[-1] - seen[0]) if len(seen) else 0
        return whole if ink < width * _FILLED else max(width, round(whole * width * _FILLED / ink))

    def _painted(self, sample: Sample, style: CaptionStyle, width: int, time: Fraction) -> QImage:
        film = sample.ground
        layer = sample.layer.model_copy(update={"style": style})
        alone = film.model_copy(update={"layers": (layer,), "background": None})
        pixels = self._captions.paint(alone, sample.resources, time, width / film.size.width)
        high, wide = pixels.shape[:2]
        form = QImage.Format.Format_ARGB32_Premultiplied
        return QImage(pixels.data, wide, high, wide * 4, form).copy()

    def _together(self, sample: Sample, words: QImage, width: int, crop: QRect) -> QImage:
        picture = self._ground_picture(sample, width).copy(crop)
        painter = QPainter(picture)
        painter.drawImage(QPoint(0, 0), words, crop)
        painter.end()
        return picture

    def _ground_picture(self, sample: Sample, width: int) -> QImage:
        key = sample.ground, sample.moment, width
        if self._ground is None or self._ground[0] != key:
            film = sample.ground
            pixels = self._film.paint(film, sample.resources, sample.moment, width / film.size.width)
            high, wide = pixels.shape[:2]
            image = QImage(pixels.data, wide, high, wide * 4, QImage.Format.Format_RGB32).copy()
            self._ground = key, image
        return self._ground[1]

    @staticmethod
    def _crop(words: QImage, width: int) -> QRect:
        """So wide, about the caption."""
        wide = min(words.width(), width)
        high = min(words.height(), round(wide / RATIO))
        data = np.frombuffer(words.constBits(), np.uint8).reshape(words.height(), words.bytesPerLine())
        seen = data[:, 3 : 4 * words.width() : 4] > 0
        left = _about(np.flatnonzero(seen.any(axis=0)), wide, words.width())
        return QRect(left, _about(np.flatnonzero(seen.any(axis=1)), high, words.height()), wide, high)


def _largest(sample: Sample, width: int) -> int:
    """px of the whole film's width: of a wide one only the middle is shown, so that words can be read."""
    size = sample.ground.size
    return max(width, round(width * size.width / size.height))


def _about(seen: NDArray[np.intp], length: int, room: int) -> int:
    """Where a stretch begins that has what is seen in its middle."""
    middle = int(seen[0] + seen[-1]) // 2 if len(seen) else room // 2
    return max(0, min(middle - length // 2, room - length))
