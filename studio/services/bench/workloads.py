"""The workloads as projects on disk, and films made of their parts."""

import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

from studio.base.paths import data_dir
from studio.model.captions import Cue
from studio.model.document import write_time
from studio.services.bench.media import make_media

CUE_SECONDS = 2
CHANGED_WORD = "والسلام"


def bench_dir() -> Path:
    """The folder of the specification and the workloads' project files."""
    return data_dir("resources") / "bench"


def specification(name: str) -> dict[str, Any]:
    """The constants of a workload (`w1`, `w2`, `w4`)."""
    spec: dict[str, Any] = json.loads((bench_dir() / "spec.json").read_text("utf-8"))[name]
    return spec


def place_workload(name: str, work: Path, media: Path) -> Path:
    """A workload's project in a folder of its own, with its media.  Returns the folder."""
    return _placed(project_data(name), work / name, media)


def project_data(name: str) -> dict[str, Any]:
    """A workload's project as plain data."""
    data: dict[str, Any] = json.loads((bench_dir() / name / "project.json").read_text("utf-8"))
    return data


def place_film(name: str, work: Path, media: Path, seconds: int, period: int) -> Path:
    """A captioned film of W1's parts: a cue every two seconds, its motion repeated every `period` seconds, so
    that every period is as much work.  Returns its folder."""
    data = project_data("w1")
    film = data["compositions"][0]
    film["duration"] = seconds
    by_id = {layer["id"]: layer for layer in film["layers"]}
    by_id["photo"]["zoom"] = _repeated(1.0, 1.12, seconds, period)
    by_id["bar"]["drawn"] = _repeated(0.0, 1.0, seconds, period)
    by_id["logo"]["opacity"] = {
        "keyframes": [
            {"time": time - 0.5, "value": 1.0 if time % 2 else 0.2, "easing": "ease-in-out-sine"}
            for time in range(seconds + 2)
        ]
    }
    lines = by_id["caption"]["cues"][0]["text"].split("\n")
    by_id["caption"]["cues"] = [_cue(lines, number) for number in range(seconds // CUE_SECONDS)]
    return _placed(data, work / name, media)


def change_one_word(folder: Path, cue: int) -> None:
    """Changes the first word of one cue in a film of `place_film`."""
    path = folder / "project.json"
    data = json.loads(path.read_text("utf-8"))
    layers = data["compositions"][0]["layers"]
    changed = next(layer for layer in layers if layer["id"] == "caption")["cues"][cue]
    word = changed["words"][0]
    changed["text"] = changed["text"].replace(word["text"], CHANGED_WORD, 1)
    word["text"] = CHANGED_WORD
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")


def caption_cues(seconds: int) -> tuple[Cue, ...]:
    """W1's words as cues of two seconds, every word with its time."""
    film = project_data("w1")["compositions"][0]
    caption = next(layer for layer in film["layers"] if layer["id"] == "caption")
    lines = caption["cues"][0]["text"].split("\n")
    return tuple(Cue.model_validate(_cue(lines, number)) for number in range(seconds // CUE_SECONDS))


def _cue(lines: list[str], number: int) -> dict[str, Any]:
    """Two lines of W1's words, begun at another one in each cue."""
    words = " ".join(lines).split()
    turned = words[number % len(words) :] + words[: number % len(words)]
    first = len(lines[0].split())
    start, each = number * CUE_SECONDS, Fraction(CUE_SECONDS, len(words))
    return {
        "start": start,
        "end": start + CUE_SECONDS,
        "text": " ".join(turned[:first]) + "\n" + " ".join(turned[first:]),
        "words": [
            {"text": word, "start": write_time(start + each * i), "end": write_time(start + each * (i + 1))}
            for i, word in enumerate(turned)
        ],
    }


def _repeated(low: float, high: float, seconds: int, period: int) -> dict[str, Any]:
    """From low to high in each period; back between two frames."""
    keyframes: list[dict[str, Any]] = []
    frame = Fraction(1, 30)
    for start in range(0, seconds, period):
        last = start + period - frame
        keyframes.append({"time": start, "value": low})
        value = low + (high - low) * float((period - frame) / period)
        keyframes.append({"time": write_time(last), "value": value})
    return {"keyframes": keyframes}


def _placed(data: dict[str, Any], folder: Path, media: Path) -> Path:
    (folder / "media").mkdir(parents=True, exist_ok=True)
    make_media(media)
    for item in data.get("media", ()):
        shutil.copyfile(media / Path(item["path"]).name, folder / item["path"])
    (folder / "project.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return folder
