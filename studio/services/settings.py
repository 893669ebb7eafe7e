"""The person's settings: one small file in the system's place for them, written at every change.

A file that cannot be read is kept aside and the defaults are used; a single value that makes no sense is
replaced by its default.  Both are told, never raised.
"""

import contextlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from studio.base.errors import StudioError
from studio.base.files import write_file
from studio.base.paths import config_dir
from studio.model.caption_limits import CaptionLimits
from studio.model.document import Model, as_json

MOST_RECENT = 20
_MOST_BYTES = 1 << 20

Language = Literal["auto", "ar", "en"]
Scheme = Literal["system", "dark", "light", "high-contrast"]
WindowDigits = Literal["auto", "latn", "arab"]
"""Numbers in the window: auto (as the language has them), 123, ١٢٣.  Films have their own setting."""
PreviewQuality = Literal["auto", "draft", "full"]


class RecentProject(Model):
    """A project that was open: its folder or file, and when it was last (seconds since 1970)."""

    path: Annotated[str, Field(max_length=4000)]
    name: Annotated[str, Field(max_length=400)] = ""
    opened: float = 0.0


class Settings(Model):
    """All settings with their defaults.  Folders: empty means the system's usual one."""

    schema_version: Literal[1] = 1
    language: Language = "auto"
    scheme: Scheme = "system"
    scale: Annotated[float, Field(ge=0.75, le=3)] = 1.0
    """Of everything in the window, over what the system asks for."""
    digits: WindowDigits = "auto"
    reduced_motion: Literal["system", "on", "off"] = "system"
    workers: Annotated[int, Field(ge=0, le=64)] = 0
    """Segments rendered at once; 0: as many as the machine bears."""
    preview: PreviewQuality = "auto"
    """Of the picture on the canvas: auto (draft while something moves, full at rest), draft (always half the
    size) or full."""
    light_copies: bool = True
    """Of heavy films, made in the background and shown while something moves (`services.proxies`)."""
    projects_folder: Annotated[str, Field(max_length=4000)] = ""
    exports_folder: Annotated[str, Field(max_length=4000)] = ""
    media_folder: Annotated[str, Field(max_length=4000)] = ""
    brand: Annotated[str, Field(max_length=64)] = ""
    """The brand kit that new films begin with; empty: the template's."""
    brand_lock: bool = False
    """Fields of colour and font offer the brand's roles alone."""
    destination: Annotated[str, Field(max_length=64)] = "instagram"
    """The export profile that was chosen last."""
    open_folder: bool = True
    """A film's folder opens when the film is finished and no other waits."""
    autosave_seconds: Annotated[float, Field(ge=1, le=600)] = 5.0
    caption_limits: dict[str, CaptionLimits] = Field(default_factory=dict)
    """Limits of the check of captions that were changed, by language."""
    dictionaries_folder: Annotated[str, Field(max_length=4000)] = ""
    """Where Hunspell dictionaries lie; empty: where the system and LibreOffice have them."""
    speech_model: Annotated[str, Field(max_length=4000)] = ""
    """The folder of the model for speech recognition."""
    keys: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Shortcuts that were changed: by action id, in Qt's portable spelling; an empty list: none."""
    window: dict[str, str] = Field(default_factory=dict)
    """The window's own notes (sizes of panels), by name."""
    recent: Annotated[tuple[RecentProject, ...], Field(max_length=100)] = ()
    """Projects that were open, the last one first."""

    def with_recent(self, path: Path, name: str = "", at: float | None = None) -> "Settings":
        """A project was opened now."""
        whole = str(path.absolute())
        entry = RecentProject(path=whole, name=name, opened=time.time() if at is None else at)
        others = (one for one in self.recent if one.path != whole)
        return self.model_copy(update={"recent": (entry, *others)[:MOST_RECENT]})

    def changed(self, **changes: Any) -> "Settings":
        """Raises pydantic's ValidationError (a ValueError) for values out of range."""
        return Settings.model_validate(
            {name: getattr(self, name) for name in self.model_fields_set} | changes
        )


