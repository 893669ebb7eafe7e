"""Small pictures of files for the bin's tiles.  For a thread."""

from PySide6.QtGui import QImage

from studio.base.errors import StudioError
from studio.gui.media.items import MediaItem
from studio.gui.pictures import image_of
from studio.services.thumbnails import file_thumbnail


def tile_picture(item: MediaItem, longest: int) -> QImage | None:
    """At most `longest` px a side; None for what has no picture, or a damaged one."""
    if item.file is None or item.kind not in ("picture", "film"):
        return None
    try:
        return image_of(file_thumbnail(item.file, (longest, longest)))
    except StudioError:
        return None  # the tile shows its kind; the file was looked at already
