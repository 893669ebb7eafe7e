"""The shipped infographics, filled with their samples and with the longest texts they allow, in every format
and language; and one picture of each, compared with the one we looked at."""

import os
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from studio.model.charts import BarChart, Counter
from studio.model.parameters import ListParameter, Localized, Parameter, TextParameter
from studio.presets.catalog import bundled
from studio.presets.check import check_template
from studio.presets.instantiate import instantiate
from studio.presets.reading_time import reading_time, texts_of
from studio.scene.charts.bars import BARS
from studio.scene.charts.counter import value_at
from studio.scene.kind import Laid
from studio.scene.scene import Scene
from studio.services.resources import ResourceList, open_resources
from studio.services.stills import Painter, still_time
from tests.presets.checks import (
    FORMATS,
    LANGUAGES,
    Written,
    cases,
    is_blank,
    is_safe,
    sample,
    scene_of,
    template_ids,
    without_texts,
    worst_contrast,
)
from tests.presets.checks import written as written_in

STILLS = template_ids("still")
CASES = cases("still")
CONTRAST = 4.5
"""WCAG 1.4.3 for text of any size."""
TEXTS_OVER_TEXTS = 2.0
"""px by which two inks may touch."""

GOLDEN = Path(__file__).parent.parent / "golden" / "stills"
GOLDEN_SIZES = {
    "one-number": ("ar", "9:16", 324),
    "top-five": ("en", "4:5", 432),
    "steps": ("ar", "1:1", 432),
    "pull-quote": ("ar", "4:5", 432),
    "two-languages": ("ar", "16:9", 480),
}
"""Language, format and width in px.  HIWAR_GOLDEN=write paints them anew: look before you keep them."""
TOLERANCE = 10.0
"""Mean difference (of 255) in the worst square of BLOCK px: rasterizers differ by less, a digit by more."""
BLOCK = 12

_SENTENCES = {
    "ar": "الحوار يبدأ حين نصغي إلى من يخالفنا ونسأله قبل أن نجيب فالكلمة الطيبة تفتح بابا",
    "en": "dialogue begins when we listen to those who differ and ask before we answer them",
}


def _written(scene: Scene) -> list[Written]:
    return list(written_in(scene._layers, scene._context))


def _charts(laid: tuple[Laid, ...]) -> list[Laid]:
    found: list[Laid] = []
    for each in laid:
        if each.layer.type == "group":
            found += _charts(each.content.children)
        elif each.layer.type == "chart":
            found.append(each)
    return found


