"""Packages are made by the tests themselves, byte by byte where a zip library would refuse."""

import json
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from studio.base.errors import DocumentError, InputError
from studio.formats.package import LIMITS, PackageLimits, open_package, open_project, pack
from studio.formats.project_file import OpenedProject, load_project, save_project
from studio.model.project import Project

COMPOSITION = {
    "size": {"width": 16, "height": 16},
    "duration": 1,
    "layers": [{"type": "image", "id": "a", "media": "photo"}],
}
MINIMAL = json.dumps(
    {
        "schema": "hiwar-project",
        "schema_version": 1,
        "compositions": [{**COMPOSITION, "layers": []}],
    }
)


@pytest.fixture
def opened(tmp_path: Path) -> OpenedProject:
    folder = tmp_path / "film.hiwar"
    project = Project.model_validate(
        {
            "schema": "hiwar-project",
            "compositions": [COMPOSITION],
            "media": [
                {"id": "photo", "path": "صور/قاعة.PNG"},
                {"id": "PHOTO", "path": "other.png"},
                {"id": "con", "path": "third"},
                {"id": "bed", "path": "asset:sounds/bed.wav"},
            ],
            "fonts": [{"path": "my font.ttf"}],
        }
    )
    save_project(project, folder)
    (folder / "صور").mkdir()
    (folder / "صور" / "قاعة.PNG").write_bytes(b"picture")
    (folder / "other.png").write_bytes(b"other picture")
    (folder / "third").write_bytes(b"third")
    (folder / "my font.ttf").write_bytes(b"font")
    return load_project(folder)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return tmp_path / "package.hiwarz"


def _refused(package: Path, limits: PackageLimits = LIMITS) -> InputError:
    """The error of opening a package, after making sure that nothing of it was left behind."""
    folder = package.parent / "into"
    before = set(package.parent.rglob("*"))
    with pytest.raises(InputError) as caught:
        open_package(package, folder, limits)
    assert set(package.parent.rglob("*")) == before
    assert ".part" not in str(caught.value)
    return caught.value


def _write(package: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> None:
    with warnings.catch_warnings(), zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore", UserWarning)  # zipfile warns of names that stand twice
        archive.writestr("project.json", MINIMAL)
        for name, content in members:
            archive.writestr(name, content)


def _info(name: str, change: Callable[[zipfile.ZipInfo], None]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    change(info)
    return info


def test_a_packed_project_opens_elsewhere_with_its_files(
    opened: OpenedProject, package: Path, tmp_path: Path
) -> None:
    packed = pack(opened, package)
    again = open_package(package, tmp_path / "into")
    assert again.project == packed
    assert again.project.compositions == opened.project.compositions
    assert again.file_of("photo").read_bytes() == b"picture"
    assert again.file_of("PHOTO").read_bytes() == b"other picture"
    assert again.file_of("con").read_bytes() == b"third"
    assert (again.folder / again.project.fonts[0].path).read_bytes() == b"font"
    assert again.project.media[3].path == "asset:sounds/bed.wav"
    assert again.project.media[0].digest is not None


def test_packing_twice_gives_the_same_bytes(opened: OpenedProject, package: Path, tmp_path: Path) -> None:
    pack(opened, package)
    pack(opened, tmp_path / "again.hiwarz")
    assert package.read_bytes() == (tmp_path / "again.hiwarz").read_bytes()


def test_packing_names_all_missing_files_and_writes_nothing(opened: OpenedProject, package: Path) -> None:
    (opened.folder / "other.png").unlink()
    (opened.folder / "my font.ttf").unlink()
    with pytest.raises(DocumentError) as caught:
        pack(opened, package)
    assert [mistake.path for mistake in caught.value.mistakes] == ["media.1.path", "fonts.0.path"]
    assert not package.exists()


def test_a_package_is_unpacked_into_the_cache_once(opened: OpenedProject, package: Path) -> None:
    pack(opened, package)
    first = open_project(package)
    stamp = first.file.stat().st_mtime_ns
    second = open_project(package)
    assert first == second
    assert second.file.stat().st_mtime_ns == stamp
    assert open_project(opened.folder) == opened
    first.file.write_bytes(b"damaged")
    assert open_project(package).project == first.project


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "a/../../evil",
        "/etc/evil",
        "C:/evil",
        "C:evil",
        "..\\evil",
        "\\\\host\\evil",
        "a\0b",
        "nul.txt",
    ],
)
def test_a_path_out_of_the_package_is_refused(package: Path, name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = info.orig_filename = name
    _write(package, (info, b"evil"))
    assert "path" in str(_refused(package)) or "device" in str(_refused(package))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK, stat.S_IFSOCK, stat.S_IFDIR])
def test_links_and_devices_are_refused(package: Path, kind: int) -> None:
    info = _info("media/link", lambda info: setattr(info, "external_attr", (kind | 0o777) << 16))
    _write(package, (info, b"/etc/passwd"))
    assert "link or device" in str(_refused(package))


