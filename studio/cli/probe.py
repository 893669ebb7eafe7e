"""`studio probe`: what is in a media file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli import console
from studio.cli.options import Json

if TYPE_CHECKING:
    from studio.media.probe import MediaInfo

HELP = """Tell what is in a picture, film or sound file.

\b
Examples:
  studio probe film.mp4
  studio probe photo.jpg --json
"""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help=HELP)
def probe(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A picture, film or sound.")],
    as_json: Json = False,
) -> None:
    from studio.media.probe import probe as look

    info = look(file)
    if as_json:
        console.show_json(_facts(info))
    else:
        console.show(_words(info))


def _facts(info: "MediaInfo") -> dict[str, Any]:
    from msgspec import to_builtins

    facts: dict[str, Any] = to_builtins(info, enc_hook=str)  # paths and fractions
    facts["duration"] = None if info.duration is None else float(info.duration)
    if info.video is not None:
        facts["video"]["rate"] = None if info.video.rate is None else float(info.video.rate)
        facts["video"]["notes"] = _notes(info.path)
    return facts


def _notes(path: Path) -> list[str]:
    """What is unusual about a film, and what becomes of it."""
    from studio.base.errors import MediaError
    from studio.media.video_index import video_index

    try:
        index = video_index(path)
    except MediaError as error:
        return [f"It cannot be used in a film: {error.message}. {error.hint}"]
    found = []
    if index.varies:
        low, high = index.rates
        found.append(
            f"VFR: the frame rate varies ({low:.3g} to {high:.3g} frames/s); each frame keeps its time."
        )
    if index.rotation:
        found.append(f"Recorded turned; it is shown upright (by {index.rotation}° clockwise).")
    if index.is_hdr:
        kind = "HLG" if index.color.transfer == 18 else "PQ"
        found.append(f"HDR ({kind}): its light is toned down for SDR films.")
    if index.interlaced:
        found.append("Interlaced: every other line is shown, so that movement has no combs.")
    if index.has_alpha:
        found.append("Transparent: what is below it shows through.")
    if index.counted:
        found.append("Its frames have no times: all are taken to last equally long.")
    return found


def _words(info: "MediaInfo") -> str:
    from studio.cli.progress import clock
    from studio.cli.sizes import in_words

    lines = [f"{info.path}: {info.format}, {in_words(info.bytes)}"]
    if info.duration is not None:
        lines[0] += f", {float(info.duration):.2f} s ({clock(float(info.duration))})"
    if info.image is not None:
        extra = ", transparent" if info.image.has_alpha else ""
        extra += ", animated" if info.image.animated else ""
        lines.append(f"  picture  {info.image.width} x {info.image.height}{extra}")
    if info.video is not None:
        video = info.video
        rate = "rate unknown" if video.rate is None else f"{float(video.rate):.6g} frames/s"
        varies = "" if video.constant_rate else " (varies)"
        turned = f", turned by {video.rotation}°" if video.rotation else ""
        lines.append(
            f"  film     {video.width} x {video.height}, {video.codec}, {rate}{varies}, "
            f"{video.frame_count} frames, {video.pixel_format}{turned}"
        )
        lines += [f"           {note}" for note in _notes(info.path)]
    if info.audio is not None:
        channels = {1: "mono", 2: "stereo"}.get(info.audio.channels, f"{info.audio.channels} channels")
        lines.append(f"  sound    {info.audio.codec}, {info.audio.sample_rate} Hz, {channels}")
    return "\n".join(lines)
