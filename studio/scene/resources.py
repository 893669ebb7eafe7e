"""What a composition needs from outside to become pictures: fonts, the design, motion presets, media."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from studio.base.errors import MediaError
from studio.base.paths import assets_dir
from studio.media.images import digest, image_info
from studio.model.animation import AnimationPreset
from studio.model.design import DesignSystem
from studio.scene.display_list import ImageSource
from studio.text.fonts import FontCatalog

ASSET = "asset:"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file: what to draw and its size in pixels, as seen (orientation applied)."""

    source: ImageSource
    width: int
    height: int


@dataclass(frozen=True)
class SceneResources:
    """The same resources and the same composition give the same pixels, in any process."""

    fonts: FontCatalog
    design: DesignSystem
    animation: Callable[[str], AnimationPreset]
    """The motion preset of an id."""
    media: Mapping[str, Path] = field(default_factory=dict)
    """Files by media id."""
    _pictures: dict[str, Picture] = field(default_factory=dict)

    def path_of(self, media: str) -> Path:
        """The file that a media id or an `asset:` path means.

        Raises MediaError for an id that the project does not have, or an asset outside the assets.
        """
        if media.startswith(ASSET):
            root = assets_dir().resolve()
            path = (root / media.removeprefix(ASSET)).resolve()
            if not path.is_relative_to(root):
                raise MediaError("An asset path leads out of the assets.", "Use asset:folder/name.", media)
        elif media in self.media:
            path = self.media[media]
        else:
            raise MediaError(
                f"The project has no media called '{media}'.",
                "Add it to the project, or name another.",
                media,
            )
        if not path.is_file():
            raise MediaError("The file is missing.", "Find it again or choose another.", str(path))
        return path

    def picture(self, media: str) -> Picture:
        """The picture of a media id.  Raises MediaError if it is missing or cannot be read."""
        if media not in self._pictures:
            path = self.path_of(media)
            info = image_info(path)
            source = ImageSource(digest(path), str(path))
            self._pictures[media] = Picture(source, info.width, info.height)
        return self._pictures[media]
