"""The ASS files that we write, burnt in by libass: Arabic in order, karaoke filled from its own side."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from studio.base.color import Rgba
from studio.formats.subtitles.ass_look import AssLook
from studio.formats.subtitles.types import SubtitleFile, SubtitleFormat
from studio.formats.subtitles.writing_parts import WriteOptions
from studio.media.ffmpeg import run
from studio.model.brand import Look
from studio.model.captions import CaptionStyle, Cue, Word
from studio.services.captions.ass_style import ass_look
from studio.services.captions.converting import save_subtitles

FONTS = Path(__file__).parents[4] / "assets" / "fonts" / "cairo"
SAID = Rgba(255, 0, 0)
GREEN = Rgba(0, 255, 0)
LOOK = AssLook(640, 160, "Cairo", 60, ink=GREEN, said=SAID, line_width=0, shadow=0, foot=40, side=10)

Pixels = npt.NDArray[np.uint8]


def burnt(folder: Path, cue: Cue, at: float, language: str = "ar") -> Pixels:
    """The picture of a moment of a cue."""
    save_subtitles(
        SubtitleFile((cue,), language), folder / "k.ass", SubtitleFormat.ASS, WriteOptions(look=LOOK)
    )
    # Relative names: in a filter's options colons and backslashes of a path would have to be escaped.
    filters = f"ass=k.ass:fontsdir=fonts,trim=start={at}"
    fonts = folder / "fonts"
    fonts.mkdir(exist_ok=True)
    for file in FONTS.glob("*.ttf"):
        (fonts / file.name).write_bytes(file.read_bytes())
    run(["-f", "lavfi", "-i", "color=c=black:s=640x160:r=20:d=6", "-vf", filters, "-frames:v", "1", "k.png"])
    with Image.open(folder / "k.png") as image:
        return np.asarray(image.convert("RGB"))


def columns(picture: Pixels, channel: int) -> npt.NDArray[np.intp]:
    """Where a colour is seen, from the left."""
    other = 1 - channel
    seen = (picture[..., channel] > 128) & (picture[..., other] < 100)
    return np.flatnonzero(seen.any(axis=0))


def cue_of(*words: str) -> Cue:
    """Each word takes a second."""
    timed = tuple(Word(text=word, start=index, end=index + 1) for index, word in enumerate(words))
    return Cue(start=0, end=len(words), text=" ".join(words), words=timed)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_first_arabic_word_stands_and_fills_at_the_right(tmp_path: Path) -> None:
    picture = burnt(tmp_path, cue_of("السلام", "عليكم", "جميعا"), 1.5)
    said, waiting = columns(picture, 0), columns(picture, 1)
    # The first word and the right half of the second are said; what waits stands left of them.
    assert said.min() > waiting.max() - 3
    assert said.max() > 400


def test_a_word_being_said_fills_from_its_right(tmp_path: Path) -> None:
    picture = burnt(tmp_path, cue_of("السلااااام"), 0.3)
    assert columns(picture, 0).min() > columns(picture, 1).max() - 3


def test_latin_fills_from_the_left_also_in_an_arabic_line(tmp_path: Path) -> None:
    picture = burnt(tmp_path, cue_of("حوار", "Wonderful"), 1.5)
    said, waiting = columns(picture, 0), columns(picture, 1)
    # From the left: the Latin word's beginning, its rest, the Arabic word.
    assert said.min() < waiting.min() < waiting.max() < said.max()


def test_english_is_left_to_right(tmp_path: Path) -> None:
    picture = burnt(tmp_path, cue_of("Hello", "world"), 0.95, "en")
    assert columns(picture, 0).max() < columns(picture, 1).max()
    assert columns(picture, 0).min() < columns(picture, 1).min()


def test_a_caption_style_becomes_measures_of_ass() -> None:
    boxed = ass_look(CaptionStyle(), Look(), 1080, 1920)
    bare = ass_look(CaptionStyle(box=None, highlight="none"), Look(), 540, 960)
    assert boxed.boxed
    assert not bare.boxed
    assert boxed.font == bare.font == Look().type.strong.family
    assert boxed.size == pytest.approx(2 * bare.size, abs=0.2)
    assert boxed.said == Rgba.parse(Look().palette.accent)
    assert bare.said == bare.ink == Rgba.parse(Look().palette.ink)
    assert boxed.foot == 1920 - 1248


def test_a_cue_of_no_hundredth_is_still_seen(tmp_path: Path) -> None:
    cue = Cue(start=Fraction(1), end=Fraction(1001, 1000), text="نعم")
    told = save_subtitles(SubtitleFile((cue,), "ar"), tmp_path / "a.ass")
    assert "0:00:01.00,0:00:01.01" in (tmp_path / "a.ass").read_text("utf-8")
    assert [one.kind.value for one in told] == ["rounded"]
