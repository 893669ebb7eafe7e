"""Writing files so that there is never half of one: aside, flushed to the disk, renamed over the old one."""

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from studio.base.errors import OutputError

_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space or choose another disk, then start again."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space or choose another disk, then start again."),
    errno.EROFS: ("this place cannot be written to: the disk is read-only", "Choose another folder."),
    errno.EACCES: ("this place cannot be written to", "Choose another folder, or change its permissions."),
    errno.EPERM: ("this place cannot be written to", "Choose another folder, or change its permissions."),
    errno.ENOENT: ("there is no such folder", "Make it first, or choose another."),
    errno.ENOTDIR: ("what should be a folder is a file", "Check the path."),
    errno.EISDIR: ("there is a folder of that name", "Choose another name."),
    errno.ENAMETOOLONG: ("this name is too long", "Choose a shorter one."),
}

_LONGEST_NAME = 48
"""Characters of up to four bytes; a file name may have 255 bytes in all."""


def output_error(error: OSError, where: str | Path) -> OutputError:
    """The system's refusal to write as an error that people can act on."""
    reason, hint = _REASONS.get(
        error.errno or 0, (f"it cannot be written: {error.strerror or error}", "Choose another place.")
    )
    return OutputError(reason, hint, str(where))


def check_no_file_there(folder: Path) -> None:
    """Names the file that stands where `folder` or one that it lies in should be.  Raises OutputError."""
    found = next((one for one in (folder, *folder.parents) if os.path.lexists(one)), None)
    if found is not None and not found.is_dir():
        raise output_error(NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)), found)


@contextlib.contextmanager
def output_errors(where: str | Path) -> Iterator[None]:
    """Turn the system's refusals to write into OutputError about `where`."""
    try:
        yield
    except OSError as error:
        raise output_error(error, where) from error


def part_path(path: Path) -> Path:
    """Where `path` is written before it is finished: beside it, hidden, and another one at every call."""
    name = path.name
    if len(name) > _LONGEST_NAME:
        name = name[:_LONGEST_NAME] + hashlib.blake2b(os.fsencode(name), digest_size=4).hexdigest()
    return path.with_name(f".{name}.{secrets.token_hex(4)}.part")


def put_in_place(part: Path, path: Path) -> None:
    """Give a finished part its name, once the system has written it: a power cut cannot leave it empty.

    Raises OutputError; the old file stays then.
    """
    with output_errors(path):
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)


@contextlib.contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """A path to be written to by whoever likes, which takes the place of `path` when the block ends well, and
    vanishes otherwise.  Raises OutputError, at once where the place cannot be written to."""
    part = part_path(path)
    try:
        with output_errors(path):
            part.touch()  # says what is wrong with the place in the system's own words
        yield part
        put_in_place(part, path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def written_aside(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of `path` when the block ends well, and vanishes otherwise.

    Raises OutputError for what the system refuses; the old file stays then.
    """
    with part_of(path) as part, output_errors(path), part.open("wb") as file:
        yield file


def write_file(path: Path, content: bytes | memoryview) -> None:
    """Write the whole file or nothing.  Raises OutputError."""
    with written_aside(path) as file:
        file.write(content)


def sync_folder(folder: Path) -> None:
    """Flush a folder's list of names, so that a rename survives a power cut (where the system can)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
