"""People's own fonts: checked, added to a project, packed with it, missed in the open."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from studio.base.errors import DocumentError, FontError, InputError
from studio.formats.package import open_package
from studio.formats.project_file import load_project
from studio.services.findings import findings_of
from studio.services.fonts import add_font, check_font_file, font_labels, library, texts_of
from studio.services.opening import Opened, open_source
from studio.services.packing import pack_project
from studio.services.resources import contents, open_resources
from studio.services.stills import Painter
from studio.text.fonts import FontCatalog
from tests.unit.services.own_fonts import own_font


def make_project(folder: Path, text: str = "حوار", family: str = "Our Own") -> Path:
    layer = {
        "type": "text",
        "id": "line",
        "text": text,
        "style": {"family": family, "size": 120},
        "place": {"area": "canvas", "width": "100%", "height": "100%"},
    }
    composition = {"size": {"width": 640, "height": 360}, "duration": 1, "layers": [layer]}
    project = {"schema": "hiwar-project", "schema_version": 1, "compositions": [composition]}
    folder.mkdir()
    (folder / "project.json").write_text(json.dumps(project, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture
def font(tmp_path: Path) -> Path:
    return own_font(tmp_path / "from elsewhere" / "Our-Own.ttf")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "film.hiwar")


def _another_version(font: Any) -> None:
    font["hhea"].lineGap = 9


def painted(opened: Opened) -> Any:
    return Painter(opened.composition, opened.resources).paint(Fraction(0)).copy()


def told(opened: Opened) -> list[str]:
    return [finding.kind for finding in findings_of(opened.composition, opened.resources)]


def test_an_added_font_is_copied_entered_and_drawn(project: Path, font: Path) -> None:
    with pytest.raises(FontError, match="no font family"):
        painted(open_source(str(project)))
    added = add_font(font, project)
    assert added.file == project / "fonts" / "Our-Own.ttf"
    assert added.file.read_bytes() == font.read_bytes()
    (entry,) = load_project(project).project.fonts
    assert (entry.path, entry.family, entry.fallback) == (
        "fonts/Our-Own.ttf",
        "Our Own",
        "IBM Plex Sans Arabic",
    )
    opened = open_source(str(project))
    assert told(opened) == []
    ground = painted(open_source(str(make_project(project.with_name("empty.hiwar"), " ", "Cairo"))))
    assert (painted(opened) != ground).any()


def test_adding_the_same_face_again_replaces_it(project: Path, font: Path, tmp_path: Path) -> None:
    assert not add_font(font, project).replaced
    assert add_font(font, project).replaced
    newer = own_font(
        tmp_path / "new" / "Our-Own.ttf", change=lambda one: one["hhea"].__setattr__("lineGap", 9)
    )
    added = add_font(newer, project)
    assert added.replaced
    assert [one.path for one in added.project.fonts] == ["fonts/Our-Own-2.ttf"]
    add_font(own_font(tmp_path / "other.ttf", "Another"), project)
    assert len(load_project(project).project.fonts) == 2


def test_a_packed_project_brings_its_font_along(project: Path, font: Path, tmp_path: Path) -> None:
    add_font(font, project)
    package = tmp_path / "film.hiwarz"
    packed = pack_project(project, package)
    assert packed.fonts[0].digest is not None
    elsewhere = open_package(package, tmp_path / "elsewhere")
    assert (elsewhere.folder / elsewhere.project.fonts[0].path).read_bytes() == font.read_bytes()
    assert (painted(open_source(str(package))) == painted(open_source(str(project)))).all()


def test_a_font_changed_in_a_package_is_noticed(project: Path, font: Path, tmp_path: Path) -> None:
    import zipfile

    add_font(font, project)
    pack_project(project, tmp_path / "film.hiwarz")
    with zipfile.ZipFile(tmp_path / "film.hiwarz") as old, zipfile.ZipFile(tmp_path / "b.hiwarz", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data + b"\0" if name.endswith(".ttf") else data)
    with pytest.raises(DocumentError, match="not the one that was packed"):
        open_package(tmp_path / "b.hiwarz")


def test_a_restricted_font_serves_here_openly_and_is_not_packed(project: Path, tmp_path: Path) -> None:
    add_font(own_font(tmp_path / "closed.ttf", fs_type=2), project)
    opened = open_source(str(project))
    assert told(opened) == ["font-licence"]
    assert painted(opened).any()
    with pytest.raises(DocumentError, match="does not let it be handed on") as caught:
        pack_project(project, tmp_path / "film.hiwarz")
    assert [mistake.path for mistake in caught.value.mistakes] == ["fonts.0"]
    assert "licence" in caught.value.hint
    assert not (tmp_path / "film.hiwarz").exists()


def test_a_project_opens_without_its_font_and_says_what_is_drawn_instead(project: Path, font: Path) -> None:
    add_font(font, project, fallback="amiri")
    before = painted(open_source(str(project)))
    (project / "fonts" / "Our-Own.ttf").unlink()
    opened = open_source(str(project))
    (finding,) = findings_of(opened.composition, opened.resources)
    assert finding.kind == "missing-font"
    assert "“Our Own” is missing" in finding.message
    assert "Amiri" in finding.message
    assert finding.hint
    instead = painted(opened)
    assert (instead != before).any()
    plain = make_project(project.with_name("plain.hiwar"), family="Amiri")
    assert (instead == painted(open_source(str(plain)))).all()


def test_a_missing_font_that_nothing_uses_is_no_finding(tmp_path: Path, font: Path) -> None:
    project = make_project(tmp_path / "film.hiwar", family="Cairo")
    add_font(font, project).file.unlink()
    assert told(open_source(str(project))) == []


def test_what_is_drawn_in_another_font_is_rendered_anew(project: Path, font: Path, tmp_path: Path) -> None:
    add_font(font, project)
    there = contents(open_source(str(project)).resources)
    other = own_font(tmp_path / "x.ttf", change=_another_version)
    (project / "fonts" / "Our-Own.ttf").write_bytes(other.read_bytes())
    changed = contents(open_source(str(project)).resources)
    (project / "fonts" / "Our-Own.ttf").unlink()
    missing = contents(open_source(str(project)).resources)
    assert len({there, changed, missing}) == 3


def test_an_own_font_is_set_at_the_size_that_suits_it(project: Path, font: Path) -> None:
    from studio.scene.context import Context
    from studio.scene.kinds import KINDS

    add_font(font, project)
    opened = open_source(str(project))
    context = Context(opened.composition, open_resources(opened.resources), KINDS)
    own, bundled = context.font_metrics("Our Own"), context.font_metrics("Qahiri")
    assert own.k == pytest.approx(bundled.k, abs=0.05)
    assert own.k > 1.2


def test_a_check_tells_what_a_font_lacks_of_a_projects_texts(tmp_path: Path, font: Path) -> None:
    project = make_project(tmp_path / "film.hiwar", "حِوارٌ ێ Zoë 漢")
    (report,) = check_font_file(font, project)
    assert set(report.lacks) == set("\u0650\u064cێë漢")
    assert "arabic" in report.capabilities
    assert "vocalised" not in report.capabilities
    assert report.kashida == "stretch"
    assert report.problems == ()


def test_texts_of_a_project_are_its_words_and_not_its_names(project: Path) -> None:
    assert set(texts_of(load_project(project).project)) == set("حوار")


@pytest.mark.parametrize(
    ("drop", "kind"), [(("GSUB", "GPOS"), "no-joining"), (("cmap",), ""), (("GPOS",), "")]
)
def test_what_will_look_wrong_is_told(drop: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    def without(font: Any) -> None:
        for tag in drop:
            del font[tag]

    broken = own_font(tmp_path / "broken.ttf", change=without)
    if drop == ("cmap",):
        with pytest.raises(FontError, match="lacks what text needs: cmap"):
            check_font_file(broken)
        return
    (report,) = check_font_file(broken)
    assert [problem.kind for problem in report.problems] == ([kind] if kind else [])


def test_marks_that_stand_anywhere_are_told(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    from studio.base.paths import assets_dir

    font = TTFont(assets_dir() / "fonts" / "tajawal" / "tajawal-400.ttf", recalcTimestamp=False)
    for record in font["GPOS"].table.FeatureList.FeatureRecord:
        record.FeatureTag = "zzzz" if record.FeatureTag in ("mark", "mkmk") else record.FeatureTag
    font.save(tmp_path / "loose.ttf")
    (report,) = check_font_file(tmp_path / "loose.ttf")
    assert "loose-marks" in [problem.kind for problem in report.problems]


def test_a_font_without_arabic_is_told(tmp_path: Path) -> None:
    from studio.base.paths import assets_dir

    (report,) = check_font_file(assets_dir() / "fonts" / "alexandria" / "alexandria-latin.ttf")
    assert [problem.kind for problem in report.problems] == ["no-arabic"]


def test_a_package_is_not_changed(project: Path, font: Path, tmp_path: Path) -> None:
    pack_project(make_project(tmp_path / "plain.hiwar", family="Cairo"), tmp_path / "film.hiwarz")
    with pytest.raises(InputError, match="package is not changed"):
        add_font(font, tmp_path / "film.hiwarz")
    with pytest.raises(InputError, match="another ending"):
        pack_project(project, tmp_path / "film.zip")


def test_a_file_that_is_no_font_changes_nothing(project: Path, tmp_path: Path) -> None:
    before = (project / "project.json").read_bytes()
    (tmp_path / "letter.ttf").write_text("not a font", encoding="utf-8")
    with pytest.raises(FontError):
        add_font(tmp_path / "letter.ttf", project)
    with pytest.raises(FontError, match="no font family"):
        add_font(own_font(tmp_path / "own.ttf"), project, fallback="Nonesuch")
    assert (project / "project.json").read_bytes() == before
    assert not (project / "fonts").exists()


def test_names_that_not_every_system_allows_are_replaced(project: Path, tmp_path: Path) -> None:
    added = add_font(own_font(tmp_path / "aux.ttf"), project)
    assert added.file.name == "font.ttf"


def test_every_family_of_the_library_has_moods_with_names_in_both_languages() -> None:
    labels = font_labels()
    for kind in (labels.moods, labels.styles, labels.capabilities, labels.kashida, labels.axes):
        assert all(set(names) == {"ar", "en"} and all(names.values()) for names in kind.values())
    families = library()
    assert len(families) == len(FontCatalog.bundled().families()) - 1
    for family in families:
        assert family.moods
        assert set(family.moods) <= set(labels.moods)
        assert family.style in labels.styles
        assert family.capabilities <= set(labels.capabilities)
        assert {axis.tag for axis in family.axes} <= set(labels.axes)


def test_the_library_is_told_by_mood_and_ability() -> None:
    assert {family.name for family in library("poster")} == {"Lalezar", "Rakkas"}
    kurdish = library(None, ["kurdish", "kashida"])
    assert "Amiri" in {family.name for family in kurdish}
    assert "Cairo" not in {family.name for family in kurdish}
    with pytest.raises(InputError, match="no mood"):
        library("grumpy")
    with pytest.raises(InputError, match="no ability"):
        library(None, ["fly"])


def test_every_mood_of_the_library_has_a_family() -> None:
    assert all(library(mood) for mood in font_labels().moods)
