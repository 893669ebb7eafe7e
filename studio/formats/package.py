"""Project packages: one zip (`.hiwarz`) with project.json, media/ and fonts/.

A package comes from strangers.  Nothing of it is written before all its names are checked, what comes out is
counted while it is unpacked, and a package that fails leaves nothing behind.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import IO

from msgspec import Struct

from studio.base.errors import DocumentError, InputError, Mistake, StudioError
from studio.base.files import output_error, sync_folder, written_aside
from studio.base.paths import cache_dir
from studio.formats.project_file import (
    PROJECT_NAME,
    OpenedProject,
    load_project,
    project_bytes,
)
from studio.formats.safe_paths import inside, problem_of, same_file_key
from studio.model.project import ASSET, FontFile, Media, Project

PACKAGE_SUFFIX = ".hiwarz"


class PackageLimits(Struct, frozen=True):
    """What a package may hold.

    A member that swells more than `ratio` times is a bomb (films and pictures hardly shrink at all, project
    files about 20 times); what stays small is let pass.
    """

    members: int = 5_000
    member_bytes: int = 4 << 30
    total_bytes: int = 10 << 30
    ratio: int = 200
    ratio_from_bytes: int = 16 << 20


LIMITS = PackageLimits()
_CHUNK = 1 << 20
_STORED_SUFFIXES = frozenset(
    {
        ".png",
        ".jpg",
        ".jpeg",
        ".webp",
        ".gif",
        ".avif",
        ".mp4",
        ".mov",
        ".webm",
        ".mkv",
        ".m4a",
        ".mp3",
        ".ogg",
        ".opus",
    }
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def file_digest(path: Path) -> str:
    """blake2b-128 of a file's content, in hex.  Raises OSError."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def pack(opened: OpenedProject, package: Path) -> Project:
    """Write a project with its own media and fonts into one zip; gives the project as packed.

    Bundled files (`asset:`) stay out.  The same project gives the same bytes.
    Raises DocumentError when files are missing (all of them named), OutputError.
    """
    files: dict[str, Path] = {}
    mistakes: list[Mistake] = []
    media = []
    for index, item in enumerate(opened.project.media):
        packed = item
        if not item.path.startswith(ASSET):
            source = _own_file(opened.folder, item.path, f"media.{index}.path", mistakes)
            if source is not None:
                name = _free_name(f"media/{item.id}{source.suffix.lower()}", index, files)
                files[name] = source
                packed = Media(id=item.id, path=name, digest=file_digest(source))
        media.append(packed)
    fonts = []
    for index, font in enumerate(opened.project.fonts):
        source = _own_file(opened.folder, font.path, f"fonts.{index}.path", mistakes)
        if source is not None:
            name = _free_name(f"fonts/{source.name}", index, files)
            files[name] = source
            fonts.append(font.model_copy(update={"path": name, "digest": file_digest(source)}))
    if mistakes:
        raise DocumentError(str(opened.file), mistakes)
    project = opened.project.model_copy(update={"media": tuple(media), "fonts": tuple(fonts)})
    with written_aside(package) as target, zipfile.ZipFile(target, "w") as archive:
        add_member(archive, PROJECT_NAME, project_bytes(project))
        for name, source in sorted(files.items()):
            add_member(archive, name, source)
    return project


def _free_name(name: str, index: int, taken: Iterable[str]) -> str:
    """The name, or a plain numbered one where another file has it or a system would refuse it."""
    if problem_of(name) is None and same_file_key(name) not in map(same_file_key, taken):
        return name
    folder, _, file = name.rpartition("/")
    suffix = PurePosixPath(file).suffix
    plain = f"{folder}/file-{index + 1}"
    return f"{plain}{suffix}" if problem_of(plain + suffix) is None else plain


def _own_file(folder: Path, path: str, where: str, mistakes: list[Mistake]) -> Path | None:
    source = inside(folder, path)
    if source is None or not source.is_file():
        mistakes.append(Mistake(where, f"the file '{path}' is missing"))
        return None
    return source


