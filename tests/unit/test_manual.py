"""The manual: its pictures are there, all of them are used, and both languages show the same."""

import re
from pathlib import Path

from PIL import Image

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual"
LANGUAGES = ("ar", "en")
SIZES = {"1366x768": (1366, 768), "1920x1080": (1920, 1080), "200-percent": (1920, 1080)}


def used(language: str) -> set[str]:
    text = (MANUAL / f"{language}.md").read_text(encoding="utf-8")
    return set(re.findall(r"\(pictures/([^)]+)\)", text))


def test_every_picture_is_there_and_used() -> None:
    there = {path.name for path in (MANUAL / "pictures").iterdir()}
    assert used("ar") | used("en") == there
    assert {name.replace("-ar-", "-en-") for name in used("ar")} == used("en")


def test_pictures_have_the_size_that_they_are_named_after() -> None:
    for view in ("start", "workspace", "export", "settings"):
        for language in LANGUAGES:
            for scheme in ("dark", "light"):
                for name, size in SIZES.items():
                    with Image.open(
                        MANUAL / "pictures" / f"{view}-{language}-{scheme}-{name}.webp"
                    ) as picture:
                        assert picture.size == size
