"""Sounds of films cross at a transition, with what the files have beyond the cut."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.base.time import TimeRange
from studio.media.audio import SoundClip
from studio.model.composition import Composition
from studio.scene.audio_plan import sound_clips
from studio.services.playback import film_sound
from studio.services.resources import ResourceList, open_resources
from tests.unit.media.videos import TONE, film

WHOLE = {"area": "canvas", "width": "100%", "height": "100%"}
Plan = Callable[..., list[SoundClip]]


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> ResourceList:
    """A film of 4/3 s with a tone."""
    return ResourceList({"walk": film(tmp_path_factory.mktemp("film") / "walk.mp4", sound=TONE)})


def two_clips(first: dict[str, Any], second: dict[str, Any], transition: float = 0.4) -> Composition:
    """Half a second of each, a cross fade between."""
    items: list[dict[str, Any]] = []
    for name, more in (("a", first), ("b", second)):
        layer = {"type": "video", "id": "film", "media": "walk", "place": WHOLE, **more}
        inside = layer.pop("within", None)
        layers = [{"type": "group", "id": "group", "layers": [layer]}] if inside else [layer]
        items.append({"kind": "clip", "id": name, "duration": 0.5, "source": {"layers": layers}})
    if transition:
        items.insert(1, {"kind": "transition", "transition": "cross-fade", "duration": transition})
    track = {"type": "track", "id": "track", "items": items}
    return Composition.model_validate({"size": {"width": 64, "height": 48}, "duration": 1, "layers": [track]})


def heard(made: Composition, listed: ResourceList, first: float = 0, last: float = 1) -> list[SoundClip]:
    within = TimeRange(Fraction(first).limit_denominator(1000), Fraction(last).limit_denominator(1000))
    return sound_clips(made, open_resources(listed), within)


def figures(clip: SoundClip) -> list[float]:
    return [
        round(float(one), 6)
        for one in (clip.start, clip.duration, clip.source_start, clip.fade_in, clip.fade_out)
    ]


def test_sounds_cross_over_the_whole_transition(listed: ResourceList) -> None:
    going, coming = heard(two_clips({}, {"source_start": 0.6}), listed)
    assert figures(going) == [0, 0.7, 0, 0, 0.4]
    assert figures(coming) == [0.3, 0.7, 0.4, 0.4, 0]
    assert going.crosses
    assert coming.crosses


def test_without_more_of_the_file_the_fade_is_as_long_as_the_sound(listed: ResourceList) -> None:
    going, coming = heard(two_clips({"source_start": "5/6"}, {}), listed)
    assert figures(going) == [0, 0.5, 0.833333, 0, 0.2]
    assert figures(coming) == [0.5, 0.5, 0, 0.2, 0]
    _, coming = heard(two_clips({}, {"source_start": 0.1, "speed": 2}), listed)
    assert figures(coming)[:4] == [0.45, pytest.approx(0.55), 0, 0.25]


def test_films_deeper_in_a_clip_fade_to_the_cut(listed: ResourceList) -> None:
    going, coming = heard(two_clips({"within": True}, {"within": True, "source_start": 0.5}), listed)
    assert figures(going) == [0, 0.5, 0, 0, 0.2]
    assert figures(coming) == [0.5, 0.5, 0.5, 0.2, 0]


def test_a_cut_without_a_transition_stays_hard(listed: ResourceList) -> None:
    going, coming = heard(two_clips({}, {"source_start": 0.6}, transition=0), listed)
    assert figures(going) == [0, 0.5, 0, 0, 0]
    assert figures(coming) == [0.5, 0.5, 0.6, 0, 0]


def test_longer_fades_of_the_film_itself_stay(listed: ResourceList) -> None:
    going, coming = heard(two_clips({"fade_out": 0.6}, {"source_start": 0.6, "fade_in": 0.1}), listed)
    assert going.fade_out == Fraction(3, 5)
    assert coming.fade_in == Fraction(2, 5)


def test_a_stretch_hears_its_part_of_both(listed: ResourceList) -> None:
    going, coming = heard(two_clips({}, {"source_start": 0.6}), listed, 0.3, 0.5)
    assert figures(going)[:3] == [0, 0.2, 0]
    assert figures(coming)[:4] == [0, 0.2, 0.4, 0.4]


def test_what_is_heard_never_falls_silent_at_the_cut(listed: ResourceList, tmp_path: Path) -> None:
    samples = film_sound(two_clips({}, {"source_start": 0.6}), listed, store=tmp_path)
    assert samples is not None
    mono = samples[:, 0].astype(np.float64)
    levels = [float(np.sqrt(np.mean(part**2))) for part in np.array_split(mono, 20)]
    assert min(levels) > max(levels) / 3
