"""Subtitle files and pasted texts on their way into the film."""

import codecs
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal

from studio.base.languages import primary_language
from studio.formats.subtitles.reading import parse_subtitles
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.types import Mended, SubtitleFile
from studio.gui.captions.desk import CueDesk
from studio.model.captions import SecondCaptions
from studio.model.composition import Composition
from studio.model.layers import CaptionLayer
from studio.services.captions.opening import OpenOptions, film_language, open_subtitles
from studio.services.captions.text_mending import mended_texts
from studio.services.editing import StepName
from studio.services.edits.layers import add_layers, new_layer
from studio.services.edits.paths import LayerPath

Where = Literal["first", "second", "new"]
"""In place of the first language, as the second one, as captions of their own."""
PLACES: tuple[Where, ...] = ("first", "second", "new")

ENCODINGS = (
    "utf-8", "windows-1256", "windows-1252", "iso-8859-6", "iso-8859-1", "utf-16", "mac_arabic", "cp720",
)  # fmt: skip
"""What can be chosen where the guess is wrong: those in which Arabic and English files are written."""


def read_file(path: Path, duration: Fraction, encoding: str = "") -> SubtitleFile:
    """A subtitle file ready for use.  duration: seconds that lines without times are spread over.
    encoding: instead of the one that it seems to be written in.

    Raises InputError for what cannot be read.
    """
    return open_subtitles(path, OpenOptions(duration=duration, encoding=encoding))


def read_text(text: str, desk: CueDesk) -> SubtitleFile:
    """A pasted text: subtitles of any format as they are; lines without times are spread over the film.

    Raises InputError for no text.
    """
    film = desk.stage.composition
    options = ReadOptions(language=desk.language, duration=film.duration - desk.origin)
    return mended_texts(parse_subtitles(text.encode("utf-8"), "pasted.txt", None, options))


class Importing(QObject):
    """Puts what was read into the film, as one step, and keeps what was mended until it is put away."""

    mended_changed = Signal()
    done = Signal()
    """Captions came into the film."""

    def __init__(self, desk: CueDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.mended: tuple[Mended, ...] = ()

    def forget_mended(self) -> None:
        self.tell(())

    def tell(self, mended: tuple[Mended, ...]) -> None:
        """What was mended in the file that came last."""
        self.mended = mended
        self.mended_changed.emit()

    def proposal(self, file: SubtitleFile) -> Where:
        """Where a file most likely belongs: beside captions of another language, else in their place."""
        desk = self._desk
        other = primary_language(film_language(file, desk.language)) != primary_language(desk.language)
        return "second" if desk.rows and other else "first"

    def put(self, file: SubtitleFile, where: Where) -> bool:
        """Whether the film changed."""
        desk = self._desk
        made: list[LayerPath] = []
        step = StepName("step.cue-import", {"count": len(file.cues)})
        if where == "second" and desk.layer is not None:
            second = SecondCaptions(cues=file.cues, language=file.language or desk.second_language)
            changed = desk.edit_layer(step, lambda layer: layer.model_copy(update={"second": second}))
        elif where == "first" and desk.layer is not None:
            changed = desk.edit_layer(step, _with_cues(file, self._own_language(file)))
        else:

            def change(film: Composition) -> Composition:
                text = {"language": self._own_language(file)}
                data = {"type": "caption", "id": "captions", "cues": file.cues}
                layer = new_layer(data | ({"style": {"text": text}} if text["language"] else {}))
                film, made[:] = add_layers(film, [layer])
                return film

            changed = desk.stage.edit(step, change)
            if made:
                desk.stage.select(made)
        if changed:
            self.tell(file.mended)
            if desk.rows:
                desk.choose([0], seek=True)
            self.done.emit()
        return changed

    def _own_language(self, file: SubtitleFile) -> str | None:
        """That of a file's captions; None where it is the film's."""
        film = self._desk.stage.composition.language
        said = film_language(file, film)
        return None if primary_language(said) == primary_language(film) else said


def _with_cues(file: SubtitleFile, language: str | None) -> Callable[[CaptionLayer], CaptionLayer]:
    speakers = tuple(dict.fromkeys(cue.speaker for cue in file.cues if cue.speaker))

    def change(layer: CaptionLayer) -> CaptionLayer:
        kept = tuple(name for name in layer.speakers if name in speakers)
        style = layer.style
        if style.text.language != language:
            text = style.text.model_copy(update={"language": language})
            style = style.model_copy(update={"text": text})
        return layer.model_copy(update={"cues": file.cues, "speakers": kept, "style": style})

    return change


def found_encoding(file: SubtitleFile) -> str:
    """The encoding that a file was read in, as `ENCODINGS` writes it where it is one of them."""
    name = codecs.lookup(file.encoding).name
    return next((one for one in ENCODINGS if codecs.lookup(one).name == name), file.encoding)