class Trouble(Model):
    """What was wrong with the file of settings.

    kept: where the file was put aside, empty if it was not.  fields: names of what got its default back.
    """

    message: str
    kept: str = ""
    fields: tuple[str, ...] = ()


def settings_path() -> Path:
    """Raises OutputError."""
    return config_dir() / "settings.json"


def load_settings() -> tuple[Settings, Trouble | None]:
    """The settings, and what was wrong with them.  Never raises: the program starts whatever stands there."""
    try:
        path = settings_path()
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return Settings(), None
    except (StudioError, OSError) as error:
        return Settings(), Trouble(message=f"the settings cannot be read: {error}")
    try:
        data = json.loads(content.decode("utf-8-sig")) if len(content) <= _MOST_BYTES else None
        if not isinstance(data, dict):
            raise ValueError("no table")
    except (ValueError, RecursionError):
        kept = _put_aside(path)
        return Settings(), Trouble(message="the settings were damaged; the defaults are used", kept=kept)
    return _as_far_as_they_go(data, path)


def _as_far_as_they_go(data: dict[str, Any], path: Path) -> tuple[Settings, Trouble | None]:
    wrong: set[str] = set()
    settings: Settings | None = None
    while settings is None:
        try:
            settings = Settings.model_validate({key: one for key, one in data.items() if key not in wrong})
        except (ValidationError, RecursionError) as error:
            places = error.errors() if isinstance(error, ValidationError) else []
            found = {str(place["loc"][0]) for place in places if place["loc"]} - wrong
            if not found:
                kept = _put_aside(path)
                return Settings(), Trouble(message="the settings made no sense", kept=kept)
            wrong |= found
    known = sorted(wrong & Settings.model_fields.keys())
    if not known:  # of a newer version of the program, which will know what they mean
        return settings, None
    return settings, Trouble(
        message="some settings made no sense; they have their defaults", fields=tuple(known)
    )


def save_settings(settings: Settings) -> None:
    """Writes the whole file or nothing.  Keys of a newer version that stand in it are kept.

    Raises OutputError.
    """
    path = settings_path()
    unknown: dict[str, Any] = {}
    with contextlib.suppress(OSError, ValueError, RecursionError):
        before = json.loads(path.read_bytes())
        if isinstance(before, dict):
            unknown = {key: one for key, one in before.items() if key not in Settings.model_fields}
    content = json.dumps(unknown | as_json(settings), ensure_ascii=False, indent=1)
    write_file(path, (content + "\n").encode())


def _put_aside(path: Path) -> str:
    aside = path.with_name(f"{path.stem}-damaged-{int(time.time())}{path.suffix}")
    try:
        path.replace(aside)
    except OSError:
        return ""
    return str(aside)


class SettingsStore:
    """The settings that are in force: read once, told to whoever listens, written at every change.

    failed: told when they cannot be written; they are in force all the same.
    """

    def __init__(self, failed: Callable[[StudioError], None] = lambda _error: None) -> None:
        self._value, self.trouble = load_settings()
        self._failed = failed
        self._listeners: list[Callable[[Settings], None]] = []

    @property
    def value(self) -> Settings:
        return self._value

    def listen(self, listener: Callable[[Settings], None]) -> None:
        """Called with the new settings after every change."""
        self._listeners.append(listener)

    def change(self, **changes: Any) -> Settings:
        """Raises ValueError for values out of range; then nothing changes."""
        return self.put(self._value.changed(**changes))

    def put(self, settings: Settings) -> Settings:
        if settings == self._value:
            return self._value
        self._value = settings
        try:
            save_settings(settings)
        except StudioError as error:
            self._failed(error)
        for listener in list(self._listeners):
            listener(settings)
        return settings
