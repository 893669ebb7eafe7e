"""Captions burnt into a phone's video: ours, word by word lit, beside ffmpeg with libass and the same cues
standing still.

Both decode the same file, encode with the same settings of x264 and copy the sound.  They take turns in one
run, and their medians are compared.
"""

import shutil
import statistics
from collections.abc import Callable
from pathlib import Path

from studio.base.time import FrameRate
from studio.encode.command import burning_arguments, phone_arguments
from studio.formats.subtitles.types import SubtitleFile, SubtitleFormat
from studio.formats.subtitles.writing_parts import WriteOptions
from studio.media.ffmpeg import ffmpeg_command
from studio.model.export import ExportProfile
from studio.presets.catalog import bundled
from studio.services.bench.child import run_measured, studio_command
from studio.services.bench.workloads import caption_cues
from studio.services.captions.ass_style import ass_look
from studio.services.captions.converting import save_subtitles
from studio.text.fonts import FontCatalog

STYLE, BRAND = "word-pill", "hiwar-dark"
RATE = FrameRate(30)


def measure_caption(
    work: Path, media: Path, seconds: int, repeat: int, say: Callable[[str], None]
) -> dict[str, float]:
    """ours_s, libass_s: medians of `repeat` runs each, over a video of so many seconds."""
    film = make_phone_video(media, seconds)
    file = SubtitleFile(caption_cues(seconds), "ar")
    timed, static = work / "caption.json", work / "caption.ass"
    save_subtitles(file, timed, SubtitleFormat.WORDS)
    look = ass_look(bundled().caption(STYLE).style, bundled().brand(BRAND).look)
    save_subtitles(file, static, SubtitleFormat.ASS, WriteOptions(words=False, look=look))
    fonts = Path(FontCatalog.bundled().face(look.font, 700).source.path).parent
    profile = ExportProfile(id="standard", name={"en": "Standard"})
    ours_film, other_film = work / "caption-ours.mp4", work / "caption-libass.mp4"
    ours_command = studio_command(
        "caption", str(film), str(timed), "-o", str(ours_film), "--style", STYLE, "--json"
    )
    other_command = ffmpeg_command(burning_arguments(film, static, fonts, RATE, profile, other_film))
    store = work / "caption-store"
    ours, other = [], []
    for turn in range(repeat):
        say(f"caption: ours, {turn + 1} of {repeat}")
        ours.append(run_measured(ours_command, store).seconds)
        shutil.rmtree(store, ignore_errors=True)
        say(f"caption: ffmpeg with libass, {turn + 1} of {repeat}")
        other.append(run_measured(other_command, work).seconds)
    sizes = [path.stat().st_size / 1e6 for path in (ours_film, other_film)]
    say(f"caption: ours {sizes[0]:.1f} MB, libass {sizes[1]:.1f} MB")
    return {"ours_s": statistics.median(ours), "libass_s": statistics.median(other)}


def make_phone_video(media: Path, seconds: int) -> Path:
    """A video as phones record them, of our own making, unless it is there."""
    film = media / f"phone-{seconds}.mp4"
    if not film.exists():
        run_measured(ffmpeg_command(phone_arguments(media / "photo.jpg", seconds, film)), media)
    return film
