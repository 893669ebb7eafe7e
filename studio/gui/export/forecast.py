"""What is known of a film before it is made, in words: pixels, length, weight, time, what may be refused."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from studio.base.errors import MediaError
from studio.gui.dialogs.measures import about_seconds, clock, file_size, pixels
from studio.gui.export.choices import signs_not_allowed
from studio.gui.export.destinations import Destination
from studio.gui.i18n import tr
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.services.edits.media import media_used
from studio.services.export import output_size
from studio.services.export_estimate import Estimate
from studio.services.tolerant import Missing


def film_facts(
    composition: Composition, profile: ExportProfile, goes_to: Destination, found: Estimate | None
) -> str:
    """One line; found: None while it is being estimated."""
    size = pixels(*output_size(composition, profile))
    parts = [tr("export.facts", size=size, length=clock(float(composition.duration)))]
    if found is None:
        parts.append(tr("export.measuring"))
        return tr("unit.joint").join(parts)
    parts.append(tr("export.weight", weight=file_size(found.bytes)))
    if profile.max_megabytes is not None:
        parts.append(tr("export.limit", name=goes_to.name, limit=file_size(profile.max_megabytes * 1e6)))
    parts.append(tr("export.takes", time=about_seconds(found.seconds)))
    if found.kept > 0:
        parts.append(tr("export.ready"))
    return tr("unit.joint").join(parts)


def film_warning(
    composition: Composition, profile: ExportProfile, goes_to: Destination, found: Estimate | None
) -> str:
    """What the destination may refuse; empty where it takes the film."""
    name, seconds, said = goes_to.name, float(composition.duration), []
    if profile.max_seconds is not None and seconds > profile.max_seconds:
        limit = clock(profile.max_seconds)
        said.append(tr("export.too_long", length=clock(seconds), name=name, limit=limit))
    most = profile.max_megabytes
    if most is not None and found is not None and found.bytes > most * 1e6:
        weight = file_size(found.bytes)
        said.append(tr("export.too_large", weight=weight, name=name, limit=file_size(most * 1e6)))
    return " ".join(said)


def missing_media(missing: Iterable[Missing], composition: Composition) -> MediaError | None:
    """What the film lacks as an error, before it would be met in the middle of the work."""
    used = set(media_used(composition)) | {clip.media for clip in composition.audio}
    names = [PurePosixPath(one.path).name or one.id for one in missing if one.id in used]
    if not names:
        return None
    listed = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return MediaError(f"the file of media '{listed}' is missing", "put it back, or choose another")


def name_problem(name: str) -> str:
    """Why no file can be called so; empty where one can."""
    signs = signs_not_allowed(name)
    if not name.strip():
        return tr("export.no_name")
    return tr("export.bad_name", signs=" ".join(signs)) if signs else ""
