"""What a render worker needs to know about a film: plain and cheap to send to another process."""

from dataclasses import dataclass

from studio.model.export import ExportProfile
from studio.services.resources import ResourceList


@dataclass(frozen=True, slots=True)
class RenderJob:
    """document: the composition as JSON (pydantic's generic values do not pickle).  size: output pixels."""

    document: str
    resources: ResourceList
    profile: ExportProfile
    size: tuple[int, int]
