from fractions import Fraction
from typing import Any

import pytest

from studio.base.errors import DocumentError, InputError
from studio.formats.document_file import parse_toml
from studio.formats.mistakes import validated
from studio.model.composition import Composition
from studio.model.layers import Clip, GroupLayer, ShapeLayer, TextLayer, TrackLayer, Transition
from studio.model.template import FORMATS, Template
from studio.presets.catalog import Catalog, bundled
from studio.presets.instantiate import instantiate

HEADER = """
id = "t"
kind = "film"
name = { ar = "قالب", en = "Template" }
note = { ar = "س", en = "s" }
pair = "T2"

[[parameters]]
id = "title"
type = "text"
label = { ar = "س", en = "s" }
sample = { ar = "عنوان", en = "Title" }

[[parameters]]
id = "extra"
type = "text"
label = { ar = "س", en = "s" }
optional = true
sample = "more"

[[parameters]]
id = "rows"
type = "list"
label = { ar = "س", en = "s" }
fields = [
    { id = "name", type = "text", label = { ar = "س", en = "s" } },
    { id = "value", type = "number", label = { ar = "س", en = "s" } },
]
sample = [{ name = "أ", value = 1234 }, { name = "ب", value = 2 }, { name = "ج", value = 3 }]
"""


def _template(body: str) -> Template:
    return validated(Template, parse_toml((HEADER + body).encode()))


def _make(body: str, values: dict[str, Any] | None = None, **options: Any) -> Composition:
    options = {"use_samples": values is None, **options}
    return instantiate(_template(body), values or {}, **options)


def _mistakes(body: str, **options: Any) -> dict[str, str]:
    with pytest.raises(DocumentError) as caught:
        _make(body, **options)
    return {mistake.path: mistake.message for mistake in caught.value.mistakes}


def _texts(composition: Composition) -> dict[str, str]:
    return {layer.id: layer.text for layer in composition.layers if isinstance(layer, TextLayer)}


def _track(composition: Composition) -> TrackLayer:
    track = composition.layers[0]
    assert isinstance(track, TrackLayer)
    return track


TEXT = '[[body.layers]]\ntype = "text"\ntext = "{title}"\n'


@pytest.mark.parametrize(
    ("format", "size"),
    [("9:16", (1080, 1920)), ("4:5", (1080, 1350)), ("1:1", (1080, 1080)), ("16:9", (1920, 1080))],
)
def test_size_language_and_look_come_from_outside_the_body(format: str, size: tuple[int, int]) -> None:
    composition = _make(TEXT, format=format, language="en")
    assert (composition.size.width, composition.size.height) == size
    assert composition.language == "en"
    assert composition.name == "Template"
    assert composition.look.palette == bundled().brand("hiwar-dark").look.palette
    assert composition.look.type == bundled().design().pairs["T2"]
    assert _texts(composition) == {"text-1": "Title"}


def test_a_chosen_brand_kit_replaces_palette_and_faces() -> None:
    brand = bundled().brand("farah-light")
    assert _make(TEXT, brand=brand).look == brand.look


def test_a_body_may_not_set_what_comes_from_outside() -> None:
    body = '[body]\nlanguage = "en"\nsize = { width = 16, height = 16 }\n' + TEXT
    assert set(_mistakes(body)) == {"body.language", "body.size"}


def test_numbers_in_text_are_written_in_the_digits_of_the_language() -> None:
    body = '[[body.layers]]\nfor = "rows"\ntype = "text"\nid = "row"\ntext = "{item.name} {item.value}"\n'
    assert _texts(_make(body))["row-1"] == "أ ١٬٢٣٤"
    assert _texts(_make(body, language="en"))["row-1"] == "أ 1,234"
    assert _texts(_make(body, digits="latn"))["row-1"] == "أ 1,234"


def test_a_number_alone_in_text_is_text_and_elsewhere_a_number() -> None:
    body = (
        '[[body.layers]]\nfor = "rows"\ntype = "shape"\nradius = "{item.value}"\n'
        '[[body.layers]]\nfor = "rows"\ntype = "text"\ntext = "{number}/{count}"\n'
    )
    composition = _make(body)
    shape = composition.layers[1]
    assert isinstance(shape, ShapeLayer)
    assert shape.radius == 2
    assert list(_texts(composition).values()) == ["١/٣", "٢/٣", "٣/٣"]


