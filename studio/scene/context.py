"""The composition's surroundings while it is laid out and drawn: direction, colours, sizes, areas."""

import math
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from studio.base.color import Rgba, gradient_stops, parse_color
from studio.base.digits import DigitSystem, digits_for, digits_of
from studio.base.geometry import Rect
from studio.base.languages import script_of
from studio.model.brand import FontChoice
from studio.model.composition import Composition
from studio.model.design import FontMetrics, Format, TypeSpec
from studio.model.style import DirectionChoice, Gradient, Paint, TextFill, TextStyle, TypeRole
from studio.scene.display_list import GradientPaint, PaintValue
from studio.scene.findings import Finding
from studio.scene.kind import Kind
from studio.scene.resources import SceneResources
from studio.text.bidi import Direction
from studio.text.font_file import FontFace
from studio.text.layout import Justification
from studio.text.optical_size import optical_size
from studio.text.paragraph import TextSpec


class Context(Struct, frozen=True, eq=False, dict=True):
    """One per composition.  `text_scale` shrinks text below a group that is too full (1: as designed)."""

    composition: Composition
    resources: SceneResources
    kinds: Mapping[str, Kind]
    text_scale: float = 1.0
    parent: Rect | None = None
    """The box of the group that holds the layers, in canvas px."""
    findings: dict[Finding, None] = field(default_factory=dict)
    """In order of discovery, each once; shared by all contexts of a composition."""

    def within(self, parent: Rect, text_scale: float | None = None) -> "Context":
        return replace(self, parent=parent, text_scale=self.text_scale if text_scale is None else text_scale)

    @property
    def rtl(self) -> bool:
        return self.composition.is_rtl

    @property
    def forward(self) -> int:
        """The sign of the reading direction along x: -1 in Arabic, 1 in English."""
        return -1 if self.rtl else 1

    @cached_property
    def canvas(self) -> Rect:
        return Rect(0, 0, self.composition.size.width, self.composition.size.height)

    @cached_property
    def format(self) -> Format:
        return self.resources.design.format_for(self.composition.size.width, self.composition.size.height)

    @cached_property
    def unit(self) -> float:
        """Canvas px per px of the design's reference canvas (its short sides compared)."""
        short = min(self.canvas.width, self.canvas.height)
        return short / min(self.format.width, self.format.height)

    @cached_property
    def digits(self) -> DigitSystem:
        """The CLDR numbering system: latn, arab or arabext."""
        chosen = self.composition.digits
        return digits_of(self.composition.language) if chosen == "auto" else chosen

    def digits_of(self, style: TextStyle) -> DigitSystem:
        """The numbering system of a text: its own choice, or the composition's for its language."""
        own = style.digits
        language = style.language or self.composition.language
        if own in ("latn", "arab", "arabext"):
            return own
        choice = "auto" if own == "auto" else self.composition.digits
        return digits_for(language, self.composition.language, choice)

    def area(self, name: str | None, layer: str) -> Rect:
        """The rectangle of `canvas`, `safe`, `parent` or a region of the design, mirrored for left to
        right."""
        if name is None or name == "parent":
            return self.canvas if self.parent is None else self.parent
        if name == "canvas":
            return self.canvas
        box = self.format.safe if name == "safe" else self.format.regions.get(name)
        if box is None:
            known = ", ".join(sorted(self.format.regions))
            self.report(
                Finding(
                    "missing-region", layer, f"There is no region '{name}'.", f"Use safe, canvas or {known}."
                )
            )
            return self.area("safe", layer)
        sx, sy = self.canvas.width / self.format.width, self.canvas.height / self.format.height
        rect = Rect.from_edges(box[0] * sx, box[1] * sy, box[2] * sx, box[3] * sy)
        return rect if self.rtl else rect.mirrored(self.canvas.width)

    def report(self, finding: Finding) -> None:
        self.findings.setdefault(finding)

    def role(self, name: str) -> str:
        return self.composition.look.palette.role(name)

    def color(self, text: str) -> Rgba | None:
        """The document's colour as sRGB; None for `none`."""
        return parse_color(text, self.role)

    def paint(self, paint: Paint | None, box: Rect) -> PaintValue | None:
        """A colour, or a gradient laid over `box`; None where nothing is painted."""
        if paint is None or isinstance(paint, str):
            return None if paint is None else self.color(paint)
        return _gradient(paint, box, self)

    def face_choice(self, style: TextStyle) -> FontChoice:
        pair = self.composition.look.type
        named = {"display": pair.display, "text": pair.text, "strong": pair.strong}
        spec = self.type_spec(style)
        choice = named.get(style.family or spec.face)
        if choice is None:
            choice = FontChoice(family=style.family or pair.text.family, weight=400)
        update: dict[str, Any] = {}
        if style.weight is not None:
            update["weight"] = style.weight
        if style.axes:
            update["axes"] = {**choice.axes, **style.axes}
        return choice.model_copy(update=update) if update else choice

    def face(self, choice: FontChoice) -> FontFace:
        """The face of a choice.  What is not as the document says it is reported, once a family."""
        fonts = self.resources.fonts
        family = fonts.family(choice.family)
        if fonts.is_missing(choice.family):
            message = f"The font “{choice.family}” is missing; its texts are drawn in {family.name}."
            hint = "Put the file back, or add it again: studio fonts add FILE PROJECT."
            self.report(Finding("missing-font", "", message, hint))
        elif family.embedding == "restricted":
            message = f"The licence of the font “{family.name}” does not let it be handed on."
            hint = "Films and pictures may be made here; the project cannot be packed with it."
            self.report(Finding("font-licence", "", message, hint))
        return fonts.face(choice.family, choice.weight, axes=choice.axes)

    def type_spec(self, style: TextStyle) -> TypeSpec:
        return self.format.type[style.role]

    def font_metrics(self, family: str) -> FontMetrics:
        """How a family is used: the design's figures, or measured ones for a font that it does not know."""
        fonts = self.resources.fonts
        known = self.resources.design.fonts.get(fonts.family(family).name)
        if known is not None:
            return known
        face = fonts.face(family)
        size = optical_size(face, fonts.fallback("x", face))
        return FontMetrics(k=size.k, r=size.r, line=size.line)

    def text_spec(self, text: str, style: TextStyle) -> tuple[TextSpec, float]:
        """What to shape at the designed size, and the smallest size that fitting may reach (px)."""
        spec = self.type_spec(style)
        choice = self.face_choice(style)
        metrics = self.font_metrics(choice.family)
        language = style.language or self.composition.language
        arabic = script_of(language) == "Arab"
        optical = metrics.k * (1.0 if arabic else metrics.r)
        unit = self.unit * optical
        size = (style.size or spec.size) * unit
        smallest = min(size, (style.min_size or min(spec.min_size, style.size or spec.min_size)) * unit)
        scaled = max(smallest, size * self.text_scale)
        return (
            TextSpec(
                text=text,
                face=self.face(choice),
                size=scaled,
                language=language,
                direction=_direction(style.direction),
                line_height=scaled * (style.line_height or _line_height(spec, metrics, text, arabic=arabic)),
                align=style.align.value,
                max_lines=style.max_lines or spec.max_lines,
                balance=style.balance,
                sense=_CAPTION_SENSE if style.role is TypeRole.CAPTION else 1.0,
                justification=_justification(style),
                latin_scale=metrics.r if arabic else 1 / metrics.r,
                least_space=_LEAST_SPACE / optical,
            ),
            smallest,
        )


