"""A project that is open: saved, locked, autosaved, recovered; nothing is lost when a place fails."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from studio.base.cancellation import Cancellation
from studio.base.errors import DocumentError, InputError, OutputError
from studio.formats.package import pack
from studio.formats.project_file import load_project, save_project
from studio.model.project import FontFile, Media, Project
from studio.services import versions as versions_module
from studio.services.autosave import autosave_path, read_autosave
from studio.services.media_import import take_files, take_found, take_in_place, with_taken
from studio.services.open_sessions import clean_up, discard, discarded_films, recoveries, unsaved_folder
from studio.services.project_lock import LockedError, holder_of, lock_path
from studio.services.session import ChangedOutsideError, Session
from studio.services.stills import render_still
from studio.services.tolerant import find_again, open_tolerant, resources_of
from studio.services.versions import list_versions, read_version


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIWAR_DATA_DIR", str(tmp_path / "own data"))


def film(name: str = "فيلم", text: str = "حوار", media: bool = False) -> Project:
    layers = [{"type": "text", "id": "text", "text": text}]
    listed = []
    if media:
        layers.insert(0, {"type": "image", "id": "photo", "media": "photo"})
        listed.append({"id": "photo", "path": "media/photo.png"})
    composition = {"size": {"width": 216, "height": 384}, "duration": 2, "layers": layers}
    return Project.model_validate({"name": name, "compositions": [composition], "media": listed})


def picture(path: Path, color: tuple[int, int, int] = (200, 30, 40)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (60, 40), color).save(path)
    return path


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A project with a picture, saved."""
    folder = tmp_path / "film.hiwar"
    save_project(film(media=True), folder)
    picture(folder / "media" / "photo.png")
    return folder


def crashed(session: Session) -> None:
    """As if the process had been killed: its marks stay, the process is another one."""
    mark = json.loads(lock_path(session.file).read_bytes())
    lock_path(session.file).write_text(json.dumps(mark | {"started": 1.0}))
    for note in (unsaved_folder().parent / "sessions").iterdir():
        note.write_text(json.dumps(json.loads(note.read_bytes()) | {"started": 1.0}))


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_is_saved_is_read_again_and_nothing_else_stays(saved: Path) -> None:
    opened = Session.open(saved)
    assert opened.project == film(media=True)
    assert opened.missing == ()
    changed = film(text="كلام", media=True)
    opened.session.autosave(changed, 1)
    opened.session.save(changed)
    opened.session.close()
    assert load_project(saved).project == changed
    assert files_of(saved) == {"project.json", "media/photo.png"}
    assert recoveries() == []


def test_what_was_saved_over_can_be_had_again(saved: Path) -> None:
    opened = Session.open(saved)
    for number in range(3):
        opened.session.save(film(text=str(number), media=True))
    kept = [read_version(one) for one in opened.session.versions()]
    assert kept == [film(text=text, media=True) for text in ("1", "0", "حوار")]
    opened.session.save(film(text="2", media=True))
    assert len(opened.session.versions()) == 3, "saving what is there adds nothing"
    opened.session.close()


