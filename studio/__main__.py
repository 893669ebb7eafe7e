"""The program: `studio` opens the window, `studio COMMAND` is the command line.

    studio                     the window
    studio open FILE           the window with a project, `.hiwarz` package, template, film or picture
    studio FILE                the same, as a desktop starts programs for a file
    studio render …            the command line; see studio --help

Worker processes import this module again, so it imports nothing before it is run; Qt's widgets are imported
only when the window opens.
"""

import sys
from pathlib import Path

_PROJECTS = (".hiwar", ".hiwarz")


def asks_for_window(arguments: list[str]) -> bool:
    """Whether a command line is the window's: it is empty, or names nothing but an existing project or file
    (no command has a dot in its name)."""
    if not arguments:
        return True
    path = Path(arguments[0])
    if len(arguments) > 1 or not path.suffix:
        return False
    return path.is_file() or (path.suffix.lower() in _PROJECTS and path.exists())


def open_window(source: str | None) -> int:
    """Open the window, with a project or template if one is named; its exit code."""
    from studio.gui.app import main as window

    return window(source)


def main() -> None:
    """Run the program and end the process with its exit code."""
    arguments = sys.argv[1:]
    if asks_for_window(arguments):
        arguments = ["open", *arguments]
    from studio.cli.__main__ import main as command_line

    command_line(arguments, open_window)


if __name__ == "__main__":
    main()
