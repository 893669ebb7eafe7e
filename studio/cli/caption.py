"""`studio caption`: captions burnt into a film that is there already."""

import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct

from studio.cli import console
from studio.cli.options import Brand, Json, Output

if TYPE_CHECKING:
    from studio.base.time import TimeRange
    from studio.formats.subtitles.types import SubtitleFormat
    from studio.services.burning.burn import BurnPlan, BurnResult

HELP = """Burn animated captions into a video. Its size, frame times and colours stay, its sound is copied.

\b
Examples:
  studio caption phone.mp4 phone.srt -o captioned.mp4
  studio caption phone.mp4 phone.srt --style word-sweep
  studio caption phone.mp4 arabic.srt --second english.srt        two languages together
  studio caption phone.mp4 speech.txt                 a plain text, spread over what is spoken
  studio caption phone.mp4 phone.srt --position top --max-lines 1 --range 0:10-0:25
  studio caption phone.mp4 phone.srt --set highlight_color=#FFC828 --set text.size=72
  studio caption phone.mp4 phone.srt --sidecar srt --sidecar vtt

SUBTITLES is .srt .vtt .ass .ssa .sbv .ttml .lrc .json (word times of Whisper's family) or .txt; what was
mended in it is told. Without word times they are spread by how long each word takes to say.
`studio presets captions` lists the styles; --set changes a style's fields for this video.

The video is made in segments of a few seconds, and finished ones are kept: a stopped run (Ctrl-C) goes on
where it was. Without --output it is VIDEO-captioned.mp4 beside VIDEO. Metadata (place, camera, time) is left
out unless --keep-metadata is given. HDR becomes SDR. Exit codes: 0 made, 1 failed, 2 the input cannot be
used, 130 stopped.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def caption(
    video: Annotated[Path, typer.Argument(metavar="VIDEO", help="A film: .mp4, .mov, .webm, .mkv …")],
    subtitles: Annotated[
        Path | None, typer.Argument(metavar="SUBTITLES", help="A subtitle file, or a plain text.")
    ] = None,
    output: Output = None,
    style: Annotated[
        str | None,
        typer.Option("--style", metavar="ID", help="A caption style: see studio presets captions."),
    ] = None,
    language: Annotated[
        str, typer.Option("--lang", metavar="TAG", help="The captions' language; otherwise by name and text.")
    ] = "",
    second: Annotated[
        Path | None,
        typer.Option("--second", metavar="FILE", help="The same captions in another language."),
    ] = None,
    second_language: Annotated[
        str, typer.Option("--second-lang", metavar="TAG", help="The language of --second.")
    ] = "",
    position: Annotated[
        str | None, typer.Option("--position", metavar="foot|middle|top", help="Where captions stand.")
    ] = None,
    max_lines: Annotated[
        int | None, typer.Option("--max-lines", min=1, max=4, help="Lines that a caption may have.")
    ] = None,
    assignments: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="A field of the style. Repeat it for more."),
    ] = None,
    brand: Brand = None,
    stretch: Annotated[
        str | None,
        typer.Option("--range", metavar="START-END", help="Only this stretch: seconds, or m:ss."),
    ] = None,
    quality: Annotated[
        str | None, typer.Option("--quality", metavar="draft|standard|high", help="How good pictures are.")
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option("--profile", metavar="ID", help="An export profile: see studio presets exports."),
    ] = None,
    keep_rate: Annotated[
        bool,
        typer.Option(
            "--keep-rate/--constant-rate",
            help="Every frame at its own time, as phones record; or a constant number a second.",
        ),
    ] = True,
    sidecars: Annotated[
        list[str] | None,
        typer.Option("--sidecar", metavar="srt|vtt|…", help="Write the captions beside the video too."),
    ] = None,
    mend: Annotated[
        bool, typer.Option("--mend/--no-mend", help="Mend frozen letters and stray marks.")
    ] = True,
    keep_metadata: Annotated[
        bool, typer.Option("--keep-metadata", help="Keep what the file says of place, camera and time.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Keep nothing of earlier runs.")] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, max=64, help="Segments at once; else by memory and cores."),
    ] = None,
    spoken: Annotated[
        str, typer.Option("--tell", metavar="ar|en", help="The language in which mendings are told.")
    ] = "en",
    as_json: Json = False,
) -> None:
    from studio.render.binding import load_qt

    load_qt()  # before all else: the fewer modules are there, the sooner it is done
    from studio.base.errors import InputError
    from studio.cli.findings import tell
    from studio.cli.mendings import spoken_language, tell_mended
    from studio.cli.progress import ProgressLine
    from studio.cli.stopping import stoppable
    from studio.services.burning.captions import CaptionWishes
    from studio.services.captions.opening import OpenOptions
    from studio.services.given_values import parse_assignment
    from studio.services.render_workers import RenderWorkers

    began = time.monotonic()
    spoken_language(spoken)
    subtitles = _given(video, subtitles)
    if second is None and second_language:
        raise InputError("--second-lang tells of no file", "Name the file: --second FILE.")
    film = output if output is not None else video.with_name(f"{video.stem}-captioned.mp4")
    beside = _Sidecars(film, tuple(_form(name) for name in sidecars or ()), (video, subtitles, second))
    wishes = CaptionWishes(
        style,
        _tag(language),
        second,
        _tag(second_language),
        _position(position),
        max_lines,
        tuple(parse_assignment(one) for one in assignments or ()),
        brand,
        OpenOptions(mend=mend),
    )
    with ExitStack() as stack:
        cancellation = stack.enter_context(stoppable())
        progress = stack.enter_context(ProgressLine())
        pool = stack.enter_context(RenderWorkers(workers))  # they start while this process imports and plans
        from studio.services.burning.burn import BurnRequest, burn, plan_burning

        request = BurnRequest(
            video,
            subtitles,
            film,
            _profile(profile, quality),
            wishes,
            steady=not keep_rate,
            stretch=_stretch(stretch),
            notes=keep_metadata,
            fresh=fresh,
        )
        plan = plan_burning(request, cancellation)
        beside.check(plan)
        if not as_json:
            tell_mended(plan.captions.mended, spoken)
            for sentence in plan.told:
                console.say(f"Note: {sentence}")
            tell(plan.findings)
        result = burn(plan, progress, cancellation, pool)
        from studio.services.findings import profile_warnings
    seconds = time.monotonic() - began
    if result.report is None:
        raise typer.Exit(
            console.stopped(
                f"Stopped. {_segments(result)} kept: the same command goes on from there.",
                as_json,
                output=str(film),
                segments={"kept": result.kept, "rendered": result.made},
            )
        )
    written = beside.write(plan)
    warnings = profile_warnings(request.profile, float(result.report.duration), result.report.bytes)
    if as_json:
        console.show_json({**_facts(plan, result, written, seconds, spoken), "warnings": warnings})
        return
    for warning in warnings:
        console.warn(warning)
    console.show(_summary(plan, result, seconds))
    for path in written:
        console.show(f"Wrote {path}")


def _given(video: Path, subtitles: Path | None) -> Path:
    """The subtitle file.  Raises InputError where it is missing or stands in the film's place."""
    from studio.base.errors import InputError
    from studio.services.film_from_files import SUBTITLES, VIDEOS

    if subtitles is None and video.suffix.lower() in SUBTITLES:
        raise InputError("there is no video", "Name the video first, then its subtitle file.", str(video))
    if subtitles is None:
        raise InputError(
            "there are no captions to burn in",
            "Name a subtitle file after the video (.srt, .vtt …), or a .txt of what is said, which is spread "
            "over the speech. Phones and YouTube export .srt; `studio captions --help` tells what is read.",
            str(video),
        )
    if video.suffix.lower() in SUBTITLES and subtitles.suffix.lower() in VIDEOS:
        raise InputError("the subtitle file comes second", f"Write: studio caption {subtitles} {video}")
    return subtitles


