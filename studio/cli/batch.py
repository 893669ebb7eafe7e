"""`studio batch`: films and pictures from the rows of a sheet."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli import console
from studio.cli.options import Brand, Json

if TYPE_CHECKING:
    from studio.services.batch.plan import Batch, CheckedRow
    from studio.services.batch.run import Made

HELP = """Make a film or picture of every row of a sheet: CSV, TSV, XLSX or ODS.

\b
Examples:
  studio batch pull-quote quotes.csv -o out --check
  studio batch pull-quote quotes.xlsx -o out --size 4:5 --size 9:16 --lang ar --lang en
  studio batch pull-quote quotes.csv -o print --format pdf
  studio batch one-number figures.csv -o out --map "المدينة=kicker" --name "{row}_{title}_{size}"

Columns are matched to the template's values by their names, in Arabic or English; --map adds or corrects
(COLUMN=VALUE, lists as steps.0.text, one language as quote.en). Without --lang, films are in the language
that the sheet is written in, in both where its columns are named for both. --check renders nothing: it lists
what is wrong, row by row. Rows that cannot be made are left out and the others are made; what has been made
already is not made again. The exit code is 1 where a row was left out or failed.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def batch(
    template: Annotated[str, typer.Argument(metavar="TEMPLATE", help="A template's id or .toml file.")],
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="A .csv, .tsv, .xlsx or .ods file.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to fill.")],
    sizes: Annotated[
        list[str] | None, typer.Option("--size", metavar="9:16|4:5|1:1|16:9", help="Repeat it for several.")
    ] = None,
    languages: Annotated[
        list[str] | None, typer.Option("--lang", metavar="ar|en", help="Repeat it for several.")
    ] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="COLUMN=VALUE", help="What a column fills.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="PATTERN", help="Of files: {title}_{size}_{lang}.")
    ] = None,
    profile: Annotated[
        str, typer.Option("--for", "--profile", metavar="PROFILE", help="Where films go; see studio presets.")
    ] = "archive",
    picture: Annotated[
        str, typer.Option("--format", metavar="png|jpg|webp|pdf", help="What stills are saved as.")
    ] = "png",
    brand: Brand = None,
    check: Annotated[bool, typer.Option("--check", help="Render nothing: list what is wrong.")] = False,
    as_json: Json = False,
) -> None:
    from studio.cli.progress import ProgressLine
    from studio.cli.stopping import stoppable
    from studio.presets.catalog import bundled
    from studio.services.batch.checking import check_row
    from studio.services.batch.names import named
    from studio.services.batch.run import exports_of, run_batch
    from studio.services.progress import Clock

    goes_to, still = bundled().export(profile), _still_suffix(picture)
    if not check:
        _check_place(output)
    planned = _planned(template, table, sizes, languages, mapping, name, brand)
    count = len(planned.table.rows)
    with stoppable() as cancellation, ProgressLine() as progress:
        clock, looked_at = Clock("check", count), []
        for row in range(count):
            cancellation.raise_if_cancelled()
            looked_at.append(check_row(planned, row))
            progress(clock.at(row + 1))
    rows = named(planned, looked_at)
    facts: dict[str, Any] = {
        "columns": {header: target.written for header, target in planned.columns.items()},
        "unmatched": list(planned.unmatched()),
        "languages": list(planned.languages),
        "findings": [_finding(planned, one) for row in rows for one in row.findings],
    }
    failed = any(row.blocked for row in rows)
    if not as_json:
        _tell(planned, rows)
    if not check:
        exports = exports_of(rows, planned.template, output, goes_to, still)
        with stoppable() as cancellation, ProgressLine() as progress:
            clock = Clock("make", len(exports))
            made = run_batch(exports, output, lambda done, _all: progress(clock.at(done)), cancellation)
        facts["made"] = [
            {
                "row": planned.table.numbers[one.item.row],
                "output": str(one.output),
                "state": one.state,
                "error": None if one.error is None else console.error_facts(one.error),
            }
            for one in made
        ]
        if not as_json:
            _tell_made(made, output)
        if cancellation.cancelled:
            ready = sum(one.state in ("made", "kept") for one in made)
            files = f"{ready} {'file is' if ready == 1 else 'files are'} ready"
            words = f"Stopped. {files}: the same command goes on from there."
            raise typer.Exit(console.stopped(words, as_json, **facts))
        failed = failed or any(one.state == "failed" for one in made)
    if as_json:
        console.show_json(facts)
    if failed:
        raise typer.Exit(1)


def _still_suffix(name: str) -> str:
    from studio.base.errors import InputError
    from studio.formats.suggestions import near_and_all
    from studio.services.stills import STILL_SUFFIXES

    suffix = f".{name.lower().removeprefix('.')}"
    if suffix not in STILL_SUFFIXES:
        known = [one[1:] for one in STILL_SUFFIXES]
        raise InputError(f"stills are not saved as '{name}'", near_and_all(name, known))
    return suffix


