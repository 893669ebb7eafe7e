"""`studio fonts`, `studio pack`, and projects with fonts of their own, from the command line."""

import json
from pathlib import Path

from PIL import Image

from tests.cli.conftest import MakeProject, Studio, text_layer
from tests.unit.services.own_fonts import own_font


def own_layer(text: str = "حوار") -> dict[str, object]:
    return text_layer(text, style={"family": "Our Own", "size": 60})


def test_the_library_is_listed_for_people_and_machines(studio: Studio) -> None:
    words = studio("fonts", "list", "--mood", "poetry", "--lang", "ar")
    assert words.code == 0
    assert "Noto Nastaliq Urdu" in words.out
    assert "نستعليق" in words.out
    facts = studio("fonts", "list", "--can", "kurdish", "--can", "kashida", "--json").json()
    assert "Vazirmatn" in {one["family"] for one in facts}
    assert "Cairo" not in {one["family"] for one in facts}
    assert studio("presets", "fonts", "--json").json()[0]["moods"]
    styles = studio("fonts", "list", "--style", "nastaliq", "--json").json()
    assert [one["family"] for one in styles] == ["Noto Nastaliq Urdu"]
    wrong = studio("fonts", "list", "--mood", "angry")
    assert wrong.code == 2
    assert "poster" in wrong.err


def test_a_family_is_explained_with_its_axes(studio: Studio) -> None:
    facts = studio("fonts", "show", "readex-pro", "--json").json()
    assert [axis["tag"] for axis in facts["axes"]] == ["wght", "HEXP"]
    assert facts["optical"]["k"] > 1
    assert facts["latin"] == "Readex Pro"
    assert studio("fonts", "show", "qahiri", "--json").json()["latin"] == "Noto Kufi Arabic"
    words = studio("presets", "fonts", "Readex Pro")
    assert "axis HEXP: 0 to 100" in words.out
    wrong = studio("fonts", "show", "Redex Pro")
    assert wrong.code == 2
    assert "Did you mean Readex Pro" in wrong.err


def test_a_font_is_checked_with_its_licence_and_what_it_lacks(studio: Studio, place: Path) -> None:
    own_font(place / "own.ttf", fs_type=2)
    answer = studio("fonts", "check", "own.ttf", "--text", "حِوار")
    assert answer.code == 0
    assert "Our Own, weight 400" in answer.out
    assert "lacks: \u0650" in answer.out
    assert "Warning: The licence of the font" in answer.err
    (face,) = studio("fonts", "check", "own.ttf", "--json").json()["faces"]
    assert (face["embedding"], face["kashida"]) == ("restricted", "stretch")
    assert [problem["kind"] for problem in face["problems"]] == ["restricted"]


def test_what_is_no_font_is_said_and_ends_with_2(studio: Studio, place: Path) -> None:
    (place / "own.ttf").write_text("a letter", encoding="utf-8")
    for arguments in (("check", "own.ttf"), ("check", "none.ttf"), ("check", ".")):
        answer = studio("fonts", *arguments, "--json")
        assert answer.code == 2
        assert answer.error()["message"]


def test_an_added_font_is_rendered_by_workers_packed_and_missed(
    studio: Studio, make_project: MakeProject, place: Path
) -> None:
    project = make_project(0.4, [own_layer()])
    own_font(place / "own.ttf")
    assert "no font family" in studio("still", project).err
    added = studio("fonts", "add", "own.ttf", project, "--fallback", "Lalezar", "--json").json()
    assert added["family"] == "Our Own"
    film = studio("render", project, "-o", "film.mp4", "--workers", "3", "--json")
    assert film.code == 0, film.err
    assert film.json()["findings"] == []
    assert studio("still", project, "-o", "own.png").code == 0

    assert studio("pack", project).code == 0
    packed = studio("still", "film.hiwarz", "-o", "packed.png")
    assert packed.code == 0, packed.err
    Path(added["file"] if Path(added["file"]).is_absolute() else place / added["file"]).unlink()
    missed = studio("still", project, "-o", "missed.png")
    assert missed.code == 0
    assert "The font “Our Own” is missing; its texts are drawn in Lalezar." in missed.err
    own, again, other = (Image.open(place / f"{name}.png").tobytes() for name in ("own", "packed", "missed"))
    assert own == again != other


def test_a_font_that_may_not_be_handed_on_is_not_packed(
    studio: Studio, make_project: MakeProject, place: Path
) -> None:
    project = make_project(1, [own_layer()])
    own_font(place / "own.ttf", fs_type=2)
    assert studio("fonts", "add", "own.ttf", project).code == 0
    answer = studio("pack", project, "--json")
    assert answer.code == 2
    assert [mistake["path"] for mistake in answer.error()["mistakes"]] == ["fonts.0"]
    assert not list(place.glob("*.hiwarz"))


def test_the_library_is_made_into_a_picture(studio: Studio, place: Path) -> None:
    made = studio("presets", "fonts", "--sheet", "--lang", "ar", "-o", "fonts.png", "--json").json()
    with Image.open(place / "fonts.png") as picture:
        assert picture.size == (made["width"], made["height"])
    assert studio("presets", "brands", "--sheet").code == 2
    assert studio("presets", "fonts", "--sheet", "--lang", "fr").code == 2


def test_a_template_names_fonts_that_exist(studio: Studio, make_project: MakeProject) -> None:
    project = make_project(1, [text_layer("حوار", style={"family": "Readex Pro", "axes": {"HEXP": 500}})])
    assert studio("still", project, "-o", "wide.png").code == 0
    data = json.loads((project / "project.json").read_text("utf-8"))
    data["compositions"][0]["layers"][0]["style"]["axes"] = {"toolong": 1}
    (project / "project.json").write_text(json.dumps(data), encoding="utf-8")
    answer = studio("still", project, "--json")
    assert answer.code == 2
    assert "axes" in answer.error()["mistakes"][0]["path"]
