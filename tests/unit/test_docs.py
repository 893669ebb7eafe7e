"""The pages for contributors name files and names that there are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/contributing.md", "docs/flows.md")
CODE = "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "studio").rglob("*.py")))
TESTS = "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "tests").rglob("*.py")))

_FILE = re.compile(r"`((?:[\w-]+/)+[\w-]+\.(?:py|toml|md|json)|[\w-]+\.py)(?::[^`]*)?`")
_NAME = re.compile(r"`([A-Z][A-Za-z]*[a-z][A-Za-z]*|[A-Z][A-Z_]{3,})`")
_LINK = re.compile(r"\]\(([^)#:]+)\)")
_PLACEHOLDERS = re.compile(r"\b(NAME|KIND|XX|FILE|ID|TEMPLATE)\b")


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_a_page_names_is_there(name: str) -> None:
    named = {found for found in _FILE.findall(page(name)) if not _PLACEHOLDERS.search(found)}
    files = {path.relative_to(ROOT).as_posix() for top in ("studio", "tests", "docs", "resources", "presets")
             for path in (ROOT / top).rglob("*") if path.is_file()}  # fmt: skip
    assert sorted(one for one in named if not any(f"/{file}".endswith(f"/{one}") for file in files)) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_page_leads_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    assert [one for one in _LINK.findall(page(name)) if not (folder / one).exists()] == []


def test_every_class_and_table_that_the_contributors_page_names_is_there() -> None:
    named = set(_NAME.findall(page("docs/contributing.md"))) - {"KIND"}
    assert "WindowLanguage" in named
    assert sorted(one for one in named if not re.search(rf"\b{one}\b", CODE + TESTS)) == []
