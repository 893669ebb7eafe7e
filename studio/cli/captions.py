"""`studio captions`: subtitle files read, shown, converted."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli import captions_check, captions_recognise, captions_timing, console
from studio.cli.mendings import mended_facts, tell_mended
from studio.cli.options import Force, Json

if TYPE_CHECKING:
    from studio.formats.subtitles.types import Mended, SubtitleFile, SubtitleFormat
    from studio.services.captions.opening import OpenOptions

HELP = """Read subtitle files as they are in the wild, show, convert, time and check them.

\b
Examples:
  studio captions show film.srt                        its cues, and all that was mended
  studio captions convert film.srt film.vtt            another format
  studio captions convert old.ssa film.ass             Arabic karaoke filled from the right
  studio captions convert whisper.json film.srt        from speech recognition
  studio captions convert speech.txt film.srt --duration 90
  studio captions convert film.srt out --for facebook --video film.mp4   out/film.ar_AR.srt
  studio captions check film.srt                       whether it can be read; --mend -o OUT mends it
  studio captions shift film.srt 1.5 -o later.srt      also: time, stretch, sync, snap
  studio captions recognise film.mp4 --model DIR -o film.srt   from the speech, offline

Reads .srt .vtt .ass .ssa .sbv .ttml .dfxp .lrc .smi .sub .txt and the .json of Whisper's family, in UTF-8,
UTF-16, Windows-1256 and -1252, ISO-8859-6. Writes .srt .vtt .ass .sbv .ttml .lrc .txt and .json with word
times. A file that is there already is kept, unless --force. What was mended is told on standard error; with
--json it is part of the answer.
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False, help=HELP, no_args_is_help=True)

_File = Annotated[Path, typer.Argument(metavar="FILE", help="A subtitle file.")]
_Spoken = Annotated[
    str, typer.Option("--tell", metavar="ar|en", help="The language in which mendings are told.")
]
_Language = Annotated[
    str, typer.Option("--lang", metavar="TAG", help="The captions' language; otherwise by name and text.")
]
_From = Annotated[
    str | None, typer.Option("--from", metavar="FORMAT", help="What the file is; otherwise as it shows.")
]
_Duration = Annotated[
    str | None, typer.Option("--duration", metavar="SECONDS", help="Of text without times.")
]
_Rate = Annotated[float | None, typer.Option("--fps", min=1, max=240, help="Of MicroDVD files.")]
_Mend = Annotated[bool, typer.Option("--mend/--no-mend", help="Mend frozen letters and stray marks.")]
_Punctuation = Annotated[
    bool, typer.Option("--fix-punctuation", help="Move marks that stand at a line's wrong end.")
]
_All = Annotated[bool, typer.Option("--all", help="Tell every mending, not one of each kind.")]


