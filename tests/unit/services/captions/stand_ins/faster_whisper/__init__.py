"""Stands in for faster-whisper at the edge of the world: the one class that the studio calls.

What it hears is told by the name of the model's folder.  The real library, with a real model's files, is
what `make`'s optional extra installs; it is too large for every run of the tests.
"""

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any


@dataclass
class Word:
    word: str
    start: float
    end: float


@dataclass
class Segment:
    start: float
    end: float
    text: str
    words: list[Word] | None


SPOKEN = " أهلا بكم. نبدأ الحوار بالإنصات إلى الآخر، لا من انتظار دورنا في الكلام."


class WhisperModel:
    """Takes what the studio gives it, and refuses the rest."""

    def __init__(
        self, model: str, *, device: str, compute_type: str, cpu_threads: int, local_files_only: bool
    ) -> None:
        self.kind = Path(model).name
        assert local_files_only
        assert Path(model).is_absolute()
        if self.kind == "hungry":
            raise MemoryError
        if self.kind == "broken":
            raise RuntimeError("Unable to open file 'model.bin'")
        if self.kind == "calling-home":
            socket.create_connection(("127.0.0.1", 9), timeout=1)
        if self.kind == "slow":
            time.sleep(60)
        self.model = SimpleNamespace(is_multilingual=self.kind != "english")

    def transcribe(
        self, audio: Any, *, language: str | None, word_timestamps: bool, vad_filter: bool,
        condition_on_previous_text: bool,
    ) -> tuple[Iterator[Segment], Any]:  # fmt: skip
        if language not in (None, "ar", "en"):
            raise ValueError(f"'{language}' is not a valid language code (accepted language codes: ar, en)")
        assert audio.dtype == "float32"
        return self._heard(len(audio) / 16_000), SimpleNamespace(language=language or "ar")

    def _heard(self, seconds: float) -> Iterator[Segment]:
        if self.kind == "endless":
            yield from self._said(0, 1)
            time.sleep(60)
        if self.kind != "silent":
            yield from self._said(0.5, seconds / 2)
            yield Segment(seconds / 2 + 1, seconds, " ثم نسأل", None)

    def _said(self, start: float, end: float) -> Iterator[Segment]:
        words = SPOKEN.split()
        step = (end - start) / len(words)
        its = [Word(f" {word}", start + n * step, start + (n + 1) * step) for n, word in enumerate(words)]
        yield Segment(start, end, SPOKEN, its)
