"""Findings that are measured on frames: contrast, place, what hides words; and pictures that are too small.

Contrast is that of WCAG 2.2 (1.4.3, https://www.w3.org/TR/WCAG22/#contrast-minimum): 4.5, or 3 for large
words, between the letters as painted and what is seen right around them, at their weakest place.  Large is
24 px of a phone 390 px wide, 66 px of a canvas 1080 px wide; bold 18.7 px and 52 px.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from studio.base.cancellation import Cancellation
from studio.base.geometry import Rect
from studio.model.composition import Composition
from studio.model.layers import CaptionLayer, Fit, ImageLayer, TextLayer
from studio.render.rasterizer import Pixels
from studio.scene.findings import Finding, SetField
from studio.scene.placed import Placed, Written, placed_at
from studio.scene.resources import SceneResources
from studio.scene.scene import Scene
from studio.services.frame_measures import Strength, Versions, difference, grown, luminance
from studio.services.overlays import overlays_for, safe_area
from studio.services.preflight.marked import MARK, OTHER_MARK, only_letters, with_marked_letters
from studio.services.preflight.words import short

ENOUGH, ENOUGH_FOR_LARGE = 4.5, 3.0
LARGE, LARGE_BOLD = 66.0, 52.0
"""px of a canvas whose short side is 1080."""
STRETCHED = 1.6
"""Canvas px per px of a picture from which it looks soft."""
SHRUNK = 0.75
"""A text that is smaller than this share of its designed size is noted."""
_FLOOR = 0.85
"""Of the design's smallest size, which sources have: fonts differ in how large they look."""
_SIDE = 720
"""px of the short side of the frames that are measured."""
_SEEN = 0.35
"""Words of which less is seen than this share are hidden."""
_SLACK = 10.0
"""Canvas px by which ink may leave the safe area: overshoot and soft edges."""