def test_repeated_tables_get_ids_of_their_own() -> None:
    body = (
        '[[body.layers]]\nfor = "rows"\ntype = "text"\ntext = "{item.name}"\n'
        '[[body.layers]]\nfor = "rows"\nid = "x"\ntype = "text"\ntext = "{item.name}"\n'
        '[[body.layers]]\nfor = "rows"\nid = "n{index}"\ntype = "text"\ntext = "{item.name}"\n'
    )
    ids = list(_texts(_make(body)))
    assert ids == ["text-1-1", "text-1-2", "text-1-3", "x-1", "x-2", "x-3", "n0", "n1", "n2"]


def test_a_layer_that_needs_a_missing_optional_value_is_left_out() -> None:
    body = (
        TEXT + '[[body.layers]]\ntype = "text"\nid = "e"\ntext = "({extra})"\n'
        '[[body.layers]]\ntype = "group"\nid = "g"\n'
        '[[body.layers.layers]]\ntype = "text"\ntext = "{extra}"\n'
        '[[body.layers.layers]]\ntype = "text"\ntext = "{title}"\n'
    )
    composition = _make(body, {"title": "x"})
    assert [layer.id for layer in composition.layers] == ["text-1", "g"]
    group = composition.layers[1]
    assert isinstance(group, GroupLayer)
    assert [layer.id for layer in group.layers] == ["text-2"]


def test_when_keeps_a_table_only_if_its_condition_holds() -> None:
    body = (
        '[[body.layers]]\nwhen = "extra"\nid = "a"\ntype = "text"\ntext = "a"\n'
        '[[body.layers]]\nwhen = "!extra"\nid = "b"\ntype = "text"\ntext = "b"\n'
        '[[body.layers]]\nwhen = "format=16:9"\nid = "c"\ntype = "text"\ntext = "c"\n'
        '[[body.layers]]\nid = "d"\ntype = "text"\ntext = "d"\nmask = { when = "extra", shape = "ellipse" }\n'
    )
    assert set(_texts(_make(body))) == {"a", "d"}
    plain = _make(body, {"title": "x"}, format="16:9")
    assert set(_texts(plain)) == {"b", "c", "d"}
    assert plain.layers[-1].mask is None


def test_switches_choose_by_format_and_language_at_any_depth() -> None:
    body = (
        '[[body.layers]]\ntype = "text"\ntext = { ar = "المصدر: {title}", en = "Source: {title}" }\n'
        'style = { size = { "9:16, 4:5" = { ar = 90, en = 80 }, "16:9" = 70 } }\n'
    )

    def size(**options: Any) -> float | None:
        layer = _make(body, **options).layers[0]
        assert isinstance(layer, TextLayer)
        return layer.style.size

    assert size(format="4:5") == 90
    assert size(format="9:16", language="en") == 80
    assert size(format="16:9") == 70
    assert size(format="1:1") is None
    assert _texts(_make(body, language="en")) == {"text-1": "Source: Title"}


TRACK = """
[[body.layers]]
type = "track"
items = [
    { kind = "clip", when = "extra", duration = 2, source = {} },
    { kind = "transition", transition = "push" },
    { for = "rows", each = [
        { kind = "clip", id = "row", duration = { reading = true, min = 2, extra = 0.5 }, source.layers = [
            { type = "text", text = "{item.name}" },
        ] },
        { kind = "transition" },
    ] },
    { kind = "gap", duration = "1/3" },
]
"""


def test_a_body_is_as_long_as_its_track() -> None:
    composition = _make(TRACK)
    clips = [item for item in _track(composition).items if not isinstance(item, Transition)]
    assert composition.duration == sum(item.duration for item in clips) == 2 + 3 * 2 + Fraction(1, 3)
    assert [item.id for item in clips if isinstance(item, Clip)] == ["clip-1", "row-1", "row-2", "row-3"]


