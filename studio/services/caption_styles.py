"""Caption styles: those that come with the program, and people's own.

    all_caption_styles(), find_caption_style("word-pill")
    save_caption_style, delete_caption_style                         deleting gives a way back
    export_caption_style, import_caption_style                       one file to hand on
    with_caption_style(layer, style)                                 a layer in the style

An own style is a file of the person's data: `captions/ID.toml`.
"""

import secrets
import time
from pathlib import Path

from msgspec import Struct, field

from studio.base.errors import InputError, StudioError
from studio.base.files import output_errors, write_file
from studio.base.paths import user_data_dir
from studio.formats.caption_file import CAPTION_SUFFIX, caption_bytes
from studio.formats.suggestions import did_you_mean
from studio.model.captions import CaptionPreset, CaptionStyle
from studio.model.layers import CaptionLayer
from studio.presets.caption_check import read_caption_preset
from studio.presets.catalog import Catalog, bundled
from studio.services.own_ids import as_id, free_id

_FOLDER, _ASIDE = "captions", "deleted-captions"
_KEPT_DAYS = 30


class OwnableStyle(Struct, frozen=True):
    """file: of a style of one's own; None for a bundled one."""

    preset: CaptionPreset
    file: Path | None = None

    @property
    def id(self) -> str:
        return self.preset.id

    @property
    def is_own(self) -> bool:
        return self.file is not None


class CaptionShelf(Struct, frozen=True):
    """All styles: people's own first, then the bundled ones.  broken: own files that cannot be used."""

    styles: tuple[OwnableStyle, ...]
    broken: dict[str, StudioError] = field(default_factory=dict)


def own_captions_folder() -> Path:
    """Where people's own styles are.  Raises OutputError."""
    return user_data_dir() / _FOLDER


def all_caption_styles(catalog: Catalog | None = None) -> CaptionShelf:
    """Every style that there is; own ones that are damaged are told, not raised."""
    catalog = catalog or bundled()
    own, broken = [], {}
    for name in _own_ids():
        try:
            own.append(_read(_file(name)))
        except StudioError as error:
            broken[name] = error
    return CaptionShelf((*own, *map(OwnableStyle, catalog.captions().values())), broken)


def find_caption_style(identifier: str, catalog: Catalog | None = None) -> OwnableStyle:
    """A style by its id.  Raises InputError with "did you mean", DocumentError with every mistake."""
    catalog = catalog or bundled()
    if identifier in catalog.ids("captions"):
        return OwnableStyle(catalog.caption(identifier))
    own = _own_ids()
    if identifier in own:
        return _read(_file(identifier))
    known = (*own, *catalog.ids("captions"))
    hint = f"{did_you_mean(identifier, known)} there is: {', '.join(known)}".strip()
    raise InputError(f"there is no caption style '{identifier}'", hint)


def _own_ids() -> list[str]:
    try:
        return sorted(
            one.stem for one in own_captions_folder().glob(f"*{CAPTION_SUFFIX}") if one.name[0] != "."
        )
    except OSError:
        return []


def _file(identifier: str) -> Path:
    return own_captions_folder() / f"{identifier}{CAPTION_SUFFIX}"


def _read(file: Path) -> OwnableStyle:
    preset = read_caption_preset(file)
    return OwnableStyle(preset.model_copy(update={"id": file.stem}), file)


def save_caption_style(preset: CaptionPreset) -> OwnableStyle:
    """Writes an own style.  Raises InputError for a bundled style's id, OutputError."""
    if preset.id in bundled().ids("captions"):
        raise InputError("this caption style comes with the program", "Save it under a name of its own.")
    file = _file(preset.id)
    with output_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_file(file, caption_bytes(preset))
    return OwnableStyle(preset, file)


