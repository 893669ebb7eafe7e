"""A person's own words, which no check of spelling complains of: one file, a word a line."""

import contextlib
import threading
from pathlib import Path

from studio.base.errors import OutputError
from studio.base.files import write_file
from studio.base.paths import user_data_dir

_MOST_BYTES = 1 << 20
_LONGEST = 100
_LOCK = threading.Lock()


def own_words_path() -> Path:
    """Raises OutputError."""
    return user_data_dir() / "words.txt"


def own_words() -> frozenset[str]:
    """None where there is no such file, or it cannot be read."""
    with contextlib.suppress(OSError, OutputError):
        with own_words_path().open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8-sig", "replace")
        return frozenset(word for line in text.splitlines() if (word := line.strip()))
    return frozenset()


def add_own_word(word: str) -> frozenset[str]:
    """Keeps a word for good; all of them now.  Raises OutputError."""
    word = " ".join(word.split())[:_LONGEST]
    with _LOCK:
        words = own_words() | ({word} if word else frozenset())
        write_file(own_words_path(), "".join(f"{one}\n" for one in sorted(words)).encode())
    return words
