"""A film with captions burnt in keeps all else: its frames' times, its colours, its sound."""

import hashlib
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.base.cancellation import Cancellation
from studio.base.errors import DocumentError, InputError, MediaError, OutputError
from studio.base.time import TimeRange
from studio.encode.check import check_timed_film
from studio.media.probe import probe
from studio.media.video_index import video_index
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.render.rasterizer import Rasterizer
from studio.scene.scene import Scene
from studio.services.burning.burn import BurnPlan, BurnRequest, BurnResult, burn, plan_burning
from studio.services.burning.captions import CaptionWishes
from studio.services.caption_styles import find_caption_style, new_caption_style
from studio.services.frame_stage import FrameStage
from studio.services.given_values import parse_assignment
from studio.services.resources import ResourceList, open_resources
from tests.unit.media.videos import HLG, INTERLACED, TONE, VFR, film, remuxed

PROFILE = ExportProfile(id="high", name={"en": "High"}, quality="high", segment_seconds=0.5)
SIZE = (160, 120)
SRT = """1
00:00:00,200 --> 00:00:00,700
حوار

2
00:00:01,000 --> 00:00:01,200
كلام
"""
AAC = ("-c:a", "aac")
BRIEF = ("-f", "lavfi", "-i", "sine=440:r=48000,atrim=duration=0.3,asetpts=N/SR/TB,asetnsamples=1024")

