"""What the media bin shows of a project: its files, what is in them, and what is missing."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from studio.base.errors import StudioError
from studio.media.probe import MediaInfo, probe
from studio.model.project import Project
from studio.services.edits.media import media_of
from studio.services.tolerant import Missing

Kind = Literal["picture", "film", "sound", "missing", "broken", "unknown"]
"""unknown: not looked at yet."""

_PQ, _HLG = 16, 18
"""Transfer characteristics of HDR (ITU-T H.273): SMPTE ST 2084 and ARIB STD-B67."""


class MediaItem(Struct, frozen=True):
    """id: of the media.  name: of its file.  file: None while it is missing.  used: by a film."""

    id: str
    name: str
    file: Path | None
    used: bool
    kind: Kind = "unknown"
    seconds: float | None = None
    size: tuple[int, int] | None = None
    bytes: int = 0
    badges: tuple[str, ...] = ()
    error: StudioError | None = None

    @property
    def is_missing(self) -> bool:
        return self.kind == "missing"


def items_of(project: Project, files: dict[str, Path], missing: Iterable[Missing]) -> list[MediaItem]:
    """The project's media in its order, missing ones that it does not even list behind them.

    files: by media id, those that are there.
    """
    used = media_of(project)
    gone = {one.id: one for one in missing if one.kind == "media"}
    listed = {one.id for one in project.media}
    found = []
    for item in project.media:
        name = PurePosixPath(item.path.removeprefix("asset:")).name
        file = None if item.id in gone else files.get(item.id)
        found.append(MediaItem(item.id, name, file, item.id in used, "unknown" if file else "missing"))
    for one in gone.values():
        if one.id not in listed:
            name = PurePosixPath(one.path.removeprefix("asset:")).name or one.id
            found.append(MediaItem(one.id, name, None, True, "missing"))
    return found


def looked_at(item: MediaItem) -> MediaItem:
    """The item with what its file holds; an error is part of it.  Reads the file: for a thread."""
    if item.file is None:
        return item
    try:
        info = probe(item.file)
    except StudioError as error:
        return replace(item, kind="broken", error=error)
    return replace(
        item,
        kind=kind_of(info),
        seconds=None if info.duration is None else float(info.duration),
        size=_size(info),
        bytes=info.bytes,
        badges=_badges(info),
    )


def kind_of(info: MediaInfo) -> Kind:
    """What people call it."""
    if info.image is not None:
        return "picture"
    return "film" if info.video is not None else "sound"


def _size(info: MediaInfo) -> tuple[int, int] | None:
    shown = info.image or info.video
    return None if shown is None else (shown.width, shown.height)


def _badges(info: MediaInfo) -> tuple[str, ...]:
    """VFR: a varying frame rate, as phones record.  HDR: more light than a plain film can show."""
    if info.video is None:
        return ()
    varying = ("VFR",) if not info.video.constant_rate else ()
    wide = ("HDR",) if info.video.color.transfer in (_PQ, _HLG) else ()
    return (*varying, *wide)