class FrameLook:
    """Looks at moments of one composition, one after another.  without: media ids that are stand-ins."""

    def __init__(
        self, composition: Composition, resources: SceneResources, without: frozenset[str] = frozenset()
    ) -> None:
        self.scene = Scene(composition, resources)
        self._composition, self._without = composition, without
        self._scale = min(2.0, _SIDE / min(composition.size.width, composition.size.height))
        self._unit = min(composition.size.width, composition.size.height) / 1080
        kinds = (
            composition,
            with_marked_letters(composition),
            only_letters(composition, MARK),
            only_letters(composition, OTHER_MARK),
        )
        scenes = (self.scene, *(Scene(one, resources) for one in kinds[1:]))
        self._versions = Versions(scenes, composition.size, self._scale)
        self._told: set[tuple[str, tuple[str, ...]]] = set()

    def findings(self, times: Sequence[Fraction], cancellation: Cancellation) -> Iterator[Finding]:
        """Each thing once, at the first moment at which it is found.  Raises MediaError, FontError."""
        for time in times:
            cancellation.raise_if_cancelled()
            placed = placed_at(self.scene, time)
            for finding in self._at(placed, time):
                if (finding.kind, finding.path) not in self._told:
                    self._told.add((finding.kind, finding.path))
                    yield finding

    def _at(self, placed: Sequence[Placed], time: Fraction) -> Iterator[Finding]:
        texts = [
            one for one in placed if (one.texts or isinstance(one.layer, CaptionLayer)) and one.seen > 0.9
        ]
        for one in placed:
            if isinstance(one.layer, ImageLayer) and one.seen > 0:
                yield from self._resolution(one, time)
        if not texts:
            return
        frame, marked, *letters = (self._versions.painted(number, time) for number in range(4))
        shown, alone = difference(frame, marked), difference(letters[0], letters[1])
        for one in texts:
            lines = list(self._lines(one))
            if not lines:
                continue
            ink = _around(lines)
            yield from self._place(one, ink, time)
            yield from self._size(one, time)
            yield from self._hidden(one, lines, shown, alone, time)
            yield from self._contrast(one, lines, frame, shown, time)
        yield from self._overlaps(texts, time)

    def _lines(self, one: Placed) -> Iterator[Rect]:
        """The ink of each line on the canvas; of captions the whole box."""
        for written in one.texts:
            for line in written.layout.lines:
                if line.ink.width > 0 and line.ink.height > 0:
                    yield one.transform.apply_rect(line.ink.moved(written.x, written.y))
        if isinstance(one.layer, CaptionLayer):
            yield one.bounds

    def _pixels(self, rect: Rect, shape: tuple[int, ...]) -> tuple[slice, slice]:
        scale = self._scale
        top, bottom = max(0, int(rect.y * scale) - 2), min(shape[0], int(rect.bottom * scale) + 3)
        left, right = max(0, int(rect.x * scale) - 2), min(shape[1], int(rect.right * scale) + 3)
        return slice(top, max(top, bottom)), slice(left, max(left, right))

    # Where it stands ------------------------------------------------------------------------------------

    def _place(self, one: Placed, ink: Rect, time: Fraction) -> Iterator[Finding]:
        if not any(character.isalnum() for text in one.texts for character in text.layout.spec.text):
            return  # captions have a place of their own; a large quotation mark is an ornament
        size = self._composition.size
        canvas = Rect(0, 0, size.width, size.height)
        name = _first_words(one)
        if _leaves(ink, canvas, 0):
            message, hint = f"The words '{name}' leave the picture.", "Move them in, or make them smaller."
        elif all(_leaves(ink, area, _SLACK * self._unit) for area in (self._safe(), *self._text_regions())):
            message, hint = (
                f"The words '{name}' stand outside the safe area.",
                "Apps put their buttons and words there; move them in.",
            )
        else:
            return
        fix = self._moved_in(one, ink)
        yield Finding("unsafe-place", one.path[-1], message, hint, "warning", one.path, time, fix=fix)

    def _safe(self) -> Rect:
        """Where apps leave words alone: what the common overlay keeps clear, and the design's own margins."""
        safe = safe_area(self._composition)
        size = self._composition.size
        for overlay in overlays_for(self._composition)[:1]:
            clear = overlay.clear(size.width, size.height)
            left, top = min(safe.x, clear.x), min(safe.y, clear.y)
            right, bottom = max(safe.right, clear.right), max(safe.bottom, clear.bottom)
            safe = Rect.from_edges(left, top, right, bottom)
        return safe

    def _text_regions(self) -> Iterator[Rect]:
        """The design's places for words, which keep off what apps lay over them: those without an edge."""
        context = self.scene.context
        form, canvas = context.format, context.canvas
        for name, box in form.regions.items():
            if box[0] > 0 and box[1] > 0 and box[2] < form.width and box[3] < form.height:
                area = context.area(name, "")
                if area.width < canvas.width:
                    yield area

    def _moved_in(self, one: Placed, ink: Rect) -> tuple[SetField, ...]:
        """A move of the layer's offset, where it stands free and fits."""
        safe = self._safe()
        if len(one.path) != 1 or ink.width > safe.width or ink.height > safe.height:
            return ()
        dx = max(0.0, safe.x - ink.x) - max(0.0, ink.right - safe.right)
        dy = max(0.0, safe.y - ink.y) - max(0.0, ink.bottom - safe.bottom)
        x, y = one.layer.place.offset
        offset = (round(x + dx * self.scene.context.forward, 1), round(y + dy, 1))
        return (SetField(one.path, ("place", "offset"), offset),)

    def _size(self, one: Placed, time: Fraction) -> Iterator[Finding]:
        """Words that a phone shows too small, or that are much smaller than they were designed."""
        if not isinstance(one.layer, TextLayer):
            return
        context, layer = self.scene.context, one.layer
        size = one.texts[0].layout.spec.size * one.transform.growth
        floor = min(spec.min_size for spec in context.format.type.values()) * context.unit * _FLOOR
        words, px = _first_words(one), round(size / self._unit)
        if size < floor:
            message = f"The words '{words}' are too small for a phone ({px} px of 1080)."
            hint = "Make them larger, or leave some out."
            yield Finding("small-text", one.path[-1], message, hint, "warning", one.path, time, about=words)
            return
        designed = context.text_spec(layer.text, layer.style)[0].size
        share = one.texts[0].layout.spec.size / designed
        if share < SHRUNK:
            message = f"The text '{words}' is long: it is shrunk to {round(100 * share)} % of its size."
            hint = "Shorten it, or leave it so."
            yield Finding("text-shrunk", one.path[-1], message, hint, "note", one.path, time, about=words)

    # What lies over it ----------------------------------------------------------------------------------

    def _hidden(
        self, one: Placed, lines: Sequence[Rect], shown: Strength, alone: Strength, time: Fraction
    ) -> Iterator[Finding]:
        should = seen = 0.0
        for line in lines:
            area = self._pixels(line, shown.shape)
            inked = alone[area] > 64
            should += float(inked.sum())
            seen += float((inked & (shown[area] > 24)).sum())
        if should > 20 and seen < _SEEN * should:
            yield Finding(
                "hidden-words",
                one.path[-1],
                f"The words '{_first_words(one)}' are hidden behind something.",
                "Raise the layer, or move what lies over it.",
                "block",
                one.path,
                time,
            )

    def _overlaps(self, texts: Sequence[Placed], time: Fraction) -> Iterator[Finding]:
        inks = [(one, list(self._lines(one))) for one in texts if one.texts]
        for index, (lower, below) in enumerate(inks):
            for upper, above in inks[index + 1 :]:
                if any(_share(first, second) > 0.3 for first in below for second in above):
                    yield Finding(
                        "hidden-words",
                        lower.path[-1],
                        f"The words '{_first_words(upper)}' run over '{_first_words(lower)}'.",
                        "Move them apart.",
                        "warning",
                        lower.path,
                        time,
                    )

    # Contrast -------------------------------------------------------------------------------------------

    def _contrast(
        self, one: Placed, lines: Sequence[Rect], frame: Pixels, shown: Strength, time: Fraction
    ) -> Iterator[Finding]:
        large = self._is_large(one)
        limit = ENOUGH_FOR_LARGE if large else ENOUGH
        weakest = min(
            (
                ratio
                for line in lines
                for ratio in _ratios(
                    frame[self._pixels(line, shown.shape)], shown[self._pixels(line, shown.shape)]
                )
            ),
            default=limit,
        )
        if weakest < limit - 0.05:
            words = _first_words(one)
            yield Finding(
                "low-contrast",
                one.path[-1],
                f"The words '{words}' have a contrast of {weakest:.1f} to 1; {limit:g} is needed.",
                "Choose another colour, or put a ground or a shadow under them.",
                "warning",
                one.path,
                time,
                about=words,
            )

    def _is_large(self, one: Placed) -> bool:
        if not one.texts:
            return True  # captions are large by their design
        written: Written = min(one.texts, key=lambda text: text.layout.spec.size)
        size = written.layout.spec.size * one.transform.growth / self._unit
        heavy = isinstance(one.layer, TextLayer) and (one.layer.style.weight or 400) >= 700
        return size >= (LARGE_BOLD if heavy else LARGE)

    # Pictures -------------------------------------------------------------------------------------------

    def _resolution(self, one: Placed, time: Fraction) -> Iterator[Finding]:
        layer: ImageLayer = one.layer
        if layer.media in self._without:
            return
        picture = self.scene.context.resources.picture(layer.media)
        across, down = one.box.width / picture.width, one.box.height / picture.height
        scale = min(across, down) if layer.fit is Fit.CONTAIN else max(across, down)
        scale *= one.transform.growth
        if scale <= STRETCHED:
            return
        name, shown = one.path[-1], f"{scale:.1f}"
        yield Finding(
            "low-resolution",
            one.path[-1],
            f"The picture '{name}' ({picture.width} x {picture.height}) is shown {shown} times as large.",
            "Choose a larger picture, or show it smaller.",
            "warning",
            one.path,
            time,
            about=layer.media,
        )


