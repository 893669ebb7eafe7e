"""What a render worker needs to know about a film: plain and cheap to send to another process."""

from pathlib import Path

from msgspec import Struct

from studio.base.time import FrameRate, TimeRange
from studio.media.probe import ColorTags
from studio.model.export import ExportProfile
from studio.services.resources import ResourceList


class RenderJob(Struct, frozen=True):
    """document: the composition as JSON (pydantic's generic values do not pickle).  size: output pixels."""

    document: str
    resources: ResourceList
    profile: ExportProfile
    size: tuple[int, int]


class BurnJob(Struct, frozen=True):
    """A film that is there already, with captions laid over it.

    document: a composition of the captions alone, as JSON; its time 0 is the beginning of the file.
    size: output pixels.  rate: that segments are encoded at.  steady: frames come in equal steps of that
    rate, else at the file's own times.  stretch: of the file's time; None: all of it.  as_decoded: frames
    keep their numbers and are at most turned; else they are converted to BT.709.  color: what comes of it.
    """

    document: str
    resources: ResourceList
    profile: ExportProfile
    size: tuple[int, int]
    film: Path
    rate: FrameRate
    steady: bool
    stretch: TimeRange | None
    as_decoded: bool
    color: ColorTags


Job = RenderJob | BurnJob
