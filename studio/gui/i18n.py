"""The window's words: Arabic and English by key, switched live.

    tr("start.recent")                     the words of a key in the window's language
    tr("start.days_ago", count=3)          a counted form; `#` is the number, in the window's digits
    on_language(widget, widget.retranslate)  once now, and at every switch

Words lie in resources/translations: `ar.toml`, `en.toml`, and beside them `ar.workspace.toml` and the like,
each a part of the window.  Keys are tables: `[start] recent = "…"` is `start.recent`.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal, get_args

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from studio.base.digits import DigitChoice, DigitSystem, digits_of, to_digits
from studio.base.l10n.plurals import PLURAL_CATEGORIES, counted
from studio.base.paths import data_dir

WindowLanguage = Literal["ar", "en"]
LANGUAGES: tuple[WindowLanguage, ...] = get_args(WindowLanguage)

_ISOLATE, _POP = "\u2066", "\u2069"
_FIRST_STRONG = "\u2068"
_PATH = re.compile(r"(~|[A-Za-z]:)?[/\\\\].")
"""How the whole path of a file or folder begins."""
_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")

Entry = str | Mapping[str, str]
"""Words, or their counted forms (zero, one, two, few, many, other)."""


def isolated(text: str) -> str:
    """A text of people inside the window's own words: in its own order, and a path from the left, as its
    slashes go, whatever the script of its first folder is.
    """
    return f"{_ISOLATE if _PATH.match(text) else _FIRST_STRONG}{text}{_POP}"


@cache
def words_of(language: WindowLanguage) -> Mapping[str, Entry]:
    """All words of one language by key.  Raises ValueError for a key that stands in two files."""
    found: dict[str, Entry] = {}
    for file in sorted((data_dir("resources") / "translations").glob(f"{language}*.toml")):
        for key, entry in _flat(tomllib.loads(file.read_text("utf-8")), "").items():
            if key in found:
                raise ValueError(f"{file.name}: '{key}' is written twice")
            found[key] = entry
    return found


def _flat(table: Mapping[str, object], before: str) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for name, value in table.items():
        key = f"{before}{name}"
        if isinstance(value, str):
            found[key] = value
        elif isinstance(value, Mapping) and value and all(form in PLURAL_CATEGORIES for form in value):
            found[key] = {str(form): str(words) for form, words in value.items()}
        elif isinstance(value, Mapping):
            found |= _flat(value, f"{key}.")
        else:
            raise ValueError(f"'{key}' holds no words")
    return found


class Translator(QObject):
    """The window's language and digits.  One for the program: `translator()`."""

    changed = Signal()
    """The language or the digits are others now; the layout direction has been switched already."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language: WindowLanguage = "ar"
        self._digits: DigitChoice = "auto"

    @property
    def language(self) -> WindowLanguage:
        return self._language

    @property
    def other_language(self) -> WindowLanguage:
        return "en" if self._language == "ar" else "ar"

    @property
    def right_to_left(self) -> bool:
        return self._language == "ar"

    @property
    def digits(self) -> DigitSystem:
        """The digits that the window writes: by setting, else by language."""
        return digits_of(self._language) if self._digits == "auto" else self._digits

    def switch(self, language: WindowLanguage, digits: DigitChoice | None = None) -> None:
        """Translates and mirrors the whole window in one pass; nothing else of it changes."""
        digits = digits or self._digits
        if (language, digits) == (self._language, self._digits):
            self._mirror()
            return
        self._language, self._digits = language, digits
        self._mirror()
        self.changed.emit()

    def _mirror(self) -> None:
        QGuiApplication.setLayoutDirection(self.direction)

    @property
    def direction(self) -> Qt.LayoutDirection:
        return Qt.LayoutDirection.RightToLeft if self.right_to_left else Qt.LayoutDirection.LeftToRight

    def words(
        self, key: str, arguments: Mapping[str, object] | None = None, language: WindowLanguage | None = None
    ) -> str:
        """The words of a key; `{name}` in them is the argument of that name.

        Numbers are written in the window's digits; texts of people are isolated, so that a Latin name inside
        Arabic keeps its order.  `count` chooses the form of counted words.  A key without words gives itself:
        a window with a strange word is better than none (a test finds it before).
        """
        language = language or self._language
        entry = words_of(language).get(key, key)
        arguments = arguments or {}
        count = arguments.get("count")
        if not isinstance(entry, str):
            number = count if isinstance(count, int | float) else 0
            entry = counted(entry, number, language, self.number(number))
        if not arguments:
            return entry
        return entry.format_map({name: self._written(value) for name, value in arguments.items()})

    def _written(self, value: object) -> str:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.number(value)
        return isolated(str(value))

    def number(self, value: float) -> str:
        """A number in the window's digits, without thousands separators."""
        return to_digits(self._pointed(f"{value:.10g}"), self.digits)

    def in_digits(self, text: str) -> str:
        """A text of digits and signs (`9:16`, `0:03.12`) in the window's digits, isolated left to right.

        With Arabic-Indic digits the decimal sign is theirs too, U+066B.
        """
        return f"{_ISOLATE}{self.with_digits(text)}{_POP}"

    def with_digits(self, sentence: str) -> str:
        """A sentence whose numbers are in the window's digits, with their decimal sign."""
        return to_digits(self._pointed(sentence), self.digits)

    def _pointed(self, text: str) -> str:
        return text if self.digits == "latn" else _POINT.sub("\u066b", text)


@cache
def translator() -> Translator:
    """The program's one translator."""
    return Translator()


def tr(key: str, **arguments: object) -> str:
    """The words of a key in the window's language; see `Translator.words`."""
    return translator().words(key, arguments)


def on_language(receiver: QObject, retranslate: Callable[[], None]) -> None:
    """Calls `retranslate`, a method of `receiver`, now and whenever the language changes."""
    translator().changed.connect(retranslate)
    retranslate()


def localized(texts: Mapping[str, str]) -> str:
    """The window's language of words that a preset carries (`{"ar": …, "en": …}`), else what there is."""
    return texts.get(translator().language) or next(iter(texts.values()), "")
