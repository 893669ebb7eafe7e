"""`studio sheet`: a film at a glance."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli import console
from studio.cli.options import Brand, DigitsOption, Json, Language, Output, Samples, Set, Size, Values

HELP = """Show a film at a glance: frames at even distances on one picture, from left to right.

\b
Examples:
  studio sheet our-numbers --samples -o sheet.png
  studio sheet my-project.hiwar --count 20
  studio sheet film.mp4 -o sheet.jpg

SOURCE is a template or a project, as for `studio render`, or a film file of any origin. Without --output the
picture is SOURCE-sheet.png in the current folder.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def sheet(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="A template, a project, or a film file such as film.mp4.")
    ],
    output: Output = None,
    assignments: Set = None,
    values: Values = None,
    samples: Samples = False,
    size: Size = None,
    language: Language = None,
    brand: Brand = None,
    digits: DigitsOption = None,
    count: Annotated[int, typer.Option("--count", min=1, max=200, help="How many frames.")] = 12,
    width: Annotated[
        int, typer.Option("--width", min=100, max=8000, help="Pixels across the whole picture.")
    ] = 1600,
    as_json: Json = False,
) -> None:
    from studio.media.images import image_info
    from studio.services.film_sheet import SUFFIXES, film_sheet

    film = Path(source)
    if film.suffix.lower() in SUFFIXES:
        picture = output or Path(f"{film.stem}-sheet.png")
        film_sheet(film, picture, count, width)
    else:
        from studio.cli.wishes import wishes_of
        from studio.services.opening import open_source
        from studio.services.stills import contact_sheet

        opened = open_source(source, wishes_of(assignments, values, samples, size, language, brand, digits))
        picture = output or Path(opened.file_name("-sheet.png"))
        contact_sheet(opened.composition, opened.resources, picture, count, width)
    made = image_info(picture)
    if as_json:
        facts = {"output": str(picture), "width": made.width, "height": made.height, "count": count}
        console.show_json(facts | {"bytes": picture.stat().st_size})
        return
    console.show(f"Made {picture}\n  {count} frames, {made.width} x {made.height}")
