"""`studio check`: what to look at before a film is published."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli import console
from studio.cli.options import Json, Source

if TYPE_CHECKING:
    from studio.scene.findings import Finding
    from studio.services.preflight.check import Film

HELP = """Check a project before it is published: words, contrast, safe areas, sound, flashes, files.

\b
Examples:
  studio check our-results.hiwar
  studio check our-results.hiwar --for whatsapp
  studio check our-results.hiwar --strict --json

What is wrong stands first: blocks (it is shown broken), warnings (it is hard to read or hear), notes.
Findings that were ignored in the window are left out; --all shows them too. The exit code is 1 where anything
blocks, with --strict also where there are warnings, else 0.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def check(
    source: Source,
    profile: Annotated[
        str | None,
        typer.Option("--for", "--profile", metavar="PROFILE", help="Where it goes; see studio presets."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Only words and files: paint and mix nothing.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as well.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Show ignored findings too.")] = False,
    as_json: Json = False,
) -> None:
    from studio.services.preflight.check import ignored, preflight

    counted: list[tuple[Film, Finding, bool]] = []
    for film in _films(source, profile):
        found = preflight(film, frames=not quick)
        counted += [(film, finding, ignored(finding, film)) for finding in found]
    open_ones = [one for _, one, is_ignored in counted if not is_ignored]
    shown = [one for one in counted if everything or not one[2]]
    if as_json:
        console.show_json({"findings": [_facts(*one) for one in shown]})
    else:
        _tell(shown)
        counts = [sum(one.level == level for one in open_ones) for level in ("block", "warning", "note")]
        nouns = ("block", "warning", "note")
        told = ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in zip(counts, nouns, strict=True))
        console.show("Nothing found." if not open_ones else told)
    grave = ("block", "warning") if strict else ("block",)
    if any(one.level in grave for one in open_ones):
        raise typer.Exit(1)


def _films(source: str, profile: str | None) -> "list[Film]":
    from pathlib import Path

    from studio.presets.catalog import bundled
    from studio.services.new_project import as_project
    from studio.services.opening import Wishes, is_project, open_source
    from studio.services.preflight.check import Film
    from studio.services.tolerant import open_tolerant

    goes_to = bundled().export(profile) if profile is not None else None
    path = Path(source)
    if not is_project(path):
        opened = open_source(source, Wishes(samples=True))
        project = as_project(opened, opened.name)
        return [Film(project, opened.composition, opened.resources, (), goes_to)]
    found = open_tolerant(path)
    resources = found.resources()
    films = found.project.compositions
    return [Film(found.project, one, resources, found.missing, goes_to) for one in films]


def _tell(shown: "list[tuple[Film, Finding, bool]]") -> None:
    for _, finding, is_ignored in shown:
        time = "" if finding.time is None else f" at {float(finding.time):.1f} s"
        where = "/".join(finding.path) or finding.layer
        place = f" ({where}{time})" if where else f" ({time.strip()})" if time else ""
        state = ", ignored" if is_ignored else ""
        console.show(f"{finding.level}{state}: {finding.message}{place}")
        if finding.hint:
            console.show(f"  {finding.hint}")


def _facts(film: "Film", finding: "Finding", is_ignored: bool) -> dict[str, Any]:
    return {
        "level": finding.level,
        "kind": finding.kind,
        "composition": film.composition.id,
        "layer": "/".join(finding.path) or finding.layer,
        "time": None if finding.time is None else float(finding.time),
        "message": finding.message,
        "hint": finding.hint,
        "can_be_fixed": bool(finding.fix),
        "ignored": is_ignored,
    }
