"""What the tests of the shipped templates look at: texts where they rest, when they have landed, how long
they stay."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from studio.animation.timing import rest_times
from studio.base.color import Rgba
from studio.base.geometry import Rect
from studio.model.charts import BarChart
from studio.model.composition import Composition
from studio.model.layers import (
    BilingualLayer,
    ChartLayer,
    Clip,
    GroupLayer,
    Layer,
    Layers,
    TextLayer,
    TrackLayer,
    Transition,
    TransitionKind,
)
from studio.model.parameters import ListParameter, NumberParameter, Parameter, TextParameter
from studio.presets.catalog import bundled
from studio.presets.instantiate import instantiate
from studio.presets.reading_time import reading_time, texts_of
from studio.render.rasterizer import Pixels
from studio.scene.context import Context
from studio.scene.kind import Laid
from studio.scene.layers.track import TrackContent
from studio.scene.scene import Scene
from studio.services.resources import ResourceList, open_resources
from studio.services.stills import Painter

LANGUAGES = ("ar", "en")
FORMATS = ("9:16", "4:5", "1:1", "16:9")
OVERHANG = 8.0
"""px by which a letter's own overhang (of a W, a kaf) may reach over the safe box."""


def template_ids(kind: Literal["film", "still"]) -> list[str]:
    return [name for name in bundled().ids("templates") if bundled().template(name).kind == kind]


def cases(kind: Literal["film", "still"]) -> list[tuple[str, str, str]]:
    """Every template of a kind with each language and format it has."""
    return [
        (name, language, form)
        for name, language, form in product(template_ids(kind), LANGUAGES, FORMATS)
        if form in bundled().template(name).formats
    ]


@cache
def sample(name: str, language: str, form: str) -> Composition:
    return instantiate(bundled().template(name), {}, language=language, format=form, use_samples=True)


@cache
def scene_of(name: str, language: str, form: str) -> Scene:
    return Scene(sample(name, language, form), open_resources(ResourceList()))


@cache
def bare(name: str, language: str, form: str) -> Composition:
    """The template with nothing but what it requires: no pictures, no figures, no chart."""
    template = bundled().template(name)
    required = [one for one in template.parameters if not one.optional and one.sample is not None]
    values = {one.id: _required(one) for one in required}
    return instantiate(template, values, language=language, format=form, use_samples=False)


def _required(parameter: Parameter) -> Any:
    if not isinstance(parameter, ListParameter):
        return parameter.sample
    optional = {one.id for one in parameter.fields if one.optional}
    return [{key: value for key, value in row.items() if key not in optional} for row in parameter.sample]


_FILLER = {
    "ar": "من الورشة إلى الحي يبدأ الحوار بكلمة طيبة ثم ينتشر بين الناس في المدينة والقرية كل يوم",
    "en": "From workshop to street dialogue begins with a kind word and spreads among people in town",
}


def longest(name: str, language: str, form: str) -> Composition:
    """The template with every text as long, every list as full and every number as large as allowed."""
    template = bundled().template(name)
    values = {one.id: _largest(one, language) for one in template.parameters}
    given = {name: value for name, value in values.items() if value is not None}
    return instantiate(template, given, language=language, format=form, use_samples=True)


