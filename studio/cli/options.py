"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Write the result as JSON to standard output.")]
Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="A template's id or .toml file, or a project: its folder, project.json or .hiwarz package.",
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="A value: text as it is, a list as TOML, name=@FILE reads a file. Repeat it for more.",
    ),
]
Values = Annotated[
    Path | None, typer.Option("--values", metavar="FILE", help="A .toml or .json file of values.")
]
Samples = Annotated[bool, typer.Option("--samples", help="Use the template's samples for what is not given.")]
Size = Annotated[str | None, typer.Option("--size", metavar="9:16|4:5|1:1|16:9", help="The format.")]
Language = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="ar|en",
        help="The language and its direction; with a region (ar-JO, ar-TN, en-GB) its names of months.",
    ),
]
Brand = Annotated[
    str | None,
    typer.Option(
        "--brand",
        metavar="ID|FILE",
        help="A brand kit, colours and faces: of `studio brands list`, or a .hiwarbrand or .toml file.",
    ),
]
DigitsOption = Annotated[
    str | None,
    typer.Option("--digits", metavar="latn|arab|arabext", help="123, ١٢٣ or ۱۲۳; otherwise by language."),
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="The file to make.")]
