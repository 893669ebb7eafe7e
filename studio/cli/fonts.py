"""`studio fonts`: the font library, and fonts of one's own."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli import console
from studio.cli.options import Json

if TYPE_CHECKING:
    from studio.text.font_check import FaceReport
    from studio.text.fonts import FontFamily

HELP = """List the fonts there are, explain one, check a font file, or add it to a project.

\b
Examples:
  studio fonts list                         the library, by mood
  studio fonts list --mood poster           … the families of a mood
  studio fonts list --can kurdish           … that can write a language
  studio fonts show "Readex Pro"            one family: weights, axes, sizes, what it can do
  studio fonts check our-font.ttf           a font of your own: is it sound, what does it lack?
  studio fonts add our-font.ttf our.hiwar   … copied into a project, under its family name

A picture of the library: studio presets fonts --sheet. All four answer in JSON with --json.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False, help=HELP, no_args_is_help=True)
_Language = Annotated[str, typer.Option("--lang", metavar="ar|en", help="The language of names and notes.")]
_FontPath = Annotated[Path, typer.Argument(metavar="FILE", help="A .ttf, .otf or .ttc file.")]


@app.command("list")
def list_fonts(
    mood: Annotated[str | None, typer.Option("--mood", metavar="MOOD", help="Only of this mood.")] = None,
    style: Annotated[
        str | None, typer.Option("--style", metavar="STYLE", help="Only naskh, kufi, ruqaa, hand …")
    ] = None,
    can: Annotated[
        list[str] | None,
        typer.Option("--can", metavar="ABILITY", help="Only those that can: persian, urdu, kashida …"),
    ] = None,
    language: _Language = "en",
    as_json: Json = False,
) -> None:
    """List the families of the library, by mood."""
    from studio.services.fonts import font_labels, library

    families = library(mood, can or (), style)
    if as_json:
        console.show_json([_family_facts(family) for family in families])
        return
    if not families:
        console.show("No family is like that.")
        return
    labels = font_labels()
    width = max(len(family.name) for family in families)
    moods = {family.name: _spoken(labels.moods, family.moods, language) for family in families}
    wide = max(map(len, moods.values()))
    for family in families:
        style = labels.styles[family.style].get(language, family.style)
        abilities = _spoken(labels.capabilities, _beyond(family), language)
        weights = _weights(family)
        console.show(f"{family.name:{width}}  {moods[family.name]:{wide}}  {style}; {weights}; {abilities}")


@app.command()
def show(
    family: Annotated[str, typer.Argument(metavar="FAMILY", help="A name, such as Cairo.")],
    language: _Language = "en",
    as_json: Json = False,
) -> None:
    """Explain one family: moods, weights, axes, sizes, what it can do, licence."""
    from studio.presets.catalog import bundled
    from studio.services.fonts import font_labels, latin_partner
    from studio.text.fonts import FontCatalog

    found = FontCatalog.bundled().family(family)
    size = bundled().design().fonts.get(found.name)
    if as_json:
        facts = _family_facts(found)
        facts["latin"] = latin_partner(found)
        facts["optical"] = None if size is None else {"k": size.k, "r": size.r, "line": size.line}
        console.show_json(facts)
        return
    labels = font_labels()
    console.show(f"{found.name}: {labels.styles[found.style].get(language, found.style)}")
    lines = {
        "moods": _spoken(labels.moods, found.moods, language),
        "pairs": ", ".join(found.pairs),
        "weights": _weights(found),
        "writes": _spoken(labels.capabilities, _ordered(found), language),
        "latin": "its own" if latin_partner(found) == found.name else f"in part from {latin_partner(found)}",
        "kashida": labels.kashida[found.kashida].get(language, found.kashida),
        "version": found.version,
        "source": found.origin,
        "licence": str(found.license_file),
    }
    for name, text in lines.items():
        if text:
            console.show(f"  {name}: {text}")
    for axis in found.axes:
        label = labels.axes.get(axis.tag, {}).get(language, axis.tag)
        console.show(
            f"  axis {axis.tag}: {axis.minimum:g} to {axis.maximum:g}, else {axis.default:g} ({label})"
        )
    if size is not None:
        console.show(f"  size: Arabic {size.k:g} times Cairo's, Latin {size.r:g} times the Arabic")


