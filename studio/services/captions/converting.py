"""From one subtitle file to another."""

from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace as with_changes

from studio.base.errors import InputError
from studio.base.files import output_errors, write_file
from studio.formats.subtitles.ass_look import AssLook
from studio.formats.subtitles.sniffing import promised
from studio.formats.subtitles.types import Mended, SubtitleFile, SubtitleFormat
from studio.formats.subtitles.writing import ENDINGS, written
from studio.formats.subtitles.writing_parts import WriteOptions
from studio.media.probe import probe
from studio.model.brand import Look
from studio.model.captions import CaptionStyle
from studio.services.captions.ass_style import ass_look
from studio.services.captions.opening import OpenOptions, open_subtitles
from studio.services.captions.sidecar import Platform, sidecar_path


class ConvertOptions(Struct, frozen=True):
    """opening, writing: as for each.  form: the format to write; None: by the target's ending.

    platform: in a folder, the name is what it looks for, of `film` (None: of the source).
    look: of ASS; None: our usual caption style, in the size of `film` where there is one, else 1080 x 1920.
    replace: a file that is there already may be written over, the source too.
    """

    opening: OpenOptions = field(default_factory=OpenOptions)
    writing: WriteOptions = field(default_factory=WriteOptions)
    form: SubtitleFormat | None = None
    platform: Platform = Platform.PLAYER
    film: Path | None = None
    look: AssLook | None = None
    replace: bool = False


class Converted(Struct, frozen=True):
    """path: what was written.  read: the source, with what was mended.  told: what the target has no place
    for."""

    path: Path
    read: SubtitleFile
    told: tuple[Mended, ...]


def convert(source: Path, target: Path, options: ConvertOptions | None = None) -> Converted:
    """Read `source`, write `target`: a file, or a folder in which it gets the name that is looked for; a
    folder that a platform's name is wanted in is made.

    Raises InputError for what cannot be read or written so or is there already, and OutputError for a place
    that cannot be written to.  The source is read whole before anything is written.
    """
    asked = options or ConvertOptions()
    named = asked.platform is not Platform.PLAYER and not target.suffix
    is_folder = target.is_dir() or (named and not target.exists())
    form = asked.form or (SubtitleFormat.SRT if is_folder else target_format(target))
    if not is_folder:
        check_target(target, source, replace=asked.replace)
    file = open_subtitles(source, asked.opening)
    path = target
    if is_folder:
        with output_errors(target):
            target.mkdir(parents=True, exist_ok=True)
        film = asked.film or source.with_stem(_plain_stem(source, file.language))
        path = target / sidecar_path(film, file.language, form, asked.platform).name
        check_target(path, source, replace=asked.replace)
    writing = asked.writing
    if form is SubtitleFormat.ASS:
        writing = with_changes(writing, look=asked.look or _usual_look(asked.film))
    return Converted(path, file, save_subtitles(file, path, form, writing))


def _usual_look(film: Path | None) -> AssLook:
    """The look of captions by default.  Raises MediaError for a film that is there but cannot be read."""
    video = probe(film).video if film is not None and film.exists() else None
    if video is None:
        return ass_look(CaptionStyle(), Look())
    return ass_look(CaptionStyle(), Look(), video.width, video.height)


def check_target(target: Path, source: Path, *, replace: bool) -> None:
    """Subtitle files are somebody's work, often the only copy: none is written over unless that is wanted.

    Raises InputError where a file is there already.
    """
    if replace or not target.exists() or target.is_dir():  # what a folder is told is said where it is written
        return
    if source.exists() and target.samefile(source):
        message, hint = "the output is the input", "Choose another name, or write --force to write over it."
    else:
        message, hint = "this file exists already", "Choose another name, or write --force to replace it."
    raise InputError(message, hint, str(target))


def save_subtitles(
    file: SubtitleFile, path: Path, form: SubtitleFormat | None = None, options: WriteOptions | None = None
) -> tuple[Mended, ...]:
    """Write a subtitle file in UTF-8; returns what the format has no place for.

    Raises InputError for a format that is only read, OutputError for what the system refuses.
    """
    result = written(file, form or target_format(path), options)
    write_file(path, result.content.encode("utf-8", "replace"))
    return result.told


def target_format(path: Path) -> SubtitleFormat:
    """The format of a name's ending.  Raises InputError for endings that are not written."""
    found = promised(path.name)
    if found is None or found not in ENDINGS:
        known = ", ".join(ENDINGS.values())
        ending = path.suffix or path.name
        raise InputError(f"subtitles are not written as '{ending}'", f"There is: {known}.", str(path))
    return found


def _plain_stem(source: Path, language: str) -> str:
    """The name without its language: `film` of `film.ar.srt`."""
    stem = source.stem
    for ending in (f".{language}", f"_{language}", f"-{language}"):
        if language and stem.endswith(ending):
            return stem.removesuffix(ending)
    return stem
