"""Speech to cues with the times of words, from a model that lies in a folder; nothing is ever downloaded.

    found = recognise(Path("film.mp4"), RecogniseOptions(model=Path("whisper-small")), cancellation, report)
    save_subtitles(found.file, Path("film.srt"))

A process of its own listens, so that it can be ended within a second at any moment, and what its libraries do
to memory ends with it.
"""

import contextlib
import multiprocessing
import time
from collections.abc import Iterator
from fractions import Fraction
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from msgspec import Struct

from studio.base.cancellation import Cancellation
from studio.base.errors import InputError, MediaError, StudioError
from studio.base.languages import primary_language
from studio.formats.subtitles.cues import RawWord
from studio.formats.subtitles.types import SubtitleFile, SubtitleFormat
from studio.media.probe import probe
from studio.model.caption_limits import CaptionLimits
from studio.services.captions.limits import persons_limits
from studio.services.captions.recognition.child import Task, recognise_in_child
from studio.services.captions.recognition.cueing import cues_of_words
from studio.services.captions.recognition.model_folder import check_memory, not_enough_memory, open_model
from studio.services.progress import Progress, Report, ignore

_POLL = 0.1
_GOODBYE = 2.0
_PATIENCE = 0.5
"""Seconds that a process that was asked to end is waited for, before it is ended."""


class RecogniseOptions(Struct, frozen=True):
    """model: the folder.  language: BCP 47; empty: the one that is heard.  limits: of the cues; None: the
    language's usual ones.  silence: stretches without speech are left out first.  threads: 0 is a choice."""

    model: Path | None = None
    language: str = ""
    limits: CaptionLimits | None = None
    silence: bool = True
    threads: int = 0


def recognise(
    video: Path,
    options: RecogniseOptions,
    cancellation: Cancellation | None = None,
    report: Report = ignore,
) -> SubtitleFile:
    """What is said in a film or sound, as cues.

    report: stages "sound", "model", "listen"; the last in seconds of the film.
    Raises InputError (the extra, the folder or the kind of model; nobody speaks), MediaError (no sound),
    StudioError (memory), Cancelled.
    """
    asked = cancellation or Cancellation()
    model = open_model(options.model)
    info = probe(video)
    if info.audio is None:
        raise MediaError(
            "there is no sound in this file", "Choose a film in which somebody speaks.", str(video)
        )
    check_memory(model, float(info.duration or 0))
    task = Task(video.absolute(), model.folder, _language(options.language), options.silence, options.threads)
    words: list[RawWord] = []
    language, length, began = "", 0.0, 0.0
    with _listening(task) as (process, pipe):
        for message in _messages(process, pipe, asked):
            match message:
                case ("stage", str() as stage):
                    began = time.monotonic()
                    report(Progress(stage, 0, 1 if stage != "listen" else max(1, round(length))))
                case ("length", float() as length):
                    pass
                case ("heard", float() as until, list() as heard):
                    words += (RawWord(text, _exact(start), _exact(end)) for text, start, end in heard)
                    spent = time.monotonic() - began
                    left = spent / until * max(0.0, length - until) if until > 0 else None
                    report(Progress("listen", min(round(until), round(length)), max(1, round(length)), left))
                case ("done", str() as language):
                    report(Progress("listen", max(1, round(length)), max(1, round(length)), 0.0))
                case ("failed", kind, said):
                    raise _failure(kind, said, video, options)
                case _:
                    pass
    language = options.language or language
    cues = cues_of_words(words, options.limits or persons_limits().of(language), _exact(length))
    if not cues:
        raise InputError(
            "nobody was heard speaking",
            "Is it the right file? --no-vad listens to quiet parts too.",
            str(video),
        )
    return SubtitleFile(cues, language, format=SubtitleFormat.WHISPER)


def _language(tag: str) -> str:
    return primary_language(tag) if tag else ""


def _exact(value: float) -> Fraction:
    return Fraction(round(value * 1000), 1000)


@contextlib.contextmanager
def _listening(task: Task) -> "Iterator[tuple[BaseProcess, Connection]]":
    """The process that listens; it has ended when the block is left."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=recognise_in_child, args=(task, theirs), daemon=True, name="recognise")
    process.start()
    theirs.close()
    try:
        yield process, ours
        process.join(_GOODBYE)  # all was said: its libraries may put away what is theirs
    finally:
        ours.close()
        process.terminate()
        process.join(_PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()


def _messages(process: BaseProcess, pipe: Connection, asked: Cancellation) -> Iterator[Any]:
    """What the process says, until it is done.  Raises Cancelled; StudioError where it ends unasked."""
    while True:
        asked.raise_if_cancelled()
        if not pipe.poll(_POLL):
            if process.is_alive() or pipe.poll(0):
                continue
            raise _ended(process)
        try:
            message = pipe.recv()
        except EOFError:
            process.join(_PATIENCE)
            raise _ended(process) from None
        yield message
        if message[0] in ("done", "failed"):
            return


def _ended(process: BaseProcess) -> StudioError:
    """The system ended it: on Linux for its memory, as a rule."""
    code = process.exitcode
    if code is not None and code in (-9, 137):
        return not_enough_memory()
    return StudioError(
        f"speech recognition ended unexpectedly (code {code})",
        "Try a smaller model; `pip install --upgrade faster-whisper` may help.",
    )


def _failure(kind: str, said: Any, video: Path, options: RecogniseOptions) -> StudioError:
    where = str(options.model)
    if isinstance(said, StudioError):
        return said
    if kind == "memory":
        return not_enough_memory()
    if kind == "english":
        hint = "Choose a multilingual one: its name has no .en in it."
        return InputError("this model knows English only", hint, where)
    if "language code" in said or ("language" in said and "valid" in said):
        hint = "Write a language such as ar or en, or leave it out."
        return InputError(f"the model does not know the language '{options.language}'", hint, where)
    return StudioError(
        f"the model could not be used: {said}",
        "Is the download whole, and faster-whisper up to date?",
        where,
    )
