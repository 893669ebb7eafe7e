"""`studio new`: a project folder from a template."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli import console
from studio.cli.options import Brand, DigitsOption, Json, Language, Set, Size, Values

HELP = """Make a project folder from a template, to be edited and rendered.

\b
Examples:
  studio new our-numbers our-results
  studio new our-numbers our-results --size 4:5 --lang en --set hook="What can dialogue do?"
  studio new myth-and-fact rumours --values values.toml

The folder (our-results.hiwar) holds project.json and the pictures among the values. Values that are not given
are the template's samples. A project made so can be rendered in every size and language of its template.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def new(
    template: Annotated[
        str, typer.Argument(metavar="TEMPLATE", help="A template's id or .toml file; see studio presets.")
    ],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make.")],
    assignments: Set = None,
    values: Values = None,
    size: Size = None,
    language: Language = None,
    brand: Brand = None,
    digits: DigitsOption = None,
    as_json: Json = False,
) -> None:
    from studio.cli.wishes import wishes_of
    from studio.services.new_project import new_project

    wishes = wishes_of(assignments, values, False, size, language, brand, digits)
    made = new_project(template, folder, wishes)
    if as_json:
        console.show_json(
            {
                "folder": str(made.folder),
                "template": made.project.source and made.project.source.template,
                "media": [str(path) for path in made.media],
            }
        )
        return
    name = f'"{made.folder}"' if " " in str(made.folder) else str(made.folder)
    console.show(f"Made {made.folder}\n  To render it: studio render {name}")
    console.show(f"  To look at it first: studio sheet {name}")