_CAPTION_SENSE = 2.0
"""Captions break by sense before they are even (STYLE section 7): a line may be half as long as the other one
rather than end with a preposition."""

_LEAST_SPACE = 0.18
"""em of Cairo's size between words: Noto Nastaliq Urdu and Reem Kufi leave so little that words run into one
another on a screen."""

_VOCALISED = 0.2
"""What marks above and below add to the line height (STYLE section 4)."""


def _justification(style: TextStyle) -> Justification | None:
    share, longest = style.kashida_share, style.kashida_longest
    match style.justify:
        case TextFill.NONE:
            return Justification("kashida", True, share, longest) if style.fit_width else None
        case TextFill.KASHIDA:
            return Justification("kashida", style.fit_width, share, longest)
        case TextFill.SPACES:
            return Justification("spaces", style.fit_width)
        case TextFill.AUTO:
            return Justification("auto", style.fit_width, share, longest)


def _direction(choice: DirectionChoice) -> Direction | None:
    return None if choice is DirectionChoice.AUTO else Direction(choice.value)


def _line_height(spec: TypeSpec, metrics: FontMetrics, text: str, *, arabic: bool) -> float:
    """Line pitch as a multiple of the size, by the design: naskh needs more, vocalised text more again."""
    if not arabic:
        return spec.latin_line_height
    pitch = spec.line_height + metrics.line
    marks = sum(unicodedata.category(c) == "Mn" for c in text)
    return pitch + _VOCALISED if marks > len(text) / 8 else pitch


def _gradient(gradient: Gradient, box: Rect, context: Context) -> GradientPaint:
    colors = [(stop.at, context.color(stop.color) or Rgba(0, 0, 0, 0)) for stop in gradient.stops]
    stops = tuple(gradient_stops(sorted(colors, key=lambda stop: stop[0])))
    center = box.center
    if gradient.kind == "radial":
        radius = ((box.width / 2) ** 2 + (box.height / 2) ** 2) ** 0.5
        return GradientPaint("radial", center.x, center.y, center.x + radius, center.y, stops)
    angle = math.radians(gradient.angle)
    dx, dy = math.cos(angle) * context.forward, math.sin(angle)
    if abs(dx) < 1e-9:
        dx = 0.0
    # CSS: the line is as long as the box is seen along it, so that the corners get the end colours.
    half = (abs(dx) * box.width + abs(dy) * box.height) / 2
    return GradientPaint(
        "linear",
        center.x - dx * half,
        center.y - dy * half,
        center.x + dx * half,
        center.y + dy * half,
        stops,
    )
