"""A composition with every way of holding layers, and its pictures at some times."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from studio.model.composition import Composition
from studio.scene.display_list import DisplayList
from studio.scene.scene import Scene
from studio.services.resources import ResourceList, open_resources

SECONDS = 6
RATE = 10


def shape(identifier: str, **more: Any) -> dict[str, Any]:
    place = {"width": 40, "height": 40}
    return {"type": "shape", "id": identifier, "place": place, **more}


def slide(start: float = 0, end: float = SECONDS) -> dict[str, Any]:
    frames = [{"time": start, "value": [-60, 0]}, {"time": end, "value": [60, 30]}]
    return {"offset": {"keyframes": frames}}


def clip(identifier: str, duration: float, *layers: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "clip", "id": identifier, "duration": duration, "source": {"layers": list(layers)}}


TRACK = [
    clip("one", 2, shape("dot", fill="accent", transform=slide(0, 2))),
    {"kind": "transition", "transition": "push", "duration": 0.4},
    clip("two", 2, shape("dot", fill="positive", animations=[{"preset": "rise"}])),
    {"kind": "gap", "duration": 1},
    clip("three", 1, shape("dot", fill="warning", end=0.8)),
]


def layers() -> list[dict[str, Any]]:
    return [
        shape("moving", transform=slide(), start=0.5),
        {
            "type": "group",
            "id": "group",
            "start": 1,
            "end": 5,
            "place": {"width": "100%", "height": "100%"},
            "opacity": {"keyframes": [{"time": 0, "value": 0.2}, {"time": 3, "value": 1}]},
            "layers": [
                shape("inner", transform=slide(0, 3), animations=[{"preset": "rise"}]),
                {"type": "text", "id": "words", "text": "حوار", "start": 0.5, "style": {"size": 30}},
            ],
        },
        {"type": "track", "id": "track", "items": TRACK},
        {
            "type": "composition",
            "id": "scene",
            "start": 0.2,
            "composition": {"layers": [shape("deep", transform=slide(0, 4), place={"anchor": "top-start"})]},
        },
        {
            "type": "text",
            "id": "title",
            "text": "بيت الجميع",
            "style": {"size": 24},
            "animations": [{"preset": "rise"}],
        },
        {
            "type": "chart",
            "id": "counter",
            "chart": {"kind": "counter", "end": 446, "duration": 4, "style": {"size": 30}},
        },
        {
            "type": "caption",
            "id": "caption",
            "cues": [{"start": at, "end": at + 2, "text": f"سطر {at}"} for at in (0, 2, 4)],
            "style": {"text": {"size": 20}},
        },
    ]


def document(those: list[dict[str, Any]] | None = None, **more: Any) -> Composition:
    data = {
        "size": {"width": 216, "height": 384},
        "rate": {"numerator": RATE},
        "duration": SECONDS,
        "layers": layers() if those is None else those,
        **more,
    }
    return Composition.model_validate(data)


def frames(composition: Composition, times: Iterable[Fraction] | None = None) -> list[DisplayList]:
    """What is drawn at every third frame (or at the times)."""
    scene = Scene(composition, open_resources(ResourceList()))
    if times is None:
        times = [Fraction(frame, RATE) for frame in range(0, SECONDS * RATE, 3)]
    return [scene.display_list(time) for time in times]


def around(time: Fraction) -> list[Fraction]:
    """A moment, those next to it, and some all over the film."""
    near = [time + Fraction(step, RATE) for step in (-2, -1, 0, 1, 2)]
    return [one for one in near if 0 <= one < SECONDS] + [Fraction(one, 2) for one in range(2 * SECONDS)]
