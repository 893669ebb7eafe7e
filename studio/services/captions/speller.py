"""Spelling while texts are edited: which words of a text are wrong, and what they might be.

speller = open_speller("ar")          None: there is no dictionary
speller.wrong("مرحبا بالعلم")          places of the words; a word is looked up once
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from studio.base.languages import primary_language, script_of
from studio.formats.hunspell import Hunspell
from studio.scene.captions import cue_text
from studio.services.captions.cues import Cues
from studio.services.captions.findings import CueFault, CueFinding
from studio.services.captions.own_words import own_words
from studio.services.captions.spelling import open_dictionary, spelled_words
from studio.services.settings import load_settings

_MOST_TEXTS = 20_000
_PIECE = 200


class WrongWord(NamedTuple):
    """start, end: where it stands, in code points.  word: as it is looked up."""

    start: int
    end: int
    word: str


class Speller:
    """A dictionary with a person's own words.  Finding wrong words may run beside the window."""

    def __init__(self, dictionary: Hunspell, words: frozenset[str] = frozenset()) -> None:
        self._dictionary = dictionary
        self._arabic = script_of(dictionary.name.replace("_", "-")) == "Arab"
        self._known: dict[str, bool] = dict.fromkeys(words, True)
        self._texts: dict[str, tuple[WrongWord, ...]] = {}
        self._suggested: dict[str, tuple[str, ...]] = {}

    def learn(self, word: str) -> None:
        """From now on it is right."""
        self._known[word] = True
        self._texts = {}

    def knows(self, word: str) -> bool:
        """Whether it is right, or of another script than the dictionary's."""
        known = self._known.get(word)
        if known is None:
            other = ("\u0600" <= word[0] <= "\u06ff") != self._arabic
            known = self._known[word] = other or self._dictionary.knows(word.replace("’", "'"))
        return known

    def wrong(self, text: str) -> tuple[WrongWord, ...]:
        """The words of a text that the dictionary does not have."""
        found = self._texts.get(text)
        if found is None:
            found = tuple(WrongWord(*one) for one in spelled_words(text) if not self.knows(one[2]))
            if len(self._texts) >= _MOST_TEXTS:
                self._texts = {}
            self._texts[text] = found
        return found

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What it might be, the likeliest first."""
        if word not in self._suggested:
            self._suggested[word] = self._dictionary.suggestions(word.replace("’", "'"))
        return self._suggested[word]

    def findings(self, cues: Cues, pause: Callable[[], object] = lambda: None) -> Iterator[CueFinding]:
        """Wrong words of cues but for names of speakers; pause is called between pieces."""
        speakers = {part for cue in cues for part in cue.speaker.split()}
        for index, cue in enumerate(cues):
            if index % _PIECE == _PIECE - 1:
                pause()
            for one in self.wrong(cue_text(cue)):
                if one.word not in speakers:
                    values = {"place": one.word, "suggestions": ""}
                    yield CueFinding(CueFault.SPELLING, index, cue.start, cue.text, values)


def dictionaries_folder() -> Path | None:
    """The one that the settings name; None: where systems have them."""
    own = load_settings()[0].dictionaries_folder
    return Path(own) if own else None


def open_speller(language: str) -> Speller | None:
    """For a language (BCP 47), with the settings' dictionaries; None: there is none.  May take seconds.

    Raises InputError for a folder that is none, or a dictionary that cannot be read.
    """
    dictionary = open_dictionary(primary_language(language), dictionaries_folder())
    return None if dictionary is None else Speller(dictionary, own_words())
