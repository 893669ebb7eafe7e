"""The manual: its pictures are there, all of them are used, and both languages show the same."""

import re
from pathlib import Path

from PIL import Image

from studio.gui.action_table import ACTIONS

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual"
LANGUAGES = ("ar", "en")
VIEWS = (
    *("start", "workspace", "captions", "styles", "find"),
    *("brand", "preflight", "batch", "export", "settings"),
)
SIZES = {"1366x768": (1366, 768), "1920x1080": (1920, 1080), "200-percent": (1920, 1080)}


def used(language: str) -> set[str]:
    text = (MANUAL / f"{language}.md").read_text(encoding="utf-8")
    return set(re.findall(r"\(pictures/([^)]+)\)", text))


def parts(language: str) -> tuple[int, int, set[str]]:
    """How many sections and entries there are, and the keys that are named."""
    text = (MANUAL / f"{language}.md").read_text(encoding="utf-8")
    keys = set(re.findall(r"(?<![A-Za-z+])(?:(?:Ctrl|Alt|Shift)\+(?:Shift\+)?[A-Za-z0-9]+|F\d+)", text))
    return len(re.findall(r"^## ", text, re.MULTILINE)), len(re.findall(r"^- ", text, re.MULTILINE)), keys


def test_both_languages_say_the_same() -> None:
    assert parts("ar") == parts("en")


def test_every_key_is_one_of_the_window() -> None:
    keys = {action.keys for action in ACTIONS}
    of_texts_and_drags = {"Shift+Enter", "Ctrl+Enter", "Ctrl+Shift"}
    assert parts("en")[2] - of_texts_and_drags <= keys


def test_every_picture_is_there_and_used() -> None:
    there = {path.name for path in (MANUAL / "pictures").iterdir()}
    assert used("ar") | used("en") == there
    assert {name.replace("-ar-", "-en-") for name in used("ar")} == used("en")


def test_pictures_have_the_size_that_they_are_named_after() -> None:
    for view in VIEWS:
        for language in LANGUAGES:
            for scheme in ("dark", "light"):
                for name, size in SIZES.items():
                    with Image.open(
                        MANUAL / "pictures" / f"{view}-{language}-{scheme}-{name}.webp"
                    ) as picture:
                        assert picture.size == size
