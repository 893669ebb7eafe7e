from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from studio.base.errors import MediaError
from studio.media.pcm import write_pcm
from studio.media.peaks import read_peaks
from studio.media.probe import open_media, probe
from studio.media.video_index import video_index

MakeMedia = Callable[..., Path]

PICTURES = ("-f", "lavfi", "-i", "testsrc=size=64x48:rate=25:d=2")
SOUND = ("-f", "lavfi", "-i", "sine=440:r=44100:d=2")


def test_a_film_with_sound_is_described(make_media: MakeMedia) -> None:
    info = probe(make_media("a.mp4", *PICTURES, *SOUND, "-pix_fmt", "yuv420p"))
    assert info.duration is not None
    assert abs(info.duration - 2) < Fraction(1, 10)
    assert info.video is not None
    assert (info.video.width, info.video.height, info.video.rotation) == (64, 48, 0)
    assert info.video.rate == 25
    assert (info.video.constant_rate, info.video.frame_count) == (True, 50)
    assert info.video.pixel_format == "yuv420p"
    assert info.audio is not None
    assert (info.audio.sample_rate, info.audio.channels) == (44100, 1)


def test_colour_tags_are_read(make_media: MakeMedia) -> None:
    tag = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
    video = probe(make_media("a.mp4", *PICTURES, "-vf", f"format=yuv420p,{tag}")).video
    assert video is not None
    assert (video.color.primaries, video.color.transfer, video.color.matrix) == (1, 1, 1)
    assert not video.color.full_range


@pytest.mark.parametrize(("degrees", "size"), [(90, (48, 64)), (180, (64, 48)), (270, (48, 64))])
def test_the_size_of_a_turned_film_is_as_shown(
    make_media: MakeMedia, degrees: int, size: tuple[int, int]
) -> None:
    plain = make_media("plain.mp4", *PICTURES, "-pix_fmt", "yuv420p")
    # ffmpeg's option turns against the clock.
    turned = make_media("t.mp4", "-display_rotation", str(-degrees), "-i", str(plain), "-c", "copy")
    video = probe(turned).video
    assert video is not None
    assert (video.rotation, (video.width, video.height)) == (degrees, size)


def test_sound_alone_has_no_pictures(make_media: MakeMedia) -> None:
    info = probe(make_media("a.wav", *SOUND))
    assert info.video is None
    assert info.audio is not None
    assert info.duration == 2


def test_a_picture_is_described_from_its_header(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (30, 20)).save(path)
    info = probe(path)
    assert info.image is not None
    assert (info.image.width, info.image.height, info.duration) == (30, 20, None)


@pytest.mark.parametrize("name", ["film.mp4", "film.mov", "sound.mp3", "sound.wav", "film.webm"])
def test_text_with_a_media_name_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("this is only text\n" * 200, encoding="utf-8")
    with pytest.raises(MediaError) as caught:
        probe(path)
    assert "too early" not in caught.value.message
    assert caught.value.hint
    assert caught.value.where == str(path)


def test_a_playlist_that_names_other_files_is_refused(tmp_path: Path, make_media: MakeMedia) -> None:
    sound = make_media("a.wav", *SOUND)
    playlist = tmp_path / "list.mp4"
    playlist.write_text(f"ffconcat version 1.0\nfile '{sound.name}'\n", encoding="utf-8")
    with pytest.raises(MediaError):
        probe(playlist)


@pytest.mark.parametrize("flags", ["+faststart", "-faststart"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.99])
def test_a_film_that_ends_too_early_is_refused(make_media: MakeMedia, flags: str, part: float) -> None:
    path = make_media("a.mp4", *PICTURES, "-pix_fmt", "yuv420p", "-movflags", flags)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(MediaError):
        probe(path)


def test_missing_and_empty_files_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no such file"):
        probe(tmp_path / "none.mp4")
    empty = tmp_path / "empty.mp4"
    empty.touch()
    with pytest.raises(MediaError, match="empty"):
        probe(empty)


def test_the_file_is_closed_after_reading(make_media: MakeMedia) -> None:
    path = make_media("a.wav", *SOUND)
    with open_media(path) as container:
        assert len(container.streams.audio) == 1
    path.rename(path.with_suffix(".moved"))


def test_sound_that_no_decoder_knows_is_as_none(make_media: MakeMedia) -> None:
    path = make_media("a.mkv", *PICTURES, *SOUND, "-c:a", "aac", "-t", "0.2")
    path.write_bytes(path.read_bytes().replace(b"A_AAC", b"A_OWN"))
    assert probe(path).audio is None
    assert not video_index(path).has_sound
    with pytest.raises(MediaError, match="no sound"):
        read_peaks(path)


def test_pictures_that_no_decoder_knows_are_told(make_media: MakeMedia) -> None:
    path = make_media("a.mkv", *PICTURES, "-t", "0.2")
    path.write_bytes(path.read_bytes().replace(b"V_MPEG4/ISO/AVC", b"V_MPEG4/ISO/OWN"))
    with pytest.raises(MediaError, match="not known"):
        probe(path)


@pytest.mark.parametrize("text", ["#EXTM3U\n#EXTINF:1,\na.wav\n", "ffconcat version 1.0\nfile 'a.wav'\n"])
def test_no_playlist_is_followed_for_waves_or_playing(
    tmp_path: Path, make_media: MakeMedia, text: str
) -> None:
    make_media("a.wav", *SOUND)
    playlist = tmp_path / "list.wav"
    playlist.write_text(text, encoding="utf-8")
    with pytest.raises(MediaError):
        read_peaks(playlist)
    with pytest.raises(MediaError):
        write_pcm(playlist, tmp_path / "a.pcm")
    assert not (tmp_path / "a.pcm").exists()


def test_names_in_no_known_encoding_do_not_hide_the_sound(make_media: MakeMedia) -> None:
    path = make_media("a.avi", *SOUND, "-c:a", "mp3", "-metadata:s:a:0", "title=Some long name")
    path.write_bytes(path.read_bytes().replace(b"Some long name", b"\xff\xfe\x80me long name"))
    assert read_peaks(path)[1] > 0


def test_a_lying_length_makes_no_giant_file(tmp_path: Path, make_media: MakeMedia) -> None:
    path = make_media("a.flac", *SOUND)
    content = bytearray(path.read_bytes())
    content[21] |= 0x0F
    content[22:26] = b"\xff" * 4  # 2^36 - 1 samples (RFC 9639, 8.2)
    path.write_bytes(content)
    assert write_pcm(path, tmp_path / "a.pcm").stat().st_size < 4 * 48_000 * 3