def _around(rects: Sequence[Rect]) -> Rect:
    return Rect.from_edges(
        min(one.x for one in rects),
        min(one.y for one in rects),
        max(one.right for one in rects),
        max(one.bottom for one in rects),
    )


def _leaves(ink: Rect, area: Rect, slack: float) -> bool:
    return (
        ink.x < area.x - slack
        or ink.y < area.y - slack
        or ink.right > area.right + slack
        or ink.bottom > area.bottom + slack
    )


def _share(first: Rect, second: Rect) -> float:
    """How much of the smaller lies in the other."""
    width = min(first.right, second.right) - max(first.x, second.x)
    height = min(first.bottom, second.bottom) - max(first.y, second.y)
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / max(1.0, min(first.width * first.height, second.width * second.height))


def _first_words(one: Placed) -> str:
    return short(one.texts[0].layout.spec.text) if one.texts else one.path[-1]


_FEWEST = 12
"""Pixels of letters, and of their surroundings, that a place needs to be measured."""


def _ratios(frame: Pixels, shown: Strength) -> Iterator[float]:
    """The contrast of letters against what is right around them, place by place along a line."""
    if shown.size == 0 or shown.max() < 48:
        return
    light = luminance(frame)
    high, wide = shown.shape
    core = shown >= 0.85 * shown.max()
    inked = grown(shown > 12, 1)
    ring = grown(inked, max(2, high // 12)) & ~inked
    step = max(8, high)
    for left in range(0, wide, step):
        part = slice(left, left + step)
        letters, around = light[:, part][core[:, part]], light[:, part][ring[:, part]]
        if len(letters) >= _FEWEST and len(around) >= _FEWEST:
            first, second = float(np.median(letters)), float(np.median(around))
            yield (max(first, second) + 0.05) / (min(first, second) + 0.05)
