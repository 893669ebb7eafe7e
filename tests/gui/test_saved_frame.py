"""The frame at the playhead as a picture, and what the window says of it."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.gui.widgets.toast import Toast
from tests.gui.conftest import WAIT
from tests.gui.edited import LEFT, film, workspace_of


def test_a_saved_frame_is_told_with_its_folder(
    qtbot: QtBot, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("studio.gui.export.telling.open_folder", opened.append)
    with workspace_of(qtbot, tmp_path, film([], (160, 90))) as space:
        toast = Toast(space.window())
        space.exporting.write_frame(tmp_path / "لقطة 2.0")
        qtbot.waitUntil(toast.isVisible, timeout=WAIT)
        saved = tmp_path / "لقطة 2.0.png"
        assert saved.name in toast.message.text()
        with Image.open(saved) as picture:
            assert picture.size == (160, 90)
        QTest.mouseClick(toast.button, LEFT)
        assert opened == [saved]
