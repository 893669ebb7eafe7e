"""`studio doctor`: is everything there, and does it work?"""

from typing import Annotated

import typer

from studio.cli import console
from studio.cli.options import Json

HELP = """Check that everything the program needs is there and works, and say what to do where it does not.

\b
Examples:
  studio doctor
  studio doctor --json
  studio doctor --clear-cache      remove kept segments and unpacked projects

Exit code 1 when something is broken.
"""

_SIGNS = {"ok": "ok     ", "warning": "WARNING", "broken": "BROKEN "}

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def doctor(
    clear: Annotated[
        bool, typer.Option("--clear-cache", help="Remove everything kept that can be made again.")
    ] = False,
    as_json: Json = False,
) -> None:
    from studio.services.doctor import clear_cache, examine

    if clear:
        freed = clear_cache()
        if as_json:
            console.show_json({"freed": freed})
        else:
            from studio.cli.sizes import in_words

            console.show(f"The cache is empty; {in_words(freed)} freed.")
        return
    checks = []
    for check in examine():
        checks.append(check)
        if not as_json:
            console.show(f"{_SIGNS[check.state]}  {check.name}: {check.found}")
            if check.hint:
                console.show(f"         {check.hint}")
    if as_json:
        console.show_json(
            [{"name": one.name, "state": one.state, "found": one.found, "hint": one.hint} for one in checks]
        )
    if any(check.state == "broken" for check in checks):
        raise typer.Exit(console.EXIT_FAILED)
