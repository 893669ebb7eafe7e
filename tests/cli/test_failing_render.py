"""What happens in the middle of a render: an encoder is killed, a disk fills."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from tests.cli.conftest import PROGRAM, MakeProject, Studio, text_layer
from tests.waiting import PATIENCE


def finished(cache: Path) -> set[Path]:
    return {path for path in (cache / "segments").glob("*.mp4") if not path.name.startswith(".")}


def unfinished(*places: Path) -> list[Path]:
    return [path for place in places for path in place.rglob("*.part")]


def moving(text: str) -> dict[str, object]:
    keys = [{"time": 0, "value": 0}, {"time": 60, "value": 7200}]
    return text_layer(text, transform={"rotation": {"keyframes": keys}})


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_encoder_ends_the_render_with_1_and_keeps_segments(
    studio: Studio, make_project: MakeProject, environment: dict[str, str], place: Path, workers: int
) -> None:
    project = make_project(60, [moving("حوار"), moving("كلام")])
    cache = Path(environment["HIWAR_CACHE_DIR"])
    process = subprocess.Popen(
        [*PROGRAM, "render", str(project), "--workers", str(workers), "-o", "film.mp4"],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    killed = False
    deadline = time.monotonic() + PATIENCE
    # Again and again: the first that is hit may have written its segment whole in that very moment.
    while process.poll() is None and time.monotonic() < deadline:
        if finished(cache):
            killed = kill_encoder(process.pid) or killed
        time.sleep(0.01)
    _, said = process.communicate(timeout=PATIENCE)
    assert killed, said
    assert process.returncode == 1, said
    assert "ffmpeg was killed" in said
    assert "start again" in said, "what to do"
    assert "Traceback" not in said
    kept = finished(cache)
    assert kept
    assert list(place.glob("*.mp4")) == unfinished(cache, place) == []
    before = {path: path.stat().st_ino for path in kept}
    again = studio("render", project, "--range", "0-10", "-o", "film.mp4", "--json")
    assert again.code == 0, again.err
    assert again.json()["segments"]["kept"] >= min(4, len(kept)) - 1
    assert {path: path.stat().st_ino for path in kept} == before, "finished segments are as they were"


def kill_encoder(of: int) -> bool:
    """Kills one of the encoders that the program has started; False if there is none at the moment."""
    try:
        for child in psutil.Process(of).children(recursive=True):
            if "ffmpeg" in child.name() and child.status() != psutil.STATUS_ZOMBIE:
                child.send_signal(signal.SIGKILL)
                return True
    except psutil.NoSuchProcess:
        pass  # it ended while we looked
    return False


Disk = Callable[[str, int], Path]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """disk(name, kilobytes): a small disk of its own, made of memory."""
    if sys.platform != "linux":
        pytest.skip("only Linux makes a disk of memory")
    mounted: list[Path] = []

    def mount(name: str, kilobytes: int) -> Path:
        place = tmp_path / name
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
        if subprocess.run(command, capture_output=True, check=False).returncode != 0:
            pytest.skip("mounting takes more rights than these tests have")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def large_film(make_project: MakeProject) -> Path:
    """A project of noise that slides, which makes large segments."""
    zoom = {"keyframes": [{"time": 0, "value": 1}, {"time": 6, "value": 2}]}
    layer = {
        "type": "image",
        "media": "noise",
        "zoom": zoom,
        "place": {"area": "canvas", "width": "100%", "height": "100%"},
    }
    project = make_project(6, [layer], media={"noise": "noise.png"})
    random = np.random.default_rng(1)
    Image.fromarray(random.integers(0, 255, (384, 216, 3), np.uint8)).save(project / "noise.png")
    return project


@pytest.mark.parametrize("workers", [1, 2])
def test_a_cache_disk_that_fills_is_told_and_leaves_nothing_half_written(
    studio: Studio, large_film: Path, environment: dict[str, str], place: Path, disk: Disk, workers: int
) -> None:
    cache = disk("small", 900)
    environment["HIWAR_CACHE_DIR"] = str(cache)
    (place / "film.mp4").write_bytes(b"the film of yesterday")
    answer = studio("render", large_film, "-o", "film.mp4", "--workers", workers)
    assert answer.code == 2, answer.err
    assert "the disk is full" in answer.err
    assert str(cache) in answer.err, "which disk"
    assert "Free some space" in answer.err
    assert (place / "film.mp4").read_bytes() == b"the film of yesterday"
    assert unfinished(cache, place) == []


def test_an_output_disk_that_fills_is_told_and_keeps_the_earlier_film(
    studio: Studio, large_film: Path, environment: dict[str, str], disk: Disk
) -> None:
    out = disk("small", 600)
    (out / "film.mp4").write_bytes(b"the film of yesterday")
    answer = studio("render", large_film, "-o", out / "film.mp4", "--json")
    assert answer.code == 2
    assert "the disk is full" in answer.error()["message"]
    assert answer.error()["where"] == str(out / "film.mp4")
    assert (out / "film.mp4").read_bytes() == b"the film of yesterday"
    assert [path.name for path in out.iterdir()] == ["film.mp4"]
    kept = finished(Path(environment["HIWAR_CACHE_DIR"]))
    assert kept
    again = studio("render", large_film, "-o", "film.mp4", "--json")
    assert again.json()["segments"] == {"kept": len(kept), "rendered": 0}, "only the joining was lost"


def test_a_full_disk_for_a_picture_is_told(studio: Studio, large_film: Path, disk: Disk) -> None:
    out = disk("small", 40)
    answer = studio("still", large_film, "-o", out / "picture.png")
    assert answer.code == 2
    assert "the disk is full" in answer.err
    assert list(out.iterdir()) == []


def test_a_disk_that_fills_in_the_middle_of_a_batch_is_told_with_what_is_made_and_what_is_not(
    studio: Studio, place: Path, disk: Disk
) -> None:
    out = disk("small", 340)
    rows = "".join(f"الحوار رقم {number} يصنع أثرًا,ليلى\n" for number in range(5))
    (place / "rows.csv").write_text(f"quote,speaker\n{rows}", encoding="utf-8")
    batch = ["batch", "pull-quote", "rows.csv", "-o", out / "films"]
    answer = studio(*batch)
    assert answer.code == 1, answer.err
    made = sorted(path.name for path in (out / "films").glob("*.png"))
    failed = 5 - len(made)
    assert made
    assert failed > 1
    assert f"Made {len(made)}, kept 0, failed {failed} in" in answer.out
    assert "the same command makes the rest" in answer.err
    assert answer.err.count("the disk is full") == failed
    assert answer.err.count("Free some space") == 1, "what to do is said once"
    assert unfinished(out) == []
    again = studio(*batch, "--json").json()["made"]
    assert [one["state"] for one in again] == ["kept"] * len(made) + ["failed"] * failed
    assert [one["error"] and one["error"]["message"] for one in again[-2:]] == ["the disk is full"] * 2
    assert again[0]["error"] is None
    subprocess.run(["mount", "-o", "remount,size=9m", str(out)], check=True)
    answer = studio(*batch)
    assert answer.code == 0, answer.err
    assert f"Made {failed}, kept {len(made)}, failed 0" in answer.out


def test_a_batch_names_the_disk_that_is_full_where_it_is_not_that_of_its_films(
    studio: Studio, place: Path, make_template: Callable[..., Path], environment: dict[str, str], disk: Disk
) -> None:
    cache = disk("small", 60)
    (cache / "other.bin").write_bytes(bytes(56 << 10))
    environment["HIWAR_CACHE_DIR"] = str(cache)
    template = make_template()
    template.write_text(template.read_text("utf-8").replace('kind = "still"', 'kind = "film"'), "utf-8")
    (place / "rows.csv").write_text("title\nحوار\n", encoding="utf-8")
    answer = studio("batch", template, "rows.csv", "-o", "films")
    assert answer.code == 1, answer.err
    assert "the disk is full" in answer.err
    assert str(cache) in answer.err, answer.err