def add_member(archive: zipfile.ZipFile, name: str, content: bytes | Path) -> None:
    """Writes a file into a package: the same content gives the same bytes.  Raises OSError."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    stored = PurePosixPath(name).suffix.lower() in _STORED_SUFFIXES
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    if isinstance(content, bytes):
        archive.writestr(info, content)
        return
    info.file_size = content.stat().st_size
    with content.open("rb") as source, archive.open(info, "w") as target:
        shutil.copyfileobj(source, target, _CHUNK)


def _refusal(message: str, package: Path, member: str = "") -> InputError:
    where = f"{package}: {member!r}" if member else str(package)
    return InputError(message, "the package is damaged or not meant well; ask for a new one", where)


def _check(members: Sequence[zipfile.ZipInfo], package: Path, limits: PackageLimits, needed: str) -> None:
    """Everything that can be seen without unpacking.  Raises InputError."""
    if len(members) > limits.members:
        raise _refusal(
            f"the package holds {len(members)} files; at most {limits.members} are allowed", package
        )
    files: set[str] = set()
    folders: set[str] = set()
    for member in members:
        name = member.filename
        is_folder = name.endswith("/")
        # Python turns the separators of its own system into '/' and cuts names at NUL: judge what is written.
        problem = problem_of(member.orig_filename.removesuffix("/")) or problem_of(name.removesuffix("/"))
        if problem:
            raise _refusal(problem, package, name)
        if member.flag_bits & 0x41:
            raise _refusal("the package is encrypted", package, name)
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFDIR if is_folder else stat.S_IFREG):
            raise _refusal("the package holds a link or device instead of a file", package, name)
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _refusal("a file is compressed in an unknown way", package, name)
        if member.file_size > limits.member_bytes:
            size = limits.member_bytes >> 30
            raise _refusal(f"a file is larger than {size} GiB", package, name)
        key = same_file_key(name.removesuffix("/"))
        if is_folder:
            folders.add(key)
            continue
        if key in files:
            raise _refusal("two files have the same name", package, name)
        files.add(key)
        folders.update(key.rsplit("/", depth)[0] for depth in range(1, key.count("/") + 1))
    if files & folders:
        raise _refusal("a file and a folder have the same name", package, min(files & folders))
    if sum(member.file_size for member in members) > limits.total_bytes:
        raise _refusal(f"the package unpacks to more than {limits.total_bytes >> 30} GiB", package)
    if needed not in files:
        raise _refusal(f"there is no {needed} in the package", package)


class _Counter:
    """Counts what really comes out, whatever the package says about itself."""

    def __init__(self, package: Path, limits: PackageLimits) -> None:
        self._package = package
        self._limits = limits
        self._total = 0

    def copy(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: IO[bytes]) -> None:
        size = 0
        limits = self._limits
        with archive.open(member) as source:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                self._total += len(chunk)
                if size > limits.member_bytes or self._total > limits.total_bytes:
                    raise _refusal(
                        "the package unpacks to more than is allowed", self._package, member.filename
                    )
                if size > limits.ratio_from_bytes and size > limits.ratio * max(1, member.compress_size):
                    raise _refusal(
                        f"a file swells more than {limits.ratio} times when unpacked",
                        self._package,
                        member.filename,
                    )
                target.write(chunk)


def unpack(package: Path, folder: Path, limits: PackageLimits, needed: str = PROJECT_NAME) -> None:
    """Unpacks what a stranger sent into a folder that is there and empty.

    needed: the file without which it is no such package.  Raises InputError for what is hostile or damaged
    (what has been unpacked by then lies in the folder), OSError.
    """
    try:
        with zipfile.ZipFile(package) as archive:
            members = archive.infolist()
            _check(members, package, limits, needed)
            counter = _Counter(package, limits)
            for member in members:
                if member.is_dir():
                    continue
                target = folder / PurePosixPath(member.filename)
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as file:
                    counter.copy(archive, member, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError, ValueError) as error:
        raise _refusal(f"this is no readable package ({error})", package) from error


def _check_digests(opened: OpenedProject) -> None:
    mistakes = []
    listed: list[tuple[str, Media | FontFile]]
    listed = [(f"media.{index}", item) for index, item in enumerate(opened.project.media)]
    listed += [(f"fonts.{index}", font) for index, font in enumerate(opened.project.fonts)]
    for where, item in listed:
        if item.path.startswith(ASSET):
            continue
        file = inside(opened.folder, item.path)
        if file is None or not file.is_file():
            mistakes.append(Mistake(f"{where}.path", f"the file '{item.path}' is not in the package"))
        elif item.digest is not None and file_digest(file) != item.digest:
            mistakes.append(
                Mistake(f"{where}.digest", f"the file '{item.path}' is not the one that was packed")
            )
    if mistakes:
        raise DocumentError(str(opened.file), mistakes)


def open_package(package: Path, into: Path | None = None, limits: PackageLimits = LIMITS) -> OpenedProject:
    """Unpack a package and open the project in it.

    into: a folder that does not exist yet; None: a folder of the cache named by the package's content, which
    is used again the next time.

    Raises InputError for what is no package, is hostile or damaged (nothing is left behind), DocumentError
    for mistakes in the project, OutputError when the folder cannot be written.
    """
    try:
        if os.path.lexists(package) and not package.is_file():
            raise InputError("this is no file", "A package is one .hiwarz file.", str(package))
        if into is None:
            folder = cache_dir() / "packages" / file_digest(package)
            if folder.is_dir():
                with contextlib.suppress(InputError):
                    return load_project(folder)
                shutil.rmtree(folder)  # somebody changed it; the package is the truth
            folder.parent.mkdir(parents=True, exist_ok=True)
        else:
            folder = into
    except FileNotFoundError as error:
        raise InputError("there is no such file", "check the path", str(package)) from error
    except OSError as error:
        raise InputError(f"the package cannot be read: {error.strerror}", where=str(package)) from error
    if folder.exists():
        raise InputError("the folder to unpack into exists already", "choose another one", str(folder))
    aside = folder.with_name(f".{folder.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        aside.mkdir()
        unpack(package, aside, limits)
        _check_digests(load_project(aside))
        aside.rename(folder)
        sync_folder(folder.parent)
    except StudioError as error:
        error.where = error.where.replace(str(aside), str(package))
        raise
    except OSError as error:
        if not os.path.lexists(package):
            raise InputError("there is no such file", "check the path", str(package)) from error
        if into is None and folder.is_dir():
            return load_project(folder)  # another process was faster
        raise output_error(error, folder) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return load_project(folder)


def open_project(path: Path) -> OpenedProject:
    """Open a project in any of its three forms: folder, JSON file, package.

    Raises InputError, DocumentError.
    """
    return open_package(path) if path.suffix == PACKAGE_SUFFIX else load_project(path)
