"""`studio still` and `studio sheet`: moments as pictures."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.cli.conftest import MakeProject, Studio


def test_a_still_has_the_size_asked_for(studio: Studio, make_project: MakeProject, place: Path) -> None:
    facts = studio("still", make_project(1), "-o", "a.png", "--scale", "2", "--at", "0.5", "--json").json()
    assert (facts["width"], facts["height"], facts["time"]) == (432, 768, 0.5)
    with Image.open(place / "a.png") as image:
        assert image.size == (432, 768)


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.webp", "WEBP")])
def test_the_ending_chooses_the_kind(
    studio: Studio, make_project: MakeProject, place: Path, name: str, kind: str
) -> None:
    assert studio("still", make_project(1), "-o", name).code == 0
    with Image.open(place / name) as image:
        assert image.format == kind


def test_a_page_has_the_size_asked_for(studio: Studio, make_project: MakeProject, place: Path) -> None:
    facts = studio("still", make_project(1), "-o", "a.pdf", "--scale", "2", "--json").json()
    assert (facts["width"], facts["height"], facts["bytes"]) == (432, 768, (place / "a.pdf").stat().st_size)
    (page,) = pypdfium2.PdfDocument(place / "a.pdf")
    assert page.get_size() == pytest.approx((324, 576), abs=0.5)  # points: 72 an inch, where px are 96


def test_a_picture_among_the_values_is_shown(
    studio: Studio, make_template: Callable[..., Path], picture: Path, place: Path
) -> None:
    answer = studio(
        "still",
        make_template(),
        "--samples",
        "--set",
        f"photo={picture.name}",
        "--scale",
        "0.2",
        "-o",
        "a.png",
    )
    assert answer.code == 0, answer.err
    with Image.open(place / "a.png") as image:
        assert image.convert("RGB").getpixel((108, 300)) == (20, 60, 200)


def test_a_moment_after_the_end_ends_with_2(studio: Studio, make_project: MakeProject) -> None:
    answer = studio("still", make_project(1), "--at", "1:00")
    assert answer.code == 2
    assert "1 s" in answer.err


def test_an_unknown_ending_ends_with_2(studio: Studio, make_project: MakeProject) -> None:
    assert studio("still", make_project(1), "-o", "a.psd").code == 2


def test_a_sheet_of_a_film_shows_its_frames_in_their_colours(
    studio: Studio, make_project: MakeProject, place: Path
) -> None:
    red = {"type": "shape", "shape": "rect", "fill": "#c03020", "end": 1, "place": FULL}
    blue = {"type": "shape", "shape": "rect", "fill": "#2040b0", "start": 1, "place": FULL}
    project = make_project(2, [red, blue])
    assert studio("render", project, "-o", "film.mp4").code == 0
    for source, name in ((project, "project.png"), ("film.mp4", "film.png")):
        answer = studio("sheet", source, "-o", name, "--count", 2, "--width", 400, "--json")
        assert answer.code == 0, answer.err
        assert answer.json()["count"] == 2
        with Image.open(place / name) as image:
            height = image.height // 2
            for x, color in ((100, (192, 48, 32)), (300, (32, 64, 176))):
                shown = image.convert("RGB").getpixel((x, height))
                assert isinstance(shown, tuple)
                assert max(abs(a - b) for a, b in zip(shown, color, strict=True)) <= 3


FULL = {"area": "canvas", "width": "100%", "height": "100%"}


def test_a_sheet_of_what_is_no_film_ends_with_2(studio: Studio, place: Path) -> None:
    (place / "text.mp4").write_text("no film", encoding="utf-8")
    assert studio("sheet", "text.mp4").code == 2
    assert list(place.glob("*.png")) == []


def test_what_a_film_or_picture_is_made_of_is_never_written_over(
    studio: Studio, make_project: MakeProject, tone: Path
) -> None:
    place = {"area": "canvas", "width": "100%", "height": "100%"}
    project = make_project(
        1,
        [{"type": "image", "media": "photo", "place": place}],
        media={"photo": "photo.png", "tone": "tone.mp4"},
        audio=[{"id": "tone", "media": "tone"}],
    )
    Image.new("RGB", (60, 80), (20, 60, 200)).save(project / "photo.png")
    (project / "tone.mp4").write_bytes(tone.read_bytes())
    before = {path.name: path.read_bytes() for path in project.iterdir()}
    for command in (
        ["still", project, "-o", project / "photo.png"],
        ["sheet", project, "-o", project / "photo.png"],
        ["render", project, "-o", project / "tone.mp4"],
    ):
        answer = studio(*command)
        assert answer.code == 2, answer.err
        assert "this very file is used" in answer.err
        assert "the original stays" in answer.err
    assert {path.name: path.read_bytes() for path in project.iterdir()} == before
