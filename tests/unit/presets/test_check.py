from pathlib import Path

import pytest

from studio.base.errors import InputError
from studio.presets.catalog import Catalog
from studio.presets.check import check_template, main

HEADER = """id = "film"
kind = "film"
name = { ar = "س", en = "s" }
note = { ar = "س", en = "s" }
"""

SIX = """id = "film"
kind = "film"
name = { ar = "س", en = "s" }
note = { ar = "س", en = "s" }
moood = "calm"

[[parameters]]
id = "title"
type = "text"
label = { ar = "س", en = "s" }
sample = { ar = "عنوان", en = "Title" }
max_length = "long"

[[body.layers]]
id = "a"
type = "text"
text = "{title}"
style = { color = "acent" }

[[body.layers]]
id = "a"
type = "shape"
opacity = { keyframes = [{ time = 0, value = 1, easing = "ease-ni" }] }

[[body.layers]]
type = "text"
text = "{titel}"
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    animations = tmp_path / "presets" / "animations"
    animations.mkdir(parents=True)
    (animations / "rise.toml").write_text("", encoding="utf-8")
    return Catalog(Catalog().folders[0], tmp_path / "presets")


def _check(tmp_path: Path, text: str, catalog: Catalog | None = None) -> list[tuple[int | None, str, str]]:
    file = tmp_path / "film.toml"
    file.write_text(text, encoding="utf-8")
    return [(found.line, found.path, found.message) for found in check_template(file, catalog=catalog)]


def test_six_mistakes_of_six_kinds_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    found = _check(tmp_path, SIX)
    assert [(line, path) for line, path, _ in found] == [
        (5, "moood"),
        (12, "parameters.0.max_length"),
        (18, "body.layers.0.style.color"),
        (21, "body.layers.1.id"),
        (23, "body.layers.1.opacity.keyframes.0.easing"),
        (27, "body.layers.2.text"),
    ]
    hints = ["'mood'", None, "'accent'", None, "'ease-in'", "'title'"]
    for (_, _, message), hint in zip(found, hints, strict=True):
        assert hint is None or f"did you mean {hint}?" in message


def test_a_mistake_seen_in_every_format_is_told_once(tmp_path: Path) -> None:
    body = (
        HEADER
        + 'parameters = []\n[[body.layers]]\ntype = "text"\ntext = "x"\nplace = { area = "hero.valu" }\n'
    )
    assert _check(tmp_path, body) == [
        (9, "body.layers.0.place.area", "there is no region 'hero.valu'; did you mean 'hero.value'?")
    ]


def test_a_mistake_in_one_branch_alone_is_found(tmp_path: Path) -> None:
    body = (
        HEADER + 'parameters = [{ id = "mood", type = "choice", choices = ["calm", "bold"], default = "calm",'
        ' label = { ar = "س", en = "s" } }]\n'
        '[[body.layers]]\ntype = "shape"\nradius = { "16:9" = { en = "x" }, else = 1 }\n'
        '[[body.layers]]\nwhen = "mood=bold"\ntype = "shape"\npoints = 1\n'
    )
    lines = [line for line, _, _ in _check(tmp_path, body)]
    assert lines == [8, 12]


def test_references_to_other_presets_must_lead_somewhere(tmp_path: Path, catalog: Catalog) -> None:
    body = (
        HEADER + 'brand = "hiwar-drak"\npair = "T9"\nparameters = []\n'
        '[[body.layers]]\ntype = "shape"\nanimations = [{ preset = "rise" }, { preset = "rize" }]\n'
        '[[body.layers]]\ntype = "image"\nmedia = "asset:../README.md"\n'
        '[[body.layers]]\ntype = "icon"\nicon = "no-such-icon"\n'
    )
    found = _check(tmp_path, body, catalog)
    paths = [path for _, path, _ in found]
    assert paths[:2] == ["brand", "pair"]
    assert set(paths[2:]) == {
        "body.layers.0.animations.1.preset",
        "body.layers.1.media",
        "body.layers.2.icon",
    }
    assert any("did you mean 'rise'?" in message for _, _, message in found)


def test_samples_must_suit_their_parameters(tmp_path: Path) -> None:
    body = (
        HEADER + 'parameters = [\n{ id = "a", type = "text", label = {}, max_length = 3, sample = "long" },\n'
        '{ id = "b", type = "number", label = {} },\n'
        '{ id = "c", type = "list", label = {}, fields = [{ id = "x", type = "number", label = {} }],'
        ' sample = [{ x = 1 },\n{ x = "y" }] },\n]\n[body]\nlayers = []\n'
    )
    found = {path: (line, message) for line, path, message in _check(tmp_path, body)}
    assert found["parameters.0.sample"] == (6, "the text has 4 characters; at most 3 fit")
    assert found["parameters.1"][0] == 7
    assert found["parameters.2.sample.1.x"][0] == 9


def test_the_id_is_the_name_of_the_file(tmp_path: Path) -> None:
    found = _check(
        tmp_path, HEADER.replace('"film"\nkind', '"flim"\nkind') + "parameters = []\n[body]\nlayers = []\n"
    )
    assert found == [(1, "id", "the id is the file's name, 'film'")]


@pytest.mark.parametrize(
    "text",
    ["", "body = 3", "parameters = 3\n[body]\n", "parameters = [3]\n[body]\nlayers = 3\n", "a = ",
     'formats = "9:16"\n[body]\nlayers = [3, "x"]\n', '[body]\nduration = { reading = true, max = "x" }\n',
     '[[body.layers]]\ntype = "track"\nitems = [{ kind = "clip" }, 3, { for = 3 }, { each = 3 }]\n',
     '[[parameters]]\nid = []\n[[body.layers]]\nwhen = 3\nid = []\n'],
)  # fmt: skip
def test_no_text_however_odd_crashes_the_check(tmp_path: Path, text: str) -> None:
    assert _check(tmp_path, text)


def test_the_command_tells_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "film.toml"
    file.write_text(SIX, encoding="utf-8")
    assert main([str(file)]) == 2
    assert "6 mistakes" in capsys.readouterr().out
    file.write_text(HEADER + "parameters = []\n[body]\nlayers = []\n", encoding="utf-8")
    assert main([str(file)]) == 0
    assert main([str(tmp_path / "none.toml")]) == 2
    with pytest.raises(InputError):
        check_template(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "body",
    [
        'duration = { reading = true, extra = inf }\nlayers = [{ type = "text", text = "س" }]',
        'duration = { reading = true, min = nan }\nlayers = [{ type = "text", text = "س" }]',
        'layers = [{ type = "track", items = [{ kind = "clip", duration = "1e999999999", source = {} }] }]',
        'layers = [{ type = "track", start = inf, items = [{ kind = "clip", duration = 1, source = {} }] }]',
    ],
)
def test_times_without_end_are_mistakes(tmp_path: Path, body: str) -> None:
    found = _check(tmp_path, f"parameters = []\n{HEADER}[body]\n{body}\n")
    assert any("seconds is expected" in message or "a time is" in message for _, _, message in found)


def test_repetitions_inside_repetitions_do_not_multiply_without_end(tmp_path: Path) -> None:
    sample = ", ".join('{ name = "س" }' for _ in range(200))
    rows = f"""[[parameters]]