Request = Callable[..., BurnRequest]


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A film by name, made once."""
    folder = tmp_path_factory.mktemp("clips")
    plain = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "12", "-bf", "2")
    makers: dict[str, Callable[[Path], Path]] = {
        "plain.mp4": lambda path: film(path, *plain, *AAC, size=SIZE, sound=TONE),
        "varying.mp4": lambda path: film(
            path, *plain, *AAC, "-fps_mode", "vfr", size=SIZE, filters=VFR, sound=TONE
        ),
        "turned.mp4": lambda path: remuxed(clip("plain.mp4"), path, before=("-display_rotation", "90")),
        "odd.mkv": lambda path: film(path, "-c:v", "ffv1", size=(161, 121), filters="format=yuv420p"),
        "full.mp4": lambda path: film(
            path, *plain, size=SIZE, filters="scale=out_range=pc,format=yuvj420p,setparams=range=pc"
        ),
        "bt601.mp4": lambda path: film(
            path,
            *plain,
            size=SIZE,
            filters="format=yuv420p,setparams=colorspace=smpte170m:color_primaries=smpte170m:"
            "color_trc=smpte170m:range=tv",
        ),
        "hlg.mp4": lambda path: film(path, *plain, size=SIZE, filters=HLG),
        "fields.mp4": lambda path: film(path, *INTERLACED, size=SIZE),
        "pcm.mkv": lambda path: film(path, *plain, "-c:a", "pcm_s16le", size=SIZE, sound=TONE),
        "stream.ts": lambda path: film(path, *plain, *AAC, size=SIZE, sound=TONE),
        "silent.mp4": lambda path: film(path, *plain, size=SIZE),
        "late.mp4": lambda path: remuxed(
            clip("plain.mp4"),
            path,
            *("-map", "0:a", "-map", "1:v"),
            before=("-i", str(clip("plain.mp4")), "-itsoffset", "0.25"),
        ),
        "brief.mp4": lambda path: film(path, *plain, *AAC, size=SIZE, sound=BRIEF),
        "brief.mkv": lambda path: film(path, *plain, "-c:a", "pcm_s16le", size=SIZE, sound=BRIEF),
        "slow.mp4": lambda path: film(path, *plain, size=SIZE, frames=3, rate="2"),
    }

    def clip(name: str) -> Path:
        path = folder / name
        return path if path.exists() else makers[name](path)

    return clip


@pytest.fixture
def request_for(tmp_path: Path, clips: Callable[..., Path]) -> Request:
    subtitles = tmp_path / "captions.srt"
    subtitles.write_text(SRT, "utf-8")

    def make(name: str, output: str = "out.mp4", **more: Any) -> BurnRequest:
        more = {"subtitles": subtitles, "profile": PROFILE, "store": tmp_path / "store", **more}
        return BurnRequest(clips(name), output=tmp_path / output, **more)

    return make


def burnt(request: BurnRequest) -> tuple[BurnPlan, BurnResult]:
    plan = plan_burning(request)
    return plan, burn(plan)


def times_of(path: Path) -> list[Fraction]:
    """When each frame is shown, from the beginning of the file."""
    with av.open(str(path)) as container:
        begins = Fraction(container.start_time or 0, 1_000_000)
        return [
            Fraction(frame.pts or 0) * Fraction(frame.time_base or 0) - begins
            for frame in container.decode(video=0)
        ]


def sound_of(path: Path) -> list[tuple[str, Fraction]]:
    """The packets of the sound: what is in each, and how long it is."""
    with av.open(str(path)) as container:
        return [
            (hashlib.sha256(bytes(packet)).hexdigest(), (packet.duration or 0) * Fraction(packet.time_base))
            for packet in container.demux(container.streams.audio[0])
            if packet.pts is not None
        ]


def rgb_of(path: Path) -> list[NDArray[np.uint8]]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24").astype(np.uint8) for frame in container.decode(video=0)]


@pytest.mark.parametrize("name", ["plain.mp4", "varying.mp4", "late.mp4"])
def test_frames_keep_their_times_and_sound_its_packets(request_for: Request, name: str) -> None:
    request = request_for(name)
    plan, result = burnt(request)
    assert result.report is not None
    assert result.report.ok
    assert times_of(request.output) == times_of(request.film)
    assert sound_of(request.output) == sound_of(request.film)
    assert plan.footage.sound is not None
    assert plan.footage.sound.copied
    assert result.made >= 1


def test_only_what_a_caption_covers_is_another_picture(request_for: Request) -> None:
    request = request_for("plain.mp4")
    plan, _ = burnt(request)
    before, after = rgb_of(request.film), rgb_of(request.output)
    scene = Scene(plan.captions.composition, open_resources(ResourceList()))
    for number in (3, 15, 25, 33, 39):
        change = np.abs(before[number].astype(int) - after[number]).max(axis=2)
        covered = np.zeros(change.shape, bool)
        for one in scene.display_list(Fraction(number, 30)):
            bounds = one.bounds.rounded_out()
            covered[max(0, int(bounds.y)) : int(bounds.bottom), max(0, int(bounds.x)) : int(bounds.right)] = (
                True
            )
        assert covered.any() == (number in (15, 33))
        assert np.percentile(change[~covered], 99) < 12, "what x264 at CRF 16 leaves alone"
        if covered.any():
            assert change[covered].max() > 60


@pytest.mark.parametrize(
    ("name", "changes"), [("plain.mp4", ()), ("full.mp4", ()), ("bt601.mp4", ("box=#FFC828",))]
)
def test_preview_still_and_film_show_the_same_caption(
    request_for: Request, name: str, changes: tuple[str, ...]
) -> None:
    request = request_for(
        name, wishes=CaptionWishes(style="word-pill", changes=tuple(map(parse_assignment, changes)))
    )
    plan, _ = burnt(request)
    number = 15
    time = Fraction(number, 30)
    layer = {"type": "video", "id": "film", "media": "film", "place": FULL}
    data = plan.captions.composition.model_dump(mode="json", by_alias=True, exclude_unset=True)
    whole = Composition.model_validate({**data, "layers": [layer, *data["layers"]]})
    listed = ResourceList(media={"film": request.film})
    preview = FrameStage().paint(whole, listed, time, 1.0)[..., 2::-1]
    rasterizer = Rasterizer(*SIZE)
    rasterizer.rasterize(Scene(whole, open_resources(listed)).display_list(time))
    assert np.array_equal(rasterizer.pixels[..., 2::-1], preview), "still and preview"
    shown = rgb_of_frame(request.output, number)
    difference = np.abs(shown.astype(int) - preview.astype(int))
    # 4:2:0 shares colour among four pixels, and x264 loses a little: nearly all are as painted.
    assert np.percentile(difference.max(axis=2), 90) < 24
    assert difference.mean() < 5


FULL = {"area": "canvas", "width": "100%", "height": "100%"}


def rgb_of_frame(path: Path, number: int) -> NDArray[np.uint8]:
    """A frame as our own reading shows it."""
    from studio.media.video_frames import FrameShaper
    from studio.media.video_reader import VideoReader

    index = video_index(path)
    reader = VideoReader(index)
    pixels = FrameShaper(index).bgra(reader.frame(number), index.width, index.height)[..., 2::-1].copy()
    reader.close()
    return pixels


def test_a_turned_film_comes_out_upright(request_for: Request) -> None:
    request = request_for("turned.mp4")
    plan, result = burnt(request)
    assert result.report is not None
    assert (result.report.width, result.report.height) == (SIZE[1], SIZE[0])
    assert video_index(request.output).rotation == 0
    before = rgb_of_frame(request.film, 39)
    after = rgb_of_frame(request.output, 39)
    assert np.abs(before.astype(int) - after).mean() < 3
    assert any("upright" in one for one in plan.told)


def test_an_odd_size_loses_its_last_row_and_column_and_says_so(request_for: Request) -> None:
    request = request_for("odd.mkv")
    plan, result = burnt(request)
    assert result.report is not None
    assert (result.report.width, result.report.height) == (160, 120)
    assert any("161 x 121" in one for one in plan.told)
    before, after = rgb_of_frame(request.film, 39)[:120, :160], rgb_of_frame(request.output, 39)
    assert np.abs(before.astype(int) - after).mean() < 3


@pytest.mark.parametrize("name", ["full.mp4", "bt601.mp4", "plain.mp4"])
def test_colours_are_meant_as_before(request_for: Request, name: str) -> None:
    request = request_for(name)
    plan, _ = burnt(request)
    before, after = video_index(request.film).color, video_index(request.output).color
    assert after == before
    assert plan.footage.as_decoded
    assert after.full_range == (name == "full.mp4")


@pytest.mark.parametrize(("name", "word"), [("hlg.mp4", "HDR"), ("fields.mp4", "interlaced")])
def test_what_cannot_stay_is_told(request_for: Request, name: str, word: str) -> None:
    request = request_for(name)
    plan, result = burnt(request)
    assert result.report is not None
    assert any(word in one for one in plan.told)
    color = video_index(request.output).color
    assert (color.primaries, color.transfer, color.matrix) == (1, 1, 1)


def test_a_sound_that_mp4_does_not_hold_becomes_aac_and_mov_copies_it(request_for: Request) -> None:
    plan, _ = burnt(request_for("pcm.mkv"))
    found = probe(plan.request.output).audio
    assert found is not None
    assert found.codec == "aac"
    assert any("pcm_s16le" in one for one in plan.told)
    plan, result = burnt(request_for("pcm.mkv", "out.mov"))
    assert result.made == 0, "the pictures are kept"
    found = probe(plan.request.output).audio
    assert found is not None
    assert found.codec == "pcm_s16le"


def test_a_transport_stream_begins_anew_at_zero(request_for: Request) -> None:
    request = request_for("stream.ts")
    burnt(request)
    assert len(sound_of(request.output)) == len(sound_of(request.film))
    before, after = times_of(request.film), times_of(request.output)
    assert all(abs(one - other) < Fraction(1, 10_000) for one, other in zip(before, after, strict=True))


def test_a_film_without_sound_has_none_after(request_for: Request) -> None:
    _, result = burnt(request_for("silent.mp4"))
    assert result.report is not None
    assert result.report.audio_duration is None


def test_a_picture_that_stands_still_is_repeated_while_captions_move(request_for: Request) -> None:
    request = request_for("slow.mp4")
    burnt(request)
    before, after = times_of(request.film), times_of(request.output)
    assert set(before) <= set(after)
    assert len(after) > 20
    moving = [one for one in after if Fraction(1, 5) <= one <= Fraction(6, 5)]
    assert max(b - a for a, b in pairwise(moving)) <= Fraction(1, 10)
    assert max(after) < Fraction(13, 10) or max(after) in before, "nothing moves after the last caption"


def test_a_constant_rate_is_made_where_it_is_asked_for(request_for: Request) -> None:
    request = request_for("varying.mp4", steady=True)
    plan, _ = burnt(request)
    times = times_of(request.output)
    assert times == [Fraction(number, 30) for number in range(len(times))]
    assert any("30 a second" in one for one in plan.told)


def test_a_stretch_shows_and_sounds_as_that_part_of_the_whole(request_for: Request) -> None:
    request = request_for("plain.mp4", stretch=TimeRange(Fraction(1, 2), Fraction(1)))
    burnt(request)
    assert times_of(request.output) == [Fraction(number, 30) for number in range(15)]
    whole, part = sound_of(request.film), sound_of(request.output)
    digests = [digest for digest, _ in whole]
    first = digests.index(part[0][0])
    assert [digest for digest, _ in part] == digests[first : first + len(part)]
    assert abs(float(sum(length for _, length in part)) - 0.5) < 0.05
    again, _ = rgb_of_frame(request.output, 3), None
    whole_request = request_for("plain.mp4", "whole.mp4")
    burnt(whole_request)
    assert np.abs(again.astype(int) - rgb_of_frame(whole_request.output, 18)).mean() < 3


@pytest.mark.parametrize("name", ["brief.mp4", "brief.mkv"])
@pytest.mark.parametrize(
    ("stretch", "heard"),
    [
        (None, 0.3),
        (TimeRange(Fraction(0), Fraction(1, 2)), 0.3),
        (TimeRange(Fraction(1, 5), Fraction(4, 5)), 0.1),
        (TimeRange(Fraction(1, 2), Fraction(1)), 0.0),
    ],
)
def test_a_sound_that_ends_before_the_pictures_is_kept_as_long_as_it_is(
    request_for: Request, name: str, stretch: TimeRange | None, heard: float
) -> None:
    request = request_for(name, stretch=stretch)
    burnt(request)
    found = probe(request.output).audio
    if heard == 0:
        assert found is None
    else:
        assert abs(float(sum(length for _, length in sound_of(request.output))) - heard) < 0.05


def test_finished_segments_are_kept_and_a_changed_cue_costs_its_own(request_for: Request) -> None:
    first = request_for("plain.mp4")
    _, result = burnt(first)
    _, again = burnt(first)
    assert (again.kept, again.made) == (result.made, 0)
    first.subtitles.write_text(SRT.replace("كلام", "سلام"), "utf-8")
    _, changed = burnt(first)
    assert 0 < changed.made < result.made


def test_stopping_keeps_finished_segments_and_writes_no_film(request_for: Request) -> None:
    request = request_for("plain.mp4")
    cancellation = Cancellation()
    result = burn(plan_burning(request), lambda _progress: cancellation.cancel(), cancellation)
    assert result.report is None
    assert list(request.output.parent.glob("*.mp4")) == list(request.output.parent.glob(".*.part")) == []


def test_notes_of_the_file_stay_only_if_wished(
    request_for: Request, clips: Callable[..., Path], tmp_path: Path
) -> None:
    told = remuxed(
        clips("plain.mp4"), tmp_path / "told.mp4", "-metadata", "title=حوار", "-metadata", "comment=here"
    )
    request = request_for("plain.mp4")
    for notes in (False, True):
        burnt(BurnRequest(told, request.subtitles, request.output, PROFILE, notes=notes, store=request.store))
        with av.open(str(request.output)) as container:
            assert (container.metadata.get("title") == "حوار") == notes
            assert ("comment" in container.metadata) == notes


def test_a_style_of_ones_own_is_taken_by_its_id(
    request_for: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIWAR_DATA_DIR", str(tmp_path / "data"))
    own = new_caption_style("Calm", find_caption_style("classic-quiet").preset.style, language="en")
    plan = plan_burning(request_for("plain.mp4", wishes=CaptionWishes(style=own.id)))
    assert plan.captions.style == own.id


def test_two_languages_are_read_and_their_mendings_told(request_for: Request, tmp_path: Path) -> None:
    second = tmp_path / "film.en.srt"
    second.write_text("1\n00:00:00,200 --> 00:00:01,200\nDialogue\n", "utf-8")
    plan = plan_burning(request_for("plain.mp4", wishes=CaptionWishes(second=second)))
    layer = plan.captions.composition.layers[0]
    assert layer.type == "caption"
    assert layer.second is not None
    assert (plan.captions.style, layer.second.language, layer.second.cues[0].text) == (
        "two-stacked",
        "en",
        "Dialogue",
    )


def test_a_plain_text_is_spread_over_the_film(request_for: Request, tmp_path: Path) -> None:
    text = tmp_path / "said.txt"
    text.write_text("هذا أول الكلام. وهذا آخره.", "utf-8")
    plan = plan_burning(request_for("plain.mp4", subtitles=text))
    cues = plan.captions.file.cues
    assert len(cues) == 2
    assert 0 <= cues[0].start < cues[0].end <= cues[1].start < cues[1].end <= Fraction(15, 10)


@pytest.mark.parametrize(
    ("change", "kind", "word"),
    [
        ({"output": "plain.mp3"}, InputError, "mp3"),
        ({"output": "no/out.mp4"}, InputError, "folder"),
        ({"wishes": CaptionWishes(style="word-pil")}, InputError, "word-pil"),
        ({"wishes": CaptionWishes(changes=(parse_assignment("higlight=box"),))}, DocumentError, "higlight"),
        ({"subtitles": Path("nowhere.srt")}, InputError, "no such file"),
        ({"stretch": TimeRange(Fraction(9), Fraction(10))}, InputError, "range"),
    ],
)
def test_bad_wishes_are_told_before_anything_is_made(
    request_for: Request, change: dict[str, Any], kind: type[InputError], word: str
) -> None:
    output = change.pop("output", "out.mp4")
    request = request_for("plain.mp4", output, **change)
    with pytest.raises(kind) as caught:
        plan_burning(request)
    assert word in f"{caught.value.message} {caught.value.where}"
    assert not request.output.exists()


def test_sources_are_never_written_over(request_for: Request) -> None:
    request = request_for("plain.mp4")
    with pytest.raises(InputError, match="the film itself"):
        plan_burning(BurnRequest(request.film, request.subtitles, request.film, PROFILE))


def test_captions_after_the_film_are_told(request_for: Request) -> None:
    request = request_for("plain.mp4")
    request.subtitles.write_text(SRT + "\n3\n00:09:00,000 --> 00:09:01,000\nبعيد\n", "utf-8")
    assert any("after the film's end" in one for one in plan_burning(request).told)
    request.subtitles.write_text("1\n00:09:00,000 --> 00:09:01,000\nبعيد\n", "utf-8")
    with pytest.raises(InputError, match="no caption falls into the film"):
        plan_burning(request)


def test_what_is_no_film_is_told(request_for: Request, tmp_path: Path) -> None:
    request = request_for("plain.mp4")
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(request.film.read_bytes()[:3000])
    for bad in (cut, request.subtitles, tmp_path / "none.mp4"):
        with pytest.raises(MediaError):
            plan_burning(BurnRequest(bad, request.subtitles, request.output, PROFILE))


def test_a_full_disk_leaves_no_half_film(request_for: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    request = request_for("plain.mp4")
    plan = plan_burning(request)
    monkeypatch.setattr("studio.encode.mux._write", full)
    with pytest.raises(OutputError, match="full"):
        burn(plan)
    assert list(request.output.parent.glob("*.mp4")) == list(request.output.parent.glob(".*.part")) == []


def test_the_check_finds_sound_that_is_missing(request_for: Request) -> None:
    request = request_for("plain.mp4")
    plan, _ = burnt(request)
    from studio.encode.check import CopiedSound

    report = check_timed_film(
        request.output,
        plan.timeline.clock,
        SIZE,
        audio=True,
        copied=CopiedSound(1, 1),
        color=plan.footage.color,
    )
    assert not report.ok


OVERLAPPING = """1
00:00:00,100 --> 00:00:01,200
حوار

