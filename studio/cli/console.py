"""What the commands say: results on standard output, everything else on standard error.

With `--json`, standard output is one JSON value; an error is `{"error": {"message", "hint", "where",
"mistakes": [{"path", "message", "line"}]}}` there, and nothing on standard error but progress.
"""

import contextlib
import os
import sys
from typing import Any

import typer

from studio.base.errors import InputError, Mistake, StudioError

EXIT_FAILED = 1
EXIT_CANCELLED = 130


def use_utf8() -> None:
    """Arabic in, Arabic out, whatever the system's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):  # replaced by something that is no file
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # typed as TextIO


_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd")
del _CONTROLS[ord("\n")], _CONTROLS[ord("\t")]


def _harmless(text: str) -> str:
    """The text without controls: a document's words must not move the cursor or rename the window."""
    return text.translate(_CONTROLS)


def show(text: str) -> None:
    """A result, for people."""
    sys.stdout.write(f"{_harmless(text)}\n")


def show_json(value: Any) -> None:
    """The result, for machines."""
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def say(text: str) -> None:
    """A message beside the result."""
    sys.stderr.write(f"{_harmless(text)}\n")
    sys.stderr.flush()


def warn(message: str, hint: str = "") -> None:
    say(f"Warning: {message}" + (f"\n  {hint}" if hint else ""))


def error_facts(error: StudioError) -> dict[str, Any]:
    """An error for machines."""
    mistakes: tuple[Mistake, ...] = getattr(error, "mistakes", ())
    return {
        "message": error.message,
        "hint": error.hint,
        "where": error.where,
        "mistakes": [
            {"path": mistake.path, "message": mistake.message, "line": mistake.line} for mistake in mistakes
        ],
    }


def studio_error(error: StudioError, as_json: bool) -> int:
    """Says what happened and what to do; returns the exit code."""
    if as_json:
        show_json({"error": error_facts(error)})
    else:
        say(f"Error: {error}")
        log = getattr(error, "log", "")
        if log:
            say("The encoder said last:\n" + "\n".join(f"  {line}" for line in log.splitlines()[-5:]))
    return error.exit_code


def usage_error(error: typer.TyperException, as_json: bool) -> int:
    show_usage = getattr(error, "show", None)
    if as_json or show_usage is None:
        studio_error(InputError(error.format_message(), "See studio COMMAND --help."), as_json)
    else:
        show_usage()
    return error.exit_code


def stopped(message: str, as_json: bool, **facts: Any) -> int:
    """Says that Ctrl-C was heard."""
    if as_json:
        show_json({"cancelled": True, **facts})
    else:
        say(message)
    return EXIT_CANCELLED


def broken_pipe() -> int:
    # What is still buffered would fail again when Python flushes it at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return EXIT_FAILED


def system_error(error: OSError, as_json: bool) -> int:
    """A refusal of the system that no service expected: its own words, and the file."""
    names = [str(name) for name in (error.filename, error.filename2) if name is not None]
    said = StudioError(
        f"the system refused: {error.strerror or error}",
        "Check the place and its permissions; `studio doctor` checks the program's own.",
        ", ".join(names),
    )
    return studio_error(said, as_json)


def bug(error: BaseException, arguments: list[str], as_json: bool) -> None:
    """Writes a report of an error that nobody expected, and says where it is."""
    import platform
    import tempfile
    import time
    import traceback
    from pathlib import Path

    from studio import __version__
    from studio.base.paths import cache_dir

    text = "\n".join(
        (
            f"Hiwar Studio {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"studio {' '.join(arguments)}",
            "",
            *traceback.format_exception(error),
        )
    )
    try:
        folder = cache_dir() / "reports"
        folder.mkdir(exist_ok=True)
    except (OSError, StudioError):
        folder = Path(tempfile.gettempdir())
    path = folder / f"report-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    where = str(path)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        where = ""
    said = StudioError(
        f"this is a bug in Hiwar Studio ({type(error).__name__})",
        "Please report it with the file named here; it holds the details." if where else "Please report it.",
        where,
    )
    studio_error(said, as_json)
