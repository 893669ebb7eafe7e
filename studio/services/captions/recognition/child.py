"""What the process that recognises does: decode, load, listen, and tell what it hears.

It says one thing after another through a pipe: ("stage", name), ("length", seconds), ("heard", seconds,
words), ("done", language) or ("failed", kind, message).  The library is loaded here alone.  No socket is
opened: the folder is whole, the library is told to be offline, and a hook refuses every connection.
"""

import os
import signal
import sys
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import av
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from studio.base.errors import StudioError
from studio.media.probe import open_media

RATE = 16_000
"""Samples a second that Whisper hears."""
_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    # onnxruntime, which finds the silences, reports from native code, past Python's hooks (seen in 1.32).
    "ORT_DISABLE_TELEMETRY": "1",
}
_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind")


class Task(Struct, frozen=True):
    """video: what is listened to.  model: the folder.  language: BCP 47's first part; empty: as it is heard.
    silence: leave out stretches without speech.  threads: of the processor; 0: the library's choice."""

    video: Path
    model: Path
    language: str = ""
    silence: bool = True
    threads: int = 0


def recognise_in_child(task: Task, pipe: Connection) -> None:
    """The process's whole work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what Ctrl-C means is for the parent to say
    _end_with_parent()
    os.environ.update(_OFFLINE)
    sys.addaudithook(_no_network)
    try:
        _recognise(task, pipe)
    except StudioError as error:
        pipe.send(("failed", "told", error))
    except MemoryError:
        pipe.send(("failed", "memory", ""))
    except (RuntimeError, ValueError, TypeError, LookupError, OSError, ImportError) as error:  # the library's
        text = str(error)
        kind = "memory" if "bad_alloc" in text or "out of memory" in text.lower() else "library"
        pipe.send(("failed", kind, f"{type(error).__name__}: {text}"[:500]))
    finally:
        pipe.close()


def _recognise(task: Task, pipe: Connection) -> None:
    pipe.send(("stage", "sound"))
    sound = read_sound(task.video)
    pipe.send(("length", len(sound) / RATE))
    pipe.send(("stage", "model"))
    from faster_whisper import WhisperModel

    model = WhisperModel(
        str(task.model), device="cpu", compute_type="int8", cpu_threads=task.threads, local_files_only=True
    )
    multilingual = bool(getattr(model.model, "is_multilingual", True))
    if not multilingual and task.language not in ("", "en"):
        pipe.send(("failed", "english", ""))
        return
    pipe.send(("stage", "listen"))
    segments, info = model.transcribe(
        sound,
        language=task.language or None,
        word_timestamps=True,
        vad_filter=task.silence,
        condition_on_previous_text=False,  # one mishearing is not carried on
    )
    for segment in segments:
        words: list[tuple[str, float, float]] = [
            (word.word, float(word.start), float(word.end)) for word in segment.words or ()
        ]
        if not words and segment.text.strip():
            words = [(f" {segment.text.strip()}", float(segment.start), float(segment.end))]
        pipe.send(("heard", float(segment.end), words))
    pipe.send(("done", str(info.language)))


def read_sound(path: Path) -> NDArray[np.float32]:
    """The first sound of a file as Whisper hears it: 16 kHz, one channel, -1 … 1.  Raises MediaError."""
    parts: list[NDArray[np.int16]] = []
    with open_media(path) as container:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        for frame in container.decode(container.streams.audio[0]):
            frame.pts = None
            parts += map(_samples, resampler.resample(frame))
        parts += map(_samples, resampler.resample(None))
    whole = np.concatenate(parts) if parts else np.zeros(0, np.int16)
    return whole.astype(np.float32) / np.float32(32768)


def _samples(frame: av.AudioFrame) -> NDArray[np.int16]:
    return np.asarray(frame.to_ndarray().reshape(-1), np.int16)


def _no_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _NETWORK:
        raise PermissionError(f"speech recognition opens no connection ({event})")


def _end_with_parent() -> None:
    """Whoever started it was killed: nobody waits for what is heard."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()
