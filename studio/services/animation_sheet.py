"""All animation presets on one picture, and one after another in a film.

Both are compositions like any other, painted by the same engine: what is seen here is what films get.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct

from studio.animation.timing import motion_range
from studio.base.cancellation import Cancellation
from studio.base.time import seconds
from studio.model.animation import Animation, AnimationPreset, Phase
from studio.model.composition import Composition
from studio.model.document import write_time
from studio.model.export import ExportProfile
from studio.presets.catalog import bundled
from studio.render.rasterizer import Pixels
from studio.services.export import ExportRequest, ExportResult, export
from studio.services.output_place import check_picture_size, check_place
from studio.services.progress import Report, ignore
from studio.services.resources import ResourceList
from studio.services.stills import Painter, check_picture_name, save_still
from studio.text.fonts import FontCatalog
from studio.text.paragraph import TextSpec, layout_paragraph

BRAND = "hiwar-dark"
MOMENTS = (0.12, 0.3, 0.5, 0.75, 1.0)
"""Shares of the motion that the picture shows; the last one is the text at rest."""
_BLOCKS, _MARGIN, _GUTTER, _HEAD = 2, 96, 96, 280
_LABEL, _CELL, _ROW = 400, 410, 176  # px: widths of a label and a moment, height of a row
_ARABIC, _SHORT = "كَلِمةٌ طيّبةٌ تُداوي", "كَلِمةٌ طيّبةٌ"
_LATIN, _MIXED = "A kind word can heal", "حوار Dialogue في 2026"
_TITLE = {"ar": "حركات النص", "en": "Motions of text"}
_NOTE = {
    "ar": "{count} حركة، لكل منها خمس لحظات من أولها إلى آخرها",
    "en": "{count} motions, each at five moments from first to last",
}
_BEFORE, _HOLD, _SHORTEST = Fraction(3, 10), Fraction(9, 10), Fraction(12, 5)
_LONGEST = Fraction(9)
PROFILE = ExportProfile(id="sheet", name={"ar": "عرض", "en": "Sheet"}, short_side=720)


def _sorted() -> list[AnimationPreset]:
    """By what they are for: entering, then during, each by name."""
    presets = bundled().animations().values()
    return sorted(presets, key=lambda preset: (Phase.IN not in preset.phases, preset.id))


def _phase(preset: AnimationPreset) -> Phase:
    return Phase.IN if Phase.IN in preset.phases else preset.phases[0]


def animation_picture(output: Path, language: str = "ar", scale: float = 1.0) -> None:
    """A row for each preset: its names and id, and five moments of an Arabic text, in the order of reading.

    language: of title and order, `ar` or `en`.  scale: px for each px of it.
    Raises InputError, OutputError.
    """
    check_place(output, "picture")
    check_picture_name(output)
    presets = _sorted()
    rows = -(-len(presets) // _BLOCKS)
    block = _LABEL + len(MOMENTS) * _CELL
    width = 2 * _MARGIN + _BLOCKS * block + (_BLOCKS - 1) * _GUTTER
    height = _HEAD + rows * _ROW + _MARGIN
    check_picture_size(round(width * scale), round(height * scale))
    sheet = _Canvas(width, height, scale, rtl=language == "ar")
    sheet.put(0, 0, _painted(_head(language, width, len(presets)), Fraction(0), scale))
    for number, preset in enumerate(presets):
        column, row = divmod(number, rows)
        x, y = _MARGIN + column * (block + _GUTTER), _HEAD + row * _ROW
        sheet.put(x, y, _painted(_label(preset, language), Fraction(0), scale))
        cell = _cell(preset, language)
        painter = Painter(cell, ResourceList(), scale)
        for index, moment in enumerate(_moments(preset)):
            sheet.put(x + _LABEL + index * _CELL, y, painter.paint(moment))
    save_still(output, sheet.pixels, opaque=True)


class _Canvas:
    """Puts small pictures on a large one; x runs from the side where reading begins."""

    def __init__(self, width: int, height: int, scale: float, *, rtl: bool) -> None:
        self._scale, self._rtl = scale, rtl
        ground = _painted(_composition(16, 16, [], "ar"), Fraction(0), 1.0)[0, 0]
        self.pixels: Pixels = np.empty((round(height * scale), round(width * scale), 4), np.uint8)
        self.pixels[:] = ground

    def put(self, x: float, y: float, picture: Pixels) -> None:
        high, wide = picture.shape[:2]
        left, top = round(x * self._scale), round(y * self._scale)
        if self._rtl:
            left = self.pixels.shape[1] - left - wide
        room = self.pixels[top : top + high, left : left + wide]
        room[:] = picture[: room.shape[0], : room.shape[1]]


def _painted(composition: Composition, time: Fraction, scale: float) -> Pixels:
    return Painter(composition, ResourceList(), scale).paint(time).copy()


def _composition(
    width: int, height: int, layers: list[dict[str, Any]], language: str, duration: Fraction = Fraction(1)
) -> Composition:
    return Composition.model_validate(
        {
            "size": {"width": width, "height": height},
            "duration": write_time(duration),
            "language": language,
            "look": bundled().brand(BRAND).look,
            "layers": layers,
        }
    )


def _place(x: float, y: float, width: float, height: float) -> dict[str, Any]:
    """x: from the edge where reading begins."""
    return {"anchor": "top-start", "offset": (x, y), "width": width, "height": height}


def _px(size: float, width: int, height: int) -> float:
    """A size in the design's px, whose formats are 1080 px on their short side, as px of this canvas."""
    return size * 1080 / min(width, height)


