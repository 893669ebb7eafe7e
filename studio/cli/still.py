"""`studio still`: one moment as a picture."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli import console
from studio.cli.options import Brand, DigitsOption, Json, Language, Output, Samples, Set, Size, Source, Values

HELP = """Paint one moment of a template or a project: PNG, JPEG, WebP or PDF by the name's ending.

\b
Examples:
  studio still one-number --samples --size 4:5 -o number.png
  studio still steps --values steps.toml --lang en -o steps.webp
  studio still our-numbers --samples --at 3.5 -o cover.jpg
  studio still one-number --samples --scale 2 -o poster.png
  studio still one-number --samples -o poster.pdf

A PDF page holds outlines in place of pixels and prints sharp at any size.

Values are given as for `studio render`. Without --at the moment is the template's own: when everything has
landed. Without --output the picture is SOURCE-SIZE-LANGUAGE.png in the current folder.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def still(
    source: Source,
    output: Output = None,
    assignments: Set = None,
    values: Values = None,
    samples: Samples = False,
    size: Size = None,
    language: Language = None,
    brand: Brand = None,
    digits: DigitsOption = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="The moment: seconds, or m:ss.")
    ] = None,
    scale: Annotated[
        float, typer.Option("--scale", min=0.05, max=8, help="Pixels for each pixel of the design.")
    ] = 1.0,
    as_json: Json = False,
) -> None:
    from studio.render.binding import load_qt

    load_qt()  # before all else: the fewer modules are there, the sooner it is done
    from studio.base.errors import InputError
    from studio.cli.findings import as_facts, tell
    from studio.cli.sizes import in_words
    from studio.cli.wishes import parse_clock, wishes_of
    from studio.services.opening import open_source
    from studio.services.stills import render_still, still_time

    opened = open_source(source, wishes_of(assignments, values, samples, size, language, brand, digits))
    composition = opened.composition
    time = still_time(composition) if at is None else parse_clock(at)
    if time >= composition.duration:
        raise InputError("that moment is after the end", f"It is {float(composition.duration):g} s long.")
    picture = output or Path(opened.file_name(".png"))
    painter = render_still(composition, opened.resources, picture, time, scale)
    found = painter.scene.findings()
    if as_json:
        console.show_json(
            {
                "output": str(picture),
                "width": painter.width,
                "height": painter.height,
                "bytes": picture.stat().st_size,
                "time": float(time),
                "findings": as_facts(found),
            }
        )
        return
    tell(found)
    console.show(f"Made {picture}\n  {painter.width} x {painter.height}, {in_words(picture.stat().st_size)}")
