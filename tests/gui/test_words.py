"""Words of the window: both languages complete, no key without words, no words without use."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import studio.gui
from studio.gui.action_table import ACTIONS, MENUS
from studio.gui.i18n import LANGUAGES, translator, words_of
from studio.presets.catalog import bundled

CODE = "\n".join(
    file.read_text("utf-8") for file in sorted(Path(next(iter(studio.gui.__path__))).rglob("*.py"))
)
USED_WHOLE = set(re.findall(r"[\"']([a-z][a-z0-9_]*(?:\.[a-z0-9_-]+)+)[\"']", CODE))
USED_BEGINNINGS = set(re.findall(r"f[\"']([a-z][a-z0-9_]*\.(?:[a-z0-9_]+\.)*[a-z0-9_]*)\{", CODE)) | set(
    re.findall(r"[\"']([a-z][a-z0-9_]*\.(?:[a-z0-9_]+\.)*)[\"'] \+", CODE)
)
"""`tr(f"mood.{…}")`, `tr("format." + …)`: every key that begins so may be used."""


def names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)[^}]*\}", text))


def forms(entry: str | Mapping[str, str]) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())


def test_both_languages_have_the_same_keys() -> None:
    assert set(words_of("ar")) == set(words_of("en"))


def test_every_key_in_code_has_words() -> None:
    asked = set(re.findall(r"\btr\(\s*[\"']([a-z0-9_.-]+)[\"']", CODE))
    assert asked, "the pattern finds the calls"
    assert sorted(asked - set(words_of("en"))) == []


def test_no_words_are_unused() -> None:
    unused = [
        key
        for key in words_of("en")
        if key not in USED_WHOLE and not any(key.startswith(part) for part in USED_BEGINNINGS)
    ]
    assert unused == []


def test_both_languages_take_the_same_arguments() -> None:
    for key, entry in words_of("en").items():
        english = set().union(*(names(text) for text in forms(entry)))
        arabic = set().union(*(names(text) for text in forms(words_of("ar")[key])))
        assert english == arabic, key


def test_arabic_words_are_arabic() -> None:
    for key, entry in words_of("ar").items():
        text = " ".join(forms(entry))
        has_letters = any(character.isalpha() for character in re.sub(r"\{\w*\}", "", text))
        is_name = entry == words_of("en")[key] and " " not in text  # one in both: English, YouTube
        if has_letters and not is_name:
            assert re.search(r"[\u0600-\u06FF]", text), f"{key}: {text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mood_of_a_template_has_a_name(language: str) -> None:
    catalog = bundled()
    moods = {catalog.template(id).mood for id in catalog.ids("templates")} - {""}
    assert [mood for mood in sorted(moods) if f"mood.{mood}" not in words_of("en")] == []


def test_every_action_has_a_name_in_both_languages_and_a_menu() -> None:
    for action in ACTIONS:
        assert action.english
        assert action.english.isascii()
        assert re.search(r"[\u0600-\u06FF]", action.arabic), action.id
        assert action.menu in MENUS
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_no_two_actions_share_their_keys() -> None:
    keys = [action.keys for action in ACTIONS if action.keys]
    assert sorted({one for one in keys if keys.count(one) > 1}) == []


def test_keys_without_control_belong_to_the_stage() -> None:
    """They would take letters from text fields otherwise."""
    for action in ACTIONS:
        bare = action.keys and not re.search(r"Ctrl|Alt|^F\d+$", action.keys)
        assert (action.where == "stage") == bool(bare), action.id


def test_counted_words_follow_the_number_in_the_window_digits() -> None:
    translator().switch("ar", "auto")
    assert translator().words("start.days_ago", {"count": 5}) == "قبل ٥ أيام"
    assert translator().words("start.days_ago", {"count": 2}) == "قبل يومين"
    translator().switch("ar", "latn")
    assert translator().words("start.days_ago", {"count": 5}) == "قبل 5 أيام"
    translator().switch("en", "auto")
    assert translator().words("start.days_ago", {"count": 5}) == "5 days ago"
    translator().switch("ar", "auto")


def test_names_of_people_are_isolated() -> None:
    said = translator().words("color.name", {"value": "(Red)"})
    assert "\u2068(Red)\u2069" in said
