"""The manual as the program carries it: one Markdown file a language, sections in the same order in both."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from studio.base.paths import manual_dir
from studio.gui.i18n import WindowLanguage

TOPICS: Mapping[str, Mapping[WindowLanguage, str]] = MappingProxyType(
    {
        "start": {"ar": "أول فيلم", "en": "A first film"},
        "workspace": {"ar": "مساحة العمل", "en": "The workspace"},
        "captions": {"ar": "التسميات التوضيحية", "en": "Captions"},
        "insert": {"ar": "الإدراج", "en": "Insert"},
        "brand": {"ar": "الهوية البصرية", "en": "Brand"},
        "export": {"ar": "التصدير", "en": "Export"},
        "preflight": {"ar": "فحص قبل النشر", "en": "Preflight"},
        "sheet": {"ar": "دفعة من جدول", "en": "A batch"},
        "safety": {"ar": "عملك محفوظ", "en": "Your work"},
        "settings": {"ar": "الإعدادات", "en": "Settings"},
    }
)
"""What screens ask for, and how the heading of its section (`## …`) begins."""

_HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
_MARKUP = re.compile(r"^</?div[^>]*>\s*$", re.MULTILINE)
_OTHER_LANGUAGE = re.compile(r"^\[[^\]]+\]\((?:ar|en)\.md\)\s*$", re.MULTILINE)
_TABLE = re.compile(r"^\|.*\|\s*$\n?", re.MULTILINE)


class Manual(Struct, frozen=True):
    """text: Markdown without what only a page on the web needs.  headings: of its sections, in order."""

    text: str
    headings: tuple[str, ...]
    folder: Path
    language: WindowLanguage

    def section(self, topic: str) -> int:
        """The number of a topic's section, from 0; the first one for a topic without."""
        words = TOPICS.get(topic, {}).get(self.language, "")
        return next((at for at, one in enumerate(self.headings) if words and one.startswith(words)), 0)


@cache
def manual_in(language: WindowLanguage) -> Manual:
    """The manual in a language.  Raises OSError where the program's files are not complete."""
    folder = manual_dir()
    text = (folder / f"{language}.md").read_text("utf-8")
    for pattern in (_MARKUP, _OTHER_LANGUAGE, _TABLE):
        text = pattern.sub("", text)
    return Manual(text, tuple(_HEADING.findall(text)), folder, language)