@app.command()
def check(
    file: _FontPath,
    project: Annotated[
        Path | None, typer.Option("--project", metavar="PROJECT", help="Tell what it lacks of its texts.")
    ] = None,
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="Tell what it lacks of this.")] = "",
    as_json: Json = False,
) -> None:
    """Check a font file: sound or damaged, licence, what it can do, what it lacks."""
    from studio.services.fonts import check_font_file

    reports = check_font_file(file, project, text)
    if as_json:
        console.show_json({"file": str(file), "faces": [_face_facts(report) for report in reports]})
        return
    _tell(reports)


@app.command()
def add(
    file: _FontPath,
    project: Annotated[
        Path, typer.Argument(metavar="PROJECT", help="A project's folder or its project.json.")
    ],
    fallback: Annotated[
        str | None,
        typer.Option("--fallback", metavar="FAMILY", help="Drawn instead, should the file be missing."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Add a font file to a project; texts use it by its family name."""
    from studio.services.fonts import add_font

    added = add_font(file, project, fallback)
    if as_json:
        console.show_json(
            {
                "file": str(added.file),
                "family": added.font.family,
                "replaced": added.replaced,
                "faces": [_face_facts(report) for report in added.reports],
            }
        )
        return
    verb = "Replaced" if added.replaced else "Added"
    console.show(f"{verb} {added.file}")
    console.show(f'  Texts use it by its name: family = "{added.font.family}"')
    _tell(added.reports)


def _tell(reports: "Sequence[FaceReport]") -> None:
    from studio.services.fonts import font_labels
    from studio.text.font_check import family_problems

    labels = font_labels()
    for report in reports:
        info = report.info
        style = " italic" if info.italic else ""
        weights = (
            f"weights {info.weights[0]} to {info.weights[1]}" if info.weights else f"weight {info.weight}"
        )
        console.show(f"{info.family}{style}, {weights}, {report.characters} characters")
        writes = _spoken(labels.capabilities, report.capabilities, "en") or "no language that we know"
        console.show(f"  writes: {writes}")
        console.show(f"  {labels.kashida[report.kashida]['en']}; embedding: {info.embedding}")
        for axis in info.source.axes:
            if axis.tag != "wght":
                console.show(f"  axis {axis.tag}: {axis.minimum:g} to {axis.maximum:g}")
        if report.lacks:
            shown = " ".join(report.lacks[:40]) + (" …" if len(report.lacks) > 40 else "")
            console.show(f"  lacks: {shown} (drawn in another font)")
    for problem in family_problems(reports):
        console.warn(problem.message, problem.hint)


def _family_facts(family: "FontFamily") -> dict[str, Any]:
    return {
        "family": family.name,
        "style": family.style,
        "moods": list(family.moods),
        "pairs": list(family.pairs),
        "weights": sorted(family.weights),
        "axes": [
            {"tag": axis.tag, "minimum": axis.minimum, "default": axis.default, "maximum": axis.maximum}
            for axis in family.axes
        ],
        "capabilities": list(_ordered(family)),
        "kashida": family.kashida,
        "version": family.version,
        "licence": str(family.license_file),
    }


def _face_facts(report: "FaceReport") -> dict[str, Any]:
    info = report.info
    return {
        "family": info.family,
        "weight": info.weight,
        "italic": info.italic,
        "version": info.version,
        "embedding": info.embedding,
        "axes": [
            {"tag": axis.tag, "minimum": axis.minimum, "default": axis.default, "maximum": axis.maximum}
            for axis in info.source.axes
        ],
        "characters": report.characters,
        "capabilities": list(report.capabilities),
        "kashida": report.kashida,
        "optical": {"k": report.optical.k, "r": report.optical.r, "line": report.optical.line},
        "lacks": report.lacks,
        "problems": [{"kind": one.kind, "message": one.message, "hint": one.hint} for one in report.problems],
    }


def _ordered(family: "FontFamily") -> tuple[str, ...]:
    from studio.text.font_facts import CAPABILITIES

    return tuple(name for name in CAPABILITIES if name in family.capabilities)


def _beyond(family: "FontFamily") -> tuple[str, ...]:
    """What it can write beyond what nearly all can."""
    return tuple(name for name in _ordered(family) if name not in ("arabic", "vocalised", "latin"))


def _weights(family: "FontFamily") -> str:
    axis = next((axis for axis in family.axes if axis.tag == "wght"), None)
    if axis is not None:
        return f"{axis.minimum:g}–{axis.maximum:g}"
    return " ".join(map(str, sorted(family.weights)))


def _spoken(labels: Any, names: Sequence[str], language: str) -> str:
    return ("، " if language == "ar" else ", ").join(labels[name].get(language, name) for name in names)
