"""Export profiles in ffmpeg's words."""

from pathlib import Path

import ffmpeg

from studio.base.time import FrameRate
from studio.media.ffmpeg import file_argument
from studio.media.probe import ColorTags
from studio.model.export import ExportProfile

_PRESET = {"fast": "veryfast", "balanced": "medium", "small": "slow"}
# Frames that x264 looks ahead, about 7 MiB each at 1080x1920 and in every worker.  The presets' own 10, 40
# and 50 give more bytes and more quality in the same proportion (W1: 12 % for 0.4 dB).
_LOOKAHEAD = {"fast": 4, "balanced": 10, "small": 20}
# How x264 places B-frames: always three (0) takes 12 % less time than deciding (1), for 3 % fewer bytes and
# 0.1 dB less (W1).
_B_STRATEGY = {"fast": 0, "balanced": 1, "small": 1}
# Segments begin at scene changes, so x264 need not look for them: 6 % less time, and keyframes where they
# help (a film of scenes: 2 dB better for 14 % more bytes).  "fast" also leaves out the search for split inter
# blocks and for the last quarter of a pixel: a third less of x264's time, for 3 and 6 % more bytes at equal
# quality.  All of it together still gives smaller files at equal quality than x264's plain veryfast at the
# same CRF (a film of scenes: a quarter smaller by PSNR).
_X264 = {
    "fast": "scenecut=0:partitions=i8x8,i4x4:subme=1",
    "balanced": "scenecut=0",
    "small": "scenecut=0",
}
_CRF = {"draft": 28, "standard": 20, "high": 16}
_KEYFRAME_SECONDS = 5
BT709 = ColorTags(primaries=1, transfer=1, matrix=1, full_range=False)
"""ITU-T H.273 code points of BT.709 with limited range, which is what a film without HDR is shown as."""

REORDERED_FRAMES = 2
"""How many frames decoding runs ahead of showing, with x264's B-pyramid and any number of B-frames."""


def time_scale(rate: FrameRate) -> int:
    """Ticks a second of a film's video track: every frame begins on a tick, and ticks are under 0.1 ms."""
    ticks = rate.numerator
    while ticks < 10_000:
        ticks *= 2
    return ticks


def film_options(scale: int, *, notes: bool = False) -> dict[str, str]:
    """Options of the MP4 muxer for a finished film: index first, exact clock, no note of program or time.

    scale: ticks a second.  notes: whatever is said of the film (place, camera) is written too.
    """
    return {
        "movflags": "+faststart+use_metadata_tags" if notes else "+faststart",
        "movie_timescale": str(scale),
        "fflags": "+bitexact",
    }


def segment_arguments(
    width: int, height: int, rate: FrameRate, profile: ExportProfile, output: Path, color: ColorTags = BT709
) -> list[str]:
    """I420 frames on stdin to one closed-GOP H.264 segment in an MP4 file.

    One thread: the same bytes on every machine, and segments rather than slices share out the cores.
    """
    # A short queue: frames are megabytes, and a long one would only be memory.
    source = _frames("pipe:0", width, height, rate, color, protocol_whitelist="pipe", thread_queue_size=2)
    stream = _tagged(source, color).output(
        file_argument(output),
        f="mp4",
        threads=1,
        **_coding(profile, rate),
        **_tags(color),
        **{
            "flags:v": "+cgop+bitexact",
            "fflags": "+bitexact",
            "filter_threads": 1,
            "filter_complex_threads": 1,
            # x264's own note of its settings: some hundred bytes a segment that nobody reads.
            "bsf:v": "filter_units=remove_types=6",
            "map_metadata": -1,
            "video_track_timescale": time_scale(rate),
        },
    )
    arguments: list[str] = ffmpeg.get_args(stream)
    return arguments


def plain_arguments(frames: Path, width: int, height: int, rate: FrameRate, output: Path) -> list[str]:
    """A file of I420 frames (BT.709, limited range) to an H.264 file, as anyone would encode it: by x264's
    preset `veryfast` at CRF 20, with all cores.  What a renderer is measured beside."""
    frames_in = _frames(file_argument(frames), width, height, rate, BT709)
    stream = _tagged(frames_in, BT709).output(
        file_argument(output),
        vcodec="libx264",
        preset="veryfast",
        crf=20,
        pix_fmt="yuv420p",
        **_tags(BT709),
    )
    arguments: list[str] = ffmpeg.get_args(stream)
    return arguments


