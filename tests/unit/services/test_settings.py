"""Settings: kept, tolerant of any file, never raising at the start."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.base.errors import StudioError
from studio.services.settings import (
    MOST_RECENT,
    Settings,
    SettingsStore,
    load_settings,
    save_settings,
    settings_path,
)


@pytest.fixture(autouse=True)
def own_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HIWAR_CONFIG_DIR", str(tmp_path))
    return tmp_path


def test_the_first_start_has_the_defaults() -> None:
    assert load_settings() == (Settings(), None)


def test_what_is_changed_is_there_at_the_next_start(tmp_path: Path) -> None:
    store = SettingsStore()
    heard: list[Settings] = []
    store.listen(heard.append)
    store.change(language="ar", scheme="high-contrast", scale=2.0, digits="arab")
    store.put(store.value.with_recent(tmp_path / "فيلم.hiwar", "فيلم", 5.0))
    assert len(heard) == 2
    assert load_settings() == (store.value, None)
    assert store.value.recent[0].name == "فيلم"
    store.change(language="ar")
    assert len(heard) == 2, "nothing changed"


def test_values_out_of_range_change_nothing() -> None:
    store = SettingsStore()
    with pytest.raises(ValueError, match="scale"):
        store.change(scale=9.0)
    with pytest.raises(ValueError, match="langage"):
        store.change(langage="ar")
    assert store.value == Settings()
    assert not settings_path().exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'"x"'])
def test_a_damaged_file_is_kept_aside_and_told(content: bytes, tmp_path: Path) -> None:
    settings_path().write_bytes(content)
    loaded, trouble = load_settings()
    assert loaded == Settings()
    assert trouble is not None
    assert Path(trouble.kept).read_bytes() == content
    assert not settings_path().exists()


def test_one_senseless_value_does_not_take_the_others_along() -> None:
    settings_path().write_text(json.dumps({"language": "ar", "scale": "huge", "recent": [{"path": 3}]}))
    loaded, trouble = load_settings()
    assert loaded.language == "ar"
    assert loaded.scale == 1
    assert trouble is not None
    assert trouble.fields == ("recent", "scale")


def test_what_a_newer_version_wrote_is_kept() -> None:
    settings_path().write_text(json.dumps({"language": "ar", "future": {"x": 1}}))
    loaded, trouble = load_settings()
    assert trouble is None
    save_settings(loaded.changed(scheme="dark"))
    assert json.loads(settings_path().read_text())["future"] == {"x": 1}


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(sorted(Settings.model_fields)), junk))
def test_the_program_starts_whatever_stands_in_the_file(data: dict[str, Any]) -> None:
    settings_path().write_text(json.dumps(data))
    loaded, _ = load_settings()
    save_settings(loaded)
    assert load_settings() == (loaded, None)


def test_a_place_that_cannot_be_written_to_is_told_and_the_change_holds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HIWAR_CONFIG_DIR", str(tmp_path / "file" / "below"))
    told: list[StudioError] = []
    store = SettingsStore(told.append)
    assert store.trouble is not None
    store.change(language="en")
    assert store.value.language == "en"
    assert len(told) == 1


def test_recent_projects_are_named_once_and_are_not_too_many(tmp_path: Path) -> None:
    value = Settings()
    for number in [*range(MOST_RECENT + 5), 3]:
        value = value.with_recent(tmp_path / f"{number}.hiwar")
    assert len(value.recent) == MOST_RECENT
    assert value.recent[0].path == str(tmp_path / "3.hiwar")
    assert len({one.path for one in value.recent}) == MOST_RECENT
