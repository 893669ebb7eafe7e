"""A lock file beside a project, against two windows that save over each other.

It says who holds it: process, computer, since when.  One whose process is gone is stale and is taken over;
on another computer nobody can tell, so people are asked.
"""

import contextlib
import getpass
import json
import os
import secrets
import socket
import time
from pathlib import Path

import psutil
from msgspec import Struct
from msgspec.structs import asdict

from studio.base.errors import InputError
from studio.base.files import output_error

_BEING_WRITTEN = 5.0
"""Seconds for which a lock file that says nothing yet counts as somebody's."""
_MOST_BYTES = 10_000


class Holder(Struct, frozen=True):
    """pid, started: the process and when it began (seconds since 1970); since: when it opened the project."""

    pid: int
    started: float
    host: str
    user: str
    since: float

    @property
    def is_this_process(self) -> bool:
        return self.pid == os.getpid() and self.host == socket.gethostname()

    @property
    def is_here(self) -> bool:
        return self.host == socket.gethostname()


class LockedError(InputError):
    """The project is open in another window; `holder` says where (None: unreadable)."""

    def __init__(self, file: Path, holder: Holder | None) -> None:
        self.holder = holder
        message = "this project is open in another window"
        if holder is not None and not holder.is_here:
            message = f"this project is open on another computer ({holder.host}, {holder.user})"
        hint = "Close it there, open it to look at only, or open a copy."
        super().__init__(message, hint, str(file))


def lock_path(file: Path) -> Path:
    """The lock file of a project's JSON file."""
    return file.with_name(f".{file.name}.lock")


class ProjectLock:
    """Held from `take` until `release`."""

    def __init__(self, path: Path, mark: bytes) -> None:
        self._path = path
        self._mark = mark

    @classmethod
    def take(cls, file: Path, *, force: bool = False) -> "ProjectLock":
        """Locks a project's JSON file.  force: take it from whoever holds it.

        Raises LockedError, OutputError where no lock can be written (read-only, full).
        """
        path = lock_path(file)
        mark = _mark()
        for _ in range(3):
            try:
                handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            except FileExistsError:
                holder, stale = _look(path)
                if not (stale or force):
                    raise LockedError(file, holder) from None
                _put_aside(path)
                continue
            except OSError as error:
                raise output_error(error, path) from error
            with os.fdopen(handle, "wb") as opened:
                opened.write(mark)
            return cls(path, mark)
        raise LockedError(file, None)

    @property
    def is_held(self) -> bool:
        """Whether the lock is still this one: nobody has taken it over by force."""
        try:
            return self._path.read_bytes() == self._mark
        except OSError:
            return False

    def release(self) -> None:
        if self.is_held:
            with contextlib.suppress(OSError):
                self._path.unlink()


def holder_of(file: Path) -> Holder | None:
    """Who has the project open now; None for nobody (a stale lock is nobody's)."""
    holder, stale = _look(lock_path(file))
    return None if stale else holder


def _mark() -> bytes:
    me = psutil.Process()
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this user anywhere
        user = ""
    holder = Holder(me.pid, me.create_time(), socket.gethostname(), user, time.time())
    return json.dumps(asdict(holder)).encode()


def _look(path: Path) -> tuple[Holder | None, bool]:
    """Who holds it, and whether that is over."""
    age = 0.0
    try:
        age = time.time() - path.stat().st_mtime
        with path.open("rb") as file:
            holder = _holder_in(file.read(_MOST_BYTES))
        return holder, holder.is_here and not is_running(holder.pid, holder.started)
    except FileNotFoundError:
        return None, True
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None, age > _BEING_WRITTEN


def _holder_in(content: bytes) -> Holder:
    """What a lock file says, which may have come along with somebody's project.

    Raises ValueError, TypeError, KeyError or RecursionError for what none of ours says.
    """
    data = json.loads(content)
    pid, started, since = data["pid"], float(data["started"]), float(data["since"])
    if type(pid) is not int or not 0 < pid < 1 << 31:
        raise ValueError("no process")
    host, user = (str(data[name]).encode("utf-8", "replace").decode()[:200] for name in ("host", "user"))
    return Holder(pid, started, host, user, since)


def is_running(pid: int, started: float) -> bool:
    """Whether the process is there and is the one that began then, not a later one of the same number."""
    try:
        process = psutil.Process(pid)
        return abs(process.create_time() - started) < 2 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.AccessDenied:
        return True
    except psutil.Error:
        return False


def _put_aside(path: Path) -> None:
    """Renamed first: of two that find the same stale lock, one wins."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        path.rename(aside)
        aside.unlink()
