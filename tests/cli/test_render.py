"""`studio render`: films from projects and templates."""

import shutil
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from tests.cli.conftest import MakeProject, Studio, text_layer


def frames_of(path: Path) -> list[av.VideoFrame]:
    with av.open(str(path)) as film:
        return list(film.decode(video=0))


def test_a_project_becomes_a_film_with_its_sound(
    studio: Studio, make_project: MakeProject, tone: Path, place: Path
) -> None:
    project = make_project(1, media={"tone": "tone.wav"}, audio=[{"id": "bed", "media": "tone"}])
    shutil.move(tone, project / "tone.wav")
    answer = studio("render", project, "-o", "film.mp4")
    assert answer.code == 0, answer.err
    assert "film.mp4" in answer.out
    assert "Rendering" in answer.err
    frames = frames_of(place / "film.mp4")
    assert len(frames) == 30
    assert (frames[0].width, frames[0].height) == (216, 384)
    with av.open(str(place / "film.mp4")) as film:
        assert film.streams.audio[0].codec_context.name == "aac"


def test_json_is_all_there_is_on_standard_output(studio: Studio, make_project: MakeProject) -> None:
    facts = studio("render", make_project(1), "--json").json()
    assert facts["output"] == "film-9x16-ar.mp4"
    assert (facts["frames"], facts["width"], facts["height"], facts["duration"]) == (30, 216, 384, 1.0)
    assert facts["segments"] == {"kept": 0, "rendered": 1}
    assert facts["findings"] == []
    assert facts["audio"] is False


def test_a_range_is_rendered_alone(studio: Studio, make_project: MakeProject, place: Path) -> None:
    facts = studio("render", make_project(2), "--range", "0.5-1", "--json").json()
    assert facts["frames"] == 15
    assert len(frames_of(place / facts["output"])) == 15


def test_a_second_render_keeps_what_did_not_change(studio: Studio, make_project: MakeProject) -> None:
    layers = [text_layer("أولا", end=2.5), text_layer("ثانيا", start=2.5)]
    project = make_project(5, layers)
    assert studio("render", project, "--json").json()["segments"] == {"kept": 0, "rendered": 2}
    assert studio("render", project, "--json").json()["segments"] == {"kept": 2, "rendered": 0}
    make_project(5, [layers[0], text_layer("أخيرا", start=2.5)])
    assert studio("render", project, "--json").json()["segments"] == {"kept": 1, "rendered": 1}
    fresh = studio("render", project, "--fresh", "--workers", 1, "--json").json()
    assert fresh["segments"] == {"kept": 0, "rendered": 2}
    assert fresh["workers"] == 1


def test_a_template_of_ones_own_is_rendered_with_values(
    studio: Studio, make_template: Callable[..., Path], place: Path
) -> None:
    values = place / "values.toml"
    values.write_text('title = "من ملف"\n[[figures]]\nvalue = 8\nlabel = "دول"\n', encoding="utf-8")
    answer = studio(
        *("render", make_template(), "--values", values, "--set", "figures.0.value=9"),
        *("--profile", "draft", "--size", "1:1", "--lang", "en", "--json", "--range", "0-0.2"),
    )
    assert answer.code == 0, answer.err
    facts = answer.json()
    assert facts["output"] == "tiny-1x1-en.mp4"
    assert (facts["width"], facts["height"], facts["frames"]) == (540, 540, 6)


def test_a_template_without_values_says_what_it_needs(
    studio: Studio, make_template: Callable[..., Path], place: Path
) -> None:
    answer = studio("render", make_template())
    assert answer.code == 2
    for word in ("title", "العنوان", "Title", "حوار", "figures", "--samples"):
        assert word in answer.err
    assert "photo" not in answer.err
    assert list(place.glob("*.mp4")) == []


def test_what_the_layout_could_not_do_is_said(studio: Studio, make_project: MakeProject) -> None:
    long = text_layer("كلمة " * 800, id="story")
    answer = studio("render", make_project(0.2, [long]))
    assert answer.code == 0
    assert "Warning: story:" in answer.err
    found = studio("render", make_project(0.2, [long]), "--json").json()["findings"]
    assert [one["layer"] for one in found] == ["story"]


@pytest.mark.parametrize("stretch", ["x", "3", "2-1", "5-6", "1:2:3:4-"])
def test_a_range_that_is_none_ends_with_2(studio: Studio, make_project: MakeProject, stretch: str) -> None:
    assert studio("render", make_project(1), "--range", stretch).code == 2


def test_standard_error_is_plain_lines_where_it_is_no_terminal(
    studio: Studio, make_project: MakeProject
) -> None:
    assert not set(studio("render", make_project(1)).err) & {"\r", "\x1b"}
