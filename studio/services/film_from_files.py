"""A film begun with files alone: a video with its captions, or pictures one after another.

video (+ subtitle file)   the film in its own size and rate, captions over it; two files: in two languages
several videos            one after another
pictures                  one after another, slowly growing, faded into each other
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace
from pydantic import ValidationError

from studio.base.errors import InputError
from studio.base.languages import primary_language
from studio.base.time import seconds
from studio.formats.package import PACKAGE_SUFFIX
from studio.formats.project_file import FOLDER_SUFFIX
from studio.formats.subtitles.types import Mended, SubtitleFile, SubtitleFormat
from studio.media.images import image_info
from studio.media.probe import probe
from studio.media.video_index import video_index
from studio.model.composition import Composition
from studio.model.layers import MAX_ITEMS
from studio.model.project import Media, Project
from studio.presets.catalog import bundled
from studio.services.burning.speaking import spread_over_speech
from studio.services.captions.opening import OpenOptions, film_language, open_subtitles

PROJECTS = frozenset({FOLDER_SUFFIX, PACKAGE_SUFFIX})
VIDEOS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi"})
SUBTITLES = frozenset({".srt", ".vtt", ".ass", ".ssa", ".sbv", ".ttml", ".dfxp", ".lrc", ".smi"})
MAYBE_SUBTITLES = frozenset({".txt", ".json", ".sub"})
"""Subtitles beside a video: what was said, word times of Whisper's family, MicroDVD."""
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"})
SHEETS = frozenset({".csv", ".tsv", ".xlsx", ".ods"})

PICTURE_SECONDS = Fraction(4)
_FADE = "0.5"
_GROWTH = 1.06
_RATES = (24, 25, 30, 50, 60)

Kind = Literal["project", "sheet", "film", "pictures", "unknown"]


class Dropped(Struct, frozen=True):
    """Files by what they can begin.  kind: of the whole, the most telling first."""

    kind: Kind
    files: tuple[Path, ...]
    videos: tuple[Path, ...] = ()
    subtitles: tuple[Path, ...] = ()
    pictures: tuple[Path, ...] = ()


def sorted_files(files: Iterable[Path]) -> Dropped:
    """What files can begin, by their endings; nothing is opened."""
    files = tuple(files)

    def of(suffixes: frozenset[str]) -> tuple[Path, ...]:
        return tuple(file for file in files if file.suffix.lower() in suffixes)

    projects, sheets = of(PROJECTS), of(SHEETS)
    videos, subtitles, pictures = of(VIDEOS), of(SUBTITLES), of(PICTURES)
    kind: Kind = "unknown"
    if projects:
        kind, files = "project", projects[:1]
    elif sheets:
        kind, files = "sheet", sheets[:1]
    elif videos or subtitles:
        kind = "film"
        if videos:
            subtitles = of(SUBTITLES | MAYBE_SUBTITLES)
    elif pictures:
        kind = "pictures"
    return Dropped(kind, files, videos, subtitles, pictures)


class Begun(Struct, frozen=True):
    """project: with its media listed.  files: by media id, to be copied into its folder.  mended: in the
    subtitle files."""

    project: Project
    files: Mapping[str, Path]
    mended: tuple[Mended, ...] = ()


def film_from_files(files: Iterable[Path], language: str = "ar") -> Begun:
    """A project of videos with their captions, or of pictures.  language: of captions that do not say theirs.

    Raises InputError for files that begin nothing, MediaError for what cannot be read.
    """
    dropped = sorted_files(files)
    if dropped.videos:
        return _of_videos(dropped, language)
    if dropped.pictures:
        return _of_pictures(dropped.pictures, language)
    if dropped.subtitles:
        raise InputError("captions need a film to stand on", "Drop the film together with its subtitle file.")
    raise InputError("no film can be begun with these files", "Drop a project, a video, pictures or a sheet.")


def _of_videos(dropped: Dropped, language: str) -> Begun:
    facts = [probe(path) for path in dropped.videos]
    for path, one in zip(dropped.videos, facts, strict=True):
        if one.video is None:
            raise InputError("there is no film in this file", "Choose another.", str(path))
    names = _names(dropped.videos, "video")
    first = facts[0].video
    assert first is not None
    # Of the pictures themselves: what a container says counts from its own zero, and may be anything.
    lengths = [video_index(path).duration for path in dropped.videos]
    size = _own_size(first.width, first.height) if len(lengths) == 1 else None
    size = size or _size_for(first.width, first.height)
    layers: list[dict[str, Any]] = []
    if len(lengths) == 1:
        layers.append(_video(names[0], first.width, first.height, size))
    else:
        clips = []
        for name, one, length in zip(names, facts, lengths, strict=True):
            assert one.video is not None
            inside = {"layers": [_video(name, one.video.width, one.video.height, size)]}
            clips.append({"kind": "clip", "id": name, "duration": _text(length), "source": inside})
        layers.append({"type": "track", "id": "film", "items": clips})
    end = sum(lengths, Fraction(0))
    read = _in_order([_opened(path, dropped.videos[0], end) for path in dropped.subtitles[:2]], language)
    captions = _captions(read, end)
    if captions is not None:
        layers.append(captions)
        language = film_language(read[0], language)
    composition = {
        "size": {"width": size[0], "height": size[1]},
        "rate": _rate(first.rate),
        "duration": _text(end),
        "language": language,
        "background": "#000000",
        "look": _look(),
        "layers": layers,
    }
    begun = _begun(composition, dropped.videos, names)
    return replace(begun, mended=tuple(one for file in read for one in file.mended))


