"""The frozen program, as somebody has it who never heard of Python: `make test-installer`.

It is built once, unless dist/ is from exactly this tree, and run in an empty environment: a home of its own,
no variables of ours, from a folder with spaces and Arabic letters in its name.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import psutil
import pytest
from numpy.typing import NDArray
from PIL import Image

from resources.tools.installer import build
from studio.cli.app import COMMANDS

pytestmark = pytest.mark.installer

_FILM = ("render", "our-numbers", "--samples", "--lang", "ar", "--profile", "draft", "--json")
_WINDOW_SECONDS = 4.0


@dataclass(frozen=True)
class Frozen:
    """The program at its new place, and a home for it."""

    program: Path
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}  # Windows
        return {**kept, "HOME": str(self.home), "USERPROFILE": str(self.home), "QT_QPA_PLATFORM": "offscreen"}

    def run(self, *arguments: str, cwd: Path, code: int = 0) -> str:
        """Run it to its end; what it wrote to standard output."""
        done = subprocess.run(
            [self.program, *arguments],
            cwd=cwd,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        assert "Traceback" not in done.stderr
        assert done.returncode == code, done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Frozen:
    assert build.main([]) == 0
    place = tmp_path_factory.mktemp("frozen") / "برنامج الحوار" / build.FOLDER.name
    try:
        shutil.copytree(build.FOLDER, place, symlinks=True, copy_function=os.link)
    except shutil.Error:  # another disk
        shutil.rmtree(place)
        shutil.copytree(build.FOLDER, place, symlinks=True)
    home = tmp_path_factory.mktemp("home") / "بيت جديد"
    home.mkdir()
    return Frozen(place / build.executable().relative_to(build.FOLDER), home)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    place = tmp_path / "عملي اليوم"
    place.mkdir()
    return place


def _from_source(*arguments: str, cwd: Path, **environment: str) -> str:
    command = [sys.executable, "-m", "studio.cli", *arguments]
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def _frames(film: Path) -> list[NDArray[Any]]:
    with av.open(str(film)) as container:
        return [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]


def test_every_command_explains_itself(frozen: Frozen, work: Path) -> None:
    overview = frozen.run("--help", cwd=work)
    for command in COMMANDS:
        assert command in overview
        assert "Usage: studio" in frozen.run(command, "--help", cwd=work)


def test_doctor_finds_nothing_broken_and_the_bundled_ffmpeg(frozen: Frozen, work: Path) -> None:
    checks = json.loads(frozen.run("doctor", "--json", cwd=work))
    assert [check for check in checks if check["state"] == "broken"] == []
    encoding = next(check["found"] for check in checks if check["name"] == "Encoding")
    assert str(frozen.program.parent) in encoding


@pytest.mark.parametrize("template", ["one-number", "two-languages", "steps"])
def test_a_still_has_the_same_pixels_as_from_source(frozen: Frozen, work: Path, template: str) -> None:
    arguments = ("still", template, "--samples", "--lang", "ar", "-o")
    frozen.run(*arguments, "صورة.png", cwd=work)
    _from_source(*arguments, "source.png", cwd=work)
    with Image.open(work / "صورة.png") as ours, Image.open(work / "source.png") as theirs:
        assert np.array_equal(np.asarray(ours), np.asarray(theirs))


def test_months_and_hijri_dates_are_written_as_from_source(frozen: Frozen, work: Path) -> None:
    arguments = ("still", "workshop-to-street", "--samples", "--lang", "ar-JO", "--at", "3", "-o")
    frozen.run(*arguments, "ours.png", cwd=work)
    _from_source(*arguments, "source.png", cwd=work)
    with Image.open(work / "ours.png") as ours, Image.open(work / "source.png") as theirs:
        assert np.array_equal(np.asarray(ours), np.asarray(theirs))


def test_a_film_of_two_seconds_is_whole(frozen: Frozen, work: Path) -> None:
    made = json.loads(frozen.run(*_FILM, "--range", "0-2", "--workers", "2", "-o", "فيلم.mp4", cwd=work))
    assert made["workers"] == 2
    frames = _frames(work / "فيلم.mp4")
    assert len(frames) == 60
    assert frames[0].shape == (960, 540)
    assert np.ptp(frames[-1]) > 100, "something is to be seen"
    with av.open(str(work / "فيلم.mp4")) as container:
        assert container.streams.audio


def test_worker_processes_render_the_same_film(frozen: Frozen, work: Path) -> None:
    libraries: dict[int, str] = {}  # the path of libraries that each process was started with
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            for child in psutil.Process().children(recursive=True):
                try:
                    if "--multiprocessing-fork" in child.cmdline() and child.exe() == str(frozen.program):
                        libraries[child.pid] = child.environ().get("LD_LIBRARY_PATH", "")
                    elif "ffmpeg" in child.name():
                        assert "LD_LIBRARY_PATH" not in child.environ(), "for our own processes alone"
                except psutil.Error:  # it has just ended
                    continue

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        # Two threads of the program itself come first; what is beyond them goes to processes.
        frozen.run(*_FILM, "--range", "0-10", "--workers", "4", "-o", "ours.mp4", cwd=work)
    finally:
        ended.set()
        watching.join()
    assert len(libraries) == 2
    if sys.platform == "linux":
        assert set(libraries.values()) == {str(frozen.program.parent / "_internal")}
    _from_source(*_FILM, "--range", "0-10", "-o", "source.mp4", cwd=work)
    ours, theirs = _frames(work / "ours.mp4"), _frames(work / "source.mp4")
    assert len(ours) == 300
    assert all(np.array_equal(one, other) for one, other in zip(ours, theirs, strict=True))


def test_segments_of_the_source_tree_are_known_to_the_frozen_program(frozen: Frozen, work: Path) -> None:
    # Their keys hold the code, the libraries and the encoder: frozen, none of them may be missing.
    cache = frozen.home / ".cache" / "hiwar-studio"
    if sys.platform != "linux":
        pytest.skip("the cache is elsewhere")
    _from_source(*_FILM, "--range", "12-14", "-o", "first.mp4", cwd=work, HIWAR_CACHE_DIR=str(cache))
    made = json.loads(frozen.run(*_FILM, "--range", "12-14", "-o", "second.mp4", cwd=work))
    assert made["segments"]["rendered"] == 0


def test_a_project_is_made_packed_and_rendered(frozen: Frozen, work: Path) -> None:
    frozen.run("new", "one-number", "مشروعي.hiwar", cwd=work)
    frozen.run("pack", "مشروعي.hiwar", cwd=work)
    frozen.run("still", "مشروعي.hiwarz", "-o", "poster.jpg", cwd=work)
    with Image.open(work / "poster.jpg") as picture:
        assert picture.size == (1080, 1920)


def test_mistakes_are_said_without_a_traceback(frozen: Frozen, work: Path) -> None:
    answer = frozen.run("render", "no-such-template", "--json", cwd=work, code=2)
    assert json.loads(answer)["error"]["hint"]
    frozen.run("bench", "W1", "--json", cwd=work, code=2)


@pytest.mark.parametrize(
    "arguments",
    [(), ("open", "one-number"), ("فيلمي.hiwar",)],
    ids=["alone", "with a template", "with a project"],
)
def test_the_window_opens_and_stays_open(frozen: Frozen, work: Path, arguments: Sequence[str]) -> None:
    frozen.run("new", "our-numbers", "فيلمي.hiwar", cwd=work)
    messages = work / "messages.txt"
    with messages.open("w") as log:
        window = subprocess.Popen(
            [frozen.program, *arguments], cwd=work, env=frozen.environment, stdout=log, stderr=log
        )
        try:
            deadline = time.monotonic() + _WINDOW_SECONDS
            while time.monotonic() < deadline and window.poll() is None:
                time.sleep(0.1)
            assert window.poll() is None, messages.read_text("utf-8")
        finally:
            if window.poll() is None:
                for child in psutil.Process(window.pid).children(recursive=True):
                    child.kill()
                window.kill()
            window.wait()
    assert "Traceback" not in messages.read_text("utf-8")
    assert [*frozen.home.rglob("reports/*.txt")] == []


def test_every_package_in_it_has_its_licence(frozen: Frozen) -> None:
    texts = next(frozen.program.parents[1].rglob("licences"))
    for name in (
        "python",
        "pyinstaller",
        "pyside6-essentials",
        "av",
        "imageio-ffmpeg",
        "python-bidi",
        "numpy",
    ):
        assert any((texts / name).iterdir()), name
    assert "GNU LESSER" in (texts / "pyside6-essentials" / "COPYING.LESSER").read_text("utf-8")
    for page in ("LICENSE", "NOTICE", "THIRD_PARTY.md"):
        assert (texts.parent / page).is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are told by their own installers")
def test_the_menu_starts_it_and_packages_belong_to_it(frozen: Frozen) -> None:
    data = frozen.home / ".local" / "share"
    environment = {**frozen.environment, "PATH": os.environ["PATH"]}
    install = [str(frozen.program.parent / "desktop" / "install.sh")]
    subprocess.run(install, env=environment, check=True, capture_output=True)
    entry = (data / "applications" / "hiwar-studio.desktop").read_text("utf-8")
    assert f'Exec="{frozen.program}" %f\n' in entry
    assert (data / "icons" / "hicolor" / "scalable" / "apps" / "hiwar-studio.svg").is_file()
    assert "*.hiwarz" in (data / "mime" / "packages" / "hiwar-studio.xml").read_text("utf-8")
    subprocess.run([*install, "--remove"], env=environment, check=True, capture_output=True)
    assert not (data / "applications" / "hiwar-studio.desktop").exists()
