"""The settings at work: language, digits, look, scale and keys are in force as soon as they change."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QLocale

from studio.base.errors import StudioError
from studio.gui.actions import hub
from studio.gui.i18n import WindowLanguage, translator
from studio.gui.making import projects_folder
from studio.gui.start.recent import RecentProject
from studio.gui.theme.theme import MotionChoice, SchemeChoice, theme
from studio.gui.widgets.brand_lock import brand_lock
from studio.services.proxies import proxies
from studio.services.settings import Scheme, Settings, SettingsStore

_SHOWN_RECENT = 8
_SCHEMES: Mapping[Scheme, SchemeChoice] = {
    "system": "system",
    "dark": "dark",
    "light": "light",
    "high-contrast": "contrast",
}


def language_of(settings: Settings) -> WindowLanguage:
    """The window's language: as chosen, else the system's, Arabic where it is neither of ours."""
    if settings.language != "auto":
        return settings.language
    wanted = QLocale.system().uiLanguages() or ["ar"]
    for tag in wanted:
        primary = tag.replace("_", "-").partition("-")[0].lower()
        if primary == "ar":
            return "ar"
        if primary == "en":
            return "en"
    return "ar"


class Preferences:
    """store: the settings that are in force; whoever changes them there changes the window."""

    def __init__(self, store: SettingsStore | None = None) -> None:
        self.store = store or SettingsStore(self._failed)
        self.store.listen(self._apply)
        self._tell: Callable[[StudioError], object] = lambda error: None

    def on_trouble(self, tell: Callable[[StudioError], object]) -> None:
        """Who says that settings could not be read or written."""
        self._tell = tell
        if self.store.trouble is not None:
            tell(StudioError(self.store.trouble.message, "", self.store.trouble.kept))

    def _failed(self, error: StudioError) -> None:
        self._tell(error)

    @property
    def value(self) -> Settings:
        return self.store.value

    def apply(self) -> None:
        """Language and look of the window as they were chosen."""
        self._apply(self.value)

    def _apply(self, settings: Settings) -> None:
        reduced: MotionChoice = (
            "system" if settings.reduced_motion == "system" else settings.reduced_motion == "on"
        )
        theme().choose(_SCHEMES[settings.scheme], scale=settings.scale, reduced_motion=reduced)
        hub().set_keys(settings.keys)
        brand_lock().set_locked(settings.brand_lock)
        proxies().enabled = settings.light_copies
        translator().switch(language_of(settings), settings.digits)

    def set_language(self, language: WindowLanguage) -> None:
        """Switches the window's language, and keeps it."""
        self.store.change(language=language)
        translator().switch(language)

    @property
    def projects(self) -> Path:
        """The folder of new films."""
        return Path(self.value.projects_folder) if self.value.projects_folder else projects_folder()

    @property
    def brand(self) -> str | None:
        """The brand kit that new films begin with; None: the template's."""
        return self.value.brand or None

    def recent(self) -> list[RecentProject]:
        """Projects that are still there, the latest first."""
        found = [RecentProject(Path(one.path), one.name, one.opened) for one in self.value.recent]
        return [one for one in found if one.path.exists()][:_SHOWN_RECENT]

    def add_recent(self, path: Path, name: str) -> None:
        """A project was opened now."""
        self.store.put(self.value.with_recent(path, name))
