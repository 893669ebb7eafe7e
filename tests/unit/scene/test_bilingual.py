"""Bilingual blocks: letters of both languages look as high, both fit together, first lines are level."""

from fractions import Fraction
from typing import Any

import pytest

from studio.base.geometry import Rect
from studio.base.languages import script_of
from studio.model.composition import Composition
from studio.presets.catalog import bundled
from studio.presets.instantiate import instantiate
from studio.presets.reading_time import reading_time, texts_of
from studio.scene.kind import Laid
from studio.scene.scene import Scene
from studio.services.resources import ResourceList, open_resources
from studio.text.font_file import FontFace
from tests.presets.checks import sample

ARABIC, ENGLISH = "الحوار يبدأ بكلمة طيبة", "Dialogue begins with a kind word"
RESOURCES = open_resources(ResourceList())


def scene(language: str = "ar", animations: list[Any] | None = None, **changes: Any) -> Scene:
    """One block in a box of 900 x 500; `look`, `first` and `second` add to what it says."""
    arabic = language == "ar"
    layer = {
        "type": "bilingual",
        "id": "block",
        "first": {"text": ARABIC if arabic else ENGLISH, **changes.pop("first", {})},
        "second": {"text": ENGLISH if arabic else ARABIC, **changes.pop("second", {})},
        "place": {"area": "canvas", "width": 900, "height": 500},
        "animations": animations or [],
        **changes,
    }
    base = sample("pull-quote", language, "4:5").model_dump(mode="json", by_alias=True)
    base |= {"layers": [layer], "audio": [], "duration": 4}
    return Scene(Composition.model_validate(base), RESOURCES)


def parts(one: Scene) -> list[Laid]:
    """The rule, if there is one, and the two texts."""
    children: tuple[Laid, ...] = one._layers[0].content.children
    return list(children)


def texts(one: Scene) -> list[Laid]:
    return [child for child in parts(one) if child.layer.type == "text"]


def ink(laid: Laid) -> Rect:
    box: Rect = laid.content.layout.ink.moved(laid.content.x, laid.content.y)
    return box


def baseline(laid: Laid) -> float:
    return float(laid.content.y + laid.content.layout.lines[0].baseline)


def em(laid: Laid) -> float:
    return float(laid.content.layout.spec.size)


def looks_high(laid: Laid) -> float:
    """px that the letters of a text seem high: the geometric mean of its low and its tall letters, from the
    font's outlines (the design's figures were found by another way, so this is a second opinion)."""
    spec = laid.content.layout.spec
    low, tall = ("وصم", "ا") if script_of(spec.language) == "Arab" else ("xzn", "HE")
    mean = (_height(spec.face, low) * _height(spec.face, tall)) ** 0.5
    return float(mean * spec.size)


def _height(face: FontFace, letters: str) -> float:
    heights = []
    for letter in letters:
        drawn = RESOURCES.fonts.fallback(letter, face)
        assert drawn is not None
        glyph = drawn.hb_font.get_nominal_glyph(ord(letter))
        heights.append(-drawn.glyph_extents(glyph or 0).y / drawn.upem)
    return sum(heights) / len(heights)


FAMILIES = [
    "Almarai", "Amiri", "Cairo", "Changa", "El Messiri", "IBM Plex Sans Arabic", "Noto Kufi Arabic",
    "Noto Naskh Arabic", "Noto Sans Arabic", "Reem Kufi", "Scheherazade New", "Tajawal", "Vazirmatn",
]  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
def test_letters_of_both_look_as_high_in_every_text_family(family: str) -> None:
    first, second = texts(scene(first={"style": {"family": family}}))
    assert looks_high(second) == pytest.approx(looks_high(first), rel=0.12)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("arrangement", ["beneath", "beside"])
def test_both_fit_without_a_finding(language: str, arrangement: str) -> None:
    assert scene(language, look={"arrangement": arrangement}).findings() == ()


def test_share_makes_the_second_smaller() -> None:
    _, whole = texts(scene())
    _, smaller = texts(scene(look={"share": 0.72}, first={"style": {"min_size": 10}}))
    assert em(smaller) == pytest.approx(0.72 * em(whole))


def test_a_size_that_is_given_is_kept() -> None:
    _, second = texts(scene(second={"style": {"size": 60, "min_size": 60, "family": "Cairo"}}))
    assert em(second) == pytest.approx(60)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("arrangement", ["beneath", "beside"])
def test_both_shrink_together(language: str, arrangement: str) -> None:
    style = {"role": "title", "min_size": 20, "max_lines": 8}
    look = {"arrangement": arrangement}
    wide = texts(scene(language, first={"style": style}, look=look))
    long = {"text": " ".join([ENGLISH if language == "ar" else ARABIC] * 5)}
    tight = scene(language, first={"style": style}, second=long, look=look)
    first, second = texts(tight)
    assert tight.findings() == ()
    assert em(first) < em(wide[0])
    assert em(second) / em(first) == pytest.approx(em(wide[1]) / em(wide[0]))
    assert second.box.bottom <= tight._layers[0].box.bottom + 1


