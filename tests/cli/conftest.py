"""The real program in a process of its own, and small projects and templates to feed it."""

import json
import os
import subprocess
import sys
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.waiting import PATIENCE

PROGRAM = [sys.executable, "-m", "studio.cli"]


@dataclass(frozen=True)
class Answer:
    """What the program said and how it ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def error(self) -> Any:
        return json.loads(self.out)["error"]


Studio = Callable[..., Answer]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment whose cache is this test's own."""
    cache = tmp_path / "cache"
    cache.mkdir()
    return {**os.environ, "HIWAR_CACHE_DIR": str(cache), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder that the program is run in."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


@pytest.fixture
def studio(environment: dict[str, str], place: Path) -> Studio:
    """studio("render", …): runs the program to its end."""

    def run(*arguments: object) -> Answer:
        done = subprocess.run(
            [*PROGRAM, *map(str, arguments)],
            cwd=place,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=2 * PATIENCE,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Answer(done.returncode, done.stdout, done.stderr)

    return run


def text_layer(text: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "text",
        "text": text,
        "style": {"size": 40},
        "place": {"area": "canvas", "width": "100%", "height": "100%"},
        **more,
    }


MakeProject = Callable[..., Path]


@pytest.fixture
def make_project(place: Path) -> MakeProject:
    """make_project(seconds, layers, …): a project folder of 216 x 384 pixels."""

    def make(
        seconds: float = 1,
        layers: list[dict[str, Any]] | None = None,
        *,
        name: str = "film.hiwar",
        media: dict[str, str] | None = None,
        fonts: list[str] | None = None,
        audio: list[dict[str, Any]] | None = None,
        **more: Any,
    ) -> Path:
        composition = {
            "size": {"width": 216, "height": 384},
            "duration": seconds,
            "layers": [
                {"id": f"layer-{index}", **layer}
                for index, layer in enumerate([text_layer("حوار")] if layers is None else layers)
            ],
            "audio": audio or [],
            **more,
        }
        project = {
            "schema": "hiwar-project",
            "schema_version": 1,
            "compositions": [composition],
            "media": [{"id": key, "path": path} for key, path in (media or {}).items()],
            "fonts": [{"path": path} for path in fonts or []],
        }
        folder = place / name
        folder.mkdir(exist_ok=True)
        (folder / "project.json").write_text(json.dumps(project, ensure_ascii=False), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def make_template(place: Path) -> Callable[[str], Path]:
    """make_template(body): a template file with a title, a picture and a list of figures."""

    def make(text: str = "") -> Path:
        path = place / "tiny.toml"
        path.write_text(text or TEMPLATE, encoding="utf-8")
        return path

    return make


TEMPLATE = """
id = "tiny"
kind = "still"
name = { ar = "صغير", en = "Tiny" }
note = { ar = "للاختبار", en = "For tests" }

[[parameters]]
id = "title"
type = "text"
label = { ar = "العنوان", en = "Title" }
max_length = 30
sample = { ar = "حوار", en = "Dialogue" }

[[parameters]]
id = "photo"
type = "image"
label = { ar = "الصورة", en = "Photo" }
optional = true

[[parameters]]
id = "figures"
type = "list"
label = { ar = "الأرقام", en = "Figures" }
maximum = 4
fields = [
    { id = "value", type = "number", label = { ar = "الرقم", en = "Figure" } },
    { id = "label", type = "text", label = { ar = "ما هو", en = "What" } },
]
sample = [{ value = 72, label = { ar = "مشاركا", en = "participants" } }]

[body]
duration = 1

[[body.layers]]
type = "image"
when = "photo"
media = "{photo}"
place = { area = "canvas", width = "100%", height = "100%" }

[[body.layers]]
type = "text"
text = "{title}"
style = { role = "title" }
place = { area = "canvas", width = "100%" }

[[body.layers]]
for = "figures"
type = "text"
text = "{item.value} {item.label}"
style = { role = "title" }
place = { area = "canvas", anchor = "bottom", width = "100%" }
"""


@pytest.fixture
def picture(place: Path) -> Path:
    """A blue picture of 60 x 80 pixels."""
    path = place / "photo.png"
    Image.new("RGB", (60, 80), (20, 60, 200)).save(path)
    return path


@pytest.fixture
def tone(place: Path) -> Path:
    """Two seconds of a quiet tone."""
    path = place / "tone.wav"
    samples = (np.sin(np.arange(96_000) * 0.06) * 6000).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(samples.tobytes())
    return path
