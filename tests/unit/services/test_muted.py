"""What is muted is silent in what is played and in a finished film, decoded again."""

from pathlib import Path

import av
import numpy as np
import pytest

from studio.model.composition import Composition
from studio.services.export import export
from studio.services.playback import audible, film_sound
from studio.services.render_workers import RenderWorkers
from studio.services.resources import ResourceList
from tests.unit.services.films import Film, composition, music


def film(folder: Path, **voice: object) -> Film:
    """A loud first second and a loud last one, by two sounds."""
    media = {"voice": music(folder / "voice.wav", 1, 0.5), "bed": music(folder / "bed.wav", 1, 0.5)}
    audio = [
        {"id": "voice", "media": "voice", "duration": 1, **voice},
        {"id": "bed", "media": "bed", "start": 2, "duration": 1},
    ]
    return Film(composition([], duration=3, audio=audio), ResourceList(media))


def loudest(path: Path) -> list[float]:
    """The highest sample of each second of a finished film."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        blocks = [np.abs(frame.to_ndarray()).max(axis=0) for frame in container.decode(stream)]
    samples = np.concatenate(blocks)
    # AAC rings a little around edges: the middle of each second.
    return [float(samples[at * 48_000 + 6_000 : at * 48_000 + 42_000].max()) for at in range(3)]


@pytest.mark.parametrize(("voice", "first"), [({}, True), ({"muted": True}, False)])
def test_a_muted_sound_is_silent_in_a_finished_film(
    tmp_path: Path, voice: dict[str, object], first: bool
) -> None:
    with RenderWorkers(1) as workers:
        made = export(film(tmp_path, **voice).request(tmp_path), workers=workers)
    heard = loudest(made.output)
    assert (heard[0] > 0.05) is first
    assert heard[1] < 0.001
    assert heard[2] > 0.05
    if not first:
        assert heard[0] < 0.001


def test_solo_is_heard_alone_in_the_window_too(tmp_path: Path) -> None:
    alone = film(tmp_path, solo=True)
    samples = film_sound(alone.composition, alone.resources, store=tmp_path)
    assert samples is not None
    assert np.abs(samples[6_000:42_000]).max() > 1000
    assert np.abs(samples[100_000:]).max() < 30


def test_a_film_whose_sounds_are_all_muted_has_none(tmp_path: Path) -> None:
    both = film(tmp_path, muted=True).composition
    silent = both.model_copy(
        update={"audio": tuple(one.model_copy(update={"muted": True}) for one in both.audio)}
    )
    assert audible(silent) == ()
    assert film_sound(silent, ResourceList(), store=tmp_path) is None
    with RenderWorkers(1) as workers:
        made = export(Film(silent, ResourceList()).request(tmp_path), workers=workers)
    with av.open(str(made.output)) as container:
        assert not container.streams.audio


def test_what_can_be_heard_tells_whether_an_edit_was_one_of_sound() -> None:
    def made(**more: object) -> Composition:
        video = {"type": "video", "id": "v", "media": "v", "source_start": 1}
        clip = {"kind": "clip", "id": "a", "duration": 2, "source": {"layers": [video]}}
        return composition([{"type": "track", "id": "t", "items": [clip], **more}])

    assert len(audible(made())) == 1
    assert audible(made()) == audible(made(name="B-roll"))
    assert audible(made(muted=True)) == ()
    assert audible(made(solo=True)) == audible(made())