def _filled(parameter: TextParameter, language: str) -> str:
    """Words up to the longest text that is allowed."""
    repeated = " ".join([_SENTENCES[language]] * (1 + parameter.max_length // len(_SENTENCES[language])))
    return repeated[: parameter.max_length].rstrip()


def _longest(parameter: Parameter, language: str) -> Any:
    """The longest value; None where the sample serves."""
    match parameter:
        case TextParameter(max_length=1):
            return "٪" if language == "ar" else "%"
        case TextParameter():
            return _filled(parameter, language)
        case ListParameter():
            rows = []
            for index in range(parameter.maximum):
                row = {field.id: _longest(field, language) for field in parameter.fields}
                row |= {"value": 1000 - index} if "value" in row else {}
                rows.append({key: value for key, value in row.items() if value is not None})
            return rows
        case _:
            return "heart" if parameter.type == "icon" else None


def _with_longest(name: str, language: str, form: str) -> Scene:
    template = bundled().template(name)
    values = {parameter.id: _longest(parameter, language) for parameter in template.parameters}
    given = {key: value for key, value in values.items() if value is not None}
    composition = instantiate(template, given, language=language, format=form, use_samples=True)
    return Scene(composition, open_resources(ResourceList()))


def _with_required_only(name: str, language: str, form: str) -> Scene:
    template = bundled().template(name)
    given = {p.id: _spoken(p.sample, language) for p in template.parameters if not p.optional}
    composition = instantiate(template, given, language=language, format=form)
    return Scene(composition, open_resources(ResourceList()))


def _spoken(value: Any | Localized, language: str) -> Any:
    return value[language] if isinstance(value, dict) and language in value else value


@pytest.mark.parametrize("name", STILLS)
def test_template_has_no_mistake(name: str) -> None:
    assert check_template(bundled().template_path(name)) == []


@pytest.mark.parametrize("name", STILLS)
def test_template_serves_every_format(name: str) -> None:
    assert set(bundled().template(name).formats) == set(FORMATS)


@pytest.mark.parametrize("name", STILLS)
def test_labels_notes_and_samples_are_in_both_languages(name: str) -> None:
    template = bundled().template(name)
    parameters = [
        field
        for parameter in template.parameters
        for field in (parameter, *(parameter.fields if isinstance(parameter, ListParameter) else ()))
    ]
    texts = [template.name, template.note, *(p.label for p in parameters)]
    texts += [p.note for p in parameters if p.note]
    texts += [p.sample for p in parameters if isinstance(p, TextParameter) and p.sample is not None]
    assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in texts)


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_sample_has_no_finding(name: str, language: str, form: str) -> None:
    assert scene_of(name, language, form).findings() == ()


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_longest_texts_have_no_finding(name: str, language: str, form: str) -> None:
    assert _with_longest(name, language, form).findings() == ()


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_required_values_alone_have_no_finding(name: str, language: str, form: str) -> None:
    assert _with_required_only(name, language, form).findings() == ()


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_all_text_rests_in_the_safe_box(name: str, language: str, form: str) -> None:
    scenes = [scene_of(name, language, form), _with_longest(name, language, form)]
    assert [text for scene in scenes for text in _written(scene) if not is_safe(text.ink, scene)] == []


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_no_text_rests_on_another(name: str, language: str, form: str) -> None:
    texts = _written(scene_of(name, language, form))
    for index, one in enumerate(texts):
        for other in texts[index + 1 :]:
            common = one.ink.intersected(other.ink)
            assert common.is_empty or common.height <= TEXTS_OVER_TEXTS, (one.id, other.id)


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_text_keeps_its_contrast_on_what_is_behind_it(name: str, language: str, form: str) -> None:
    for scene in (scene_of(name, language, form), _with_longest(name, language, form)):
        layers = without_texts(scene.composition.layers)
        painter = Painter(scene.composition.model_copy(update={"layers": layers}), ResourceList(), 0.25)
        pixels = painter.paint(still_time(scene.composition))
        for text in _written(scene):
            assert worst_contrast(text, pixels, 0.25) >= CONTRAST, text.id


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_still_shows_everything_landed(name: str, language: str, form: str) -> None:
    composition = sample(name, language, form)
    assert max(text.lands for text in _written(scene_of(name, language, form))) <= still_time(composition)


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_filmed_it_rests_for_its_reading_time(name: str, language: str, form: str) -> None:
    composition = sample(name, language, form)
    landed = max(text.lands for text in _written(scene_of(name, language, form)))
    needed = reading_time(list(texts_of(composition.model_dump(mode="json")["layers"], language)))
    assert composition.duration - landed >= needed


@pytest.mark.parametrize(("name", "language", "form"), CASES)
def test_picture_is_not_blank(name: str, language: str, form: str) -> None:
    composition = sample(name, language, form)
    painter = Painter(composition, ResourceList(), 200 / max(composition.size.width, composition.size.height))
    assert not is_blank(painter, still_time(composition))


@pytest.mark.parametrize(("language", "form"), list(product(LANGUAGES, FORMATS)))
def test_bars_are_as_long_as_their_values(language: str, form: str) -> None:
    scene = scene_of("top-five", language, form)
    chart = next(laid for laid in _charts(scene._layers) if isinstance(laid.layer.chart, BarChart))
    values = [bar.value for bar in chart.layer.chart.bars]
    assert all(a >= b for a, b in pairwise(values))
    state = BARS.evaluate(chart, chart.duration, scene._context)
    boxes = [bar.path.bounds for bar in state.bars]
    starts = {round(box.right if language == "ar" else box.x, 3) for box in boxes}
    assert len(starts) == 1  # all stand on zero, at the reading side
    lengths = [box.width / value for box, value in zip(boxes, values, strict=True)]
    assert lengths == pytest.approx([lengths[0]] * len(lengths), rel=1e-3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_number_counts_up_to_its_value(language: str) -> None:
    scene = scene_of("one-number", language, "4:5")
    counter = next(laid.layer.chart for laid in _charts(scene._layers))
    assert isinstance(counter, Counter)
    shown = [value_at(counter, Fraction(tenth, 10)) for tenth in range(40)]
    assert shown == sorted(shown)
    assert (shown[0], shown[-1]) == (0, 72)


def _painted(name: str, values: dict[str, Any] | None = None) -> npt.NDArray[np.uint8]:
    """Its golden picture as it is painted now: (height, width, 3) RGB."""
    language, form, width = GOLDEN_SIZES[name]
    composition = instantiate(
        bundled().template(name), values or {}, language=language, format=form, use_samples=True
    )
    painter = Painter(composition, ResourceList(), width / composition.size.width)
    return painter.paint(still_time(composition))[..., 2::-1].copy()


def _worst_block(one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]) -> float:
    """Mean difference in the square that differs most."""
    apart = np.abs(one.astype(np.float64) - other).mean(axis=2)
    height, width = (side // BLOCK * BLOCK for side in apart.shape)
    blocks = apart[:height, :width].reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK)
    return float(blocks.mean(axis=(1, 3)).max())


@pytest.mark.parametrize("name", STILLS)
def test_picture_looks_like_the_one_kept(name: str, tmp_path: Path) -> None:
    painted, kept = _painted(name), GOLDEN / f"{name}.png"
    if os.environ.get("HIWAR_GOLDEN") == "write":
        kept.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(painted).save(kept, optimize=True)
    with Image.open(kept) as picture:
        golden = np.asarray(picture.convert("RGB"))
    assert painted.shape == golden.shape
    apart = _worst_block(painted, golden)
    if apart > TOLERANCE:
        shown = tmp_path / f"{name}-difference.png"
        difference = 255 - np.abs(painted.astype(np.int16) - golden).astype(np.uint8)
        Image.fromarray(np.concatenate([golden, painted, difference], axis=1)).save(shown)
        pytest.fail(f"{name} differs by {apart:.1f} of 255: kept, painted, difference in {shown}")


def test_one_changed_digit_is_noticed() -> None:
    assert _worst_block(_painted("one-number"), _painted("one-number", {"number": 73})) > TOLERANCE
    changed = {"context": "٦١ منهم ينضمون إلى شبكة الحوار أول مرة"}
    assert _worst_block(_painted("one-number"), _painted("one-number", changed)) > TOLERANCE
