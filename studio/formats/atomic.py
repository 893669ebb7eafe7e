"""Writing files so that there is never half of one: aside, flushed to the disk, renamed over the old one."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from studio.base.errors import OutputError

_REASONS = {
    errno.ENOSPC: ("the disk is full", "free some space, or choose another place"),
    errno.EDQUOT: ("the disk quota is used up", "free some space, or choose another place"),
    errno.EROFS: ("the disk is read-only", "choose another place"),
    errno.EACCES: ("writing there is not allowed", "choose another place, or change its permissions"),
    errno.EPERM: ("writing there is not allowed", "choose another place, or change its permissions"),
    errno.ENOENT: ("the folder does not exist", "make it first, or check the path"),
    errno.ENOTDIR: ("what should be its folder is a file", "check the path"),
    errno.EISDIR: ("there is a folder of that name", "choose another name"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
}


def output_error(error: OSError, path: Path) -> OutputError:
    """The system's error as one that people can act on."""
    reason, hint = _REASONS.get(error.errno or 0, (error.strerror or str(error), ""))
    return OutputError(f"cannot write: {reason}", hint, str(path))


def sync_folder(folder: Path) -> None:
    """Flush a folder's list of names, so that a rename survives a power cut (where the system can)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def written_aside(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of `path` when the block ends well, and vanishes otherwise.

    Raises OutputError for what the system refuses; the old file stays then.
    """
    aside = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        with aside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise output_error(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def write_file(path: Path, content: bytes) -> None:
    """Write the whole file or nothing.  Raises OutputError."""
    with written_aside(path) as file:
        file.write(content)
