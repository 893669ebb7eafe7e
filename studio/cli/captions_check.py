"""`studio captions check`: whether captions can be read, and mending what surely can be."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli import console
from studio.cli.options import Force, Json

if TYPE_CHECKING:
    from studio.services.captions.check_sources import CheckedLayer
    from studio.services.captions.findings import CheckLanguage, CueFinding


def add_to(app: typer.Typer) -> None:
    """The command as a part of `studio captions`."""
    app.command("check")(check)


def check(
    source: Annotated[Path, typer.Argument(metavar="FILE|PROJECT", help="A subtitle file, or a project.")],
    mend: Annotated[bool, typer.Option("--mend", help="Mend what surely can be; write it to OUT.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="OUT", help="Where --mend writes.")
    ] = None,
    force: Force = False,
    limits: Annotated[
        Path | None, typer.Option("--limits", metavar="TOML", help="A table of limits for each language.")
    ] = None,
    wishes: Annotated[
        list[str] | None, typer.Option("--set", metavar="LIMIT=NUMBER", help="One limit, such as speed=12.")
    ] = None,
    language: Annotated[str, typer.Option("--lang", metavar="TAG", help="The captions' language.")] = "",
    rate: Annotated[
        float | None, typer.Option("--fps", min=1, max=240, help="Frames a second; otherwise 25.")
    ] = None,
    length: Annotated[
        float | None,
        typer.Option("--duration", min=0.1, max=86_400, metavar="SECONDS", help="How long the film is."),
    ] = None,
    picture: Annotated[
        bool,
        typer.Option("--picture/--no-picture", help="Of a project, also contrast and place over its frames."),
    ] = True,
    spelling: Annotated[
        bool, typer.Option("--spelling", help="Spelling too, where there is a Hunspell dictionary.")
    ] = False,
    dictionary: Annotated[
        Path | None,
        typer.Option(
            "--dictionaries", metavar="DIR", help="Its folder; otherwise LibreOffice's or the system's."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Notes count as well.")] = False,
    spoken: Annotated[
        str, typer.Option("--tell", metavar="ar|en", help="The language of the answer.")
    ] = "en",
    every: Annotated[bool, typer.Option("--all", help="Tell every finding, not three of each kind.")] = False,
    as_json: Json = False,
) -> None:
    """Check whether captions can be read: speed, lines, times, breaks, marks, digits; of a project also
    contrast and place over its frames.

    \b
    studio captions check film.srt
    studio captions check film.srt --set speed=12 --set line=37 --fps 30
    studio captions check film.srt --mend -o better.srt
    studio captions check film.srt --spelling
    studio captions check film.hiwar --json

    Limits: speed, hard_speed (characters a second), line (characters), lines, shortest, longest (seconds),
    gap_frames. Exit code 1 where anything is wrong (with --strict also for notes), else 0; 2 for bad input.
    """
    from studio.base.errors import InputError
    from studio.services.captions.check_sources import CheckWishes, open_checked, save_mended
    from studio.services.captions.converting import check_target

    if spoken not in ("ar", "en"):
        raise InputError(f"findings are not told in '{spoken}'", "There is: ar, en.")
    if mend != (output is not None):
        raise InputError("--mend and -o belong together", "Write --mend -o OUT.")
    if output is not None:
        check_target(output, source, replace=force)
    spelled = spelling or dictionary is not None
    asked = CheckWishes(language, limits, tuple(wishes or ()), rate, length, picture, spelled, dictionary)
    opened = open_checked(source, asked)
    told: CheckLanguage = "ar" if spoken == "ar" else "en"
    layers = [layer.mended() for layer in opened.layers] if mend else list(opened.layers)
    if output is not None:
        save_mended(opened, layers, output)
    grave = ("block", "warning", "note") if strict else ("block", "warning")
    found = [finding for layer in layers for finding in layer.found]
    if as_json:
        mended = sum(len(layer.gone) for layer in layers)
        facts = {
            "findings": [_facts(layer, one) for layer in layers for one in layer.found],
            "mended": mended,
        }
        console.show_json(facts | ({"path": str(output)} if output is not None else {}))
    else:
        for layer in layers:
            _tell(layer, told, every, named=len(layers) > 1)
        for note in opened.notes:
            console.warn(*note)
        if output is not None:
            console.show(f"{output}: {sum(len(layer.gone) for layer in layers)} mended, {len(found)} left")
        elif not found:
            console.show("لا ملاحظات." if told == "ar" else "Nothing found.")
    if any(one.level in grave for one in found):
        raise typer.Exit(1)


_TOLD = 3


def _tell(layer: "CheckedLayer", language: "CheckLanguage", every: bool, *, named: bool) -> None:
    from studio.formats.subtitles.times import vtt_time
    from studio.services.captions.findings import by_fault, mend_name, name_of, why

    if named and layer.found:
        console.show(f"{layer.name}:")
    for fault, ones in by_fault(layer.found).items():
        console.show(f"{ones[0].level}: {name_of(fault, language)} ({len(ones)})")
        for one in ones if every else ones[:_TOLD]:
            mend = f" [{mend_name(one.mend, language)}]" if one.mend is not None else ""
            text = one.text.replace("\n", " / ")
            console.show(f"  #{one.cue + 1} {vtt_time(one.time)} {why(one, language)}{mend}")
            console.show(f"      {text if len(text) <= 70 else text[:69] + '…'}")


def _facts(layer: "CheckedLayer", one: "CueFinding") -> dict[str, Any]:
    from studio.services.captions.findings import why

    return {
        "kind": one.fault.value,
        "level": one.level,
        "layer": layer.name,
        "cue": one.cue + 1,
        "time": float(one.time),
        "text": one.text,
        "values": dict(one.values),
        "ar": why(one, "ar"),
        "en": why(one, "en"),
        "mend": one.mend.value if one.mend is not None else "",
    }