def _tag(language: str) -> str:
    """A language's tag, empty where none is given.  Raises InputError."""
    import re

    from studio.base.errors import InputError

    tag = language.strip().replace("_", "-")
    if tag and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag) is None:
        raise InputError(f"'{language}' is no language", "Write its tag, such as ar, en or ar-JO.")
    return tag


def _position(name: str | None) -> str | None:
    from studio.base.errors import InputError
    from studio.formats.suggestions import unknown_name
    from studio.services.burning.captions import POSITIONS

    if name is not None and name not in POSITIONS:
        raise InputError(
            unknown_name("there is no position", name, POSITIONS), f"There is: {', '.join(POSITIONS)}."
        )
    return name


def _profile(identifier: str | None, quality: str | None) -> Any:
    from typing import get_args

    from studio.base.errors import InputError
    from studio.formats.suggestions import unknown_name
    from studio.model.export import ExportProfile, Quality
    from studio.presets.catalog import bundled

    profile = ExportProfile(id="standard", name={"ar": "قياسي", "en": "Standard"})
    if identifier is not None:
        profile = bundled().export(identifier)
    if quality is None:
        return profile
    known = get_args(Quality)
    if quality not in known:
        raise InputError(
            unknown_name("there is no quality", quality, known), f"There is: {', '.join(known)}."
        )
    return profile.model_copy(update={"quality": quality})


