"""The window's look: contrast in every scheme, icons that exist and mirror, sizes at every scale."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

import studio.gui
from studio.base import color
from studio.gui.action_table import ACTIONS
from studio.gui.i18n import translator
from studio.gui.main_window import MainWindow
from studio.gui.theme.icons import pixmap, window_icons
from studio.gui.theme.palettes import CLIPS, PALETTES, Palette
from studio.gui.theme.theme import px, theme

GROUNDS = ("window", "panel", "raised", "field")
CODE = [file.read_text("utf-8") for file in Path(next(iter(studio.gui.__path__))).rglob("*.py")]


def contrast(one: str, other: str) -> float:
    return color.contrast(_rgba(one), _rgba(other))


def _rgba(hex: str) -> color.Rgba:
    return color.Rgba(int(hex[1:3], 16), int(hex[3:5], 16), int(hex[5:7], 16))


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_text_can_be_read_on_every_ground(palette: Palette) -> None:
    pairs = [("text", "chosen"), *itertools.product(("text", "muted"), GROUNDS)]
    for role, ground in pairs:
        assert contrast(palette.color(role), palette.color(ground)) >= 5.2, (role, ground)
    assert contrast(palette.on_accent, palette.accent) >= 4.5


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_marks_stand_out_from_their_grounds(palette: Palette) -> None:
    for role, ground in itertools.product(("focus", "ok", "warn", "error", "accent"), ("window", "panel")):
        assert contrast(palette.color(role), palette.color(ground)) >= 3.6, (role, ground)


def test_names_on_clips_can_be_read() -> None:
    for ground in CLIPS.values():
        assert contrast("#FFFFFF", ground) >= 5.2, ground


def test_every_icon_that_is_asked_for_exists() -> None:
    asked = {action.icon for action in ACTIONS if action.icon}
    for code in CODE:
        asked |= set(re.findall(r"(?:set_icon|draw_icon|pixmap)\(\s*[\w.]+,\s*\"([a-z0-9-]+)\"", code))
    assert sorted(asked - set(window_icons())) == []


def test_every_icon_of_the_window_is_used() -> None:
    asked = {action.icon for action in ACTIONS if action.icon}
    named = {name for code in CODE for name in re.findall(r"\"([a-z0-9-]+)\"", code)}
    assert sorted(set(window_icons()) - asked - named) == []


def drawn(name: str) -> NDArray[np.int16]:
    """How much of each pixel an icon covers, 0 … 255."""
    image = pixmap(name, "#FFFFFF", 48).toImage().convertToFormat(QImage.Format.Format_Alpha8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(48, image.bytesPerLine())
    return rows[:, :48].astype(np.int16)


def alike(one: NDArray[np.int16], other: NDArray[np.int16]) -> bool:
    return bool(np.abs(one - other).mean() < 2)


def test_icons_that_point_mirror_and_transport_does_not(look: None) -> None:
    translator().switch("en")
    before = {
        name: drawn(name) for name in ("chevron-left", "arrow-back-up", "player-play", "clock", "search")
    }
    translator().switch("ar")
    for name in ("chevron-left", "arrow-back-up"):
        assert alike(drawn(name), before[name][:, ::-1]), name
        assert not alike(drawn(name), before[name]), name
    for name in ("player-play", "clock", "search"):
        assert alike(drawn(name), before[name]), name


def test_a_theme_is_changed_while_the_window_is_open(window: MainWindow, qapp: QApplication) -> None:
    grounds = []
    for scheme in ("dark", "light", "contrast"):
        theme().choose(scheme)
        grounds.append(window.grab().toImage().pixelColor(4, 200).name())
    assert grounds == [QColor(PALETTES[one].window).name() for one in ("dark", "light", "contrast")]


def test_everything_grows_with_the_scale(window: MainWindow) -> None:
    small = window.start.gallery.tiles[0].sizeHint()
    theme().choose(scale=2.0)
    assert px(8) == 16
    assert window.start.gallery.tiles[0].sizeHint().height() == small.height() * 2
    assert theme().font().pixelSize() == 28, "Arabic stands one larger"
    assert window.start.language_button.sizeHint().height() >= px(30)
    assert window.minimumSizeHint().width() <= 1920


def test_the_window_is_usable_at_its_smallest(window: MainWindow) -> None:
    window.resize(960, 540)
    assert (window.width(), window.height()) == (960, 540)
    tile = window.start.gallery.tiles[0]
    assert tile.visibleRegion().boundingRect().height() > 200
