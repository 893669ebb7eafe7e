"""How long the films of a project are, for trimming and slipping them."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from studio.base.errors import StudioError
from studio.media.images import is_image
from studio.media.video_index import video_index
from studio.model.composition import Composition
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
