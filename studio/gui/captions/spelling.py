"""Spelling in the caption editor: dictionaries opened beside the window, wrong words and what mends them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QColor, QTextCharFormat
from PySide6.QtWidgets import QMenu

from studio.base.errors import StudioError
from studio.gui.bridge import Job, announce, bridge
from studio.gui.captions.desk import CueDesk
from studio.gui.captions.facts import language_name
from studio.gui.i18n import tr
from studio.gui.theme.theme import theme
from studio.model.project import Project
from studio.services.captions.findings import CueFault, CueFinding
from studio.services.captions.own_words import add_own_word
from studio.services.captions.speller import Speller, WrongWord, dictionaries_folder, open_speller
from studio.services.captions.spelling import usual_folders

_LANE = "dictionaries"


class CueSpelling(QObject):
    """One for a desk.  `changed`: other words are wrong now, or a dictionary is there."""

    changed = Signal()

    def __init__(self, desk: CueDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._spellers: dict[str, Speller | None] = {}
        self._places: tuple[Path, ...] = ()
        self._ignored: tuple[object, frozenset[str]] = (None, frozenset())

    def load(self) -> None:
        """Opens the dictionaries of both languages, and looks again for those that were missing."""
        wanted = [self._desk.language]
        if self._desk.second is not None:
            wanted.append(self._desk.second_language)
        for language in wanted:
            if self._spellers.get(language) is None:
                self._load(language)

    def _load(self, language: str) -> None:
        def work(_job: Job[tuple[Speller | None, Path | None]]) -> tuple[Speller | None, Path | None]:
            return open_speller(language), dictionaries_folder()

        def done(found: tuple[Speller | None, Path | None]) -> None:
            speller, folder = found
            self._places = (folder,) if folder is not None else usual_folders()
            self._spellers[language] = speller
            self.changed.emit()

        def failed(error: StudioError) -> None:
            self._spellers[language] = None
            self._places = (Path(error.where),) if error.where else usual_folders()
            self.changed.emit()

        bridge().run(work, done, failed=failed, key=(id(self), language), lane=_LANE, owner=self)

    def stop(self) -> None:
        """Nobody waits for dictionaries any more."""
        for language in (self._desk.language, self._desk.second_language):
            bridge().drop((id(self), language), _LANE)

    def language(self, *, second: bool) -> str:
        return self._desk.second_language if second else self._desk.language

    def speller(self, *, second: bool = False) -> Speller | None:
        """That of a language; None while it is opened, and where there is no dictionary."""
        return self._spellers.get(self.language(second=second))

    def missing(self) -> tuple[str, str]:
        """What to say where a language has no dictionary, and where one is looked for; empty: nothing."""
        told = [True, False] if self._desk.second is not None else [False]
        names = [
            language_name(language)
            for language in (self.language(second=second) for second in reversed(told))
            if language in self._spellers and self._spellers[language] is None
        ]
        if not names:
            return "", ""
        places = " · ".join(f"\u2066{place}\u2069" for place in self._places)
        return tr("spelling.missing", languages=" · ".join(names)), tr("spelling.where", places=places)

    def wrong(self, text: str, *, second: bool = False) -> tuple[WrongWord, ...]:
        """The wrong words of a text but for those that are ignored."""
        speller = self.speller(second=second)
        if speller is None:
            return ()
        found = speller.wrong(text)
        if not found:
            return ()
        return tuple(one for one in found if self._key(one.word) not in self._ignored_keys())

    def _ignored_keys(self) -> frozenset[str]:
        ignored = self._desk.stage.document.project.ignored
        if self._ignored[0] is not ignored:
            self._ignored = ignored, frozenset(ignored)
        return self._ignored[1]

    def _key(self, word: str) -> str:
        finding = CueFinding(CueFault.SPELLING, 0, self._desk.origin, "", {"place": word})
        return finding.key(self._desk.stage.composition.id, self._desk.path or ())[:500]

    def ignore(self, word: str) -> None:
        """In these captions it is right."""
        key = self._key(word)

        def change(project: Project) -> Project:
            return project.model_copy(update={"ignored": (*project.ignored, key)})

        self._desk.stage.edit_project("step.preflight-ignore", change)
        self.changed.emit()

    def learn(self, word: str) -> None:
        """It is one of the person's own words, in every film."""
        try:
            add_own_word(word)
        except StudioError as error:
            self._desk.stage.refused.emit(error)
            return
        for speller in self._spellers.values():
            if speller is not None:
                speller.learn(word)
        announce(self, tr("spelling.learned", word=word))
        self.changed.emit()

    def fill(self, menu: QMenu, word: str, replace: Callable[[str], object], *, second: bool) -> None:
        """What can be done about a wrong word, at the beginning of a menu."""
        speller = self.speller(second=second)
        before = menu.actions()[0] if menu.actions() else None
        made: list[QAction] = []
        for one in speller.suggestions(word) if speller is not None else ():
            action = QAction(one, menu)
            action.triggered.connect(lambda _=False, one=one: replace(one))
            made.append(action)
        if not made:
            none = QAction(tr("spelling.none"), menu)
            none.setEnabled(False)
            made.append(none)
        gap = QAction(menu)
        gap.setSeparator(True)
        learn = QAction(tr("spelling.learn", word=word), menu)
        learn.triggered.connect(lambda: self.learn(word))
        ignore = QAction(tr("spelling.ignore"), menu)
        ignore.triggered.connect(lambda: self.ignore(word))
        end = QAction(menu)
        end.setSeparator(True)
        for action in (*made, gap, learn, ignore, end):
            menu.insertAction(before, action) if before is not None else menu.addAction(action)


def wavy() -> QTextCharFormat:
    """The line under a wrong word."""
    how = QTextCharFormat()
    how.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    how.setUnderlineColor(QColor(theme().palette.error))
    return how


def units(text: str, place: int) -> int:
    """A place in code points, in Qt's units."""
    return len(text[:place].encode("utf-16-le")) // 2
