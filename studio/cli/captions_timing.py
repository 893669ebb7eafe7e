"""`studio captions time | shift | stretch | sync | snap`: the times of a subtitle file, all at once."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli import console
from studio.cli.options import Force, Json

if TYPE_CHECKING:
    from studio.formats.subtitles.types import SubtitleFile
    from studio.services.captions.cues import Cues

_In = Annotated[Path, typer.Argument(metavar="FILE", help="A subtitle file.")]
_Out = Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="The file to write.")]
_From = Annotated[
    int, typer.Option("--from", metavar="N", min=1, help="From cue N on; those before stay where they are.")
]
_MOST_RATE = 240
_Rate = Annotated[float, typer.Option("--fps", min=1, max=_MOST_RATE, help="Frames a second of the film.")]


def add_to(app: typer.Typer) -> None:
    """The commands as parts of `studio captions`."""
    app.command("time")(time_words)
    # An option that it does not know may be a time: -0.8.
    app.command("shift", context_settings={"ignore_unknown_options": True})(shift)
    app.command("stretch")(stretch)
    app.command("sync")(sync)
    app.command("snap")(snap)


def time_words(
    file: _In,
    output: _Out,
    again: Annotated[
        bool, typer.Option("--again", help="Spread words anew that have times already.")
    ] = False,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Give every word a time, as long as its letters and harakat take to say.

    Words that have times keep them, unless --again. Only .vtt, .ass, .ttml, .lrc and .json can hold them.

    \b
    studio captions time film.srt -o film.json
    studio captions time film.srt -o film.ass        karaoke
    """
    from studio.base.errors import InputError
    from studio.formats.subtitles.types import SubtitleFormat
    from studio.services.captions.converting import target_format
    from studio.services.captions.word_times import with_word_times

    form = target_format(output)
    if form in (SubtitleFormat.SRT, SubtitleFormat.SBV, SubtitleFormat.TEXT):
        hint = "Choose .vtt, .ass, .ttml, .lrc or .json."
        raise InputError(f"word times have no place in {output.suffix} files", hint, str(output))

    def timed(cues: "Cues") -> "Cues":
        plain = (cue.model_copy(update={"words": ()}) if again else cue for cue in cues)
        return tuple(with_word_times(cue) for cue in plain)

    _edit(file, output, timed, as_json, force=force)