@app.command()
def show(
    file: _File,
    language: _Language = "",
    form: _From = None,
    duration: _Duration = None,
    rate: _Rate = None,
    mend: _Mend = True,
    punctuation: _Punctuation = False,
    spoken: _Spoken = "en",
    every: _All = False,
    as_json: Json = False,
) -> None:
    """Show the cues of a subtitle file, and what was mended."""
    from studio.services.captions.opening import open_subtitles

    options = _options(language, form, duration, rate, mend, punctuation)
    found = open_subtitles(file, options)
    if as_json:
        console.show_json(_facts(found, spoken))
        return
    head = [found.format.value, found.encoding, found.language or "no language", f"{len(found.cues)} cues"]
    if found.title:
        head.append(found.title)
    console.show(", ".join(head))
    for number, cue in enumerate(found.cues, 1):
        text = cue.text.replace("\n", " / ")
        speaker = f"{cue.speaker}: " if cue.speaker else ""
        words = f"  ({len(cue.words)} words timed)" if cue.words else ""
        console.show(f"{number:5}  {_time(cue.start)}  {_time(cue.end)}  {speaker}{text}{words}")
    tell_mended(found.mended, spoken, every=every)


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", help="A subtitle file.")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write, or a folder.")],
    to: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help="The format; otherwise by OUT's ending.")
    ] = None,
    platform: Annotated[
        str, typer.Option("--for", metavar="player|youtube|facebook", help="How files in a folder are named.")
    ] = "player",
    video: Annotated[
        Path | None,
        typer.Option(
            "--video",
            metavar="FILE",
            help="The film that the file is for: its name in a folder, its size for .ass.",
        ),
    ] = None,
    words: Annotated[bool, typer.Option("--words/--no-words", help="Write word times if OUT can.")] = True,
    all_words: Annotated[
        bool, typer.Option("--spread-words", help="Give every word a time, also where IN has none.")
    ] = False,
    marks: Annotated[
        bool, typer.Option("--direction-marks", help="Mark lines that begin in Latin, for simple players.")
    ] = False,
    force: Force = False,
    language: _Language = "",
    form: _From = None,
    duration: _Duration = None,
    rate: _Rate = None,
    mend: _Mend = True,
    punctuation: _Punctuation = False,
    spoken: _Spoken = "en",
    every: _All = False,
    as_json: Json = False,
) -> None:
    """Write a subtitle file in another format."""
    from msgspec.structs import replace

    from studio.base.errors import InputError
    from studio.formats.subtitles.writing_parts import WriteOptions
    from studio.services.captions.converting import ConvertOptions
    from studio.services.captions.converting import convert as converted
    from studio.services.captions.sidecar import Platform

    if platform not in list(Platform):
        known = ", ".join(one.value for one in Platform)
        raise InputError(f"there is no place '{platform}' to name files for", f"There is: {known}.")
    opening = _options(language, form, duration, rate, mend, punctuation)
    options = ConvertOptions(
        replace(opening, word_times=all_words),
        WriteOptions(words=words, direction_marks=marks),
        None if to is None else _format(to),
        Platform(platform),
        video,
        replace=force,
    )
    done = converted(source, target, options)
    if as_json:
        console.show_json({"path": str(done.path), **_facts(done.read, spoken, done.told)})
        return
    console.show(f"{done.path}: {len(done.read.cues)} cues")
    tell_mended((*done.read.mended, *done.told), spoken, every=every)


def _options(
    language: str, form: str | None, duration: str | None, rate: float | None, mend: bool, punctuation: bool
) -> "OpenOptions":
    """Raises InputError for names and numbers that are none."""
    from fractions import Fraction

    from studio.base.errors import InputError
    from studio.base.time import seconds
    from studio.services.captions.opening import OpenOptions

    length: Fraction | None = None
    if duration is not None:
        try:
            length = seconds(duration)
        except (ValueError, ZeroDivisionError):
            length = Fraction(0)
        if length <= 0:
            raise InputError(f"'{duration}' is no length of time", "Write seconds, such as 90 or 12.5.")
    return OpenOptions(
        language,
        None if form is None else _format(form),
        length,
        None if rate is None else seconds(rate),
        mend,
        punctuation,
    )


def _format(name: str) -> "SubtitleFormat":
    from studio.base.errors import InputError
    from studio.formats.subtitles.types import SubtitleFormat

    try:
        return SubtitleFormat(name.lower().lstrip("."))
    except ValueError:
        known = ", ".join(one.value for one in SubtitleFormat)
        raise InputError(f"there is no subtitle format '{name}'", f"There is: {known}.") from None


def _time(time: Any) -> str:
    from studio.formats.subtitles.times import vtt_time

    return vtt_time(time)


def _facts(found: "SubtitleFile", spoken: str, more: "Iterable[Mended]" = ()) -> dict[str, Any]:
    from studio.model.document import as_json, write_time

    return {
        "format": found.format.value,
        "encoding": found.encoding,
        "language": found.language,
        "title": found.title,
        "cues": [
            {"start": write_time(cue.start), "end": write_time(cue.end), **as_json(cue)} for cue in found.cues
        ],
        "told": mended_facts((*found.mended, *more), spoken),
    }


captions_check.add_to(app)
captions_timing.add_to(app)
captions_recognise.add_to(app)
