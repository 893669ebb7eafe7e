"""The compiled part: made from its source, or left out with a reason."""

import ctypes
import shutil
import sys
from pathlib import Path

import pytest

from resources.tools.build_native import COMPILERS, LIBRARY, SOURCE, build
from studio.encode import planes

compiler = pytest.mark.skipif(not any(map(shutil.which, COMPILERS)), reason="there is no C compiler")


def test_what_is_built_is_what_is_loaded() -> None:
    assert LIBRARY == planes.LIBRARY
    assert planes.LIBRARY.with_name("planes.c") == SOURCE


@compiler
def test_the_source_compiles_whole_and_once(tmp_path: Path) -> None:
    library = tmp_path / "made.so"
    assert build(SOURCE, library) is None
    assert ctypes.CDLL(str(library)).hiwar_planes_version() > 0
    before = library.stat().st_mtime_ns
    assert build(SOURCE, library) is None
    assert library.stat().st_mtime_ns == before, "it is newer than its source"
    assert [path.name for path in tmp_path.iterdir()] == ["made.so"]


@compiler
def test_a_source_that_does_not_compile_leaves_nothing_but_the_reason(tmp_path: Path) -> None:
    source, library = tmp_path / "broken.c", tmp_path / "broken.so"
    source.write_text("int planes(void) { return sixteen; }", "utf-8")
    reason = build(source, library)
    assert reason is not None
    assert "sixteen" in reason
    assert [path.name for path in tmp_path.iterdir()] == ["broken.c"]


def test_without_a_compiler_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    assert build(SOURCE, tmp_path / "none.so") == "no C compiler was found"


@pytest.mark.parametrize("content", [b"", b"no library", None])
def test_a_library_that_is_none_is_left_alone(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "planes.so"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(planes, "LIBRARY", path)
    planes.compiled_conversion.cache_clear()
    try:
        assert planes.compiled_conversion() is None
    finally:
        planes.compiled_conversion.cache_clear()


@compiler
@pytest.mark.skipif(sys.platform == "win32", reason="a loaded library stays open there")
def test_a_library_of_other_sources_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, path = tmp_path / "other.c", tmp_path / "other.so"
    source.write_text("int hiwar_planes_version(void) { return 999; }", "utf-8")
    assert build(source, path) is None
    monkeypatch.setattr(planes, "LIBRARY", path)
    planes.compiled_conversion.cache_clear()
    try:
        assert planes.compiled_conversion() is None
    finally:
        planes.compiled_conversion.cache_clear()
