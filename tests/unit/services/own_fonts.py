"""Fonts as people bring them: small ones, under names of their own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from studio.base.paths import assets_dir


def own_font(
    path: Path, family: str = "Our Own", fs_type: int = 0, change: Callable[[Any], None] = lambda font: None
) -> Path:
    """Qahiri (classical kufi, no vowel marks) under another name and licence, changed at will."""
    font = TTFont(assets_dir() / "fonts" / "qahiri" / "qahiri-400.ttf", recalcTimestamp=False)
    font["OS/2"].fsType = fs_type
    for code, name in ((1, family), (4, family), (16, family)):
        font["name"].setName(name, code, 3, 1, 0x409)
    change(font)
    path.parent.mkdir(parents=True, exist_ok=True)
    font.save(path)
    return path
