"""Subtitle files are named as players and platforms look for them."""

from pathlib import Path

import pytest

from studio.base.errors import InputError
from studio.formats.subtitles.types import SubtitleFormat
from studio.services.captions.converting import ConvertOptions, convert, target_format
from studio.services.captions.sidecar import Platform, language_in_name, sidecar_path

SRT, VTT, ASS = SubtitleFormat.SRT, SubtitleFormat.WEBVTT, SubtitleFormat.ASS


@pytest.mark.parametrize(
    ("language", "form", "platform", "name"),
    [
        ("ar", SRT, Platform.PLAYER, "film.ar.srt"),
        ("en", VTT, Platform.YOUTUBE, "film.en.vtt"),
        ("ar-JO", SRT, Platform.FACEBOOK, "film.ar_AR.srt"),
        ("en", SRT, Platform.FACEBOOK, "film.en_US.srt"),
        ("ckb", SRT, Platform.FACEBOOK, "film.cb_IQ.srt"),
        ("", ASS, Platform.PLAYER, "film.ass"),
    ],
)
def test_a_sidecar_has_the_name_that_is_looked_for(
    language: str, form: SubtitleFormat, platform: Platform, name: str
) -> None:
    assert sidecar_path(Path("films/film.mp4"), language, form, platform) == Path("films") / name


def test_what_a_platform_does_not_take_is_refused() -> None:
    with pytest.raises(InputError, match="facebook does not take vtt"):
        sidecar_path(Path("film.mp4"), "ar", VTT, Platform.FACEBOOK)
    with pytest.raises(InputError, match="needs the language"):
        sidecar_path(Path("film.mp4"), "", SRT, Platform.FACEBOOK)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("film.ar.srt", "ar"),
        ("film.ar_AR.srt", "ar"),
        ("film.en-GB.vtt", "en-GB"),
        ("film_fa.srt", "fa"),
        ("film.srt", ""),
        ("my.new.srt", ""),
        ("ar.srt", ""),
    ],
)
def test_the_language_stands_in_the_name(name: str, language: str) -> None:
    assert language_in_name(name) == language


def test_a_folder_gets_the_films_name(tmp_path: Path) -> None:
    source = tmp_path / "film.ar.srt"
    source.write_text("1\n00:00:01,000 --> 00:00:02,000\nنعم\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    done = convert(source, tmp_path / "out", ConvertOptions(form=VTT))
    assert done.path == tmp_path / "out" / "film.ar.vtt"
    assert done.path.read_text("utf-8").startswith("WEBVTT\nLanguage: ar\n")
    film = ConvertOptions(platform=Platform.FACEBOOK, film=Path("other.mp4"))
    assert convert(source, tmp_path / "out", film).path.name == "other.ar_AR.srt"
    new = convert(source, tmp_path / "for" / "facebook", film)
    assert new.path == tmp_path / "for" / "facebook" / "other.ar_AR.srt"


def test_an_ending_that_is_not_written_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"not written as '\.doc'"):
        target_format(tmp_path / "film.doc")
