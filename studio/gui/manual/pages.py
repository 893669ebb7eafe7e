"""The manual as the program carries it: one Markdown file a language, sections in the same order in both."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from studio.base.paths import manual_dir
from studio.gui.i18n import WindowLanguage

TOPICS = ("start", "workspace", "export", "preflight", "sheet", "safety", "settings")
"""What the sections (`## …`) are about, in the files' order; tests hold both languages to it."""

_HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
_MARKUP = re.compile(r"^</?div[^>]*>\s*$", re.MULTILINE)
_OTHER_LANGUAGE = re.compile(r"^\[[^\]]+\]\((?:ar|en)\.md\)\s*$", re.MULTILINE)
_TABLE = re.compile(r"^\|.*\|\s*$\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Manual:
    """text: Markdown without what only a page on the web needs.  headings: of its sections, in order."""

    text: str
    headings: tuple[str, ...]
    folder: Path


@cache
def manual_in(language: WindowLanguage) -> Manual:
    """The manual in a language.  Raises OSError where the program's files are not complete."""
    folder = manual_dir()
    text = (folder / f"{language}.md").read_text("utf-8")
    for pattern in (_MARKUP, _OTHER_LANGUAGE, _TABLE):
        text = pattern.sub("", text)
    return Manual(text, tuple(_HEADING.findall(text)), folder)