id = "rows"
type = "list"
label = {{ ar = "س", en = "s" }}
maximum = 200
sample = [{sample}]
fields = [{{ id = "name", type = "text", label = {{ ar = "س", en = "s" }} }}]
"""
    layer = '{ type = "text", text = "{item.name}" }'
    for _ in range(4):
        layer = f'{{ for = "rows", type = "group", layers = [{layer}] }}'
    found = _check(tmp_path, f"{HEADER}{rows}[body]\nlayers = [{layer}]\n")
    assert "the body comes to more than 20,000 items" in [message for _, _, message in found]


def test_font_families_must_be_there_however_they_are_written(tmp_path: Path) -> None:
    def layer(family: str) -> str:
        return f'[[body.layers]]\ntype = "text"\ntext = "x"\nstyle = {{ family = "{family}" }}\n'

    names = ("strong", "Readex Pro", "readex-pro", "CAIRO", "Redex Pro")
    body = HEADER + "parameters = []\n" + "".join(map(layer, names))
    ((_, path, message),) = _check(tmp_path, body)
    assert path == "body.layers.4.style.family"
    assert "did you mean 'Readex Pro'?" in message


def test_a_motion_at_a_time_that_it_is_not_made_for_is_a_mistake(tmp_path: Path) -> None:
    text = HEADER + (
        "parameters = []\n[body]\nduration = 2\n"
        '[[body.layers]]\ntype = "shape"\nanimations = [{ preset = "drift" }, '
        '{ preset = "drift", phase = "during" }, { preset = "rise", phase = "out" }]\n'
    )
    assert [(path, message) for _, path, message in _check(tmp_path, text)] == [
        ("body.layers.0.animations.0", '\'drift\' is not made for phase "in"; write phase = "during"')
    ]
