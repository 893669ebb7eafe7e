"""What a composition needs from outside to become pictures: fonts, the design, motion presets, media."""

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct, field

from studio.base.errors import MediaError
from studio.media.images import digest, image_info, is_image
from studio.media.locate import locate
from studio.media.video_index import VideoIndex, video_index
from studio.model.animation import AnimationPreset
from studio.model.design import DesignSystem
from studio.scene.display_list import ImageSource
from studio.text.fonts import FontCatalog


class Picture(Struct, frozen=True):
    """A picture file: what to draw and its size in pixels, as seen (orientation applied)."""

    source: ImageSource
    width: int
    height: int


class Film(Struct, frozen=True):
    """A film file: its frames' times and its size in pixels, as seen (turned, with square pixels)."""

    digest: str
    index: VideoIndex

    @property
    def width(self) -> int:
        return self.index.width

    @property
    def height(self) -> int:
        return self.index.height


class SceneResources(Struct, frozen=True):
    """The same resources and the same composition give the same pixels, in any process."""

    fonts: FontCatalog
    design: DesignSystem
    animation: Callable[[str], AnimationPreset]
    """The motion preset of an id."""
    media: Mapping[str, Path] = field(default_factory=dict)
    """Files by media id."""
    stand_in: Path | None = None
    """A picture that is shown for films that cannot be read; None: they are an error."""
    broken: dict[str, MediaError] = field(default_factory=dict)
    """What is wrong with films for which the stand-in is shown, by media id."""
    _pictures: dict[str, Picture] = field(default_factory=dict)
    _films: dict[str, Film | Picture] = field(default_factory=dict)

    def path_of(self, media: str) -> Path:
        """The file that a media id or an `asset:` path means.  Raises MediaError."""
        return locate(media, self.media)

    def picture(self, media: str) -> Picture:
        """The picture of a media id.  Raises MediaError if it is missing or cannot be read."""
        if media not in self._pictures:
            path = self.path_of(media)
            info = image_info(path)
            source = ImageSource(digest(path), str(path))
            self._pictures[media] = Picture(source, info.width, info.height)
        return self._pictures[media]

    def film(self, media: str) -> Film | Picture:
        """The film of a media id; a picture file stands still.  Raises MediaError as `picture` does."""
        if media in self._pictures:
            return self._pictures[media]
        path = self.path_of(media)
        if is_image(path):
            return self.picture(media)
        if media not in self._films:
            self._films[media] = self._opened_film(media, path)
        return self._films[media]

    @property
    def films(self) -> list[Film]:
        """The films that have been opened so far."""
        return [one for one in list(self._films.values()) if isinstance(one, Film)]

    def _opened_film(self, media: str, path: Path) -> Film | Picture:
        try:
            return Film(digest(path), video_index(path))
        except MediaError as error:
            if self.stand_in is None:
                raise
            self.broken[media] = error
            info = image_info(self.stand_in)
            source = ImageSource(digest(self.stand_in), str(self.stand_in))
            return Picture(source, info.width, info.height)