def test_transitions_without_a_clip_on_both_sides_are_left_out() -> None:
    kinds = [item.kind for item in _track(_make(TRACK, {"title": "x", "rows": []})).items]
    assert kinds == ["gap"]
    kinds = [
        item.kind for item in _track(_make(TRACK, {"title": "x", "rows": [{"name": "a", "value": 1}]})).items
    ]
    assert kinds == ["clip", "transition", "gap"]


def test_a_clip_is_held_for_its_reading_time_in_whole_frames() -> None:
    rows = [{"name": "ا" * 52, "value": 1}]
    clip = _track(_make(TRACK, {"title": "x", "rows": rows})).items[0]
    assert clip.duration == Fraction(51, 10)
    english = _track(_make(TRACK, {"title": "x", "rows": rows}, language="en")).items[0]
    assert english.duration == Fraction(137, 30)


def test_a_body_without_duration_and_track_lasts_its_reading_time_and_a_rest() -> None:
    assert _make(TEXT).duration == Fraction(32, 10)
    assert _make("[body]\nduration = 7\n" + TEXT).duration == 7


def test_values_are_not_read_as_expressions() -> None:
    assert _texts(_make(TEXT, {"title": "{rows} {"})) == {"text-1": "{rows} {"}


def test_mistakes_in_a_body_are_told_all_at_once_by_their_place_in_the_file() -> None:
    body = (
        '[[body.layers]]\nwhen = "extra"\ntype = "text"\ntext = "{extra}"\n'
        '[[body.layers]]\nfor = "rows"\ntype = "text"\ntext = "{item.nmae}"\nstyle = { sise = 3 }\n'
        '[[body.layers]]\ntype = "text"\ntext = "{titel}"\nopacity = 1\nblend = { ar = "scren" }\n'
        '[[body.layers]]\ntype = "group"\nlayers = { for = "rows" }\n'
    )
    found = _mistakes(body)
    assert "did you mean 'name'?" in found["body.layers.1.text"]
    assert "did you mean 'size'?" in found["body.layers.1.style.sise"]
    assert "did you mean 'title'?" in found["body.layers.2.text"]
    assert "did you mean 'screen'?" in found["body.layers.2.blend.ar"]
    assert "table of a list" in found["body.layers.3.layers.for"]


def test_wrong_values_are_told_all_at_once() -> None:
    with pytest.raises(DocumentError) as caught:
        _make(TEXT, {"titel": "x", "rows": [{"name": "a", "value": "b"}]})
    paths = [mistake.path for mistake in caught.value.mistakes]
    assert paths == ["values.titel", "values.title", "values.rows.0.value"]


def test_an_unknown_format_is_told_with_those_there_are() -> None:
    with pytest.raises(InputError, match="no format '9:61'") as caught:
        _make(TEXT, format="9:61")
    assert "9:16" in caught.value.hint


def test_the_film_of_the_guide_works_in_every_format_and_language() -> None:
    guide = (bundled().folders[0] / "README.md").read_text(encoding="utf-8")
    source = guide.split("## A whole film")[1].split("```toml\n")[1].split("```")[0]
    template = validated(Template, parse_toml(source.encode()))
    for format in FORMATS:
        for language in ("ar", "en"):
            composition = instantiate(template, {}, format=format, language=language, use_samples=True)
            assert len(_items(composition)) == 5
            assert composition.duration == sum(item.duration for item in _items(composition)[::2])


def _items(composition: Composition) -> tuple[Any, ...]:
    track = composition.layers[1]
    assert isinstance(track, TrackLayer)
    return track.items


def test_another_catalogue_brings_brand_kits_of_its_own(tmp_path: Any) -> None:
    (tmp_path / "brands").mkdir()
    text = 'id = "hiwar-dark"\nname = { ar = "س", en = "s" }\n[look.palette]\naccent = "#010203"\n'
    (tmp_path / "brands" / "hiwar-dark.toml").write_text(text, encoding="utf-8")
    catalog = Catalog(bundled().folders[0], tmp_path)
    assert _make(TEXT, catalog=catalog).look.palette.accent == "#010203"
