"""The design system against the figures of the style guide (sections 2, 3, 4, 7)."""

import tomllib
from itertools import combinations

import pytest

from studio.base.geometry import Rect
from studio.base.paths import assets_dir
from studio.model.brand import TypePair
from studio.model.design import Box, Format
from studio.model.style import TypeRole
from studio.model.template import FORMATS
from studio.presets.catalog import bundled
from studio.text.fonts import FontCatalog

DESIGN = bundled().design()
forms = pytest.mark.parametrize("form", DESIGN.formats, ids=lambda form: str(form.id))

SIZES = {
    "9:16": (260, 150, 96, 68, 50, 40, 32, 64),
    "4:5": (220, 132, 88, 60, 46, 38, 30, 56),
    "1:1": (200, 120, 80, 56, 44, 36, 30, 52),
    "16:9": (260, 150, 100, 72, 56, 44, 36, 64),
}
GROUNDS = ("stack.picture", "photo.picture", "split.first-panel", "split.second-panel")
"""Regions of pictures and coloured grounds, which run to the edges; all others carry text."""

SIDE_BY_SIDE = (
    ("stack.top", "stack.text", "stack.foot"),
    ("stack.picture", "stack.text"),
    ("photo.text", "photo.foot"),
    ("top", "split.first", "split.second", "foot"),
    ("split.first-panel", "split.second-panel"),
    ("split.first-panel", "split.second"),
    ("split.second-panel", "split.first"),
    ("top", "hero.value", "hero.label", "foot"),
    ("top", "list.title", "list.rows", "foot"),
    ("top", "chart.title", "chart.body", "chart.source"),
)


def _rect(box: Box) -> Rect:
    return Rect.from_edges(*box)


def test_the_formats_are_those_of_templates() -> None:
    assert tuple(form.id for form in DESIGN.formats) == FORMATS
    assert DESIGN.format_for(720, 1280).id == "9:16"


@forms
def test_every_format_has_the_same_regions(form: Format) -> None:
    assert set(form.regions) == set(DESIGN.formats[0].regions)


@forms
def test_every_text_region_lies_in_the_safe_area(form: Format) -> None:
    safe = [_rect(form.safe)]
    if form.id == "9:16":  # strict: wider above the apps' buttons
        safe += [Rect.from_edges(80, 270, 1000, 860)]
        assert safe[0] == Rect.from_edges(150, 270, 930, 1248)
    for name, box in form.regions.items():
        rect = _rect(box)
        assert not rect.is_empty, name
        if name in GROUNDS:
            assert Rect(0, 0, form.width, form.height).contains(rect), name
        else:
            assert any(area.contains(rect) for area in safe), name


@forms
def test_regions_meant_to_stand_side_by_side_do_not_overlap(form: Format) -> None:
    for names in SIDE_BY_SIDE:
        for one, other in combinations(names, 2):
            assert not _rect(form.regions[one]).intersects(_rect(form.regions[other])), (one, other)


@forms
def test_text_regions_of_one_layout_share_their_reading_edge(form: Format) -> None:
    edges = [("list.title", "list.rows", "foot"), ("stack.top", "stack.text"), ("photo.text", "photo.foot")]
    if form.id != "16:9":
        edges += [("chart.title", "chart.body", "chart.source")]
    for names in edges:
        assert len({form.regions[name][2] for name in names}) == 1, names


@forms
def test_type_sizes_are_those_of_the_style_guide_and_shrink_no_further_than_the_floor(form: Format) -> None:
    roles = [
        TypeRole(name) for name in ("hero", "hook", "title", "quote", "body", "label", "source", "caption")
    ]
    assert tuple(form.type[role].size for role in roles) == SIZES[form.id]
    for role, spec in form.type.items():
        assert spec.min_size <= spec.size
        floor = {TypeRole.SOURCE: 30, TypeRole.LABEL: 34}.get(role, 44)
        assert spec.min_size >= floor
        if role in (TypeRole.HERO, TypeRole.HOOK, TypeRole.TITLE):
            assert spec.min_size == pytest.approx(0.65 * spec.size, abs=1)


@forms
def test_the_hero_stands_at_its_height(form: Format) -> None:
    share = {"9:16": 0.38, "4:5": 0.40}.get(form.id, 0.42)
    assert _rect(form.regions["hero.value"]).center.y == pytest.approx(share * form.height, abs=8)


def _faces() -> dict[str, set[int]]:
    faces = {}
    for file in (assets_dir() / "fonts").glob("*/font.toml"):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        faces[data["family"]] = {int(weight) for weight in data.get("weights", {})}
    return faces


def _check_pair(pair: TypePair) -> None:
    faces = _faces()
    for face in (pair.display, pair.text, pair.strong):
        assert face.weight in faces[face.family]
        assert face.family in DESIGN.fonts
    assert pair.strong.weight >= 600
    assert pair.strong.family == pair.text.family


@pytest.mark.parametrize("name", sorted(DESIGN.pairs))
def test_type_pairs_name_bundled_faces(name: str) -> None:
    _check_pair(DESIGN.pairs[name])


@pytest.mark.parametrize("name", bundled().ids("brands"))
def test_brand_kits_name_bundled_faces(name: str) -> None:
    _check_pair(bundled().brand(name).look.type)


def test_fonts_are_used_at_the_sizes_of_the_style_guide() -> None:
    """Section 4: Arabic size = scale x k, Latin beside it = that x r (measured)."""
    table = {
        "Amiri": (1.25, 0.93),
        "Scheherazade New": (1.2, 1),
        "Noto Naskh Arabic": (1.15, 0.83),
        "Noto Sans Arabic": (1.05, 0.9),
        "IBM Plex Sans Arabic": (1.05, 0.94),
        "Vazirmatn": (1.1, 0.87),
        "Cairo": (1, 1),
        "Tajawal": (1.1, 1),
        "Almarai": (1, 0.96),
        "Noto Kufi Arabic": (0.95, 1.05),
        "Reem Kufi": (1.05, 1.05),
        "El Messiri": (1.05, 1),
        "Changa": (1.1, 1),
        "Aref Ruqaa": (1.2, 0.97),
    }
    assert {name: (DESIGN.fonts[name].k, DESIGN.fonts[name].r) for name in table} == table


def test_every_bundled_family_has_its_size_in_the_design() -> None:
    families = {family.name for family in FontCatalog.bundled().families() if family.style != "emoji"}
    assert set(DESIGN.fonts) == families


def test_naskh_stands_in_wider_lines() -> None:
    assert {name for name, metrics in DESIGN.fonts.items() if metrics.line == 0.15} == {
        "Amiri",
        "Scheherazade New",
        "Noto Naskh Arabic",
        "Aref Ruqaa",
    }


def test_every_bundled_arabic_family_has_its_metrics() -> None:
    cards = (assets_dir() / "fonts").glob("*/font.toml")
    data = [tomllib.loads(card.read_text(encoding="utf-8")) for card in cards]
    assert {card["family"] for card in data if "arabic" in card["capabilities"]} == set(DESIGN.fonts)