def _opened(path: Path, film: Path, end: Fraction) -> SubtitleFile:
    """A subtitle file; a text without times is laid over what is said in the first film."""
    file = open_subtitles(path, OpenOptions(duration=end))
    if file.format is SubtitleFormat.TEXT:
        return spread_over_speech(path, OpenOptions(), film, end)
    return file


def _in_order(files: Sequence[SubtitleFile], language: str) -> Sequence[SubtitleFile]:
    """The file in the film's language first."""
    return sorted(files, key=lambda file: primary_language(film_language(file, language)) != language)


def _captions(files: Sequence[SubtitleFile], end: Fraction) -> dict[str, Any] | None:
    """A layer of the cues that begin within the film; None for none."""
    cues = [[cue for cue in file.cues if cue.start < end] for file in files]
    if not cues or not cues[0]:
        return None
    preset = bundled().caption(_TWO_LANGUAGES if len(cues) > 1 and cues[1] else _STYLE)
    layer: dict[str, Any] = {
        "type": "caption",
        "id": "captions",
        "cues": cues[0],
        "style": preset.style,
        "preset": preset.id,
    }
    if len(cues) > 1 and cues[1]:
        layer["second"] = {"cues": cues[1], "language": files[1].language or None}
    return layer


_STYLE, _TWO_LANGUAGES = "word-pill", "two-stacked"


def _own_size(width: int, height: int) -> tuple[int, int] | None:
    """A film's own size, even; None for one so small that another canvas is better."""
    return (width // 2 * 2, height // 2 * 2) if min(width, height) >= _SMALL else None


_SMALL = 480
"""px of the short side."""


def _video(media: str, width: int, height: int, size: tuple[int, int]) -> dict[str, Any]:
    across, down = size[0] / width, size[1] / height
    seen = min(across, down) / max(across, down)
    return {
        "type": "video",
        "id": "video",
        "media": media,
        "fit": "cover" if seen > _ALIKE else "contain",
        "place": {"area": "canvas", "width": "100%", "height": "100%"},
    }


_ALIKE = 0.9
"""Shapes that are nearer to each other than this are cropped, others are shown whole."""


def _of_pictures(files: Sequence[Path], language: str) -> Begun:
    names = _names(files, "picture")
    shapes = [image_info(file) for file in files]
    width = sum(shape.width / shape.height for shape in shapes) / len(shapes)
    size = _size_for(round(width * 1000), 1000)
    items: list[dict[str, Any]] = []
    for name in names:
        if items:
            items.append({"kind": "transition", "duration": _FADE})
        grown = [{"time": 0, "value": 1.0}, {"time": int(PICTURE_SECONDS), "value": _GROWTH}]
        layer = {
            "type": "image",
            "id": "picture",
            "media": name,
            "zoom": {"keyframes": grown},
            "place": {"area": "canvas", "width": "100%", "height": "100%"},
        }
        source = {"layers": [layer]}
        items.append({"kind": "clip", "id": name, "duration": _text(PICTURE_SECONDS), "source": source})
    composition = {
        "size": {"width": size[0], "height": size[1]},
        "duration": _text(PICTURE_SECONDS * len(names)),
        "language": language,
        "look": _look(),
        "layers": [{"type": "track", "id": "film", "items": items}],
    }
    return _begun(composition, files, names)


def _begun(composition: dict[str, Any], files: Sequence[Path], names: Sequence[str]) -> Begun:
    try:
        made = Composition.model_validate(composition)
    except ValidationError as error:
        hint = f"A film has at most 24 hours and {MAX_ITEMS:,} parts."
        raise InputError("these files are too many, or too long, for one film", hint) from error
    media = tuple(
        Media(id=name, path=f"media/{name}{file.suffix.lower()}")
        for name, file in zip(names, files, strict=True)
    )
    project = Project(name=files[0].stem[:80], compositions=(made,), media=media)
    return Begun(project, dict(zip(names, files, strict=True)))


def _look() -> dict[str, Any]:
    look: dict[str, Any] = bundled().brand("hiwar-dark").look.model_dump(mode="json", exclude_defaults=True)
    return look


def _names(files: Sequence[Path], what: str) -> list[str]:
    return [what if len(files) == 1 else f"{what}-{number}" for number in range(1, len(files) + 1)]


def _size_for(width: int, height: int) -> tuple[int, int]:
    """The canvas whose shape is nearest."""
    form = bundled().design().format_for(max(1, width), max(1, height))
    return form.width, form.height


def _rate(rate: Fraction | None) -> dict[str, int]:
    """The usual frame rate that is nearest to the file's own; those of television exactly."""
    wanted = float(rate) if rate else 30.0
    near = min(_RATES, key=lambda one: abs(one - wanted))
    television = Fraction(near * 1000, 1001)
    if abs(float(television) - wanted) < abs(near - wanted):
        return {"numerator": television.numerator, "denominator": television.denominator}
    return {"numerator": near}


def _text(time: Fraction) -> str:
    return str(seconds(time))