class _Hand(Struct, frozen=True):
    """Writes texts on a canvas; sizes in its px."""

    width: int
    height: int

    def text(
        self, name: str, text: str, box: tuple[float, float, float, float], size: float, **style: Any
    ) -> dict[str, Any]:
        px = size * 1080 / min(self.width, self.height)
        animations = style.pop("animations", [])
        look = {"size": px, "min_size": px / 2, "max_lines": 1, **style}
        return {
            "type": "text", "id": name, "text": text, "style": look, "place": _place(*box),
            "animations": animations,
        }  # fmt: skip

    def rule(self, name: str, y: float) -> dict[str, Any]:
        return {
            "type": "shape", "id": name, "fill": "ink@15", "place": _place(0, y, self.width, 2),
        }  # fmt: skip


def _head(language: str, width: int, count: int) -> Composition:
    hand = _Hand(width, _HEAD)
    wide = width - 2 * _MARGIN
    layers = [
        hand.text("title", _TITLE[language], (_MARGIN, 48, wide, 140), 88, family="display"),
        hand.text("note", _NOTE[language].format(count=count), (_MARGIN, 184, wide, 72), 36, color="muted"),
    ]
    return _composition(width, _HEAD, layers, language)


def _label(preset: AnimationPreset, language: str) -> Composition:
    hand = _Hand(_LABEL, _ROW)
    first, second = ("ar", "en") if language == "ar" else ("en", "ar")
    wide = _LABEL - 16
    layers = [
        hand.rule("rule", 0),
        {
            "type": "bilingual",
            "id": "names",
            "first": {
                "text": preset.name[first],
                "style": {"size": _px(36, _LABEL, _ROW), "min_size": 10, "family": "strong", "max_lines": 1},
            },
            "second": {"text": preset.name[second], "style": {"color": "muted"}},
            "look": {"share": 0.8, "gap": 0},
            "place": _place(0, 12, wide, 104),
        },
        hand.text(
            "id", preset.id, (0, 116, wide, 36), 22, color="accent", language="en", direction="ltr",
            align="end" if language == "ar" else "start",
        ),
    ]  # fmt: skip
    return _composition(_LABEL, _ROW, layers, language)


_CELL_SECONDS = Fraction(6)


def _cell(preset: AnimationPreset, language: str) -> Composition:
    hand = _Hand(_CELL, _ROW)
    animation = {"preset": preset.id, "phase": _phase(preset).value}
    box = (0, 28, _CELL, _ROW - 40)
    layers = [
        hand.rule("rule", 0),
        hand.text("sample", _SHORT, box, 48, family="display", animations=[animation], align="center"),
    ]
    return _composition(_CELL, _ROW, layers, language, _CELL_SECONDS)


