"""Another file for a film or sound: what was cut out of the old one is kept as far as the new one is long.

A stretch that lies within the new file stays.  One that reaches beyond its end begins as much earlier as it
must, at the file's beginning at the earliest; what is shown stays where it is in the film.
"""

from fractions import Fraction
from typing import Any

from studio.model.composition import Composition
from studio.model.layers import AfterEnd, ImageLayer, VideoLayer
from studio.model.project import Project
from studio.services.edits.paths import LayerPath, node_at, rebuilt, sound_path, walk, with_node
from studio.services.edits.sounds import sound_end
from studio.services.edits.times import span_of


def with_trims_within(project: Project, media: str, seconds: Fraction) -> Project:
    """No film or sound of `media` begins later than its file of so many seconds allows."""
    changed = tuple(_composition(one, media, seconds) for one in project.compositions)
    if all(one is other for one, other in zip(changed, project.compositions, strict=True)):
        return project
    return project.model_copy(update={"compositions": changed})


def _composition(composition: Composition, media: str, seconds: Fraction) -> Composition:
    paths: list[LayerPath] = [
        path
        for path, layer in walk(composition)
        if isinstance(layer, ImageLayer | VideoLayer) and layer.media == media
    ]
    paths += [sound_path(clip.id) for clip in composition.audio if clip.media == media]
    for path in paths:
        node: Any = node_at(composition, path)
        if isinstance(node, ImageLayer):
            loops, shown = True, seconds  # its last frame is held as long as it must be
        elif isinstance(node, VideoLayer):
            loops, shown = node.after is AfterEnd.LOOP, span_of(composition, path).duration * node.speed
        else:
            loops, shown = node.loop, sound_end(composition, node) - node.start
        # Of a loop any beginning will do that is in the file at all.
        latest = max(Fraction(0), seconds - (Fraction(0) if loops else shown))
        if loops and node.source_start >= seconds:
            latest = Fraction(0)
        if node.source_start > latest:
            composition = with_node(composition, path, rebuilt(node, source_start=latest))
    return composition