def _stretch(text: str | None) -> "TimeRange | None":
    """`START-END`; either may be left out.  Raises InputError."""
    if text is None:
        return None
    from fractions import Fraction

    from studio.base.errors import InputError
    from studio.base.time import TimeRange
    from studio.cli.wishes import parse_clock

    start_text, dash, end_text = text.partition("-")
    if not dash:
        raise InputError(f"'{text}' is no range", "Write START-END, such as 0-5, 1:05-1:20, 10- or -10.")
    start = parse_clock(start_text) if start_text.strip() else Fraction(0)
    end = parse_clock(end_text) if end_text.strip() else Fraction(10**6)
    if end <= start:
        raise InputError(f"the range '{text}' ends before it begins", "Write the earlier time first.")
    return TimeRange(start, end)


def _form(name: str) -> "SubtitleFormat":
    from studio.base.errors import InputError
    from studio.formats.subtitles.types import SubtitleFormat
    from studio.formats.subtitles.writing import WRITERS

    plain = name.lower().lstrip(".")
    known = [one.value for one in WRITERS]
    if plain not in known:
        raise InputError(f"subtitles are not written as '{name}'", f"There is: {', '.join(known)}.")
    return SubtitleFormat(plain)


class _Sidecars(Struct, frozen=True):
    """Subtitle files beside the film that is made.  sources: what nothing is written over."""

    film: Path
    forms: "tuple[SubtitleFormat, ...]"
    sources: tuple[Path | None, ...]

    def check(self, plan: "BurnPlan") -> None:
        """Raises InputError, OutputError for what could not be written."""
        from studio.base.errors import InputError
        from studio.services.output_place import check_place

        for path in self._paths(plan):
            check_place(path, "subtitle file")
            for source in self.sources:
                if source is not None and path.exists() and source.exists() and path.samefile(source):
                    raise InputError(
                        "the sidecar file would take the place of what it was made of",
                        "Give the film another name with --output.",
                        str(path),
                    )

    def write(self, plan: "BurnPlan") -> list[Path]:
        from studio.services.captions.converting import save_subtitles
        from studio.services.captions.sidecar import within

        stretch = plan.request.stretch
        paths = self._paths(plan)
        files = [plan.captions.file, plan.captions.second]
        sources = [file for file in files if file is not None for _ in self.forms]
        for path, file, form in zip(paths, sources, self.forms * len(files), strict=False):
            save_subtitles(file if stretch is None else within(file, stretch), path, form)
        return paths

    def _paths(self, plan: "BurnPlan") -> list[Path]:
        from studio.services.captions.sidecar import sidecar_path

        first, second = plan.captions.file, plan.captions.second
        language = first.language or plan.captions.composition.language
        found = [sidecar_path(self.film, language, form) for form in self.forms]
        if second is not None:
            tongue = second.language or ("en" if language.startswith("ar") else "ar")
            found += [sidecar_path(self.film, tongue, form) for form in self.forms]
        return found


def _segments(result: "BurnResult") -> str:
    ready = result.kept + result.made
    return f"{ready} finished {'segment is' if ready == 1 else 'segments are'}"


def _facts(
    plan: "BurnPlan", result: "BurnResult", written: list[Path], seconds: float, spoken: str
) -> dict[str, Any]:
    from studio.cli.findings import as_facts
    from studio.cli.mendings import mended_facts

    report, footage = result.report, plan.footage
    assert report is not None
    sound = footage.sound
    return {
        "output": str(report.path),
        "bytes": report.bytes,
        "width": report.width,
        "height": report.height,
        "frames": report.frames,
        "duration": float(report.duration),
        "varying_rate": footage.index.varies and not plan.request.steady,
        "sound": None if sound is None else {"codec": sound.codec, "copied": sound.copied},
        "style": plan.captions.style,
        "language": plan.captions.composition.language,
        "cues": len(plan.captions.composition.layers[0].cues),  # type: ignore[union-attr] # it is a caption layer
        "segments": {"kept": result.kept, "rendered": result.made},
        "seconds": round(seconds, 2),
        "sidecars": [str(path) for path in written],
        "notes": list(plan.told),
        "mended": mended_facts(plan.captions.mended, spoken),
        "findings": as_facts(plan.findings),
    }


def _summary(plan: "BurnPlan", result: "BurnResult", seconds: float) -> str:
    from studio.cli.sizes import in_words
    from studio.services.burning.burn import listed

    report = result.report
    assert report is not None
    kept = f", {result.kept} of {result.kept + result.made} segments kept" if result.kept else ""
    return (
        f"Made {report.path}\n"
        f"  {'; '.join(listed(plan))}\n"
        f"  {float(report.duration):.1f} s, {in_words(report.bytes)}, in {seconds:.1f} s{kept}"
    )
