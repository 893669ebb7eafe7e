"""`studio demo`: films and infographics that show what there is."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli import console
from studio.cli.options import Json

HELP = """Make the demonstration: a vertical film in Arabic, the same film in English as 16:9, an infographic
in both languages, and a contact sheet of each film.

\b
Examples:
  studio demo out
  studio demo out --json
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def demo(
    folder: Annotated[Path, typer.Argument(metavar="OUT_DIR", help="Where to; made if it is missing.")],
    as_json: Json = False,
) -> None:
    from studio.cli.progress import ProgressLine, clock
    from studio.cli.stopping import stoppable
    from studio.services.demo import make_demo

    with stoppable() as cancellation, ProgressLine() as progress:
        items = make_demo(folder, progress, cancellation)
    if as_json:
        console.show_json(
            [{"path": str(one.path), "what": one.what, "seconds": round(one.seconds, 2)} for one in items]
        )
        return
    width = max((len(str(item.path)) for item in items), default=0)
    for item in items:
        console.show(f"  {item.path!s:{width}}  {item.seconds:6.1f} s  {item.what}")
    console.show(f"Made {len(items)} files in {clock(sum(item.seconds for item in items))}.")
    console.show(f"Open them with any player or viewer: the folder is {folder.absolute()}")
