"""`studio bench`: speed and memory, beside the encoder alone and MoviePy."""

from collections.abc import Mapping
from typing import Annotated

import typer

from studio.cli import console
from studio.cli.options import Json

HELP = """Measure speed, memory and file sizes: the workloads W1 (motion), W2 (still background), W4 (stills),
beside the encoder alone on the same frames and MoviePy on the same scene; and what a changed word and a film
ten times as long cost.

\b
Examples:
  studio bench                  everything; takes some minutes
  studio bench W1 one_word      only these
  studio bench --small          a small form, to see that it works
  studio bench --json           one JSON object
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def bench(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="W1, W2, W4, one_word, ten_times.")
    ] = None,
    small: Annotated[bool, typer.Option("--small", help="Small and short: proves that it works.")] = False,
    as_json: Json = False,
) -> None:
    from studio.services.bench.run import run_bench

    results = run_bench(names or [], small)
    if as_json:
        console.show_json(results)
        return
    for name, figures in results.items():
        if not isinstance(figures, Mapping):
            console.show(f"{name}: {figures}")
            continue
        console.show(f"{name}:")
        width = max((len(key) for key in figures), default=0)
        for key, value in figures.items():
            shown = f"{value:.2f}" if isinstance(value, float) else value
            console.show(f"  {key:{width}}  {shown}")
