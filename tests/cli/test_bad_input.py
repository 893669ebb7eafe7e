"""Input that cannot be used: a clear message, exit code 2, nothing half-written."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from studio.cli.app import run
from tests.cli.conftest import TEMPLATE, MakeProject, Studio

SIX_MISTAKES = (
    TEMPLATE.replace('kind = "still"', 'kind = "movie"')
    .replace("max_length = 30", 'max_length = "many"')
    .replace('text = "{title}"\nstyle = { role', 'text = "{titel}"\nstyle = { rolle')
    .replace('for = "figures"', 'for = "figure"')
    .replace("duration = 1", "duration = -1")
)


def nothing_made(place: Path) -> bool:
    return not [path for path in place.rglob("*") if path.suffix in (".mp4", ".part")]


def test_six_mistakes_of_a_template_are_told_at_once(
    studio: Studio, make_template: Callable[[str], Path]
) -> None:
    path = make_template(SIX_MISTAKES)
    answer = studio("presets", "check", path)
    assert answer.code == 2
    assert answer.err.count("line ") >= 6
    for word in ("kind", "max_length", "titel", "rolle", "figure", "duration"):
        assert word in answer.err
    mistakes = studio("presets", "check", path, "--json").error()["mistakes"]
    assert len(mistakes) >= 6
    assert all(mistake["line"] for mistake in mistakes)


def test_a_template_with_mistakes_is_not_rendered(
    studio: Studio, make_template: Callable[[str], Path], place: Path
) -> None:
    answer = studio("render", make_template(SIX_MISTAKES), "--samples")
    assert answer.code == 2
    assert answer.err.count("line ") >= 6
    assert nothing_made(place)


def test_a_sound_template_has_no_mistakes(studio: Studio, make_template: Callable[..., Path]) -> None:
    assert studio("presets", "check", make_template()).code == 0


def test_an_unknown_parameter_is_guessed(studio: Studio, make_template: Callable[..., Path]) -> None:
    answer = studio("render", make_template(), "--samples", "--set", "titel=مرحبا")
    assert answer.code == 2
    assert "titel" in answer.err
    assert "did you mean 'title'" in answer.err


@pytest.mark.parametrize(
    "assignment",
    ["title", "=x", "figures=[{", "figures.7.value=1", "title=@missing.txt", "figures.0.valeu=1", "0.x=1"],
)
def test_an_assignment_that_sets_nothing_ends_with_2(
    studio: Studio, make_template: Callable[..., Path], assignment: str, place: Path
) -> None:
    answer = studio("still", make_template(), "--samples", "--set", assignment)
    assert answer.code == 2
    assert answer.err.startswith("Error: ")
    assert nothing_made(place)


def wide(path: Path) -> None:
    Image.new("1", (30_000, 2)).save(path)


def truncated(path: Path) -> None:
    Image.effect_noise((300, 300), 90).save(path)
    path.write_bytes(path.read_bytes()[:2000])


def text(path: Path) -> None:
    path.write_text("this is no picture", encoding="utf-8")


@pytest.mark.parametrize("spoil", [wide, truncated, text])
def test_a_picture_that_cannot_be_used_ends_with_2(
    studio: Studio, make_project: MakeProject, place: Path, spoil: Callable[[Path], None]
) -> None:
    layer = {
        "type": "image",
        "media": "photo",
        "place": {"area": "canvas", "width": "100%", "height": "100%"},
    }
    project = make_project(1, [layer], media={"photo": "photo.png"})
    spoil(project / "photo.png")
    answer = studio("render", project, "-o", "film.mp4")
    assert answer.code == 2
    assert "photo.png" in answer.err
    assert nothing_made(place)


@pytest.mark.parametrize("spoil", [wide, text])
def test_a_picture_among_the_values_that_cannot_be_used_ends_with_2(
    studio: Studio, make_template: Callable[..., Path], place: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(place / "bad.png")
    assert studio("still", make_template(), "--samples", "--set", "photo=bad.png").code == 2
    assert not (place / "tiny-9x16-ar.png").exists()


def test_a_package_that_leads_out_of_itself_is_refused(
    studio: Studio, place: Path, environment: dict[str, str]
) -> None:
    with zipfile.ZipFile(place / "evil.hiwarz", "w") as package:
        package.writestr("project.json", "{}")
        package.writestr("../../escaped.txt", "out")
    answer = studio("render", "evil.hiwarz")
    assert answer.code == 2
    assert "escaped.txt" in answer.err
    assert not list(place.parent.rglob("escaped.txt"))
    assert not list(Path(environment["HIWAR_CACHE_DIR"]).rglob("project.json"))


def test_a_font_that_is_no_font_ends_with_2(studio: Studio, make_project: MakeProject, place: Path) -> None:
    project = make_project(1, fonts=["own.ttf"])
    (project / "own.ttf").write_text("this is no font", encoding="utf-8")
    answer = studio("render", project)
    assert answer.code == 2
    assert "own.ttf" in answer.err
    assert nothing_made(place)


def test_a_missing_output_folder_ends_with_2(studio: Studio, make_project: MakeProject) -> None:
    answer = studio("render", make_project(1), "-o", "missing/film.mp4", "--json")
    assert answer.code == 2
    assert "missing" in answer.error()["where"]
    assert answer.error()["hint"]


@pytest.fixture
def read_only(place: Path) -> Iterator[Path]:
    """A folder that this user cannot write to."""
    if sys.platform == "win32":
        pytest.skip("Windows has no read-only folders")
    folder = place / "locked"
    folder.mkdir(mode=0o500)
    if os.geteuid() != 0:
        yield folder
        return
    mount = [
        "mount",
        "-t",
        "tmpfs",
        "-o",
        "ro,size=1m",
        "tmpfs",
        str(folder),
    ]  # root may write everywhere else
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting takes more rights than these tests have")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("command", ["render", "still", "sheet"])
def test_a_read_only_output_folder_ends_with_2(
    studio: Studio, make_project: MakeProject, read_only: Path, command: str
) -> None:
    suffix = "mp4" if command == "render" else "png"
    answer = studio(command, make_project(1), "-o", read_only / f"made.{suffix}")
    assert answer.code == 2
    assert str(read_only) in answer.err
    assert list(read_only.iterdir()) == []


@pytest.mark.parametrize("option", ["--brand", "--profile", "--digits", "--size"])
def test_a_name_that_there_is_not_ends_with_2(
    studio: Studio, make_template: Callable[..., Path], option: str
) -> None:
    answer = studio("render", make_template(), "--samples", option, "nonsense")
    assert answer.code == 2
    assert "nonsense" in answer.err


def test_a_source_that_is_nothing_ends_with_2(studio: Studio, place: Path) -> None:
    for source in ("nonsense", "nonsense.hiwar", "nonsense.toml", "nonsense.hiwarz", place):
        assert studio("render", source).code == 2


def test_a_bug_leaves_a_report_and_no_traceback(environment: dict[str, str], place: Path) -> None:
    # A module of ours is replaced by one that fails as no module should.
    (place / "break.py").write_text(
        "import sys\nfrom studio.cli import app\nfrom studio.services import opening\n"
        "def fail(*_):\n    raise ZeroDivisionError('unexpected')\n"
        "opening.open_source = fail\nsys.exit(app.run(['render', 'x']))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "break.py"], cwd=place, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 1
    assert "this is a bug" in done.stderr
    assert "Traceback" not in done.stderr
    reports = list((Path(environment["HIWAR_CACHE_DIR"]) / "reports").iterdir())
    assert len(reports) == 1
    assert "ZeroDivisionError: unexpected" in reports[0].read_text(encoding="utf-8")


def test_a_documents_words_do_not_control_the_terminal(studio: Studio, place: Path) -> None:
    (place / "evil.toml").write_text('id = "evil"\n"\\u001b]0;title\\u0007\\u009b2J" = 1\n', encoding="utf-8")
    answer = studio("presets", "check", "evil.toml")
    assert answer.code == 2
    assert "there is no key" in answer.err
    assert not {"\x1b", "\x07", "\x9b"} & set(answer.err + answer.out)


def test_a_project_nested_without_end_ends_with_2(studio: Studio, place: Path) -> None:
    layers = "[" + '{"type": "group", "id": "g", "layers": [' * 80 + "]}" * 80 + "]"
    head = '"schema": "hiwar-project", "schema_version": 1'
    composition = f'{{"size": {{"width": 64, "height": 64}}, "duration": 1, "layers": {layers}}}'
    (place / "deep.json").write_text(f'{{{head}, "compositions": [{composition}]}}', encoding="utf-8")
    answer = studio("still", "deep.json")
    assert answer.code == 2
    assert "nested too deeply" in answer.err


def test_groups_as_deep_as_a_document_may_have_them_are_drawn(studio: Studio, place: Path) -> None:
    layers = "[" + '{"type": "group", "id": "g", "layers": [' * 45 + "]}" * 45 + "]"
    head = '"schema": "hiwar-project", "schema_version": 1'
    composition = f'{{"size": {{"width": 64, "height": 64}}, "duration": 1, "layers": {layers}}}'
    (place / "deep.json").write_text(f'{{{head}, "compositions": [{composition}]}}', encoding="utf-8")
    answer = studio("still", "deep.json", "-o", "deep.png")
    assert answer.code == 0, answer.err


@pytest.mark.parametrize(
    ("wish", "near", "listed"),
    [
        ("--set=titel=3", "did you mean 'title'?", "figures"),
        ("--set=nope=3", "", "title, photo, figures"),
        ("--set=Titel=3", "did you mean 'title'?", "figures"),
        ("--set=العنوان=3", "did you mean 'title'?", "figures"),
        ("--set=figures.0.lable=x", "did you mean 'label'?", "value"),
        ("--size=9:17", "did you mean '9:16'?", "4:5"),
        ("--size=9x16", "did you mean '9:16'?", "4:5"),
        ("--size=1080x1920", "", "9:16, 4:5, 1:1, 16:9"),
        ("--lang=arabic", "did you mean 'ar'?", "ar-JO"),
        ("--lang=عربي", "did you mean 'ar'?", "ar-JO"),
        ("--lang=English", "did you mean 'en'?", "ar-JO"),
        ("--lang=a", "", "ar-JO"),
        ("--lang=xx", "", "ar, en"),
        ("--brand=hiwar-drak", "did you mean 'hiwar-dark'?", "salam-dark"),
        ("--digits=arabic", "did you mean 'arab'?", "latn"),
        ("--profile=instagran", "did you mean 'instagram'?", "archive"),
        ("--for=instagran", "did you mean 'instagram'?", "archive"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_near_one_and_those_that_are(
    make_template: Callable[[], Path], wish: str, near: str, listed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["render", str(make_template()), "--samples", wish]) == 2
    told = capsys.readouterr().err
    assert near in told
    assert listed in told


@pytest.mark.parametrize("folder", ["", ".", "..", "there/.."])
def test_a_project_without_a_name_is_refused(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "pull-quote", folder]) == 2
    assert "name" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["probe", "{}"],
        ["batch", "pull-quote", "{}", "-o", "out"],
        ["still", "pull-quote", "--samples", "--values", "{}"],
        ["still", "pull-quote", "--samples", "--set", "quote=@{}"],
    ],
)
def test_a_folder_in_place_of_a_file_is_called_one(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([one.format(tmp_path) for one in arguments]) == 2
    told = capsys.readouterr().err
    assert "this is a folder, not a file" in told


@pytest.mark.parametrize("name", ["film.avi", "film.png", "film.gif", "film v1.2"])
def test_a_film_is_not_written_under_another_kinds_name(
    name: str, tmp_path: Path, make_template: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["render", str(make_template()), "--samples", "-o", str(tmp_path / name)]) == 2
    assert ".mp4" in capsys.readouterr().err
    assert not (tmp_path / name).exists()
