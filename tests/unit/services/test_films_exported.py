"""Films in finished films: at every output time the very frame that belongs there, and its sound."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.services.export import ExportRequest, export
from studio.services.frame_stage import FrameStage
from studio.services.playback import film_sound
from studio.services.render_workers import RenderWorkers
from studio.services.resources import ResourceList
from tests.unit.media.videos import BFRAMES, TONE, VFR, film, number_of, remuxed

PROFILE = ExportProfile(id="test", name={"en": "test"}, quality="high", speed="fast", segment_seconds=0.5)
WHOLE = {"area": "canvas", "width": "100%", "height": "100%"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, Path]:
    plain = film(folder / "plain.mp4", sound=TONE)
    lying = film(folder / "lying.mp4", filters="transpose=cclock,format=yuv420p")
    return {
        "plain": plain,
        "varying": film(folder / "varying.mp4", *BFRAMES, "-fps_mode", "passthrough", filters=VFR),
        "turned": remuxed(lying, folder / "turned.mp4", before=("-display_rotation", "-90")),
    }


def composition(*layers: dict[str, Any], seconds: float = 1, **more: Any) -> Composition:
    return Composition.model_validate(
        {"size": {"width": 64, "height": 48}, "duration": seconds, "layers": layers, **more}
    )


def video(media: str = "plain", **more: Any) -> dict[str, Any]:
    return {"type": "video", "id": "film", "media": media, "place": WHOLE, **more}


Exported = Callable[..., list[int]]


@pytest.fixture
def exported(files: dict[str, Path], tmp_path: Path) -> Exported:
    """The numbers in an exported film's frames; -1 for no film."""

    def run(made: Composition, workers: int = 1) -> list[int]:
        output = tmp_path / "film.mp4"
        request = ExportRequest(
            made, ResourceList(files), PROFILE, output, store=tmp_path / f"store{workers}"
        )
        with RenderWorkers(workers) as pool:
            export(request, workers=pool)
        return numbers(output)

    return run


def numbers(path: Path) -> list[int]:
    with av.open(str(path)) as container:
        return [number_of(_bgra(frame)) for frame in container.decode(video=0)]


def _bgra(frame: av.VideoFrame) -> NDArray[np.uint8]:
    return np.asarray(frame.to_ndarray(format="bgra"), np.uint8)


def test_every_frame_is_in_its_place(exported: Exported) -> None:
    assert exported(composition(video())) == list(range(30))


def test_a_film_is_the_same_however_many_work_at_it(exported: Exported) -> None:
    made = composition(video(), seconds=1.2)
    assert exported(made, 1) == exported(made, 2) == exported(made, 3) == list(range(36))