def test_what_cannot_fit_is_reported_once_and_nothing_is_left_out() -> None:
    full = scene(second={"text": " ".join([ENGLISH] * 40)})
    assert [finding.kind for finding in full.findings()] == ["text-too-long"]
    assert all(laid.content.layout.dropped_lines == 0 for laid in texts(full))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_first_lines_are_level_beside_each_other(language: str) -> None:
    one = scene(language, look={"arrangement": "beside", "share": 0.6, "gap": 80})
    first, second = texts(one)
    assert abs(baseline(first) - baseline(second)) <= 1
    reading_side = first if language == "en" else second
    other = second if language == "en" else first
    assert ink(reading_side).right < ink(other).x, "the first stands at the reading side"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_both_stand_on_the_start_edge(language: str) -> None:
    first, second = texts(scene(language))
    edges = [ink(laid).right if language == "ar" else ink(laid).x for laid in (first, second)]
    assert edges[0] == pytest.approx(edges[1], abs=8)
    assert ink(first).bottom < ink(second).y


def test_edges_mirror_the_languages() -> None:
    one = scene(look={"align": "edges"})
    first, second = texts(one)
    box = one._layers[0].box
    assert ink(first).right == pytest.approx(box.right, abs=8)
    assert ink(second).x == pytest.approx(box.x, abs=8)


def test_centre_puts_both_in_the_middle() -> None:
    one = scene(look={"align": "center"})
    middle = one._layers[0].box.center.x
    assert [ink(laid).center.x for laid in texts(one)] == pytest.approx([middle, middle], abs=8)


@pytest.mark.parametrize("arrangement", ["beneath", "beside"])
def test_the_rule_stands_between_the_texts(arrangement: str) -> None:
    rule, first, second = parts(scene(look={"arrangement": arrangement, "rule": "accent", "gap": 60}))
    if arrangement == "beneath":
        assert ink(first).bottom < rule.box.y < rule.box.bottom < ink(second).y
    else:
        assert ink(second).right < rule.box.x < rule.box.right < ink(first).x


def test_the_rule_of_mirrored_texts_runs_from_edge_to_edge() -> None:
    rule, first, second = parts(scene(look={"align": "edges", "rule": "accent"}))
    assert rule.box.right >= ink(first).right - 8
    assert rule.box.x <= ink(second).x + 8


def test_the_first_language_moves_first_and_goes_first() -> None:
    animations = [{"preset": "fade", "phase": "in", "unit": "whole"}]
    animations += [{"preset": "fade", "phase": "out", "unit": "whole"}]
    first, second = texts(scene(animations=animations, look={"turn": 0.5}))
    assert [a.delay for a in first.layer.animations] == [0, Fraction(1, 2)]
    assert [a.delay for a in second.layer.animations] == [Fraction(1, 2), 0]


def test_parts_of_a_text_may_look_different() -> None:
    first, _ = texts(scene(first={"spans": [{"find": "الحوار", "color": "accent"}]}))
    assert len(first.content.spans) == 1


def test_headlines_that_fill_the_width_keep_the_sizes_matched() -> None:
    first, second = texts(scene(first={"style": {"fit_width": True}}))
    plain_first, plain_second = texts(scene())
    assert (em(first), em(second)) == (em(plain_first), em(plain_second))


def test_digits_are_those_of_each_language() -> None:
    one = scene(first={"text": "عام 2015"}, second={"text": "in 2015"})
    first, second = texts(one)
    assert [laid.content.layout.spec.text for laid in (first, second)] == ["عام ٢٠١٥", "in 2015"]


def test_two_texts_of_one_meaning_are_read_for_15_percent_longer() -> None:
    body = {"type": "bilingual", "first": {"text": ARABIC}, "second": {"text": ENGLISH}}
    alone = max(reading_time([(ARABIC, "ar")]), reading_time([(ENGLISH, "en")]))
    both = reading_time(list(texts_of(body, "ar")))
    assert alone < both < alone * Fraction(13, 10)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_template_takes_any_language_first(language: str) -> None:
    template = bundled().template("two-languages")
    composition = instantiate(template, {}, language=language, format="16:9", use_samples=True)
    block = next(laid for laid in Scene(composition, RESOURCES)._layers if laid.layer.id == "card")
    quote = block.content.children[0]
    assert [child.content.layout.spec.language for child in quote.content.children[1:]] == (
        ["ar", "en"] if language == "ar" else ["en", "ar"]
    )
