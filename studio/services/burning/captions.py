"""What is to be written over a film: subtitle files and a style as a composition of captions alone."""

import tomllib
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from studio.base.errors import InputError
from studio.base.time import FrameRate, seconds
from studio.formats.document_file import SourceData
from studio.formats.mistakes import validated
from studio.formats.subtitles.types import Mended, SubtitleFile, SubtitleFormat
from studio.model.brand import Look
from studio.model.captions import CaptionPreset, CaptionStyle, Cue, SecondCaptions
from studio.model.composition import CanvasSize, Composition, Rate
from studio.model.layers import CaptionLayer
from studio.services.caption_styles import find_caption_style
from studio.services.captions.opening import OpenOptions, film_language, open_subtitles
from studio.services.given_values import Assignment
from studio.services.named_brand import named_brand
from studio.services.resources import ResourceList

STYLE, TWO_LANGUAGES = "word-pill", "two-stacked"
"""Of captions in one language, and in two, unless another is chosen."""
_BRAND = "hiwar-dark"
POSITIONS = ("foot", "middle", "top")


class CaptionWishes(Struct, frozen=True):
    """What a person asks for.

    style: id of a caption style; None: the usual one.  language, second_language: BCP 47, empty: as the files
    show.  second: a subtitle file in another language.  position: foot, middle or top; max_lines: of a cue;
    None: as the style says.  changes: of the style's fields.  brand: a brand kit's id or file.
    """

    style: str | None = None
    language: str = ""
    second: Path | None = None
    second_language: str = ""
    position: str | None = None
    max_lines: int | None = None
    changes: Sequence[Assignment] = ()
    brand: str | None = None
    opening: OpenOptions = field(default_factory=OpenOptions)


class Captions(Struct, frozen=True):
    """style: its id.  file, second: what was read.  mended: of both.  told: sentences on what is left out.
    resources: fonts that the brand kit brings along.
    """

    composition: Composition
    style: str
    file: SubtitleFile
    second: SubtitleFile | None
    told: tuple[str, ...]
    resources: ResourceList = field(default_factory=ResourceList)

    @property
    def mended(self) -> tuple[Mended, ...]:
        return (*self.file.mended, *(self.second.mended if self.second is not None else ()))


def caption_style(wishes: CaptionWishes) -> tuple[str, CaptionStyle]:
    """The style's id and what it says with the person's changes.

    Raises InputError for a style that there is not (with those that there are), DocumentError for fields.
    """
    chosen = wishes.style or (TWO_LANGUAGES if wishes.second is not None else STYLE)
    preset = find_caption_style(chosen).preset
    changes = list(wishes.changes)
    if wishes.position is not None:
        changes.append(Assignment(("position",), wishes.position))
    if wishes.max_lines is not None:
        changes.append(Assignment(("text", "max_lines"), str(wishes.max_lines)))
    return chosen, with_changes(preset, changes)


def with_changes(preset: CaptionPreset, changes: Sequence[Assignment]) -> CaptionStyle:
    """A style with other values in some fields (`text.size`, `highlight_color`).

    Raises DocumentError with every mistake and "did you mean".
    """
    if not changes:
        return preset.style
    data: dict[str, Any] = preset.style.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for change in changes:
        place: Any = data
        for step in change.path[:-1]:
            if not isinstance(place.get(step), dict):
                place[step] = {}
            place = place[step]
        place[change.path[-1]] = _value(change.text)
    return validated(CaptionStyle, SourceData(data, f"caption style '{preset.id}'"))


def _value(text: str) -> Any:
    """As TOML where it is (12, true, ["#fff"]), else as text."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return None if text == "none" else text


def captions_for(
    subtitles: Path,
    wishes: CaptionWishes,
    *,
    film: Path,
    size: tuple[int, int],
    rate: FrameRate,
    duration: Fraction,
) -> Captions:
    """Reads the files and lays the captions out for a film.

    size: px.  duration: seconds.  Raises InputError, DocumentError.
    """
    style_id, style = caption_style(wishes)
    told: list[str] = []
    opening = replace(wishes.opening, language=wishes.language)
    file = _opened(subtitles, opening, film, duration)
    second = None
    if wishes.second is not None:
        other = replace(wishes.opening, language=wishes.second_language, form=None)
        second = _opened(wishes.second, other, film, duration)
    cues = _within(file.cues, duration, subtitles, told)
    more = _within(second.cues, duration, wishes.second, told) if second is not None and wishes.second else ()
    language = film_language(file, "ar")
    if not cues:
        raise InputError(
            "no caption falls into the film",
            f"The first comes at {_clock(file.cues[0].start)}, the film ends at {_clock(duration)}: "
            "is it the right file?"
            if file.cues
            else "There are no captions in this file.",
            str(subtitles),
        )
    layer = CaptionLayer(
        id="captions",
        cues=cues,
        style=style,
        preset=style_id,
        second=SecondCaptions(cues=more, language=second.language or None) if second is not None else None,
    )
    brand = named_brand(wishes.brand or _BRAND)
    look: Look = brand.kit.look.model_copy(update={"logos": ()})
    composition = Composition(
        size=CanvasSize(width=size[0], height=size[1]),
        rate=Rate(numerator=rate.numerator, denominator=rate.denominator),
        duration=seconds(str(duration)),
        language=language,
        look=look,
        background=None,
        layers=(layer,),
    )
    resources = ResourceList(fonts=brand.fonts)
    return Captions(composition, style_id, file, second, tuple(told), resources)


def _opened(path: Path, opening: OpenOptions, film: Path, duration: Fraction) -> SubtitleFile:
    file = open_subtitles(path, opening)
    if file.format is SubtitleFormat.TEXT and opening.duration is None:
        from studio.services.burning.speaking import spread_over_speech  # the sound is needed for this alone

        return spread_over_speech(path, opening, film, duration)
    return file


def _within(cues: Sequence[Cue], duration: Fraction, path: Path, told: list[str]) -> tuple[Cue, ...]:
    found = tuple(cue for cue in cues if cue.start < duration)
    late = len(cues) - len(found)
    if late and found:
        what = "caption begins" if late == 1 else "captions begin"
        told.append(
            f"{late} {what} after the film's end ({_clock(duration)}) and {'is' if late == 1 else 'are'} "
            f"left out: {path.name}."
        )
    return found


def _clock(time: Fraction) -> str:
    minutes, rest = divmod(float(time), 60)
    return f"{int(minutes)}:{rest:04.1f}"
