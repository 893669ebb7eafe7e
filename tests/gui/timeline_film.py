"""A film for the timeline's tests: three clips, a title, captions, a spoken sound; and dragging its bars."""

import wave
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.formats.project_file import save_project
from studio.gui.document import Document
from studio.gui.workspace.timeline.lanes import Lanes
from studio.model.project import Project
from studio.services.session import Session

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
RATE = 30
VOICE = ("sound:", "voice")


def tone(path: Path, seconds: Sequence[tuple[float, float]]) -> Path:
    """A sound file, 48 kHz mono: stretches of (seconds, loudness 0 … 1)."""
    parts = [
        loud * np.sin(2 * np.pi * 440 * np.arange(round(48000 * length)) / 48000) for length, loud in seconds
    ]
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48000, 0, "NONE", ""))
        file.writeframes((np.concatenate(parts) * 32767).astype("<i2").tobytes())
    return path


def clip(identifier: str, duration: float) -> dict[str, Any]:
    layers = [{"type": "text", "id": "words", "text": identifier}]
    return {"kind": "clip", "id": identifier, "duration": duration, "source": {"layers": layers}}


def film_document(folder: Path) -> Document:
    """a 0-2, b 2-4, gap, c 5-6; the voice 1-4 of a file of 6 seconds, loud in its second half."""
    path = folder / "film.hiwar"
    (path / "media").mkdir(parents=True)
    tone(path / "media" / "voice.wav", [(3, 0.05), (3, 0.9)])
    project = Project.model_validate(
        {
            "media": [{"id": "voice", "path": "media/voice.wav"}],
            "compositions": [
                {
                    "id": "main",
                    "size": {"width": 160, "height": 90},
                    "rate": {"numerator": RATE},
                    "duration": 10,
                    "layers": [
                        {
                            "type": "track",
                            "id": "track",
                            "items": [
                                clip("a", 2),
                                clip("b", 2),
                                {"kind": "gap", "duration": 1},
                                clip("c", 1),
                            ],
                        },
                        {"type": "text", "id": "title", "text": "حوار", "start": 1, "end": 3},
                        {
                            "type": "caption",
                            "id": "caption",
                            "cues": [{"start": at, "end": at + 0.5, "text": str(at)} for at in (1, 3, 5)],
                        },
                    ],
                    "audio": [
                        {"id": "voice", "media": "voice", "start": 1, "duration": 3, "source_start": 2}
                    ],
                }
            ],
        }
    )
    save_project(project, path)
    return Document(Session.open(path))


def place(lanes: Lanes, path: tuple[str, ...], share: float = 0.5, up: float = 0.5) -> QPoint:
    """A point on a bar: share of its width from the left, and of its height from the top."""
    found = lanes.bar_of(path)
    assert found is not None
    rect = lanes.bar_rect(*found)
    return QPoint(round(rect.left() + rect.width() * share), round(rect.top() + rect.height() * up))


def seconds(lanes: Lanes, length: float) -> int:
    """px of so many seconds."""
    return round(length * lanes.scale.pixels)


def held(
    lanes: Lanes, at: QPoint, by: int, keys: Qt.KeyboardModifier = NONE, steps: int = 3
) -> Iterator[QPoint]:
    """A drag from a point, so many px to the right: presses, moves, gives the last point, and lets go."""
    QTest.mousePress(lanes, LEFT, keys, at)
    for step in range(1, steps + 1):
        QTest.mouseMove(lanes, at + QPoint(by * step // steps, 0), 1)
    yield at + QPoint(by, 0)
    QTest.mouseRelease(lanes, LEFT, keys, at + QPoint(by, 0))


def drag(lanes: Lanes, at: QPoint, by: int, keys: Qt.KeyboardModifier = NONE) -> None:
    """The same, whole."""
    for _ in held(lanes, at, by, keys):
        pass
