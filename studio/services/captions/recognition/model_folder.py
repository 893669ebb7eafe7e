"""The folder of a model for speech recognition: is it whole, of the right kind, does it fit into memory?

faster-whisper reads models that were converted for CTranslate2:

    model.bin         begins with a version (4 bytes), then the length (2) and name of its kind, `WhisperSpec`
    config.json       what the model knows of languages and word times
    tokenizer.json    without it the library would ask the network for one
    vocabulary.json   or vocabulary.txt
"""

import json
import struct
from importlib.util import find_spec
from pathlib import Path

import psutil
from msgspec import Struct

from studio.base.errors import InputError, StudioError

_GET_ONE = (
    "Any Whisper model made for faster-whisper (CTranslate2) will do; download one and name its folder."
)
_CONVERT = "Convert it with ct2-transformers-converter, or download one made for faster-whisper."
_INSTALL = "Install it beside the studio: pip install faster-whisper."
_KIND = "WhisperSpec"
_OTHER_KINDS = (
    ("*.pt", "a model of openai-whisper (.pt)"),
    ("ggml*.bin", "a model of whisper.cpp (ggml)"),
    ("*.gguf", "a model of whisper.cpp (gguf)"),
    ("*.safetensors", "a model of Hugging Face's transformers (.safetensors)"),
    ("pytorch_model*.bin", "a model of Hugging Face's transformers (PyTorch)"),
    ("*.onnx", "a model for ONNX"),
)
_MORE_BYTES = 400 << 20
"""Beside the model: the libraries and what a stretch of 30 s takes."""
_BYTES_A_SECOND = 16_000 * 4 * 2
"""Of sound: as numbers, and once more while it is looked at for silence."""


class SpeechModel(Struct, frozen=True):
    """A model that can be loaded.  bytes: of its file."""

    folder: Path
    bytes: int


def open_model(folder: Path | None) -> SpeechModel:
    """Raises InputError that says plainly what is missing: the extra, the folder, a file, the right kind."""
    if find_spec("faster_whisper") is None:
        raise InputError("speech recognition is not installed", _INSTALL)
    if folder is None:
        raise InputError("no model for speech recognition is named", _GET_ONE)
    if not folder.exists():
        raise InputError("there is no such folder of a model", _GET_ONE, str(folder))
    if not folder.is_dir():
        raise InputError("the model is named by its folder, and this is a file", _GET_ONE, str(folder))
    model = folder / "model.bin"
    if not model.is_file():
        for pattern, name in _OTHER_KINDS:
            if any(folder.glob(pattern)):
                raise InputError(f"this is {name}, which faster-whisper does not read", _CONVERT, str(folder))
        raise InputError("there is no model in this folder (model.bin is missing)", _GET_ONE, str(folder))
    kind = _kind_of(model)
    if kind != _KIND:
        named = f" but {kind}" if kind else ""
        raise InputError(f"this model is not of speech recognition (Whisper){named}", _GET_ONE, str(model))
    missing = [name for name in ("config.json", "tokenizer.json") if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in ("vocabulary.json", "vocabulary.txt")):
        missing.append("vocabulary.json")
    if missing:
        hint = "The download was not finished, or is of an old kind; get these files of the same model."
        raise InputError(f"the model is incomplete: {', '.join(missing)} is missing", hint, str(folder))
    for name in ("config.json", "tokenizer.json"):
        try:
            json.loads((folder / name).read_bytes())
        except (OSError, ValueError):
            raise InputError(f"{name} of the model is damaged", "Download it again.", str(folder)) from None
    return SpeechModel(folder.absolute(), model.stat().st_size)


def _kind_of(model: Path) -> str:
    """The kind that a CTranslate2 file says it is; empty for other files."""
    try:
        with model.open("rb") as file:
            head = file.read(6)
            version, length = struct.unpack("<IH", head)
            name = file.read(length) if 0 < version < 100 and 0 < length < 64 else b""
    except (OSError, struct.error):
        return ""
    return name.rstrip(b"\0").decode("ascii", "replace") if name.rstrip(b"\0").isalnum() else ""


def check_memory(model: SpeechModel, seconds: float) -> None:
    """Raises StudioError where the model and a sound of so many seconds surely do not fit."""
    needed = model.bytes + _MORE_BYTES + round(seconds * _BYTES_A_SECOND)
    free = psutil.virtual_memory().available
    if needed > free:
        raise not_enough_memory(needed, free)


def not_enough_memory(needed: int = 0, free: int = 0) -> StudioError:
    """needed, free: bytes, where they are known."""
    figures = f": it takes about {needed / 1e9:.1f} GB, {free / 1e9:.1f} GB are free" if needed else ""
    return StudioError(
        f"there is not enough memory for this model{figures}",
        "Close other programs, or choose a smaller model (base, small).",
    )
