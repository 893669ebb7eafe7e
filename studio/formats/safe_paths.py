"""Which relative paths of a document or package may be used: inside its folder, on every system.

Names are judged by the strictest of Linux, macOS and Windows, so that a project made on one opens on the
others, and a path that is harmless on one does not escape on another.
"""

import re
import unicodedata
from pathlib import Path, PurePosixPath

_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.IGNORECASE
)
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')


def problem_of(path: str) -> str | None:
    """Why a path cannot be used, in plain words; None when it can."""
    if not path:
        return "the path is empty"
    if re.match(r"[A-Za-z]:", path):
        return "the path begins with a drive letter"
    if path.startswith(("/", "\\")):
        return "the path is absolute"
    if "\\" in path:
        return "the path has backslashes; write '/'"
    parts = path.split("/")
    if ".." in parts:
        return "the path leads out of its folder ('..')"
    for part in parts:
        if part in ("", "."):
            return "the path has an empty part"
        if _FORBIDDEN.search(part):
            return "the path has characters that not every system allows"
        if _RESERVED.fullmatch(part):
            return f"'{part}' is a device on Windows"
        if part.endswith((" ", ".")):
            return "a part of the path ends with a space or full stop"
        if len(part.encode()) > 255:
            return "a part of the path is too long"
    if len(parts) > 32 or len(path) > 1000:
        return "the path is too long"
    return None


def same_file_key(path: str) -> str:
    """Equal for two paths that are one file on a system that ignores case or Unicode form."""
    return unicodedata.normalize("NFC", path).casefold()


def inside(folder: Path, path: str) -> Path | None:
    """The file under `folder`, None when the path is unusable or links lead out of the folder."""
    if problem_of(path) is not None:
        return None
    root = folder.resolve()
    file = (root / PurePosixPath(path)).resolve()
    return file if file.is_relative_to(root) else None
