"""Films that a destination takes only up to a size: made again smaller until they fit."""

from collections.abc import Iterator

from msgspec.structs import replace

from studio.model.export import ExportProfile
from studio.services.export import ExportRequest, ExportResult

_SIDES = (540, 360)
"""Short sides in px that are tried after the coarser quality."""


def too_large(result: ExportResult, profile: ExportProfile) -> bool:
    """Whether a finished film has more bytes than its profile allows (megabytes of a million bytes)."""
    limit = profile.max_megabytes
    return limit is not None and result.report is not None and result.report.bytes > limit * 1_000_000


def tried_smaller(request: ExportRequest) -> Iterator[ExportRequest]:
    """The same film with ever fewer bytes: coarser first, then fewer pixels."""
    profile = request.profile
    if profile.quality != "draft":
        profile = profile.model_copy(update={"quality": "draft"})
        yield replace(request, profile=profile)
    designed = min(request.composition.size.width, request.composition.size.height)
    now = profile.short_side or designed
    for side in _SIDES:
        if side < now:
            profile = profile.model_copy(
                update={"short_side": side, "audio_kbps": min(96, profile.audio_kbps)}
            )
            yield replace(request, profile=profile)
