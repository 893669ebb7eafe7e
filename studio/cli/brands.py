"""`studio brands`: brand kits, bundled and one's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli import console
from studio.cli.options import Json, Output

if TYPE_CHECKING:
    from studio.services.brands import Brand

HELP = """List brand kits, make one from a logo, hand one on, or take one in.

\b
Examples:
  studio brands list                               your own kits, then the bundled ones
  studio brands make "Nour" logo.png               two kits, nour-dark and nour-light, from the logo's colours
  studio brands make "Nour" logo.png --scheme dark
  studio brands show nour-dark                     its colours with their contrasts, faces and logos
  studio brands export nour-dark -o nour.hiwarbrand
  studio brands import nour.hiwarbrand             a file that somebody sent, or a brand.toml of your own
  studio brands delete nour-dark

A kit is used by name or file wherever --brand is: studio render our-numbers --samples --brand nour-dark.
Own kits are plain files that may be edited by hand; every mistake in one is told with its line. All answer
in JSON with --json.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False, help=HELP, no_args_is_help=True)
_Language = Annotated[str, typer.Option("--lang", metavar="ar|en", help="The language of names and notes.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="A brand kit; see studio brands list.")]


@app.command("list")
def list_brands(language: _Language = "en", as_json: Json = False) -> None:
    """List all brand kits, your own first."""
    from studio.services.brands import all_brands

    shelf = all_brands()
    if as_json:
        console.show_json(
            [_facts(brand) for brand in shelf.brands]
            + [{"id": name, "error": error.message} for name, error in shelf.broken.items()]
        )
        return
    width = max(len(brand.id) for brand in shelf.brands)
    for heading, own in (("your own", True), ("bundled", False)):
        listed = [brand for brand in shelf.brands if brand.is_own is own]
        if listed:
            console.show(f"{heading}:")
        for brand in listed:
            note = _spoken(brand.kit.note, language)
            console.show(
                f"  {brand.id:{width}}  {_spoken(brand.kit.name, language)}" + (f" — {note}" if note else "")
            )
    for name, error in shelf.broken.items():
        console.warn(f"the brand kit '{name}' cannot be used: {error.message}", error.hint)


@app.command()
def show(brand: _Id, language: _Language = "en", as_json: Json = False) -> None:
    """Show a kit's colours with their contrasts, its faces and logos."""
    from studio.services.brand_palette import contrasts, shortcomings
    from studio.services.brands import find_brand

    found = find_brand(brand)
    palette, faces = found.kit.look.palette, found.kit.look.type
    ratios = contrasts(palette)
    if as_json:
        console.show_json(
            _facts(found) | {"contrasts": {f"{a}/{b}": round(r, 2) for (a, b), r in ratios.items()}}
        )
        return
    console.show(f"{found.id}: {_spoken(found.kit.name, language)}")
    for role, value in palette.model_dump(by_alias=True).items():
        figures = ", ".join(f"{ratio:.1f} on {b}" for (a, b), ratio in ratios.items() if a == role)
        console.show(f"  {role:9} {value}" + (f"  {figures}" if figures else ""))
    for face in ("display", "text", "strong"):
        choice = getattr(faces, face)
        console.show(f"  {face:9} {choice.family} {choice.weight}")
    for logo in found.kit.look.logos:
        console.show(f"  logo      {logo.media}, free space {logo.clear_space:.0%} of its height")
    for one in shortcomings(palette):
        what = "cannot be read well" if one.kind == "contrast" else "look alike to some people"
        console.warn(f"{one.first} and {one.second} {what}: {one.value:.1f}, at least {one.least:.1f}")


@app.command()
def make(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the brand is called.")],
    logo: Annotated[Path, typer.Argument(metavar="LOGO", help="A picture of its logo, .png is best.")],
    scheme: Annotated[
        str,
        typer.Option("--scheme", metavar="dark|light|both", help="Light words on dark, or dark on light."),
    ] = "both",
    as_json: Json = False,
) -> None:
    """Make a kit from the colours of a logo."""
    from studio.base.errors import InputError
    from studio.services.brand_palette import SCHEMES
    from studio.services.brands import make_from_logo

    schemes = [one for one in SCHEMES if scheme in (one, "both")]
    if not schemes:
        raise InputError(f"there is no scheme '{scheme}'", "There is: dark, light, both.")
    _tell(make_from_logo(name, logo, schemes), "Made", as_json)


@app.command("export")
def export(brand: _Id, output: Output = None, as_json: Json = False) -> None:
    """Write a kit with its logos and fonts into one file."""
    from studio.cli.sizes import in_words
    from studio.formats.brand_file import BRAND_SUFFIX
    from studio.services.brand_sharing import export_brand
    from studio.services.brands import find_brand

    file = export_brand(find_brand(brand), output or Path(f"{brand}{BRAND_SUFFIX}"))
    size = file.stat().st_size
    if as_json:
        console.show_json({"output": str(file), "bytes": size})
        return
    console.show(f"Made {file}, {in_words(size)}")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .hiwarbrand file, or a brand.toml.")],
    as_json: Json = False,
) -> None:
    """Take a kit that somebody sent among your own."""
    from studio.services.brand_sharing import import_brand

    _tell((import_brand(file),), "Took in", as_json)


@app.command()
def delete(brand: _Id, as_json: Json = False) -> None:
    """Delete one of your own kits; its files are kept aside for thirty days."""
    from studio.services.brands import delete_brand

    gone = delete_brand(brand)
    if as_json:
        console.show_json({"id": gone.id, "kept": str(gone.place)})
        return
    console.show(f"Deleted {gone.id}\n  Kept for thirty days in {gone.place}")


def _tell(brands: "tuple[Brand, ...]", verb: str, as_json: bool) -> None:
    if as_json:
        console.show_json([_facts(brand) for brand in brands])
        return
    for brand in brands:
        console.show(f"{verb} {brand.id}\n  To look at it: studio brands show {brand.id}")


def _facts(brand: "Brand") -> dict[str, Any]:
    kit = brand.kit
    return {
        "id": kit.id,
        "name": kit.name,
        "own": brand.is_own,
        "palette": kit.look.palette.model_dump(by_alias=True),
        "folder": None if brand.folder is None else str(brand.folder),
        "logos": [logo.media for logo in kit.look.logos],
        "fonts": [file.name for file in brand.fonts],
    }


def _spoken(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
