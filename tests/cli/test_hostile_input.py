"""Input that is broken on purpose, or absurd: a clear answer, soon; never a traceback, never a hang."""

import json
import os
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Answer, MakeProject, Studio, text_layer

FULL = {"area": "canvas", "width": "100%", "height": "100%"}
PHOTO = {"type": "image", "media": "photo", "place": FULL}


def refused(answer: Answer, place: Path, *words: str) -> None:
    """Exit 2, a message that says these words, and nothing made."""
    assert answer.code == 2, answer.err
    assert answer.err.startswith(("Error: ", "Usage: ")), answer.err
    assert "bug" not in answer.err
    for word in words:
        assert word in answer.err
    assert nothing_made(place)


def nothing_made(place: Path) -> bool:
    cache = place.parent / "cache"
    made = [path for path in place.rglob("*") if path.suffix in (".mp4", ".part") and path.is_file()]
    return not made and not list(cache.rglob("*.part")) and not list((cache / "segments").glob("*.mp4"))


def bomb(path: Path) -> None:
    """A PNG of 50,000 x 50,000 pixels in some hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(bytes(200_000)))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b""))


def pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no named pipes here")
    os.mkfifo(path)


def leads_out(path: Path) -> None:
    secret = path.parent.parent / "secret.png"
    secret.write_bytes(b"not yours")
    try:
        path.symlink_to(secret)
    except OSError:
        pytest.skip("this user may not make links")


@pytest.mark.parametrize("spoil", [bomb, pipe, Path.mkdir, Path.touch, leads_out])
def test_a_picture_of_a_project_that_is_none(
    studio: Studio, make_project: MakeProject, place: Path, spoil: Callable[[Path], None]
) -> None:
    project = make_project(1, [PHOTO], media={"photo": "photo.png"})
    spoil(project / "photo.png")
    refused(studio("render", project, "-o", "film.mp4"), place, "photo")


@pytest.mark.parametrize("spoil", [bomb, pipe, Path.mkdir, Path.touch])
def test_a_picture_among_the_values_that_is_none(
    studio: Studio, make_template: Callable[..., Path], place: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(place / "bad.png")
    refused(studio("still", make_template(), "--samples", "--set", "photo=bad.png"), place, "bad.png")


def outside(package: zipfile.ZipFile) -> None:
    package.writestr("/etc/escaped", "out")


def link(package: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("media/link")
    info.external_attr = 0o120777 << 16
    package.writestr(info, "/etc/passwd")


def ten_gigabytes(package: zipfile.ZipFile) -> None:
    """A member that says that it holds 10 GB: the sizes are those of the directory of the zip."""
    package.writestr("media/large.bin", bytes(1000))
    member = package.getinfo("media/large.bin")
    member.file_size = 10 << 30


def swelling(package: zipfile.ZipFile) -> None:
    """400 MB of nothing that take 400 kB."""
    with package.open("media/large.bin", "w") as file:
        for _ in range(400):
            file.write(bytes(1 << 20))


@pytest.mark.parametrize("spoil", [outside, link, ten_gigabytes, swelling])
def test_a_package_that_is_not_meant_well(
    studio: Studio, place: Path, spoil: Callable[[zipfile.ZipFile], None]
) -> None:
    with zipfile.ZipFile(place / "evil.hiwarz", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("project.json", "{}")
        spoil(package)
    refused(studio("render", "evil.hiwarz"), place, "evil.hiwarz", "not meant well")
    packages = place.parent / "cache" / "packages"
    assert not packages.exists() or not list(packages.iterdir()), "nothing was left behind"


@pytest.mark.parametrize("spoil", [pipe, Path.mkdir, Path.touch])
@pytest.mark.parametrize("name", ["film.hiwarz", "film.json", "film.toml"])
def test_a_source_that_is_no_file_or_empty(
    studio: Studio, place: Path, name: str, spoil: Callable[[Path], None]
) -> None:
    spoil(place / name)
    refused(studio("render", name), place, name)


def documents() -> Iterator[Any]:
    """Whole project files, by what is wrong with them."""
    film = '{"schema":"hiwar-project","schema_version":1,"compositions":[{"size":{"width":216,"height":384},'
    rest = ',"layers":[]}]}'
    for name, duration in (
        ("NaN", "NaN"),
        ("infinity", "Infinity"),
        ("a thousand million seconds", "1e9"),
        ("a number that overflows", "1e400"),
        ("a number of a thousand million digits", '"1e999999999"'),
        ("a fraction of as many", '"1e-999999999"'),
        ("nothing divided by nothing", '"0/0"'),
    ):
        yield pytest.param(f'{film}"duration":{duration}{rest}', "duration", id=name)
    yield pytest.param(film + '"duration":1,"rate":{"numerator":240000}' + rest, "rate", id="rate")
    yield pytest.param(
        film + '"duration":1,"\\ud800":1' + rest, "compositions.0", id="half a character as key"
    )
    yield pytest.param("[" * 3_000_000, "nested too deeply", id="brackets")
    yield pytest.param("{" + '"a":{' * 100_000, "nested too deeply", id="braces")
    yield pytest.param('{"a":1' + "0" * 100_000 + "}", "", id="a long number")
    group = '{"id":"a","type":"group","layers":['
    nested = '"layers":[' + group * 150 + "]}" * 150 + "]}]}"
    yield pytest.param(film + '"duration":1,' + nested, "nested too deeply", id="groups in groups")


@pytest.mark.parametrize(("text", "word"), list(documents()))
def test_a_project_file_that_is_absurd(studio: Studio, place: Path, text: str, word: str) -> None:
    (place / "film.json").write_text(text, encoding="utf-8")
    refused(studio("render", "film.json"), place, "film.json", word)


def test_a_project_file_of_200_megabytes(studio: Studio, place: Path) -> None:
    with (place / "film.json").open("wb") as file:
        for _ in range(200):
            file.write(b"[" * 1_000_000)
    refused(studio("render", "film.json"), place, "film.json", "too large")


def keyframes(*times: float) -> dict[str, Any]:
    return {"keyframes": [{"time": time, "value": 1} for time in times]}


def caption(*cues: tuple[float, float, str]) -> dict[str, Any]:
    said = [{"start": start, "end": end, "text": text} for start, end, text in cues]
    return {"type": "caption", "cues": said}


@pytest.mark.parametrize(
    ("layer", "word"),
    [
        pytest.param(
            text_layer("a", opacity=keyframes(1, 1)), "in order of time", id="keyframes at one time"
        ),
        pytest.param(text_layer("a", opacity=keyframes(2, 1)), "in order of time", id="keyframes backwards"),
        pytest.param(caption((2, 1, "a")), "a cue ends after it starts", id="a cue that ends before"),
        pytest.param(text_layer("حرف \ud800 وحيد"), "text", id="half a character"),
        pytest.param({**PHOTO, "media": "asset:a\0b.png"}, "media", id="NUL in a path"),
        pytest.param({**PHOTO, "media": "asset:../../secret"}, "leads out", id="an asset out of the assets"),
        pytest.param(text_layer("a", style={"family": "../x"}), "font family", id="a font that there is not"),
        pytest.param(text_layer("a", animations=[{"preset": "no"}]), "no animation", id="no such animation"),
        pytest.param({"type": "icon", "icon": "no"}, "no icon", id="no such icon"),
        pytest.param({"type": "shape", "shape": "path", "path": "M 0 x"}, "path", id="no outline"),
    ],
)
def test_a_layer_that_cannot_be(
    studio: Studio, make_project: MakeProject, place: Path, layer: dict[str, Any], word: str
) -> None:
    project = make_project(1, [])
    document = json.loads((project / "project.json").read_text(encoding="utf-8"))
    document["compositions"][0]["layers"] = [{"id": "one", **layer}]
    (project / "project.json").write_text(json.dumps(document), encoding="utf-8")
    refused(studio("render", project), place, word)


@pytest.mark.parametrize(
    "layer",
    [
        pytest.param(text_layer("ب" + "َ" * 19_999), id="20,000 marks on one letter"),
        pytest.param(text_layer("\n" * 20_000), id="20,000 empty lines"),
        pytest.param(text_layer("\u202b\u2067" * 9_999 + "ن"), id="20,000 signs of direction"),
        pytest.param(text_layer("a\0b"), id="NUL in a text"),
        pytest.param(caption((0.5, 1, "ثانيا"), (0, 0.5, "أولا"), (0, 1, "   ")), id="cues in reverse order"),
        pytest.param({"type": "pattern", "tile": 0.001, "place": FULL}, id="a million tiles"),
        pytest.param(text_layer("a", transform={"scale": 1e5}), id="as large as the sky"),
        pytest.param({"type": "track", "items": [{"kind": "transition", "duration": 900}]}, id="no clips"),
    ],
)
def test_what_is_odd_but_allowed_is_rendered(
    studio: Studio, make_project: MakeProject, layer: dict[str, Any]
) -> None:
    answer = studio("render", make_project(0.2, [layer]), "--json")
    assert answer.code == 0, answer.out
    assert answer.json()["frames"] == 6


def test_a_track_of_a_hundred_thousand_clips(studio: Studio, make_project: MakeProject, place: Path) -> None:
    clips = [
        {"kind": "clip", "id": f"clip-{number}", "duration": 0.01, "source": {}} for number in range(100_000)
    ]
    project = make_project(0.2, [{"type": "track", "items": clips}])
    refused(studio("render", project), place, "layers.0.items", "10000")


def test_a_film_larger_than_films_can_be(studio: Studio, make_project: MakeProject, place: Path) -> None:
    project = make_project(36_000, size={"width": 8192, "height": 8192})
    refused(studio("render", project), place, "8192 x 8192")


@pytest.mark.parametrize(
    "arguments", [("still", "--scale", "8"), ("sheet", "--count", "200", "--width", "8000")]
)
def test_a_picture_that_would_fill_the_memory(
    studio: Studio, make_project: MakeProject, place: Path, arguments: tuple[str, ...]
) -> None:
    command, *options = arguments
    size = {"width": 8192, "height": 8192} if command == "still" else {"width": 16, "height": 8192}
    answer = studio(command, make_project(1, size=size), *options, "-o", "made.png")
    refused(answer, place, "pixels")
    assert not (place / "made.png").exists()


@pytest.mark.parametrize("stretch", ["5-2", "--", "nan-1", "1e9-", "9" * 30 + "-", "-0"])
def test_a_stretch_that_is_none(studio: Studio, make_project: MakeProject, place: Path, stretch: str) -> None:
    refused(studio("render", make_project(1), f"--range={stretch}"), place)


@pytest.mark.parametrize(
    "assignment",
    [
        "figures.9.value=1",
        f"figures.{'9' * 40}.value=1",
        "figures.-1.value=1",
        "figures.²=1",
        "figures.0.value=1e999",
        "figures.0.value=nan",
        "figures=" + "[" * 3_000,
        "figures=5",
        "title." + "a." * 3_000 + "b=1",
        "title=" + "x" * 100_000,
        "title=@.",
        "title=@pipe",
    ],
    ids=lambda text: text[:24],
)
def test_a_value_that_cannot_be_set(
    studio: Studio, make_template: Callable[..., Path], place: Path, assignment: str
) -> None:
    if assignment.endswith("@pipe"):
        pipe(place / "pipe")
    refused(studio("still", make_template(), "--samples", "--set", assignment), place)
    assert not list(place.glob("*.png"))


@pytest.mark.parametrize("command", ["render", "still", "sheet"])
@pytest.mark.parametrize("name", ["folder", "pipe", "n" * 300, "missing/made"])
def test_a_place_that_cannot_be_written_to(
    studio: Studio, make_project: MakeProject, place: Path, command: str, name: str
) -> None:
    name += ".mp4" if command == "render" else ".png"
    if name.startswith("folder"):
        (place / name).mkdir()
    if name.startswith("pipe"):
        pipe(place / name)
    before = sorted(place.iterdir())
    project = make_project(0.2)
    refused(studio(command, project, "-o", name), place)
    assert sorted(place.iterdir()) == sorted([*before, project]), "what was there is what it was"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes here")
@pytest.mark.parametrize("command", ["probe", "sheet"])
def test_a_film_that_is_a_pipe(studio: Studio, place: Path, command: str) -> None:
    pipe(place / "film.mp4")
    refused(studio(command, "film.mp4"), place, "film.mp4")


@pytest.mark.parametrize("name", ["n" * 300, "taken.hiwar", "file/project"])
def test_a_place_that_cannot_hold_a_project(studio: Studio, place: Path, name: str) -> None:
    (place / "file").touch()
    (place / "taken.hiwar").touch()
    before = sorted(place.iterdir())
    refused(studio("new", "our-numbers", name), place)
    assert sorted(place.iterdir()) == before


def test_a_webp_picture_larger_than_its_format(
    studio: Studio, make_project: MakeProject, place: Path
) -> None:
    project = make_project(0.1, [], size={"width": 8192, "height": 16})
    refused(studio("still", project, "--scale", "2.1", "-o", "made.webp"), place, "WebP", "made.webp")
    assert not (place / "made.webp").exists()


@pytest.mark.parametrize("cache", ["file", "file/below"])
def test_a_cache_that_cannot_be_made(
    studio: Studio, make_project: MakeProject, environment: dict[str, str], place: Path, cache: str
) -> None:
    (place / "file").touch()
    project = make_project(0.1)
    environment["HIWAR_CACHE_DIR"] = str(place / cache)
    refused(studio("render", project), place, str(place / cache), "HIWAR_CACHE_DIR")


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts do not run there")
@pytest.mark.parametrize("script", ["exit 0", "exit 3", "echo what it said >&2; exit 7", "cat"])
def test_an_encoder_that_is_none(
    studio: Studio, make_project: MakeProject, environment: dict[str, str], place: Path, script: str
) -> None:
    own = place / "my-encoder"
    own.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    own.chmod(0o755)
    environment["HIWAR_FFMPEG"] = str(own)
    answer = studio("render", make_project(0.2))
    assert answer.code == 1, answer.err
    assert answer.err.splitlines()[-1]
    assert "bug" not in answer.err
    if "said" in script:
        assert "what it said" in answer.err
    assert nothing_made(place)


def test_an_encoder_that_is_missing(
    studio: Studio, make_project: MakeProject, environment: dict[str, str], place: Path
) -> None:
    environment["HIWAR_FFMPEG"] = str(place / "nothing")
    refused(studio("render", make_project(0.2)), place, "HIWAR_FFMPEG", "nothing")
