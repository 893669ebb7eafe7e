"""`studio pack`: a project in one file."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli import console
from studio.cli.options import Json, Output

HELP = """Write a project, with its media and fonts, into one file that can be handed on.

\b
Examples:
  studio pack our-results.hiwar
  studio pack our-results.hiwar -o results.hiwarz

Every command that takes a project takes such a file too. A font whose licence does not let it be handed on is
refused: choose another, or ask its maker.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def pack(
    project: Annotated[
        Path, typer.Argument(metavar="PROJECT", help="A project's folder or its project.json.")
    ],
    output: Output = None,
    as_json: Json = False,
) -> None:
    from studio.cli.sizes import in_words
    from studio.services.packing import pack_project

    folder = project if project.is_dir() or project.suffix == ".hiwar" else project.absolute().parent
    package = output or Path(folder.absolute().name).with_suffix(".hiwarz")
    packed = pack_project(project, package)
    size = package.stat().st_size
    if as_json:
        facts = {"output": str(package), "bytes": size}
        console.show_json(facts | {"media": len(packed.media), "fonts": len(packed.fonts)})
        return
    console.show(f"Made {package}\n  {len(packed.media)} media, {len(packed.fonts)} fonts, {in_words(size)}")