def test_names_that_stand_twice_are_refused_whatever_their_case(package: Path) -> None:
    _write(package, ("media/a.png", b"1"), ("media/a.png", b"2"))
    assert "same name" in str(_refused(package))
    _write(package, ("media/\u00e9.png", b"1"), ("Media/E\u0301.png", b"2"))
    assert "same name" in str(_refused(package))
    _write(package, ("media", b"1"), ("media/a", b"2"))
    assert "same name" in str(_refused(package))


def test_too_many_members_are_refused(package: Path) -> None:
    _write(package, *((f"media/{index}", b"") for index in range(5_000)))
    assert "5001 files" in str(_refused(package))


def _patch_directory(package: Path, name: bytes, offset: int, value: bytes) -> None:
    """Change a field of a member's entry in the zip's central directory (APPNOTE 4.3.12)."""
    content = bytearray(package.read_bytes())
    at = content.index(name, content.index(b"PK\x01\x02")) - 46
    while content[at : at + 4] != b"PK\x01\x02":
        at = content.index(name, at + 47) - 46
    content[at + offset : at + offset + len(value)] = value
    package.write_bytes(content)


def test_a_member_that_declares_ten_gigabytes_is_refused_unread(package: Path) -> None:
    size = 10 << 30
    info = zipfile.ZipInfo("media/huge.bin")
    info.extra = struct.pack("<HHQ", 1, 8, size)  # zip64: the real size stands here
    _write(package, (info, b"small"))
    _patch_directory(package, b"media/huge.bin", 24, b"\xff\xff\xff\xff")
    with zipfile.ZipFile(package) as archive:
        assert archive.getinfo("media/huge.bin").file_size == size
    assert "larger than 4 GiB" in str(_refused(package))


def test_a_member_that_swells_while_unpacking_is_stopped(package: Path) -> None:
    _write(package, ("media/zeros.bin", bytes(40 << 20)))
    assert package.stat().st_size < 100_000
    assert "swells" in str(_refused(package))


def test_many_members_that_swell_together_are_stopped(package: Path) -> None:
    _write(package, *((f"media/{index}", bytes(1 << 20)) for index in range(5)))
    assert "unpacks to more" in str(_refused(package, replace(LIMITS, total_bytes=4 << 20)))
    assert "larger" in str(_refused(package, replace(LIMITS, member_bytes=1 << 19)))


def test_a_member_that_lies_about_its_size_is_refused(package: Path) -> None:
    _write(package, ("media/liar.bin", bytes(range(256)) * 40))
    _patch_directory(package, b"media/liar.bin", 24, struct.pack("<I", 10))
    assert "no readable package" in str(_refused(package))


def test_encrypted_members_are_refused(package: Path) -> None:
    _write(package, ("media/secret.bin", b"x"))
    _patch_directory(package, b"media/secret.bin", 8, struct.pack("<H", 1))
    assert "encrypted" in str(_refused(package))


def test_an_unknown_compression_is_refused(package: Path) -> None:
    info = _info("media/a", lambda info: setattr(info, "compress_type", zipfile.ZIP_LZMA))
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("project.json", MINIMAL)
        archive.writestr(info, b"x", zipfile.ZIP_LZMA)
    assert "unknown way" in str(_refused(package))


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_package_is_refused(package: Path, content: bytes) -> None:
    package.write_bytes(content)
    _refused(package)


def test_a_truncated_package_is_refused(opened: OpenedProject, package: Path) -> None:
    pack(opened, package)
    content = package.read_bytes()
    package.write_bytes(content[: len(content) // 2])
    _refused(package)


def test_a_damaged_member_is_refused(package: Path) -> None:
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("project.json", MINIMAL)
        archive.writestr("media/a.bin", b"ORIGINAL")
    package.write_bytes(package.read_bytes().replace(b"ORIGINAL", b"CHANGED!"))
    assert "no readable package" in str(_refused(package))


def test_a_package_whose_media_are_not_those_that_were_packed_is_refused(
    opened: OpenedProject, package: Path
) -> None:
    pack(opened, package)
    with zipfile.ZipFile(package) as archive:
        contents = {info.filename: archive.read(info) for info in archive.infolist()}
    contents["media/photo.png"] = b"another picture"
    with zipfile.ZipFile(package, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    assert "not the one that was packed" in str(_refused(package))


def test_a_mistaken_project_in_a_package_leaves_nothing_behind(package: Path) -> None:
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("project.json", MINIMAL.replace("layers", "lyers"))
    error = _refused(package)
    assert isinstance(error, DocumentError)
    assert "did you mean 'layers'" in str(error)
    assert str(package) in error.where


def test_an_existing_folder_is_not_written_over(package: Path, tmp_path: Path) -> None:
    _write(package)
    (tmp_path / "into").mkdir()
    assert "exists already" in str(_refused(package))


def test_a_missing_package_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        open_package(tmp_path / "none.hiwarz")
    with pytest.raises(InputError, match="no such file"):
        open_package(tmp_path / "none.hiwarz", tmp_path / "into")
