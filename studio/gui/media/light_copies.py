"""Light copies of a project's heavy films, made one after another while people work; told to the bin.

bin knows a film --follow--> found in the cache | not needed | made: share by share --> ready
"""

from pathlib import Path
from typing import Literal

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from studio.base.cancellation import Cancellation
from studio.base.errors import MediaError, StudioError
from studio.gui.bridge import Job, bridge
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.i18n import tr
from studio.gui.settings.nearby import follow_settings
from studio.services.proxies import proxies
from studio.services.settings import Settings, SettingsStore

_LANE = "light-copies"


class CopyState(Struct, frozen=True):
    """How a film's light copy stands.  share: 0 … 1 of what is being made."""

    stage: Literal["making", "ready"]
    share: float = 0.0


def copy_words(state: CopyState) -> str:
    """In one line, for screen readers and the foot of the bin."""
    return tr(f"media.copy_{state.stage}", share=_percent(state))


def copy_badge(state: CopyState) -> str:
    """In as few words as a tile bears."""
    return tr(f"media.badge_copy_{state.stage}", share=_percent(state))


def _percent(state: CopyState) -> int:
    return int(state.share * 100)


class LightCopies(QObject):
    """For one bin: ends with it."""

    changed = Signal(str)
    """How the copy of a media id stands is another."""
    told = Signal(str)
    """Why no copy can be made, in words."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._films: dict[str, Path] = {}
        self._states: dict[str, CopyState] = {}
        self._asked: set[Path] = set()
        self._declined: set[Path] = set()
        self._making: tuple[str, Job[Path | None]] | None = None
        self._listening = False

    def state(self, identifier: str) -> CopyState | None:
        """None: no copy, and none is being made."""
        return self._states.get(identifier)

    @property
    def making(self) -> str | None:
        """The media id of the film that is being copied now."""
        return next((one for one, state in self._states.items() if state.stage == "making"), None)

    def listen(self, store: SettingsStore | None) -> None:
        """Follows the person's setting from now on."""
        if store is None or self._listening:
            return
        self._listening = True
        follow_settings(store, self._go_by)

    def follow(self, identifier: str, film: Path) -> None:
        """A film of the project: its copy is looked for, and made if it is worth it."""
        if self._films.get(identifier) not in (None, film):
            self._drop(identifier)
        self._films[identifier] = film
        self._ask(identifier, film)

    def cancel(self) -> None:
        """Ends what is being made; that film is left as it is until the project is opened anew."""
        identifier = self.making
        if identifier is None or self._making is None:
            return
        self._making[1].cancel()
        self._declined.add(self._films[identifier])
        self._drop(identifier)

    def _go_by(self, settings: Settings) -> None:
        self._switch(settings.light_copies)

    def _switch(self, wanted: bool) -> None:
        proxies().enabled = wanted
        if wanted:
            for identifier, film in self._films.items():
                self._ask(identifier, film)
            return
        if self._making is not None:
            self._making[1].cancel()
        self._asked.clear()
        for identifier in list(self._states):
            self._drop(identifier)

    def _ask(self, identifier: str, film: Path) -> None:
        if not proxies().enabled or film in self._asked or film in self._declined:
            return
        self._asked.add(film)

        def work(job: Job[Path | None]) -> Path | None:
            store = proxies()
            kept = store.find(film)
            if kept is not None or not store.enabled or not store.is_wanted(film):
                return kept
            asked = Cancellation(lambda: not job.wanted or not store.enabled)
            asked.raise_if_cancelled()
            return store.make(film, asked, job.report)

        def progress(share: object) -> None:
            if isinstance(share, float):
                self._making = identifier, job
                self._put(identifier, CopyState("making", share))

        def done(copy: Path | None) -> None:
            if copy is not None and proxies().enabled:
                self._put(identifier, CopyState("ready", 1.0))
            else:
                self._drop(identifier)

        def failed(error: StudioError) -> None:
            self._drop(identifier)
            if not isinstance(error, MediaError):  # a film that cannot be copied is simply shown itself
                self.told.emit(" ".join(words_of_error(error)))

        job = bridge().run(work, done, failed=failed, progress=progress, lane=_LANE, owner=self)

    def _put(self, identifier: str, state: CopyState) -> None:
        self._states[identifier] = state
        self.changed.emit(identifier)

    def _drop(self, identifier: str) -> None:
        if self._states.pop(identifier, None) is not None:
            self.changed.emit(identifier)