def test_old_versions_go_and_the_newest_stays(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = saved / "project.json"
    days = 86400.0
    for age in (50, 40, 31, 29, 1):
        versions_module.keep_version(file, f"{age}".encode(), "saved", time.time() - age * days)
    versions_module.keep_version(file, b"now", "saved")
    assert len(list_versions(file)) == 3
    monkeypatch.setattr(versions_module, "KEEP_AT_MOST", 1)
    versions_module.keep_version(file, b"later", "saved")
    assert len(list_versions(file)) == 1
    kept = list_versions(file)[0]
    kept.path.unlink()
    with pytest.raises(InputError, match="not kept"):
        read_version(kept)


def test_two_windows_do_not_have_one_project(saved: Path) -> None:
    first = Session.open(saved).session
    with pytest.raises(LockedError) as caught:
        Session.open(saved)
    assert caught.value.holder is not None
    assert caught.value.holder.is_this_process
    assert caught.value.hint
    look = Session.open(saved, "look")
    with pytest.raises(InputError, match="look at only"):
        look.session.save(look.project)
    assert look.session.autosave(look.project) is None
    kept = first.autosave(film(text="عمل", media=True), 1)
    look.session.close()
    assert kept is not None
    assert kept.is_file(), "it is the other window's"
    crashed(first)
    assert len(recoveries()) == 1
    discard(recoveries()[0])
    lock_path(first.file).unlink()
    first = Session.open(saved).session
    copy = Session.open(saved, "copy")
    assert copy.session.is_new
    assert copy.missing == ()
    copy.session.close()
    forced = Session.open(saved, "force").session
    assert not first.lock_is_held
    first.close()
    assert forced.lock_is_held, "the first does not take the other's lock away"
    forced.close()
    assert holder_of(saved / "project.json") is None


def test_a_lock_of_another_process_holds_until_it_ends(saved: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from studio.services.project_lock import ProjectLock;"
        "ProjectLock.take(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read(); os._exit(1)"
    )
    command = [sys.executable, "-c", code, str(saved / "project.json")]
    root = Path(__file__).parents[3]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(LockedError, match="another window"):
            Session.open(saved)
        process.stdin.close()
        process.wait()
    assert lock_path(saved / "project.json").is_file()
    Session.open(saved).session.close()


def test_a_lock_of_another_computer_is_asked_about(saved: Path) -> None:
    mark = {"pid": 1, "started": 0.0, "host": "laptop-of-salma", "user": "salma", "since": time.time()}
    lock_path(saved / "project.json").write_text(json.dumps(mark))
    with pytest.raises(LockedError, match="laptop-of-salma, salma"):
        Session.open(saved)
    lock_path(saved / "project.json").write_bytes(b"")
    os.utime(lock_path(saved / "project.json"), (0, 0))
    Session.open(saved).session.close()


@pytest.mark.parametrize(
    "mark",
    ["[" * 100_000, "[1]", '{"pid": "x"}', '{"pid": -1, "started": 0, "since": 0, "host": 1, "user": 2}'],
)
def test_a_lock_that_came_along_and_makes_no_sense_is_nobodys(saved: Path, mark: str) -> None:
    path = lock_path(saved / "project.json")
    path.write_text(mark)
    os.utime(path, (0, 0))
    assert holder_of(saved / "project.json") is None
    Session.open(saved).session.close()


def test_a_lock_is_told_in_words_that_can_be_shown(saved: Path) -> None:
    mark = {"pid": 1, "started": 0.0, "host": "\ud800" * 5000, "user": ["x"], "since": 0}
    lock_path(saved / "project.json").write_text(json.dumps(mark))
    with pytest.raises(LockedError) as caught:
        Session.open(saved)
    assert len(str(caught.value).encode()) < 1000


@pytest.mark.parametrize("way", ["recovered", "saved", "discard", "ignore"])
def test_after_a_crash_there_is_a_choice(saved: Path, way: str) -> None:
    session = Session.open(saved).session
    changed = film(text="لم يحفظ", media=True)
    session.autosave(film(text="قبل", media=True), 3)
    session.autosave(changed, 4)
    assert recoveries() == [], "it is open"
    crashed(session)
    (one,) = recoveries()
    assert (one.name, one.edits, one.is_new) == ("فيلم", 4, False)
    assert load_project(saved).project == film(media=True), "never over the file"
    match way:
        case "recovered":
            opened = Session.recover(one)
            assert opened.project == changed
            opened.session.save(opened.project)
            opened.session.close()
            assert load_project(saved).project == changed
            assert recoveries() == []
        case "saved":
            opened = Session.open(saved)
            assert opened.project == film(media=True)
            assert opened.recovery is not None
            discard(opened.recovery)
            opened.session.close()
            assert recoveries() == []
        case "discard":
            discard(one)
            assert recoveries() == []
            (version,) = list_versions(saved / "project.json")
            assert version.why == "discarded"
            assert read_version(version) == changed
        case _:
            assert recoveries() == [one]


def test_an_autosave_that_a_save_has_overtaken_is_not_offered(saved: Path) -> None:
    session = Session.open(saved).session
    early = time.time()
    session.save(film(text="حفظ", media=True))
    assert session.autosave(film(text="قديم", media=True), 1, early - 1) is None
    late = film(text="بعد الحفظ", media=True)
    assert session.autosave(late, 1, time.time()) is not None
    kept = autosave_path(session.file).read_bytes()
    session.save(late)
    autosave_path(session.file).write_bytes(kept)  # as if the crash came between saving and removing it
    crashed(session)
    assert recoveries() == []


def test_a_film_never_saved_is_recovered_with_its_media(tmp_path: Path) -> None:
    photo = picture(tmp_path / "camera" / "IMG_1.png")
    opened = Session.new(film(media=True), {"photo": photo})
    assert opened.session.is_new
    assert opened.missing == ()
    with pytest.raises(InputError, match="no place yet"):
        opened.session.save(opened.project)
    opened.session.autosave(opened.project, 2)
    crashed(opened.session)
    (one,) = recoveries()
    assert one.is_new
    again = Session.recover(one)
    assert again.missing == ()
    placed = again.session.save_as(again.project, tmp_path / "film")
    assert not again.session.is_new
    assert load_project(tmp_path / "film.hiwar").project == placed
    assert open_tolerant(tmp_path / "film.hiwar").missing == ()
    again.session.close()
    assert list(unsaved_folder().iterdir()) == []
    assert recoveries() == []


def test_a_film_never_saved_and_discarded_is_kept_for_a_while(tmp_path: Path) -> None:
    opened = Session.new(film())
    opened.session.close(unsaved=film(text="بلا حفظ"))
    (one,) = discarded_films()
    assert one.project() == film(text="بلا حفظ")
    assert recoveries() == []
    clean_up()
    assert discarded_films() == [one]
    clean_up(time.time() + 31 * 86400)
    assert discarded_films() == []
    assert list(unsaved_folder().iterdir()) == []


def test_closing_without_saving_keeps_a_version(saved: Path) -> None:
    session = Session.open(saved).session
    session.close(unsaved=film(text="تراجعت", media=True))
    (version,) = list_versions(saved / "project.json")
    assert version.why == "unsaved"
    assert files_of(saved) == {"project.json", "media/photo.png"}


def test_a_file_that_another_program_changed_is_not_saved_over_unasked(saved: Path) -> None:
    session = Session.open(saved).session
    save_project(film(text="من برنامج آخر", media=True), saved)
    with pytest.raises(ChangedOutsideError):
        session.save(film(text="مني", media=True))
    session.save(film(text="مني", media=True), overwrite=True)
    assert read_version(session.versions()[0]) == film(text="من برنامج آخر", media=True)
    session.close()


def test_a_vanished_folder_loses_nothing(saved: Path, tmp_path: Path) -> None:
    opened = Session.open(saved)
    shutil.rmtree(saved)
    changed = film(text="بعد الضياع", media=True)
    with pytest.raises(OutputError) as caught:
        opened.session.save(changed)
    assert caught.value.hint
    place = opened.session.autosave(changed, 1)
    assert place is not None
    assert read_autosave(place).project == changed
    kept = opened.session.save_as(changed, tmp_path / "elsewhere")
    assert load_project(tmp_path / "elsewhere.hiwar").project == kept
    opened.session.close()


def test_work_on_a_vanished_folder_is_recovered_after_a_crash(saved: Path) -> None:
    opened = Session.open(saved)
    shutil.rmtree(saved)
    opened.session.autosave(film(text="بعد الضياع", media=True), 1)
    for note in (unsaved_folder().parent / "sessions").iterdir():
        note.write_text(json.dumps(json.loads(note.read_bytes()) | {"started": 1.0}))
    (one,) = recoveries()
    again = Session.recover(one)
    assert again.project == film(text="بعد الضياع", media=True)
    assert [missing.id for missing in again.missing] == ["photo"]
    again.session.close()


def test_a_full_disk_leaves_the_saved_file_and_says_so(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session.open(saved).session

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="disk is full"):
        session.save(film(text="كبير", media=True))
    with pytest.raises(OutputError, match="disk is full"):
        session.autosave(film(text="كبير", media=True))
    monkeypatch.undo()
    assert load_project(saved).project == film(media=True)
    assert not list(saved.rglob("*.part"))
    session.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_opened_to_look_at(saved: Path) -> None:
    saved.chmod(0o500)
    try:
        assert Session.open(saved).session.read_only
    finally:
        saved.chmod(0o700)


def test_a_place_without_room_for_a_lock_is_opened_to_look_at(
    saved: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OutputError("this place cannot be written to")

    monkeypatch.setattr("studio.services.session.ProjectLock.take", refused)
    opened = Session.open(saved)
    assert opened.session.read_only
    place = opened.session.autosave(film(text="تعديل", media=True))
    assert place is not None
    assert not place.is_relative_to(saved)
    monkeypatch.undo()
    monkeypatch.setenv("HIWAR_DATA_DIR", str(tmp_path / "own data"))
    opened.session.save_as(opened.project, tmp_path / "mine")
    assert not opened.session.read_only
    opened.session.close()


def test_saving_as_takes_media_along_and_leaves_the_first_place_alone(saved: Path, tmp_path: Path) -> None:
    session = Session.open(saved).session
    before = files_of(saved) - {".project.json.lock"}
    session.save_as(film(text="نسخة", media=True), tmp_path / "copy")
    assert files_of(saved) == before
    assert files_of(tmp_path / "copy.hiwar") == {"project.json", "media/photo.png", ".project.json.lock"}
    assert load_project(saved).project == film(media=True)
    session.close()
    (tmp_path / "full.hiwar").mkdir()
    (tmp_path / "full.hiwar" / "notes.txt").write_text("x")
    again = Session.open(saved).session
    with pytest.raises(InputError, match="something else"):
        again.save_as(film(), tmp_path / "full")
    with pytest.raises(OutputError, match="does not exist"):
        again.save_as(film(), tmp_path / "none" / "film")
    again.close()


def test_a_package_becomes_a_film_not_saved_yet(saved: Path, tmp_path: Path) -> None:
    package = tmp_path / "film.hiwarz"
    pack(load_project(saved), package)
    before = package.read_bytes()
    opened = Session.open(package)
    assert opened.session.is_new
    assert opened.missing == ()
    opened.session.close()
    assert package.read_bytes() == before


def test_a_project_opens_without_its_media_and_fonts_and_is_drawn(saved: Path, tmp_path: Path) -> None:
    project = film(media=True).model_copy(
        update={"fonts": (FontFile(path="fonts/mine.ttf", family="Mine", fallback="Cairo"),)}
    )
    save_project(project, saved)
    shutil.rmtree(saved / "media")
    opened = Session.open(saved)
    assert [(one.kind, one.id, one.instead) for one in opened.missing] == [
        ("media", "photo", ""),
        ("font", "Mine", "Cairo"),
    ]
    resources = opened.session.resources(opened.project)
    render_still(opened.project.compositions[0], resources, tmp_path / "still.png")
    assert resources.missing_fonts == {"Mine": "Cairo"}
    assert "photo" not in opened.session.resources(opened.project, placeholders=False).media
    opened.session.close()


def test_media_that_are_named_but_not_listed_or_lead_out_of_the_folder_are_missing(tmp_path: Path) -> None:
    project = film(media=True)
    outside = project.model_copy(update={"media": (Media(id="photo", path="../photo.png"),)})
    picture(tmp_path / "photo.png")
    for number, broken in enumerate((project.model_copy(update={"media": ()}), outside)):
        folder = tmp_path / f"film-{number}.hiwar"
        save_project(broken, folder)
        with pytest.raises(DocumentError):
            load_project(folder)
        opened = Session.open(folder)
        assert [one.id for one in opened.missing] == ["photo"]
        taken = take_in_place(tmp_path / "photo.png", folder, "photo", "")
        mended, _ = with_taken(opened.project, [taken])
        opened.session.save(mended)
        opened.session.close()
        assert load_project(folder).project == mended
        assert open_tolerant(folder).missing == ()


def test_missing_media_are_found_again_by_content_or_name(saved: Path, tmp_path: Path) -> None:
    session = Session.open(saved).session
    sea = picture(tmp_path / "بحر.png", (1, 2, 3))
    taken = take_files([sea], saved, Cancellation()).taken
    project, (identifier,) = with_taken(film(media=True), taken)
    assert project.media[1].path == "media/بحر.png"
    shutil.move(saved / "media" / "بحر.png", picture(tmp_path / "found" / "deep" / "x.png"))
    shutil.move(saved / "media" / "photo.png", tmp_path / "found" / "PHOTO.png")
    missing = session.missing(project)
    assert {one.id for one in missing} == {"photo", identifier}
    assert set(find_again(missing, tmp_path / "found").values()) == {
        tmp_path / "found" / "PHOTO.png",
        tmp_path / "found" / "deep" / "x.png",
    }
    project, found = with_taken(project, take_found(missing, tmp_path / "found", saved))
    assert set(found) == {"photo", identifier}
    assert session.missing(project) == ()
    assert len(resources_of(project, session.folder).media) == 2
    session.close()


def test_the_same_file_is_imported_once(saved: Path, tmp_path: Path) -> None:
    source = picture(tmp_path / "a.png", (9, 9, 9))
    other = picture(tmp_path / "other" / "a.png", (7, 7, 7))
    taken = take_files([source, source, other], saved, Cancellation()).taken
    project, (first, second, third) = with_taken(film(media=True), taken)
    assert first == second
    assert third != first
    assert len({item.path for item in project.media}) == 3


@pytest.mark.parametrize("then", ["closed", "autosaved"])
def test_opening_what_was_saved_loses_nothing_of_a_crash(saved: Path, then: str) -> None:
    session = Session.open(saved).session
    changed = film(text="لم يحفظ", media=True)
    session.autosave(changed, 4)
    crashed(session)
    opened = Session.open(saved)  # from the recent ones, or by a double click: nobody looked at Start
    assert opened.project == film(media=True)
    if then == "autosaved":
        opened.session.autosave(film(text="عمل جديد", media=True), 1)
    opened.session.close()
    assert recoveries() == []
    (version,) = list_versions(saved / "project.json")
    assert version.why == "unsaved"
    assert read_version(version) == changed
