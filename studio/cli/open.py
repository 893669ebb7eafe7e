"""`studio open`: the window, with a project or a template."""

import os
import sys
from typing import Annotated

import typer

from studio.base.errors import InputError
from studio.cli.options import Json

HELP = """Open the window, with a project or a template.

\b
Examples:
  studio open
  studio open our-results.hiwar
  studio open our-numbers

`studio` alone opens the window too, and so does `studio our-results.hiwar`.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def open_(
    context: typer.Context,
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE", help="A project: its folder or .hiwarz package; a film; or a template's id."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    if context.obj is None:
        raise InputError("the window is not a part of this command line", "Run `studio open`.")
    if not _has_screen():
        raise InputError(
            "there is no screen to open a window on",
            "Work without one by the commands that `studio --help` lists, such as `studio render`.",
        )
    raise typer.Exit(context.obj(source))


def _has_screen() -> bool:
    """Without a display Qt would end the process; QT_QPA_PLATFORM=offscreen makes do without."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
