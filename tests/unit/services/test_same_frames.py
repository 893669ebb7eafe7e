"""The same project gives the same film, whoever renders it and whatever was there before."""

from concurrent.futures import Future
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.base.time import FrameRange
from studio.model.composition import Composition
from studio.scene.scene import Scene
from studio.services.export import export
from studio.services.render_job import RenderJob
from studio.services.render_workers import RenderWorkers
from studio.services.resources import ResourceList, open_resources
from tests.unit.services.films import RATE, SECONDS, Film, composition, decoded_rgb, frame_hashes, whole_film


@pytest.fixture
def film(tmp_path: Path) -> Film:
    return whole_film(tmp_path)


@pytest.mark.slow
def test_any_number_of_workers_makes_the_same_frames(film: Film, tmp_path: Path) -> None:
    made = {}
    for count, here in ((1, True), (2, True), (3, True), (2, False)):
        folder = tmp_path / f"{count}-{here}"
        folder.mkdir()
        with RenderWorkers(count, here=here) as workers:
            result = export(film.request(folder), workers=workers)
        assert result.kept == 0
        made[count, here] = frame_hashes(result.output), result.output.read_bytes()
    alone = made[1, True]
    assert len(alone[0]) == SECONDS * RATE
    assert len(set(alone[0])) > 30, "the film moves, or nothing is proven"
    assert all(one == alone for one in made.values()), "frames, and every byte of the files"


WRITING: list[dict[str, Any]] = [
    {
        "text": "جيلي يتموج",
        "style": {"size": 40, "glow": {}, "texture": {"pattern": "girih", "seed": 3}},
        "animations": [{"preset": "jelly", "phase": "during", "unit": "letter"}],
    },
    {
        "text": "حروف مبعثرة",
        "style": {"size": 40, "long_shadow": {}},
        "animations": [{"preset": "scramble", "seed": 5}, {"preset": "stretch-slow", "phase": "during"}],
        "spans": [{"find": "حروف", "color": "#FF0000", "pill": {}}],
    },
    {
        "text": "قلم يكتب سطرا",
        "style": {"size": 40, "justify": "kashida", "fit_width": True, "knock_out": {}},
        "animations": [{"preset": "pen"}],
    },
]


def test_written_motion_is_the_same_whoever_renders_it(tmp_path: Path) -> None:
    layers = [
        {
            **layer,
            "type": "text",
            "id": f"text-{at}",
            "place": {"area": "canvas", "anchor": "top", "offset": [0, 30 + 110 * at], "width": "90%"},
        }
        for at, layer in enumerate(WRITING)
    ]
    film = Film(composition(layers, duration=0.6), ResourceList())
    made = []
    for count, here in ((1, True), (2, True)):
        folder = tmp_path / f"{count}"
        folder.mkdir()
        with RenderWorkers(count, here=here) as workers:
            result = export(film.request(folder), workers=workers)
        assert result.kept == 0
        made.append(result.output)
    assert len(set(frame_hashes(made[0]))) > 12, "the film moves, or nothing is proven"
    assert len({path.read_bytes() for path in made}) == 1


def test_a_range_shows_the_same_moments_as_the_whole(film: Film, tmp_path: Path) -> None:
    """A segment that is cut is encoded anew: alike, not bit for bit."""
    with RenderWorkers(1) as workers:
        whole = export(film.request(tmp_path), workers=workers)
        part = export(film.request(tmp_path, "part", frames=FrameRange(20, 55)), workers=workers)
    assert part.kept, "segments wholly inside the range are those of the whole film"
    shown = decoded_rgb(part.output)
    assert len(shown) == 35
    for one, other in zip(shown, decoded_rgb(whole.output)[20:55], strict=True):
        assert np.abs(one - other).mean() < 4


def test_workers_see_what_the_preview_sees(
    film: Film, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody said stays unsaid on the way to a worker: captions ask if an anchor was given."""
    jobs: list[RenderJob] = []
    submit = RenderWorkers.submit

    def noted(workers: RenderWorkers, job: RenderJob, frames: FrameRange, path: Path) -> Future[bool]:
        jobs.append(job)
        return submit(workers, job, frames, path)

    monkeypatch.setattr(RenderWorkers, "submit", noted)
    with RenderWorkers(1) as workers:
        export(film.request(tmp_path, frames=FrameRange(0, 1)), workers=workers)
    arrived = Composition.model_validate_json(jobs[0].document)
    here, there = (Scene(one, open_resources(film.resources)) for one in (film.composition, arrived))
    for time in (Fraction(1, 2), Fraction(7, 4), Fraction(5, 2)):
        assert here.display_list(time) == there.display_list(time)