def test_speed_and_start_choose_the_frames(exported: Exported) -> None:
    assert exported(composition(video(source_start=0.2, speed=2), seconds=0.5)) == list(range(6, 36, 2))
    assert exported(composition(video(speed=0.5), seconds=0.5)) == [number // 2 for number in range(15)]


def test_after_its_end_a_film_is_gone_held_or_begun_again(exported: Exported) -> None:
    late: dict[str, Any] = {"source_start": 1, "start": 0.1}
    shown, rest = list(range(30, 40)), 30 - 3 - 10
    # Held for one frame more, so that a layer that ends a little late shows no black.
    assert exported(composition(video(**late))) == [-1] * 3 + shown + [39] + [-1] * (rest - 1)
    assert exported(composition(video(**late, after="freeze"))) == [-1] * 3 + shown + [39] * rest
    assert exported(composition(video(**late, after="loop"))) == [-1] * 3 + (shown * 3)[: 10 + rest]


def test_a_varying_rate_shows_each_frame_as_long_as_it_lasts(exported: Exported) -> None:
    found = exported(composition(video("varying"), seconds=2))
    lengths = [3 if number % 3 == 2 else 1 for number in range(40)]
    assert found == [number for number in range(40) for _ in range(lengths[number])][: len(found)]


def test_a_film_that_a_phone_recorded_lying_stands_upright(exported: Exported) -> None:
    assert exported(composition(video("turned"))) == list(range(30))


def test_a_film_in_the_place_of_a_picture_plays_and_is_held(exported: Exported) -> None:
    picture = {"type": "image", "id": "photo", "media": "plain", "place": WHOLE, "start": 0.1}
    found = exported(composition(picture, seconds=1.6))
    assert found == [-1] * 3 + [*range(40)] + [39] * 5


def test_clips_of_a_track_hold_films(exported: Exported) -> None:
    clips = [
        {
            "kind": "clip",
            "id": f"clip{start}",
            "duration": 0.5,
            "source": {"layers": [video(source_start=start)]},
        }
        for start in (0.5, 0)
    ]
    made = composition({"type": "track", "id": "track", "items": clips})
    assert exported(made) == [*range(15, 30), *range(15)]


def test_what_is_painted_and_what_is_handed_on_look_the_same(
    exported: Exported, files: dict[str, Path], tmp_path: Path
) -> None:
    """A text over it lets the film go to the encoder as decoded; a blend makes all of it be painted."""
    mark = {
        "type": "shape",
        "id": "mark",
        "fill": "#FF8000@60",
        "place": {"area": "canvas", "width": 20, "height": 10, "anchor": "bottom"},
    }
    outputs = []
    for number, blend in enumerate(({}, {"mask": {"shape": "rect"}})):
        made = composition(video(), {**mark, **blend}, seconds=0.4)
        assert exported(made) == list(range(12))
        outputs.append(tmp_path / f"{number}.mp4")
        (tmp_path / "film.mp4").rename(outputs[-1])
    painted = composition(video(opacity=0.999), mark, seconds=0.4)
    assert exported(painted) == list(range(12))
    with av.open(str(outputs[0])) as first, av.open(str(tmp_path / "film.mp4")) as second:
        for one, other in zip(first.decode(video=0), second.decode(video=0), strict=True):
            difference = np.abs(_bgra(one).astype(int) - _bgra(other).astype(int))
            assert np.percentile(difference, 99) <= 12


def test_the_preview_shows_the_frames_of_the_export(files: dict[str, Path]) -> None:
    stage, listed = FrameStage(), ResourceList(files)
    made = composition(video(speed=2), seconds=0.6)
    for frame in (17, 3, 4, 11, 0):
        assert number_of(stage.paint(made, listed, Fraction(frame, 30), 1.0)) == 2 * frame
    for scale in (0.5, 0.77, 1.37):  # rows that are padded in memory, too
        assert number_of(stage.paint(made, listed, Fraction(13, 30), scale)) == 26


def heard(made: Composition, files: dict[str, Path], store: Path) -> NDArray[np.float64]:
    """How loud each tenth of a second is."""
    samples = film_sound(made, ResourceList(files), store=store)
    if samples is None:
        return np.zeros(0)
    mono = samples[:, 0].astype(np.float64)
    return np.array([np.sqrt(np.mean(part**2)) for part in np.array_split(mono, round(len(mono) / 4800))])


def test_a_film_is_heard_where_it_is_seen(files: dict[str, Path], tmp_path: Path) -> None:
    loud = heard(composition(video(start=0.3, end=0.8)), files, tmp_path) > 500
    assert loud.tolist() == [False] * 3 + [True] * 5 + [False] * 2
    clip = {"kind": "clip", "id": "clip", "duration": 0.4, "source": {"layers": [video(source_start=0.5)]}}
    track = {"type": "track", "id": "track", "items": [{"kind": "gap", "duration": 0.5}, clip]}
    loud = heard(composition(track), files, tmp_path) > 500
    assert loud.tolist() == [False] * 5 + [True] * 4 + [False]


def test_sound_follows_speed_and_loops_and_is_muted(files: dict[str, Path], tmp_path: Path) -> None:
    # The film lasts 4/3 s: at double speed two thirds of a second.
    loud = heard(composition(video(speed=2)), files, tmp_path) > 500
    assert loud.tolist()[:6] == [True] * 6
    assert not loud[7:].any()
    assert (heard(composition(video(speed=2, after="loop")), files, tmp_path) > 500).all()
    assert not len(heard(composition(video(muted=True)), files, tmp_path))
    assert not len(heard(composition(video("turned")), files, tmp_path))


def test_fades_of_a_film_lower_its_ends(files: dict[str, Path], tmp_path: Path) -> None:
    levels = heard(composition(video(fade_in=0.4, fade_out=0.4)), files, tmp_path)
    assert levels[0] < levels[2] < levels[5]
    assert levels[9] < levels[7] < levels[5]


def test_faster_sound_keeps_its_pitch(files: dict[str, Path], tmp_path: Path) -> None:
    for speed in (0.4, 1, 2.5):
        samples = film_sound(
            composition(video(speed=speed), seconds=0.5), ResourceList(files), store=tmp_path
        )
        assert samples is not None
        part = samples[4800:19200, 0].astype(np.float64)
        pitch = np.argmax(np.abs(np.fft.rfft(part * np.hanning(len(part))))) * 48_000 / len(part)
        assert abs(pitch - 440) < 12