def _check_place(output: Path) -> None:
    """Says before any row is looked at what would hinder every file.  Raises InputError, OutputError."""
    import os

    from studio.base.errors import InputError
    from studio.base.files import check_no_file_there, output_errors

    if output.exists() and not output.is_dir():
        raise InputError("this is a file, not a folder", "Name a folder to fill.", str(output))
    with output_errors(output):
        check_no_file_there(output)
    there = next((one for one in (output, *output.absolute().parents) if one.is_dir()), None)
    if there is not None and not os.access(there, os.W_OK):
        raise InputError("The output folder cannot be written to.", "Choose another.", str(there))


def _tell_made(made: "list[Made]", output: Path) -> None:
    hints: set[str] = set()
    for one in made:
        if one.error is not None:
            # A name alone where the fault is about that very file; else the place too, such as another disk.
            where = "" if one.error.where in ("", str(one.output)) else f"{one.error.where}: "
            hint = "" if one.error.hint in hints else one.error.hint
            hints.add(hint)
            console.warn(f"{one.output.name}: {where}{one.error.message}", hint)
    counts = {state: sum(one.state == state for one in made) for state in ("made", "kept", "failed")}
    if counts["failed"]:
        console.say("What is made stays: the same command makes the rest.")
    console.show(f"Made {counts['made']}, kept {counts['kept']}, failed {counts['failed']} in {output}")


def _planned(
    source: str,
    table: Path,
    sizes: list[str] | None,
    languages: list[str] | None,
    mapping: list[str] | None,
    name: str | None,
    brand: str | None,
) -> "Batch":
    from studio.base.errors import InputError
    from studio.formats.suggestions import near_and_all
    from studio.formats.tables import read_table
    from studio.presets.catalog import bundled
    from studio.services.batch.languages import languages_of
    from studio.services.batch.matching import match_columns, parse_target
    from studio.services.batch.names import check_pattern
    from studio.services.batch.plan import PATTERN, Batch
    from studio.services.named_brand import named_brand
    from studio.services.opening import check_language

    found = bundled().load_template(source)
    if brand is not None:
        named_brand(brand)  # what is wrong with it is said once, not for every row
    rows = read_table(table)
    columns = match_columns(found, rows.headers)
    for one in mapping or ():
        header, _, written = one.rpartition("=")
        if not header or not written.strip():
            raise InputError(f"'{one}' maps nothing", "Write --map COLUMN=VALUE.")
        target = parse_target(found, written.strip())
        if header not in rows.headers:
            raise InputError(f"the sheet has no column '{header}'", near_and_all(header, rows.headers))
        if target is None:
            known = [parameter.id for parameter in found.parameters]
            raise InputError(f"the template has no value '{written}'", near_and_all(written, known))
        columns = {name: kept for name, kept in columns.items() if kept != target} | {header: target}
    wanted = tuple(sizes or found.formats[:1])
    for size in wanted:
        if size not in found.formats:
            raise InputError(f"the template has no size '{size}'", near_and_all(size, found.formats))
    for language in languages or ():
        check_language(language)
    planned = Batch(
        found,
        rows,
        columns,
        tuple(dict.fromkeys(wanted)),
        tuple(dict.fromkeys(languages or languages_of(found, rows, columns, "ar"))),
        table.parent,
        name or PATTERN,
        brand,
        source,
    )
    check_pattern(planned)
    return planned


def _finding(planned: "Batch", one: Any) -> dict[str, Any]:
    return {
        "row": planned.table.numbers[one.row],
        "level": one.level,
        "column": one.column,
        "message": one.message,
        "hint": one.hint,
        "file": one.file,
    }


def _tell(planned: "Batch", rows: "list[CheckedRow]") -> None:
    for header, target in planned.columns.items():
        console.say(f"{target.written} <- {header}")
    for header in planned.unmatched():
        console.warn(f"The column '{header}' fills nothing.", "Use --map COLUMN=VALUE if it should.")
    console.say(f"In {' and '.join(planned.languages)}.")
    for row in rows:
        for one in row.findings:
            file = one.file if one.file not in one.message else ""
            where = ", ".join(part for part in (one.column, file and f"'{file}'") if part)
            where = f"row {planned.table.numbers[one.row]}" + (f", {where}" if where else "")
            console.show(f"{where}: {one.level}: {one.message}")
            if one.hint:
                console.show(f"  {one.hint}")
    bad = sum(bool(row.findings) for row in rows)
    counted = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    console.show(f"{counted}, {bad} with findings, {sum(row.blocked for row in rows)} cannot be made")
