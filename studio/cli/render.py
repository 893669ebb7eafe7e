"""`studio render`: a template or a project to a film."""

import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli import console
from studio.cli.options import Brand, DigitsOption, Json, Language, Output, Samples, Set, Size, Source, Values

if TYPE_CHECKING:
    from studio.scene.findings import Finding
    from studio.services.export import ExportResult

HELP = """Make a film (MP4: H.264 and AAC) from a template or a project.

\b
Examples:
  studio render our-numbers --samples
  studio render our-numbers --values figures.toml --size 16:9 --lang en
  studio render our-numbers --set hook="ماذا يفعل الحوار؟" --set source=@source.txt \\
      --set figures='[{value = 72, label = "مشاركا ومشاركة"}]' -o film.mp4
  studio render our-numbers --samples --set figures.0.value=80
  studio render my-project.hiwar --profile draft --range 0-5

Values: text is taken as it is; a list is written as TOML, or part by part (figures.0.value=72, rows from 0);
name=@FILE reads a text file (@@ begins a text with an @); hook.en="…" gives one language. Pictures are files,
or films that play in silence: picture=walk.mp4#t=12.5 begins at second 12.5. `studio presets TEMPLATE` tells
which values a template takes.

A film is made in segments of a few seconds. Finished ones are kept: a stopped render (Ctrl-C) goes on where
it was, and after a change only what changed is made anew. --fresh makes all anew.

Without --output the film is SOURCE-SIZE-LANGUAGE.mp4 in the current folder. Exit codes: 0 made, 1 failed,
2 the input cannot be used, 130 stopped.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def render(
    source: Source,
    output: Output = None,
    assignments: Set = None,
    values: Values = None,
    samples: Samples = False,
    size: Size = None,
    language: Language = None,
    brand: Brand = None,
    digits: DigitsOption = None,
    profile: Annotated[
        str | None,
        typer.Option("--profile", "--for", metavar="ID", help="Where it goes: see studio presets exports."),
    ] = None,
    stretch: Annotated[
        str | None,
        typer.Option("--range", metavar="START-END", help="Only this stretch: seconds, or m:ss."),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Keep nothing of earlier renders.")] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, max=64, help="Processes side by side; else by memory and cores."),
    ] = None,
    as_json: Json = False,
) -> None:
    from studio.render.binding import load_qt

    load_qt()  # before all else: the fewer modules are there, the sooner it is done
    from studio.base.errors import InputError
    from studio.cli.findings import tell
    from studio.cli.progress import ProgressLine
    from studio.cli.stopping import stoppable
    from studio.cli.wishes import parse_range, wishes_of
    from studio.model.export import ExportProfile
    from studio.presets.catalog import bundled
    from studio.services.opening import open_source
    from studio.services.render_workers import RenderWorkers

    began = time.monotonic()
    standard = ExportProfile(id="standard", name={"ar": "قياسي", "en": "Standard"})
    chosen = standard if profile is None else bundled().export(profile)
    wishes = wishes_of(assignments, values, samples, size, language, brand, digits)
    if output is not None and output.suffix.lower() not in ("", ".mp4", ".m4v") and not output.is_dir():
        raise InputError(f"films are not written as '{output.suffix}'", "Use .mp4.", str(output))
    opened = open_source(source, wishes)
    composition = opened.composition
    frames = None
    if stretch is not None:
        frames = parse_range(stretch, composition.rate_exact, composition.frame_count)
    film = output or Path(opened.file_name(".mp4"))
    with ExitStack() as stack:
        cancellation = stack.enter_context(stoppable())
        progress = stack.enter_context(ProgressLine())
        pool = stack.enter_context(RenderWorkers(workers))  # they start while this process imports and plans
        from studio.services.export import ExportRequest, export
        from studio.services.findings import findings_of, profile_warnings

        found = findings_of(composition, opened.resources, cancellation)
        if not as_json:
            tell(found)
        request = ExportRequest(composition, opened.resources, chosen, film, frames, fresh)
        result = export(request, progress, cancellation, pool)
    seconds = time.monotonic() - began
    segments = {"kept": result.kept, "rendered": result.rendered}
    if result.report is None:
        ready = result.kept + result.rendered
        kept = f"{ready} finished {'segment is' if ready == 1 else 'segments are'} kept"
        raise typer.Exit(
            console.stopped(
                f"Stopped. {kept}: the same command goes on from there.",
                as_json,
                output=str(film),
                segments=segments,
            )
        )
    warnings = profile_warnings(chosen, float(result.report.duration), result.report.bytes)
    if as_json:
        console.show_json(_facts(result, found, warnings, pool.count, seconds))
        return
    for warning in warnings:
        console.warn(warning)
    console.show(_summary(result, seconds))


def _facts(
    result: "ExportResult", found: "tuple[Finding, ...]", warnings: list[str], workers: int, seconds: float
) -> dict[str, Any]:
    from studio.cli.findings import as_facts

    report = result.report
    assert report is not None
    return {
        "output": str(result.output),
        "bytes": report.bytes,
        "width": report.width,
        "height": report.height,
        "frames": report.frames,
        "duration": float(report.duration),
        "rate": None if report.rate is None else float(report.rate),
        "audio": report.audio_duration is not None,
        "segments": {"kept": result.kept, "rendered": result.rendered},
        "workers": workers,
        "seconds": round(seconds, 2),
        "findings": as_facts(found),
        "warnings": warnings,
    }


def _summary(result: "ExportResult", seconds: float) -> str:
    from studio.cli.sizes import in_words

    report = result.report
    assert report is not None
    kept = f", {result.kept} of {result.kept + result.rendered} segments kept" if result.kept else ""
    sound = "" if report.audio_duration is not None else ", without sound"
    return (
        f"Made {result.output}\n"
        f"  {report.width} x {report.height}, {float(report.duration):.1f} s{sound}, "
        f"{in_words(report.bytes)}, in {seconds:.1f} s{kept}"
    )
