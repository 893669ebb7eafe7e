"""Media of the project into the film: pictures and films where they are dropped or asked for."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject

from studio.base.errors import MediaError
from studio.gui.bridge import Job, bridge
from studio.gui.i18n import tr
from studio.gui.media.bin import MediaBin
from studio.gui.workspace.stage import Stage
from studio.media.images import is_image
from studio.media.probe import probe
from studio.media.video_index import video_index
from studio.model.composition import AudioClip, Composition
from studio.services.editing import StepName
from studio.services.edits.films import FilmFacts, add_film, add_film_clip
from studio.services.edits.layers import add_layers, new_layer
from studio.services.edits.paths import LayerPath, free_id, rebuilt, sound_path
from studio.services.edits.times import span_of

_NEW_SECONDS = Fraction(3)
"""How long a new picture stands, unless the film ends before."""


class Target(Struct, frozen=True):
    """Where media go: seconds of the composition, and a track (time then counts from its start)."""

    time: Fraction
    track: LayerPath | None = None


class MediaCommands(QObject):
    """Inserts media by their id.  Files are looked at in a thread."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._awaited: Target | None = None
        self._follows = False

    def insert(self, media: str, target: Target | None = None) -> None:
        """A picture, film or sound of the project, by default on the canvas at the playhead."""
        target = target or Target(self._stage.time)
        file = dict(self._stage.document.resources().media).get(media)
        if file is None or is_image(file):
            self._insert_picture(media, target)
            return
        path = file

        def work(_job: Job[FilmFacts | None]) -> FilmFacts | None:
            info = probe(path)
            return facts_of(media, path) if info.video is not None or info.audio is None else None

        def done(film: FilmFacts | None) -> None:
            if film is not None:
                self._insert_film(film, target)
            else:
                self._insert_sound(media, target)

        bridge().run(
            work,
            done,
            failed=self._stage.refused.emit,
            lane="media",
            owner=self,
        )

    def bring(self, files: Sequence[Path], media: MediaBin, target: Target | None = None) -> None:
        """Files from outside: imported through the bin, then put into the film, one after another."""
        self._awaited = target or Target(self._stage.time)
        if not self._follows:
            media.imported.connect(self._bring_imported)
            self._follows = True
        media.import_files(files)

    def _bring_imported(self, ids: list[str]) -> None:
        target, self._awaited = self._awaited, None
        if target is not None:
            for media in ids:
                self.insert(media, target)

    def _insert_film(self, film: FilmFacts, target: Target) -> None:
        made: list[LayerPath] = []

        def change(composition: Composition) -> Composition:
            if target.track is None:
                changed, path = add_film(composition, film, target.time)
            else:
                changed, path = add_film_clip(composition, film, target.track, target.time)
            made[:] = [path]
            return changed

        if self._stage.edit(StepName("step.add", {"what": tr("kind.video")}), change):
            self._stage.select(made)

    def _insert_sound(self, media: str, target: Target) -> None:
        start = target.time
        if target.track is not None:
            start += span_of(self._stage.composition, target.track).start

        def change(composition: Composition) -> Composition:
            taken = {clip.id for clip in composition.audio}
            clip = AudioClip(id=free_id("sound", taken), media=media, start=start)
            return rebuilt(composition, audio=(*composition.audio, clip))

        if self._stage.edit(StepName("step.add", {"what": tr("kind.audio")}), change):
            self._stage.select([sound_path(self._stage.composition.audio[-1].id)])

    def _insert_picture(self, media: str, target: Target) -> None:
        made: list[LayerPath] = []

        def change(composition: Composition) -> Composition:
            layer = new_layer(
                {
                    "type": "image",
                    "id": "picture",
                    "media": media,
                    "fit": "contain",
                    "place": {"area": "safe", "width": "80%", "height": "60%"},
                    "start": target.time,
                    "end": min(target.time + _NEW_SECONDS, composition.duration),
                }
            )
            changed, paths = add_layers(composition, [layer])
            made[:] = paths
            return changed

        if self._stage.edit(StepName("step.add", {"what": tr("kind.image")}), change):
            self._stage.select(made)


def facts_of(media: str, file: Path) -> FilmFacts:
    """What inserting a film needs to know of it; reads the file.  Raises MediaError."""
    index = video_index(file)
    if not index.duration:
        raise MediaError("this film has no length", "Save it again in another program.", str(file))
    return FilmFacts(media, index.duration, index.width, index.height)