def shift(
    file: _In,
    by: Annotated[str, typer.Argument(metavar="SECONDS", help="1.5 is later, -1.5 earlier.")],
    output: _Out,
    first: _From = 1,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Move cues later or earlier.

    \b
    studio captions shift film.srt 1.5 -o later.srt
    studio captions shift film.srt -0.8 -o earlier.srt
    studio captions shift film.srt 2 --from 40 -o film2.srt      after an advertisement was put in
    """
    from studio.services.captions.cue_times import shift as shifted

    length = _seconds(by)
    _edit(
        file,
        output,
        lambda cues: shifted(cues, length, range(first - 1, len(cues))).cues,
        as_json,
        force=force,
    )


def stretch(
    file: _In,
    output: _Out,
    factor: Annotated[
        str | None, typer.Option("--by", metavar="FACTOR", help="1.04 makes it four per cent slower.")
    ] = None,
    rates: Annotated[
        str | None,
        typer.Option(
            "--fps", metavar="WAS:NOW", help="Made for a film of WAS frames a second, which has NOW."
        ),
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Make cues slower or faster throughout, such as for a film of another frame rate.

    \b
    studio captions stretch film.srt --fps 25:23.976 -o film2.srt
    studio captions stretch film.srt --by 1.001 -o film2.srt
    """
    from studio.base.errors import InputError
    from studio.services.captions.cue_times import stretch as stretched

    if (factor is None) == (rates is None):
        raise InputError("stretching takes --by or --fps", "Write --by 1.04, or --fps 25:23.976.")
    by = _rates(rates) if rates is not None else _seconds(factor or "")
    _edit(file, output, lambda cues: stretched(cues, by).cues, as_json, force=force)


def sync(
    file: _In,
    points: Annotated[
        list[str],
        typer.Argument(metavar="WAS=NOW...", help="Seconds, or 1:02:03.5; #12=65 is the start of cue 12."),
    ],
    output: _Out,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Re-sync by points: one shifts, two stretch as well, more bend the time at each.

    \b
    studio captions sync film.srt '#1=2.4' '#310=1:02:07.2' -o film2.srt
    studio captions sync film.srt 10=12.5 3600=3671 -o film2.srt
    """
    from studio.services.captions.cue_times import resync

    def synced(cues: "Cues") -> "Cues":
        return resync(cues, [_point(point, cues) for point in points]).cues

    _edit(file, output, synced, as_json, force=force)


def snap(
    file: _In,
    output: _Out,
    speech: Annotated[
        Path | None, typer.Option("--speech", metavar="VIDEO", help="To where somebody speaks in its sound.")
    ] = None,
    cuts: Annotated[
        Path | None, typer.Option("--cuts", metavar="VIDEO", help="To where it cuts from shot to shot.")
    ] = None,
    frames: Annotated[bool, typer.Option("--frames", help="To whole frames.")] = False,
    gaps: Annotated[
        int | None, typer.Option("--gaps", min=0, max=12, metavar="FRAMES", help="Short gaps become so long.")
    ] = None,
    overlaps: Annotated[bool, typer.Option("--overlaps", help="No cue is shown as another begins.")] = False,
    rate: _Rate = 25,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Snap times to speech, cuts, each other and frames; several at once go in that order.

    \b
    studio captions snap film.srt --speech film.mp4 --overlaps --gaps 2 -o film2.srt
    studio captions snap film.srt --cuts film.mp4 --fps 30 -o film2.srt
    """
    from studio.base.errors import InputError
    from studio.base.time import FrameRate, seconds
    from studio.services.captions.cue_times import (
        close_gaps,
        fix_overlaps,
        snap_to_cuts,
        snap_to_frames,
        snap_to_speech,
    )
    from studio.services.captions.scene_cuts import scene_cuts
    from studio.services.captions.speech import speech_spans
    from studio.services.waveforms import waveform

    if speech is None and cuts is None and not frames and gaps is None and not overlaps:
        hint = "Name --speech, --cuts, --frames, --gaps or --overlaps."
        raise InputError("nothing to snap to was named", hint)
    exact = seconds(rate)
    fps = FrameRate(exact.numerator, exact.denominator)
    spans = None if speech is None else speech_spans(waveform(speech))
    if spans is not None and not spans:
        raise InputError("no speech was found in this sound", "Is it the right file?", str(speech))

    shots = None if cuts is None else scene_cuts(cuts)

    def snapped(cues: "Cues") -> "Cues":
        cues = cues if spans is None else snap_to_speech(cues, spans, fps).cues
        cues = cues if shots is None else snap_to_cuts(cues, shots, fps).cues
        cues = fix_overlaps(cues, fps).cues if overlaps else cues
        cues = cues if gaps is None else close_gaps(cues, fps, gaps).cues
        return snap_to_frames(cues, fps).cues if frames else cues

    _edit(file, output, snapped, as_json, force=force)


def _edit(source: Path, target: Path, edit: "Callable[[Cues], Cues]", as_json: bool, *, force: bool) -> None:
    """Reads, changes, writes; tells how many cues were changed, and what could not be written."""
    from studio.services.captions.converting import check_target, save_subtitles, target_format
    from studio.services.captions.opening import open_subtitles
    from studio.services.captions.telling import told

    form = target_format(target)
    check_target(target, source, replace=force)
    file: SubtitleFile = open_subtitles(source)
    cues = edit(file.cues)
    lost = save_subtitles(file.with_cues(cues), target, form)
    changed = sum(before != after for before, after in zip(file.cues, cues, strict=True))
    if as_json:
        facts = [told(one) for one in (*file.mended, *lost)]
        console.show_json({"path": str(target), "cues": len(cues), "changed": changed, "told": facts})
        return
    console.show(f"{target}: {changed} of {len(cues)} cues changed")
    for one in lost:
        console.say(told(one))


def _seconds(text: str) -> Fraction:
    """Seconds as `-1.5`, `1:02.5` or `1:02:03`.  Raises InputError."""
    from studio.base.errors import InputError
    from studio.base.time import seconds

    sign = -1 if text.strip().startswith("-") else 1
    parts = text.strip().lstrip("+-").split(":")
    try:
        if len(parts) > 3:
            raise ValueError
        time = Fraction(0)
        for part in parts:
            time = time * 60 + seconds(part)
    except (ValueError, ZeroDivisionError):
        raise InputError(f"'{text}' is no time", "Write seconds (12.5) or hours:minutes:seconds.") from None
    return sign * time


def _rates(text: str) -> Fraction:
    from studio.base.errors import InputError
    from studio.base.time import seconds  # reads any exact number, and none of a million digits

    was, _, now = text.partition(":")
    known = {"23.976": Fraction(24000, 1001), "29.97": Fraction(30000, 1001), "59.94": Fraction(60000, 1001)}
    try:
        before, after = (known.get(part) or seconds(part) for part in (was, now))
        if not all(1 <= rate <= _MOST_RATE for rate in (before, after)):
            raise ValueError
    except (ValueError, ZeroDivisionError):
        hint = f"Write 25:23.976; rates go from 1 to {_MOST_RATE}."
        raise InputError(f"'{text}' names no two frame rates", hint) from None
    return before / after


def _point(text: str, cues: "Cues") -> tuple[Fraction, Fraction]:
    from studio.base.errors import InputError

    was, equals, now = text.partition("=")
    if not equals:
        raise InputError(
            f"'{text}' is no point", "Write WAS=NOW: 10=12.5, or #3=12.5 for the start of cue 3."
        )
    if was.startswith("#"):
        number = int(was[1:]) if was[1:].isdecimal() else 0
        if not 1 <= number <= len(cues):
            raise InputError(f"there is no cue {was}: there are {len(cues)}", "The first is #1.")
        return cues[number - 1].start, _seconds(now)
    return _seconds(was), _seconds(now)