def burning_arguments(
    film: Path, subtitles: Path, fonts: Path, rate: FrameRate, profile: ExportProfile, output: Path
) -> list[str]:
    """A film with an ASS file burnt in by libass, its sound copied, encoded as a segment of ours is but with
    all cores.  What captioning is measured beside.

    fonts: a folder of fonts that the file names.
    """
    source = ffmpeg.input(file_argument(film))
    drawn = source.video.filter("ass", filename=file_argument(subtitles), fontsdir=file_argument(fonts))
    stream = ffmpeg.output(
        drawn, source.audio, file_argument(output), acodec="copy", **_coding(profile, rate)
    )
    arguments: list[str] = ffmpeg.get_args(stream)
    return arguments


def phone_arguments(photo: Path, seconds: int, output: Path) -> list[str]:
    """A video as phones record them: 1080 x 1920, 30 frames a second, about 17 Mbit/s of H.264 with a key
    frame a second and no B-frames, a hand that shakes, something that moves, the sensor's noise, and sound.

    photo: a picture of 1600 x 2400 px.
    """
    picture = ffmpeg.input(file_argument(photo), loop=1, framerate=30)
    across = "260+150*sin(t/3)+7*sin(9*t)+3*sin(23*t)"
    down = "240+120*sin(t/4)+6*sin(11*t)+3*sin(29*t)"
    shaken = picture.filter("crop", 1080, 1920, across, down)
    thing = ffmpeg.input(file_argument(photo), loop=1, framerate=30)
    thing = thing.filter("scale", 320, 480).filter("hue", h=90)
    moving = shaken.overlay(thing, x="380+330*sin(t*1.3)", y="700+300*cos(t*0.9)", eval="frame", shortest=0)
    noisy = moving.filter("format", "yuv420p").filter("noise", c0s=9, c0f="t", c1s=4, c1f="t", c2s=4, c2f="t")
    tagged = noisy.filter("setparams", colorspace=1, color_primaries=1, color_trc=1, range="tv")
    voice = ffmpeg.input("anoisesrc=r=48000:c=pink:a=0.4", f="lavfi").filter("tremolo", f=3, d=0.9)
    stream = ffmpeg.output(
        tagged,
        voice,
        file_argument(output),
        t=seconds,
        vcodec="libx264",
        preset="superfast",
        pix_fmt="yuv420p",
        g=30,
        bf=0,
        acodec="aac",
        **{"b:v": "17M", "maxrate": "20M", "bufsize": "20M", "profile:v": "high", "b:a": "128k"},
        **_tags(BT709),
    )
    arguments: list[str] = ffmpeg.get_args(stream)
    return arguments


def _coding(profile: ExportProfile, rate: FrameRate) -> dict[str, str | int]:
    """How x264 codes pictures."""
    return {
        "vcodec": "libx264",
        "preset": _PRESET[profile.speed],
        "crf": _CRF[profile.quality],
        "pix_fmt": "yuv420p",
        "g": max(1, round(_KEYFRAME_SECONDS * rate.fraction)),
        "profile:v": "high",
        "bf": 3,
        "b_strategy": _B_STRATEGY[profile.speed],
        "x264-params": _X264[profile.speed],
        "rc-lookahead": _LOOKAHEAD[profile.speed],
    }


def _tags(color: ColorTags) -> dict[str, str | int]:
    """ffmpeg takes the code points of H.273 as they are."""
    return {
        "colorspace": color.matrix,
        "color_primaries": color.primaries,
        "color_trc": color.transfer,
        "color_range": _range(color),
    }


def _range(color: ColorTags) -> str:
    return "pc" if color.full_range else "tv"


def _frames(
    source: str, width: int, height: int, rate: FrameRate, color: ColorTags, **options: str | int
) -> ffmpeg.nodes.FilterableStream:
    """I420 frames as an input."""
    return ffmpeg.input(
        source,
        f="rawvideo",
        pixel_format="yuv420p",
        video_size=(width, height),
        framerate=str(rate),
        **_tags(color),
        **options,
    )


def _tagged(frames: ffmpeg.nodes.FilterableStream, color: ColorTags) -> ffmpeg.nodes.FilterableStream:
    """The tags must be on the frames: ffmpeg 9 converts frames without them in silence."""
    return frames.filter(
        "setparams",
        colorspace=color.matrix,
        color_primaries=color.primaries,
        color_trc=color.transfer,
        range=_range(color),
    )
