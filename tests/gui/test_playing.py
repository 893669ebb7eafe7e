"""The playhead follows what is heard: from anywhere, at a loop, without a sound card, and when one goes."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import miniaudio
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.gui.bridge import bridge
from studio.gui.document import Document
from studio.gui.workspace import film_sound
from studio.gui.workspace.playback import Player
from studio.gui.workspace.stage import Stage
from studio.media.playback import DeviceStream, Samples
from studio.media.sound_device import NoDeviceError
from studio.model.composition import AudioClip
from studio.services.editing import StepName
from studio.services.edits.paths import in_composition
from tests.gui.conftest import WAIT
from tests.gui.small_project import open_small


class Loud:
    """A card that is there, and plays for nobody."""

    def __init__(self) -> None:
        self.made: list[DeviceStream] = []

    def __call__(self) -> DeviceStream:
        self.made.append(DeviceStream([miniaudio.Backend.NULL]))
        return self.made[-1]


def _no_card() -> DeviceStream:
    raise NoDeviceError("none")


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Loud:
    found = Loud()
    monkeypatch.setattr(film_sound, "DeviceStream", found)
    monkeypatch.setattr(film_sound, "film_sound", _mixed)
    return found


def _mixed(*_: object) -> Samples:
    return np.full((96_000, 2), 1000, np.int16)


@pytest.fixture
def document(look: None, tmp_path: Path) -> Iterator[Document]:
    """Two seconds with a sound."""
    opened = open_small(tmp_path, 2)
    sound = AudioClip(id="sound", media="asset:sounds/calm-dialogue.opus")
    project = in_composition(opened.project, "main", lambda film: film.model_copy(update={"audio": (sound,)}))
    opened.history.do(StepName("step.music"), project)
    yield opened
    opened.close()


@pytest.fixture
def player(card: Loud, document: Document) -> Iterator[Player]:
    stage = Stage(document)
    made = Player(stage, stage)
    yield made
    made.close()
    bridge().close()


def _ready(qtbot: QtBot, player: Player) -> None:
    qtbot.waitUntil(lambda: player.sound.player.has_sound, timeout=WAIT)


def test_the_playhead_follows_the_card(qtbot: QtBot, player: Player, document: Document) -> None:
    _ready(qtbot, player)
    player.play()
    qtbot.waitUntil(lambda: player.sound.player.has_device, timeout=WAIT)
    stage = player.parent()
    assert isinstance(stage, Stage)
    qtbot.waitUntil(lambda: stage.frame > 10, timeout=WAIT)
    before = player.sound.player.time()
    player._tick()
    frame = stage.composition.rate_exact.frame_at
    assert frame(before) <= stage.frame <= frame(player.sound.player.time())
    assert not player.sound.is_silent
    qtbot.waitUntil(lambda: not player.playing, timeout=WAIT)
    assert stage.frame == stage.composition.frame_count - 1


def test_a_range_is_repeated(qtbot: QtBot, player: Player) -> None:
    stage = player.parent()
    assert isinstance(stage, Stage)
    stage.set_range((10, 16))
    player.set_loop(True)
    seen: list[int] = []
    stage.moved.connect(lambda: seen.append(stage.frame))
    player.play()
    qtbot.waitUntil(lambda: sum(b < a for a, b in pairwise(seen)) >= 2, timeout=WAIT)
    player.pause()
    assert set(seen) <= set(range(10, 16))


def test_without_a_card_it_plays_in_silence_and_says_so(
    qtbot: QtBot, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film_sound, "DeviceStream", _no_card)
    _ready(qtbot, player)
    stage = player.parent()
    assert isinstance(stage, Stage)
    player.play()
    qtbot.waitUntil(lambda: player.sound.is_silent and stage.frame > 5, timeout=WAIT)
    player.pause()


def test_a_card_that_goes_is_told_and_the_film_goes_on(qtbot: QtBot, player: Player, card: Loud) -> None:
    _ready(qtbot, player)
    stage = player.parent()
    assert isinstance(stage, Stage)
    player.set_loop(True)  # however late the card comes
    player.play()
    qtbot.waitUntil(lambda: player.sound.player.has_device and stage.frame > 3, timeout=WAIT)
    with qtbot.waitSignal(player.changed, timeout=WAIT):
        card.made[0]._stopped()
    assert player.sound.is_silent
    seen = [stage.frame]
    stage.moved.connect(lambda: seen.append(stage.frame))
    qtbot.waitUntil(lambda: any(b > a + 3 for a, b in combinations(seen, 2)), timeout=WAIT)


def test_backwards_ends_at_the_beginning(qtbot: QtBot, player: Player) -> None:
    stage = player.parent()
    assert isinstance(stage, Stage)
    stage.seek(12)
    player.faster(-1)
    qtbot.waitUntil(lambda: not player.playing, timeout=WAIT)
    assert stage.frame == 0
