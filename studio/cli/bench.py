"""`studio bench`: speed and memory, beside the encoder alone and MoviePy."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli import console
from studio.cli.options import Json

HELP = """Measure speed, memory and file sizes: the workloads W1 (captions over a zoomed photo), W2 (shapes,
words and bars) and W4 (stills), beside the encoder alone on the same frames and MoviePy on the same scene;
what shaping and moving a line of Arabic costs; what a changed word and a film ten times as long cost;
how quick the window is; and captions burnt into a phone's video, beside ffmpeg with libass.

\b
Examples:
  studio bench                  everything; takes some minutes
  studio bench W1 one_word      only these
  studio bench window           the window alone: seeking, playing, starting
  studio bench caption          captions over a phone's video of a minute, in turns with libass
  studio bench --small          a small form, to see that it works
  studio bench --json           one JSON object
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def bench(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...", help="W1, W2, W4, shaping, one_word, ten_times, window, caption."
        ),
    ] = None,
    small: Annotated[bool, typer.Option("--small", help="Small and short: proves that it works.")] = False,
    repeat: Annotated[
        int | None,
        typer.Option("--repeat", min=1, max=99, help="Runs of ours and of the encoder; the median counts."),
    ] = None,
    work: Annotated[
        Path | None,
        typer.Option("--work", metavar="FOLDER", help="Where to work: 1 GB for a while. Default: the cache."),
    ] = None,
    as_json: Json = False,
) -> None:
    from studio.services.bench.run import run_bench
    from studio.services.bench.table import tables

    results = run_bench(names or [], small=small, repeat=repeat, work=work, report=console.say)
    if as_json:
        console.show_json(results)
    else:
        console.show(tables(results, small=small))
