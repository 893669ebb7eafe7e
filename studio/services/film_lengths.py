"""How long the films of a project are, and which of its media are none, for cutting and slipping them."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from studio.base.errors import StudioError
from studio.media.images import is_image
from studio.media.video_index import video_index
from studio.model.composition import Composition
from studio.model.project import Project
from studio.services.edits.media import media_used
from studio.services.edits.paths import LayerPath, node_at


def film_lengths(composition: Composition, path: LayerPath, files: Mapping[str, Path]) -> dict[str, Fraction]:
    """Seconds of the films that a layer or clip shows, by media id; what cannot be read is left out.

    Quick for what has been shown already, else the file is read.
    """
    found: dict[str, Fraction] = {}
    for media in set(media_used(node_at(composition, path))):
        file = files.get(media)
        if file is None or is_image(file):
            continue
        try:
            found[media] = video_index(file).duration
        except StudioError:
            continue  # a sound, or broken: told elsewhere
    return found


def stills(project: Project, files: Mapping[str, Path]) -> frozenset[str]:
    """The ids of media that are pictures.  Told by the project's own names, where it has them: for a film
    that is missing, another file may stand."""
    named = {one.id: Path(one.path) for one in project.media if Path(one.path).suffix}
    return frozenset(media for media, file in {**files, **named}.items() if is_image(file))