def _largest(parameter: Parameter, language: str) -> Any:
    match parameter:
        case TextParameter():
            text = _FILLER[language]
            return " ".join((text * (parameter.max_length // len(text) + 1))[: parameter.max_length].split())
        case NumberParameter():
            return parameter.maximum
        case ListParameter():
            rows = parameter.sample * parameter.maximum
            texts = {one.id: _largest(one, language) for one in parameter.fields}
            given = {name: value for name, value in texts.items() if value is not None}
            return [{**row, **given} for row in rows[: parameter.maximum]]
    return None


class Written(Struct, frozen=True):
    """A text or chart at rest.  ink: canvas px; lands, leaves: seconds in what holds it, when its last unit
    has come to rest and its first begins to go."""

    id: str
    ink: Rect
    lands: Fraction
    leaves: Fraction
    color: Rgba | None = None
    """None: several, or a gradient."""


def written(laid: Sequence[Laid], context: Context, start: Fraction = Fraction(0)) -> Iterator[Written]:
    """Every text, counter and chart in laid-out layers, also inside groups and compositions (not tracks)."""
    for each in laid:
        at = start + each.start
        match each.layer.type:
            case "bilingual":
                yield from written(each.content.children, context, at)
            case "group" | "composition":
                children = each.content.children if each.layer.type == "group" else each.content.layers
                own = _landed(each, 1, context)
                for inner in written(children, context, at):
                    lands = max(inner.lands, at + own[0])
                    yield replace(inner, lands=lands, leaves=min(inner.leaves, at + own[1]))
            case "text":
                layout = each.content.layout
                times = _landed(each, None, context)
                ink = layout.ink.moved(each.content.x, each.content.y)
                fill = each.content.paint.fill
                color = fill if isinstance(fill, Rgba) else None
                yield Written(each.layer.id, ink, at + times[0], at + times[1], color)
            case "chart":
                times = _landed(each, 1, context)
                lands = max(times[0], _chart_lands(each))
                yield Written(each.layer.id, _chart_ink(each), at + lands, at + times[1])


def _landed(laid: Laid, count: int | None, context: Context) -> tuple[Fraction, Fraction]:
    """When a layer's entrances have ended and its exits begin, in its own time; count: of units, None: its
    text's."""
    uses = []
    for animation in laid.layer.animations:
        preset = context.resources.animation(animation.preset)
        units = count if count is not None else len(laid.content.layout.units(animation.unit or preset.unit))
        uses.append((animation, preset, units))
    times = rest_times(uses, laid.duration)
    return times.landed, times.leaving


def _chart_lands(laid: Laid) -> Fraction:
    chart = laid.layer.chart
    if isinstance(chart, BarChart):
        return chart.delay + chart.grow + chart.stagger * (len(chart.bars) - 1)
    return Fraction(chart.delay + chart.duration)


def _chart_ink(laid: Laid) -> Rect:
    if isinstance(laid.layer.chart, BarChart):
        return laid.box
    content = laid.content.state(laid.layer.chart.end).content
    ink: Rect = content.layout.ink.moved(content.x, content.y)
    return ink


@dataclass(frozen=True)
class Shot:
    """A clip in the film: [start, end) in seconds; `leaves` is when the transition behind it begins."""

    clip: Clip
    start: Fraction
    end: Fraction
    leaves: Fraction
    texts: tuple[Written, ...]
    """Their times are the film's."""

    def needed(self, language: str) -> Fraction:
        """The reading time of all there is to read in it."""
        return reading_time(list(texts_of(self.clip.source.model_dump(mode="json"), language)))


def shots(scene: Scene) -> list[Shot]:
    """The clips of the film's tracks, laid out."""
    found: list[Shot] = []
    context = scene.context
    for laid in scene._layers:
        if not isinstance(laid.content, TrackContent):
            continue
        for index, span in enumerate(laid.content.spans):
            inner = laid.content.precomposed(index)
            if span.clip is None or inner is None:
                continue
            start, end = laid.start + span.start, laid.start + span.end
            leaves = [laid.start + after.start for after in laid.content.changes if after.into == index + 1]
            texts = tuple(written(inner.layers, context, start))
            found.append(Shot(span.clip, start, end, min([end, *leaves]), texts))
    return found


def transition_kinds(composition: Composition) -> set[TransitionKind]:
    """The kinds of transition of a film; a cut between two clips counts as none."""
    return {
        item.transition
        for layer in composition.layers
        if isinstance(layer, TrackLayer)
        for item in layer.items
        if isinstance(item, Transition) and item.transition is not TransitionKind.CUT
    }


def safe_boxes(scene: Scene) -> list[Rect]:
    """Where text may stand: the safe box; in 9:16 also the wider one above the button rails (y 860)."""
    context = scene.context
    safe = context.area("safe", "")
    boxes = [safe]
    if context.format.id == "9:16":
        upper = context.area("stack.text", "")
        boxes.append(Rect.from_edges(upper.x, safe.y, upper.right, 860))
    return boxes


def is_safe(ink: Rect, scene: Scene) -> bool:
    return any(
        box.x - OVERHANG <= ink.x
        and box.y - OVERHANG <= ink.y
        and ink.right <= box.right + OVERHANG
        and ink.bottom <= box.bottom + OVERHANG
        for box in safe_boxes(scene)
    )


def without_texts(layers: Layers) -> Layers:
    """The same layers in the same places, with nothing written."""
    shown: list[Layer] = []
    for layer in layers:
        match layer:
            case GroupLayer():
                shown.append(layer.model_copy(update={"layers": without_texts(layer.layers)}))
            case TextLayer() | ChartLayer() | BilingualLayer():
                shown.append(layer.model_copy(update={"opacity": 0.0}))
            case TrackLayer():
                items = tuple(_wordless(item) if isinstance(item, Clip) else item for item in layer.items)
                shown.append(layer.model_copy(update={"items": items}))
            case _:
                shown.append(layer)
    return tuple(shown)


def _wordless(clip: Clip) -> Clip:
    source = clip.source.model_copy(update={"layers": without_texts(clip.source.layers)})
    return clip.model_copy(update={"source": source})


def worst_contrast(text: Written, pixels: Pixels, scale: float) -> float:
    """WCAG contrast of a text's colour with what is behind it: of all but the worst hundredth of pixels.

    pixels: BGRA of the frame without texts, `scale` output px per canvas px.
    """
    if text.color is None:
        return math.inf
    left, top = int(text.ink.x * scale), int(text.ink.y * scale)
    right, bottom = math.ceil(text.ink.right * scale), math.ceil(text.ink.bottom * scale)
    behind = pixels[max(0, top) : bottom, max(0, left) : right, 2::-1].reshape(-1, 3)
    own = _luminance(np.array([[text.color.red, text.color.green, text.color.blue]]))[0]
    others = _luminance(behind)
    ratios = (np.maximum(own, others) + 0.05) / (np.minimum(own, others) + 0.05)
    return float(np.percentile(ratios, 1))


def _luminance(rgb: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Relative luminance (WCAG 2.2) of sRGB bytes."""
    share = rgb.astype(np.float64) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def is_blank(painter: Painter, time: Fraction) -> bool:
    """Whether hardly anything is seen: nearly all pixels have the same colour."""
    pixels = painter.paint(time)[..., :3].reshape(-1, 3).astype(np.int16)
    return float(np.mean(np.abs(pixels - pixels[0]).max(axis=1) > 24)) < 0.002