def _moments(preset: AnimationPreset) -> Iterator[Fraction]:
    """The moments of the picture: shares of the entrance, or of what goes on: one turn there and back."""
    phase = _phase(preset)
    if phase is Phase.DURING:
        turn = preset.duration if preset.duration > 0 else _CELL_SECONDS
        yield from (turn * index / len(MOMENTS) for index in range(len(MOMENTS)))
        return
    moving = motion_range(_use(preset, phase), preset, _CELL_SECONDS, _count(_SHORT, preset))
    yield from (moving.start + moving.duration * seconds(share) for share in MOMENTS)


def _use(preset: AnimationPreset, phase: Phase, delay: Fraction = Fraction(0)) -> Animation:
    return Animation(preset=preset.id, phase=phase, delay=delay)


def _count(text: str, preset: AnimationPreset) -> int:
    """How many units of the preset's kind a text has."""
    fonts = FontCatalog.bundled()
    family = bundled().brand(BRAND).look.type.display.family
    return len(layout_paragraph(TextSpec(text, fonts.face(family), 50.0), fonts).units(preset.unit))


def animation_film(
    output: Path,
    language: str = "ar",
    report: Report = ignore,
    cancellation: Cancellation | None = None,
) -> ExportResult:
    """Each preset in turn with its names, on an Arabic, a Latin and a mixed line.

    Raises InputError, EncodeError, OutputError.
    """
    return export(ExportRequest(film(language), ResourceList(), PROFILE, output), report, cancellation)


def film(language: str) -> Composition:
    """The film as a composition of 1920x1080."""
    items = [_clip(preset, language) for preset in _sorted()]
    track = {"type": "track", "id": "presets", "items": items}
    whole = sum((seconds(item["duration"]) for item in items), start=Fraction(0))
    return _composition(1920, 1080, [track], language, whole)


def _clip(preset: AnimationPreset, language: str) -> dict[str, Any]:
    uses = [_use(preset, _phase(preset), _BEFORE)]
    count = max(_count(text, preset) for text in (_ARABIC, _LATIN, _MIXED))
    if uses[0].phase is Phase.DURING:
        lasts = _BEFORE + 3 * preset.duration
    else:
        lasts = motion_range(uses[0], preset, Fraction(0), count).end + _HOLD
    if Phase.OUT in preset.phases and uses[0].phase is Phase.IN:
        uses.append(_use(preset, Phase.OUT))
        lasts += motion_range(uses[1], preset, Fraction(0), count).duration
    lasts = max(_SHORTEST, min(lasts, _LONGEST))
    animations = [use.model_dump(mode="json", exclude_defaults=True) for use in uses]
    frames = round(lasts * 30)
    first, second = ("ar", "en") if language == "ar" else ("en", "ar")
    hand = _Hand(1920, 1080)
    layers = [
        {
            "type": "bilingual",
            "id": "names",
            "first": {
                "text": preset.name[first],
                "style": {"size": 64, "family": "display", "max_lines": 1, "color": "accent"},
            },
            "second": {"text": preset.name[second]},
            "look": {"arrangement": "beside", "align": "edges", "share": 0.8, "gap": 64},
            "place": _place(96, 64, 1728, 120),
        },
        hand.text(
            "note", preset.note.get(language, ""), (96, 190, 1728, 72), 34, color="muted", max_lines=1,
        ),
        _line("arabic", _ARABIC, 304, 132, animations, family="display"),
        _line("latin", _LATIN, 580, 96, animations, family="display", language="en"),
        _line("mixed", _MIXED, 788, 96, animations, family="strong"),
    ]  # fmt: skip
    return {
        "kind": "clip",
        "id": preset.id,
        "duration": write_time(Fraction(frames, 30)),
        "source": {"layers": layers},
    }


def _line(
    name: str, text: str, y: float, size: float, animations: list[dict[str, Any]], **style: Any
) -> dict[str, Any]:
    box = (96.0, y, 1728.0, 220.0)
    return _Hand(1920, 1080).text(name, text, box, size, align="center", animations=animations, **style)