def new_caption_style(
    name: str, style: CaptionStyle, like: CaptionPreset | None = None, language: str = "ar"
) -> OwnableStyle:
    """Saves a style under a name.  like: the one that it was made after, whose mood it has.

    Raises InputError for an empty name, OutputError.
    """
    name = " ".join(name.split())
    if not name:
        raise InputError("the caption style has no name", "Write what it is called.")
    from_it = {} if like is None else {"mood": like.mood, "two_languages": like.two_languages}
    names = {"en" if language.startswith("en") else "ar": name}
    style = _in_language(style, None)
    preset = CaptionPreset(
        id=free_caption_id(as_id(name, "style")), name=names, style=style, moves=words_move(style), **from_it
    )
    return save_caption_style(preset)


def words_move(style: CaptionStyle) -> bool:
    """Whether words leave their places in a style: what `moves` of its preset says."""
    leaving = style.leave is not None and style.leave.preset != "fade"
    entering = style.enter is not None and style.enter.preset not in ("fade", "fade-words", "fade-letters")
    motion = style.spoken_motion
    rising = motion is not None and (motion.hop > 0 or motion.lift > 0 or motion.scale > 1)
    return entering or leaving or rising or style.arrive is not None or style.highlight == "stretch"


class DeletedStyle(Struct, frozen=True):
    """A style that was deleted; `restore` brings it back for thirty days."""

    id: str
    place: Path

    def restore(self) -> OwnableStyle:
        """Raises InputError when it is gone or another style has taken its name, OutputError."""
        target = _file(self.id)
        if target.exists() or not self.place.is_file():
            raise InputError("the caption style cannot be brought back", "Import it again, or make it anew.")
        with output_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            self.place.rename(target)
        return find_caption_style(self.id)


def delete_caption_style(identifier: str) -> DeletedStyle:
    """Puts an own style aside.  Raises InputError for one that is not the person's own, OutputError."""
    if identifier not in _own_ids():
        find_caption_style(identifier)
        raise InputError("this caption style comes with the program", "Only your own can be deleted.")
    aside = user_data_dir() / _ASIDE
    place = aside / f"{identifier}-{int(time.time())}-{secrets.token_hex(3)}{CAPTION_SUFFIX}"
    with output_errors(place):
        aside.mkdir(parents=True, exist_ok=True)
        for one in aside.iterdir():
            if time.time() - one.stat().st_mtime > _KEPT_DAYS * 86_400:
                one.unlink(missing_ok=True)
        _file(identifier).rename(place)
    return DeletedStyle(identifier, place)


def export_caption_style(style: OwnableStyle, file: Path) -> Path:
    """Writes a style into one file; returns its path.  Raises OutputError."""
    if file.suffix.lower() != CAPTION_SUFFIX:
        file = file.with_name(file.name + CAPTION_SUFFIX)
    write_file(file, caption_bytes(style.preset))
    return file


def import_caption_style(file: Path) -> OwnableStyle:
    """Takes a style from a file among one's own; one whose id is taken gets a free one.

    Raises InputError for what is no such file, DocumentError with every mistake; then nothing is left behind.
    """
    preset = read_caption_preset(file)
    return save_caption_style(preset.model_copy(update={"id": free_caption_id(preset.id)}))


def with_caption_style(layer: CaptionLayer, style: OwnableStyle) -> CaptionLayer:
    """The layer in a style; its cues, their language, its place and its row stay."""
    look = _in_language(style.preset.style, layer.style.text.language)
    look = look.model_copy(update={"row": layer.style.row})
    return layer.model_copy(update={"style": look, "preset": style.id})


def _in_language(style: CaptionStyle, language: str | None) -> CaptionStyle:
    """A language belongs to captions, not to their style."""
    if style.text.language == language:
        return style
    return style.model_copy(update={"text": style.text.model_copy(update={"language": language})})


def free_caption_id(wanted: str) -> str:
    """An id that no style has."""
    return free_id(wanted, (*_own_ids(), *bundled().ids("captions")), "style")
