"""What to tell before a film is made: what its layout could not do well, and what its profile warns of."""

from studio.base.cancellation import Cancellation
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.scene.findings import Finding
from studio.scene.scene import Scene
from studio.services.resources import ResourceList, open_resources


def findings_of(
    composition: Composition, resources: ResourceList, cancellation: Cancellation | None = None
) -> tuple[Finding, ...]:
    """The findings of every clip and cue.

    Raises MediaError, FontError, InputError, as rendering would, and Cancelled.
    """
    asked = cancellation or Cancellation()
    return Scene(composition, open_resources(resources)).findings(asked.raise_if_cancelled)


def profile_warnings(profile: ExportProfile, seconds: float, size_bytes: int) -> list[str]:
    """Sentences on what a place that the profile is for may refuse."""
    name = profile.name.get("en", profile.id)
    found = []
    if profile.max_seconds is not None and seconds > profile.max_seconds:
        found.append(f"{name} takes films of up to {profile.max_seconds:g} s; this one has {seconds:.1f} s.")
    megabytes = size_bytes / 1e6
    if profile.max_megabytes is not None and megabytes > profile.max_megabytes:
        found.append(f"{name} takes up to {profile.max_megabytes:g} MB; this film has {megabytes:.1f} MB.")
    return found
