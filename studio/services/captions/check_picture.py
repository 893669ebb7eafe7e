"""What the check finds on frames: contrast with what is behind the letters, and where captions stand.

Of evenly chosen cues a frame is painted as it is, and with the letters in another colour: what differs shows
where the letters are, whatever the style.  Contrast is that of WCAG 2.2 between
the letters and the pixels right around them, of which one in twenty may be worse (the 95th percentile; STYLE
section 7 asks for 4.5).
"""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from studio.base.cancellation import Cancellation
from studio.base.geometry import Rect
from studio.model.composition import Composition
from studio.model.layers import CaptionLayer
from studio.render.rasterizer import Pixels
from studio.scene.cue_table import CueTable
from studio.scene.placed import captions_in, placed_at
from studio.scene.scene import Scene
from studio.services.captions.findings import CueFault, CueFinding
from studio.services.edits.paths import LayerPath, layer_at, with_node
from studio.services.edits.times import span_of
from studio.services.frame_measures import Mask, Strength, Versions, difference, grown, luminance
from studio.services.overlays import overlays_for, safe_area
from studio.services.preflight.marked import MARK
from studio.services.resources import ResourceList, open_resources

ENOUGH = 4.5
MOST_CUES = 24
_SIDE = 540
"""px of the short side of the frames that are measured."""
_SLACK = 8.0
"""Canvas px by which ink may leave an area: soft edges, overhanging letters."""
_FEWEST = 40
_WORST = 5
"""The percentile of contrast that has to be enough."""
_AT = Fraction(3, 5)
"""Of a cue's time: it has come, and is not about to go."""


def picture_findings(
    composition: Composition,
    resources: ResourceList,
    path: LayerPath,
    cancellation: Cancellation | None = None,
    most: int = MOST_CUES,
) -> tuple[CueFinding, ...]:
    """What is found on frames of at most `most` cues of a caption layer.

    Raises MediaError, FontError, InputError as painting does, and Cancelled.
    """
    asked = cancellation or Cancellation()
    layer = layer_at(composition, path)
    assert isinstance(layer, CaptionLayer)
    begins = span_of(composition, path).start
    look = _Look(composition, resources, path, layer)
    table = CueTable(layer.cues)
    found: list[CueFinding] = [*look.hidden(asked)]
    step = max(1, -(-len(layer.cues) // most))
    for index in range(0, len(layer.cues), step):
        asked.raise_if_cancelled()
        cue = layer.cues[index]
        time = begins + cue.start + (min(cue.end, table.end(index)) - cue.start) * _AT
        if 0 <= time < composition.duration:
            found += look.at(composition.rate_exact.time_of(composition.rate_exact.frame_at(time)), index)
    return tuple(found)


class _Look:
    """Paints both versions of a moment, in a small size."""

    def __init__(
        self, composition: Composition, resources: ResourceList, path: LayerPath, layer: CaptionLayer
    ) -> None:
        self._composition, self._layer = composition, layer
        self._scale = min(1.0, _SIDE / min(composition.size.width, composition.size.height))
        text = layer.style.text.model_copy(update={"color": MARK})
        marked = layer.model_copy(update={"style": layer.style.model_copy(update={"text": text})})
        opened = open_resources(resources)
        self._path, self._scene = tuple(path), Scene(composition, opened)
        versions = (self._scene, Scene(with_node(composition, path, marked), opened))
        self._versions = Versions(versions, composition.size, self._scale)

    def hidden(self, asked: Cancellation) -> Iterator[CueFinding]:
        """The cues for which there is no room beside those that were there first.  (Those that are too many
        by their times alone are found without the picture.)"""
        content = captions_in(self._scene, self._path)
        if content is None:
            return
        numbers = {id(cue): number for number, cue in enumerate(self._layer.cues)}
        for index, block in enumerate(content.cues.cues):
            asked.raise_if_cancelled()
            without = content.cues.slot(index) is not None and not content.stack.shows(index)
            if without and block.first is not None and id(block.first) in numbers:
                number = numbers[id(block.first)]
                yield CueFinding(CueFault.NOT_SHOWN, number, block.first.start, block.first.text)

    def at(self, time: Fraction, index: int) -> Iterator[CueFinding]:
        frame = self._versions.painted(0, time)
        differing = difference(frame, self._versions.painted(1, time))
        self._leave_alone(differing, time, index)
        if differing.max(initial=0) < 48:
            return
        letters = differing >= 0.85 * differing.max()
        shown = differing > 12
        cue = self._layer.cues[index]

        def finding(fault: CueFault, **values: str) -> CueFinding:
            return CueFinding(fault, index, cue.start, cue.text, values)

        ratio = _contrast(frame, letters, shown)
        if ratio is not None and ratio < ENOUGH - 0.05:
            yield finding(CueFault.LOW_CONTRAST, ratio=f"{ratio:.1f}", limit=f"{ENOUGH:g}")
        if shown[0].any() or shown[-1].any() or shown[:, 0].any() or shown[:, -1].any():
            yield finding(CueFault.CLIPPED)
            return
        ink = self._rect(shown)
        beyond = _beyond(ink, safe_area(self._composition))
        if beyond > _SLACK:
            yield finding(CueFault.OUTSIDE_SAFE, pixels=f"{beyond:.0f}")
        size = self._composition.size
        covering = [
            overlay.name.get("ar" if self._composition.is_rtl else "en", overlay.id)
            for overlay in overlays_for(self._composition)
            if _beyond(ink, overlay.clear(size.width, size.height)) > _SLACK
        ]
        if covering:
            yield finding(CueFault.COVERED, place="، ".join(covering))

    def _leave_alone(self, differing: Strength, time: Fraction, index: int) -> None:
        """Clears what other captions that are shown with the cue differ by."""
        placed = next((one for one in placed_at(self._scene, time) if one.path == self._path), None)
        if placed is None or len(placed.captions) < 2:
            return
        cue = self._layer.cues[index]
        for other in placed.captions:
            if not any(one is cue for one in other.cues):
                box = placed.transform.apply_rect(other.box)
                rows = slice(max(0, int(box.y * self._scale) - 1), max(0, int(box.bottom * self._scale) + 2))
                differing[rows] = 0

    def _rect(self, mask: Mask) -> Rect:
        """Around the mask, on the canvas."""
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        scale = self._scale
        return Rect.from_edges(
            columns[0] / scale, rows[0] / scale, (columns[-1] + 1) / scale, (rows[-1] + 1) / scale
        )


def _beyond(ink: Rect, area: Rect) -> float:
    """Canvas px by which ink leaves an area."""
    return max(0.0, area.x - ink.x, area.y - ink.y, ink.right - area.right, ink.bottom - area.bottom)


def _contrast(frame: Pixels, letters: Mask, inked: Mask) -> float | None:
    """Of the letters against the pixels right around them, as bad as one in twenty of these; None where there
    are too few to tell."""
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    area = (
        slice(max(0, rows[0] - 8), rows[-1] + 9),
        slice(max(0, columns[0] - 8), columns[-1] + 9),
    )
    light, core, soft = luminance(frame[area]), letters[area], grown(inked[area], 1)
    ring = grown(soft, 2) & ~soft
    if core.sum() < _FEWEST or ring.sum() < _FEWEST:
        return None
    ink = float(np.median(light[core]))
    around = light[ring]
    ratios = (np.maximum(around, ink) + 0.05) / (np.minimum(around, ink) + 0.05)
    return float(np.percentile(ratios, _WORST))
