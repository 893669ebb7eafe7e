"""A report that may be handed on: versions, system, the error and its log, nothing of whom it came from."""

import re
from pathlib import Path

from studio.base.errors import EncodeError, StudioError
from studio.gui.crash import report_of

_PACKAGE = Path(__file__).resolve().parents[3]
_SIGN = r"[^\s'\"<>|:;,)»”]"
_PATH = re.compile(
    rf"(?<![\w/:.>])(?:[A-Za-z]:[\\/]|\\\\|/|~[\\/]){_SIGN}*(?:(?: {_SIGN}+)*? {_SIGN}*[./\\]{_SIGN}*)*"
)
"""A path, with spaces in it as long as a slash or an ending follows."""


def report_on(error: BaseException) -> str:
    """The text of "copy report".  Paths of people's files are left out but for their ending."""
    parts = [report_of(error)]
    if isinstance(error, StudioError) and error.where:
        parts.append(f"where: {error.where}")
    if isinstance(error, EncodeError) and error.log:
        parts += ["", "log:", error.log]
    text = "\n".join(parts)
    if isinstance(error, StudioError) and error.where:
        text = text.replace(error.where, _hidden_path(error.where))
    return without_paths(text)


def without_paths(text: str) -> str:
    """Paths of the program's own files are kept from its folder on; all others become `<path>.ending`."""
    home = str(Path.home())
    text = text.replace(str(_PACKAGE), "<program>")
    if len(home) > 1:
        text = text.replace(home, "~")
    return _PATH.sub(_hidden, text)


def _hidden(match: re.Match[str]) -> str:
    path = match[0].rstrip(".")
    if "site-packages" in path:
        return "<library>" + path.split("site-packages", 1)[1]
    if not re.search(r"[\\/]\w", path):
        return match[0]
    return _hidden_path(path)


def _hidden_path(path: str) -> str:
    suffix = re.search(r"\.[A-Za-z0-9]{1,8}$", path)
    return f"<path>{suffix[0] if suffix else ''}"