2
00:00:00,500 --> 00:00:01,000
كلام
"""


def test_captions_that_overlap_are_burnt_one_above_the_other(request_for: Request, tmp_path: Path) -> None:
    subtitles = tmp_path / "overlapping.srt"
    subtitles.write_text(OVERLAPPING, "utf-8")
    request = request_for("plain.mp4", subtitles=subtitles)
    plan, result = burnt(request)
    assert result.made > 1, "the second comes and goes in other segments than the first"
    before, after = rgb_of(request.film), rgb_of(request.output)
    layer = {"type": "video", "id": "film", "media": "film", "place": FULL}
    data = plan.captions.composition.model_dump(mode="json", by_alias=True, exclude_unset=True)
    whole = Composition.model_validate({**data, "layers": [layer, *data["layers"]]})
    listed = ResourceList(media={"film": request.film})
    covered = []
    for number in (10, 20, 33):
        preview = FrameStage().paint(whole, listed, Fraction(number, 30), 1.0)[..., 2::-1]
        difference = np.abs(after[number].astype(int) - preview.astype(int))
        assert np.percentile(difference.max(axis=2), 90) < 24
        assert difference.mean() < 5
        change = np.abs(before[number].astype(int) - after[number]).max(axis=2) > 60
        covered.append(set(np.flatnonzero(change.any(axis=1)).tolist()))
    alone, both, again = covered
    assert len(both - alone) > 8, "the second stands above"
    assert min(both) < min(alone)
    assert len(alone ^ again) < 4, "the first is where it was"
